from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie.wording import Piece, both, diff, sentences

TEXT = st.text("一二三工会慰问{}。；\n1278 ab", max_size=60)


def shown(old: str, new: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("一年来。", "一年来。", "一年来。"),
        ("", "新写的。", "[+新写的。+]"),
        ("删去的。", "", "[-删去的。-]"),
        ("共慰问278人次。", "共慰问280人次。", "共慰问[-278-][+280+]人次。"),
        (
            "慰问{{慰问.人次}}人。",
            "慰问{{慰问.户}}人。",
            "慰问[-{{慰问.人次}}-][+{{慰问.户}}+]人。",
        ),
        ("第一句。第三句。", "第一句。第二句。第三句。", "第一句。[+第二句。+]第三句。"),
        (
            "![各月](chart:活动.按月)",
            "![各月](chart:活动.按类别)",
            "[-![各月](chart:活动.按月)-][+![各月](chart:活动.按类别)+]",
        ),
        ("职工满意。", "会员很满意。", "[-职工-][+会员很+]满意。"),
        ("开展的好。", "推进得好了。", "[-开展的好-][+推进得好了+]。"),
    ],
)
def test_changes_read_as_words(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@given(TEXT, TEXT)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


def test_a_passage_without_an_end_is_shown_as_replaced() -> None:
    old, new = "甲" * 3000, "乙" * 3000
    assert diff(old, new) == (Piece("removed", old), Piece("added", new))


def test_both_texts_in_one_say_what_they_have_in_common_once() -> None:
    one, other = "一是慰问。二是比赛。\n三是培训。", "一是走访慰问。二是比赛。\n三是培训。四是宣传"
    assert both(one, other) == "一是慰问。一是走访慰问。二是比赛。\n三是培训。四是宣传"
    assert both(one, one) == one
    assert both("", other) == both(other, "") == other


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("一是慰问。二是", "一是慰问。三是培训。", "一是慰问。二是\n三是培训。"),
        ("一是慰问。二是", "一是慰问。二是比赛。", "一是慰问。二是比赛。"),
        ("一是慰问。二是比赛。", "一是慰问。二是", "一是慰问。二是比赛。"),
        ("二是比赛。一是慰问。", "一是慰问。三是培训。", "二是比赛。一是慰问。三是培训。"),
        ("甲。\n", "乙。", "甲。\n乙。"),
    ],
)
def test_both_texts_in_one_run_nothing_together_and_repeat_nothing(
    one: str, other: str, together: str
) -> None:
    assert both(one, other) == together


@given(st.text("一二。\n"), st.text("一二。\n"))
def test_both_texts_in_one_leave_no_sentence_out(one: str, other: str) -> None:
    said = both(one, other)
    for sentence in [*sentences(one), *sentences(other)]:
        assert sentence.strip() in said
