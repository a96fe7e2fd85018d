"""Rows that are entries, and those that are not."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from tests.intake.files import (
    HEAD,
    MATCH,
    WALK,
    changes,
    names,
    patched,
    problems,
    read,
    saved,
    workbook,
)
from zongjie.ledger import SHOWN


def test_totals_notes_blank_rows_and_repeated_headers_are_left_out_and_said() -> None:
    rows = [
        HEAD,
        WALK,
        ("小 计", None, None, None, 120, 1520),
        (None,) * 6,
        HEAD,
        MATCH,
        (None, None, None, "第二季度合计：", 184, 2320.5),
        ("注：不含分会活动", None, None, None, None, None),
        ("填表人：甲", None, None, "审核：乙", None, None),
        (None,) * 6,
    ]
    result = read(workbook({"活动": rows}))
    assert names(result) == ["健步走", "乒乓球赛"]
    assert result.problems == ()
    assert changes(result) == [
        "“活动”：跳过空行（第 4 行）。",
        "“活动”第 3 行：“小 计”，合计行，不读。",
        "“活动”第 7 行：“第二季度合计：”，合计行，不读。",
        f"“活动”第 5 行：“{' '.join(HEAD)}”，重复的表头，不读。",
        "“活动”第 8 行：“注：不含分会活动”，说明文字，不读。",
        "“活动”第 9 行：“填表人：甲 审核：乙”，说明文字，不读。",
    ]


def test_a_total_where_the_name_stands_is_a_total() -> None:
    rows = [("届次", "征集件数"), ("二届一次", 108), ("合计", 108)]
    assert len(read(workbook({"提案": rows})).ledgers["proposal"]) == 1


def test_an_entry_that_merely_speaks_of_totals_is_kept() -> None:
    rows = [HEAD, ("2026-03-08", "培训", "会计合计算法培训", "本会", 20, 0)]
    assert names(read(workbook({"活动": rows}))) == ["会计合计算法培训"]


def test_a_row_with_one_cell_only_is_pointed_out() -> None:
    result = read(workbook({"活动": [HEAD, ("一、文体活动",), WALK]}))
    assert problems(result) == [
        (
            "活动台账（活动）第 2 行写的是“一、文体活动”，这一行只有一格有字，没有读。"
            "如果是一条记录，请填完整；如果是小标题，可以不管。"
        )
    ]


def test_merged_text_goes_to_each_row_and_a_merged_number_counts_once() -> None:
    rows = [HEAD, WALK, ("2026-05-01", None, "球赛", "本会", 9, None)]
    result = read(workbook({"活动": rows}, merged=["B2:B3", "F2:F3", "A20:B30"]))
    frame = result.ledgers["activity"]
    assert list(frame["category"]) == ["女职工", "女职工"]
    assert list(frame["cost_yuan"]) == [Decimal(1520), None]
    assert changes(result) == [
        "“活动”第 3 行“活动类别”：读作“女职工”，与第 2 行合并成一格。",
        "“活动”第 2 行“支出金额”：“1520”，第 2 到 3 行合并成一格，数只记在第一行。",
    ]


def test_an_empty_cell_that_is_not_merged_is_not_filled() -> None:
    rows = [HEAD, WALK, ("2026-05-01", None, "球赛", "本会", 9, None)]
    result = read(workbook({"活动": rows}))
    assert len(result.ledgers["activity"]) == 1
    assert problems(result) == [
        "活动台账（活动）第 3 行“活动类别”没有填，整行没有计入。请补上活动类别。"
    ]


def test_a_range_of_dates_fills_the_end_and_clashes_are_told() -> None:
    head = ("开始日期", "结束日期", "活动类别", "活动名称", "主办单位")
    rows = [
        head,
        ("3月8日-10日", None, "文体活动", "甲", "本会"),
        ("3月8日-10日", "3月10日", "文体活动", "乙", "本会"),
        ("3月8日-10日", "3月11日", "文体活动", "丙", "本会"),
    ]
    result = read(workbook({"活动": rows}))
    ends = list(result.ledgers["activity"]["date_end"])
    assert ends == ["2026-03-10", "2026-03-10", "2026-03-11"]
    assert problems(result) == [
        (
            "活动台账（活动）第 4 行“开始日期”写的是“3月8日-10日”，和结束日期（2026-03-11）对不上。"
            "请核对开始日期和结束日期。"
        )
    ]


def test_a_range_fills_the_end_even_without_such_a_column() -> None:
    result = read(workbook({"活动": [HEAD, ("3月8日-10日", *WALK[1:])]}))
    assert list(result.ledgers["activity"]["date_end"]) == ["2026-03-10"]


def test_truth_values_in_a_number_column_are_no_numbers() -> None:
    rows = [HEAD, (*WALK[:4], True, 1)]
    result = read(workbook({"活动": rows}))
    assert result.ledgers["activity"]["participants"].isna().all()
    assert problems(result) == [
        (
            "活动台账（活动）第 2 行“参加人数”写的是“TRUE”，不是数字。"
            "请改为数字；只知道大概时可写“30余人”。"
        )
    ]


def test_formulas_without_a_result_are_told_and_never_computed() -> None:
    rows = [HEAD, (*WALK[:4], "=1/0", '=HYPERLINK("x",1)'), MATCH]
    data = workbook({"活动": rows})
    error = '<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    data = patched(data, "sheet1.xml", '<c r="E2">.*?</c>', error)
    result = read(data)
    assert problems(result) == [
        (
            "活动台账（活动）第 2 行“参加人数”写的是“#DIV/0!”，公式没有算出结果。"
            "请改好公式，或者直接填写。"
        ),
        (
            "活动台账（活动）第 2 行“支出金额”有公式，但文件里没有它的结果。"
            "请在 Excel 里打开这个文件，保存一次再导入。"
        ),
    ]


def test_a_formula_that_gives_an_empty_text_is_simply_empty() -> None:
    data = workbook({"活动": [HEAD, (*WALK[:4], "=A1", 5)]})
    data = patched(data, "sheet1.xml", '<c r="E2"><f>', '<c r="E2" t="str"><f>')
    assert read(data).problems == ()


@pytest.mark.parametrize(
    ("number_format", "value"),
    [
        ('yyyy"年"m"月"', "2026-03"),
        ("mmm-yy", "2026-03"),
        ('m"月"', "2026-03"),
        ("[$-804]yyyy/m", "2026-03"),
        ("yyyy-mm-dd", "2026-03-01"),
        ('m"月"d"日"', "2026-03-01"),
    ],
)
def test_a_date_shown_as_a_month_is_a_month(number_format: str, value: str) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook({"活动": [HEAD, (dt.date(2026, 3, 1), *WALK[1:])]}))
    )
    book["活动"]["A2"].number_format = number_format
    assert list(read(saved(book)).ledgers["activity"]["date_start"]) == [value]


def test_problems_are_told_from_top_to_bottom_and_counted_beyond_a_limit() -> None:
    rows = [HEAD, *((*WALK[:4], f"甲{number}", 1) for number in range(30))]
    told = read(workbook({"活动": rows})).problems
    assert [problem.row for problem in told] == [*range(2, 2 + SHOWN), 0]
    assert str(told[-1]).startswith(
        "活动台账（活动）“参加人数”另有 10 行同样不是数字（第 22–31 行）。"
    )


def test_changes_are_counted_beyond_a_limit() -> None:
    rows = [HEAD, *(("3月8日", *WALK[1:]) for _ in range(30))]
    told = read(workbook({"活动": rows})).changes
    assert len(told) == SHOWN + 1
    assert str(told[-1]) == (
        "“活动”的“开始日期”：另有 10 处同样没有写年份，按2026年（第 22–31 行）。"
    )


@pytest.mark.parametrize(
    "second",
    [
        [("发生日期", "慰问类别", "人数", "金额"), ("1月", "送温暖", 5, 1700)],  # without a gap
        [("慰问台账",), ("发生日期", "慰问类别", "人数", "金额")],  # without entries
    ],
)
def test_a_second_table_that_is_not_read_is_told_from_its_title_on(
    second: list[tuple[object, ...]],
) -> None:
    result = read(workbook({"活动": [HEAD, WALK, *second]}))
    assert names(result) == ["健步走"]
    (problem,) = problems(result)
    assert problem == (
        "活动台账（活动）第 3 行起像是另一张表，没有读。"
        "请在它上面空一行，或者把它放到单独的工作表里。"
    )
    assert result.sheets[0].left_out == 0


def test_what_could_be_read_of_a_row_is_kept_with_the_rest_as_written() -> None:
    result = read(
        workbook(
            {
                "活动台账": [
                    (*HEAD, "备注"),
                    (*WALK, ""),
                    ("2026-05-20", "迎春送暖", "走访", "本会", "十来队", 800.5, "含车费"),
                    ("不详", "文体活动", "乒乓球赛", "本会", 64, -5, ""),
                ]
            }
        )
    )
    assert names(result) == ["健步走"]
    rows = result.unfinished["activity"]
    assert rows["name"].tolist() == ["走访", "乒乓球赛"]
    assert rows["cost_yuan"].tolist() == [Decimal("800.5"), Decimal(-5)]
    assert rows["note"].tolist() == [
        "含车费；活动类别原写“迎春送暖”；参加人数原写“十来队”",
        "开始日期原写“不详”",
    ]
    everything = result.everything["activity"]
    assert everything["name"].tolist() == ["健步走", "走访", "乒乓球赛"]
    assert everything.index.tolist() == [1, 2, 3]


def test_a_cell_that_could_not_be_read_is_kept_in_the_remarks() -> None:
    result = read(workbook({"活动台账": [HEAD, (*WALK[:4], "12队96人", 5)]}))
    frame = result.ledgers["activity"]
    assert frame["participants"].isna().all()
    assert frame["note"].tolist() == ["参加人数原写“12队96人”"]
    assert result.unfinished == {}


def test_without_good_rows_the_others_are_still_there() -> None:
    result = read(workbook({"活动台账": [HEAD, ("不详", *WALK[1:])]}))
    assert result.ledgers["activity"].empty
    assert result.everything["activity"]["name"].tolist() == ["健步走"]


def test_rows_of_a_sheet_that_lacks_a_required_column_wait_for_it() -> None:
    head = ("开始日期", "活动名称", "参加人数")
    rows = [head, ("3月8日", "健步走", 120), (), ("某天", "球赛", 64), ("合计", "", 184)]
    result = read(workbook({"活动台账": rows}))
    assert len(result.ledgers["activity"]) == 0
    waiting = result.unfinished["activity"]
    assert waiting["name"].tolist() == ["健步走", "球赛"]
    assert waiting["participants"].tolist() == [120, 64]
    assert waiting["note"].iloc[1] == "开始日期原写“某天”"
    assert result.sheets[0].left_out == 2


def test_blank_rows_and_totals_are_no_entries_where_every_required_column_is_missing() -> None:
    head = ("主办单位", "参加人数", "支出金额")
    rows = [head, ("本会", 120, 1520), (), ("合计", 120, 1520)]
    result = read(workbook({"活动台账": rows}))
    assert result.unfinished["activity"]["organiser"].tolist() == ["本会"]
    assert result.sheets[0].left_out == 1
