"""A ledger as the grid has it: texts of cells going out, steps that change them coming in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from widgets.detail import Detail
from zongjie import cells, ledger
from zongjie.errors import ZongjieError
from zongjie.ledger import Problem
from zongjie.schema import Column, Ledger

Step = Mapping[str, Any] | Detail
"""``{"op": "set", "row", "column", "raw"}``, ``{"op": "insert", "at", "rows"}`` or
``{"op": "delete", "at", "count"}``; rows are numbered from 1 as the step before left them."""

_NUMBERS = ("int", "decimal")
_WHOLE = re.compile(r"(-?)([0-9]+)(\.[0-9]+)?")


@dataclass(frozen=True)
class Applied:
    """What became of a ledger's steps.

    Parameters
    ----------
    frame : the ledger after them.
    touched : numbers of the rows that were set or inserted, whether or not a value changed.
    refused : what is written over cells that keep their old value, those from before included.
    """

    frame: pd.DataFrame
    touched: tuple[int, ...]
    refused: Refusals


@dataclass(frozen=True)
class Refused:
    """What is written in a cell and could not be taken: why not, and what to do."""

    raw: str
    problem: str
    cure: str


Refusals = Mapping[tuple[int, str], Refused]
"""By row number and column id. The officer sees these; the ledger has what was there before."""


@dataclass(eq=False)
class _Row:
    """A row that a step has touched; what it refused is held by column id."""

    held: dict[str, Any]
    refused: dict[str, Refused] = field(default_factory=dict)


_Rows = list["int | _Row"]
"""Rows in order; one that no step has touched is its position in the frame."""

_Columns = Mapping[str, Sequence[Any]]
"""The values of a frame, by field."""


def apply(
    frame: pd.DataFrame,
    of: Ledger,
    steps: Iterable[Step],
    year: int,
    refused: Refusals = MappingProxyType({}),
) -> Applied:
    """Do these steps in order.

    Parameters
    ----------
    frame : the ledger as it is; it is not changed.
    of : which ledger it is.
    steps : what the officer did, as the grid sends it. A later step for a cell decides.
    year : the year of the summary, for dates without one.
    refused : what was refused before and still stands; it goes with its row.

    Raises `ZongjieError` for a step that does not fit the ledger; then nothing is done.
    """
    rows: _Rows = list(range(len(frame)))
    held: _Columns = {str(name): values.tolist() for name, values in frame.items()}
    columns = {column.id: column for column in of.columns}
    moved = False
    for (number, name), one in refused.items():
        _touched(rows, _place(rows, number), held).refused[name] = one
    for step in map(Detail, steps):
        match step.text("op"):
            case "set":
                row = _touched(rows, _place(rows, step.number("row")), held)
                _set(row, _column(columns, step.text("column")), step.text("raw"), year)
            case "insert":
                at = _place(rows, step.number("at"), spare=1)
                given = (one.words() for one in step.details("rows"))
                rows[at:at] = [_inserted(texts, of, columns, year) for texts in given]
                moved = True
            case "delete":
                at, count = _place(rows, step.number("at")), step.number("count")
                _place(rows, at + count)
                del rows[at : at + count]
                moved = True
            case _:
                raise _misfit()
    touched = {number: row for number, row in enumerate(rows, start=1) if isinstance(row, _Row)}
    return Applied(
        _rebuilt(of, held, rows) if moved else _with(frame, of, held, rows),
        tuple(touched),
        {
            (number, column): one
            for number, row in touched.items()
            for column, one in row.refused.items()
        },
    )


def still_refused(refused: Refusals, before: pd.DataFrame, after: pd.DataFrame) -> Refusals:
    """Those whose row is in its place, as it was, in the ledger after an import."""
    return {
        (number, column): one
        for (number, column), one in refused.items()
        if number <= len(after)
        and all(map(_same, before.iloc[number - 1].tolist(), after.iloc[number - 1].tolist()))
    }


def about_refused(
    of: Ledger, frame: pd.DataFrame, refused: Refusals
) -> dict[tuple[int, str], Problem]:
    """What to put right in cells that show something else than the ledger counts."""
    found = {}
    for (number, name), one in sorted(refused.items()):
        column = of.column(name)
        word = frame.at[number, column.text_id] if column.approx else None
        old = grouped(column, cells.show(column, frame.at[number, name], word))
        counts = f"现在仍按原来的“{old}”计" if old else "这一格暂不计入"
        message = f"{one.problem}，{counts}"
        problem = Problem(of.id, "", number, column.label, one.raw, message, one.cure)
        found[number, name] = problem
    return found


def texts(columns: Iterable[Column], frame: pd.DataFrame) -> list[list[str]]:
    """How every cell of these columns reads, row by row, in their order."""
    lines = []
    for column in columns:
        words = frame[column.text_id].tolist() if column.approx else [None] * len(frame)
        lines.append(
            [
                grouped(column, cells.show(column, value, word))
                for value, word in zip(frame[column.id].tolist(), words, strict=True)
            ]
        )
    return [list(row) for row in zip(*lines, strict=True)]


def mark(rows: Iterable[Iterable[str]]) -> str:
    """A short mark of rows as they read, the same as the grid makes (``print.ts``): FNV-1a."""
    code, count = 0x811C9DC5, 0

    def take(units: Iterable[int]) -> None:
        nonlocal code
        for unit in units:
            code = (code ^ unit) * 0x01000193 & 0xFFFFFFFF

    for row in rows:
        for cell in row:
            take(memoryview(cell.encode("utf-16-le")).cast("H"))  # as JavaScript counts
            take((0x1F,))
        take((0x1E,))
        count += 1
    return f"{count} {code:x}"


def grouped(column: Column, text: str) -> str:
    """A number in a table, with thousands separators: 1,520.50; anything else as it is."""
    if column.dtype not in _NUMBERS:
        return text
    whole = _WHOLE.fullmatch(text)
    return f"{whole[1]}{int(whole[2]):,}{whole[3] or ''}" if whole else text


def _set(row: _Row, column: Column, raw: str, year: int) -> None:
    """Take what was typed into a cell, and what it says beyond into an empty companion."""
    row.refused.pop(column.id, None)
    cell = cells.parse(column, raw, year=year)
    if cell.problem:
        row.refused[column.id] = Refused(raw, cell.problem, cell.cure)
        return
    taken = cell.rest is not None and not _empty(row, column.companion)
    if taken and cell.empty:  # 278人次 in 人数, where 人次 is there already
        cure = f"请写{column.label}，或改那一列"
        row.refused[column.id] = Refused(raw, "这是另一列的数，那一列已经填了", cure)
        return
    row.held[column.id] = cell.value
    if column.approx:
        row.held[column.text_id] = cell.text
    if cell.rest is not None and not taken:
        row.held[column.companion] = cell.rest


def _empty(row: _Row, column: str) -> bool:
    return all(pd.isna(row.held.get(name)) for name in (column, f"{column}_text"))


def _inserted(
    given: Mapping[str, str], of: Ledger, columns: Mapping[str, Column], year: int
) -> _Row:
    row = _Row(dict.fromkeys(of.fields))
    for name, raw in given.items():
        _set(row, _column(columns, name), raw, year)
    return row


def _touched(rows: _Rows, at: int, held: _Columns) -> _Row:
    """The row at this position, taken out of the columns when it is still there."""
    row = rows[at]
    if isinstance(row, int):
        row = rows[at] = _Row({name: values[row] for name, values in held.items()})
    return row


def _with(frame: pd.DataFrame, of: Ledger, held: _Columns, rows: _Rows) -> pd.DataFrame:
    """The same rows with other values in some: only columns that change are made anew."""
    changed: dict[str, list[Any]] = {}
    for place, row in enumerate(rows):
        if isinstance(row, int):
            continue
        for name, value in row.held.items():
            old = held[name][place]
            if not _same(value, old):
                changed.setdefault(name, list(held[name]))[place] = value
    return ledger.with_columns(of.id, frame, changed)


def _same(value: Any, old: Any) -> bool:
    if value is old:
        return True
    if pd.isna(value) or pd.isna(old):  # they compare with nothing
        return bool(pd.isna(value) and pd.isna(old))
    return bool(value == old)


def _rebuilt(of: Ledger, held: _Columns, rows: _Rows) -> pd.DataFrame:
    """A frame of these rows, numbered anew."""
    columns = {
        name: [values[row] if isinstance(row, int) else row.held[name] for row in rows]
        for name, values in held.items()
    }
    return ledger.from_columns(of.id, columns, len(rows))


def _place(rows: Sequence[object], number: int, *, spare: int = 0) -> int:
    """The position of a row number; `spare` numbers beyond the last are allowed."""
    place = number - 1
    if not 0 <= place < len(rows) + spare:
        raise _misfit()
    return place


def _column(columns: Mapping[str, Column], id_: str) -> Column:
    column = columns.get(id_)
    if column is None:
        raise _misfit()
    return column


def _misfit() -> ZongjieError:
    return ZongjieError("表格和台账对不上了，这一步没有做", cure="请照现在的表再做一次")
