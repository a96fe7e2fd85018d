"""What a sheet's own 合计 says, held against the rows above it.

Excel leaves out numbers that are kept as text, and rows that were put in below a formula's range:
then the sheet's sum and the ledger's differ, and an officer should know before somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from zongjie.cells import show
from zongjie.cells.words import as_text
from zongjie.intake.columns import ReadColumn
from zongjie.intake.grid import Grid
from zongjie.intake.header import Header
from zongjie.intake.skipping import Skip, is_sum
from zongjie.ledger import Problem

_CURE = "请核对这一列：有的数可能在 Excel 里存成了文字，或者合计的公式漏了几行"


def unlike(
    grid: Grid, header: Header, columns: Sequence[ReadColumn], skipped: Mapping[int, Skip]
) -> Iterator[Problem]:
    """A warning for each number in a row of totals that is no sum of the rows above it.

    It may add up the rows since any total above it, or all. Where a row of a column holds something
    that is no exact number, nobody knows its sum from there on. Where income and spending stand in
    one column, a total is of one of them.
    """
    totals = [i for i, why in skipped.items() if why is Skip.TOTAL]
    sums = [i for i in totals if any(map(is_sum, grid.rows[header.row + 1 + i]))]
    two_ways = any(one.column.id == "direction" and len(one.distinct) > 1 for one in columns)
    if not sums or two_ways:
        return
    for one in columns:
        if one.column.dtype not in ("int", "decimal"):
            continue
        whole, ends, exact = Decimal(0), {Decimal(0)}, True
        for i, cell in enumerate(one.cells):
            if i in sums and exact and isinstance(cell.value, int | Decimal):
                if whole - cell.value not in ends:
                    yield _differs(grid, header, one, i, whole)
                ends.add(whole)
            if i in skipped:
                continue
            if isinstance(cell.value, int | Decimal):
                whole += cell.value
            exact = exact and (cell.value is not None or not as_text(one.raws[i]).strip())


def _differs(grid: Grid, header: Header, one: ReadColumn, i: int, whole: Decimal) -> Problem:
    column = one.column
    written = show(column, one.cells[i].value)
    added = show(column, whole if column.dtype == "decimal" else int(whole))
    return Problem(
        header.ledger.id,
        grid.name,
        row=header.row + 2 + i,
        column=column.label,
        value=written,
        message=f"上面各行加起来是 {added}",
        cure=_CURE,
        severity="warning",
    )
