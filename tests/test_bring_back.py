"""A summary edited in JupyterLab, Word or WPS comes back into its draft."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import nbformat
import pytest

from tests.samples import GENRES, read
from zongjie import bring_back, document, unplaced
from zongjie.bring_back import Change, Returned
from zongjie.bring_back.notebook import RAN
from zongjie.draft import Draft, Section, put_section
from zongjie.errors import DraftError
from zongjie.export import export

FORMATS = ("ipynb", "docx")
HARD = (
    "- 第一项\n- 第二项 {{活动.次数}}\n  - 里面一项\n\n1. 甲\n2. 乙\n\n尾",
    "> 引用一句\n> 第二句\n\n后面\n\n---\n\n（一）标题没有记号\n\n### （二）有记号\n\n#### 没号的",
    "前面\n\n| 项目 | 数 |\n|:--|--:|\n| 甲 | {{活动.次数}} |\n| **乙** | 2 |\n\n后面",
    "**一是：**今年做了{{活动.次数}}项。*强调*的话，5*3*2。\n第一行  \n第二行\\\n第三行",
    "见[网站](https://example.com/a)。<b>不是标签</b> @张三 $x^2$ `代码` “引号”里‘单引号’……——",
    (
        "　　缩进{{慰问.送温暖.金额}}元，{{指标.办实事好事}}件，{{没有.这个}}。\n"
        "\u200b看不见\u200b的，𠮷字。\tTab"
    ),
    (
        "图如下\n![](chart:活动.按类别)\n文字紧跟\n![表 名](table:慰问.按类别)\n"
        "![没有](chart:没有.按月)"
    ),
)
NEW = "## 志愿服务\n\n做了三次。"


@cache
def exported(genre: str, to: str) -> bytes:
    sample = read(genre)
    return export(document.build(sample.portable.draft, sample.figures), to, allow_missing=True)


def returned(data: bytes, name: str, genre: str = "large_factory") -> Returned:
    sample = read(genre)
    return bring_back.compare(sample.portable.draft, sample.figures, bring_back.read(data, name))


def draft(genre: str = "large_factory") -> Draft:
    return read(genre).portable.draft


def in_notebook(edit: Callable[[list[Any]], object]) -> Returned:
    nb = json.loads(exported("large_factory", "ipynb"))
    for cell in nb["cells"]:
        cell["source"] = "".join(cell["source"])
    edit(nb["cells"])
    return returned(json.dumps(nb).encode(), "改过.ipynb")


def in_word(edit: Callable[[str], str]) -> Returned:
    """The DOCX with the text of its main part changed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(exported("large_factory", "docx"))) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                text = edit(part.decode())
                assert text != part.decode()
                part = text.encode()
            new.writestr(name, part)
    return returned(made.getvalue(), "改过.docx")


def cell(cells: list[Any], words: str) -> Any:
    return next(cell for cell in cells if words in cell["source"])


def only(found: Returned) -> Change:
    (change,) = found.changes
    return change


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("genre", GENRES)
def test_what_was_not_edited_brings_no_difference(genre: str, to: str) -> None:
    assert returned(exported(genre, to), f"总结.{to}", genre) == Returned(())


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("text", HARD)
def test_whatever_may_be_typed_brings_no_difference(text: str, to: str) -> None:
    sample = read("large_factory")
    only_it = replace(draft(), sections=(Section("culture", "文体活动与职工文化", text),))
    made = export(document.build(only_it, sample.figures), to, allow_missing=True)
    file = bring_back.read(made, f"总结.{to}")
    assert bring_back.compare(only_it, sample.figures, file) == Returned(())


def test_a_number_stays_bound_where_its_sentence_was_reworded() -> None:
    def edit(cells: list[Any]) -> None:
        found = cell(cells, "名职工荣获市")
        found["source"] = found["source"].replace("身边的先进最有说服力。", "榜样就在身边。")

    change = only(in_notebook(edit))
    assert change.before is not None
    assert change.section.text == change.before.text.replace(
        "身边的先进最有说服力。", "榜样就在身边。"
    )
    assert "{{指标.五一劳动奖章}}名职工" in change.section.text
    assert change.notes == ()


@pytest.mark.parametrize("how", FORMATS)
def test_a_number_that_was_changed_is_told_and_its_neighbours_stay_bound(how: str) -> None:
    if how == "ipynb":

        def edit(cells: list[Any]) -> None:
            found = cell(cells, "各类活动24项")
            found["source"] = found["source"].replace("各类活动24项", "各类活动26项")

        change = only(in_notebook(edit))
    else:
        change = only(in_word(lambda text: text.replace("各类活动24项", "各类活动26项")))
    assert "各类活动26项，召开各类会议{{会议.次数}}次" in change.section.text
    assert change.notes == ("文档里写 26，台账是 24（活动·次数）。",)
    assert change.section.bound == {"全年开展各类活动{{活动.次数}}项"}


def test_a_text_from_word_keeps_its_other_lines_and_charts() -> None:
    change = only(in_word(lambda text: text.replace("工厂承办了第五届", "厂里承办了第五届")))
    assert change.before is not None
    assert change.section.text == change.before.text.replace("工厂承办了", "厂里承办了")
    assert "(chart:活动.按类别)" in change.section.text


