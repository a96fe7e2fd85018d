"""Columns that a sheet lacks: what others tell of them, what its name does, what an officer says.

All of it is proposed, and filled in once it is agreed to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from zongjie import cells, personal, schema
from zongjie.cells.words import as_text
from zongjie.intake.grid import Broken, Grid
from zongjie.intake.guess import Guess
from zongjie.intake.header import Header, Mapped, titles
from zongjie.intake.report import Change, changes_of
from zongjie.intake.skipping import skipped_rows
from zongjie.schema import Column, Ledger

PASTED = "粘贴的内容"
"""How a question names a sheet that has no name."""

_SIDE = "direction"
"""The column, of a ledger that has it, by which the accounts of a row are those of one side."""

_WORDS = 4  # words that are named as examples
_FEW = 10  # rows that can be asked about one by one


@dataclass(frozen=True)
class Told:
    """A sheet with the columns that were agreed to, and what there is to tell.

    `filled` are the numbers of the sheet rows, by column, that hold what the file does not say.
    """

    grid: Grid
    header: Header
    changes: tuple[Change, ...] = ()
    guesses: tuple[Guess, ...] = ()
    settled: tuple[Guess, ...] = ()
    filled: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Offer:
    """What a column could be filled with: a value for each row it is about, and what tells it."""

    guess: Guess
    values: Mapping[int, str]
    befores: Mapping[int, str]
    note: str


def told(grid: Grid, header: Header, agreed: Collection[Guess], year: int) -> Told:
    """Fill the columns that the sheet lacks where that is agreed to; propose what could be filled.

    `Column.told_by` names what tells a column, row by row; a required one whose values are known
    can also be the same in every row that is left. `year` is that of the summary.
    """
    sheet = _Sheet(grid, header, year)
    changes: list[Change] = []
    guesses: list[Guess] = []
    settled: list[Guess] = []
    filled: dict[str, frozenset[int]] = {}
    for column in sheet.lacking:
        values: dict[int, str] = {}
        asked: list[Guess] = []
        for offers in (_by_others, _in_each):
            for offer in offers(
                sheet, column, _SoFar(values, sum(one.rows for one in asked)), agreed
            ):
                if offer.guess not in agreed:
                    asked.append(offer.guess)
                    continue
                settled.append(offer.guess)
                values |= offer.values
                kind = Change(grid.name, column=column.label, note=offer.note, kind="chosen")
                befores = [offer.befores.get(i, "") for i in offer.values]
                rows = [sheet.first + i + 1 for i in offer.values]
                changes += changes_of(kind, rows, befores, list(offer.values.values()))
        if values:
            grid, header = _with(grid, header, sheet.first, column, values)
            filled[column.id] = frozenset(sheet.first + i + 1 for i in values)
        if not values or len(values) < len(sheet.entries):
            guesses += asked
    return Told(grid, header, tuple(changes), tuple(guesses), tuple(settled), filled)


def tells(ledger: Ledger, heading: str) -> bool:
    """Whether a column that is no ledger's tells one that is."""
    return any(heading in column.told_by for column in ledger.columns)


