"""Hostile text in ledgers: a workbook holds it as text, and reads back what it held."""

from __future__ import annotations

import csv
import io

import openpyxl
import pandas as pd

from tests.hostile.corpus import TEXTS
from zongjie import cells, intake, ledger, schema
from zongjie.figures import compute
from zongjie.ledger.delimited import FORMULA
from zongjie.period import Period

NAME = schema.ledger("activity").column("name")


def rows() -> pd.DataFrame:
    texts = [text for text in TEXTS if cells.parse(NAME, text, year=2026).value]
    return ledger.frame(
        "activity",
        [
            {
                "date_start": "2026-03-08",
                "category": "文体活动",
                "organiser": "本会",
                "name": text,
                "note": text,
            }
            for text in texts
        ],
    )


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    target = io.BytesIO()
    ledger.write_xlsx({"activity": rows()}, target)
    sheet = openpyxl.load_workbook(target)["活动台账"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink]
    words = [cell for cell in found if str(cell.value).startswith(FORMULA)]
    assert len(words) > 20
    assert all(cell.quotePrefix for cell in words)


def test_a_text_file_holds_no_formula_and_reads_back() -> None:
    frame = rows()
    data = ledger.csv_bytes("activity", frame)
    cells_ = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells_ if cell.startswith(FORMULA)]
    assert sum(cell.startswith("'") for cell in cells_) > 40
    taken = intake.read(data, year=2026, name="台账.csv")
    held = [cells.parse(NAME, text, year=2026).value for text in frame["name"]]
    assert taken.ledgers["activity"]["name"].tolist() == held


def test_what_was_typed_reads_back_without_characters_nobody_can_see() -> None:
    frame = rows()
    target = io.BytesIO()
    ledger.write_xlsx({"activity": frame}, target)
    taken = intake.read(target.getvalue(), year=2026, name="台账.xlsx")
    held = [cells.parse(NAME, text, year=2026).value for text in frame["name"]]
    assert taken.ledgers["activity"]["name"].tolist() == held


def test_names_of_indicators_are_names_only() -> None:
    named = [{"key": text, "value": at} for at, text in enumerate(TEXTS, start=1)]
    figures = compute({"indicator": ledger.frame("indicator", named)}, Period(2026))
    assert all(figure.value in range(1, len(TEXTS) + 1) for figure in figures.values())
