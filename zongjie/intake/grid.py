"""A worksheet or text table as it was found: rows of raw cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Area = tuple[tuple[int, int], tuple[int, int]]
"""A merged block: first and last (row, column), from 0."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell whose formula gave no result; `shown` is what Excel shows for it."""

    shown: str


@dataclass(frozen=True)
class Grid:
    """Raw cells of one sheet; the row an officer calls 1 is `rows[0]`.

    `rows` are all of one length; an empty cell is "". `merged` lists merged blocks.
    """

    name: str
    rows: Sequence[Sequence[object]]
    merged: tuple[Area, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell != "" for row in self.rows for cell in row)
