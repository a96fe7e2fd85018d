"""Several tables in one worksheet."""

from __future__ import annotations

import pytest

from tests.intake.files import HEAD, MATCH, WALK, problems, read, workbook
from zongjie import intake

MEETINGS = [
    ("会议记录", "", "", ""),
    ("时间", "会议名称", "会议类别", "人数"),
    ("1月16日", "工会委员会会议", "委员会", 11),
    ("3.27", "九届三次职代会", "职代会", 138),
]
PROPOSALS = [
    ("职工提案（九届三次职代会）", "", "", ""),
    ("编号", "提案内容", "提案人", "办理情况"),
    (1, "增加夜班就餐点", "外科", "已落实"),
    (2, "改善停车难", "后勤", "办理中"),
]
BLANK = ("", "", "", "")
BOTH = workbook({"会议及提案": [*MEETINGS, BLANK, BLANK, *PROPOSALS]})
BELOW = "会议及提案，第 7 行起"


def reports(data: bytes) -> list[tuple[str, str, int]]:
    return [(one.name, one.ledger, one.rows + one.left_out) for one in read(data).sheets]


def test_a_table_of_another_kind_under_the_first_is_a_sheet_of_its_own() -> None:
    assert reports(BOTH) == [("会议及提案", "meeting", 2), (BELOW, "proposal", 2)]
    assert read(BOTH).ledgers["meeting"]["attendees"].tolist() == [11, 138]


def test_its_questions_are_its_own_and_its_title_is_read() -> None:
    asked = [one for one in read(BOTH).guesses if one.sheet == BELOW]
    assert [(one.column, one.meant) for one in asked][:2] == [
        ("届次", "九届三次"),
        ("征集件数", "照“提案内容”数"),
    ]
    taken = intake.read(BOTH, year=2026, name="台账.xlsx", agreed=asked)
    rows = taken.ledgers["proposal"]
    assert rows["period"].tolist() == ["九届三次", "九届三次"]
    assert rows["adopted"].tolist() == [1, 0]


def test_problems_below_are_told_by_the_row_of_the_worksheet() -> None:
    rows = [HEAD, WALK, (), ("慰问日期", "慰问类别", "金额"), ("2.30", "住院慰问", 500)]
    assert problems(read(workbook({"台账": rows})))[0].startswith(
        "慰问台账（台账，第 4 行起）第 5 行“慰问日期”（发生日期）写的是“2.30”"
    )


def test_a_table_far_down_is_found_too() -> None:
    many = [(f"2026-03-{1 + day % 28:02}", *WALK[1:]) for day in range(60)]
    rows = [HEAD, *many, ("合计", "", "", "", 7200, ""), *PROPOSALS]
    assert [one[1:] for one in reports(workbook({"台账": rows}))] == [
        ("activity", 60),
        ("proposal", 2),
    ]


def test_columns_in_another_order_below_are_read_by_their_own_headings() -> None:
    help_ = [("慰问日期", "慰问类别", "金额"), ("2026-01-20", "送温暖", 500)]
    more = [("慰问类别", "金额", "慰问日期"), ("住院慰问", 300, "2026-02-01")]
    taken = read(workbook({"慰问": [*help_, (), ("二月",), *more]}))
    assert taken.ledgers["welfare"]["amount_yuan"].tolist() == [500, 300]
    assert taken.ledgers["welfare"]["date"].tolist() == ["2026-01-20", "2026-02-01"]


def test_the_unit_that_the_sheet_states_holds_for_all_its_tables() -> None:
    rows = [
        ("单位：万元",),
        ("慰问日期", "慰问类别", "金额"),
        ("2026-01-20", "送温暖", 0.5),
        (),
        ("记账日期", "收支", "科目", "金额"),
        ("2026-01-31", "收入", "会费收入", 8.1),
    ]
    taken = read(workbook({"台账": rows}))
    assert taken.ledgers["welfare"]["amount_yuan"].tolist() == [5000]
    assert taken.ledgers["fund"]["amount_yuan"].tolist() == [81000]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, WALK, (), HEAD, MATCH],  # printed again on the next page
        [HEAD, WALK, (), ("工会", "全院", "很好"), MATCH],
        [HEAD, WALK, (), ("日期", "备注"), MATCH],  # headings of nothing
        [("填表单位", "日期", "备注"), (), HEAD, WALK, MATCH],  # no table above
    ],
)
def test_what_begins_no_other_table_stays_in_the_one_it_is_in(rows: list[tuple[object]]) -> None:
    assert [name for name, _, _ in reports(workbook({"活动": rows}))] == ["活动"]
    assert read(workbook({"活动": rows})).ledgers["activity"]["name"].tolist() == [
        WALK[2],
        MATCH[2],
    ]
