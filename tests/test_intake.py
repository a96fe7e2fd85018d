"""Files as offices send them become ledgers; what could not be used is told, nothing is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from zongjie import intake, ledger, schema
from zongjie.errors import IntakeError, SchemaError
from zongjie.intake import package, reading
from zongjie.ledger import SHOWN

HEAD = ("开始日期", "活动类别", "活动名称", "主办单位", "参加人数", "支出金额")
WALK = ("2026-03-08", "女职工", "健步走", "本会", 120, 1520)
MATCH = ("2026-05-20", "文体活动", "乒乓球赛", "本会", 64, 800.5)
Rows = Iterable[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], *, merged: Sequence[str] = ()) -> bytes:
    """An .xlsx file with these sheets; `merged` areas are on the first."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for number, (title, rows) in enumerate(sheets.items()):
        sheet = first if number == 0 else book.create_sheet()
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        first.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def patched(data: bytes, part: str, pattern: str, new: str) -> bytes:
    """The same package with what matches the pattern rewritten in one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old_zip, zipfile.ZipFile(target, "w") as new_zip:
        for name in old_zip.namelist():
            content = old_zip.read(name)
            if name.endswith(part):
                text, count = re.subn(pattern, new, content.decode())
                assert count
                content = text.encode()
            new_zip.writestr(name, content)
    return target.getvalue()


def read(data: bytes, name: str = "台账.xlsx") -> intake.Intake:
    return intake.read(data, year=2026, name=name)


def read_text(text: str, name: str = "活动.csv") -> intake.Intake:
    return read(text.encode(), name)


def refused(data: bytes, name: str = "台账.xlsx") -> str:
    with pytest.raises(IntakeError) as refusal:
        read(data, name)
    return str(refusal.value)


def problems(result: intake.Intake) -> list[str]:
    return [str(problem) for problem in result.problems]


def changes(result: intake.Intake) -> list[str]:
    return [str(change) for change in result.changes]


def names(result: intake.Intake, id_: str = "activity") -> list[str]:
    return result.ledgers[id_]["name"].tolist()


# --- which sheet is which ledger ---


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


# --- headers ---


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
    assert problems(result) == [
        (
            "活动台账（活动）第 1 行“支出费用合计”这一列不认识，没有读。"
            "如果就是支出金额，请把表头改成“支出金额”；不需要可以不管。"
        ),
        "活动台账（活动）第 1 行“费用”和另一列同是“支出金额”，没有读。请只留一列，或者改一个表头。",
        "活动台账（活动）第 1 行I 列没有表头，没有读。请补上表头，或者删去这一列。",
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
        "活动台账（活动）第 1 行AA 列没有表头，没有读。请补上表头，或者删去这一列。"
    ]


def test_the_column_that_bears_the_label_itself_is_preferred() -> None:
    head = (*HEAD[:4], "费用", "支出金额")
    frame = read(workbook({"活动": [head, (*WALK[:4], 1, 2)]})).ledgers["activity"]
    assert list(frame["cost_yuan"]) == [Decimal(2)]


def test_a_title_of_another_year_is_pointed_out() -> None:
    result = read(workbook({"活动": [["2025年活动台账"], HEAD, ("3月8日", *WALK[1:])]}))
    assert problems(result) == [
        (
            "活动台账（活动）标题写的是2025年，现在的年度是2026年。"
            "请核对：没有写年份的日期都按2026年读了。"
        )
    ]


def test_a_missing_column_that_counts_by_itself_is_filled_and_said() -> None:
    result = read(workbook({"荣誉": [("荣誉名称", "级别"), ("模范职工之家", "省级")]}))
    assert list(result.ledgers["honour"]["count"]) == [1]
    assert changes(result) == ["“荣誉”的“数量”：没有“数量”这一列，每行按 1 项计。"]
    given = read(workbook({"荣誉": [("荣誉名称", "数量"), ("标兵", None), ("能手", 3)]}))
    assert given.ledgers["honour"]["count"].fillna(0).tolist() == [0, 3]


# --- rows ---


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
        "活动台账（活动）第 3 行“活动类别”没有填，这一行没有计入。请补上活动类别。"
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


def test_a_second_table_below_is_told_from_its_title_on() -> None:
    second = [("慰问台账",), ("发生日期", "慰问类别", "人数", "金额"), ("1月", "送温暖", 5, 1700)]
    result = read(workbook({"活动": [HEAD, WALK, (None,), *second]}))
    assert names(result) == ["健步走"]
    assert problems(result) == [
        "活动台账（活动）第 3 行起像是另一张表，没有读。请把下面的表放到单独的工作表里。"
    ]
    assert result.sheets[0].left_out == 0


# --- text files and pasted blocks ---

TABLE = "日期,类别,名称,主办单位\n3月8日,女职工,健步走,本会\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
def test_text_of_any_office_encoding_is_read(encoding: str, delimiter: str) -> None:
    data = TABLE.replace(",", delimiter).encode(encoding)
    assert names(read(data, "活动.csv")) == ["健步走"]


def test_big_endian_text_is_read() -> None:
    assert names(read(b"\xfe\xff" + TABLE.encode("utf-16-be"), "活动.txt")) == ["健步走"]


def test_the_file_name_tells_which_ledger_a_text_is() -> None:
    text = "日期,类别,名称\n3月8日,培训,代表培训\n"
    assert names(read_text(text, "会议记录.csv"), "meeting") == ["代表培训"]
    assert "分不清是“活动台账”还是“会议台账”" in refused(text.encode(), "a.csv")


def test_a_name_is_never_a_path() -> None:
    result = read_text(TABLE, r"..\..\活动.csv")
    assert result.sheets[0].name == "活动"
    assert result.changes[0].sheet == "活动"


def test_quoted_cells_may_hold_line_breaks_and_single_marks_are_text() -> None:
    quoted = '日期\t类别\t名称\n3月8日\t文体\t"歌会\n决赛"\n3月9日\t文体\t球赛\n'
    assert names(intake.paste(quoted, "activity", year=2026)) == ["歌会\n决赛", "球赛"]
    single = '日期\t类别\t名称\n3月8日\t文体\t"歌会\n3月9日\t文体\t5"屏\n'
    assert names(intake.paste(single, "activity", year=2026)) == ['"歌会', '5"屏']


def test_short_rows_are_rows_with_empty_cells() -> None:
    result = read_text("日期,类别,名称,主办单位\n3月8日,女职工,健步走\n\n3月9日\n")
    assert names(result) == ["健步走"]
    assert problems(result)[1].startswith("活动台账（活动）第 4 行写的是“3月9日”，这一行只有一格")


def test_a_pasted_block_without_header_goes_by_the_order_of_the_ledger() -> None:
    result = intake.paste("\t3月8日\t\t文体\t歌会\t本会", "activity", year=2026)
    assert names(result) == ["歌会"]
    assert changes(result)[0] == (
        "没有表头，按台账的列顺序读：编号、开始日期、结束日期、活动类别、活动名称、主办单位。"
    )
    assert problems(intake.paste("\t13月\t\t文体\t歌会\t本会", "activity", year=2026)) == [
        "活动台账第 1 行“开始日期”写的是“13月”，没有这个月份，这一行没有计入。请核对月份。"
    ]


def test_a_pasted_block_with_header_goes_by_its_header() -> None:
    result = intake.paste("名称\t日期\t类别\n歌会\t3月8日\t文体", "activity", year=2026)
    assert names(result) == ["歌会"]
    assert all("没有表头" not in change for change in changes(result))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "没有粘贴到内容。请先在 Excel 里选中要粘贴的格子，复制后再来。"),
        (" \n\t\n", "没有粘贴到内容。请先在 Excel 里选中要粘贴的格子，复制后再来。"),
        ("\t".join("x" * 9), "粘贴的内容有 9 列，提案台账只有 6 列。"),
    ],
    ids=["empty", "blank", "wide"],
)
def test_an_unusable_paste_is_refused(text: str, message: str) -> None:
    with pytest.raises(IntakeError) as refusal:
        intake.paste(text, "proposal", year=2026)
    assert str(refusal.value).startswith(message)


def test_an_unknown_ledger_cannot_be_pasted_into() -> None:
    with pytest.raises(SchemaError):
        intake.paste("x", "diary", year=2026)


# --- what must not be opened ---


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b" \r\n\x00", "文件是空的"),
        (b"%PDF-1.7", "这是 PDF 文件，不是 Excel 表格"),
        (b"\x89PNG\r\n\x1a\n", "这是图片，不是 Excel 表格"),
        (b"7z\xbc\xaf'\x1c", "这是压缩包，不是 Excel 表格"),
        (b"<?xml version='1.0'?><Workbook/>", "这是网页格式的表格，只是名字像 Excel 文件"),
        (b"PK\x03\x04broken", "文件已损坏，打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "文件已损坏，打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
         "这是 Word 文档，不是 Excel 表格"),
        (bytes(range(256)) * 8, "认不出这是什么文件"),
        (b"\xff\xfe\x00\xd8", "认不出这是什么文件"),
        (("x" * 200_000).encode(), "有一格长得不像台账"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:8].hex(),
)  # fmt: skip
def test_what_is_no_table_is_refused(data: bytes, message: str) -> None:
    assert refused(data).startswith(f"台账.xlsx：{message}。")


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word/document.xml": b""}, "这是 Word 文档，不是 Excel 表格"),
        ({"ppt/presentation.xml": b""}, "这是 PPT 演示文稿，不是 Excel 表格"),
        ({"content.xml": b""}, "这种表格格式读不了"),
        ({"xl/workbook.bin": b""}, "这种表格格式读不了"),
        ({"照片.jpg": b""}, "这是压缩包，不是 Excel 表格"),
        ({"xl/workbook.xml": b"<workbook/>"}, "文件已损坏，打不开"),
    ],
    ids=["word", "slides", "ods", "xlsb", "zip", "empty"],
)
def test_other_packages_are_refused_by_what_they_are(parts: dict[str, bytes], message: str) -> None:
    assert refused(packed(parts)).startswith(f"台账.xlsx：{message}。")


def test_an_exotic_compression_is_refused() -> None:
    data = packed({"xl/workbook.xml": b"<workbook/>"}, zipfile.ZIP_LZMA)
    assert refused(data).startswith("台账.xlsx：文件的压缩方式读不了。")


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(workbook({"活动": [HEAD, WALK]}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)) == (
        "台账.xlsx：文件有密码，打不开。请在 Excel 里取消密码后再导入。"
    )


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def test_an_old_workbook_with_a_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = SimpleNamespace(stdout=b"null")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: locked)
    assert refused(OLD, "旧.xls").startswith("旧.xls：文件有密码，打不开。")


def test_the_reading_program_says_when_a_workbook_is_locked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Locked:
        @staticmethod
        def from_filelike(_file: object) -> None:
            raise python_calamine.PasswordError

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Locked)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(OLD)))
    reading.main()
    assert reading.from_json(capsys.readouterr().out) is None


def test_the_reading_program_hands_on_every_kind_of_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moment = dt.datetime.fromisoformat("2026-03-08 09:30")
    row = ("文字", 1.5, True, dt.date(2026, 3, 8), moment, dt.time(9, 30), dt.timedelta(hours=30))
    book = openpyxl.load_workbook(io.BytesIO(workbook({"甲": [row], "乙": []}, merged=["A2:B3"])))
    book["乙"].sheet_state = "hidden"
    data = saved(book)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    reading.main()
    first, second = reading.from_json(capsys.readouterr().out) or []
    assert second == reading.RawSheet("乙", visible=False, rows=[], merged=[])
    expected = reading.read_sheets(data)[0]
    assert first.merged == expected.merged == [((1, 0), (2, 1))]
    assert first.rows[0][:6] == expected.rows[0][:6]
    assert first.rows[0][6] == str(expected.rows[0][6])


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_reading_can_be_interrupted(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def interrupted(_data: bytes) -> None:
        raise stop

    monkeypatch.setattr(reading, "read_sheets", interrupted)
    with pytest.raises(stop):
        read(workbook({"活动": [HEAD, WALK]}))


def test_a_panic_of_the_reader_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def panic(_data: bytes) -> None:
        raise Panic

    monkeypatch.setattr(reading, "read_sheets", panic)
    assert refused(workbook({"活动": [HEAD, WALK]})).startswith("台账.xlsx：文件已损坏，打不开。")


def test_a_damaged_part_is_refused() -> None:
    data = bytearray(packed({"xl/workbook.xml": b"<workbook/>" * 99}))
    data[40:60] = b"\xff" * 20
    assert refused(bytes(data)).startswith("台账.xlsx：文件已损坏，打不开。")


BOMB = "台账.xlsx：文件解开后超过 200 MB，不像正常的台账，没有打开。"


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A quarter of a gigabyte of blanks in a package of some 250 KB."""
    zeros = io.BytesIO()
    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(250):
                part.write(b" " * 1024**2)
    return zeros.getvalue()


