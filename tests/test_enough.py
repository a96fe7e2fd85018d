"""When a section says enough, and what it lacks otherwise."""

from __future__ import annotations

import pytest

from zongjie import enough
from zongjie.catalogue import SectionSpec
from zongjie.draft import Section
from zongjie.enough import AS_IT_IS

LONG = "写得够长。" * 40


def spec(*must_have: str, least: int = 100) -> SectionSpec:
    return SectionSpec("welfare", "帮扶", must_have=must_have, words=(least, 600))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("全年 走访\n\n278人次。", 10),
        ("走访{{慰问.人次}}人次，{{慰问.金额|万元}}。", 8),
        ("# 一、帮扶\n![各月](chart:慰问.按月)\n走访。", 7),
        ("", 0),
    ],
)
def test_length_is_counted_as_in_the_page(text: str, length: int) -> None:
    assert enough.length(text) == length  # the same examples are in words.test.ts


@pytest.mark.parametrize(
    ("text", "must_have", "says"),
    [
        ("走访278人次。", (), "还短，写了 8 字，建议 100–600 字。"),
        ("字" * 74, (), "还短，写了 74 字，建议 100–600 字。"),
        ("字" * 75, (), ""),
        (LONG, (), ""),
        (LONG, ("人次", "金额"), "还没有数字，这一节要写到人次、金额。"),
        (LONG + "走访278人次。", ("人次", "金额"), ""),
        (LONG + "走访{{慰问.人次}}人次。", ("人次", "金额"), ""),
        (LONG + "走访三十余户。", ("人次", "金额"), ""),
        (LONG + "走访xx户。", ("人次", "金额"), ""),
        (LONG + "一年来统一思想。", ("次数",), "还没有数字，这一节要写到次数。"),
        (LONG, ("结论", "成效或名次"), ""),
        (LONG, ("至少两条",), "条数还少，这一节要写至少两条。"),
        (LONG + "一是答复慢。二是记得晚。", ("至少两条",), ""),
        (LONG + "\n\n答复慢。", ("至少两条",), ""),
        (LONG + "答复慢的，3月前由委员答复；人少的，每月由小组长报。", ("至少两条",), ""),
        ("", ("人次",), ""),
    ],
)
def test_what_a_section_lacks(text: str, must_have: tuple[str, ...], says: str) -> None:
    assert enough.lacking(Section("welfare", "帮扶", text), spec(*must_have)) == says


def test_what_stays_as_it_is_is_no_finding() -> None:
    section = Section("welfare", "帮扶", "走访278人次。")
    found = enough.finding(section, spec())
    assert found is not None
    assert (found.rule, found.part, found.severity) == (enough.RULE, "welfare", "look")
    kept = Section("welfare", "帮扶", "走访278人次。", frozenset({AS_IT_IS}))
    assert enough.finding(kept, spec()) is None


def test_nothing_is_too_little_where_nothing_is_asked_for() -> None:
    assert enough.lacking(Section("own", "自定", "好。"), SectionSpec("own", "自定")) == ""
    assert enough.lacking(Section("title", "标题", "好。"), spec()) == ""


def test_a_section_is_done_when_nothing_is_left_to_fill_in_and_it_says_enough() -> None:
    def done(text: str, *kept: str) -> bool:
        return enough.is_done(Section("welfare", "帮扶", text, frozenset(kept)), spec())

    assert done(LONG)
    assert not done(" \n")
    assert not done(f"{LONG}走访xx人次。")
    assert not done("走访了职工。")
    assert done("走访了职工。", AS_IT_IS)
