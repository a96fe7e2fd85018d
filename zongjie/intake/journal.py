"""Cash journals: 收入 and 支出 as two columns of money instead of 收支 and 金额."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zongjie import schema
from zongjie.cells.text import compact
from zongjie.intake.grid import Broken, Grid
from zongjie.intake.header import SCANNED, split_unit

_BOTH = Broken("", "收入和支出两列都填了", "一行只记一笔，请分成两行")
_NOTHING = ("", 0, "0", "0.00", "-")


def gathered(grid: Grid) -> Grid | None:
    """The sheet with its two columns of money as 收支 and 金额; None if it is no cash journal."""
    fund = schema.ledger("fund")
    direction, amount = fund.column("direction"), fund.column("amount_yuan")
    names = {
        name: choice.label
        for choice in direction.choices
        for name in choice.extra.get("headers", ())
    }
    found = {
        top: at
        for top, row in enumerate(grid.rows[:SCANNED])
        if len(at := _columns(row, names)) == len(direction.choices)
    }
    if not found:
        return None
    top, at = next(iter(found.items()))
    (first, left), (second, right) = at.items()
    _, unit = split_unit(compact(str(grid.rows[top][left])))
    rows = [list(row) for row in grid.rows]
    rows[top][left] = direction.label
    rows[top][right] = f"{amount.label}({unit})" if unit else amount.label
    for row in rows[top + 1 :]:
        money = {first: row[left], second: row[right]}
        filled = [label for label, cell in money.items() if cell not in _NOTHING]
        row[left] = filled[0] if len(filled) == 1 else _BOTH if filled else ""
        row[right] = money[filled[0]] if filled else ""
    return replace(grid, rows=rows)


def _columns(row: Sequence[object], names: Mapping[str, str]) -> dict[str, int]:
    """The position of each column of money in a header, by direction."""
    texts = [split_unit(compact(cell))[0] if isinstance(cell, str) else "" for cell in row]
    return {names[text]: at for at, text in enumerate(texts) if text in names}