def test_a_zip_bomb_is_not_opened(bomb: bytes) -> None:
    assert len(bomb) < 1024**2
    assert refused(bomb).startswith(BOMB)


def test_a_zip_bomb_that_lies_about_its_size_is_not_opened(bomb: bytes) -> None:
    data = bytearray(bomb)
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert refused(bytes(data)).startswith(BOMB)


def test_many_parts_that_are_large_together_are_not_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    assert "文件解开后超过" in refused(workbook({"活动": [HEAD, WALK]}))


def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(100 * 1024**2)
    with pytest.raises(IntakeError) as refusal:
        intake.read(path, year=2026)
    assert str(refusal.value) == (
        "大.xlsx：文件有 100 MB，超过了 20 MB 的上限。"
        "请删去文件里的图片和无关的工作表，另存后再导入。"
    )


def test_the_limit_of_size_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONGJIE_MAX_UPLOAD_MB", "1")
    assert "超过了 1 MB 的上限" in refused(b"x" * 1024**2 + b"x")


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"没有\.xlsx：找不到这个文件"):
        intake.read(tmp_path / "没有.xlsx", year=2026)
    with pytest.raises(IntakeError, match="文件打不开"):
        intake.read(tmp_path, year=2026)


FAR = '<c r="{0}"><v>1</v></c>'


