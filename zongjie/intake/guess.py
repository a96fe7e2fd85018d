"""Slips of the pen: what a heading or a cell probably means, and what an officer agreed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from zongjie.cells.text import compact
from zongjie.intake.grid import Grid
from zongjie.intake.header import SCANNED, split_unit


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that is written otherwise than it can be read, and what it is taken to mean.

    Parameters
    ----------
    ledger : ledger identifier.
    sheet : the worksheet of a heading; "" for a value, which is meant wherever it stands.
    column : label of the column a value stands in; "" for a heading.
    written, meant : what is there, and the label of a choice or of a column.
    rows : how many rows it is about.
    """

    ledger: str
    sheet: str
    column: str
    written: str
    meant: str
    rows: int = field(default=0, compare=False)


def renamed(grid: Grid, agreed: Collection[Guess]) -> Grid:
    """The sheet with its headings as they are meant; their units stay."""
    names = {one.written: one.meant for one in agreed if not one.column and one.sheet == grid.name}
    if not names:
        return grid
    rows = [
        [_renamed(cell, names) if isinstance(cell, str) else cell for cell in row]
        for row in grid.rows[:SCANNED]
    ]
    return replace(grid, rows=[*rows, *grid.rows[SCANNED:]])


def _renamed(cell: str, names: dict[str, str]) -> str:
    text = compact(cell)
    if text not in names:
        return cell
    _, unit = split_unit(text)
    return f"{names[text]}({unit})" if unit else names[text]


def summed(guesses: Iterable[Guess]) -> tuple[Guess, ...]:
    """Each guess once, with all its rows."""
    rows: Counter[Guess] = Counter()
    for one in guesses:
        rows[one] += one.rows
    return tuple(replace(one, rows=count) for one, count in rows.items())
