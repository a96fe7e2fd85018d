"""Cells are read as offices write them, and what cannot be read is told with a cure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie import cells, schema
from zongjie.cells import Cell
from zongjie.cells.dates import FIRST_YEAR, LAST_YEAR
from zongjie.cells.numbers import LIMIT
from zongjie.cells.numerals import read_chinese
from zongjie.cells.words import LONGEST
from zongjie.numerals import to_chinese
from zongjie.schema import Column

COST = schema.ledger("activity").column("cost_yuan")
BOOKED_AMOUNT = schema.ledger("fund").column("amount_yuan")
PERSONS = schema.ledger("activity").column("participants")
TIMES = schema.ledger("activity").column("participant_times")
ATTENDEES = schema.ledger("meeting").column("attendees")
ADOPTED = schema.ledger("proposal").column("adopted")
ITEMS = schema.ledger("activity").column("teams_or_items")
INDICATOR = schema.ledger("indicator").column("value")
START = schema.ledger("activity").column("date_start")
MEETING_DAY = schema.ledger("meeting").column("date")
CATEGORY = schema.ledger("activity").column("category")
BENEFICIARY = schema.ledger("welfare").column("beneficiary_kind")
BOOKED = schema.ledger("welfare").column("booked")
NAME = schema.ledger("activity").column("name")
MOMENT = dt.datetime.fromisoformat
COLUMNS = [column for ledger in schema.ledgers().values() for column in ledger.columns]


def name(value: object) -> str:
    """How a parameter is named in the list of tests."""
    return value.id if isinstance(value, Column) else repr(value)[:40]


def read(column: Column, raw: object, unit: str = "") -> Cell:
    return cells.parse(column, raw, year=2026, unit=unit)


@pytest.mark.parametrize("raw", [None, "", "  ", "　\n", pd.NA, pd.NaT], ids=name)
def test_an_empty_cell_is_nothing_and_no_problem(raw: object) -> None:
    assert all(read(column, raw) == Cell() for column in COLUMNS)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1520", "1520"),
        ("1,520元", "1520"),
        ("1，520.50", "1520.50"),
        ("１５２０", "1520"),
        ("￥1520.00", "1520"),
        ("¥ 1,520", "1520"),
        ("人民币1520元整", "1520"),
        ("1520元5角", "1520.50"),
        ("1520元5角2分", "1520.52"),
        ("1.52万元", "15200"),
        ("1.52万", "15200"),
        ("3千", "3000"),
        ("1.2亿", "120000000"),
        ("一万五千元", "15000"),
        ("壹仟伍佰元整", "1500"),
        ("壹仟伍佰元伍角", "1500.5"),
        ("(1,520.00)", "-1520"),
        ("-1520", "-1520"),
        ("−1520", "-1520"),
        ("0", "0"),
        (".5", "0.5"),
        (1520, "1520"),
        (1520.0, "1520"),
        (1520.0000000001, "1520"),
        (0.1 + 0.2, "0.30"),
        (Decimal("1520.10"), "1520.1"),
        (np.float64(3.5), "3.5"),
        (np.int64(7), "7"),
        (Fraction(1, 2), "0.5"),
    ],
    ids=name,
)
def test_money_is_an_exact_decimal(raw: object, value: str) -> None:
    cell = read(COST, raw)
    assert cell.value == Decimal(value)
    assert isinstance(cell.value, Decimal)
    assert not cell.problem


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("1520", ""),
        (" 1520 ", ""),
        (1520.0000000001, ""),
        ("1,520元", "统一写成数字"),
        ("１５２０", "统一写成数字"),
        ("1.52万元", "按“万”换算"),
        ("一万五千元", "中文数字换成阿拉伯数字"),
        (33.3333, "四舍五入到分"),
        ("0.3333333万元", "按“万”换算，四舍五入到分"),
        ("-", "按没有填处理"),
        ("无", "按没有填处理"),
    ],
    ids=name,
)
def test_what_was_normalised_is_said(raw: object, note: str) -> None:
    assert read(COST, raw).note == note


def test_rounding_to_the_fen_is_half_up() -> None:
    assert read(COST, "0.125").value == Decimal("0.13")
    assert read(INDICATOR, "98.765").value == Decimal("98.765")


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        (1.52, "万元", "15200"),
        ("1.52", "万元", "15200"),
        ("15200元", "万元", "15200"),
        ("1.52万", "万元", "15200"),
        ("3.5", "千元", "3500"),
        ("35", "元", "35"),
    ],
    ids=name,
)
def test_the_unit_of_the_header_scales_bare_numbers(raw: object, unit: str, value: str) -> None:
    assert read(COST, raw, unit).value == Decimal(value)


def test_a_scaled_header_is_said() -> None:
    assert read(COST, 1.5, "万元").note == "按表头的“万元”换算"
    assert read(PERSONS, "1.2", "万人").value == 12000


@pytest.mark.parametrize(
    "raw",
    [
        "10万余元", "10余万元", "三千左右", "3000余元", "上千元", "数百元", "十几元", "近3000元",
        "约3000", "大约三千元", "三四千元", "若干", "1000-2000元", "不足500元", "几千元",
        "二百多元",
    ],
    ids=name,
)  # fmt: skip
def test_vague_amounts_stay_as_written(raw: str) -> None:
    cell = read(COST, f" {raw} ")
    assert (cell.value, cell.text) == (None, raw)
    assert cell.note == "概数，按原文保留，不计入合计"
    assert not cell.problem


@pytest.mark.parametrize(
    "raw", ["十余幅", "230余件", "近百人", "约200人", "数十人", "三四十人"], ids=name
)
def test_vague_counts_stay_as_written(raw: str) -> None:
    assert read(ITEMS, raw).text == raw


def test_a_vague_amount_where_an_exact_one_is_needed_is_a_problem() -> None:
    cell = read(BOOKED_AMOUNT, "10万余元")
    assert (cell.problem, cell.cure) == ("是概数，这一列要准确的数字", "请查实后填写")
    assert cell.text is None


@pytest.mark.parametrize(
    "raw",
    [
        "三千上下？", "nan", "inf", "-inf", "1e5", float("nan"), float("inf"), "一百五", "一万五",
        "abc", "12 34", "1.2.3", "约", "余", "+", "二百二十百", "3万5", "¥", True, "二百零", "十百",
        "٣", "①", "元",
    ],
    ids=name,
)  # fmt: skip
def test_what_is_no_number_is_told(raw: object) -> None:
    cell = read(COST, raw)
    assert cell.value is None
    assert (cell.problem, cell.cure) == ("不是数字", "请改为数字；只知道大概时可写“3000余元”")


@pytest.mark.parametrize("raw", ["12,34", "1,5", "1,520,0"], ids=name)
def test_a_misplaced_comma_is_not_guessed_at(raw: str) -> None:
    assert read(COST, raw).problem == "逗号的位置不对，看不出是多少"


@pytest.mark.parametrize("raw", [10**400, 1e300, "9" * 30, LIMIT, -LIMIT], ids=name)
def test_absurd_numbers_are_refused(raw: object) -> None:
    assert read(COST, raw).problem == "数太大"


@pytest.mark.parametrize(
    "raw", [dt.date(2026, 3, 8), MOMENT("2026-03-08"), dt.time(3, 4)], ids=name
)
def test_a_date_is_no_number(raw: object) -> None:
    assert read(PERSONS, raw).problem == "是日期，不是数字"


@pytest.mark.parametrize(
    ("raw", "value"),
    [("278", 278), ("278人", 278), ("２７８名", 278), ("二百七十八", 278), (278.0, 278), ("0", 0)],
    ids=name,
)
def test_counts_are_whole(raw: object, value: int) -> None:
    cell = read(PERSONS, raw)
    assert cell.value == value
    assert type(cell.value) is int


@pytest.mark.parametrize("raw", [2.5, "2.5", "2.5人", "0.00035万"], ids=name)
def test_half_a_person_is_a_problem(raw: object) -> None:
    cell = read(PERSONS, raw)
    assert (cell.problem, cell.cure) == ("不是整数", "参加人数请写整数")


def test_person_times_among_persons_go_to_their_own_column() -> None:
    cell = read(PERSONS, "278人次")
    assert (cell.value, cell.rest, cell.note) == (None, 278, "是人次，记入人次一列")
    assert read(TIMES, "278人次").value == 278
    both = read(PERSONS, "64人/128人次")
    assert (both.value, both.rest) == (64, 128)
    assert both.note == "64人记在这里，128人次记入人次一列"
    alone = read(ATTENDEES, "278人次")
    assert (alone.value, alone.note) == (278, "写的是人次，按人数记")


@pytest.mark.parametrize(
    ("column", "raw", "problem"),
    [
        (PERSONS, "12户", "数的是“户”，这一列记的是人"),
        (PERSONS, "十余户", "数的是“户”，这一列记的是人"),
        (PERSONS, "300元", "是金额，这一列记的是人"),
        (COST, "12户", "数的是“户”，这一列记的是金额"),
    ],
    ids=name,
)
def test_a_count_of_something_else_is_a_problem(column: Column, raw: str, problem: str) -> None:
    cell = read(column, raw)
    assert (cell.problem, cell.cure) == (problem, "请写到相应的列")


def test_counting_words_that_fit_are_taken() -> None:
    assert read(ADOPTED, "15条").value == 15
    assert read(ITEMS, "24个节目").value == 24
    assert read(INDICATOR, "860人").value == Decimal(860)


@given(st.integers(0, 10**8 - 1))
def test_chinese_numerals_read_back_what_documents_write(number: int) -> None:
    assert read_chinese(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二十万三百", 200300),
        ("一亿", 10**8),
        ("三亿二千万", 320_000_000),
        ("〇", 0),
        ("两百", 200),
    ],
    ids=name,
)
def test_chinese_numerals_as_people_write_them(text: str, number: int) -> None:
    assert read_chinese(text) == number


@pytest.mark.parametrize("text", ["", "零零", "一百五", "万", "十万亿", "一万二亿", "三二一", "百"])
def test_incomplete_chinese_numerals_are_refused(text: str) -> None:
    assert read_chinese(text) is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2026-03-08", "2026-03-08"),
        ("2026.3.8", "2026-03-08"),
        ("2026/3/8", "2026-03-08"),
        ("2026．3．8", "2026-03-08"),
        ("2026 年 3 月 8 日", "2026-03-08"),
        ("二〇二六年三月八日", "2026-03-08"),
        ("20260308", "2026-03-08"),
        ("2026-03-08 00:00:00", "2026-03-08"),
        ("2026年3月8日（星期日）", "2026-03-08"),
        ("3月8日", "2026-03-08"),
        ("3月8号", "2026-03-08"),
        ("3.8", "2026-03-08"),
        ("3.10", "2026-03-10"),
        ("3/8", "2026-03-08"),
        ("三月八日", "2026-03-08"),
        ("十二月二十一日", "2026-12-21"),
        ("26.3.8", "2026-03-08"),
        ("26年3月8日", "2026-03-08"),
        ("2024-02-29", "2024-02-29"),
        ("2026年3月", "2026-03"),
        ("2026.3", "2026-03"),
        ("2026-03", "2026-03"),
        ("202603", "2026-03"),
        ("3月", "2026-03"),
        ("3月份", "2026-03"),
        ("三月", "2026-03"),
        ("3", "2026-03"),
        ("3月上旬", "2026-03"),
        ("第一季度", "2026-Q1"),
        ("一季度", "2026-Q1"),
        ("2026年第二季度", "2026-Q2"),
        ("2026-Q3", "2026-Q3"),
        ("2026年", "2026"),
        ("2026年度", "2026"),
        ("全年", "2026"),
        ("46089", "2026-03-08"),
        (46089, "2026-03-08"),
        (46089.75, "2026-03-08"),
        (20260308.0, "2026-03-08"),
        (202603, "2026-03"),
        (2026.0, "2026"),
        (2026.3, "2026-03"),
        (3.0, "2026-03"),
        (3.8, "2026-03-08"),
        (3.12, "2026-03-12"),
        (2.3, "2026-02-03"),
        (Decimal("3.8"), "2026-03-08"),
        (dt.date(2026, 3, 8), "2026-03-08"),
        (MOMENT("2026-03-08 23:59"), "2026-03-08"),
    ],
    ids=name,
)
def test_dates_keep_the_precision_they_are_written_with(raw: object, value: str) -> None:
    cell = read(START, raw)
    assert cell.value == value
    assert not cell.problem


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("2026-03-08", ""),
        ("2026年3月", ""),
        (dt.date(2026, 3, 8), ""),
        ("2026.3.8", "日期写法统一"),
        ("3月8日", "没有写年份，按2026年"),
        ("26.3.8", "两位年份，按2026年"),
        ("2026年3月上旬", "只记到月"),
        (46089, "Excel 的日期序号换成日期"),
        (3.8, "数字 3.8 按3月8日，没有写年份，按2026年"),
        ("—", "按没有填处理"),
    ],
    ids=name,
)
def test_what_a_date_was_taken_for_is_said(raw: object, note: str) -> None:
    assert read(START, raw).note == note


@pytest.mark.parametrize(
    ("raw", "start", "end"),
    [
        ("3月8日-3月10日", "2026-03-08", "2026-03-10"),
        ("3月8日至10日", "2026-03-08", "2026-03-10"),
        ("3月8—10日", "2026-03-08", "2026-03-10"),
        ("3.8-3.10", "2026-03-08", "2026-03-10"),
        ("12.8-10", "2026-12-08", "2026-12-10"),
        ("2026.3.8-2026.3.10", "2026-03-08", "2026-03-10"),
        ("2026-03-08~2026-03-10", "2026-03-08", "2026-03-10"),
        ("6月—8月7日", "2026-06", "2026-08-07"),
        ("3-5月", "2026-03", "2026-05"),
        ("2026年3-5月", "2026-03", "2026-05"),
        ("12月28日到1月3日", "2026-12-28", "2027-01-03"),
    ],
    ids=name,
)
def test_a_range_gives_its_start_and_hands_on_its_end(raw: str, start: str, end: str) -> None:
    cell = read(START, raw)
    assert (cell.value, cell.rest) == (start, end)
    assert "结束日期是" in cell.note


def test_a_range_without_a_column_for_its_end_says_so() -> None:
    cell = read(MEETING_DAY, "3月8日至10日")
    assert (cell.value, cell.rest) == ("2026-03-08", None)
    assert cell.note.startswith("只记开始日期，没有记结束日期 2026-03-10")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("2月30日", "日历上没有这一天"),
        ("2026-02-29", "日历上没有这一天"),
        ("2月29日", "日历上没有这一天"),
        ("13月", "没有这个月份"),
        ("2026.13", "没有这个月份"),
        ("上半年", "只写了半年，分不到月份"),
        ("25.3.8", "年份只有两位，看不出是哪一年"),
        ("1900年", "年份不对"),
        (dt.date(1900, 1, 3), "年份不对"),
        ("春节", "看不出是哪一天"),
        ("十二六年三月", "看不出是哪一天"),
        ("五一", "看不出是哪一天"),
        ("3月8日、10日", "看不出是哪一天"),
        ("3月8日-3月1日", "看不出是哪一天"),
        ("3月8日-5", "看不出是哪一天"),
        ("第一季度-3", "看不出是哪一天"),
        ("1 2", "看不出是哪一天"),
        (15, "看不出是哪一天"),
        (-5.0, "看不出是哪一天"),
        (float("nan"), "看不出是哪一天"),
        (float("inf"), "看不出是哪一天"),
        (1e300, "看不出是哪一天"),
        (True, "不是日期"),
        (dt.time(3, 4), "不是日期"),
        (3.1, "是数字，分不清是3月1日还是3月10日"),
        (3.3, "是数字，分不清是3月3日还是3月30日"),
        (2026.1, "是数字，分不清是2026年1月还是2026年10月"),
    ],
    ids=name,
)
def test_what_is_no_date_is_told(raw: object, problem: str) -> None:
    cell = read(START, raw)
    assert (cell.value, cell.problem) == (None, problem)
    assert cell.cure


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
    ("column", "value", "shown"),
    [
        (COST, Decimal(1520), "1520"),
        (COST, Decimal("1520.5"), "1520.50"),
        (COST, Decimal("1E+3"), "1000"),
        (INDICATOR, Decimal("98.7650"), "98.765"),
        (PERSONS, 278, "278"),
        (PERSONS, pd.NA, ""),
        (BOOKED, True, "是"),
        (BOOKED, np.False_, "否"),
        (START, "2026-03-08", "2026-03-08"),
        (START, "2026-03", "2026年3月"),
        (START, "2026-Q4", "2026年第四季度"),
        (START, "2026", "2026年"),
        (NAME, None, ""),
    ],
    ids=name,
)
def test_values_are_shown_plainly(column: Column, value: object, shown: str) -> None:
    assert cells.show(column, value) == shown


def test_a_vague_amount_is_shown_as_written() -> None:
    assert cells.show(COST, None, "10万余元") == "10万余元"


ANYTHING = st.one_of(
    st.text(),
    st.text("0123456789,.，元万千百十一二三两余多约人次月日年季度-—至 ()￥"),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.none(),
    st.binary(),
)


@given(st.sampled_from(COLUMNS), ANYTHING, st.sampled_from(["", "元", "万元", "人次"]))
def test_no_cell_at_all_raises(column: Column, raw: object, unit: str) -> None:
    cell = read(column, raw, unit)
    assert not (cell.problem and not cell.empty)
    assert bool(cell.problem) == bool(cell.cure)
    assert cell.text is None or column.approx


DATES = st.one_of(
    st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)).map(dt.date.isoformat),
    st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)).map(lambda d: f"{d:%Y-%m}"),
    st.builds("{}-Q{}".format, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 4)),
    st.integers(FIRST_YEAR, LAST_YEAR).map(str),
)
VALUES = {
    "date": DATES,
    "int": st.integers(-(10**11), 10**11),
    "bool": st.booleans(),
    "text": st.text(min_size=1).map(lambda text: read(NAME, text).value).filter(bool),
}


@given(st.sampled_from(COLUMNS), st.data())
def test_what_is_shown_reads_back_as_it_was(column: Column, data: st.DataObject) -> None:
    if column.dtype == "enum":
        value: object = data.draw(st.sampled_from(column.choices)).label
    elif column.dtype == "decimal":
        places = 2 if column.unit == "元" else 6
        value = data.draw(st.decimals(-(10**9), 10**9, places=places))
    else:
        value = data.draw(VALUES[column.dtype])
    assert read(column, cells.show(column, value)) == Cell(value)  # type: ignore[arg-type]
