import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie.document.paragraphs import paragraphs


@pytest.mark.parametrize(
    ("typed", "markdown"),
    [
        ("第一段。\n第二段。", "第一段。\n\n第二段。"),
        ("第一段。\n\n第二段。", "第一段。\n\n第二段。"),
        ("如下：\n1. 一\n2. 二\n以上。", "如下：\n\n1. 一\n2. 二\n\n以上。"),
        ("- 一\n  接着说\n- 二", "- 一\n  接着说\n- 二"),
        (
            "见表：\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
            "见表：\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
        ),
        ("> 引文\n> 接着\n正文", "> 引文\n> 接着\n\n正文"),
        ("### 小标题\n正文", "### 小标题\n\n正文"),
        ("正文\n![题注](chart:活动.按月)", "正文\n\n![题注](chart:活动.按月)"),
        ("某某厂工会  \n2027年1月5日", "某某厂工会  \n2027年1月5日"),
        ("1．修订办法。\n2．清理项目。", "1．修订办法。\n\n2．清理项目。"),
        ("标题\n---", "标题\n\n---"),
    ],
)
def test_enter_begins_a_paragraph_and_keeps_lists_and_tables_whole(
    typed: str, markdown: str
) -> None:
    assert paragraphs(typed) == markdown


@given(st.text(st.sampled_from("甲乙1.-|>#! \\\n")))
def test_no_word_is_lost_and_doing_it_twice_changes_nothing(text: str) -> None:
    once = paragraphs(text)
    assert paragraphs(once) == once
    assert [line for line in once.split("\n") if line] == [
        line for line in text.split("\n") if line
    ]
