"""Sheets of another year than the summary: read as of one year, and told so once."""

from __future__ import annotations

import pytest

from tests.intake.files import HEAD, MATCH, WALK, Rows, problems, read, workbook
from widgets.files import as_report
from zongjie import intake, ledger
from zongjie.intake import Guess

UNDATED = ("3.8", *WALK[1:])
LAST = ("2025-05-20", *MATCH[1:])
AS_OWN = "标题写的是2025年，没有写年份的日期按2025年读"
CURE = "请核对；要和上年比的，到“上年对照”里导入。"


def dates(result: intake.Intake) -> list[str]:
    return list(result.ledgers["activity"][ledger.DATES["activity"]])


def of_years(result: intake.Intake) -> list[str]:
    """What is said of years, whole sheets or single rows."""
    return [one for one in problems(result) if "年的" in one]


def test_a_sheet_of_last_year_beside_this_years_is_read_as_last_years() -> None:
    now = [["2026年活动统计"], HEAD, UNDATED]
    last = [["2025年活动统计"], HEAD, ("3.8", *MATCH[1:]), ("2026-01-05", *WALK[1:])]
    result = read(workbook({"一": now, "二": last}))
    assert dates(result) == ["2026-03-08", "2025-03-08", "2026-01-05"]
    rest = "1 行不计入2026年的数字，写明是2026年或没有写日期的 1 行照计"
    assert of_years(result) == [f"活动台账（二）{AS_OWN}，{rest}。{CURE}"]
    assert [one.yearless for one in result.sheets] == [1, 0]


@pytest.mark.parametrize("names", [("活动", "2025年活动"), ("2026", "2025"), ("活动", "活动2025")])
def test_this_years_sheet_needs_no_title_and_a_name_may_be_a_bare_number(
    names: tuple[str, str],
) -> None:
    now, last = names
    result = read(workbook({now: [HEAD, UNDATED], last: [HEAD, ("3.9", *MATCH[1:])]}))
    assert dates(result) == ["2026-03-08", "2025-03-09"]
    said = f"活动台账（{last}）{AS_OWN}，1 行不计入2026年的数字。{CURE}"
    assert of_years(result) == [said]


def test_a_title_that_the_dates_below_it_bear_out_is_of_the_other_rows_too() -> None:
    result = read(workbook({"活动": [["2025年活动台账"], HEAD, UNDATED, LAST]}))
    assert dates(result) == ["2025-03-08", "2025-05-20"]
    assert of_years(result) == [f"活动台账（活动）{AS_OWN}，2 行不计入2026年的数字。{CURE}"]


def test_rows_that_all_say_their_year_are_told_once_and_nothing_is_said_of_others() -> None:
    result = read(workbook({"2025年活动": [HEAD, LAST, LAST]}))
    assert of_years(result) == [
        f"活动台账（2025年活动）标题写的是2025年，2 行不计入2026年的数字。{CURE}"
    ]
    left_over = read(workbook({"2025年活动": [HEAD, WALK]}))
    assert (dates(left_over), of_years(left_over)) == (["2026-03-08"], [])


def test_a_title_alone_may_be_left_over_and_is_pointed_out() -> None:
    result = read(workbook({"活动": [["2025年活动台账"], HEAD, UNDATED]}))
    assert dates(result) == ["2026-03-08"]
    (said,) = of_years(result)
    assert said == (
        "活动台账（活动）标题写的是2025年，现在的年度是2026年，没有写年份的 1 行都算作2026年的。"
        "请核对：不是2026年的请不要导入，要和上年比的到“上年对照”里导入。"
    )
    older = read(workbook({"活动": [["2023年活动台账"], HEAD, UNDATED]}))
    assert "上年对照" not in of_years(older)[0]


def test_a_further_table_under_the_same_title_says_nothing_of_it() -> None:
    head = ("活动日期", "类别", "活动内容", "人数")
    rows = [["2025年活动"], HEAD, UNDATED, [], [], head, ("5.4", "文体活动", "球赛", 20)]
    result = read(workbook({"活动": rows}))
    assert dates(result) == ["2026-03-08", "2026-05-04"]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (("届次", "征集件数"), [("二届五次", 5)]),
        (("指标", "本期", "单位"), [("会员人数", 30, "人")]),
        (("荣誉名称", "授予单位"), [("模范职工之家", "市总")]),
    ],
)
def test_rows_that_nothing_dates_are_pointed_out_and_can_be_left_out(
    head: tuple[str, ...], rows: Rows
) -> None:
    data = workbook({"2025年的": [head, *rows], "活动": [HEAD, WALK]})
    (said,) = of_years(read(data))
    assert "都算作2026年的" in said
    assert "日期" not in said
    assert as_report("", read(data), "导入")["sheets"][0]["asked"]
    agreed = [Guess("", "2025年的", "", "", "")]
    assert of_years(intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)) == []


def test_an_empty_sheet_of_another_year_is_not_spoken_of() -> None:
    assert of_years(read(workbook({"2025年活动": [HEAD], "活动": [HEAD, WALK]}))) == []


def test_a_pasted_table_has_a_title_too() -> None:
    rows = (("2025年活动台账",), HEAD, UNDATED, LAST)
    text = "\n".join("\t".join(map(str, row)) for row in rows)
    result = intake.paste(text, "activity", year=2026)
    assert dates(result) == ["2025-03-08", "2025-05-20"]