def with_cell(reference: str, *, row: str | None = None) -> bytes:
    """A small ledger with one more cell somewhere far away."""
    number = row or reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    added = f'<row r="{number}">{FAR.format(reference)}</row></sheetData>'
    return patched(workbook({"活动": [HEAD, WALK]}), "sheet1.xml", "</sheetData>", added)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("A1048576", "第 1048576 行还有内容，超过了 100000 行的上限"),
        ("XFD1048576", "第 1048576 行还有内容，超过了 100000 行的上限"),
        ("XFD3", "XFD3还有内容，表太宽了"),
        ("CZ99999", "CZ99999还有内容，表太宽了"),
    ],
)
def test_a_stray_cell_far_away_is_named_instead_of_taking_all_memory(
    reference: str, message: str
) -> None:
    assert refused(with_cell(reference)).startswith(f"台账.xlsx的工作表“活动”：{message}。")


def test_cells_placed_by_order_alone_are_counted() -> None:
    row = '<row r="99999">' + "<c><v>1</v></c>" * 200 + "</row></sheetData>"
    data = patched(workbook({"活动": [HEAD, WALK]}), "sheet1.xml", "</sheetData>", row)
    assert "最右边还有内容，表太宽了" in refused(data)


def test_far_cells_that_are_only_formatted_do_no_harm() -> None:
    added = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    data = patched(workbook({"活动": [HEAD, WALK]}), "sheet1.xml", "</sheetData>", added)
    assert names(read(data)) == ["健步走"]


