"""A row in a few words."""

from __future__ import annotations

import pandas as pd

from zongjie.cells import show
from zongjie.schema import Column, Ledger

_NUMBERS = ("int", "decimal")


def brief(of: Ledger, frame: pd.DataFrame, number: int) -> str:
    """What tells a row apart from others, and its numbers."""
    told = [
        _said(column, frame.loc[[number]])
        for column in of.columns
        if column.id in of.identity or column.dtype in _NUMBERS
    ]
    return "，".join(filter(None, told)) or "没有写全的一行"


def _said(column: Column, row: pd.DataFrame) -> str:
    """The value in this one row; a number with what it is of."""
    (value,) = row[column.id]
    (rough,) = row[column.text_id] if column.approx else (None,)
    words = show(column, value, rough)
    if not words or column.dtype not in _NUMBERS:
        return words
    return f"{column.label} {words}{column.unit if pd.notna(value) else ''}"