@dataclass(frozen=True)
class _Sheet:
    """A sheet as the file has it."""

    grid: Grid
    header: Header
    year: int

    @property
    def name(self) -> str:
        return self.grid.name or PASTED

    @property
    def first(self) -> int:
        """Index of the first row below the header."""
        return self.header.row + 1

    @property
    def lacking(self) -> Iterator[Column]:
        """The columns that nothing in the sheet speaks of."""
        have = {mapped.column.id for mapped in self.header.columns}
        counted = any(one.column.required and one.column.dtype == "int" for one in self._mapped)
        for column in self.header.ledger.columns:
            if have.isdisjoint({column.id, column.companion}) and not (counted and column.told_as):
                yield column

    @cached_property
    def entries(self) -> Sequence[int]:
        """The rows, from 0 below the header, that are no totals, notes or the like."""
        skipped = skipped_rows(self.grid, self.header, ())
        return [i for i in range(len(self.grid.rows) - self.first) if i not in skipped]

    @cached_property
    def sides(self) -> Mapping[int, str]:
        """For each row of a ledger of income and expense, which it is, as far as it says."""
        side = next((one for one in self._mapped if one.column.id == _SIDE), None)
        if side is None:
            return {}
        raws = enumerate(row[side.at] for row in self.grid.rows[self.first :])
        plain = ((i, raw) for i, raw in raws if not isinstance(raw, Broken))
        read = ((i, cells.parse(side.column, raw, year=self.year).value) for i, raw in plain)
        return {i: str(value) for i, value in read if value}

    @cached_property
    def titles(self) -> Sequence[str]:
        """Its name, and what stands above the header."""
        return [self.grid.name, *titles(self.grid, [self.header])]

    @property
    def _mapped(self) -> Sequence[Mapped]:
        return self.header.columns

    def text(self, i: int, at: int) -> str:
        """What a cell below the header holds."""
        return as_text(self.grid.rows[self.first + i][at])

    def sources(self, column: Column) -> Iterator[tuple[int, str]]:
        """Position and heading of what tells a column, the best first."""
        unknown = {text: (at, text) for at, text in self.header.unknown}
        known = {mapped.column.label: mapped.at for mapped in self._mapped}
        for name in column.told_by:
            if name in unknown:
                yield unknown[name]
            elif name in known:
                row = self.header.row
                heading = self.grid.rows[row][known[name]] if row >= 0 else ""
                yield known[name], as_text(heading).strip() or name

    def guess(self, column: Column, written: str, meant: str, rows: int, detail: str) -> Guess:
        """A guess about a column that this sheet lacks."""
        return Guess(self.header.ledger.id, self.name, column.label, written, meant, rows, detail)


@dataclass(frozen=True)
class _SoFar:
    """What a column is filled with already, and in how many rows more it is proposed to be."""

    values: Mapping[int, str]
    proposed: int


def _by_others(sheet: _Sheet, column: Column, _: _SoFar, __: Collection[Guess]) -> Iterator[_Offer]:
    """What other columns tell of this one, row by row."""
    sources = tuple(sheet.sources(column))
    if not sources:
        return
    asked = sheet.entries if column.required else range(len(sheet.grid.rows) - sheet.first)
    texts = {i: [sheet.text(i, at) for at, _ in sources] for i in asked}
    found = {i: _told(fitting(column, sheet.sides.get(i, "")), said) for i, said in texts.items()}
    values = {i: value for i, value in found.items() if value}
    if not values:
        return
    if len(values) == len(asked) and set(values.values()) == {_titled(sheet, column, "")}:
        return  # as the name of the sheet says, which is asked in fewer words
    by = "、".join(text for _, text in sources)
    how = f"照“{by}”{'填' if column.choices else '数'}"
    detail = _summed(column, values, texts)
    if column.required and column.choices and (rest := len(found) - len(values)):
        detail += f"，还有 {rest} 行看不出"
    guess = sheet.guess(column, by, how, len(values), detail)
    befores = {i: "、".join(filter(None, texts[i])) for i in values}
    yield _Offer(guess, values, befores, f"照您选的，{how}")


def _in_each(
    sheet: _Sheet, column: Column, done: _SoFar, agreed: Collection[Guess]
) -> Iterator[_Offer]:
    """What a required column is in each of the rows that are left.

    It is not asked while other columns tell of most of them, unless the sheet's name tells it. A
    few rows that these do not tell are asked about one by one.
    """
    if not column.required or not (column.titled or (column.choices and not column.open)):
        return
    left = [i for i in sheet.entries if i not in done.values]
    kinds, texts = _kinds(sheet, column, left), _texts(sheet, column, left)
    said = [one for one in agreed if one.whole and one.sheet == sheet.name]
    said = [one for one in said if one.column == column.label]
    few = len(texts) <= _FEW and all(one.written not in kinds for one in said)
    if done.values and few and "" not in texts:
        kinds = texts
    for kind, rows in kinds.items():
        meant = next((one.meant for one in said if one.written == kind), "")
        meant = meant or _titled(sheet, fitting(column, kind), kind if kinds is texts else "")
        if not meant and done.proposed * 2 > len(rows):
            continue
        side = sheet.sides.get(rows[0], "") if kinds is texts else ""
        detail = side or ("其余" if done.values else "")
        guess = sheet.guess(column, kind, meant, len(rows), detail)
        yield _Offer(guess, dict.fromkeys(rows, meant), {}, "照您选的")


