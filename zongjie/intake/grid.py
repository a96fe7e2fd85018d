"""A worksheet or text table as it was found: rows of raw cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zongjie.errors import IntakeError

HEAD_ROWS = 100
"""Titles, header and totals are not counted as rows of the ledger."""

Area = tuple[tuple[int, int], tuple[int, int]]
"""A merged block: first and last (row, column), from 0."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that holds no value to read: what is shown there, what is wrong, what to do."""

    shown: str
    problem: str
    cure: str


@dataclass(frozen=True)
class Grid:
    """Raw cells of one sheet; the row an officer calls 1 is `rows[0]`.

    `rows` are all of one length; an empty cell is "". `merged` lists merged blocks, `renamed`
    the headings that are read as others: as meant, and as written.
    """

    name: str
    rows: Sequence[Sequence[object]]
    merged: tuple[Area, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(str(cell).strip() for row in self.rows for cell in row)

    @property
    def top(self) -> int:
        """Index of the first row that holds anything; 0 where none does."""
        filled = (any(str(cell).strip() for cell in row) for row in self.rows)
        return next((at for at, one in enumerate(filled) if one), 0)

    @property
    def tabular(self) -> bool:
        """Whether cells stand beside each other: else it is a text, and not worth a question."""
        return any(sum(bool(str(cell).strip()) for cell in row) > 1 for row in self.rows)


def refuse_beyond(grid: Grid, max_rows: int, name: str) -> None:
    """Raise `IntakeError` for more rows than the settings allow; 100 are granted for titles."""
    if len(grid.rows) > max_rows + HEAD_ROWS:
        raise IntakeError(
            f"有 {len(grid.rows)} 行，超过了 {max_rows} 行的上限",
            where=name,
            cure="请分成几个文件导入",
        )
