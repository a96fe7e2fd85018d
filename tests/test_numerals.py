from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie.numerals import to_chinese


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (278, "二百七十八"),
        (1001, "一千零一"),
        (10010, "一万零一十"),
        (22500, "二万二千五百"),
        (120000, "十二万"),
        (200300, "二十万零三百"),
        (100010000, "一亿零一万"),
        (-3, "负三"),
        (10**20, "一" + "零" * 20),
        (Decimal("2.25"), "二点二五"),
        (Decimal("14640.00"), "一万四千六百四十"),
        (Decimal("1E+3"), "一千"),
    ],
)
def test_numbers_read_as_documents_write_them(number: int | Decimal, text: str) -> None:
    assert to_chinese(number) == text


_PLACES = {"十": 10, "百": 100, "千": 1000}


def _read(text: str) -> int:
    """An independent reading, by grammar, to hold the writer against."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in text:
            head, _, tail = text.rpartition(unit)
            return _read(head) * size + _read(tail)
    total, digit = 0, 0
    for char in text:
        if char in _PLACES:
            total += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + digit


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_number_reads_back(number: int) -> None:
    assert _read(to_chinese(number)) == number
