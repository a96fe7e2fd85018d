"""Budget tables: accounts with what is planned for them, and nothing that was posted yet."""

from __future__ import annotations

from dataclasses import replace

from zongjie.intake.grid import Grid
from zongjie.intake.header import Header, Mapped
from zongjie.ledger import Problem

_HAS, _LACKS = {"account", "budget_now"}, {"date", "amount_yuan"}


def planned(grid: Grid, header: Header, year: int) -> tuple[Grid, Header] | None:
    """The sheet with the columns a posting has; None if it is no budget table.

    Each account that has a budget becomes a posting of nothing in January of `year`.
    """
    at = {mapped.column.id: mapped.at for mapped in header.columns}
    if header.ledger.id != "fund" or not at.keys() >= _HAS or at.keys() & _LACKS:
        return None
    rows: list[list[object]] = []
    for i, row in enumerate(grid.rows):
        given = i > header.row and all(row[at[one]] != "" for one in _HAS)
        rows.append([*row, *((f"{year}年1月", 0) if given else ("", ""))])
    width = len(grid.rows[0])
    date, amount = (header.ledger.column(one) for one in ("date", "amount_yuan"))
    added = (Mapped(width, date, ""), Mapped(width + 1, amount, ""))
    return replace(grid, rows=rows), replace(header, columns=(*header.columns, *added))


def about(sheet: str) -> Problem:
    """What is told of a table that was read so."""
    return Problem(
        "fund",
        sheet,
        message="是预算表，没有发生额：金额记作 0，日期记作 1 月",
        cure="收支明细请另外导入",
        severity="warning",
    )
