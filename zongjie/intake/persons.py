"""Columns that name persons: the ledger keeps a code for each, and the report says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from zongjie import personal
from zongjie.cells import told
from zongjie.cells.text import compact
from zongjie.intake.grid import Grid
from zongjie.intake.guess import Guess
from zongjie.intake.header import Header, Mapped
from zongjie.intake.report import Change, changes_of
from zongjie.intake.skipping import is_total

NAMES = "照写姓名"
"""What an officer agrees to who wants names in the ledger after all (`Guess.meant`)."""

PERSONAL = frozenset(
    {
        "姓名",
        "职工姓名",
        "慰问对象姓名",
        "受助人",
        "受助人姓名",
        "领取人",
        "签字",
        "签名",
        "困难职工姓名",
    }
    | {
        "身份证",
        "身份证号",
        "身份证号码",
        "电话",
        "手机",
        "手机号",
        "联系电话",
        "联系方式",
        "银行卡号",
    }
    | {"家庭住址", "住址"}
)
"""Headings of columns that belong to persons and to no ledger."""

_CODE = "beneficiary_code"
_KIND = "beneficiary_kind"
_PLAIN = re.compile("[\u3400-\u9fff0-9]+")


class Codes(dict[str, str]):
    """A code for each person of a file: 职工01, 职工02; asked again it is the same."""

    def __missing__(self, name: str) -> str:
        self[name] = personal.code(len(self) + 1)
        return self[name]


@dataclass(frozen=True)
class Coded:
    """A sheet in which codes stand for persons, and what there is to tell."""

    grid: Grid
    header: Header
    changes: tuple[Change, ...] = ()
    guesses: tuple[Guess, ...] = ()


def coded(grid: Grid, header: Header, codes: Codes, agreed: Collection[Guess]) -> Coded:
    """Put codes in place of the persons who were helped, unless their names are wanted.

    A column of names is read as the codes, if the sheet has no codes of its own; a name among the
    kinds of people goes there too. 全体会员 in such a column is a kind of people; what else is no
    name there is not read. Where most are names, 王和平 and 朱德明 are names too.
    """
    if not any(column.id == _CODE for column in header.ledger.columns):
        return Coded(grid, header)
    sources = {at: text for at, text in _sources(grid, header) if _named(grid, header, at)}
    if not sources:
        return Coded(grid, header)
    wanted = {one.column for one in agreed if one.meant == NAMES and one.sheet == grid.name}
    own = next((one.at for one in header.columns if one.column.id == _CODE), None)
    kinds = {one.at for one in header.columns if one.column.open}
    target = own if own is not None else next((at for at in sources if at not in kinds), None)
    rows = [list(row) for row in grid.rows]
    if target is None:
        target = len(rows[0])
        heading = next(iter(sources.values()))  # its codes are spoken of by the office's own word
        rows = [[*row, heading if at == header.row else ""] for at, row in enumerate(rows)]
    changes: list[Change] = []
    guesses: list[Guess] = []
    listed = own is None and _mostly_names(rows[header.row + 1 :], target)
    groups, dropped = _nobody(header, rows, target, listed=listed) if own is None else ({}, [])
    for at, text in sources.items():
        guess = Guess(header.ledger.id, grid.name, text, text, NAMES, 0)
        coded_: list[tuple[int, str, str]] = []
        for number in range(header.row + 1, len(rows)):
            name, row = rows[number][at], rows[number]
            found = _persons(name, listed=listed and at == target)
            if not found or text in wanted:
                continue
            row[at] = ""
            code = "、".join(codes[one] for one in found)
            row[target] = row[target] or code
            coded_.append((number + 1, str(name), code))
        if coded_:
            numbers, befores, afters = (list(each) for each in zip(*coded_, strict=True))
            kind = Change(grid.name, column=text, note="人名记成代码", kind="hidden")
            changes += changes_of(kind, numbers, befores, afters)
            guesses.append(replace(guess, rows=len(coded_)))
    odd, column = "不是一个个人名，没有读", sources.get(target, "")
    kind = Change(grid.name, column=column, note=odd, kind="hidden")
    changes += changes_of(kind, dropped, [""] * len(dropped), [""] * len(dropped))
    header = _with(header, target, _CODE)
    if groups and not kinds:
        header = _with(header, len(rows[0]), _KIND)
        kinds = {len(rows[0])}
        rows = [[*row, ""] for row in rows]
    for number, name in groups.items():
        at = min(kinds)
        rows[number][at] = rows[number][at] or name
    return Coded(replace(grid, rows=rows), header, tuple(changes), tuple(guesses))


def about_unread(grid: Grid, header: Header) -> Iterator[Change]:
    """Columns of persons that were left in the office's own file."""
    for _, text in header.unknown:
        if text in PERSONAL:
            note = "为保护隐私，台账不记个人信息，这一列没有读"
            yield Change(grid.name, header.row + 1, text, note=note, kind="hidden")


