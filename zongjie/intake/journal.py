"""Cash journals: 收入 and 支出 as two columns of money instead of 收支 and 金额."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from zongjie import schema
from zongjie.cells.text import compact
from zongjie.cells.words import as_text
from zongjie.intake.grid import Broken, Grid
from zongjie.intake.header import SCANNED, heading, split_unit
from zongjie.intake.report import Change
from zongjie.schema import Column

_BOTH = Broken("", "收入和支出两列都填了", "一行只记一笔，请分成两行")
_NOTHING = ("", 0, "0", "0.00", "-")
_FIRST_DAY = "1月1日"
_SIDE = "余额方向"


@dataclass(frozen=True)
class Journal:
    """A cash journal as rows of the 经费 ledger; `opening` is the sheet row that it begins with.

    A journal begins with what was left of last year, which stands as a balance only; 0 if it
    does not.
    """

    grid: Grid
    opening: int = 0

    @property
    def changes(self) -> tuple[Change, ...]:
        """What to tell of the reading."""
        together = Change(self.grid.name, note="“收入”“支出”两列合成了“收支”和“金额”")
        if not self.opening:
            return (together,)
        note = f"只有余额，记为上年结余；没有写日期的按{_FIRST_DAY}"
        return (together, Change(self.grid.name, self.opening, note=note))


def gathered(grid: Grid) -> Journal | None:
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
    rows[top] = [_of_balance(cell, direction) for cell in rows[top]]
    rows[top][left] = direction.label
    rows[top][right] = f"{amount.label}({unit})" if unit else amount.label
    for row in rows[top + 1 :]:
        money = {first: row[left], second: row[right]}
        filled = [label for label, cell in money.items() if cell not in _NOTHING]
        row[left] = filled[0] if len(filled) == 1 else _BOTH if filled else ""
        row[right] = money[filled[0]] if filled else ""
    opening = _open(rows[top], rows[top + 1 :], left, right)
    return Journal(replace(grid, rows=rows), opening and top + 1 + opening)


def _of_balance(cell: object, direction: Column) -> object:
    """A heading of the header; 方向 beside two columns of money is the side of what is left."""
    return _SIDE if heading(cell) in (direction.label, *direction.aliases) else cell


def _open(head: Sequence[object], rows: Sequence[list[object]], left: int, right: int) -> int:
    """Make income of the balance that a journal begins with; gives which row that is, or 0."""
    fund = schema.ledger("fund")
    account, date = fund.column("account"), fund.column("date")
    carried = next(one for one in account.choices if one.extra["direction"] == "opening")
    said = {carried.label, *carried.aliases, *carried.also}
    balance = _at(head, carried.extra["headers"])
    for number, row in enumerate(rows, start=1):
        if row[left] != "":
            return 0  # what is left later on is of this year
        if balance is None or row[balance] in _NOTHING or not said & set(map(heading, row)):
            continue
        row[left], row[right] = fund.column("direction").choices[0].label, row[balance]
        for column, value in ((account, carried.label), (date, _FIRST_DAY)):
            at = _at(head, (column.label, *column.aliases))
            if at is not None and not as_text(row[at]).strip():
                row[at] = value
        return number
    return 0


def _at(head: Sequence[object], names: Collection[str]) -> int | None:
    """The first column of a header with one of these names."""
    return next((at for at, cell in enumerate(head) if heading(cell) in names), None)


def _columns(row: Sequence[object], names: Mapping[str, str]) -> dict[str, int]:
    """The position of each column of money in a header, by direction."""
    return {names[text]: at for at, text in enumerate(map(heading, row)) if text in names}
