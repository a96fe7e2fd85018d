"""Text that belongs to no section of its notebook: a genre of one's own is given other titles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ledgers import make
from zongjie import catalogue, portable, unplaced
from zongjie.draft import Draft, Section

OLD, NEW = "师德师风", "立德树人"
FRONT = "---\ngenre: mine\nunit: 某某学校工会\nyear: 2026\n---\n"


@pytest.fixture
def here(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a genre made from the school's, its first section called by an own title."""
    monkeypatch.chdir(tmp_path)
    entitle(root, OLD)
    cell = {"cell_type": "code", "source": ['book.section("ideology")']}
    (tmp_path / "mine.ipynb").write_text(json.dumps({"cells": [cell]}), "utf-8")
    return tmp_path


def entitle(root: Path, title: str) -> None:
    text = (root / "zongjie" / "data" / "genres" / "school.toml").read_text("utf-8")
    usual = f'title = "{catalogue.genre("school").specs["ideology"].title}"'
    assert usual in text
    mine = text.replace('id = "school"', 'id = "mine"').replace(usual, f'title = "{title}"')
    Path("mine.toml").write_text(mine, "utf-8")


def draft(*sections: Section) -> Draft:
    return Draft("mine", "某某学校工会", 2026, sections=sections)


def test_a_section_is_known_again_when_its_genre_calls_it_something_else(
    here: Path, root: Path
) -> None:
    written = draft(Section("ideology", OLD, "学了三次。"), Section("overview", "前言", "一年来。"))
    portable.write(written, make(), here / "草稿")
    lines = (here / "草稿" / "draft.md").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        f"## {OLD} {{#ideology}}",
        "## 前言",
    ]
    entitle(root, NEW)
    again = portable.read(here / "草稿").draft
    assert again == written
    assert unplaced.of_draft(again) == ()


@pytest.mark.usefixtures("here")
def test_a_title_of_the_genre_that_it_was_made_from_is_known_too() -> None:
    usual = catalogue.genre("school").specs["ideology"].title
    (section,) = portable.loads(f"{FRONT}## {usual}\n学了三次。\n").sections
    assert section == Section("ideology", usual, "学了三次。")
    both = portable.loads(f"{FRONT}## {OLD}\n一\n## {usual}\n二\n").sections
    assert [one.id for one in both] == ["ideology", usual]
    assert portable.loads(portable.dumps(draft(*both))).sections == both


@pytest.mark.usefixtures("here")
def test_text_under_a_title_that_nobody_knows_any_more_is_told_with_its_cure(root: Path) -> None:
    text = f"{FRONT}## {OLD}\n学了三次。\n## 空的\n## 志愿服务 {{#volunteer}}\n做了。\n"
    entitle(root, "师德师风建设")
    old, other = unplaced.of_draft(portable.loads(text))
    assert (old.part, old.severity) == (OLD, "look")
    assert "要是“师德师风建设”改过标题" in old.message
    assert "“## 师德师风建设 {#ideology}”再打开" in old.message
    assert other.message.endswith('请懂笔记本的人加一格 book.section("volunteer")。')
    mended = text.replace(f"## {OLD}", "## 师德师风建设 {#ideology}")
    assert [one.part for one in unplaced.of_draft(portable.loads(mended))] == ["volunteer"]


def test_a_section_that_the_notebook_has_a_cell_for_is_placed(here: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": 'book.section("no")'},
        {"cell_type": "code", "source": "%load_ext x\n"},
        {"cell_type": "code", "source": "print('book')\nother.thing('no')\nbook.section()"},
        {"cell_type": "code", "source": ['book.section("读书会", title="读书")\n', "x = 1"]},
        {"cell_type": "code", "source": 'book.section(id_="volunteer")'},
    ]
    (here / "mine.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    assert catalogue.cells("mine") == ("读书会", "volunteer")
    text = f"{FRONT}## 读书会\n读了书。\n## 志愿服务 {{#volunteer}}\n做了。\n## 篮球\n打了。\n"
    assert [one.part for one in unplaced.of_draft(portable.loads(text))] == ["篮球"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": [1]}', '{"cells": [{}]}'])
def test_what_is_no_notebook_shows_nothing(here: Path, text: str) -> None:
    (here / "mine.ipynb").write_text(text, "utf-8")
    assert catalogue.cells("mine") == ()


@pytest.mark.usefixtures("here")
def test_nothing_is_said_where_the_genre_is_not_known_or_a_section_was_taken_out() -> None:
    assert unplaced.of_draft(Draft("none", "u", 2026, sections=(Section("甲", "甲", "一"),))) == ()
    taken_out = draft(Section("women", "女教职工", "办了讲座。"), Section("title", "标题", "总结"))
    assert unplaced.of_draft(taken_out) == ()
