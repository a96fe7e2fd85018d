"""One cell at a time: what Chinese offices type into ledgers, read as typed values."""

from __future__ import annotations

import pandas as pd

from zongjie.cells.cell import Cell, Value, show
from zongjie.cells.dates import NO_YEAR, parse_date
from zongjie.cells.numbers import parse_number
from zongjie.cells.words import NO_CHOICE, parse_bool, parse_choice, parse_text, told
from zongjie.schema import Column

__all__ = ["NO_CHOICE", "NO_YEAR", "Cell", "Value", "parse", "show", "told"]


def parse(column: Column, raw: object, *, year: int, unit: str = "") -> Cell:
    """Read one cell; any value at all is accepted, and what cannot be read becomes a problem.

    Parameters
    ----------
    column : the ledger column the cell belongs to.
    raw : what the cell holds: text, a number, a date, a truth value or nothing.
    year : the year of the summary, for dates without one.
    unit : the unit its header states, such as 万元.
    """
    if raw is None or raw is pd.NA or raw is pd.NaT or (isinstance(raw, str) and not raw.strip()):
        return Cell()
    match column.dtype:
        case "date":
            return parse_date(column, raw, year)
        case "int" | "decimal":
            return parse_number(column, raw, unit)
        case "enum":
            return parse_choice(column, raw)
        case "bool":
            return parse_bool(raw)
        case "text":
            return parse_text(raw)
