"""Characters nobody types are found, shown for quoting, and left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie import invisible


@pytest.mark.parametrize(
    "mark", ["\x00", "\x07", "\x1b", "\xad", "\u200b", "\u202e", "\u2066", "\ufeff", "\ufffe"]
)
def test_marks_that_deceive_are_left_out(mark: str) -> None:
    text = f"支出{mark}1520元"
    assert invisible.has_any(text)
    assert invisible.without(text) == "支出1520元"
    assert invisible.shown(text) == "支出□1520元"


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_every_line_break_is_a_newline_and_no_mark(line_break: str) -> None:
    assert invisible.without(f"一{line_break}二") == "一\n二"
    assert not invisible.has_any(f"一{line_break}二")


def test_what_is_typed_on_purpose_stays() -> None:
    text = "一、开展“送温暖”\t活动\u3000全年12次\u00a0。\n𠀀"
    assert invisible.without(text) == text
    assert not invisible.has_any(text)


@given(st.text(st.characters()))
def test_once_cleaned_nothing_is_left_to_clean(text: str) -> None:
    cleaned = invisible.without(text)
    assert invisible.without(cleaned) == cleaned
    assert not invisible.has_any(cleaned)
