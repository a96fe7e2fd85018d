"""Finding the header of a sheet, what each of its columns is, and which ledger the sheet is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from zongjie import schema
from zongjie.cells.text import compact
from zongjie.intake.grid import Grid
from zongjie.schema import Column, Ledger

_Candidate = tuple[int, list[tuple[str, str]]]
"""Index of a row, and the text of each of its cells with the text above it."""

SCANNED = 30
"""Rows looked through for a header."""

_UNITS = "元|万元|千元|百元|亿元|人民币元|人|万人|人次|名|位|户|家|件|条|份|项|个|场|次|支|枚"
_HINTS = "年月日|年[./-]月[./-]日|年月|月日|日期|月份|必填|选填|可不填|是/否|有/无|下拉选择|下拉"
_BRACKETED = re.compile(rf"(.+?)\((?:(?:单位:?)?(?P<unit>{_UNITS})|(?:{_HINTS}))\)")
_TRAILING = re.compile(rf"(.+?)[/:,](?P<unit>{_UNITS})")
_SHEET_UNIT = re.compile(r"(?:单位[:：]?\(?(?:人民币)?|\((?:人民币)?(?=..\)))(万元|千元|百元|亿元)")
_MARKS = "*:"
_YEAR = re.compile(r"(20[0-9]{2}|19[0-9]{2})年")
_NAMED_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}|19[0-9]{2})(?![0-9行])")
"""In a sheet's name, where the number may stand alone: 2025, 活动2025, but no row's."""

_NUMBERED = frozenset({"序号", "序", "no", "no.", "行号"})
_VAGUE = frozenset({"概数标记", "概数", "是否概数", "是否为概数", "约数", "是否约数", "大概数"})


@dataclass(frozen=True)
class Mapped:
    """A sheet column that holds a ledger column; `unit` as its header states (万元), or "".

    `heading` is what the office itself calls it; "" where the sheet has no word for it.
    """

    at: int
    column: Column
    unit: str
    heading: str = ""


@dataclass(frozen=True)
class Header:
    """The header of a sheet, read as that of one ledger.

    Parameters
    ----------
    ledger : the ledger.
    row : index of the last header row; data begin below.
    columns : the columns that were recognised.
    unknown : position and header of columns that were not.
    noted : those of them whose cells go into 备注.
    twice : the same for columns that repeat one of `columns`.
    untitled : positions without any header.
    vague : position of the column that says whether a row's numbers are 概数, if there is one.
    """

    ledger: Ledger
    row: int
    columns: tuple[Mapped, ...]
    unknown: tuple[tuple[int, str], ...] = ()
    twice: tuple[tuple[int, str, Column], ...] = ()
    untitled: tuple[int, ...] = ()
    vague: int | None = None
    noted: tuple[tuple[int, str], ...] = ()

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns without which no row can be used."""
        have = {mapped.column.id for mapped in self.columns}
        return tuple(c for c in self.ledger.columns if c.required and c.id not in have)

    @property
    def called(self) -> Mapping[str, str]:
        """The office's own words for the ledger's columns, by label, where they are others."""
        said = {mapped.column.label: mapped.heading for mapped in self.columns}
        return {label: own for label, own in said.items() if own not in ("", label)}


def find(grid: Grid, only: str | None = None) -> Header | tuple[Ledger, ...]:
    """The header of a sheet and the ledger it belongs to.

    The sheet's name decides, then the titles above the header, then which ledger's headers
    fit best; a ledger that lacks a required column only when it is named and fits no worse than
    those that lack none. `only` names a ledger that is known beforehand. Gives back the equally
    good ledgers when none is best, and an empty tuple when none fits at all.
    """
    ledgers = [schema.ledger(only)] if only else list(schema.ledgers().values())
    candidates = [one for one in _candidates(grid) if _likely(one)]
    found = [header for ledger in ledgers if (header := _best(candidates, ledger))]
    complete = [header for header in found if not header.missing]
    hints = [named(grid.name), *(named(title) for title in titles(grid, found))]
    enough = max((len(header.columns) for header in complete), default=0)
    fitting = [h for h in found if not h.missing or len(h.columns) >= enough]
    for hint in hints:
        chosen = [header for header in fitting if header.ledger.id in hint]
        if len(chosen) == 1:
            return chosen[0]
    headers = complete or found
    most = max((len(header.columns) for header in headers), default=0)
    best = [header for header in headers if len(header.columns) == most]
    best = [header for header in best if len(header.unknown) <= len(header.columns)]
    return best[0] if len(best) == 1 else tuple(header.ledger for header in best)


def supposed(grid: Grid, id_: str) -> Header | None:
    """The likeliest header of a sheet that is said to be of a ledger: at worst its first words."""
    ledger = schema.ledger(id_)
    candidates = list(_candidates(grid))
    return _best(candidates, ledger) or next(
        (_read(id_, at, tuple(cells)) for at, cells in candidates if _wordy(grid.rows[at])), None
    )


