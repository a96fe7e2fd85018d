"""The books of a union as its cashier keeps them: income, spending and the budget, a sheet each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.intake.files import Rows, read, workbook
from zongjie import intake

INCOME: Rows = [
    ("2026年经费收入明细（万元）",),
    ("月份", "日期", "收入项目", "摘要", "金额"),
    ("1月", "2026-01-15", "拨缴经费收入", "行政拨缴", 9.71),
    ("合计", "", "", "", 9.71),
]
SPENDING: Rows = [
    ("序号", "报销日期", "支出科目", "用途摘要", "支出金额", "凭证号", "经手人"),
    (1, "2026-02-03", "培训费", "班组长培训", 2500, "记02-1", "李某"),
]
BUDGET: Rows = [
    ("2026年预算表（万元）",),
    ("科目", "年初预算"),
    ("拨缴经费收入", 130),
    ("收入合计", 130),
    ("培训费支出", 6),
    ("资本性支出", ""),
]


def agreed_to(**sheets: Rows) -> intake.Intake:
    """The file, read once more with all that is guessed of it."""
    data = workbook(sheets)
    return intake.read(data, year=2026, name="经费.xlsx", agreed=read(data).guesses)


def test_a_list_of_spending_is_of_the_fund_and_the_name_of_the_sheet_tells_which_side() -> None:
    data = workbook({"支出": SPENDING})
    assert [one.ledger for one in read(data).sheets] == ["fund"]
    asked = [(one.written, one.meant) for one in read(data).guesses if one.column == "收支"]
    assert asked == [("", "支出")], "one question, not a second one about the accounts"
    row = agreed_to(支出=SPENDING).ledgers["fund"].iloc[0]
    assert (row["date"], row["direction"], row["account"]) == ("2026-02-03", "支出", "培训费")
    assert (row["summary"], row["amount_yuan"]) == ("班组长培训", Decimal(2500))


def test_a_column_of_days_says_more_than_one_of_months() -> None:
    row = agreed_to(收入=INCOME).ledgers["fund"].iloc[0]
    assert (row["date"], row["amount_yuan"]) == ("2026-01-15", Decimal(97100))
    swapped = [tuple(row[i] for i in (1, 0, 2, 3, 4)) if row[1:] else row for row in INCOME]
    assert agreed_to(收入=swapped).ledgers["fund"].iloc[0]["date"] == "2026-01-15"


def test_a_budget_table_becomes_budgets_that_nothing_was_posted_to() -> None:
    result = agreed_to(预算=BUDGET)
    frame = result.ledgers["fund"]
    assert list(frame["account"]) == ["拨缴经费收入", "培训费"]
    assert list(frame["direction"]) == ["收入", "支出"]
    assert list(frame["budget_now"]) == [Decimal(1_300_000), Decimal(60_000)]
    assert list(frame["amount_yuan"]) == [Decimal(0)] * 2
    assert set(frame["date"]) == {"2026-01"}
    told = [str(one) for one in result.problems if one.severity == "warning"]
    assert any("预算表" in one for one in told)


@pytest.mark.parametrize("extra", ["日期", "金额"])
def test_a_table_that_says_when_or_how_much_is_no_budget_table(extra: str) -> None:
    rows = [("科目", "本年预算", extra), ("培训费", 6000, "")]
    assert "金额" in read(workbook({"经费": rows})).sheets[0].missing or extra == "金额"
    assert agreed_to(经费=rows).ledgers["fund"].empty
