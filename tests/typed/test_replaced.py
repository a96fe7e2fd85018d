"""Digits that took the place of a bound number, found as long as they stand."""

from __future__ import annotations

import pytest

from tests.typed.figures import figure, figures
from zongjie.typed import Names, clause_of, replaced

NAMES = Names(
    figures(
        figure("活动.次数", 24, "次"),
        figure("会议.次数", 12, "次"),
        figure("慰问.金额", 22500, "元"),
        figure("指标.办实事", "230余件", "件"),
    )
)
CLAUSE = "组织各类活动{{活动.次数}}项"


def told(text: str, *clauses: str) -> list[tuple[str, str, str]]:
    return [
        (text[slice(*hint.span)], hint.fixes[0].token, hint.message)
        for hint in replaced(text, clauses, NAMES)
    ]


@pytest.mark.parametrize("typed", ["26", "2,400", "二十六", "26余", "2.4万"])
def test_other_digits_in_the_place_are_told_with_the_token(typed: str) -> None:
    assert told(f"一年来，组织各类活动{typed}项，成效好。", CLAUSE) == [
        (typed, "{{活动.次数}}", f"台账中“活动·次数”为 24次，这里写了 {typed}。")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"一年来，{CLAUSE}。",
        "一年来，组织各类活动24项。",
        "一年来，组织大小活动26项。",
        "一年来，组织各类活动多项。",
        "",
    ],
    ids=["bound again", "the ledger's", "reworded", "no number", "gone"],
)
def test_nothing_is_told_where_they_stand_no_more(text: str) -> None:
    assert told(text, CLAUSE) == []


def test_a_number_with_its_unit_is_replaced_as_a_whole() -> None:
    clause = "支出慰问金{{慰问.金额|元}}"
    assert [one[:2] for one in told("支出慰问金3万元。", clause)] == [("3万元", "{{慰问.金额|元}}")]
    assert told("支出慰问金22500元。", clause) == []
    assert [one[0] for one in told("办实事300件。", "办实事{{指标.办实事}}")] == ["300件"]


def test_each_number_of_a_clause_is_held_against_its_own_figure() -> None:
    clause = "活动{{活动.次数}}项、会议{{会议.次数}}次"
    found = told("活动26项、会议{{会议.次数}}次；活动{{活动.次数}}项、会议15次", clause)
    assert [one[:2] for one in found] == [("26", "{{活动.次数}}"), ("15", "{{会议.次数}}")]


def test_what_no_ledger_has_and_a_clause_without_a_number_tell_nothing() -> None:
    assert told("没有的5次，活动26项", "没有的{{没有.次数}}次", "活动26项") == []


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("一年来，组织活动{{a.b}}项，开会。", "组织活动{{a.b}}项"),
        ("组织活动：{{a.b}}项，开会。", "组织活动：{{a.b}}项"),
        ("前一句，完。\n{{a.b}}次。", "{{a.b}}次"),
    ],
)
def test_a_clause_goes_back_until_it_has_words(text: str, clause: str) -> None:
    assert clause_of(text, text.index("{{")) == clause