def _wordy(row: Sequence[object]) -> bool:
    """Whether a row may be a header of headings that nobody knows."""
    filled = [cell for cell in row if cell != ""]
    words = {cell for cell in filled if isinstance(cell, str) and not cell.strip()[:1].isdigit()}
    return len(words) > 1 and len(words) == len(filled)


def in_order(ledger: Ledger, width: int) -> Header:
    """A header for rows without one: the first columns of the ledger, data from the first row."""
    columns = enumerate(ledger.columns[:width])
    return Header(ledger, -1, tuple(Mapped(at, column, "") for at, column in columns))


def titles(grid: Grid, headers: Iterable[Header]) -> list[str]:
    """The text above the header, cell by cell."""
    end = max(min((header.row for header in headers), default=0), 0)
    return [c for row in grid.rows[:end] for c in row if isinstance(c, str) and c.strip()]


def sheet_unit(texts: Iterable[str]) -> str:
    """万元 from 单位：万元 or （万元） above the header; "" for plain 元 or no such note."""
    return next((m[1] for text in texts if (m := _SHEET_UNIT.search(compact(text)))), "")


def sheet_years(grid: Grid, header: Header) -> tuple[int, ...]:
    """The years that the sheet's name and the titles above its header speak of."""
    said = {*_NAMED_YEAR.findall(compact(grid.name))}
    said.update(*(_YEAR.findall(compact(text)) for text in titles(grid, [header])))
    return tuple(sorted(map(int, said)))


def named(text: str) -> tuple[str, ...]:
    """The ledgers a name speaks of: the one it equals, or those with the longest name in it."""
    key = compact(text)
    names = _ledger_names()
    if key in names:
        return (names[key],)
    inside = {name: id_ for name, id_ in names.items() if name in key}
    longest = max(map(len, inside), default=0)
    return tuple(dict.fromkeys(id_ for name, id_ in inside.items() if len(name) == longest))


@cache
def _ledger_names() -> Mapping[str, str]:
    return MappingProxyType(
        {
            compact(name): ledger.id
            for ledger in schema.ledgers().values()
            for name in (*ledger.aliases, ledger.label, ledger.title)
        }
    )


