"""Chinese numerals read back what documents write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cells.columns import name
from zongjie.cells.numerals import read_chinese
from zongjie.numerals import to_chinese


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
