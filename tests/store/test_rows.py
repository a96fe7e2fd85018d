from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.examples import LEDGERS, ROW
from zongjie import ledger, schema
from zongjie.store import content, revisions, rows
from zongjie.store.content import whole
from zongjie.store.rows import Sheet

VALUES = {
    "text": st.text(max_size=5),
    "enum": st.sampled_from(["送温暖", "", "别的"]),
    "date": st.sampled_from(["2026-03-08", "2026-03", "2026", "2026-Q1"]),
    "int": st.integers(-(2**62), 2**62),
    "bool": st.booleans(),
    "decimal": st.decimals(allow_nan=False, allow_infinity=False, places=None),
}


def _row() -> st.SearchStrategy[dict[str, object]]:
    fields: dict[str, st.SearchStrategy[object]] = {}
    for column in schema.ledger("welfare").columns:
        fields[column.id] = VALUES[column.dtype]
        if column.approx:
            fields[column.text_id] = st.sampled_from(["10万余元", "约3", ""])
    return st.fixed_dictionaries({}, optional=fields)


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    return ledger.frame("welfare", rows)


FRAMES = st.lists(_row(), max_size=6).map(_frame)


@st.composite
def histories(draw: st.DrawFn) -> list[pd.DataFrame]:
    """States of a ledger as an officer makes them: rows put in, taken out, replaced."""
    states = [draw(FRAMES)]
    for _ in range(draw(st.integers(1, 6))):
        now: list[Any] = states[-1].to_dict("records")
        at = draw(st.integers(0, len(now)))
        cut = draw(st.integers(0, 2))
        now[at : at + cut] = draw(st.lists(_row(), max_size=2))
        fields = schema.ledger("welfare").fields
        states.append(ledger.frame("welfare", [_known(row, fields) for row in now]))
    return states


def _known(row: dict[object, object], fields: tuple[str, ...]) -> dict[str, object]:
    return {name: None if row.get(name) is pd.NA else row.get(name) for name in fields}


@settings(max_examples=150)
@given(histories())
def test_any_history_replays_to_the_same_frames(states: list[pd.DataFrame]) -> None:
    before, chain = None, []
    for number, frame in enumerate(states, start=1):
        body = revisions.body("ledger:welfare", frame, number, before)
        before = body.replayed
        chain.append((number, body.base, body.data))
    replayed = None
    for (number, base, data), frame in zip(chain, states, strict=True):
        replayed = revisions.following("ledger:welfare", replayed, number, base, data)
        again = rows.to_frame("welfare", replayed.sheet)
        pd.testing.assert_frame_equal(again, frame)
        assert whole("ledger:welfare", again) == whole("ledger:welfare", frame)


def test_a_decimal_keeps_its_digits() -> None:
    values = [Decimal("1.50"), Decimal("1.5"), Decimal("1E+3"), Decimal(-0), None]
    frame = ledger.frame("welfare", [{"amount_yuan": value} for value in values])
    again = rows.to_frame("welfare", rows.of_frame(frame))
    assert [str(value) for value in again["amount_yuan"]] == [str(value) for value in values]


def test_row_numbers_with_gaps_are_kept() -> None:
    frame = LEDGERS["welfare"].drop(index=[2])
    again = content.read("ledger:welfare", whole("ledger:welfare", frame))
    assert isinstance(again, pd.DataFrame)
    pd.testing.assert_frame_equal(again, frame)


def test_a_column_that_is_no_more_is_left_out_and_a_new_one_is_empty() -> None:
    sheet = Sheet(("category", "mood"), None, [("送温暖", "好")])
    frame = rows.to_frame("welfare", sheet)
    assert frame.at[1, "category"] == "送温暖"
    assert tuple(frame.columns) == schema.ledger("welfare").fields


def test_an_edit_of_a_large_ledger_is_small_and_a_chain_has_an_end() -> None:
    many = [ROW] * 10_000
    before = revisions.body("ledger:welfare", ledger.frame("welfare", many), 1, None).replayed
    for number in range(2, revisions.LONGEST + 2):
        many[number] = ROW | {"persons": number}
        body = revisions.body("ledger:welfare", ledger.frame("welfare", many), number, before)
        assert body.base == number - 1
        assert len(body.data) < 300
        before = body.replayed
    many[0] = ROW | {"persons": 0}
    assert revisions.body("ledger:welfare", ledger.frame("welfare", many), 99, before).base is None


def test_splices_name_the_rows_that_changed() -> None:
    old = [(1,), (2,), (3,), (4,), (5,)]
    assert rows.splices(old, old) == []
    assert rows.splices(old, [(1,), (9,), (8,), (4,), (7,)]) == [
        (1, 2, [(9,), (8,)]),
        (4, 1, [(7,)]),
    ]
    assert rows.splices(old, [(1,), (3,), (4,), (5,)]) == [(1, 1, [])]


@pytest.mark.parametrize("row", [(1,), ([], 1), (1.5, 1), (1, 2, 3)])
def test_cells_that_no_ledger_has_are_refused(row: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="no ledger"):
        rows.check(Sheet(("a", "b"), None, [row]))
