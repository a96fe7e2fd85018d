"""Categories, truth values and free text."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cells.columns import (
    ACCOUNT,
    BENEFICIARY,
    BOOKED,
    CATEGORY,
    LEVEL,
    MEETING,
    MOMENT,
    NAME,
    PERSONS,
    name,
    read,
)
from zongjie import cells, schema
from zongjie.cells import Cell
from zongjie.cells.words import LONGEST
from zongjie.schema import Column


@pytest.mark.parametrize(
    ("raw", "value", "note"),
    [
        ("文体活动", "文体活动", ""),
        (" 文体活动 ", "文体活动", ""),
        ("文体", "文体活动", "归入“文体活动”"),
        ("文体类", "文体活动", "归入“文体活动”"),
        ("女工活动", "女职工", "归入“女职工”"),
        ("其中：女工", "女职工", "归入“女职工”"),
        ("文 体", "文体活动", "归入“文体活动”"),
        ("culture_sports", "文体活动", "归入“文体活动”"),
        ("-", None, "按没有填处理"),
    ],
    ids=name,
)
def test_categories_are_known_by_label_and_alias(raw: str, value: str | None, note: str) -> None:
    assert read(CATEGORY, raw) == Cell(value, note=note)


def test_an_unknown_category_comes_with_the_likeliest() -> None:
    cell = read(CATEGORY, "职工文体娱乐")
    assert cell.problem == "不在可选的值里"
    assert cell.cure.startswith("是不是“文体活动”？可以写：文体活动、")
    assert cell.cure.endswith("等 18 种")
    assert read(CATEGORY, 3.0).cure.startswith("可以写：思想引领、")


@pytest.mark.parametrize(
    ("column", "raw", "value"),
    [
        (CATEGORY, "思政教育", "思想引领"),
        (CATEGORY, "义诊", "公益"),
        (CATEGORY, "送清凉", "送温暖"),
        (CATEGORY, "春送岗位", "送温暖"),
        (CATEGORY, "技能比武", "劳动竞赛"),
        (CATEGORY, "读书活动", "文体活动"),
        (CATEGORY, "趣味运动会", "文体活动"),
        (CATEGORY, "职工书屋", "建家"),
        (CATEGORY, "心理讲座", "普惠服务"),
        (ACCOUNT, "慰问支出", "送温暖费"),
        (ACCOUNT, "行政拨缴经费", "拨缴经费收入"),
        (ACCOUNT, "职工之家建设", "建家活动支出"),
        (ACCOUNT, "行政支出", "行政支出"),
        (ACCOUNT, "工会行政费", "行政支出"),
        (ACCOUNT, "补助基层工会", "补助下级支出"),
        (ACCOUNT, "财政补助", "政府补助收入"),
        (MEETING, "女工委会议", "女职委"),
        (MEETING, "工会委员会会议", "委员会"),
        (LEVEL, "省部级", "省级"),
    ],
    ids=name,
)
def test_everyday_words_of_unions_are_known(column: Column, raw: str, value: str) -> None:
    assert read(column, raw).value == value


@pytest.mark.parametrize("raw", ["旅游支出", "党员活动支出", "体检支出", "某某教育", "招待费"])
def test_being_alike_in_what_all_names_share_is_no_guess(raw: str) -> None:
    assert read(ACCOUNT, raw).guess == ""


@pytest.mark.parametrize(
    ("raw", "guess"), [("培训支岀", "培训费"), ("送温暧费", "送温暖费"), ("会费收人", "会费收入")]
)
def test_a_slip_of_the_pen_is_a_guess(raw: str, guess: str) -> None:
    assert read(ACCOUNT, raw).guess == guess


def test_an_open_category_takes_other_names() -> None:
    assert read(BENEFICIARY, "离退休教师") == Cell("离退休教师")
    assert read(BENEFICIARY, "高温岗位职工").value == "一线职工"


@pytest.mark.parametrize(
    "raw", ["是", "√", "有", "Y", "yes", "已入账", 1, 1.0, True, "TRUE"], ids=name
)
def test_yes_is_said_in_many_ways(raw: object) -> None:
    assert read(BOOKED, raw).value is True


@pytest.mark.parametrize("raw", ["否", "×", "无", "N", "未入账", 0, 0.0, False, "x"], ids=name)
def test_no_is_said_in_many_ways(raw: object) -> None:
    assert read(BOOKED, raw).value is False


def test_neither_yes_nor_no_is_told() -> None:
    assert read(BOOKED, "不详") == Cell(problem="看不出是“是”还是“否”", cure="请写“是”或“否”")
    assert read(BOOKED, "—") == Cell(note="按没有填处理")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("歌会", "歌会"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        (12.0, "12"),
        (12.5, "12.5"),
        (7, "7"),
        (True, "是"),
        (False, "否"),
        (MOMENT("2026-03-08"), "2026-03-08"),
        (MOMENT("2026-03-08 09:05"), "2026-03-08 09:05"),
        (dt.date(2026, 3, 8), "2026-03-08"),
    ],
    ids=name,
)
def test_text_stays_as_typed(raw: object, value: str) -> None:
    assert read(NAME, raw) == Cell(value)


def test_invisible_characters_are_taken_away_and_that_is_said() -> None:
    assert read(NAME, "歌\x07会\u200b\ufeff") == Cell("歌会", note="去掉看不见的字符")
    assert read(PERSONS, "2\u200b78").value == 278


def test_text_beyond_one_cell_is_a_problem() -> None:
    assert read(NAME, "长" * LONGEST).value == "长" * LONGEST
    assert read(NAME, "长" * (LONGEST + 1)).problem == "太长，一格放不下"


@pytest.mark.parametrize(
    ("column", "written", "meant"),
    [
        (("welfare", "category"), "护士节", "节日慰问"),
        (("welfare", "category"), "医师节", "节日慰问"),
        (("welfare", "category"), "教师节", "节日慰问"),
        (("welfare", "category"), "记者节", "节日慰问"),
        (("welfare", "category"), "重病", "大病慰问"),
        (("welfare", "category"), "丧偶", "亲属去世慰问"),
        (("welfare", "category"), "子女上学", "金秋助学"),
        (("welfare", "form"), "礼品", "实物"),
        (("welfare", "form"), "鲜花蛋糕", "实物"),
        (("welfare", "form"), "蛋糕", "实物"),
        (("welfare", "form"), "蛋糕券", "提货券"),
        (("welfare", "form"), "超市卡", "提货券"),
    ],
)
def test_everyday_words_are_known(column: tuple[str, str], written: str, meant: str) -> None:
    ledger, id_ = column
    assert cells.parse(schema.ledger(ledger).column(id_), written, year=2026).value == meant


@pytest.mark.parametrize(
    ("column", "name", "meant"),
    [
        (("activity", "category"), "五一拔河比赛", "文体活动"),
        (("activity", "category"), "三八节女工插花", "女职工"),
        (("activity", "category"), "安全知识竞赛", "安全生产"),
        (("activity", "category"), "新工人三级安全教育", "培训"),
        (("activity", "category"), "护士节表彰暨技能比武", "劳动竞赛"),
        (("activity", "category"), "碰头", ""),
        (("fund", "account"), "乒乓球赛奖品", "文体活动支出"),
        (("fund", "account"), "银行利息", "其他收入"),
        (("meeting", "kind"), "第九届三次职代会", "职代会"),
        (("meeting", "kind"), "职代会联席会议", "其他"),
        (("meeting", "kind"), "九届职工代表大会联席会议", "其他"),
        (("meeting", "kind"), "职代会筹备会议", "预备会"),
    ],
)
def test_the_category_is_told_by_a_longer_name(
    column: tuple[str, str], name: str, meant: str
) -> None:
    ledger, id_ = column
    assert cells.told(schema.ledger(ledger).column(id_), name) == meant


@pytest.mark.parametrize(
    ("column", "written", "meant"),
    [
        # Not 生活服务, which 行政代办 is called too.
        (("activity", "category"), "服务", "普惠服务"),
        # 职工教育 has no more in common with it than 职工.
        (("fund", "account"), "职工活动", "其他活动支出"),
        (("fund", "account"), "职工教育会", "职工教育支出"),
        (("honour", "level"), "市总工会", "市级"),
        (("honour", "level"), "市卫健系统", "市级"),
        (("honour", "level"), "院工会", "工会级"),
        (("welfare", "category"), "丧葬慰问", "亲属去世慰问"),
        (("welfare", "category"), "劳模走访慰问", ""),
        (("fund", "account"), "职工活动支出", "其他活动支出"),
        (("fund", "account"), "职工集体福利支出", "会员活动支出"),
        (("activity", "category"), "组织建设", "自身建设"),
    ],
)
def test_what_might_mean_another_is_asked_about(
    column: tuple[str, str], written: str, meant: str
) -> None:
    ledger, id_ = column
    cell = cells.parse(schema.ledger(ledger).column(id_), written, year=2026)
    assert cell.guess == meant
    assert (cell.value is None) == bool(meant)


def test_what_probably_means_a_choice_is_known_in_a_longer_text() -> None:
    assert cells.told(schema.ledger("welfare").column("category"), "慰问丧事") == "亲属去世慰问"
