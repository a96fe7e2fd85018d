"""The columns of a sheet as typed cells, and what is told about them cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from zongjie import cells, invisible
from zongjie.cells import Cell
from zongjie.cells.numbers import ROUGH
from zongjie.cells.words import as_text
from zongjie.intake.grid import Broken, Grid
from zongjie.intake.guess import Guess
from zongjie.intake.header import Header, Mapped, sheet_unit, titles
from zongjie.intake.report import Change, changes_of
from zongjie.ledger import SHOWN, Problem, listed
from zongjie.schema import Column

_CHOSEN = "照您选的"
_FILLED = ("text", "date", "enum", "bool")  # a merged number is one number, not one per row


@dataclass(frozen=True)
class ReadColumn:
    """One column below the header: what its cells hold and how they were read, in parallel."""

    column: Column
    raws: list[object]
    cells: list[Cell]
    distinct: Mapping[object, Cell]
    merges: list[Change]

    @cached_property
    def unread(self) -> bool:
        """Whether any of its cells could not be read."""
        return any(cell.problem for cell in self.distinct.values())


class _Reader(dict[object, Cell]):
    """Cells of one column by raw value: each distinct value is parsed once."""

    def __init__(self, column: Column, year: int, unit: str, meant: Mapping[str, str]) -> None:
        super().__init__()
        self._column, self._year, self._unit, self._meant = column, year, unit, meant

    def __missing__(self, raw: object) -> Cell:
        if isinstance(raw, Broken):
            cell = Cell(problem=raw.problem, cure=raw.cure)
        elif meant := self._meant and self._meant.get(as_written(raw)):
            cell = cells.parse(self._column, meant, year=self._year)
            cell = cell._replace(note=f"{_CHOSEN}，归入“{meant}”")
        else:
            cell = cells.parse(self._column, raw, year=self._year, unit=self._unit)
        self[raw] = cell
        return cell


def read_columns(
    grid: Grid, header: Header, year: int, agreed: Collection[Guess] = ()
) -> list[ReadColumn]:
    """Parse every recognised column of the rows below the header."""
    above = sheet_unit(titles(grid, [header]))
    columns = []
    for mapped in header.columns:
        where = header.ledger.id, mapped.column.label
        said = (one for one in agreed if not one.sheet and (one.ledger, one.column) == where)
        meant = {one.written: one.meant for one in said}
        unit = mapped.unit or _money_unit(mapped, above)
        reader = _Reader(mapped.column, year, unit, meant)
        columns.append(_read(grid, header.row + 1, mapped, reader))
    return columns


def guesses(header: Header, one: ReadColumn, live: Sequence[bool]) -> Iterator[Guess]:
    """What the unknown values of a column probably mean; "" where nothing is near."""
    if one.column.open or not one.column.choices:
        return
    unknown = {
        raw: (written, cell.guess)
        for raw, cell in one.distinct.items()
        if cell.problem and not isinstance(raw, Broken) and (written := as_written(raw))
    }
    if not unknown:
        return
    asked = (unknown[raw] for raw, ok in zip(one.raws, live, strict=True) if ok and raw in unknown)
    for (written, meant), count in Counter(asked).items():
        yield Guess(header.ledger.id, "", one.column.label, written, meant, count)


def settled(header: Header, one: ReadColumn, agreed: Collection[Guess]) -> Iterator[Guess]:
    """What was agreed to of values that stand in a column."""
    said = (each for each in agreed if not each.sheet and each.column == one.column.label)
    wanted = [each for each in said if each.ledger == header.ledger.id]
    if wanted:
        written = set(map(as_written, one.distinct))
        yield from (each for each in wanted if each.written in written)


def _money_unit(mapped: Mapped, above: str) -> str:
    return above if mapped.column.unit == "元" else ""


def _read(grid: Grid, start: int, mapped: Mapped, reader: _Reader) -> ReadColumn:
    raws = [row[mapped.at] for row in grid.rows[start:]]
    if bool in set(map(type, raws)):  # as Excel shows them; True would pass for 1
        raws = [str(raw).upper() if isinstance(raw, bool) else raw for raw in raws]
    merges = list(_fill_merged(grid, start, mapped, raws))
    read = list(map(reader.__getitem__, raws))
    return ReadColumn(mapped.column, raws, read, reader, merges)


def _fill_merged(grid: Grid, start: int, mapped: Mapped, raws: list[object]) -> Iterator[Change]:
    """Give each row of a merged cell its text; a number stays in the first row only."""
    label, dtype = mapped.column.label, mapped.column.dtype
    for (top, left), (bottom, _) in grid.merged:
        inside = start <= top < start + len(raws)
        if left != mapped.at or top == bottom or not inside or raws[top - start] == "":
            continue
        raw = raws[top - start]
        said = as_text(raw)
        if dtype not in _FILLED:
            note = f"第 {top + 1} 到 {bottom + 1} 行合并成一格，数只记在第一行"
            yield Change(grid.name, top + 1, label, said, note=note)
            continue
        rows = range(top + 1, min(bottom + 1, start + len(raws)))
        for at in rows:
            raws[at - start] = raw
        numbers = [at + 1 for at in rows]
        kind = Change(grid.name, column=label, note=f"与第 {top + 1} 行合并成一格")
        yield from changes_of(kind, numbers, [""] * len(rows), [said] * len(rows))


def cell_problems(
    header: Header, grid: Grid, one: ReadColumn, live: Sequence[bool]
) -> list[Problem]:
    """The cells of one column that could not be read, those of a kind together."""
    kinds = _by_kind(one, live, lambda cell: cell.problem)
    suffix = "，这一行没有计入" if one.column.required else ""
    problems: list[Problem] = []
    for message, at in kinds.items():
        label = one.column.label
        kind = Problem(header.ledger.id, grid.name, column=label, message=message + suffix)
        problems += listed(
            kind,
            [header.row + 2 + i for i in at],
            [as_written(one.raws[i]) for i in at[:SHOWN]],
            cures=[one.cells[i].cure for i in at[:SHOWN]],
        )
    return problems


def cell_changes(header: Header, grid: Grid, one: ReadColumn, live: Sequence[bool]) -> list[Change]:
    """The cells of one column that were read otherwise than written, those of a kind together."""
    kinds = _by_kind(one, live, lambda cell: cell.note)
    changes = list(one.merges)
    for note, at in kinds.items():
        changes += changes_of(
            Change(grid.name, column=one.column.label, note=note, kind=_kind(note)),
            [header.row + 2 + i for i in at],
            [as_written(one.raws[i]) for i in at[:SHOWN]],
            [_after(one.column, one.cells[i]) for i in at[:SHOWN]],
        )
    return changes


def _kind(note: str) -> Literal["", "chosen", "rough"]:
    if note.startswith(ROUGH):
        return "rough"
    return "chosen" if note.startswith(_CHOSEN) else ""


def _by_kind(
    one: ReadColumn, live: Sequence[bool], kind: Callable[[Cell], str]
) -> dict[str, list[int]]:
    """The live rows whose cell is of a kind, by kind; "" is none."""
    rows: dict[str, list[int]] = defaultdict(list)
    if any(map(kind, one.distinct.values())):
        for i, cell in enumerate(one.cells):
            if live[i] and (name := kind(cell)):
                rows[name].append(i)
    return rows


def _after(column: Column, cell: Cell) -> str:
    shown = cells.show(column, cell.value, cell.text)
    return shown or ("" if cell.rest is None else str(cell.rest))


def as_written(raw: object) -> str:
    """A raw cell for quoting."""
    return raw.shown if isinstance(raw, Broken) else invisible.shown(as_text(raw)).strip()
