"""Columns that a sheet lacks and others tell: proposed, filled when agreed to, never in silence."""

from __future__ import annotations

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
    taken = again(MEETINGS, guess)
    assert taken.ledgers["meeting"]["kind"].tolist() == ["委员会", "职代会", "女职委"]
    assert taken.unfinished["meeting"]["name"].tolist() == ["碰头会"]
    assert taken.guesses == ()
    assert any("读作“委员会”，照您选的，照“会议名称”填" in one for one in changes(taken))


def test_the_report_shows_what_would_be_filled_in() -> None:
    told = as_report("台账.xlsx", read(MEETINGS), "导入")["guesses"][0]
    assert told["says"] == (
        "“会议”没有“会议类别”这一列，照“会议名称”看：委员会 1 行、职代会 1 行、女职委 1 行。"
        "照这样填吗？"
    )
    assert (told["does"], told["choices"]) == ("照“会议名称”填", [])
    assert told["done"] == "“会议类别”已照“会议名称”填。"


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
