"""An edited file, taken over section by section."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.ledgers import make
from tests.widgets.asking import Asker, Refused
from widgets.checks import remarks
from widgets.finish import ExportView
from widgets.progress import ProgressView
from widgets.state import State
from widgets.workbook import Workbook
from zongjie import document
from zongjie.cli import main
from zongjie.draft import Draft, Section
from zongjie.export import export
from zongjie.store import Store


@pytest.fixture
def state(store: Store) -> State:
    book = Workbook("large_factory", store=store)
    for section in book.state.draft.sections:
        book.section(section.id)
    return book.state


@pytest.fixture
def ask(state: State, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(ExportView(state), monkeypatch)


def edited(state: State, old: str, new: str) -> bytes:
    made = export(document.build(state.document, state.figures), "ipynb").decode()
    assert old in made
    return made.replace(old, new).encode()


def bring(ask: Asker, data: bytes, name: str = "改过.ipynb") -> dict[str, Any]:
    ask("part", data, key=1, start=0)
    return ask("bring", key=1, name=name)


def test_the_notebook_is_among_the_files_that_are_made(ask: Asker) -> None:
    made = ask.whole("export", to="ipynb", theme="gongwen", allow_missing=False)
    assert json.loads(made.buffers[0])["nbformat"] == 4
    assert bring(ask, made.buffers[0])["changes"] == []


def test_a_change_is_shown_and_taken_over_only_when_it_is_accepted(
    ask: Asker, state: State
) -> None:
    before = state.text("overview")
    (change,) = bring(ask, edited(state, "各类活动24项", "大小活动24项"))["changes"]
    assert (change["id"], change["title"]) == ("overview", "前言")
    assert ["added", "大小"] in change["pieces"]
    assert not any("](" in text for _, text in change["pieces"])
    assert state.text("overview") == before
    ask("accept", id="overview")
    assert state.text("overview") == before.replace("各类活动", "大小活动")
    assert "{{活动.次数}}项" in state.text("overview")


def test_a_chart_that_shows_something_else_is_seen_under_the_same_caption(
    ask: Asker, state: State
) -> None:
    (change,) = bring(ask, edited(state, '"ref": "活动.按类别"', '"ref": "活动.按月"'))["changes"]
    shown = {kind: text for kind, text in change["pieces"] if kind != "same"}
    assert "类别" in shown["removed"]
    assert "月" in shown["added"]


def test_a_changed_number_is_told_beside_the_ledgers(ask: Asker, state: State) -> None:
    (change,) = bring(ask, edited(state, "各类活动24项", "各类活动26项"))["changes"]
    assert change["notes"] == ["文档里写 26，台账是 24（活动·次数）。"]
    ask("accept", id="overview")
    again = State("large_factory", state.keeping.store)
    again.open(state.id)
    for one in (state, again):
        (found,) = one.review.findings(one.section("overview"))
        assert found.message == "台账中“活动·次数”为 24次，这里写了 26。"
        assert one.text("overview")[slice(*found.span)] == "26"
        assert found.suggestions == ("{{活动.次数}}",)
    state.keep("overview", "活动.次数=26")
    assert state.review.findings(state.section("overview")) == ()


def test_what_was_written_meanwhile_stays_beside_what_is_accepted(ask: Asker, state: State) -> None:
    bring(ask, edited(state, "各类活动24项", "大小活动24项"))
    state.write("overview", f"{state.text('overview')}\n\n页面上又加了一段。")
    ask("accept", id="overview")
    assert "大小活动" in state.text("overview")
    assert state.text("overview").endswith("页面上又加了一段。")


def moved(state: State, title: str = "民主管理") -> bytes:
    """The notebook with the section on 民主管理 second, under this title."""
    nb = json.loads(export(document.build(state.document, state.figures), "ipynb"))
    cells = nb["cells"]
    some = [one for one in cells if one["metadata"]["zongjie"].get("section") == "democracy"]
    for one in some:
        cells.remove(one)
        one["source"] = "".join(one["source"]).replace("民主管理", title, 1)
    cells[2:2] = some
    return json.dumps(nb).encode()


def exported_titles(state: State) -> list[str]:
    made = export(document.build(state.document, state.figures), "md").decode()
    return [line.partition("、")[2] for line in made.splitlines() if line.startswith("## ")]


def test_an_accepted_order_and_title_stay_in_all_that_is_made(ask: Asker, state: State) -> None:
    titles = exported_titles(state)
    found = bring(ask, moved(state, "民主办厂"))
    assert ["added", "民主管理　"] in found["order"]
    (change,) = found["changes"]
    assert change["pieces"][:2] == [["removed", "标题：民主管理\n"], ["added", "标题：民主办厂\n"]]
    assert exported_titles(state) == titles
    before = state.text("democracy")
    ask("accept", id="democracy")
    ask("arrange")
    assert state.text("democracy") == before
    assert [place.id for place in state.outline][:3] == ["overview", "democracy", "ideology"]
    assert exported_titles(state) == ["民主办厂", *(one for one in titles if one != "民主管理")]
    nav = ProgressView(state)
    assert nav.props["arranged"]
    (written,) = (group for group in nav.props["groups"] if group["label"] == "正文")
    assert [item["label"] for item in written["items"]][:2] == ["前言", "民主办厂"]
    assert bring(ask, moved(state, "民主办厂"))["changes"] == []


def test_the_notebooks_order_and_title_can_be_had_again(
    ask: Asker, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = exported_titles(state)
    bring(ask, moved(state, "民主办厂"))
    ask("accept", id="democracy")
    ask("arrange")
    book = Workbook("large_factory", store=state.keeping.store)
    book.state.open(state.id)
    for id_ in state.cells:
        book.section(id_)
    section = Asker(book.section("democracy"), monkeypatch)
    assert section.view.props["named"]
    assert section.view.props["title"] == "民主办厂"
    section("unname")
    assert not section.view.props["named"]
    Asker(book.progress(), monkeypatch)("unarrange")
    assert exported_titles(book.state) == titles


def test_a_new_section_stands_where_the_file_has_it(ask: Asker, state: State) -> None:
    nb = json.loads(export(document.build(state.document, state.figures), "ipynb"))
    new = {
        "cell_type": "markdown",
        "metadata": {},
        "id": "n",
        "source": "## 志愿服务\n\n做了三次。",
    }
    nb["cells"].insert(2, new)
    found = bring(ask, json.dumps(nb).encode())
    assert ["added", "志愿服务　"] in found["order"]
    (change,) = found["changes"]
    assert change["step"] == "志愿服务"
    usual = [place.id for place in state.outline]
    ask("accept", id="志愿服务")
    assert exported_titles(state)[0] == "志愿服务", "where it stood, and the rest as before"
    assert [place.id for place in state.outline] == [usual[0], "志愿服务", *usual[1:]]
    assert not [one for one in remarks(state) if "笔记本里没有" in one.message]
    assert bring(ask, json.dumps(nb).encode()) == {
        "name": "改过.ipynb",
        "changes": [],
        "order": [],
        "notes": [],
    }


def test_a_section_beyond_the_notebook_has_a_step_and_a_view_to_write_in(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = Draft(
        "school", "某某学校工会", 2026, sections=(Section("读书会", "读书会", "读了书。"),)
    )
    book = Workbook("school", store.create(draft, make()), store=store)
    book.section("overview")
    bar = Asker(book.progress(), monkeypatch)
    (group,) = (one for one in bar.view.props["groups"] if one["label"] == "正文")
    assert [(one["step"], one["beyond"]) for one in group["items"]] == [
        ("overview", False),
        ("读书会", True),
    ]
    model = bar("beyond", step="读书会")["model"]
    assert bar("beyond", step="读书会")["model"] == model
    view = next(one for one in book._views.values() if one.model_id == model)
    Asker(view, monkeypatch)("write", text="读了三本书。")
    assert store.load(book.state.id).draft.section("读书会") == Section(
        "读书会", "读书会", "读了三本书。"
    )
    with pytest.raises(Refused, match="这一节已经没有文字了"):
        bar("beyond", step="没有")

    book.section("读书会")
    (group,) = (one for one in bar.view.props["groups"] if one["label"] == "正文")
    assert [one["beyond"] for one in group["items"]] == [False, False]


def test_a_portable_draft_that_the_command_line_rearranged_opens_so(
    ask: Asker, state: State, tmp_path: Path
) -> None:
    made = ask.whole("export", to="zip", theme="gongwen", allow_missing=False)
    (tmp_path / "草稿.zip").write_bytes(made.buffers[0])
    (tmp_path / "改过.ipynb").write_bytes(moved(state, "民主办厂"))
    run = ["bring-back", "草稿.zip", "改过.ipynb", "-o", "新.zip"]
    args = [str(tmp_path / one) if "." in one else one for one in run]
    done = CliRunner().invoke(main, args)
    assert done.exit_code == 0, done.output
    book = Workbook("large_factory", tmp_path / "新.zip", store=state.keeping.store)
    for id_ in state.cells:
        book.section(id_)
    assert exported_titles(book.state)[0] == "民主办厂"


def test_what_cannot_be_read_or_is_gone_is_said(ask: Asker) -> None:
    with pytest.raises(Refused, match="这种文件带不回来"):
        bring(ask, b"", "改过.pdf")
    for action in ("accept", "arrange"):
        with pytest.raises(Refused, match="请重新选择文件"):
            ask(action, id="overview")
