"""A portable draft: a folder or .zip with ``ledger.xlsx`` and ``draft.md``.

It is what the command line reads and what backups are made of. Beside the two ``last_year.xlsx``
may hold the ledgers of the year before, to compare with, and ``figures.toml`` figures of one's own
(`zongjie.figures.formulas`). ``draft.md`` diffs well::

    ---
    genre: large_factory
    unit: 某某厂工会
    year: 2026
    author: 某某
    date: 2027-01-05
    ---

    ## 前言

    全厂现有会员{{指标.会员人数}}人。

Where typed numbers stay although the ledger has others, the front matter says which, by section::

    kept:
      帮扶送温暖与普惠服务:
      - 慰问.送温暖.人次=280人次

and ``就这样`` stands there for a section that counts as written although it says little. ``bound``
lists, by section as well, clauses whose numbers a file brought back had other digits for. What
looks like personal data and may stay is listed under ``public``. ``order: own`` says that the
sections stay in the order of this file whatever a notebook's is, and ``titles`` lists the headings
that stay whatever a notebook calls these sections.

``last_year.md`` and ``half_year.md`` are such texts as well, with their numbers in place: the
summaries that this one is held against. Their front matter says what their promises came to::

    answers:
      修订劳动竞赛办法: [已完成, 3月印发]
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import IO, BinaryIO

from zongjie import figures, intake, ledger
from zongjie.draft import Draft
from zongjie.earlier import Earlier, Span
from zongjie.errors import DraftError
from zongjie.figures import Figures, formulas
from zongjie.intake import Intake
from zongjie.ledger import Ledgers
from zongjie.portable.text import DRAFT_NAME, dumps, loads, loads_earlier

__all__ = [
    "DRAFT_NAME",
    "EARLIER_NAMES",
    "FORMULAS_NAME",
    "LAST_NAME",
    "LEDGER_NAME",
    "MEMBERS",
    "Portable",
    "draft_of",
    "dumps",
    "formulas_beside",
    "formulas_in",
    "last_of",
    "loads",
    "named",
    "read",
    "rewrite",
    "write",
]

LEDGER_NAME = "ledger.xlsx"
LAST_NAME = "last_year.xlsx"
EARLIER_NAMES: Mapping[Span, str] = {"year": "last_year.md", "half": "half_year.md"}
FORMULAS_NAME = formulas.NAME
MEMBERS = (DRAFT_NAME, LEDGER_NAME, LAST_NAME, FORMULAS_NAME, *EARLIER_NAMES.values())
MAX_DRAFT_BYTES = 20_000_000
MAX_LEDGER_BYTES = 50_000_000
UNZIPPABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(RuntimeError, NotImplementedError),  # a password; an unknown compression
    ValueError,  # its parts lie where no part can
)
"""What reading a damaged zip may raise."""

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Portable:
    """A draft together with what reading its ledgers gave (frames, problems, changes).

    `last` is the same of the ledgers of the year before; None where the draft has none. `earlier`
    are the summaries before this one that it is held against.
    """

    draft: Draft
    intake: Intake
    last: Intake | None = None
    earlier: Mapping[Span, Earlier] = field(default_factory=dict)

    @property
    def before(self) -> Ledgers | None:
        """The ledgers of the year before."""
        return None if self.last is None else self.last.ledgers

    def figures(self) -> Figures:
        """Every figure of its ledgers, those of the year before included."""
        period, own = self.draft.period, self.draft.formulas
        last = None
        if self.before is not None:
            last = figures.compute(self.before, period.before, formulas=own)
        return figures.compute(self.intake.ledgers, period, last=last, formulas=own)


def draft_of(source: Path | bytes) -> Draft:
    """The draft alone, without its ledgers; raises as `read` does."""
    return _draft(_members(source, (DRAFT_NAME, FORMULAS_NAME)), source)


def read(source: Path | bytes, *, earlier: bool = True) -> Portable:
    """Read a portable draft from a folder, its ``draft.md``, a .zip file or a zip's bytes.

    Without `earlier` the ledgers and summaries of the time before are left alone. A missing
    ``ledger.xlsx`` means empty ledgers, a missing ``last_year.xlsx`` none at all. Raises
    `DraftError` when there is no readable ``draft.md``, `IntakeError` when a ledger file as a whole
    cannot be read, and `SchemaError` when ``figures.toml`` does not hold together.
    """
    members = _members(source)
    draft = _draft(members, source)
    if LEDGER_NAME in members:
        taken = intake.read(members[LEDGER_NAME], year=draft.year, name=LEDGER_NAME, names=True)
    else:
        taken = Intake(ledgers=ledger.empty_all(), problems=(), changes=(), sheets=())
    if not earlier:
        return Portable(draft, taken)
    summaries = {
        span: loads_earlier(_text(members, name), name)
        for span, name in EARLIER_NAMES.items()
        if name in members
    }
    return Portable(draft, taken, _last(members, draft), summaries)


def last_of(source: Path, draft: Draft) -> Intake | None:
    """The ledgers of the year before alone, of a draft that was read; raises as `read` does."""
    return _last(_members(source, (LAST_NAME,)), draft)


def _last(members: Mapping[str, bytes], draft: Draft) -> Intake | None:
    if LAST_NAME not in members:
        return None
    return intake.read(members[LAST_NAME], year=draft.year - 1, name=LAST_NAME, names=True)


def _draft(members: Mapping[str, bytes], source: Path | bytes) -> Draft:
    """The draft with its own figures, which are looked through."""
    if DRAFT_NAME not in members:
        raise DraftError(f"里面没有 {DRAFT_NAME}", where=_name(source), cure=_CURE)
    draft = loads(_text(members, DRAFT_NAME))
    if FORMULAS_NAME in members:
        draft = replace(draft, formulas=_text(members, FORMULAS_NAME))
        formulas.parse(draft.formulas)
    return draft


def formulas_beside(ledger_file: Path) -> str:
    """The text of the ``figures.toml`` in a ledger file's folder; empty where there is none.

    Raises `DraftError` and `SchemaError` as `read` does.
    """
    return formulas_in(ledger_file.parent)


def formulas_in(folder: Path) -> str:
    """The text of a folder's ``figures.toml``; empty where there is none.

    Raises `DraftError` and `SchemaError` as `read` does.
    """
    members = _folder(folder, (FORMULAS_NAME,))
    text = _text(members, FORMULAS_NAME) if FORMULAS_NAME in members else ""
    formulas.parse(text)
    return text


def _text(members: Mapping[str, bytes], name: str) -> str:
    try:
        return members[name].decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DraftError(
            "文字不是 UTF-8 编码", where=name, cure="请用记事本另存为 UTF-8 编码"
        ) from error


def write(
    draft: Draft,
    ledgers: Ledgers,
    target: Path | BinaryIO,
    *,
    last: Ledgers | None = None,
    earlier: Mapping[Span, Earlier] = MappingProxyType({}),
) -> None:
    """Write a portable draft: into a folder, or as a zip where `target` ends in .zip or is a file.

    `last` are the ledgers of the year before, `earlier` the summaries that it is held against. The
    same draft and ledgers give the same bytes.
    """
    members = {DRAFT_NAME: dumps(draft).encode(), LEDGER_NAME: _workbook(ledgers)}
    if last is not None:
        members[LAST_NAME] = _workbook(last)
    if draft.formulas:
        members[FORMULAS_NAME] = draft.formulas.encode()
    for span, one in earlier.items():
        members[EARLIER_NAMES[span]] = dumps(one.draft, one.answers).encode()
    _put(members, target)


def _put(members: Mapping[str, bytes], target: Path | BinaryIO) -> None:
    if isinstance(target, Path) and target.suffix.lower() != ".zip":
        target.mkdir(parents=True, exist_ok=True)
        for name, data in members.items():
            (target / name).write_bytes(data)
        return
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


def rewrite(source: Path, draft: Draft, target: Path) -> None:
    """Write a portable draft anew with another text; its other files stay as they are."""
    _put({**_members(source), DRAFT_NAME: dumps(draft).encode()}, target)


def _workbook(ledgers: Ledgers) -> bytes:
    made = io.BytesIO()
    ledger.write_xlsx(ledgers, made)
    return made.getvalue()


_CURE = f"请选由本工具导出的草稿（里面应有 {DRAFT_NAME} 和 {LEDGER_NAME}）"


def named(path: Path) -> Path:
    """The portable draft that a path names: ``draft.md`` stands for the folder it lies in."""
    return path.parent if path.name == DRAFT_NAME and path.is_file() else path


def _members(source: Path | bytes, names: Collection[str] = MEMBERS) -> dict[str, bytes]:
    """What a portable draft has under these names."""
    if isinstance(source, Path) and (folder := named(source)).is_dir():
        return _folder(folder, names)
    return _zip(source, names)


def _folder(path: Path, names: Collection[str]) -> dict[str, bytes]:
    members = {}
    for name in names:
        if (path / name).is_file():
            with (path / name).open("rb") as stream:
                members[name] = _limited(stream, name)
    return members


def _zip(source: Path | bytes, names: Collection[str]) -> dict[str, bytes]:
    """The members, at the top of the zip or in its only folder; other names are left alone."""
    members = {}
    try:
        with zipfile.ZipFile(
            io.BytesIO(source) if isinstance(source, bytes) else source
        ) as archive:
            for info in archive.infolist():
                path = PurePosixPath(info.filename)
                if path.name in names and len(path.parts) <= 2:
                    with archive.open(info) as stream:
                        members[path.name] = _limited(stream, path.name)
    except FileNotFoundError as error:
        raise DraftError("没有这个文件或文件夹", where=_name(source), cure="请核对路径") from error
    except UNZIPPABLE as error:
        raise DraftError("不是能打开的草稿压缩包", where=_name(source), cure=_CURE) from error
    return members


def _limited(stream: IO[bytes], name: str) -> bytes:
    """At most the limit is read, whatever size the file or zip claims to have."""
    limit = MAX_LEDGER_BYTES if name.endswith(".xlsx") else MAX_DRAFT_BYTES
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise DraftError(
            f"文件超过{limit // 1_000_000} MB", where=name, cure="请删去多余的内容后再试"
        )
    return data


def _name(source: Path | bytes) -> str:
    return source.name if isinstance(source, Path) else "草稿压缩包"
