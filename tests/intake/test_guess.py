"""Slips of the pen: what they probably mean is offered, and taken so when it is agreed to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.intake.files import HEAD, MATCH, WALK, changes, problems, read, workbook
from zongjie import intake
from zongjie.intake import Guess

SLIP = (*MATCH[:1], "文体活功", *MATCH[2:])
WORD = Guess("activity", "", "活动类别", "文体活功", "文体活动")


def again(data: bytes, *agreed: Guess) -> intake.Intake:
    return intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)


def test_equal_slips_are_one_guess_with_all_their_rows() -> None:
    data = workbook({"活动": [HEAD, WALK, SLIP, SLIP], "活动台账": [HEAD, SLIP]})
    assert read(data).guesses == (WORD,)
    assert read(data).guesses[0].rows == 3


def test_what_was_agreed_to_is_read_as_meant_and_told() -> None:
    data = workbook({"活动": [HEAD, WALK, SLIP, SLIP]})
    assert len(read(data).ledgers["activity"]) == 1
    found = again(data, WORD)
    assert found.ledgers["activity"]["category"].tolist() == ["女职工", "文体活动", "文体活动"]
    assert found.guesses == ()
    assert not [one for one in problems(found) if "文体活功" in one]
    assert any("“文体活功”" in one and "照您选的，归入“文体活动”" in one for one in changes(found))


def test_what_a_word_that_is_like_nothing_means_is_for_the_officer_to_say() -> None:
    data = workbook({"活动": [HEAD, WALK, (MATCH[0], "zzz", *MATCH[2:])]})
    (asked,) = read(data).guesses
    assert asked == Guess("activity", "", "活动类别", "zzz", "")
    assert len(again(data, replace(asked, meant="公益")).ledgers["activity"]) == 2


def test_a_heading_is_read_as_meant_with_its_unit_and_on_its_sheet_only() -> None:
    head = (*HEAD[:5], "支出金颜(万元)")
    data = workbook({"活动": [head, WALK], "活动台账": [head, WALK]})
    first, second = read(data).guesses
    assert (first.sheet, first.meant, first.rows) == ("活动", "支出金额", 1)
    assert any("如果就是支出金额，请把表头改成“支出金额”" in one for one in problems(read(data)))
    cost = again(data, first).ledgers["activity"]["cost_yuan"].tolist()
    assert cost == [Decimal(15200000), None]
    assert again(data, first, second).guesses == ()


def test_a_heading_without_which_no_row_counts_can_be_agreed_to() -> None:
    data = workbook({"活动": [(HEAD[0], "活动类刑", *HEAD[2:]), WALK, MATCH]})
    found = read(data)
    assert len(found.ledgers["activity"]) == 0
    assert len(again(data, *found.guesses).ledgers["activity"]) == 2


def test_a_heading_is_not_taken_for_a_column_that_is_there() -> None:
    head = (*HEAD, "支出金额合算")
    assert read(workbook({"活动": [head, (*WALK, 5)]})).guesses == ()


def test_a_pasted_table_is_mended_as_a_file_is() -> None:
    text = "\n".join("\t".join(map(str, row)) for row in (HEAD, SLIP))
    (guess,) = intake.paste(text, "activity", year=2026).guesses
    assert guess == replace(WORD, rows=1)
    assert len(intake.paste(text, "activity", year=2026, agreed=[guess]).ledgers["activity"]) == 1


ODD = ("2026-03-08", "女职工", "健步走", "本会", 30, 8, "晴")


def heading(written: str, meant: str, sheet: str = "活动") -> Guess:
    return Guess("activity", sheet, "", written, meant)


def test_a_heading_nobody_knows_is_read_as_the_officer_says() -> None:
    data = workbook({"活动": [(*HEAD[:4], "几人来", "花了(万元)", "天气"), ODD]})
    found = {one.written: one for one in again(data).headings}
    assert list(found) == ["几人来", "花了(万元)", "天气"]
    assert (found["几人来"].meant, found["几人来"].values, found["几人来"].rows) == ("", ("30",), 1)
    assert "参加人数" in found["几人来"].free
    assert "活动名称" not in found["几人来"].free
    assert "备注" not in found["几人来"].free
    said = heading("几人来", "参加人数"), heading("花了(万元)", "支出金额"), heading("天气", "备注")
    read = again(data, *said)
    (row,) = read.ledgers["activity"].to_dict("records")
    assert (row["participants"], row["cost_yuan"], row["note"]) == (30, Decimal(80000), "天气：晴")
    assert [(one.written, one.meant) for one in read.headings] == [
        (one.written, one.meant) for one in said
    ]
    assert "参加人数" in read.headings[0].free
    assert not problems(read)


def test_a_total_is_no_value_of_a_column_nobody_knows() -> None:
    total = ("合计", "", "", "", "30", "", "99")
    data = workbook({"活动": [(*HEAD[:4], "几人来", "花费", "天气"), ODD, total]})
    found = {one.written: one for one in again(data).headings}
    assert (found["天气"].values, found["天气"].rows) == (("晴",), 1)


def test_unknown_columns_wait_in_the_remarks_where_a_required_one_is_missing() -> None:
    data = workbook({"活动": [(HEAD[0], "哪一类", *HEAD[2:], "天气"), (*WALK, "晴"), (*MATCH, "")]})
    read = again(data)
    notes = read.unfinished["activity"]["note"].tolist()
    assert notes == ["哪一类：女职工；天气：晴", "哪一类：文体活动"]
    assert [one.meant for one in read.headings] == ["备注", "备注"]
    assert any("“天气”：台账没有这一列，原文放进了备注。" in one for one in changes(read))
    unwanted = again(data, heading("天气", ""), heading("哪一类", "活动类别"))
    assert unwanted.ledgers["activity"]["note"].isna().all()


def test_a_column_without_a_heading_of_its_own_is_read_as_the_officer_says() -> None:
    head = (*HEAD[:4], "", "支出金额", "金额", "天气", "天气")
    row = ("2026-03-08", "女职工", "健步走", "本会", 30, 8, "操场", "晴", "风")
    data = workbook({"活动": [head, row]})
    names = ["第 E 列", "金额（第 G 列）", "天气（第 H 列）", "天气（第 I 列）"]
    assert [one.written for one in again(data).headings] == names
    meant = ("参加人数", "地点", "备注", "")
    said = [heading(*one) for one in zip(names, meant, strict=True)]
    read = again(data, *said)
    (row_read,) = read.ledgers["activity"].to_dict("records")
    assert (row_read["participants"], row_read["place"], row_read["cost_yuan"]) == (30, "操场", 8)
    assert row_read["note"] == "天气（第 H 列）：晴"
    assert [(one.written, one.meant) for one in read.headings] == list(
        zip(names, meant, strict=True)
    )


def test_a_sheet_nobody_knows_is_read_as_the_ledger_it_is_said_to_be() -> None:
    data = workbook({"Sheet1": [("甲厂",), ("哪天", "叫什么", "多少人"), ("3月8日", "健步走", 12)]})
    (sheet,) = again(data).sheets
    assert (sheet.ledger, sheet.asked) == ("", True)
    is_activity = Guess("activity", "Sheet1", "", "", "")
    read = again(data, is_activity)
    assert (read.sheets[0].ledger, read.sheets[0].asked) == ("activity", True)
    assert [one.written for one in read.headings] == ["哪天", "叫什么", "多少人"]
    named = {"哪天": "开始日期", "叫什么": "活动名称", "多少人": "参加人数"}
    said = [heading(written, meant, "Sheet1") for written, meant in named.items()]
    (row,) = again(data, is_activity, *said).everything["activity"].to_dict("records")
    assert (row["date_start"], row["name"], row["participants"]) == ("2026-03-08", "健步走", 12)


def test_a_sheet_without_any_words_cannot_be_said_to_be_one() -> None:
    data = workbook({"Sheet1": [(1, 2), (3, 4)], "活动": [HEAD, WALK]})
    sheet = again(data, Guess("activity", "Sheet1", "", "", "")).sheets[0]
    assert (sheet.ledger, sheet.asked) == ("", True)


def test_what_one_column_is_said_to_be_leaves_the_others_where_they_are() -> None:
    data = workbook({"活动": [(HEAD[0], "哪一类", *HEAD[2:], "天气"), (*WALK, "晴"), (*MATCH, "")]})
    taken = again(data, heading("哪一类", "活动类别"))
    assert taken.ledgers["activity"]["note"].dropna().tolist() == ["天气：晴"]
    assert [one.meant for one in taken.headings] == ["活动类别", "备注"]


def test_a_column_of_known_kinds_is_offered_as_the_one_that_is_missing() -> None:
    rows = [
        ("日期", "缘故", "金额"),
        ("1月2日", "住院", 5),
        ("1月3日", "生育", 5),
        ("2月3日", "zzz", 5),
    ]
    asked = [one for one in read(workbook({"慰问": rows})).guesses if not one.column]
    assert [(one.written, one.meant) for one in asked] == [("缘故", "慰问类别")]
    odd = [rows[0], rows[1], ("1月3日", "yyy", 5), rows[3]]
    asked = [one for one in read(workbook({"慰问": odd})).guesses if not one.column]
    assert asked == []


@pytest.mark.parametrize(
    ("values", "meant"),
    [
        (("春节慰问", "三八节活动", "健步走", "技能比武"), "活动名称"),
        (("文体活动", "劳动竞赛", "培训", "公益"), "活动类别"),
        (("健步走", "技能比武", "健步走", "技能比武"), "活动类别"),
    ],
)
def test_a_heading_of_two_meanings_is_told_by_what_stands_below_it(
    values: tuple[str, ...], meant: str
) -> None:
    rows = [(f"{month}月8日", value, 30) for month, value in enumerate(values, start=1)]
    data = workbook({"活动台账": [("活动时间", "项目", "参加人数"), *rows]})
    (asked,) = (one for one in read(data).guesses if not one.column)
    assert (asked.written, asked.meant) == ("项目", meant)


def test_names_of_single_things_are_no_kinds_though_each_of_them_tells_one() -> None:
    head = ("活动时间", "项目", "内容")
    rows = [("3月8日", "健步走", "绕湖一周"), ("4月8日", "技能比武", "叉车")]
    found = read(workbook({"活动台账": [head, *rows]}))
    assert [one for one in found.guesses if not one.column] == []
    assert [(one.written, one.meant) for one in found.headings] == [("项目", "备注")]


def test_a_sheet_that_is_not_to_be_read_is_left_out_though_it_is_recognised() -> None:
    data = workbook({"活动": [HEAD, WALK]})
    assert again(data).sheets[0].ledger == "activity"
    left = again(data, Guess("", "活动", "", "", ""))
    assert (left.sheets[0].ledger, left.sheets[0].note, left.sheets[0].asked) == (
        "",
        "不导入",
        True,
    )
    assert left.ledgers["activity"].empty


def test_a_sheet_that_lacks_what_it_needs_may_be_said_to_be_of_another_ledger() -> None:
    bare = [tuple(row[1:]) for row in (HEAD, WALK)]
    assert [one.asked for one in again(workbook({"活动": [HEAD, WALK]})).sheets] == [False]
    assert [one.asked for one in again(workbook({"活动": bare})).sheets] == [True]
