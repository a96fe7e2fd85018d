"""The list of drafts on the home page, and what is done to one of them from there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.ledgers import make
from tests.widgets.asking import Asker, Refused
from widgets.drafts import PAGE
from widgets.home import HomeView
from widgets.progress import ProgressView
from widgets.state import State
from widgets.workbook import Workbook
from zongjie import catalogue
from zongjie.draft import Draft, Section
from zongjie.enough import AS_IT_IS
from zongjie.store import Person, Store, history, section_part, units, when


@pytest.fixture
def ask(store: Store, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(HomeView(store), monkeypatch)


def draft(unit: str = "某某厂工会", year: int = 2026, genre: str = "large_factory") -> Draft:
    sections = (Section("fund", "财务与经审", "收支平衡。"),)
    return Draft(genre, unit, year, date=f"{year + 1}-01-05", sections=sections)


@pytest.fixture
def id_(store: Store) -> str:
    return store.create(draft(), make(welfare=[{"date": "2026-02", "persons": 3}]))


def titles(listed: dict[str, Any]) -> list[str]:
    return [line["name"] or line["title"] for line in listed["drafts"]]


def shelf(ask: Asker, name: str = "open") -> list[str]:
    return [line["id"] for line in ask("list", shelf=name)["drafts"]]


def test_drafts_are_listed_with_what_is_written(ask: Asker, store: Store) -> None:
    sections = (
        Section("fund", "财务与经审", "收支平衡。", frozenset({AS_IT_IS})),
        Section("plan", "下一年工作打算"),
        Section("signature", "落款"),
    )
    store.create(Draft("large_factory", "某某厂工会", 2026, sections=sections), make())
    (line,) = ask("list")["drafts"]
    assert line["title"] == "某某厂工会2026年度工作总结"
    assert (line["done"], line["total"]) == (1, 2)
    assert re.fullmatch(r"今天 \d\d:\d\d", line["changed"])


def test_only_the_first_drafts_come_with_the_page(store: Store) -> None:
    for number in range(PAGE + 3):
        store.create(draft(f"第{number}工会"), {})
    view = HomeView(store)
    assert len(view.props["list"]["drafts"]) == PAGE
    assert view.props["list"]["counts"] == {"open": PAGE + 3, "archived": 0, "bin": 0}
    assert view.props["list"]["all"] == view.props["list"]["counts"]


def test_the_store_searches_sorts_and_pages(ask: Asker, store: Store) -> None:
    for unit, year in (
        ("乙厂工会", 2024),
        ("甲厂工会", 2026),
        ("甲厂工会", 2025),
        ("学校工会", 2023),
    ):
        store.create(draft(unit, year), {})
    found = ask("list", search="厂工会", order="year", limit=2)
    assert titles(found) == ["甲厂工会2026年度工作总结", "甲厂工会2025年度工作总结"]
    assert (found["counts"]["open"], found["all"]["open"]) == (3, 4)
    rest = ask("list", search="厂工会", order="year", limit=2, offset=2)
    assert titles(rest) == ["乙厂工会2024年度工作总结"]
    with pytest.raises(Refused, match="刷新"):
        ask("list", order="luck")


def test_where_one_sees_several_units_each_is_named_and_looked_through(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (store.seen_by(Person(name)) for name in ("wang", "li"))
    mine, theirs = units.found(one, "甲厂工会"), units.found(other, "乙厂工会")
    units.grant(other, theirs, "wang", "reader")
    for who, unit in ((one, mine), (other, theirs)):
        who.create(Draft("large_factory", "某某厂工会", 2026), {}, unit=unit)
    ask = Asker(HomeView(one), monkeypatch)
    found = ask("list")
    assert sorted((each["unit"], each["role"]) for each in found["drafts"]) == [
        ("乙厂工会", "reader"),
        ("甲厂工会", "owner"),
    ]
    assert {each["label"] for each in found["units"]} == {"甲厂工会", "乙厂工会"}
    assert found["writable"] == [mine]
    found = ask("list", unit=theirs)
    assert [each["unit"] for each in found["drafts"]] == ["乙厂工会"]
    assert (found["counts"]["open"], found["all"]["open"]) == (1, 2)
    (alone,) = Asker(HomeView(other), monkeypatch)("list")["drafts"]
    assert alone["unit"] == ""


def test_a_draft_is_called_by_a_name_or_by_its_title(ask: Asker, store: Store, id_: str) -> None:
    ask("do", what="rename", id=id_, words=" 送审稿 ")
    assert titles(ask("list")) == ["送审稿"]
    ask("do", what="rename", id=id_, words=store.load(id_).draft.title)
    assert store.load(id_).name == "", "the list follows its title again"


def test_a_copy_stands_first(ask: Asker, id_: str) -> None:
    ask("do", what="copy", id=id_)
    assert titles(ask("list")) == [
        "某某厂工会2026年度工作总结（副本）",
        "某某厂工会2026年度工作总结",
    ]


def test_archived_and_taken_out_again(ask: Asker, id_: str) -> None:
    ask("do", what="archive", id=id_)
    assert (shelf(ask), shelf(ask, "archived")) == ([], [id_])
    ask("do", what="unarchive", id=id_)
    assert (shelf(ask), shelf(ask, "archived")) == ([id_], [])


def test_into_the_bin_out_of_it_and_gone(ask: Asker, store: Store, id_: str) -> None:
    ask("do", what="discard", id=id_)
    assert (shelf(ask), shelf(ask, "bin")) == ([], [id_])
    ask("do", what="recover", id=id_)
    assert shelf(ask) == [id_]
    ask("do", what="discard", id=id_)
    ask("do", what="recover", id=id_, words="archived")
    assert shelf(ask, "archived") == [id_]
    ask("do", what="discard", id=id_)
    ask("do", what="destroy", id=id_)
    assert store.counts() == {"open": 0, "archived": 0, "bin": 0}


LEFT = (
    "还有 1 处和台账对不上、1 处空缺、1 处待填、1 处可能是个人信息、1 处别的要看、"
    "2 节还短、12 节没有写。"
)


def unfinished(store: Store) -> str:
    """A draft with something of every kind left to look at: also the date is missing."""
    sections = (
        Section("welfare", "帮扶", "走访慰问{{慰问.没有的}}人次，看望困难职工李建国。"),
        Section("fund", "财务", "支出【待核】。慰问5人。"),
    )
    ledgers = make(welfare=[{"date": "2026-02", "category": "送温暖", "persons": 3}])
    return store.create(Draft("large_factory", "某某厂工会", 2026, sections=sections), ledgers)


def test_what_is_left_is_said_before_a_summary_is_signed(ask: Asker, store: Store) -> None:
    id_ = unfinished(store)
    assert ask("do", what="sign", id=id_) == {"left": LEFT}
    assert not store.load(id_).signed
    assert ask("do", what="sign", id=id_, words="sure") == {}
    assert store.load(id_).signed


def test_the_same_is_said_where_the_files_are_made(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = unfinished(store)
    book = Workbook("large_factory", store=store, draft=id_)
    book.profile()
    for place in catalogue.cells("large_factory"):
        book.section(place)
    book.review()
    export = Asker(book.export(), monkeypatch)
    assert export.view.props["signs"]
    assert export.view.props["warning"] == LEFT
    (tool,) = (one for one in book.progress().props["tools"] if one["step"] == "review")
    assert tool["note"] == "（7）"  # all but what is not written
    assert export("sign", sure=False) == {"left": LEFT}
    assert export("sign", sure=True) == {}
    assert store.load(id_).signed
    assert "已定稿" in book.export().locked


def test_signed_is_marked_and_reopened_for_a_reason(ask: Asker, store: Store, id_: str) -> None:
    assert ask("do", what="sign", id=id_, words="sure") == {}
    assert ask("list")["drafts"][0]["signed"]
    with pytest.raises(Refused, match="没有写原因"):
        ask("do", what="reopen", id=id_, words=" ")
    ask("do", what="reopen", id=id_, words="数字有更正")
    assert not store.load(id_).signed
    assert history.of_draft(store, id_)[0].words == "数字有更正"  # type: ignore[union-attr]


def test_what_no_menu_offers_is_refused(ask: Asker, id_: str) -> None:
    with pytest.raises(Refused, match="刷新"):
        ask("do", what="burn", id=id_)


@pytest.mark.usefixtures("in_voila")
def test_a_draft_travels_with_its_history(ask: Asker, store: Store, id_: str) -> None:
    store.save(id_, section_part("fund"), 1, Section("fund", "财务与经审", "又改。"))
    made = ask.whole("download", id=id_)
    assert made.result["name"] == "某某厂工会2026年度工作总结.zip"
    ask("part", b"".join(made.buffers), key=1, start=0)
    opened = ask("open", key=1, name="草稿.zip")
    (new,) = set(shelf(ask)) - {id_}
    assert new in opened["link"]
    assert store.load(new).draft == store.load(id_).draft
    assert [item.number for item in history.of_part(store, new, section_part("fund"))] == [2, 1]


@pytest.mark.usefixtures("in_voila")
def test_next_years_summary_begins_beside_this_years_ledgers(
    ask: Asker, store: Store, id_: str
) -> None:
    opened = ask("next", id=id_)
    (new,) = set(shelf(ask)) - {id_}
    assert opened["link"].endswith(f"large_factory.ipynb?draft={new}")
    found = store.load(new)
    assert (found.draft.year, found.draft.unit) == (2027, "某某厂工会")
    assert found.last is not None
    assert len(found.last["welfare"]) == 1


def test_the_bin_keeps_nothing_longer_than_it_says(
    ask: Asker, store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("do", what="discard", id=id_)
    days = ask.view.props["keep"]
    later = when.now() + days * when.DAY + when.HOUR
    monkeypatch.setattr(when, "now", lambda: later)
    ask("refresh")
    assert store.counts()["bin"] == 0


def test_the_list_counts_what_the_page_counts(ask: Asker, store: Store) -> None:
    sections = (
        Section("fund", "财务与经审", "收支平衡。", frozenset({AS_IT_IS})),
        Section("plan", "下一年工作打算", "写了几句。"),
        Section("signature", "落款"),
    )
    id_ = store.create(Draft("large_factory", "某某厂工会", 2026, sections=sections), make())
    (line,) = ask("list")["drafts"]
    state = State("large_factory", store)
    state.show(id_)
    for section in sections:
        state.place(section)
    groups = ProgressView(state).props["groups"]
    assert [group["note"] for group in groups if group["label"] == "正文"] == ["1/2"]
    assert (line["done"], line["total"]) == (1, 2)
