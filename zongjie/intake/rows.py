"""The rows of a sheet as a typed frame."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

import pandas as pd

from zongjie import ledger
from zongjie.cells import NO_YEAR, show
from zongjie.intake import skipping, stated, vague
from zongjie.intake.columns import (
    ReadColumn,
    as_written,
    cell_changes,
    cell_problems,
    guesses,
    read_columns,
    settled,
)
from zongjie.intake.grid import Grid
from zongjie.intake.guess import Guess
from zongjie.intake.header import Header
from zongjie.intake.hiding import Hidden, hide
from zongjie.intake.report import Change
from zongjie.ledger import Problem, listed
from zongjie.schema import Column

NOTE = "note"
"""The column of remarks that every ledger has."""


@dataclass(frozen=True)
class Table:
    """One sheet, read: its typed frame, the sheet row of each frame row, and what to tell.

    `unfinished` are the rows left out, with whatever could be read of them, `left` their numbers.
    `yearless` is how many of all do not say themselves of which year they are.
    """

    frame: pd.DataFrame
    numbers: tuple[int, ...]
    unfinished: pd.DataFrame
    left: tuple[int, ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    guesses: tuple[Guess, ...]
    settled: tuple[Guess, ...]
    yearless: int = 0


def read_rows(
    grid: Grid,
    header: Header,
    year: int,
    agreed: Collection[Guess] = (),
    *,
    discreet: bool = False,
) -> Table:
    """Read the rows below a header; those that cannot be used are told and left out.

    `discreet` hides numbers that belong to one person, unless they are wanted.
    """
    if not any(map(_holds_something, grid.rows[header.row + 1 :])):
        return _without_rows(header)
    columns = read_columns(grid, header, year, agreed)
    skipped = skipping.skipped_rows(grid, header, columns)
    problems, changes = skipping.told(grid, header, skipped)
    problems += stated.unlike(grid, header, columns, skipped)
    count = len(grid.rows) - header.row - 1
    live = [i not in skipped for i in range(count)]
    for one in columns:
        problems += cell_problems(header, grid, one, live)
        changes += cell_changes(header, grid, one, live)
    values = _values(header, columns, count)
    problems += _move_companions(header, grid, columns, values, live)
    about_vague, marked = vague.mark(header, grid, values, live, year)
    problems += about_vague
    changes += [*marked, *_defaults(header, grid, values, count)]
    _note_unread(columns, values, live)
    _note_unknown(grid, header, values, live)
    hidden = hide(grid, header, values, live, agreed) if discreet else Hidden()

    usable = [False] * count if header.missing else live
    for one in columns:
        if one.column.required and one.unread:
            usable = [ok and not cell.problem for ok, cell in zip(usable, one.cells, strict=True)]
    numbers = list(compress(range(header.row + 2, header.row + 2 + count), usable))
    kept = {name: list(compress(column, usable)) for name, column in values.items()}
    frame = ledger.from_columns(header.ledger.id, kept, len(numbers))
    origin = ledger.Origin(grid.name, numbers, _unread(columns, usable), header.called)
    frame, found = ledger.validate(header.ledger.id, frame, year=year, origin=origin)
    kept_rows = tuple(numbers[number - 1] for number in frame.index)
    first = header.row + 2
    rest = sorted(set(compress(range(count), live)) - {row - first for row in kept_rows})
    left_out = {name: [column[i] for i in rest] for name, column in values.items()}
    return Table(
        frame,
        kept_rows,
        ledger.from_columns(header.ledger.id, left_out, len(rest)),
        tuple(first + i for i in rest),
        (*problems, *found),
        (*changes, *hidden.changes),
        (*hidden.guesses, *(guess for one in columns for guess in guesses(header, one, live))),
        tuple(guess for one in columns for guess in settled(header, one, agreed)),
        _yearless(header, columns, live),
    )


def _yearless(header: Header, columns: Sequence[ReadColumn], live: Sequence[bool]) -> int:
    """How many entries do not say of which year they are."""
    if header.ledger.id not in ledger.DATES:
        return sum(live)
    date = ledger.DATES[header.ledger.id]
    dates = (compress(one.cells, live) for one in columns if one.column.id == date)
    return sum(NO_YEAR in cell.note for column in dates for cell in column)


def _holds_something(row: Sequence[object]) -> bool:
    return any(cell != "" for cell in row)


def _without_rows(header: Header) -> Table:
    """A sheet that nobody has filled in: there is nothing to tell but its header."""
    id_ = header.ledger.id
    return Table(ledger.empty(id_), (), ledger.empty(id_), (), (), (), (), ())


def _note_unread(
    columns: Sequence[ReadColumn], values: dict[str, list[object]], live: Sequence[bool]
) -> None:
    """Put what could not be read into 备注, so that it can be put right later on."""
    for one in columns:
        if not one.unread:
            continue
        for i, cell in enumerate(one.cells):
            if cell.problem and live[i] and (written := as_written(one.raws[i])):
                _add_note(values[NOTE], i, ledger.unread(one.column, written))


def _note_unknown(
    grid: Grid, header: Header, values: dict[str, list[object]], live: Sequence[bool]
) -> None:
    """Put the cells of columns that are no ledger's into 备注, each under its heading."""
    for at, heading in header.noted:
        for i, row in enumerate(grid.rows[header.row + 1 :]):
            if live[i] and (written := as_written(row[at])):
                _add_note(values[NOTE], i, f"{heading}：{written}")


