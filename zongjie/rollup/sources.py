"""The branches in a folder: which files are some, what they are called, and reading one."""

from __future__ import annotations

import hashlib
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from zongjie import intake, portable
from zongjie.draft import Draft
from zongjie.errors import DraftError, ZongjieError, unwritable
from zongjie.intake import Intake
from zongjie.ledger import DATES, Ledgers, Problem
from zongjie.period import Period

_LOG = logging.getLogger(__name__)

ENDINGS = (".zip", ".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt")
"""Files that may be a branch; a folder with ``draft.md`` is one as well."""

_DRAFT = ".zip"
_AROUND = re.compile(
    r"(19|20)\d\d年?度?(上半年|下半年)?"
    r"|(活动|慰问|提案|荣誉|会议|经费|指标|工作)?(台账|总结|草稿|登记表|统计表|报表)|[（(]\d+[）)]$"
)
_BETWEEN = " 　-—_－（）()"


@dataclass(frozen=True)
class Past:
    """A branch's ledgers of the year before; those without rows are left out.

    `unfinished` are rows that cannot be counted. `fault` is why they could not be read. `alone` is
    what to say of a file that holds nothing else, where no branch of this year takes it.
    """

    path: str
    unit: str
    ledgers: Ledgers = field(default_factory=dict, repr=False, hash=False)
    unfinished: int = 0
    fault: str = ""
    alone: str = ""


@dataclass(frozen=True)
class Taken:
    """A branch as it was read; ledgers without rows are left out.

    `digest` is the same for the same rows. `unfinished` are rows that cannot be counted yet. `past`
    is what it had a year before, where that was handed in.
    """

    path: str
    unit: str
    ledgers: Ledgers = field(repr=False, hash=False)
    digest: str
    formulas: str = ""
    problems: tuple[Problem, ...] = ()
    unfinished: int = 0
    past: Past | None = None


@dataclass(frozen=True)
class Failed:
    """A branch that is not in the roll-up: its path in the folder, and why, with the cure."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}：{self.reason}"


@dataclass(frozen=True)
class Job:
    """What reading one branch needs; `told` is its path as it is spoken of."""

    path: Path
    told: str
    period: Period


def found(folder: Path) -> tuple[Path, ...]:
    """The branches in a folder and the folders in it, by name; a draft's own files are none."""
    if not folder.is_dir():
        raise DraftError("没有这个文件夹", where=str(folder), cure="请核对路径")
    paths = tuple(_within(folder))
    if not paths:
        cure = f"请把各单位的草稿文件夹、草稿 .zip 或台账放进来（{'、'.join(ENDINGS)}）"
        raise DraftError("里面没有可汇总的草稿或台账", where=folder.name, cure=cure)
    return paths


def _within(folder: Path) -> Iterator[Path]:
    own = portable.MEMBERS if is_draft(folder) else ()  # a roll-up was written here
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name.startswith((".", "~$")) or path.name in own:  # hidden, or open in Excel
            continue
        if path.is_dir() and not is_draft(path):
            yield from _within(path)
        elif path.is_dir() or path.suffix.lower() in ENDINGS:
            yield path


def is_draft(path: Path) -> bool:
    """Whether this is a portable draft, not a ledger file."""
    if path.is_dir():
        return (path / portable.DRAFT_NAME).is_file()
    return path.suffix.lower() == _DRAFT


def period_of(paths: Iterable[Path]) -> Period:
    """The time that the drafts among these tell of; `DraftError` where they do not say one.

    Drafts of the year before may lie beside those of the same unions.
    """
    said: dict[Period, list[str]] = defaultdict(list)
    for path in filter(is_draft, paths):
        try:
            draft = portable.draft_of(path)
        except (ZongjieError, OSError) as error:  # it is told when it is read
            _LOG.info("the period of %s", path, exc_info=error)
        else:
            said[draft.period].append(draft.unit)
    if not said:
        raise DraftError("没有写年度", cure="请写明年度，例如 --year 2026")
    latest = max(said, key=lambda period: period.year)
    before = said.get(latest.before, ())
    if set(said) - {latest, latest.before} or not set(before) <= set(said[latest]):
        many = sorted(said.items(), key=lambda item: -len(item[1]))
        each = "，".join(f"{period.label} {len(units)} 份" for period, units in many)
        raise DraftError(f"草稿不是同一个时间的：{each}", cure="请写明汇总哪一年，例如 --year 2026")
    return latest


