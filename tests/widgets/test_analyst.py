"""An analyst edits a notebook's cells: the form and the document follow."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode, v4

from tests.ledgers import make
from tests.samples import read
from tests.stores import opened
from tests.widgets.asking import Asker
from widgets import Workbook, places
from widgets.checks import remarks
from zongjie import catalogue, portable
from zongjie.draft import Draft, Section, put_section
from zongjie.errors import SchemaError
from zongjie.store import Store

OWN: dict[str, Any] = {
    "title": "师徒结对",
    "prompts": ["结了几对？", "带出了什么？"],
    "figures": ["活动.培训.次数"],
    "checks": ["只写人数，不写姓名"],
    "words": (20, 120),
    "example": "例文：结对{{活动.培训.次数}}项。",
    "suggestions": ["全年结对{{活动.培训.次数}}项。", "支出{{活动.培训.支出|元}}。"],
}
TEXT = "全年结对{{活动.培训.次数}}项，见下图。\n\n![各类活动](chart:活动.按类别)"


@pytest.fixture
def book(store: Store) -> Workbook:
    return Workbook("school", store=store)


def edited(path: Path, draft: str) -> NotebookNode:
    """The school's notebook with a section added, one reworded and one moved to the front."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    cells[
        "open"
    ].source = f'from widgets import Workbook\n\nbook = Workbook("school", draft="{draft}")'
    cells["section-women"].source = 'book.section("women", title="女教师工作")'
    given = ", ".join(f"{name}={value!r}" for name, value in OWN.items())
    added = [
        v4.new_markdown_cell("## 师徒结对\n\n结了几对、怎样带的，写清楚。"),
        v4.new_code_cell(f'book.section("mentors", {given})'),
    ]
    moved = [cells["about-section-women"], cells["section-women"]]
    rest = [cell for cell in notebook.cells if cell not in moved]
    at = rest.index(cells["about-section-ideology"])
    notebook.cells = [*rest[:at], *moved, *added, *rest[at:]]
    return notebook


def test_an_edited_notebook_is_exported_as_it_was_edited(root: Path, tmp_path: Path) -> None:
    sample = read("school").portable
    draft = put_section(sample.draft, Section("mentors", "师徒结对", TEXT))
    with opened(tmp_path / "data") as store:
        id_ = store.create(draft, sample.intake.ledgers)
    nbformat.write(edited(root / "notebooks" / "school.ipynb", id_), tmp_path / "mine.ipynb")
    subprocess.run(
        [
            *(sys.executable, "-m", "nbconvert", "--execute", "--to", "zongjie_md"),
            *("--output-dir", str(tmp_path), str(tmp_path / "mine.ipynb")),
        ],
        check=True,
        capture_output=True,
        env={**os.environ, "ZONGJIE_DATA_DIR": str(tmp_path / "data")},
    )
    text = (tmp_path / "mine.md").read_text("utf-8")
    headings = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert headings[:3] == ["一、女教师工作", "二、师徒结对", "三、思想引领与师德建设"]
    assert len(headings) == 9
    assert "全年结对1项，见下图。" in text
    assert "各类活动" in text


