"""Tables of a whole year: accounts with what is planned for them, or with what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zongjie.cells.text import compact
from zongjie.cells.words import as_text
from zongjie.intake.grid import Grid
from zongjie.intake.header import Header, Mapped
from zongjie.ledger import Problem

_SOME = 3
"""A table of a year has so many accounts; fewer rows may be postings that lack their date."""


@dataclass(frozen=True)
class Yearly:
    """Such a table with the columns a posting has, and what is told of it."""

    grid: Grid
    header: Header
    problem: Problem


def yearly(grid: Grid, header: Header, year: int) -> Yearly | None:
    """The sheet as postings; None where it says when each was made, or holds no such table.

    An account with a budget alone becomes a posting of nothing in January of `year`; one with its
    amount is dated to the year, if each account stands there once.
    """
    at = {mapped.column.id: mapped.at for mapped in header.columns}
    if header.ledger.id != "fund" or "account" not in at or "date" in at:
        return None
    if "amount_yuan" in at:
        return _accounts(grid, header, at["account"], at["amount_yuan"], year)
    return (
        _planned(grid, header, (at["account"], at["budget_now"]), year)
        if "budget_now" in at
        else None
    )


def _planned(grid: Grid, header: Header, given: Sequence[int], year: int) -> Yearly:
    rows = [
        [*row, *((f"{year}年1月", 0) if i > header.row and _filled(row, given) else ("", ""))]
        for i, row in enumerate(grid.rows)
    ]
    problem = Problem(
        "fund",
        grid.name,
        message="是预算表，没有发生额：金额记作 0，日期记作 1 月",
        cure="收支明细请另外导入",
        severity="warning",
    )
    return Yearly(replace(grid, rows=rows), _with(header, grid, "date", "amount_yuan"), problem)


def _accounts(grid: Grid, header: Header, account: int, amount: int, year: int) -> Yearly | None:
    given = [
        i for i, row in enumerate(grid.rows) if i > header.row and _filled(row, (account, amount))
    ]
    names = [compact(as_text(grid.rows[i][account])) for i in given]
    if len(names) < _SOME or len(set(names)) < len(names):
        return None
    rows = [[*row, f"{year}年" if i in given else ""] for i, row in enumerate(grid.rows)]
    problem = Problem(
        "fund",
        grid.name,
        message=f"是全年的收支表，没有日期：都记在{year}年，不分月",
        cure="同样的收支如果另有逐笔的明细，两张只导入一张",
        severity="warning",
    )
    return Yearly(replace(grid, rows=rows), _with(header, grid, "date"), problem)


def _filled(row: Sequence[object], given: Sequence[int]) -> bool:
    return all(row[at] != "" for at in given)


def _with(header: Header, grid: Grid, *ids: str) -> Header:
    width = len(grid.rows[0])
    added = (Mapped(width + n, header.ledger.column(one), "") for n, one in enumerate(ids))
    return replace(header, columns=(*header.columns, *added))
