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


YEAR: list[tuple[object, ...]] = [
    ("2026年经费收支表",),
    ("项目", "预算数", "实际数"),
    ("会费收入", 36000, 35280),
    ("职工活动支出", 75000, 71530.5),
    ("其中：职工教育支出", 15000, 12600),
    ("文体活动支出", 60000, 58930.5),
    ("资本性支出", 8000, 6500),
    ("三、本年结余", "", 1),
]


def test_the_accounts_of_a_whole_year_need_no_date() -> None:
    result = agreed_to(收支表=YEAR)
    frame = result.ledgers["fund"]
    assert set(frame["date"]) == {"2026"}
    assert list(frame["account"]) == ["会费收入", "职工教育支出", "文体活动支出", "资本性支出"]
    assert sum(frame["amount_yuan"]) == Decimal("113310.5")
    assert next(iter(frame["budget_now"])) == Decimal(36000)
    told = [str(one) for one in result.problems]
    assert any("是全年的收支表，没有日期：都记在2026年，不分月" in one for one in told)


def test_postings_without_a_date_are_no_accounts_of_a_year() -> None:
    twice = [*YEAR[:3], *YEAR[2:]]
    assert "记账日期" in read(workbook({"收支表": twice})).sheets[0].missing
    few = YEAR[:4]
    assert "记账日期" in read(workbook({"收支表": few})).sheets[0].missing


def test_a_sum_of_the_accounts_below_it_is_not_added_to_them() -> None:
    notes = [one.note for one in read(workbook({"收支表": YEAR})).changes]
    assert "是下面几行的合计，不读" in notes
    other = [row if row[0] != "职工活动支出" else (row[0], 75000, 99999) for row in YEAR]
    assert [
        one.written for one in read(workbook({"收支表": other})).guesses if one.column == "科目"
    ]


def test_the_side_of_an_account_is_known_where_its_name_does_not_say_it() -> None:
    rows = [*YEAR, ("困难职工帮扶费", 30000, 26500), ("什么", 1, 1)]
    (asked,) = (one for one in read(workbook({"收支表": rows})).guesses if one.written == "项目")
    assert (asked.column, asked.rows) == ("收支", 6)
    assert "还有 1 行看不出" in asked.detail
