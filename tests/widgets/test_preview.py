"""The preview's pages are the printed ones, and only what changed is sent again."""

from __future__ import annotations

import zlib

import pytest

from tests.widgets.asking import Asker, Refused
from widgets.preview import PreviewView
from widgets.state import State
from zongjie import document, export


@pytest.fixture
def ask(state: State, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(PreviewView(state), monkeypatch)


def test_the_pages_are_those_of_the_pdf(state: State, ask: Asker) -> None:
    laid = ask("pages", theme="gongwen")
    made = export.pages(document.build(state.document, state.figures))
    assert len(laid["pages"]) == len(made)
    assert laid["size"] == pytest.approx([595.28, 841.89], abs=0.1)  # A4
    for name, page in zip(laid["pages"], made, strict=True):
        (packed,) = ask.whole("page", page=name).buffers
        assert zlib.decompress(packed) == page


def test_a_page_that_did_not_change_keeps_its_name(state: State, ask: Asker) -> None:
    before = ask("pages", theme="gongwen")["pages"]
    state.write("signature", "某某机械厂工会\n某某机械厂团委")
    after = ask("pages", theme="gongwen")["pages"]
    assert after[:-1] == before[:-1]
    assert after[-1] != before[-1]
    with pytest.raises(Refused, match="刚刚重新排过"):
        ask("page", page=before[-1])


def test_what_is_missing_stops_no_preview(state: State, ask: Asker) -> None:
    state.write("welfare", "{{慰问.没有.人次}}人次")
    assert ask("pages", theme="plain")["pages"]
    assert "【缺：慰问·没有·人次】" in ask("render")["html"]
