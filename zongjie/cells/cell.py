"""What one cell of a ledger turns into, and how a typed value reads in a table."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from zongjie.schema import Column

Value = str | int | Decimal | bool | None
"""A typed ledger value; which type it is follows from `Column.dtype` (dates are ISO text)."""

QUARTERS = "一二三四"


class Cell(NamedTuple):
    """One cell, read. A tuple: many are made, and a frozen dataclass takes 2.6 times as long.

    Parameters
    ----------
    value : the typed value, or None when the cell is empty, approximate or unreadable.
    text : a 概数 such as 10万余元, as written; only in columns with `Column.approx`.
    note : what was normalised, in Chinese, for the list of changes.
    problem : why the cell could not be read, in Chinese; then `value` is None.
    cure : what to write instead.
    guess : the choice that was probably meant by what could not be read; "" for none.
    rest : what the cell says beyond its own column, for `Column.companion`:
        the last day of a range of dates, or 人次 written in a column of 人.
    """

    value: Value = None
    text: str | None = None
    note: str = ""
    problem: str = ""
    cure: str = ""
    guess: str = ""
    rest: Value = None

    @property
    def empty(self) -> bool:
        """Whether nothing is known: no value, no 概数."""
        return self.value is None and self.text is None


def show(column: Column, value: object, text: object = None) -> str:
    """How a value of this column reads in a table; "" when nothing is known.

    Money has no thousands separators, and two decimals only if it has fen.
    `parse` reads the result back as the same value.
    """
    if isinstance(text, str) and text:
        return text
    if value is None or value is pd.NA:
        return ""
    if column.dtype == "bool":
        return "是" if value else "否"
    if column.dtype == "date":
        return show_date(str(value))
    if isinstance(value, Decimal):
        return show_decimal(column, value)
    return str(value)


def show_decimal(column: Column, value: Decimal) -> str:
    """A plain number without an exponent; money with its fen, or none at all."""
    if value == value.to_integral_value():
        return str(int(value))
    if column.unit == "元":
        return f"{value:.2f}"
    return f"{value.normalize():f}"


def show_date(date: str) -> str:
    """2026-03-08, 2026年3月, 2026年第一季度 or 2026年, after the precision of a ledger date."""
    if len(date) == len("2026-03-08"):
        return date
    year, _, rest = date.partition("-")
    if rest.startswith("Q"):
        return f"{year}年第{QUARTERS[int(rest[1]) - 1]}季度"
    return f"{year}年{int(rest)}月" if rest else f"{year}年"