def test_an_added_section_is_saved_checked_and_comes_back(
    book: Workbook, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = book.section("mentors", **OWN)
    assert [one["text"] for (one,) in view.props["suggestions"]] == [
        "全年结对{{活动.培训.次数}}项。"
    ]
    assert view.props["words"] == (20, 120)
    Asker(view, monkeypatch)("write", text=TEXT + "\n\n徒弟{{指标.徒弟}}人。")
    kept = store.load(book.state.id)
    assert kept.draft.section("mentors") == Section(
        "mentors", "师徒结对", TEXT + "\n\n徒弟{{指标.徒弟}}人。"
    )
    (said,) = [remark for remark in remarks(book.state) if remark.step == "mentors"]
    assert (said.place, said.severity) == ("师徒结对", "block")

    portable.write(kept.draft, kept.ledgers, tmp_path / "draft.zip")
    back = portable.read(tmp_path / "draft.zip")
    assert back.draft == kept.draft
    again = Workbook("school", store.create(back.draft, back.intake.ledgers), store=store)
    assert again.section("mentors", title="结对").props["text"].startswith("全年结对")


def test_a_section_may_be_said_anew_and_keeps_its_text(book: Workbook) -> None:
    view = book.section("women", "女教师工作", prompts=["办了什么？"])
    assert view.props["title"] == "女教师工作"
    assert view.props["prompts"] == ("办了什么？",)
    assert view.props["text"].startswith("“三八”妇女节期间")
    assert book.state.document.section("women") == replace(
        book.state.draft.section("women") or Section("", ""), title="女教师工作"
    )


def test_a_section_that_no_cell_shows_is_told(store: Store) -> None:
    sections = (
        Section("师徒结对", "师徒结对", "结了99对，{{指标.徒弟}}人。"),
        Section("读书会", "读书会", "读了书。"),
        Section("空的", "空的", ""),
        Section("women", "女教职工工作", "办了讲座。"),
    )
    draft = Draft("school", "某某学校工会", 2026, sections=sections)
    book = Workbook("school", store.create(draft, make()), store=store)
    book.section("mentors", title="师徒结对")
    book.preview()
    said = {
        place: [one for one in remarks(book.state) if one.place == place and one.severity != "note"]
        for place in ("师徒结对", "读书会", "空的", "女教职工工作")
    }
    missing, place = said["师徒结对"]
    assert (place.step, place.severity) == ("师徒结对", "look")
    assert place.message == (
        "笔记本里没有这一节，排在全文最后。要并到同名的一节，"
        "请在草稿文件里把标题写成“## 师徒结对 {#mentors}”再打开。"
    )
    assert "指标·徒弟" in missing.message
    (other,) = said["读书会"]
    assert other.message.endswith('请懂笔记本的人加一格 book.section("读书会")。')
    assert not said["空的"]
    assert not said["女教职工工作"], "its cell was taken out"

    book.section("读书会")
    assert not [one for one in remarks(book.state) if one.place == "读书会" and "格" in one.message]


def test_a_cell_that_gives_no_title_leaves_it_to_the_draft(store: Store) -> None:
    draft = Draft(
        "school", "某某学校工会", 2026, sections=(Section("reading", "读书会", "读了。"),)
    )
    book = Workbook("school", store.create(draft, make()), store=store)
    book.section("reading")
    assert [one.title for one in book.state.document.sections] == ["读书会"]
    (place,) = (one for one in book.state.outline if one.id == "reading")
    assert place.title == "读书会"


def test_what_a_cell_cannot_say_names_the_cell(book: Workbook) -> None:
    with pytest.raises(SchemaError, match="“prompts”的写法不对") as caught:
        book.section("mentors", prompts="结了几对？")
    assert caught.value.where == 'book.section("mentors")'


@pytest.mark.parametrize("id_", ["preview", "review", "charts", "ledger-activity"])
def test_a_section_is_not_called_as_another_step_of_the_page(book: Workbook, id_: str) -> None:
    with pytest.raises(SchemaError, match=f"“{id_}”是页面上别的一步") as caught:
        book.section(id_, title="志愿服务")
    assert f'"my_{id_}"' in caught.value.cure


def test_a_section_in_a_second_cell_is_told_and_one_run_again_is_not(
    book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_in(monkeypatch, "cell-1")
    book.section("mentors", title="师徒结对")
    again = book.section("mentors", title="师徒结对活动")
    assert again.props["title"] == "师徒结对活动"
    run_in(monkeypatch, "cell-2")
    with pytest.raises(SchemaError, match="前面有一格已经是这一节") as caught:
        book.section("mentors", title="师徒结对")
    assert "请换一个编号，或删去其中一格" in caught.value.cure
    run_in(monkeypatch, "")  # nbconvert and voila do not say which cell runs
    assert book.section("mentors", title="师徒结对").props["title"] == "师徒结对"


def run_in(monkeypatch: pytest.MonkeyPatch, cell: str) -> None:
    """Let code run as in this cell of JupyterLab."""
    shell = SimpleNamespace(get_parent=lambda: {"metadata": {"cellId": cell} if cell else {}})
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)


def test_a_genre_of_ones_own_lies_beside_its_notebook(
    root: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (root / "zongjie" / "data" / "genres" / "school.toml").read_text("utf-8")
    mine = text.replace('id = "school"', 'id = "mine"').replace(
        'noun = "工作总结"', 'noun = "工作报告"'
    )
    (tmp_path / "mine.toml").write_text(mine, "utf-8")
    (tmp_path / "mine.ipynb").write_text("{}", "utf-8")
    assert list(catalogue.genres())[-1] == "mine"
    assert places.notebook("mine") == tmp_path / "mine.ipynb"
    book = Workbook("mine", store=store)
    assert book.state.draft.title.endswith("年度工作报告")

    (tmp_path / "mine.toml").write_text(mine.replace('"ideology"', '"idology"', 1), "utf-8")
    assert "mine" not in catalogue.genres(), "no other page is troubled by it"
    with pytest.raises(SchemaError, match="没有名为“idology”的章节") as caught:
        Workbook("mine", store=store)
    assert re.fullmatch(r"mine\.toml 第\d+行", caught.value.where)
    assert caught.value.cure.startswith("可用的章节")