def test_a_chart_keeps_what_it_shows_under_a_new_caption() -> None:
    change = only(in_word(lambda text: "活动情况".join(text.rsplit("全年各类活动项数", 1))))
    assert "![活动情况](chart:活动.按类别)" in change.section.text
    change = only(in_notebook(lambda cells: cell(cells, "图1").update(source="图1　活动情况")))
    assert "![活动情况](chart:活动.按类别)" in change.section.text


def test_a_chart_that_shows_something_else_comes_along() -> None:
    def edit(cells: list[Any]) -> None:
        chart = cells[cells.index(cell(cells, "图1")) - 1]
        chart["metadata"]["zongjie"]["ref"] = "活动.按月"

    assert "](chart:活动.按月)" in only(in_notebook(edit)).section.text


def test_a_table_edited_by_hand_stays_the_ledgers_and_is_told() -> None:
    change = only(
        in_notebook(
            lambda cells: cell(cells, "表1").update(
                source=cell(cells, "表1")["source"].replace("22500", "99999")
            )
        )
    )
    assert change.before == change.section
    assert change.notes == ("表“各类慰问登记金额”里的内容改过，仍按台账列。数字不对的，请改台账。",)


def test_sections_in_another_order_keep_their_texts() -> None:
    def edit(cells: list[Any]) -> None:
        moved = [one for one in cells if one["metadata"]["zongjie"].get("section") == "democracy"]
        for one in moved:
            cells.remove(one)
        cells[2:2] = moved

    found = in_notebook(edit)
    assert found.changes == ()
    assert found.order[:3] == ("overview", "democracy", "ideology")
    now = bring_back.accepted(draft(), found)
    assert [section.id for section in now.sections][:3] == ["overview", "democracy", "ideology"]
    assert now.order == found.order
    assert sorted(now.sections, key=lambda one: one.id) == sorted(
        draft().sections, key=lambda one: one.id
    )


def test_a_paragraph_moved_to_another_section_stays_bound() -> None:
    def edit(cells: list[Any]) -> None:
        found = cell(cells, "名职工荣获市")
        lines = found["source"].split("\n\n")
        found["source"] = "\n\n".join(line for line in lines if "荣获市" not in line)
        there = cell(cells, "## 十一、获得荣誉")
        there["source"] += "\n\n" + next(line for line in lines if "荣获市" in line)

    texts = {change.section.id: change.section.text for change in in_notebook(edit).changes}
    assert "荣获市" not in texts["ideology"]
    assert "{{指标.五一劳动奖章}}名职工荣获市" in texts["honours"]


def test_a_new_section_and_a_new_cell_come_along_and_code_is_told() -> None:
    def edit(cells: list[Any]) -> None:
        text = {
            "cell_type": "markdown",
            "metadata": {},
            "id": "new",
            "source": "## 志愿服务\n\n做了三次。",
        }
        more = {"cell_type": "markdown", "metadata": {}, "id": "more", "source": "还有两次。"}
        code: dict[str, Any] = {
            "cell_type": "code",
            "metadata": {},
            "id": "code",
            "source": "1 + 1",
            "outputs": [],
            "execution_count": None,
        }
        cells[-1:-1] = [text, more, code]

    found = in_notebook(edit)
    change = only(found)
    assert change.before is None
    assert change.section == Section("志愿服务", "志愿服务", "做了三次。\n\n还有两次。")
    assert found.notes == ("有一格代码带不回来：1 + 1",)


def test_a_new_section_amid_the_others_comes_with_its_place() -> None:
    new = {"cell_type": "markdown", "metadata": {"zongjie": {}}, "id": "new", "source": NEW}
    found = in_notebook(lambda cells: cells.insert(2, new))
    assert found.order[:3] == ("overview", "志愿服务", "ideology")
    now = bring_back.accepted(draft(), found)
    assert [section.id for section in now.sections][:3] == list(found.order[:3])


@pytest.mark.parametrize("at", [1, 2])
def test_a_new_section_taken_by_itself_stands_at_its_place_in_the_file(at: int) -> None:
    new = {"cell_type": "markdown", "metadata": {"zongjie": {}}, "id": "new", "source": NEW}
    found = in_notebook(lambda cells: cells.insert(at, new))
    usual = [section.id for section in draft().sections]
    now = bring_back.accepted(draft(), found, ["志愿服务"])
    assert [section.id for section in now.sections] == [
        *usual[: at - 1],
        "志愿服务",
        *usual[at - 1 :],
    ]
    # without an order of its own it would stand last wherever its notebook is asked
    assert now.order == tuple(section.id for section in now.sections)
    assert unplaced.of_draft(now) == ()


def test_a_chart_named_in_a_text_cell_comes_along() -> None:
    def edit(cells: list[Any]) -> None:
        cell(cells, "名职工荣获市")["source"] += "\n\n![](chart:活动.按月)"

    assert only(in_notebook(edit)).section.text.endswith("\n\n![](chart:活动.按月)")


