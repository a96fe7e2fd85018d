"""概数 as offices word them, with and without a unit: kept as written, never a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cells.columns import BOOKED_AMOUNT, COST, PERSONS, read
from zongjie.cells.vague import bounds, with_unit

BARE = [
    "三千左右", "约三千", "近百", "两百多", "上千", "数百", "十几", "百余", "3000多", "3000余",
    "约1.5万", "不到200", "200以上", "5-6", "5至6", "5～6", "5到6", "1500-1600", "100—200",
    "5、6", "五、六", "五六", "两三百", "三四千", "一两百", "二百几十", "三千几", "3千几",
    "200几", "好几百", "几百上千", "成百上千", "成千上万", "数以千计", "几千几百", "千八百",
    "百儿八十", "约3000", "大约2万", "大概三千左右", "大约近百", "将近3000", "接近2万", "近10万",
    "近十万", "逾200", "超200", "超过500", "过千", "破百", "突破1万", "不足500", "不满200",
    "未满200", "不及百", "少于200", "低于200", "多于200", "大于200", "小于200", "高于200",
    "不少于200", "不低于500", "不超过200", "不多于200", "至少200", "最多200", "最少200",
    "至多200", "≈3000", "～3000", ">500", "＞500", "≥500", "<200", "≤200", "2000+", "2000＋",
    "3万+", "3000（约）", "3000(估)", "估计3000", "约为200", "共约200", "合计约3000", "2000上下",
    "1万出头", "200之多", "200许", "1万5千多", "10来万", "百来万", "差不多200", "若干", "大几百",
    "三十有余",
]  # fmt: skip
PEOPLE = [
    "几十人", "几人", "几个人", "若干人", "三五人", "五六人", "十七八人", "二十七八人",
    "十几二十人", "一二十人", "三五百人", "一百二三十人", "5-6人", "5人-6人", "5人至6人",
    "5至6人", "5～6人", "5、6人", "5人左右", "200人以上", "200人（含）以上", "200人以内",
    "超过500人", "不少于200人", "200+人", "200来人", "三千来人", "一百来号人", "百十人",
    "百十来人", "百把人", "千把人", "百八十人", "上百人", "过百人", "约百人", "百人左右",
    "千余人", "近百余人", "大约有200人", "约计200人", "达200余人", "好几十人", "三百余人次",
]  # fmt: skip
MONEY = [
    "3千多元", "三千余元", "上万元", "数千元", "几十万元", "七八十元", "七八百块", "1万多元",
    "1.5万余元", "10多万元", "百万余元", "近10万元", "2万元左右", "约2万元左右", "5-6万元",
    "5万至6万元", "1,500-1,600元", "两千多块", "2千多块钱", "万把块", "2000元多", "1000余元整",
    "约叁仟元", "3000元（约）", "3000元不到", "总计3000余元", "约合3000元", "两千几百元",
    "一两千元", "约¥3000", "万元以上",
]  # fmt: skip


@pytest.mark.parametrize("raw", BARE)
def test_a_unit_is_not_needed(raw: str) -> None:
    for column in (COST, PERSONS):
        cell = read(column, raw)
        assert (cell.value, cell.text, cell.problem) == (None, raw, "")


@pytest.mark.parametrize(
    ("raw", "column"),
    [*((raw, PERSONS) for raw in PEOPLE), *((raw, COST) for raw in MONEY)],
)
def test_a_fitting_unit_is_taken(raw: str, column: object) -> None:
    cell = read(column, raw)  # type: ignore[arg-type]
    assert (cell.value, cell.text, cell.problem) == (None, raw, "")


@pytest.mark.parametrize("raw", ["约200户", "三千余元", "5、6次会"])
def test_a_unit_that_does_not_fit_is_told(raw: str) -> None:
    cell = read(PERSONS, raw)
    assert cell.problem
    assert cell.empty


@pytest.mark.parametrize(
    "raw",
    [
        "多人",
        "半数",
        "全体",
        "每次约30人",
        "人均约30",
        "约各200元",
        "一二三",
        "1、3",
        "约",
        "3w",
        "三五七",
    ],
)
def test_what_says_no_number_is_told_and_not_kept_as_one(raw: str) -> None:
    for column in (COST, PERSONS):
        assert read(column, raw).problem
        assert read(column, raw).empty


@pytest.mark.parametrize("raw", ["三千左右", "3000多", "5-6"])
def test_a_column_of_exact_numbers_takes_none(raw: str) -> None:
    assert read(BOOKED_AMOUNT, raw).problem == "是概数，这一列要准确的数字"


NUMBERS = st.one_of(
    st.integers(1, 10**9).map(str),
    st.integers(1000, 10**9).map(lambda number: f"{number:,}"),
    st.sampled_from(["三千", "二百五十", "十", "百", "两万", "壹仟"]),
    st.integers(1, 999).map(lambda number: f"{number / 10}万"),
)
HEADS = st.sampled_from(
    ["约", "大约", "近", "将近", "超过", "不到", "不足", "至少", "不少于", "逾", "≈", "~", ">", "≤"]
)
TAILS = st.sampled_from(["左右", "上下", "以上", "以内", "多", "余", "之多", "出头", "+", "（约）"])


@given(NUMBERS, HEADS, st.sampled_from(["", "元"]))
def test_any_number_with_a_word_before_it_is_one(number: str, head: str, unit: str) -> None:
    cell = read(COST, head + number + unit)
    assert (cell.value, cell.text) == (None, head + number + unit)


@given(NUMBERS, TAILS)
def test_any_number_with_a_word_behind_it_is_one(number: str, tail: str) -> None:
    cell = read(COST, number + tail)
    assert (cell.value, cell.text) == (None, number + tail)


@given(st.text("约近余多几数左右上下以到至不超过0123456789.,万千百十元人一二三两"))
def test_no_word_of_vagueness_ever_gives_an_exact_number(text: str) -> None:
    if set(text) & set("约近余几数左超"):
        assert read(COST, text).value is None


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("约120", "人次", "约120人次"),
        ("100余", "人次", "100余人次"),
        ("200左右", "人", "200人左右"),
        ("200（含）以上", "人", "200人（含）以上"),
        ("3000（约）", "元", "3000元（约）"),
        ("10万余", "元", "10万余元"),
        ("五六", "人", "五六人"),
        ("百余人", "人次", "百余人"),  # it has one
        ("另行统计", "人", "另行统计"),  # it is no 概数
    ],
)
def test_a_rough_number_without_a_counting_word_gets_it_where_it_is_said(
    text: str, unit: str, said: str
) -> None:
    assert with_unit(text, unit) == said


@pytest.mark.parametrize(
    ("raw", "unit", "text"),
    [
        ("约0.5", "万元", "约0.5万元"),
        ("3左右", "万元", "3万元左右"),
        ("约3000元", "万元", "约3000元"),  # it has its own
        ("约5万", "万元", "约5万"),
        ("约5000", "元", "约5000"),
    ],
)
def test_the_unit_of_the_header_stands_behind_a_rough_number(
    raw: str, unit: str, text: str
) -> None:
    cell = read(COST, raw, unit)
    assert (cell.value, cell.text) == (None, text)
    assert (f"表头的“{unit}”" in cell.note) == (text != raw)


@pytest.mark.parametrize(
    ("text", "least", "below"),
    [
        ("60余人", 60, 70),
        ("1200多人次", 1200, 1300),
        ("2万余元", 20000, 30000),
        ("10余万元", 100000, 200000),
        ("1.5万余元", 15000, 16000),
    ],
)
def test_what_is_something_over_lies_between_two_numbers(text: str, least: int, below: int) -> None:
    assert bounds(text) == (Decimal(least), Decimal(below))


@pytest.mark.parametrize("text", ["约60人", "近百人", "5至6人", "百余人", "60人"])
def test_of_other_rough_numbers_no_bounds_are_told(text: str) -> None:
    assert bounds(text) is None
