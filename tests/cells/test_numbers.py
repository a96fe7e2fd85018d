"""Amounts and counts are read as offices write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cells.columns import (
    ADOPTED,
    ATTENDEES,
    BOOKED_AMOUNT,
    COLUMNS,
    COST,
    INDICATOR,
    ITEMS,
    MOMENT,
    PERSONS,
    TIMES,
    name,
    read,
)
from zongjie.cells import Cell, numbers
from zongjie.cells.numbers import LIMIT
from zongjie.schema import Column


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


@pytest.mark.parametrize("raw", ["十余幅", "230余件", "近百人", "约200人", "数十人", "三四十人"])
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


@pytest.mark.parametrize(
    ("raw", "value"),
    [("2万5千", "25000"), ("2万5千元", "25000"), ("1亿2000万", "120000000"), ("3千2百", "3200")],
)
def test_amounts_in_two_steps_add_up(raw: str, value: str) -> None:
    assert read(COST, raw).value == Decimal(value)


@pytest.mark.parametrize("raw", ["2千5万", "2万5", "5百2百", "2万5千3"])
def test_steps_that_do_not_go_down_are_not_guessed_at(raw: str) -> None:
    assert read(COST, raw).problem


@pytest.mark.parametrize("raw", ["0.001", "0.004元", 0.002])
def test_money_below_a_fen_is_not_made_zero(raw: object) -> None:
    assert read(COST, raw).problem == "不到 1 分钱"


@given(
    st.sampled_from(COLUMNS).filter(lambda column: column.dtype in ("int", "decimal")),
    st.from_regex(r"[0-9]{1,4}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?(元|人)?", fullmatch=True),
    st.sampled_from(["", "元", "万元"]),
)
def test_the_short_way_for_plain_numbers_says_what_the_long_one_says(
    column: Column, raw: str, unit: str
) -> None:
    assert read(column, raw, unit) == numbers._from_any_text(column, raw, unit)
