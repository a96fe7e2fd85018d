"""Rows that a column of their own calls 概数: none of their numbers is an exact one."""

from __future__ import annotations

from collections.abc import Sequence

from zongjie import cells
from zongjie.cells import show
from zongjie.cells.words import as_text
from zongjie.intake.grid import Broken, Grid
from zongjie.intake.header import Header
from zongjie.intake.report import Change, changes_of
from zongjie.ledger import SHOWN, Problem, listed
from zongjie.schema import Column

_FLAG = Column("vague", "概数标记", "bool")


def mark(
    header: Header,
    grid: Grid,
    values: dict[str, list[object]],
    live: Sequence[bool],
    year: int,
) -> tuple[list[Problem], list[Change]]:
    """Put words (约278人次) in place of the numbers of each marked row, in `values` itself."""
    if header.vague is None:
        return [], []
    raws = _raws(grid, header.row + 1, header.vague)
    read = [None if isinstance(raw, Broken) else cells.parse(_FLAG, raw, year=year) for raw in raws]
    marked = [i for i, cell in enumerate(read) if live[i] and cell and cell.value]
    unclear = [i for i, cell in enumerate(read) if live[i] and (cell is None or cell.problem)]
    first = header.row + 2
    kind = Problem(
        header.ledger.id,
        grid.name,
        column=_FLAG.label,
        message="看不出是不是概数，按准数读了",
        cure="请写“是”或“否”",
        severity="warning",
    )
    shown = ["" if isinstance(raw, Broken) else as_text(raw) for raw in raws]
    problems = listed(kind, [first + i for i in unclear], [shown[i] for i in unclear])
    changes: list[Change] = []
    for column in header.ledger.columns:
        if column.approx:
            changes += _mark(column, grid, values, marked, first)
    return problems, changes


def _raws(grid: Grid, start: int, at: int) -> list[object]:
    """The cells of a column below the header; a merged one speaks for each of its rows."""
    raws: list[object] = [row[at] for row in grid.rows]
    for (top, left), (bottom, right) in grid.merged:
        if left <= at <= right and top >= start:
            raws[top : bottom + 1] = [grid.rows[top][left]] * len(raws[top : bottom + 1])
    return raws[start:]


def _mark(
    column: Column, grid: Grid, values: dict[str, list[object]], rows: Sequence[int], first: int
) -> list[Change]:
    numbers, words = values[column.id], values[column.text_id]
    rows = [i for i in rows if numbers[i] is not None]
    before = [show(column, numbers[i]) for i in rows]
    after = [f"约{text}{column.unit}" for text in before]
    for i, text in zip(rows, after, strict=True):
        numbers[i], words[i] = None, text
    note = "标的是概数，照原样用，不当准数加"
    kind = Change(grid.name, column=column.label, note=note, kind="rough")
    return changes_of(kind, [first + i for i in rows], before[:SHOWN], after[:SHOWN])
