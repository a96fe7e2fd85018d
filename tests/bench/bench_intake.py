"""Reading a workbook of 10,000 rows, held against pandas with openpyxl on the same file."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO

import pandas as pd

from tests.bench.harness import Case, Ratio, Topic
from tests.ledgers import large
from zongjie import intake, ledger

ROWS = 10_000
OURS = "intake of 10,000 rows (typed, checked, with its report)"
TYPED = "the same rows as typed by hand: 3月8日, 1,520.50元, 120人"
PEER = "pandas.read_excel with openpyxl (raw cells only)"
FLOOR = "pandas.read_excel with calamine (raw cells only)"


def topic() -> Topic:
    """10,000 activity and welfare rows, read in all."""
    clean, typed = cache(_clean), cache(_typed)
    return Topic(
        "Intake",
        (
            Case(OURS, lambda: _read(clean()), clean),
            Case(TYPED, lambda: _read(typed()), typed),
            Case(PEER, lambda: _raw(clean(), "openpyxl"), lambda: _raw(clean(), "openpyxl")),
            Case(FLOOR, lambda: _raw(clean(), "calamine"), lambda: _raw(clean(), "calamine")),
        ),
        (Ratio(OURS, PEER, "≥ 3×"), Ratio(TYPED, PEER), Ratio(OURS, FLOOR)),
    )


def _read(data: bytes) -> intake.Intake:
    result = intake.read(data, year=2026)
    assert sum(map(len, result.ledgers.values())) == ROWS
    return result


def _raw(data: bytes, engine: str) -> object:
    return pd.read_excel(BytesIO(data), sheet_name=None, engine=engine)  # type: ignore[call-overload]


def _clean() -> bytes:
    target = BytesIO()
    ledger.write_xlsx(large(ROWS), target)
    return target.getvalue()


def _typed() -> bytes:
    """The same rows with every date, count and amount as text."""
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(_clean()))
    for sheet in book.worksheets:
        heads = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            for head, cell in zip(heads, row, strict=True):
                if isinstance(cell.value, date):
                    cell.value = f"{cell.value.month}月{cell.value.day}日"
                elif isinstance(cell.value, int | float):
                    money = "金额" in str(head)
                    cell.value = f"{cell.value:,.2f}元" if money else f"{cell.value}人"
    target = BytesIO()
    book.save(target)
    return target.getvalue()
