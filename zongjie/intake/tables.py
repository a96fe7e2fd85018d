"""Several tables in one worksheet, one under another: each is read as a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zongjie.cells.text import compact
from zongjie.cells.words import as_text
from zongjie.intake.grid import Grid
from zongjie.intake.header import Header, find, known_words, sheet_unit, titles
from zongjie.intake.skipping import is_total


def apart(grid: Grid) -> list[Grid]:
    """The tables of a worksheet; the sheet itself where there is but one.

    A table begins where headings of their own follow a gap, a title or a total. The rows keep their
    numbers, and what is not a table, or has the headings of the one above it, stays with that.
    """
    heads = list(_heads(grid.rows))
    if len(heads) < 2:
        return [grid]
    ends = [*(_title(grid.rows, head) for head in heads[1:]), len(grid.rows)]
    first: Header | None = None
    begins: list[int] = []
    headings: list[str] = []
    for head, end in zip(heads, ends, strict=True):
        begin = _title(grid.rows, head)
        if (words := _words(grid.rows[head])) == headings:
            continue
        found = find(_part(grid, begin, end))
        if not isinstance(found, Header) or found.row not in (head, head + 1):
            continue
        if not _covers(grid.rows[found.row], grid.rows[found.row + 1 : end]):
            continue
        headings = words
        begins.append(begin if first else 0)
        first = first or found
    if first is None or len(begins) < 2:
        return [grid]
    unit = next((one for one in titles(grid, [first]) if sheet_unit([one])), "")
    parts = [_part(grid, begin, end, unit) for begin, end in pairwise([*begins, len(grid.rows)])]
    return [replace(parts[0], name=grid.name), *parts[1:]]


def _heads(rows: Sequence[Sequence[object]]) -> Iterator[int]:
    """Rows that may be headings: words only, some of them known, and a table ends before them."""
    ended = True
    for at, row in enumerate(rows):
        words = [cell for cell in row if isinstance(cell, str) and cell and not cell.isspace()]
        filled = len(words) + sum(not isinstance(cell, str) for cell in row)
        if ended and filled > 1 and known_words(row) > 1:
            yield at
        ended = filled < 2 or any(map(is_total, words))


def _covers(headings: Sequence[object], below: Sequence[Sequence[object]]) -> bool:
    """Whether there is an entry below, and most of its cells have a heading."""
    entry = next((row for row in below if len(_words(row)) > 1), ())
    return 0 < len(_words(entry)) < 2 * len(_words(headings))


def _title(rows: Sequence[Sequence[object]], head: int) -> int:
    """Where the gap and the title above some headings begin."""
    while head and len(_words(rows[head - 1])) < 2 and not any(map(is_total, rows[head - 1])):
        head -= 1
    return head


def _words(row: Sequence[object]) -> list[str]:
    return [compact(as_text(cell)) for cell in row if as_text(cell).strip()]


def _part(grid: Grid, begin: int, end: int, unit: str = "") -> Grid:
    """The rows of one table in their places; `unit` is what the sheet says of its money."""
    blank = [""] * len(grid.rows[0])
    above: list[Sequence[object]] = [blank] * begin
    if begin and unit:
        above[-1] = [unit, *blank[1:]]
    merged = (one for one in grid.merged if begin <= one[0][0] and one[1][0] < end)
    name = f"{grid.name}，第 {_first(grid.rows, begin) + 1} 行起"
    return replace(grid, name=name, rows=[*above, *grid.rows[begin:end]], merged=tuple(merged))


def _first(rows: Sequence[Sequence[object]], begin: int) -> int:
    """The first row from here on that holds anything."""
    return next((at for at in range(begin, len(rows)) if _words(rows[at])), begin)
