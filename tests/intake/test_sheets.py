"""Which sheet is which ledger."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest

from tests.intake.files import (
    HEAD,
    MATCH,
    WALK,
    changes,
    names,
    problems,
    read,
    refused,
    saved,
    workbook,
)
from zongjie import intake, schema
from zongjie.intake import Guess


def test_all_seven_ledgers_are_always_there() -> None:
    result = read(workbook({"活动台账": [HEAD, WALK]}))
    assert tuple(result.ledgers) == schema.LEDGER_IDS
    for id_, frame in result.ledgers.items():
        assert tuple(frame.columns) == schema.ledger(id_).fields


@pytest.mark.parametrize(
    ("title", "head", "id_"),
    [
        ("活动台账", ("日期", "类别", "名称"), "activity"),
        ("会议", ("日期", "类别", "名称"), "meeting"),
        ("2026年文体活动登记表（最终）", ("日期", "类别", "名称"), "activity"),
        ("Sheet1", ("慰问日期", "慰问类别", "慰问对象"), "welfare"),
        ("Sheet1", ("记账日期", "收支", "科目", "金额"), "fund"),
        ("活动", ("记账日期", "收支", "科目", "摘要", "金额"), "fund"),
        ("Sheet1", ("届次", "征集件数", "立案件数"), "proposal"),
        ("Sheet1", ("指标名称", "本期", "上年同期", "单位"), "indicator"),
        ("Sheet1", ("培训日期", "培训主题", "牵头部门", "参训人数"), "activity"),
        ("先进表彰", ("时间", "名称", "级别"), "honour"),
    ],
)  # fmt: skip
def test_a_sheet_is_known_by_name_then_by_headers(
    title: str, head: tuple[str, ...], id_: str
) -> None:
    (report,) = read(workbook({title: [head, ["x"] * len(head)]})).sheets
    assert (report.name, report.ledger) == (title, id_)


def test_a_title_above_the_header_decides_when_the_sheet_name_does_not() -> None:
    rows = [
        ["某某厂工会会议登记表"],
        [],
        ("日期", "类别", "名称"),
        ("3月8日", "职代会", "二届一次"),
    ]
    result = read(workbook({"Sheet1": rows}))
    assert names(result, "meeting") == ["二届一次"]


def test_equally_good_ledgers_are_named_and_the_other_sheets_are_read() -> None:
    data = workbook(
        {"Sheet1": [("日期", "类别", "名称"), ("3月", "培训", "x")], "活动": [HEAD, WALK]}
    )
    result = read(data)
    assert problems(result) == [
        "“Sheet1”分不清是“活动台账”还是“会议台账”，没有读。请把工作表改名为“活动台账”或“会议台账”。"
    ]
    assert names(result) == ["健步走"]


def test_sheets_that_are_no_ledger_are_reported_and_blank_ones_are_not() -> None:
    data = workbook({"活动": [HEAD, WALK], "通讯录": [("姓名", "电话"), ("甲", 1)], "Sheet3": []})
    reports = read(data).sheets
    assert [(report.name, report.ledger, report.rows) for report in reports] == [
        ("活动", "activity", 1),
        ("通讯录", "", 0),
    ]
    assert reports[1].note == "没有认出表头，没有读"


def test_hidden_sheets_are_not_read_but_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"活动": [HEAD, WALK], "旧": [HEAD, MATCH]})))
    book["旧"].sheet_state = "hidden"
    result = read(saved(book))
    assert names(result) == ["健步走"]
    assert result.sheets[1] == intake.SheetReport(
        "旧", "", note="隐藏的工作表，没有读；需要时请在 Excel 里取消隐藏"
    )


def test_chart_sheets_are_passed_over() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"活动": [HEAD, WALK]})))
    book.create_chartsheet("图")
    assert [report.name for report in read(saved(book)).sheets] == ["活动"]


def test_a_workbook_whose_ledgers_are_all_hidden_says_so() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"空": [], "旧": [HEAD, MATCH]})))
    book["旧"].sheet_state = "hidden"
    assert refused(saved(book)) == (
        "台账.xlsx：表里没有内容。有隐藏的工作表（旧），需要时请在 Excel 里取消隐藏。"
    )


def test_a_workbook_without_anything_in_it_is_refused() -> None:
    assert (
        refused(workbook({"Sheet1": []})) == "台账.xlsx：表里没有内容。请在台账里填上内容再导入。"
    )


def test_sheets_of_months_are_appended_in_order() -> None:
    result = read(workbook({f"{month}月": [HEAD, WALK] for month in (1, 2)} | {"3月": [HEAD]}))
    assert len(result.ledgers["activity"]) == 2
    assert result.ledgers["activity"].index.tolist() == [1, 2]
    assert problems(result) == [
        (
            "活动台账有 2 张工作表（“1月”1 行、“2月”1 行），已按顺序合在一起。"
            "请核对是不是都属于活动台账；内容重复的请只留一张。"
        ),
        "活动台账（2月）第 2 行和“1月”第 2 行完全相同，两行都计入了。重复的请删去一行。",
    ]


@pytest.mark.parametrize("title", ["经费", "2026年工会经费", "经费收支"])
def test_a_sheet_named_after_the_money_is_no_other_ledger(title: str) -> None:
    head = ("月份", "项目", "收入", "支出", "说明")
    rows = [head, ("1月", "上级补助收入", 5000, "", ""), ("3月", "文体活动支出", "", 800, "健步走")]
    result = read(workbook({title: rows}))
    assert result.sheets[0].ledger == "fund"
    assert result.ledgers["fund"]["direction"].tolist() == ["收入", "支出"]
    assert result.guesses == ()


@pytest.mark.parametrize(
    "head", [("日期", "事由", "收入", "支出"), ("日期", "事由", "金额", "备注")]
)
def test_the_name_decides_though_a_required_column_is_missing(head: tuple[str, ...]) -> None:
    result = read(workbook({"经费": [head, ("3月", "慰问困难职工", "", 800)]}))
    assert result.sheets[0].ledger == "fund"
    assert result.unfinished["fund"]["summary"].tolist() == ["慰问困难职工"]


def test_a_heading_is_not_taken_for_a_choice_that_none_of_its_values_is() -> None:
    head = ("开始日期", "活动名称", "活动类别情况")

    def asked(value: str) -> list[str]:
        found = read(workbook({"活动": [head, ("3月8日", "健步走", value)]})).guesses
        return [guess.meant for guess in found if not guess.column]

    assert asked("女职工") == ["活动类别"]
    assert asked("天气很好") == []


def test_a_sheet_with_headings_only_is_known_and_has_no_rows() -> None:
    """Empty rows below them are none, and what its header lacks is still said."""
    lacking = [column for column in HEAD if column != "活动名称"]
    for below in ([], [[""] * len(HEAD)] * 3):
        result = read(workbook({"活动台账": [HEAD, *below], "活动补记": [lacking, *below]}))
        whole, part = result.sheets
        assert (whole.ledger, whole.rows, whole.missing) == ("activity", 0, ())
        assert (part.ledger, part.rows, part.missing) == ("activity", 0, ("活动名称",))
        (problem,) = problems(result)
        assert problem.startswith("活动台账（活动补记）“活动名称”没有这一列")
        assert not result.changes
        assert not any(map(len, (*result.ledgers.values(), *result.unfinished.values())))


JOURNAL = ("月份", "摘要", "科目", "收入", "支出", "余额（元）")


def test_a_journal_begins_with_what_was_left_of_last_year() -> None:
    rows = [
        JOURNAL,
        ("", "上年结转", "", "", "", 21500),
        ("1月", "会员会费", "会费收入", 7920, "", 29420),
    ]
    result = read(workbook({"经费": rows}))
    frame = result.ledgers["fund"]
    assert frame[["date", "direction", "account", "amount_yuan"]].to_numpy().tolist() == [
        ["2026-01-01", "收入", "上年结余", 21500],
        ["2026-01", "收入", "会费收入", 7920],
    ]
    assert "“经费”第 2 行：只有余额，记为上年结余；没有写日期的按1月1日。" in changes(result)
    assert not any("没有填" in one for one in problems(result))


UNUSED = "没有用到的列：{}，台账里不必记"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("余额",), "“余额”"),
        (("方向", "本次余额"), "“余额方向”“本次余额”"),
        (("借或贷", "结余（元）"), "“借或贷”“结余(元)”"),
    ],
)
def test_what_is_left_after_each_payment_is_not_asked_about(
    more: tuple[str, ...], told: str
) -> None:
    head = ("日期", "摘要", "科目", "收入", "支出", *more)
    rows = [head, ("1月5日", "会费", "会费收入", 500, "", *("贷", 500)[-len(more) :])]
    result = read(workbook({"经费": rows}))
    assert (result.headings, problems(result)) == ((), [])
    assert changes(result)[1] == f"“经费”第 1 行：{UNUSED.format(told)}。"
    assert result.ledgers["fund"]["note"].isna().all()


def test_where_a_person_works_is_not_asked_about() -> None:
    rows = [("日期", "类别", "姓名", "科室", "金额"), ("3月1日", "住院慰问", "张三", "内科", 500)]
    result = read(workbook({"慰问": rows}))
    assert (result.headings, problems(result)) == ((), [])
    assert changes(result)[0] == f"“慰问”第 1 行：{UNUSED.format('“科室”')}。"


def test_a_balance_is_known_in_the_ledger_of_money_only_and_noted_for_who_wants_it() -> None:
    welfare = ("日期", "类别", "对象", "人数", "金额", "余额")
    rows = [welfare, ("1月5日", "送温暖", "困难职工", 1, 5, 9)]
    assert [one.written for one in read(workbook({"慰问": rows})).headings] == ["余额"]
    fund = [("日期", "收支", "科目", "摘要", "金额", "余额")]
    data = workbook({"经费": [*fund, ("1月5日", "收入", "会费收入", "会费", 5, 9)]})
    agreed = [Guess("fund", "经费", "", "余额", "备注")]
    noted = intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)
    assert list(noted.ledgers["fund"]["note"]) == ["余额：9"]


def test_a_side_beside_one_column_of_money_may_be_what_is_missing() -> None:
    head = ("日期", "摘要", "科目", "借/贷", "金额", "余额")
    result = read(workbook({"经费": [head, ("1月5日", "会费", "其他", "贷", 5, 9)]}))
    assert [one.written for one in result.headings] == ["借/贷"]


@pytest.mark.parametrize("day", [datetime(2026, 1, 3), "1月3日"])  # noqa: DTZ001 - as Excel has it
def test_a_journal_keeps_the_day_of_what_was_left(day: object) -> None:
    rows = [JOURNAL, (day, "上年结转", "", "", "", 21500)]
    assert list(read(workbook({"经费": rows})).ledgers["fund"]["date"]) == ["2026-01-03"]


def test_what_is_left_within_the_year_is_no_opening_balance() -> None:
    rows = [
        JOURNAL,
        ("1月", "会员会费", "会费收入", 7920, "", 7920),
        ("6月", "上年结转", "", "", "", 7920),
    ]
    assert len(read(workbook({"经费": rows})).ledgers["fund"]) == 1
