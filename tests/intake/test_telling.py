"""Columns that a sheet lacks and others tell: proposed, filled when agreed to, never in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.intake.files import changes, read, workbook
from widgets.files import as_report
from zongjie import cells, intake, schema

MEETINGS = workbook(
    {
        "会议": [
            ("时间", "会议名称", "到会人数"),
            ("1月12日", "工会委员会会议", 11),
            ("3月26日", "职工代表大会（第七届二次）", 98),
            ("9月18日", "女工委会议", 7),
            ("9月28日", "碰头会", 5),
        ]
    }
)
HONOURS = workbook(
    {
        "荣誉": [
            ("时间", "获奖单位/个人", "荣誉名称", "颁发单位"),
            ("4.28", "护理部", "县“工人先锋号”", "县总工会"),
            ("5月8日", "王丽娟", "市“五一劳动奖章”", "市总工会"),
        ]
    }
)
HELPED = workbook(
    {
        "慰问": [
            ("日期", "姓名", "慰问事由", "金额"),
            ("1月22日", "王秀英", "困难职工慰问", 1000),
            ("1月22日", "张建国", "困难职工慰问", 1000),
            ("合计", "", "", 2000),
        ]
    }
)


def asked(data: bytes, column: str) -> intake.Guess:
    return next(one for one in read(data).guesses if one.column == column)


def again(data: bytes, *agreed: intake.Guess) -> intake.Intake:
    return intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)


def test_the_kind_of_a_meeting_is_told_by_its_name_once_that_is_agreed_to() -> None:
    assert len(read(MEETINGS).ledgers["meeting"]) == 0
    guess = asked(MEETINGS, "会议类别")
    assert (guess.written, guess.rows) == ("会议名称", 3)
    assert [one.column for one in read(MEETINGS).guesses] == ["会议类别"]
    taken = again(MEETINGS, guess)
    assert taken.ledgers["meeting"]["kind"].tolist() == ["委员会", "职代会", "女职委"]
    assert taken.unfinished["meeting"]["name"].tolist() == ["碰头会"]
    (left,) = taken.guesses
    assert (left.written, left.meant, left.whole) == ("碰头会", "", True)
    taken = again(MEETINGS, guess, replace(left, meant="其他"))
    assert taken.ledgers["meeting"]["kind"].tolist()[-1] == "其他"
    assert taken.guesses == ()
    assert len(taken.settled) == 2
    assert any("读作“委员会”，照您选的，照“会议名称”填" in one for one in changes(taken))


def test_the_report_shows_what_would_be_filled_in() -> None:
    told = as_report("台账.xlsx", read(MEETINGS), "导入")["guesses"][0]
    assert told["says"] == (
        "“会议”没有“会议类别”这一列，照“会议名称”看：委员会 1 行、职代会 1 行、女职委 1 行，"
        "还有 1 行看不出。照这样填吗？"
    )
    assert (told["does"], told["choices"]) == ("照“会议名称”填", [])
    assert told["done"] == "“会议”的“会议类别”已照“会议名称”填。"


def test_who_was_honoured_is_kept_in_the_remarks_and_tells_the_kind() -> None:
    taken = read(HONOURS)
    frame = taken.ledgers["honour"]
    assert frame["note"].tolist() == ["获奖单位/个人：护理部", "获奖单位/个人：王丽娟"]
    assert frame["awardee_kind"].isna().all()
    agreed = asked(HONOURS, "获奖对象"), asked(HONOURS, "级别")
    frame = again(HONOURS, *agreed).ledgers["honour"]
    assert frame["awardee_kind"].tolist() == ["集体", "个人"]
    assert frame["level"].tolist() == ["区县级", "市级"]


def test_each_named_person_counts_as_one_once_that_is_agreed_to() -> None:
    assert read(HELPED).ledgers["welfare"]["persons"].isna().all()
    guess = asked(HELPED, "人数")
    assert (guess.meant, guess.detail) == ("照“姓名”数", "2 行共 2 人")
    assert again(HELPED, guess).ledgers["welfare"]["persons"].tolist() == [1, 1]


def test_nothing_is_proposed_where_persons_are_counted_already() -> None:
    rows = [("日期", "姓名", "慰问事由", "人次"), ("1月22日", "王秀英", "生日慰问", 2)]
    assert not [one for one in read(workbook({"慰问": rows})).guesses if one.column == "人数"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("中华全国总工会", "国家级"),
        ("省卫生健康委", "省级"),
        ("河北省石家庄市总工会", "市级"),
        ("自治区总工会", "省级"),
        ("××县总工会", "区县级"),
        ("××县人民医院", "公司级"),
        ("××县人民医院工会", "工会级"),
        ("某某集团公司", "集团级"),
        ("社区", ""),
    ],
)
def test_the_level_is_told_by_the_body_that_gave_it(text: str, level: str) -> None:
    assert cells.told(schema.ledger("honour").column("level"), text) == level


GAMES = [
    ("开始日期", "活动名称", "参加人数"),
    ("5月20日", "乒乓球赛", 64),
    (),
    ("6月1日", "zzz", 3),
    ("合计", "", 67),
]


def test_every_row_of_a_sheet_can_be_of_one_kind_and_no_row_else_is_filled() -> None:
    data = workbook({"文体活动": GAMES, "培训": GAMES})
    sports, lessons = (one for one in read(data).guesses if not one.written)
    assert (sports.sheet, sports.meant, sports.rows) == ("文体活动", "文体活动", 2)
    assert (lessons.sheet, lessons.meant) == ("培训", "培训")
    taken = again(data, sports, replace(lessons, meant="公益"))
    assert taken.ledgers["activity"]["category"].tolist() == ["文体活动"] * 2 + ["公益"] * 2
    assert taken.guesses == ()
    assert taken.supposed == {"activity": {"category": frozenset({1, 2, 3, 4})}}


def test_nothing_is_filled_before_it_is_agreed_to() -> None:
    taken = read(workbook({"文体活动": GAMES}))
    assert taken.unfinished["activity"]["category"].isna().all()
    assert taken.supposed == {}


def test_an_account_is_told_by_what_was_spent_on_and_never_one_of_the_other_side() -> None:
    head = ("日期", "摘要", "收/支", "金额")
    rows = [head, ("1月10日", "上级补助", "收入", 20), ("1月11日", "上级补助", "支出", 8)]
    data = workbook({"经费": rows})
    (guess,) = (one for one in read(data).guesses if one.written == "摘要")
    taken = again(data, guess)
    assert taken.ledgers["fund"]["account"].tolist() == ["上级补助收入"]
    (left,) = taken.guesses
    assert (left.written, left.detail) == ("上级补助", "支出")


def test_a_pasted_table_is_asked_about_as_well() -> None:
    text = "开始日期\t活动名称\n5月20日\t乒乓球赛"
    (guess,) = (one for one in intake.paste(text, "activity", year=2026).guesses if one.meant)
    taken = intake.paste(text, "activity", year=2026, agreed=[guess])
    assert taken.ledgers["activity"]["category"].tolist() == ["文体活动"]


PROPOSED = [
    ("序号", "提案内容", "提案人", "办理结果"),
    (1, "增设哺乳室", "门诊", "已解决"),
    (2, "夜班费偏低", "护理部", "正在办理"),
    (3, "停车位不足，请扩建", "外科", "不予立案"),
]


def test_a_list_of_one_proposal_a_row_is_counted_once_that_is_agreed_to() -> None:
    data = workbook({"职代会提案": [("七届三次职代会提案办理情况",), *PROPOSED]})
    asked_first = read(data).guesses
    assert {one.column: one.meant for one in asked_first} == {
        "届次": "七届三次",
        "征集件数": "照“提案内容”数",
        "立案件数": "照“办理结果”数",
        "采纳件数": "照“办理结果”数",
    }
    assert next(one.detail for one in asked_first if one.column == "采纳件数") == (
        "“已解决”各算 1 件，共 1 件；“正在办理”、“不予立案”不算"
    )
    frame = again(data, *asked_first).ledgers["proposal"]
    assert frame["period"].tolist() == ["七届三次"] * 3
    assert frame["collected"].tolist() == [1, 1, 1]
    assert frame["filed"].tolist() == [1, 1, 0]
    assert frame["adopted"].tolist() == [1, 0, 0]
    assert frame["name"].tolist()[2] == "停车位不足，请扩建"
    assert "办理结果：正在办理" in frame["note"].tolist()[1]


def test_a_session_that_no_title_names_is_that_of_the_year() -> None:
    (guess,) = (one for one in read(workbook({"提案": PROPOSED})).guesses if one.column == "届次")
    assert guess.meant == "2026年"


def test_a_list_that_counts_itself_is_not_counted_by_its_words() -> None:
    rows = [("届次", "征集件数", "办理情况"), ("七届三次", 12, "已全部落实")]
    assert read(workbook({"提案": rows})).guesses == ()


def test_a_column_of_numbers_is_never_offered_for_words() -> None:
    rows = [("届次", "征集件数", "立案件", "采纳的件"), ("七届三次", 12, "已落实", 9)]
    (guess,) = read(workbook({"提案": rows})).guesses
    assert (guess.written, guess.meant) == ("采纳的件", "采纳件数")
