"""Headings and cells that are not known: what they probably mean, what an officer says they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from zongjie.cells.text import compact
from zongjie.intake.grid import Grid
from zongjie.intake.header import SCANNED, split_unit

NOTED = "备注"
"""The column of remarks that every ledger has; it takes what no other column does."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that is written otherwise than it can be read, and what it is taken to mean.

    Parameters
    ----------
    ledger : ledger identifier.
    sheet : the worksheet of a heading; "" for a value, which is meant wherever it stands.
    column : label of the column a value stands in; "" for a heading.
    written, meant : what is there, and the label of a choice or of a column. A heading meant as
        备注 is noted there, one meant as "" is not read; a value meant as "" is for an officer to
        say. A whole sheet that is said to be of the ledger has neither, and no ledger if it is
        not to be read. With a sheet and a column it is about a column that the sheet lacks:
        `meant` is how another (`written`) tells it, or what it is in each row; then `written` is
        the kind of these rows (支出), "" for any.
    rows : how many rows it is about.
    detail : what comes of it, for an officer to see beforehand.
    heading : what the file calls `column`, where it has another word for it.
    """

    ledger: str
    sheet: str
    column: str
    written: str
    meant: str
    rows: int = field(default=0, compare=False)
    detail: str = field(default="", compare=False)
    heading: str = field(default="", compare=False)

    @property
    def whole(self) -> bool:
        """Whether it is what a column that the sheet lacks is in each of its rows."""
        return bool(self.sheet and self.column) and not self.meant.startswith("照")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column whose heading is not known, for an officer to say which one it is.

    Parameters
    ----------
    ledger, sheet, written : where it stands, and how it is headed.
    meant : what it is taken for, as in `Guess`.
    free : labels of the columns that it may be.
    values : the first of its values, all different.
    rows : how many rows have one.
    """

    ledger: str
    sheet: str
    written: str
    meant: str
    free: tuple[str, ...]
    values: tuple[str, ...]
    rows: int


def ledger_of(grid: Grid, agreed: Collection[Guess]) -> str | None:
    """The ledger that a sheet is said to be of; "" where it is not to be read."""
    said = (one for one in agreed if not one.column and not one.written)
    return next((one.ledger for one in said if one.sheet == grid.name), None)


def meant_in(grid: Grid, agreed: Collection[Guess]) -> dict[str, str]:
    """What the headings of a sheet are said to mean, as in `Guess`."""
    said = (one for one in agreed if not one.column and one.written)
    return {one.written: one.meant for one in said if one.sheet == grid.name}


def renamed(grid: Grid, agreed: Collection[Guess]) -> Grid:
    """The sheet with its headings as they are meant; their units stay."""
    meant = meant_in(grid, agreed).items()
    names = {written: label for written, label in meant if label not in ("", NOTED)}
    if not names:
        return grid
    end = grid.top + SCANNED
    rows = [
        [_renamed(cell, names) if isinstance(cell, str) else cell for cell in row]
        for row in grid.rows[:end]
    ]
    renamed = tuple((label, written) for written, label in names.items())
    return replace(grid, rows=[*rows, *grid.rows[end:]], renamed=renamed)


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
