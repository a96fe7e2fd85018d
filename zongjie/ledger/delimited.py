"""One ledger as delimited text, for whatever takes no workbook."""

from __future__ import annotations

import csv
import io

import pandas as pd

from zongjie import invisible, schema
from zongjie.cells import show
from zongjie.ledger.frames import used, written

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What Excel takes for the beginning of a formula, or hides one behind; Chinese Excel takes the
full-width signs as well."""

GUARD = "'"
"""Stands before a text that begins like a formula; `intake` takes it off again."""

_NUMBERS = ("int", "decimal")


def csv_bytes(id_: str, frame: pd.DataFrame) -> bytes:
    """A ledger as CSV in UTF-8 with the mark by which Excel knows it.

    Headers are the columns' Chinese labels, so that `intake.read` gives the same frame back,
    without its wholly empty rows. Text that looks like a formula is guarded, numbers never are.
    """
    ledger = schema.ledger(id_)
    frame = frame[written(frame)]
    columns, shown_columns = [], used(ledger, frame)
    for column in shown_columns:
        texts = frame[column.text_id].tolist() if column.approx else [None] * len(frame)
        shown = [
            show(column, value, text)
            for value, text in zip(frame[column.id].tolist(), texts, strict=True)
        ]
        guarded = column.dtype not in _NUMBERS
        columns.append([_safe(cell) if guarded else cell for cell in shown])
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([column.label for column in shown_columns])
    writer.writerows(zip(*columns, strict=True))
    return target.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    cell = invisible.without(cell)
    return GUARD + cell if cell.startswith(FORMULA) else cell
