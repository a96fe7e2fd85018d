"""What an import could not read stays marked in the ledger until it is put right or let go of."""

from __future__ import annotations

import pytest

from zongjie import ledger, schema

RUN: dict[str, object] = {
    "date_start": "2026-03-08",
    "category": "文体活动",
    "name": "健步走",
    "organiser": "本会",
    "participant_times": 90,
    "cost_yuan": 100,
}
COLUMN = schema.ledger("activity").column("participants")
PERSONS = "雨天；参加人数原写“56户”"


def told(note: str, **cells: object) -> list[str]:
    frame = ledger.frame("activity", [{**RUN, "note": note, **cells}])
    _, problems = ledger.validate("activity", frame, year=2026)
    return [str(one) for one in problems if one.severity == "error"]


@pytest.mark.parametrize(
    ("note", "cell", "words"),
    [
        (PERSONS, "参加人数", "56户"),
        ("结束日期原写“三月”“末”；雨天", "结束日期", "三月”“末"),
        (
            ledger.unread(schema.ledger("activity").column("participants"), "约摸"),
            "参加人数",
            "约摸",
        ),
    ],
)
def test_it_is_an_error_at_its_cell_with_what_was_written(note: str, cell: str, words: str) -> None:
    cure = "请填上；不用填的，请删去备注里的这句"
    assert told(note) == [f"活动台账第 1 行“{cell}”原写“{words}”，没有看懂，没有计入。{cure}。"]


@pytest.mark.parametrize("cells", [{"participants": 56}, {"participants_text": "五十来人"}])
def test_what_was_filled_in_is_said_no_more(cells: dict[str, object]) -> None:
    assert told(PERSONS, **cells) == []


@pytest.mark.parametrize("note", ["雨天", "凭据原写“56”", "参加人数原写56户"])
def test_notes_of_other_things_are_left_alone(note: str) -> None:
    assert told(note) == []