def _kinds(sheet: _Sheet, column: Column, rows: Sequence[int]) -> dict[str, list[int]]:
    """Rows by the side they are of, where that matters to a column."""
    kinds: dict[str, list[int]] = {}
    sided = any(_SIDE in one.extra for one in column.choices)
    for i in rows:
        kinds.setdefault(sheet.sides.get(i, "") if sided else "", []).append(i)
    return kinds


def _texts(sheet: _Sheet, column: Column, rows: Sequence[int]) -> dict[str, list[int]]:
    """Rows by what the first of the columns that tell this one says in them."""
    at = next((at for at, _ in sheet.sources(column)), None)
    texts: dict[str, list[int]] = {}
    for i in rows:
        texts.setdefault("" if at is None else sheet.text(i, at).strip(), []).append(i)
    return texts


def _titled(sheet: _Sheet, column: Column, of: str) -> str:
    """What the name of the sheet, or a title in it, tells of a column; not of single rows."""
    if of:
        return ""
    if not column.titled:
        return next((label for text in sheet.titles if (label := cells.told(column, text))), "")
    found = (re.search(column.titled, text) for text in sheet.titles)
    return next((match[0] for match in found if match), f"{sheet.year}年")


def fitting(column: Column, side: str) -> Column:
    """The column with only the choices that a row of this side, 收入 or 支出, can have."""
    sides = schema.choices(_SIDE)
    others = {one.id for one in sides if one.label != side}
    if len(others) == len(sides):
        return column
    fit = tuple(one for one in column.choices if one.extra.get(_SIDE) not in others)
    return replace(column, choices=fit)


def _told(column: Column, texts: Sequence[str]) -> str:
    """The choice that the first of these texts speaks of, or what is counted by it."""
    if column.choices:
        return next((label for text in texts if (label := _choice(column, text))), "")
    text = next((text for text in texts if text.strip()), "")
    if not text:
        return ""
    if column.told_as:
        return str(int(bool(re.search(column.told_as, text))))
    return str(len(re.split("[、，,]", text))) if column.unit == "人" else "1"


def _choice(column: Column, text: str) -> str:
    if label := cells.told(column, text):
        return label
    if column.id == _SIDE:
        return _side_of(text)
    person = next((one.label for one in column.choices if one.extra.get("person")), "")
    return person if person and personal.person_in(text) else ""


def _side_of(account: str) -> str:
    """Whether an account is one of income or of expense: 培训费 is 支出."""
    accounts = schema.ledger("fund").column("account")
    value = cells.parse(accounts, account, year=0).value
    sides = {one.id: one.label for one in schema.choices(_SIDE)}
    of = (one.extra.get(_SIDE, "") for one in accounts.choices if one.label == value)
    return next((sides.get(str(side), "") for side in of), "")


def _summed(column: Column, values: Mapping[int, str], texts: Mapping[int, Sequence[str]]) -> str:
    """What would be filled in, in words."""
    if column.choices:
        counts = Counter(values.values()).most_common()
        return "、".join(f"{label} {count} 行" for label, count in counts)
    total = sum(map(int, values.values()))
    if not column.told_as:
        each = "" if column.unit == "人" else f"，每行算 1 {column.unit}"
        return f"{len(values)} 行共 {total} {column.unit}{each}"
    words: dict[str, dict[str, None]] = {"1": {}, "0": {}}
    for i, value in values.items():
        words[value][next(text for text in texts[i] if text.strip())] = None
    yes, no = (_some(list(words[value])) for value in ("1", "0"))
    told = [f"{yes}各算 1 {column.unit}，共 {total} {column.unit}"] if yes else []
    return "；".join([*told, *([f"{no}不算"] if no else [])])


def _some(words: Sequence[str]) -> str:
    more = "等" if len(words) > _WORDS else ""
    return "、".join(f"“{word}”" for word in words[:_WORDS]) + more


def _with(
    grid: Grid, header: Header, first: int, column: Column, values: Mapping[int, str]
) -> tuple[Grid, Header]:
    """The sheet with a column more."""
    rows = [[*row, values.get(at - first, "")] for at, row in enumerate(grid.rows)]
    mapped = Mapped(len(grid.rows[0]), column, "")
    return replace(grid, rows=rows), replace(header, columns=(*header.columns, mapped))