def _add_note(notes: list[object], i: int, said: str) -> None:
    notes[i] = f"{notes[i]}；{said}" if notes[i] else said


def _unread(columns: Sequence[ReadColumn], usable: Sequence[bool]) -> dict[str, set[int]]:
    """The frame rows, by column, whose cell holds something that could not be read."""
    return {
        one.column.id: {
            number
            for number, cell in enumerate(compress(one.cells, usable), start=1)
            if cell.problem
        }
        for one in columns
        if one.column.expected and one.unread
    }


def _values(header: Header, columns: Sequence[ReadColumn], count: int) -> dict[str, list[object]]:
    """Typed values by frame column, one for each row below the header."""
    values: dict[str, list[object]] = {name: [None] * count for name in header.ledger.fields}
    for one in columns:
        values[one.column.id] = [cell.value for cell in one.cells]
        if one.column.approx:
            values[one.column.text_id] = [cell.text for cell in one.cells]
    return values


def _move_companions(
    header: Header,
    grid: Grid,
    columns: Sequence[ReadColumn],
    values: dict[str, list[object]],
    live: Sequence[bool],
) -> list[Problem]:
    """Put the end of a range of dates, or 人次 among 人, where it belongs, if that is empty."""
    problems: list[Problem] = []
    called = header.called
    for one in columns:
        if not one.column.companion:
            continue
        companion = header.ledger.column(one.column.companion)
        own, other = (called.get(each.label, each.label) for each in (one.column, companion))
        targets, clashes = values[companion.id], []
        for i, cell in enumerate(one.cells):
            if cell.rest is None or not live[i] or targets[i] == cell.rest:
                continue
            if targets[i] is None:
                targets[i] = cell.rest
            else:
                clashes.append(i)
        problems += listed(
            Problem(
                header.ledger.id,
                grid.name,
                column=one.column.label,
                message=f"和{other}对不上",
                cure=f"请核对{own}和{other}",
            ),
            [header.row + 2 + i for i in clashes],
            [str(one.raws[i]) for i in clashes],
            [f"和{other}（{show(companion, targets[i])}）对不上" for i in clashes],
        )
    return problems


def _defaults(
    header: Header, grid: Grid, values: dict[str, list[object]], count: int
) -> list[Change]:
    """Fill a column that the sheet has no header for and that counts by itself."""
    changes = []
    for column in defaulted(header) if count else ():
        values[column.id] = [column.default] * count
        each = f"{column.default} {column.unit}".strip()
        note = f"没有“{column.label}”这一列，每行按 {each}计"
        changes.append(Change(grid.name, column=column.label, note=note))
    return changes


def defaulted(header: Header) -> Iterator[Column]:
    """The columns that the sheet has no header for and that count by themselves."""
    have = {mapped.column.id for mapped in header.columns}
    for column in header.ledger.columns:
        if column.default is not None and column.id not in have:
            yield column
