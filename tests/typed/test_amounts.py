"""What counts as an amount in running text, and what it is worth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie.numerals import to_chinese
from zongjie.typed.amounts import amounts, read_spoken


def read(text: str) -> list[str]:
    return [f"{amount.value.normalize():f}{amount.unit}" for amount in amounts(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("慰问278人次", ["278人次"]),
        ("支出2.25万元", ["22500元"]),
        ("支出22,500元、22500.50 元", ["22500元", "22500.5元"]),
        ("二百七十八名职工", ["278名"]),
        ("完成率达到96.0%，达到97％", ["96%", "97%"]),
        ("投入1.2亿", ["120000000"]),
    ],
)
def test_amounts_are_read_in_digits_in_wan_and_in_characters(text: str, said: list[str]) -> None:
    assert read(text) == said


def test_positions_are_those_of_the_digits_and_of_the_unit() -> None:
    (amount,) = amounts("支出 2.25 万元整")
    assert (amount.start, amount.stop, amount.end, amount.style) == (3, 9, 10, "wan")
    (bare,) = amounts("人员 30 全")
    assert (bare.start, bare.stop, bare.end, bare.unit) == (3, 5, 5, "")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("二百五", 250),
        ("两千", 2000),
        ("一万二", 12000),
        ("一万零二", 10002),
        ("三十七万一千四百", 371400),
        ("一亿", 10**8),
        ("二点二五", Decimal("2.25")),
        ("〇", 0),
    ],
)
def test_chinese_numerals_as_they_are_spoken(words: str, value: Decimal | int) -> None:
    assert read_spoken(words) == value


@pytest.mark.parametrize("words", ["三四十", "百", "万", "一二", "百点五"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert read_spoken(words) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026年工作", "3月8日", "第三届", "一届十二次会议", "第12次", "十二五规划", "建厂60周年",
        "一、加强学习", "（二）民主管理", "1.活动", "2、活动", "(3) 活动", "约30件", "200余人",
        "十几次",
        "30多场", "3-5次", "3至5次", "超过100人", "100人以上", "50人左右", "GB9704", "V2次", "8:30",
        "增加5个百分点", "前10名", "五大竞赛", "二等奖", "增至１",
    ],
)  # fmt: skip
def test_years_dates_ordinals_numbering_ranges_and_rough_numbers_are_none(text: str) -> None:
    assert read(text) == []


@given(st.integers(min_value=0, max_value=10**11))
def test_a_number_written_in_characters_is_read_back(value: int) -> None:
    assert read_spoken(to_chinese(value)) == value


@given(st.text(alphabet="0123456789.,万亿零一二十百千点人次元%年月第约余、-（） \n", max_size=40))
def test_amounts_lie_in_order_within_the_text(text: str) -> None:
    end = 0
    for amount in amounts(text):
        assert end <= amount.start < amount.stop <= amount.end <= len(text)
        end = amount.end
