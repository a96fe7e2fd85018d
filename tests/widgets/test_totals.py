from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ledgers import make
from widgets.totals import Totals, totals
from zongjie import figures, ledger, schema
from zongjie.period import Period

YEAR = Period(2026)
AID = {"category": "困难帮扶", "date": "2026-03-08", "persons": 3, "amount_yuan": Decimal(100)}
BALL = {"name": "球赛", "category": "文体活动", "date_start": "2026-03-08", "participants": 9}


def of(
    id_: str, *rows: dict[str, object], period: Period = YEAR, some: list[int] | None = None
) -> Totals:
    frame = ledger.frame(id_, rows)
    counted, _ = ledger.validate(id_, frame, year=period.year)
    found = figures.compute({**ledger.empty_all(), id_: counted}, period)
    return totals(schema.ledger(id_), frame, counted, found, some)


def test_rows_of_another_year_and_unfinished_ones_are_in_no_sum_and_told() -> None:
    found = of("welfare", AID, {**AID, "date": "2025-03-08"}, {"persons": 5}, {}, {**AID})
    assert found.sums["persons"] == "6"
    assert found.sums["amount_yuan"] == "200"
    assert found.left_out == "不含 1 行其他年度的、1 行还没填全的。"


def test_what_is_no_union_money_is_in_no_sum() -> None:
    check_up = {**AID, "category": "体检", "amount_yuan": Decimal(9000)}
    found = of("welfare", AID, check_up, {**AID, "funding": "行政经费"})
    assert found.sums["amount_yuan"] == "100"
    assert found.left_out == "不含 2 行不计入慰问的。"


def test_half_a_year_counts_its_months_only() -> None:
    found = of("activity", BALL, {**BALL, "date_start": "2026-08"}, period=Period(2026, 1))
    assert (found.sums["participants"], found.left_out) == ("9", "不含 1 行其他时间的。")


def test_what_came_in_and_what_went_out_are_not_added_up() -> None:
    paid = {"date": "2026-01-05", "direction": "支出", "account": "文体活动支出"}
    rows = [
        {**paid, "summary": "球", "amount_yuan": Decimal(100)},
        {**paid, "direction": "收入", "account": "会费收入", "amount_yuan": Decimal(1500)},
    ]
    assert of("fund", *rows).sums["amount_yuan"] == "收入 1,500\n支出 100"
    assert of("fund", rows[0]).sums["amount_yuan"] == "100"


def test_what_is_planned_to_come_in_and_to_go_out_is_not_added_up() -> None:
    plan = {"date": "2026-01-05", "amount_yuan": Decimal(0)}
    rows = [
        {**plan, "direction": "收入", "account": "会费收入", "budget_now": Decimal(900)},
        {**plan, "direction": "支出", "account": "文体活动支出", "budget_now": Decimal(400)},
        {**plan, "direction": "支出", "account": "培训费", "budget_now": Decimal(300)},
    ]
    assert of("fund", *rows).sums["budget_now"] == "收入 900\n支出 700"
    assert of("fund", *rows[1:]).sums["budget_now"] == "700"


def test_a_column_that_no_figure_sums_is_added_up_over_the_same_rows() -> None:
    meeting = {"name": "会", "kind": "职代会", "date": "2026-03-08", "attendees": 30}
    found = of("meeting", meeting, {**meeting, "date": "2024-03-08"})
    assert (found.sums["attendees"], found.left_out) == ("30", "不含 1 行其他年度的。")


def test_approximate_numbers_are_mentioned() -> None:
    found = of("welfare", AID, {**AID, "amount_yuan": None, "amount_yuan_text": "10万余元"})
    assert found.sums["amount_yuan"] == "100（另有 1 个概数）"


def test_some_rows_are_added_up_as_all_are() -> None:
    other, check_up = {**AID, "date": "2025-03-08"}, {**AID, "category": "体检"}
    rows: list[dict[str, object]] = [AID, {**AID, "persons": 4}, {"persons": 5}, check_up, other]
    some = of("welfare", *rows, some=[2, 3, 5])
    assert some.sums == {"persons": "4", "amount_yuan": "100"}
    assert some.left_out == "不含 1 行其他年度的、1 行还没填全的。"
    assert of("welfare", *rows, some=[1, 4]).left_out == "不含 1 行不计入慰问的。"
    assert of("welfare", *rows, some=[]) == Totals({}, "")


@pytest.mark.parametrize(
    ("id_", "column", "key"),
    [
        ("activity", "participants", "活动.人数"),
        ("activity", "cost_yuan", "活动.支出"),
        ("welfare", "persons", "慰问.人数"),
        ("honour", "count", "荣誉.数量"),
        ("proposal", "collected", "提案.征集"),
    ],
)
def test_a_sum_is_the_figure(id_: str, column: str, key: str) -> None:
    ledgers = make()
    counted, _ = ledger.validate(id_, ledgers[id_], year=2026)
    found = figures.compute({**ledgers, id_: counted}, Period(2026))
    line = totals(schema.ledger(id_), ledgers[id_], counted, found)
    if key in found and found[key].exact:
        assert line.sums[column].replace(",", "") == figures.shown(found[key])
