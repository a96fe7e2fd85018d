"""The branches in a folder: which files are some, what they are called, and reading one."""

from __future__ import annotations

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from zongjie import intake, portable
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
class Taken:
    """A branch as it was read; ledgers without rows are left out.

    `digest` is the same for the same rows. `unfinished` are rows that cannot be counted yet.
    """

    path: str
    unit: str
    ledgers: Ledgers = field(repr=False, hash=False)
    digest: str
    formulas: str = ""
    problems: tuple[Problem, ...] = ()
    unfinished: int = 0


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
    """The time that all drafts among these tell of; `DraftError` where they do not say one."""
    said: Counter[Period] = Counter()
    for path in filter(is_draft, paths):
        try:
            said[portable.draft_of(path).period] += 1
        except (ZongjieError, OSError) as error:  # it is told when it is read
            _LOG.info("the period of %s", path, exc_info=error)
    if not said:
        raise DraftError("没有写年度", cure="请写明年度，例如 --year 2026")
    if len(said) > 1:
        each = "，".join(f"{period.label} {count} 份" for period, count in said.most_common())
        raise DraftError(f"草稿不是同一个时间的：{each}", cure="请写明汇总哪一年，例如 --year 2026")
    return next(iter(said))


def read(job: Job) -> Taken | Failed:
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


def _draft(job: Job) -> Taken | Failed:
    read_ = portable.read(job.path, earlier=False)
    draft = read_.draft
    if draft.period != job.period:
        other, wanted = draft.period.label, job.period.label
        reason = f"写的是{other}，这次汇总的是{wanted}。请换成{wanted}的，或者另外汇总{other}。"
        return Failed(job.told, reason)
    return _taken(job, draft.unit, read_.intake, draft.formulas)


def _ledger(job: Job) -> Taken | Failed:
    read_ = intake.read(job.path, year=job.period.year)
    elsewhere = _other_years(read_.ledgers, job.period)
    if elsewhere:
        reason = f"没有一行在{job.period.label}里，写的是{elsewhere}的。请换成这一年的台账。"
        return Failed(job.told, reason)
    return _taken(job, unit_of(job.path), read_, "")


def _taken(job: Job, unit: str, read_: Intake, formulas: str) -> Taken:
    ledgers = {id_: frame for id_, frame in read_.ledgers.items() if len(frame)}
    unfinished = sum(map(len, read_.unfinished.values()))
    digest = _digest(ledgers)
    return Taken(job.told, unit, ledgers, digest, formulas, read_.problems, unfinished)


def unit_of(path: Path) -> str:
    """The union a ledger file is of: its name without the year and the word 台账.

    A file that is only called ledger.xlsx or 台账.xlsx goes by its folder.
    """
    for name in (path.stem, path.parent.name):
        unit = _AROUND.sub("", name).strip(_BETWEEN)
        if unit and unit.casefold() != "ledger":
            return unit
    return path.stem


def _other_years(ledgers: Ledgers, period: Period) -> str:
    """The years of a file none of whose dated rows lies in the period; empty where one does."""
    dates = [
        date
        for id_, column in DATES.items()
        for date in ledgers[id_][column].tolist()
        if isinstance(date, str)
    ]
    if not dates or any(map(period.contains, dates)):
        return ""
    return "、".join(f"{year}年" for year in sorted({date[:4] for date in dates}))


def _digest(ledgers: Mapping[str, pd.DataFrame]) -> str:
    cells = repr(
        [(id_, [frame[name].tolist() for name in frame]) for id_, frame in ledgers.items()]
    )
    return hashlib.sha256(cells.encode()).hexdigest()