def ran(draft: Draft, edit: Callable[[list[Any]], object] = lambda _: None) -> Returned:
    """A workbook as it is after it ran with this draft."""
    figures = read("large_factory").figures
    cells: list[Any] = [nbformat.v4.new_markdown_cell("## 指引")]
    for section in draft.sections:
        shown = nbformat.v4.new_output(
            "display_data",
            {"text/markdown": document.section_markdown(section, figures)},
            metadata=document.section_metadata(section, figures, draft=draft),
        )
        cells.append(nbformat.v4.new_code_cell("book.section()", outputs=[shown]))
    nb = nbformat.v4.new_notebook(cells=cells)
    edit(nb.cells)
    return returned(nbformat.writes(nb).encode(), "out.ipynb")


def test_a_workbook_that_ran_brings_what_its_cells_showed() -> None:
    assert ran(draft()) == Returned((), notes=(RAN,))
    section = draft().section("ideology")
    assert section is not None
    other = replace(section, text=section.text.replace("身边的先进最有说服力。", "榜样就在身边。"))
    found = ran(put_section(replace(draft(), unit="某某二厂工会"), other))
    texts = {change.section.id: change.section.text for change in found.changes}
    assert texts.pop("ideology") == other.text
    assert texts["title"].startswith("某某二厂工会")
    assert set(texts) == {"title", "signature"}


def test_a_workbook_that_ran_keeps_the_order_of_its_draft_or_of_its_cells() -> None:
    ids = [section.id for section in draft().sections]
    own = replace(draft(), order=("democracy", *(id_ for id_ in ids if id_ != "democracy")))
    assert ran(own).order == own.order
    found = ran(draft(), lambda cells: cells.insert(1, cells.pop(4)))
    assert found.order[:2] == ("democracy", "overview")


@pytest.mark.parametrize("data", [{"text/markdown": [1]}, {"text/markdown": None}, []])
def test_a_workbook_with_outputs_of_another_shape_is_refused(data: object) -> None:
    meta = {"zongjie": {"role": "section", "section": "overview"}}
    output = {"output_type": "display_data", "data": data, "metadata": meta}
    cells = [{"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}]
    nb = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    with pytest.raises(DraftError, match="笔记本"):
        bring_back.read(json.dumps(nb).encode(), "out.ipynb")


def test_a_section_that_is_gone_is_a_change_that_may_be_refused() -> None:
    def edit(cells: list[Any]) -> None:
        cells[:] = [one for one in cells if one["metadata"]["zongjie"].get("section") != "safety"]

    found = in_notebook(edit)
    change = only(found)
    assert (change.section.id, change.section.text) == ("safety", "")
    assert bring_back.accepted(draft(), found, ()) == draft()
    kept = bring_back.accepted(draft(), found).section("safety")
    assert kept is not None
    assert kept.text == ""


def test_title_and_signature_come_back() -> None:
    def edit(cells: list[Any]) -> None:
        cells[0]["source"] = "# 我们这一年"
        cells[-1]["source"] = "某某厂工会  \n2012年2月1日"

    texts = {change.section.id: change.section.text for change in in_notebook(edit).changes}
    assert texts == {"title": "我们这一年", "signature": "某某厂工会\n2012年2月1日"}


def test_a_renamed_section_is_the_same_one() -> None:
    change = only(in_word(lambda text: text.replace("六、劳动保护与安全生产", "六、安全生产")))
    assert change.before is not None
    assert change.section == replace(change.before, title="安全生产", named=True)


def test_headings_that_lost_their_style_are_known_by_their_words() -> None:
    assert in_word(lambda text: text.replace('w:val="Heading1"', 'w:val="Normal"')) == Returned(())


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"PK", "a.docx", "不是能打开的 Word 文件"),
        (b"{}", "a.ipynb", "笔记本"),
        (b"", "a.pdf", "这种文件带不回来"),
    ],
)
def test_what_cannot_be_brought_back_says_why(data: bytes, name: str, says: str) -> None:
    with pytest.raises(DraftError, match=says):
        bring_back.read(data, name)


@pytest.mark.parametrize("to", FORMATS)
def test_the_file_of_another_unit_is_told_first(to: str) -> None:
    data, title = exported("school", to), draft("school").title
    assert returned(data, f"中学.{to}").notes[0] == f"这是“{title}”的文件，不是这一份。"
    assert returned(data, f"中学.{to}", "school").notes == ()


def test_an_edited_title_makes_it_no_other_file() -> None:
    def edit(cells: list[Any]) -> None:
        cells[0]["source"] = "# 某某二厂工会2012年工作总结"

    found = in_notebook(edit)
    assert [change.section.id for change in found.changes] == ["title"]
    assert found.notes == ()
    word = in_word(lambda xml: xml.replace(draft().title, "某某二厂工会2012年工作总结"))
    assert word.notes == ()


def test_a_file_of_the_same_unit_is_no_other_file() -> None:
    own = replace(draft(), unit=f"东河市{draft('school').unit}", year=2009)
    found = bring_back.read(exported("school", "ipynb"), "去年.ipynb")
    assert bring_back.compare(own, read("large_factory").figures, found).notes == ()