def test_too_many_rows_are_refused_in_every_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONGJIE_MAX_ROWS", "10")
    rows = [HEAD, *[WALK] * 200]
    assert "第 201 行还有内容，超过了 10 行的上限" in refused(workbook({"活动": rows}))
    text = "\n".join(",".join(map(str, row)) for row in rows)
    assert "有 201 行，超过了 10 行的上限" in refused(text.encode())
    with pytest.raises(IntakeError, match="有 201 行，超过了 10 行的上限"):
        intake.paste(text, "activity", year=2026)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_with_entities_is_refused(encoding: str) -> None:
    sheet = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///secret">]><worksheet>&a;</worksheet>'
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet.encode(encoding)}
    assert refused(packed(parts)).startswith("台账.xlsx：文件已损坏，打不开。")


def test_an_entity_without_declaration_is_refused() -> None:
    data = patched(workbook({"活动": [HEAD, WALK]}), "workbook.xml", "活动", "&a;")
    assert refused(data).startswith("台账.xlsx：文件已损坏，打不开。")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    read(workbook({"活动": [HEAD, WALK]}))
    ledger.write_xlsx(ledger.empty_all(), io.BytesIO())
    assert list(tmp_path.iterdir()) == []


# --- for any content at all ---

CELL = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(["合计", "3月8日", "10万余元", "=1+1", "注：", "文体", *HEAD]),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
)


@settings(max_examples=60)
@given(st.lists(st.lists(CELL, min_size=6, max_size=8), max_size=6))
def test_a_good_row_survives_whatever_stands_beside_it(rows: list[list[object]]) -> None:
    result = read(workbook({"活动台账": [HEAD, WALK, *rows]}))
    first = result.ledgers["activity"].iloc[0]
    assert (first["name"], first["participants"], first["cost_yuan"]) == ("健步走", 120, 1520)
    report = result.sheets[0]
    assert report.rows == len(result.ledgers["activity"])
    assert all(str(problem).endswith("。") for problem in result.problems)


@settings(max_examples=100)
@given(st.text(), st.sampled_from(schema.LEDGER_IDS))
def test_any_pasted_text_is_read_or_refused(text: str, id_: str) -> None:
    with contextlib.suppress(IntakeError):
        result = intake.paste(text, id_, year=2026)
        assert tuple(result.ledgers) == schema.LEDGER_IDS


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(IntakeError) as refusal:
        read(data)
    assert refusal.value.cure


def test_a_hundred_thousand_rows_are_read() -> None:
    lines = [f"{day % 12 + 1}月,文体,活动{day},本会" for day in range(100_000)]
    result = read_text("\n".join(("日期,类别,名称,主办单位", *lines)))
    assert len(result.ledgers["activity"]) == 100_000
    assert result.problems == ()
    assert len(result.changes) == 2 * (SHOWN + 1)