def is_header(row: Iterable[object], ledger: Ledger | None = None) -> bool:
    """Whether most cells of a row are headers, of this ledger or of any."""
    ledgers = [ledger] if ledger else schema.ledgers().values()
    texts = [compact(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    hits = max(sum(_by_name(one.id, text) is not None for text in texts) for one in ledgers)
    return hits > 2 and hits * 2 > len(texts)


def known_words(row: Sequence[object]) -> int:
    """How many cells of a row of nothing but words name a column of any ledger; 0 for others."""
    return sum(_known(compact(cell)) for cell in row if isinstance(cell, str)) * _wordy(row)


def nearest(ledger: Ledger, header: str, taken: Collection[str]) -> Column | None:
    """The column most like an unknown header, of those that are not `taken` already."""
    known = _column_names(ledger.id)
    names = {
        name: column
        for name, column in known.items()
        if column.id not in taken and not column.merged
    }
    inside = [name for name in names if len(name) > 1 and name in header]
    close = difflib.get_close_matches(header, names, 1, 0.6)
    found = max(inside, key=len, default=None) or next(iter(close), None)
    return names[found] if found else None


def _candidates(grid: Grid) -> Iterator[_Candidate]:
    """Every row that might be a header, by itself and together with the row above it."""
    upper: list[str] = []
    for at, row in enumerate(grid.rows[: grid.top + SCANNED]):
        line = _spread(grid, at, row)
        own = [compact(cell) if isinstance(cell, str) else "" for cell in row]
        two_rows = len(set(upper)) > 1 and any(own) and all(isinstance(cell, str) for cell in row)
        yield at, [(text, "") for text in line]
        if two_rows:  # 参加情况 over 人数 and 人次
            yield at, list(zip(own, upper, strict=True))
        upper = line


def _likely(candidate: _Candidate) -> bool:
    """Whether any ledger could know two of the cells: most rows are no header at all."""
    _, cells = candidate
    return sum(any(map(_known, _ways(own, above))) for own, above in cells) > 1


@lru_cache(maxsize=4096)
def _known(text: str) -> bool:
    names = _all_names()
    text = text.strip(_MARKS).casefold()
    return text in names or split_unit(text)[0] in names


@cache
def _all_names() -> frozenset[str]:
    ids = schema.LEDGER_IDS
    return frozenset(name for id_ in ids for name in (*_column_names(id_), *_telling(id_)))


@cache
def _telling(id_: str) -> frozenset[str]:
    """Headings of no column that a list of one thing a row has, such as 办理结果."""
    counted = (column for column in schema.ledger(id_).columns if column.told_as)
    return frozenset(name for column in counted for name in column.told_by)


def _best(candidates: Iterable[_Candidate], ledger: Ledger) -> Header | None:
    """The likeliest header of this ledger; None if fewer than two headings are recognised."""
    headers = [_read(ledger.id, at, tuple(cells)) for at, cells in candidates]
    headers = [header for header in headers if header.columns and _recognisable(header) > 1]
    return max(headers, key=lambda h: (not h.missing, len(h.columns)), default=None)


def _recognisable(header: Header) -> int:
    """How many of its headings the ledger knows."""
    telling = _telling(header.ledger.id)
    return len(header.columns) + sum(text in telling for _, text in header.unknown)


def _spread(grid: Grid, at: int, row: Sequence[object]) -> list[str]:
    """The texts of a row, each merged block's text over all its columns."""
    cells = [compact(cell) if isinstance(cell, str) else "" for cell in row]
    for (top, left), (bottom, right) in grid.merged:
        if top <= at <= bottom and right < len(cells):
            source = grid.rows[top][left]
            text = compact(source) if isinstance(source, str) else ""
            cells[left : right + 1] = [text] * (right + 1 - left)
    return cells


@lru_cache(maxsize=1024)
def _read(id_: str, at: int, cells: tuple[tuple[str, str], ...]) -> Header:
    """A row of (header, header above it) as the header of one ledger."""
    ledger = schema.ledger(id_)
    read = [
        (i, own or above, _recognised(ledger, own, above)) for i, (own, above) in enumerate(cells)
    ]
    chosen: dict[str, Mapped] = {}
    months: set[str] = set()
    for i, text, found in read:
        if not found:
            continue
        id_ = found[0].id
        if id_ not in chosen or text == found[0].label or (id_ in months and not _month(text)):
            chosen[id_] = Mapped(i, *found, split_unit(text)[0])
            (months.add if _month(text) else months.discard)(id_)
    used: set[int | None] = {mapped.at for mapped in chosen.values()}
    vague = _vague(ledger, ((i, text) for i, text, found in read if not found))
    used |= {vague}
    rest = [(i, text, found) for i, text, found in read if text and i not in used]
    return Header(
        ledger,
        at,
        tuple(sorted(chosen.values(), key=lambda mapped: mapped.at)),
        tuple((i, text) for i, text, found in rest if not found and text.lower() not in _NUMBERED),
        tuple((i, text, found[0]) for i, text, found in rest if found),
        tuple(i for i, text, _ in read if not text),
        vague,
    )


def _month(heading: str) -> bool:
    """Whether a column of dates holds only months, so that another says more."""
    return heading.endswith("月份")


def _vague(ledger: Ledger, unknown: Iterable[tuple[int, str]]) -> int | None:
    """Where rows are marked as 概数; nowhere in a ledger that takes exact numbers only."""
    if not any(column.approx for column in ledger.columns):
        return None
    return next((i for i, text in unknown if split_unit(text)[0] in _VAGUE), None)


def _recognised(ledger: Ledger, own: str, above: str) -> tuple[Column, str] | None:
    """The column that a header means, and the unit it states."""
    for text in _ways(own, above):
        if found := _by_name(ledger.id, text):
            column, unit = found
            return column, unit or split_unit(above)[1]
    return None


def _ways(own: str, above: str) -> tuple[str, ...]:
    """How a header may be named, with what stands above it or without."""
    return (above + own, own) if own else (above,)


@lru_cache(maxsize=4096)
def _by_name(id_: str, text: str) -> tuple[Column, str] | None:
    names = _column_names(id_)
    text = text.strip(_MARKS).casefold()
    if text in names:
        return names[text], ""
    name, unit = split_unit(text)
    if name not in names:
        return None
    column = names[name]
    if unit == "人次" and column.unit == "人" and column.companion:
        column = schema.ledger(id_).column(column.companion)
    return column, unit


def heading(cell: object) -> str:
    """What a cell says as a heading, compact and without its unit; "" for one without words."""
    return split_unit(compact(cell))[0] if isinstance(cell, str) else ""


def split_unit(text: str) -> tuple[str, str]:
    """A header without the unit, hint or mark about it, and that unit: 金额(万元), *金额/元."""
    text = text.strip(_MARKS)
    match = _BRACKETED.fullmatch(text) or _TRAILING.fullmatch(text)
    return (match[1].strip(_MARKS), match["unit"] or "") if match else (text, "")


@cache
def _column_names(id_: str) -> Mapping[str, Column]:
    """Every header by which a ledger knows a column, compact and case-folded."""
    return MappingProxyType(
        {
            compact(name).casefold(): column
            for column in schema.ledger(id_).columns
            for name in (*column.aliases, column.label)
        }
    )
