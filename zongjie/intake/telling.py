"""Columns that a sheet lacks and that others tell: proposed, and filled once it is agreed to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from zongjie import cells, personal
from zongjie.cells.words import as_text
from zongjie.intake.grid import Grid
from zongjie.intake.guess import Guess
from zongjie.intake.header import Header, Mapped
from zongjie.intake.report import Change, changes_of
from zongjie.schema import Column, Ledger


@dataclass(frozen=True)
class Told:
    """A sheet with the columns that were agreed to, and what there is to tell."""

    grid: Grid
    header: Header
    changes: tuple[Change, ...] = ()
    guesses: tuple[Guess, ...] = ()


def told(grid: Grid, header: Header, agreed: Collection[Guess]) -> Told:
    """Fill the columns that `Column.told_by` tells, where it is agreed to; propose the others."""
    changes: list[Change] = []
    guesses: list[Guess] = []
    for column in _lacking(header):
        sources = tuple(_sources(grid, header, column))
        first = header.row + 1
        found = [
            _told(column, [as_text(row[at]) for at, _ in sources]) for row in grid.rows[first:]
        ]
        rows = [i for i, value in enumerate(found) if value]
        if not rows:
            continue
        by = "、".join(text for _, text in sources)
        meant = f"照“{by}”{'填' if column.choices else '数'}"
        detail = _summed(column, [found[i] for i in rows])
        guess = Guess(header.ledger.id, grid.name, column.label, by, meant, len(rows), detail)
        if guess not in agreed:
            guesses.append(guess)
            continue
        befores = ["、".join(as_text(grid.rows[first + i][at]) for at, _ in sources) for i in rows]
        kind = Change(grid.name, column=column.label, note=f"照您选的，{meant}")
        changes += changes_of(
            kind, [first + i + 1 for i in rows], befores, [found[i] for i in rows]
        )
        mapped = Mapped(len(grid.rows[0]), column, "")
        filled = [[*row, value] for row, value in zip(grid.rows, [""] * first + found, strict=True)]
        grid, header = (
            replace(grid, rows=filled),
            replace(header, columns=(*header.columns, mapped)),
        )
    return Told(grid, header, tuple(changes), tuple(guesses))


def tells(ledger: Ledger, heading: str) -> bool:
    """Whether a column that is no ledger's tells one that is."""
    return any(heading in column.told_by for column in ledger.columns)


def _lacking(header: Header) -> Iterator[Column]:
    """The columns that can be told and that nothing in the sheet speaks of."""
    have = {mapped.column.id for mapped in header.columns}
    for column in header.ledger.columns:
        if column.told_by and have.isdisjoint({column.id, column.companion}):
            yield column


def _sources(grid: Grid, header: Header, column: Column) -> Iterator[tuple[int, str]]:
    """Position and heading of what tells a column, the best first."""
    unknown = {text: (at, text) for at, text in header.unknown}
    known = {mapped.column.label: mapped.at for mapped in header.columns}
    for name in column.told_by:
        if name in unknown:
            yield unknown[name]
        elif name in known:
            heading = grid.rows[header.row][known[name]] if header.row >= 0 else ""
            yield known[name], as_text(heading).strip() or name


def _told(column: Column, texts: Sequence[str]) -> str:
    """The choice that the first of these texts speaks of, or how many persons are named there."""
    if column.choices:
        return next((label for text in texts if (label := _choice(column, text))), "")
    return next((str(len(re.split("[、，,]", text))) for text in texts if text.strip()), "")


def _choice(column: Column, text: str) -> str:
    if label := cells.told(column, text):
        return label
    person = next((one.label for one in column.choices if one.extra.get("person")), "")
    return person if person and personal.person_in(text) else ""


def _summed(column: Column, values: Sequence[str]) -> str:
    """What would be filled in, in words."""
    if column.choices:
        return "、".join(f"{label} {count} 行" for label, count in Counter(values).most_common())
    return f"{len(values)} 行共 {sum(map(int, values))} {column.unit}"
