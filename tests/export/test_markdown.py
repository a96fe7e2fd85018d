"""The one reading of typed text: a few marks mean something, everything else is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export.samples import HOSTILE
from zongjie.export.blocks import (
    Block,
    Break,
    Emphasis,
    Heading,
    Link,
    ListBlock,
    Missing,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    plain,
)
from zongjie.export.markdown import parse


def paragraph(text: str) -> tuple[object, ...]:
    (block,) = parse(text)
    assert isinstance(block, Paragraph)
    return block.children


def test_every_kind_of_block_is_read() -> None:
    text = "# 甲\n\n文\n\n1. 一\n2. 二\n   - 子\n\n> 引\n\n---\n\n| a | b |\n|--|:-:|\n| 1 | 2 |"
    heading, words, numbered, quote, rule, table = parse(text)
    assert heading == Heading(1, (Text("甲"),))
    assert words == Paragraph((Text("文"),))
    assert isinstance(numbered, ListBlock)
    assert numbered.start == 1
    assert numbered.items[1] == (
        Paragraph((Text("二"),)),
        ListBlock(None, ((Paragraph((Text("子"),)),),)),
    )
    assert quote == Quote((Paragraph((Text("引"),)),))
    assert rule == Rule()
    assert table == Table(
        ("left", "center"), ((Text("a"),), (Text("b"),)), (((Text("1"),), (Text("2"),)),)
    )


def test_a_list_keeps_the_number_it_begins_with() -> None:
    (block,) = parse("3. 三\n4. 四")
    assert isinstance(block, ListBlock)
    assert block.start == 3


def test_bold_closes_between_a_full_stop_and_a_word() -> None:
    assert paragraph("**一是：**今年*很*好") == (
        Strong((Text("一是："),)),
        Text("今年"),
        Emphasis((Text("很"),)),
        Text("好"),
    )


@pytest.mark.parametrize(
    "text", ["5*3*2", "____年____月", "a_b_c", "** 空 **", "**", "2*", "**未完"]
)
def test_marks_that_mark_nothing_are_text(text: str) -> None:
    assert paragraph(text) == (Text(text),)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("完。\n接着", "完。接着"),
        ("one\ntwo", "one two"),
        ("中\nabc", "中 abc"),
        ("**粗**\n字", "粗字"),
        ("字\n**粗**", "字粗"),
    ],
)
def test_a_broken_line_is_joined_the_east_asian_way(text: str, joined: str) -> None:
    assert plain(paragraph(text)) == joined  # type: ignore[arg-type]


def test_a_line_break_asked_for_stays() -> None:
    assert paragraph("甲  \n乙") == (Text("甲"), Break(), Text("乙"))


def test_typed_indentation_is_no_code_and_begins_a_paragraph() -> None:
    assert parse("    缩进") == (Paragraph((Text("缩进"),)),)
    assert parse("　　第一段。\n　　第二段。") == (
        Paragraph((Text("第一段。"),)),
        Paragraph((Text("第二段。"),)),
    )


def test_what_is_missing_is_set_apart() -> None:
    assert paragraph("共【缺：活动.天数】天") == (
        Text("共"),
        Missing("【缺：活动.天数】"),
        Text("天"),
    )


def test_only_web_and_mail_addresses_are_links() -> None:
    assert paragraph("[甲](https://example.com/a)") == (
        Link("https://example.com/a", (Text("甲"),)),
    )
    assert paragraph("[乙](mailto:a@example.com)") == (Link("mailto:a@example.com", (Text("乙"),)),)
    for address in (
        "javascript:alert(1)",
        "file:///x",
        "data:text/html,x",
        "//example.com",
        "a.md",
    ):
        assert paragraph(f"[丙]({address})") == (Text(f"[丙]({address})"),)


def test_pictures_from_elsewhere_are_text() -> None:
    assert paragraph("![图](http://example.com/a.png)") == (
        Text("![图](http://example.com/a.png)"),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_tries_to_be_more_stays_text(text: str) -> None:
    (block,) = parse(text)
    assert isinstance(block, Paragraph)
    # a backslash before punctuation is the one thing Markdown takes away
    assert plain(block.children) == text.replace('\\"', '"')


@given(st.text("#*_`~[]()!<>|\\-+1. \n　甲字：\"'&;{}$@", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(block, Block) for block in parse(text))


@pytest.mark.parametrize("text", ["**a ", "*a ", "[", "![", "- ", "> ", "| a "])
def test_long_runs_of_marks_are_read_in_time(text: str) -> None:
    assert parse(text * 4000)


def test_deep_nesting_is_read() -> None:
    assert parse("> " * 500 + "底")
    assert parse("\n".join("  " * depth + "- 项" for depth in range(200)))
