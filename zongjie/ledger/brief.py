"""A row in a few words."""

from __future__ import annotations

import pandas as pd

from zongjie.cells import show
from zongjie.schema import Ledger


def brief(of: Ledger, frame: pd.DataFrame, number: int) -> str:
    """What tells a row apart from others, and its numbers."""
    row = frame.loc[number]
    wanted = [column for column in of.columns if column.id in of.identity or column.approx]
    told = [show(column, row[column.id], row.get(column.text_id)) for column in wanted]
    return "，".join(filter(None, told)) or "没有写全的一行"
