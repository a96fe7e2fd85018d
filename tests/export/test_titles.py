"""Titles are broken by meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie.export.titles import broken


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("", ()),
        ("某某机械厂工会2026年度工作总结", ("某某机械厂工会2026年度工作总结",)),
        (
            "某某机械集团有限责任公司工会委员会2026年度工作总结",
            ("某某机械集团有限责任公司工会委员会", "2026年度工作总结"),
        ),
        (
            "中国某某重型机械集团有限责任公司第一分厂工会委员会2026年度工作总结",
            ("中国某某重型机械集团有限责任公司", "第一分厂工会委员会2026年度工作总结"),
        ),
        (
            "某某公司工会2026年度工作总结暨2027年工作计划的报告",
            ("某某公司工会2026年度工作总结", "暨2027年工作计划的报告"),
        ),
        (
            "某某厂工会委员会关于二〇二六年上半年工作情况的总结",
            ("某某厂工会委员会关于", "二〇二六年上半年工作情况的总结"),
        ),
    ],
)
def test_a_line_ends_where_a_name_or_the_time_ends(title: str, lines: tuple[str, ...]) -> None:
    assert broken(title, 20) == lines


def test_letters_and_digits_take_less_room() -> None:
    assert broken("a" * 33, 20) == ("a" * 33,)


def test_bold_digits_are_wider_than_half_a_character() -> None:
    lines = broken("某某县农业农村局机关工会2025年度工作总结", 20)
    assert lines == ("某某县农业农村局机关工会", "2025年度工作总结")


@given(st.text("某厂工会2026年度总结a的（） ", max_size=90), st.integers(6, 24))
def test_nothing_is_lost_and_no_line_is_too_long(title: str, width: int) -> None:
    lines = broken(title, width)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(line.strip() == line and line for line in lines)
    assert len(lines) == 1 or all(
        sum(1 if ord(char) > 255 else 0.5 for char in line) <= width for line in lines
    )


def test_what_is_too_long_for_a_title_is_left_to_the_page() -> None:
    title = "某某机械厂工会" * 10_000
    assert broken(title, 20) == (title,)
