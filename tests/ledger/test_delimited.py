"""A ledger as CSV: Excel opens it right, computes nothing, and it reads back."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pandas as pd
import pytest

from tests.hostile.corpus import TEXTS
from zongjie import cells, intake, ledger, schema

ROW: dict[str, object] = {
    "date_start": "2026-03",
    "category": "文体活动",
    "name": "歌会",
    "organiser": "本会",
}


def lines(*rows: dict[str, object]) -> list[list[str]]:
    data = ledger.csv_bytes("activity", ledger.frame("activity", rows))
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def back(frame: pd.DataFrame) -> pd.DataFrame:
    data = ledger.csv_bytes("activity", frame)
    return intake.read(data, year=2026, name="活动台账.csv").ledgers["activity"]


def test_every_column_has_its_heading_and_empty_rows_are_left_out() -> None:
    head, *rest = lines({}, ROW, {})
    assert head == [column.label for column in schema.ledger("activity").usual]
    assert [line[head.index("活动名称")] for line in rest] == ["歌会"]


def test_money_counts_and_vague_numbers_read_back() -> None:
    numbers = {"participants": 278, "cost_yuan": Decimal("1520.50")}
    frame = ledger.frame("activity", [ROW | numbers, ROW | {"cost_yuan_text": "10万余元"}])
    assert back(frame).equals(frame)


def test_a_number_below_zero_is_a_number() -> None:
    assert "-5" in lines(ROW | {"cost_yuan": Decimal(-5)})[1]


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1+2", "@SUM(A1)"])
def test_text_like_a_formula_is_guarded_and_reads_back(text: str) -> None:
    frame = ledger.frame("activity", [ROW | {"name": text}])
    assert f"'{text}" in lines(ROW | {"name": text})[1]
    assert back(frame)["name"].tolist() == [text]


def test_no_hostile_text_begins_a_cell_like_a_formula() -> None:
    rows = [ROW | {"name": text, "note": text} for text in TEXTS]
    for line in lines(*rows)[1:]:
        assert not [cell for cell in line if cell.startswith(("=", "+", "@", "\t", "\r"))]


def test_hostile_text_reads_back() -> None:
    name = schema.ledger("activity").column("name")
    held = [cells.parse(name, text, year=2026).value for text in TEXTS]
    rows = [ROW | {"name": text} for text in filter(None, held)]
    found = back(ledger.frame("activity", rows))["name"].tolist()
    assert found == [cells.parse(name, str(row["name"]), year=2026).value for row in rows]
