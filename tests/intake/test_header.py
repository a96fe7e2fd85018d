"""Headers as offices write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.intake.files import HEAD, WALK, changes, problems, read, workbook
from zongjie import intake


@pytest.mark.parametrize(
    ("header", "cell", "value"),
    [
        ("支出金额", 1520, 1520),
        ("金额（元）", 1520, 1520),
        ("支出\n金额", 1520, 1520),
        (" 费 用 ", 1520, 1520),
        ("*支出金额：", 1520, 1520),
        ("支出金额/元", 1520, 1520),
        ("支出（万元）", 0.152, 1520),
        ("金额(单位:千元)", 1.52, 1520),
        ("金额,万元", "0.152", 1520),
    ],
)
def test_header_variants_and_their_units(header: str, cell: object, value: int) -> None:
    head = (*HEAD[:4], header)
    result = read(workbook({"活动": [head, (*WALK[:4], cell)]}))
    assert list(result.ledgers["activity"]["cost_yuan"]) == [Decimal(value)]
    assert result.problems == ()


def test_what_is_told_of_a_column_says_the_offices_own_heading_for_it() -> None:
    head = ("活动时间", "类别", "活动名称", "人数（人）", "人次", "截止日期", "天数")
    rows = [
        head,
        ("3月8日", "女职工", "健步走", 30, 20, "3月1日", 3),
        ("没定", "女职工", "健步走", 30, 40, "", 3),
        ("", "女职工", "健步走", 30, 40, "", 3),
    ]
    data = workbook({"活动": rows})
    told = {one.column: str(one) for one in read(data).problems}
    assert "第 4 行“活动时间”（开始日期）没有填，整行没有计入。请补上活动时间。" in told["开始日期"]
    assert "“人数”（参加人数）写的是“30”，比人次（20）还多。请核对人数和人次。" in told["参加人数"]
    assert "“截止日期”（结束日期）写的是“2026-03-01”，早于活动时间。" in told["结束日期"]
    assert "“活动”第 2 行“活动时间”（开始日期）：“3月8日”读作“2026-03-08”" in changes(read(data))[0]
    said = intake.Guess("activity", "活动", "", "天数", "支出金额")
    taken = intake.read(
        workbook({"活动": [*rows[:1], (*rows[1][:6], "很多")]}), year=2026, agreed=[said]
    )
    assert "“天数”（支出金额）写的是“很多”" in " ".join(problems(taken))


def test_a_unit_above_the_header_scales_money_only() -> None:
    rows = [["活动台账"], ["", "", "", "", "", "单位：万元"], HEAD, (*WALK[:4], 120, 0.152)]
    frame = read(workbook({"Sheet1": rows})).ledgers["activity"]
    assert (frame["participants"][1], frame["cost_yuan"][1]) == (120, Decimal(1520))


def test_persons_headed_as_person_times_are_person_times() -> None:
    head = (*HEAD[:4], "参加人数（人次）")
    frame = read(workbook({"活动": [head, WALK[:5]]})).ledgers["activity"]
    assert frame["participants"].isna().all()
    assert list(frame["participant_times"]) == [120]


def test_a_header_of_two_rows_with_merged_cells() -> None:
    rows: list[list[Any]] = [
        ["活动台账", None, None, None, None, None],
        ["日期", "类别", "名称", "参加情况", None, "经费（元）"],
        [None, None, None, "人数", "人次", "支出"],
        ["3月8日", "女职工", "健步走", 120, 130, 1520],
    ]
    merged = ["A1:F1", "D2:E2", *(f"{letter}2:{letter}3" for letter in "ABC")]
    row = read(workbook({"Sheet1": rows}, merged=merged)).ledgers["activity"].iloc[0]
    assert (row["participants"], row["participant_times"], row["cost_yuan"]) == (120, 130, 1520)


def test_unknown_repeated_and_untitled_columns_are_pointed_out() -> None:
    head = (*HEAD, "支出费用合计", "费用", None, "序号", "空列")
    result = read(workbook({"活动": [head, (*WALK, 7, 9, "x", 1)]}))
    where = "活动台账（活动）第 1 行"
    assert problems(result) == [
        f"{where}“支出费用合计”这一列不认识，没有读。不需要可以不管。",
        f"{where}“费用（第 H 列）”和另一列同是“支出金额”，没有读。请只留一列，或者改一个表头。",
        f"{where}“第 I 列”没有表头，没有读。请补上表头，或者删去这一列。",
    ]
    assert {problem.severity for problem in result.problems} == {"warning"}


def test_columns_that_name_persons_are_not_read_and_that_is_no_problem() -> None:
    head = ("姓名", "慰问日期", "慰问类别", "慰问对象", "金额")
    result = read(workbook({"慰问": [head, ("张某", "2026-01-20", "送温暖", "困难职工", 500)]}))
    assert result.problems == ()
    assert changes(result) == ["“慰问”第 1 行“姓名”：为保护隐私，台账不记个人信息，这一列没有读。"]


def test_an_unreadable_cell_is_not_called_empty_as_well() -> None:
    head = ("慰问日期", "慰问类别", "慰问对象", "金额")
    rows = [head, *[("2026-01-20", "送温暖", "困难职工", "实物")] * 2]
    told = problems(read(workbook({"慰问": rows})))
    assert len(told) == 2
    assert all("不是数字" in one for one in told)


def test_columns_beyond_z_are_named_by_their_letters() -> None:
    untitled = (None,) * 20
    result = read(workbook({"活动": [(*HEAD, *untitled), (*WALK, *untitled, "x")]}))
    assert problems(result) == [
        "活动台账（活动）第 1 行“第 AA 列”没有表头，没有读。请补上表头，或者删去这一列。"
    ]


def test_the_column_that_bears_the_label_itself_is_preferred() -> None:
    head = (*HEAD[:4], "费用", "支出金额")
    frame = read(workbook({"活动": [head, (*WALK[:4], 1, 2)]})).ledgers["activity"]
    assert list(frame["cost_yuan"]) == [Decimal(2)]


def test_a_missing_column_that_counts_by_itself_is_filled_and_said() -> None:
    result = read(workbook({"荣誉": [("荣誉名称", "级别"), ("模范职工之家", "省级")]}))
    assert list(result.ledgers["honour"]["count"]) == [1]
    assert changes(result) == ["“荣誉”的“数量”：没有“数量”这一列，每行按 1 项计。"]
    given = read(workbook({"荣誉": [("荣誉名称", "数量"), ("标兵", None), ("能手", 3)]}))
    assert given.ledgers["honour"]["count"].fillna(0).tolist() == [0, 3]


@pytest.mark.parametrize("marked", ["*{}", "{}：", "* {}（元）", "{}/元:", "*{}*(必填)"])
def test_marks_and_units_about_a_heading_are_none_of_it_in_any_kind_of_sheet(marked: str) -> None:
    def head(*names: str) -> list[str]:
        return [marked.format(name) for name in names]

    sheets = {
        "活动": [head(*HEAD), WALK],
        "经费": [head("日期", "摘要", "科目", "收入", "支出"), ("1月5日", "", "会费收入", 5, "")],
        "名单": [head("单位", "入会时间", "发展会员数"), ("甲厂", "2026-03", 3)],
    }
    rows = read(workbook(sheets)).everything
    assert {id_: len(frame) for id_, frame in rows.items()} == {
        "activity": 1,
        "fund": 1,
        "indicator": 1,
    }
