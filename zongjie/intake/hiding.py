"""Numbers of persons in cells of words: the ledger keeps their last digits, the report says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zongjie import personal
from zongjie.intake.grid import Grid
from zongjie.intake.guess import Guess
from zongjie.intake.header import Header
from zongjie.intake.report import Change, changes_of

NUMBERS = "照写号码"
"""What an officer agrees to who wants the numbers in the ledger after all (`Guess.meant`)."""

_LONG = re.compile(r"(?:[0-9０-９][ ()（）－-]{0,2}){10}")
"""What every number of a person has, and hardly anything else: one look at a whole column."""


@dataclass(frozen=True)
class Hidden:
    """What there is to tell of numbers that were hidden, and of those that could be."""

    changes: tuple[Change, ...] = ()
    guesses: tuple[Guess, ...] = ()


def hide(
    grid: Grid,
    header: Header,
    values: dict[str, list[object]],
    live: Sequence[bool],
    agreed: Collection[Guess],
) -> Hidden:
    """Put × for most digits of ID, telephone and card numbers, in `values` itself.

    Columns whose numbers are wanted as they are (`NUMBERS` in `agreed`) are left alone.
    """
    wanted = {one.column for one in agreed if one.meant == NUMBERS and one.sheet == grid.name}
    changes: list[Change] = []
    guesses: list[Guess] = []
    for column in header.ledger.columns:
        if column.dtype != "text" or column.label in wanted:
            continue
        cells = values[column.id]
        if not _LONG.search("\n".join({one for one in cells if isinstance(one, str)})):
            continue
        masked = {i: said for i, one in enumerate(cells) if live[i] and (said := _masked(one))}
        if not masked:
            continue
        rows = [header.row + 2 + i for i in masked]
        kind = Change(grid.name, column=column.label, note="号码只留头尾几位", kind="hidden")
        # what is hidden is not quoted either
        changes += changes_of(kind, rows, [""] * len(rows), list(masked.values()))
        guesses.append(
            Guess(header.ledger.id, grid.name, column.label, "", NUMBERS, len(rows), _some(masked))
        )
        for i, said in masked.items():
            cells[i] = said
    return Hidden(tuple(changes), tuple(guesses))


def _masked(cell: object) -> str:
    """A cell with its numbers hidden; "" where it has none."""
    if not isinstance(cell, str):
        return ""
    found = sorted(personal.numbers(cell), key=lambda one: one.start, reverse=True)
    said = cell
    for one in found:
        said = said[: one.start] + personal.masked(one.kind, one.words) + said[one.end :]
    return said if found else ""


def _some(masked: dict[int, str]) -> str:
    """The first of them, so that an officer knows what is spoken of."""
    first = next(iter(masked.values()))
    at = first.index("×")
    return first[max(0, at - 6) : at + 14].strip()