def read(job: Job) -> Taken | Past | Failed:
    """Read one branch. Whatever goes wrong with it is told, so that the others go on."""
    try:
        return _draft(job) if is_draft(job.path) else _ledger(job)
    except ZongjieError as error:
        same = error.where == job.path.name  # its name stands before the reason
        where = "" if same else error.where
        return Failed(job.told, str(ZongjieError(error.what, where=where, cure=error.cure)))
    except OSError as error:
        what, cure = unwritable(error)
        what = "这个文件不让读" if isinstance(error, PermissionError) else what
        return Failed(job.told, f"{what}。{cure}。")
    except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
        _LOG.info("reading %s", job.path, exc_info=error)
        kind = type(error).__name__
        return Failed(job.told, f"读的时候出了意外（{kind}）。请用 Excel 另存一份再试。")


def _draft(job: Job) -> Taken | Past | Failed:
    read_ = portable.read(job.path, earlier=False)
    draft = read_.draft
    if draft.period != job.period:
        other, wanted = draft.period.label, job.period.label
        reason = f"写的是{other}，这次汇总的是{wanted}。请换成{wanted}的，或者另外汇总{other}。"
        if draft.period == job.period.before:
            return _past(job, draft.unit, read_.intake, reason)
        return Failed(job.told, reason)
    return _taken(job, draft.unit, read_.intake, draft.formulas, _own_past(job, draft))


def _own_past(job: Job, draft: Draft) -> Past | None:
    """What a draft has of the year before; whatever is wrong with it, this year's is taken."""
    try:
        read_ = portable.last_of(job.path, draft)
    except ZongjieError as error:
        return Past(job.told, draft.unit, fault=str(error))
    return None if read_ is None else _past(job, draft.unit, read_)


def _ledger(job: Job) -> Taken | Past | Failed:
    before = job.period.before
    last = f"{before.year}年" in job.path.stem
    read_ = intake.read(job.path, year=before.year if last else job.period.year)
    dates = _dates(read_.ledgers)
    if any(map(job.period.contains, dates)) or not (dates or last):
        return _taken(job, unit_of(job.path), read_, "")
    years = "、".join(f"{year}年" for year in sorted({date[:4] for date in dates}))
    elsewhere = years or before.label
    reason = f"没有一行在{job.period.label}里，写的是{elsewhere}的。请换成这一年的台账。"
    if any(map(before.contains, dates)) or not dates:
        return _past(job, unit_of(job.path), read_, reason)
    return Failed(job.told, reason)


def _past(job: Job, unit: str, read_: Intake, alone: str = "") -> Past:
    return Past(job.told, unit, _filled(read_), _unfinished(read_), alone=alone)


def _taken(job: Job, unit: str, read_: Intake, formulas: str, past: Past | None = None) -> Taken:
    ledgers = _filled(read_)
    digest, unfinished = _digest(ledgers), _unfinished(read_)
    return Taken(job.told, unit, ledgers, digest, formulas, read_.problems, unfinished, past)


def _filled(read_: Intake) -> dict[str, pd.DataFrame]:
    return {id_: frame for id_, frame in read_.ledgers.items() if len(frame)}


def _unfinished(read_: Intake) -> int:
    return sum(map(len, read_.unfinished.values()))


def unit_of(path: Path) -> str:
    """The union a ledger file is of: its name without the year and the word 台账.

    A file that is only called ledger.xlsx or 台账.xlsx goes by its folder.
    """
    for name in (path.stem, path.parent.name):
        unit = _AROUND.sub("", name).strip(_BETWEEN)
        if unit and unit.casefold() != "ledger":
            return unit
    return path.stem


def _dates(ledgers: Ledgers) -> list[str]:
    """Every date by which a row belongs to a year."""
    return [
        date
        for id_, column in DATES.items()
        for date in ledgers[id_][column].tolist()
        if isinstance(date, str)
    ]


def _digest(ledgers: Mapping[str, pd.DataFrame]) -> str:
    cells = repr(
        [(id_, [frame[name].tolist() for name in frame]) for id_, frame in ledgers.items()]
    )
    return hashlib.sha256(cells.encode()).hexdigest()
