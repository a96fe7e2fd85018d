"""An edited file, taken over section by section."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.widgets.asking import Asker, Refused
from widgets.finish import ExportView
from widgets.state import State
from widgets.workbook import Workbook
from zongjie import document
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


def test_a_changed_number_is_told_beside_the_ledgers(ask: Asker, state: State) -> None:
    (change,) = bring(ask, edited(state, "各类活动24项", "各类活动26项"))["changes"]
    assert change["notes"] == ["文档里写 26，台账是 24（活动·次数）。"]


def test_what_was_written_meanwhile_stays_beside_what_is_accepted(ask: Asker, state: State) -> None:
    bring(ask, edited(state, "各类活动24项", "大小活动24项"))
    state.write("overview", f"{state.text('overview')}\n\n页面上又加了一段。")
    ask("accept", id="overview")
    assert "大小活动" in state.text("overview")
    assert state.text("overview").endswith("页面上又加了一段。")


def test_what_cannot_be_read_or_is_gone_is_said(ask: Asker) -> None:
    with pytest.raises(Refused, match="这种文件带不回来"):
        bring(ask, b"", "改过.pdf")
    with pytest.raises(Refused, match="请重新选择文件"):
        ask("accept", id="overview")