def _sources(grid: Grid, header: Header) -> Iterator[tuple[int, str]]:
    """Positions and headings of columns in which names of those who were helped may stand."""
    yield from ((at, text) for at, text in header.unknown if text in PERSONAL)
    for one in header.columns:
        if one.column.id == _CODE or one.column.open:
            heading = grid.rows[header.row][one.at] if header.row >= 0 else ""
            yield one.at, str(heading).strip() or one.column.label


def _named(grid: Grid, header: Header, at: int) -> bool:
    """Whether there are names in a column; of kinds of people only what is nothing else counts."""
    strict = any(one.at == at and one.column.open for one in header.columns)
    cells = {row[at] for row in grid.rows[header.row + 1 :] if isinstance(row[at], str)}
    return any(personal.person_in(str(cell), strict=strict) for cell in cells)


def _persons(cell: object, *, listed: bool = False) -> Sequence[str]:
    if not isinstance(cell, str):
        return []
    return [one.words for one in personal.person_in(cell, listed=listed)]


def _mostly_names(rows: Sequence[Sequence[object]], at: int) -> bool:
    """Whether a column is a list of names, and no column of kinds of people with a few."""
    cells = [row[at] for row in rows if row[at] != "" and not is_total(row[at])]
    return 2 * sum(bool(_persons(cell)) for cell in cells) > len(cells)


def _nobody(
    header: Header, rows: Sequence[list[object]], target: int, *, listed: bool
) -> tuple[dict[int, str], list[int]]:
    """Empty the cells among the names that are none: kinds of people by row, and rows of others."""
    groups: dict[int, str] = {}
    dropped: list[int] = []
    for number in range(header.row + 1, len(rows)):
        row = rows[number]
        cell = row[target]
        if cell == "" or is_total(cell) or _persons(cell):
            continue
        if _is_group(header, cell):
            groups[number] = str(cell)
        elif listed and _persons(cell, listed=True):
            continue
        elif sum(one != "" for one in row) > 1:
            dropped.append(number + 1)
        row[target] = ""
    return groups, dropped


def _is_group(header: Header, cell: object) -> bool:
    """Whether a cell speaks of a kind of people, and surely of no one person."""
    text = compact(cell) if isinstance(cell, str) else ""
    if not _PLAIN.fullmatch(text) or any(personal.is_name(text[:length]) for length in (2, 3)):
        return False
    return bool(told(header.ledger.column(_KIND), text)) and not personal.find(text)


def _with(header: Header, target: int, id_: str) -> Header:
    """The header with the codes, or the kinds of people, in this column."""
    if any(one.at == target and one.column.id == id_ for one in header.columns):
        return header
    mapped = Mapped(target, header.ledger.column(id_), "", dict(header.unknown).get(target, ""))
    unknown = tuple((at, text) for at, text in header.unknown if at != target)
    columns = tuple(sorted((*header.columns, mapped), key=lambda one: one.at))
    return replace(header, columns=columns, unknown=unknown)
