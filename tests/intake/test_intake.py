"""For any content at all: good rows survive, nothing raises."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.files import HEAD, WALK, read, read_text, workbook
from zongjie import intake, schema
from zongjie.errors import IntakeError
from zongjie.ledger import SHOWN

CELL = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(["合计", "3月8日", "10万余元", "=1+1", "注：", "文体", *HEAD]),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
)


@settings(max_examples=60)
@given(st.lists(st.lists(CELL, min_size=6, max_size=8), max_size=6))
def test_a_good_row_survives_whatever_stands_beside_it(rows: list[list[object]]) -> None:
    result = read(workbook({"活动台账": [HEAD, WALK, *rows]}))
    first = result.ledgers["activity"].iloc[0]
    assert (first["name"], first["participants"], first["cost_yuan"]) == ("健步走", 120, 1520)
    report = result.sheets[0]
    assert report.rows == len(result.ledgers["activity"])
    assert all(str(problem).endswith("。") for problem in result.problems)


@settings(max_examples=100)
@given(st.text(), st.sampled_from(schema.LEDGER_IDS))
def test_any_pasted_text_is_read_or_refused(text: str, id_: str) -> None:
    with contextlib.suppress(IntakeError):
        result = intake.paste(text, id_, year=2026)
        assert tuple(result.ledgers) == schema.LEDGER_IDS


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(IntakeError) as refusal:
        read(data)
    assert refusal.value.cure


def test_a_hundred_thousand_rows_are_read() -> None:
    lines = [f"{day % 12 + 1}月,文体,活动{day},本会" for day in range(100_000)]
    result = read_text("\n".join(("日期,类别,名称,主办单位", *lines)))
    assert len(result.ledgers["activity"]) == 100_000
    assert result.problems == ()
    assert len(result.changes) == 2 * (SHOWN + 1)
