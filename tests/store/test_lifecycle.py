from __future__ import annotations

import dataclasses

import pytest

from tests.store.examples import DRAFT, LEDGERS, overview, same
from zongjie.draft import Section
from zongjie.enough import AS_IT_IS
from zongjie.errors import SettingsError, StoreError
from zongjie.store import (
    PROFILE,
    NoSuchDraft,
    Store,
    history,
    lifecycle,
    section_part,
    tidying,
    when,
)
from zongjie.store.values import Order, profile_of


@pytest.fixture
def id_(store: Store) -> str:
    return store.create(DRAFT, LEDGERS)


def test_the_list_says_what_a_draft_is_and_how_far(store: Store, id_: str) -> None:
    (entry,) = store.entries()
    assert (entry.id, entry.title, entry.unit, entry.year) == (id_, DRAFT.title, DRAFT.unit, 2026)
    assert (entry.written, entry.total, entry.signed, entry.half) == (0, 2, False, None)
    store.save(
        id_,
        section_part("problems"),
        1,
        Section("problems", "问题", "一是……", frozenset({AS_IT_IS})),
    )
    store.save(id_, section_part("title"), 0, Section("title", "标题", "我们这一年"))
    store.save(id_, PROFILE, 1, dataclasses.replace(profile_of(DRAFT), year=2025))
    (entry,) = store.entries()
    assert (entry.title, entry.year, entry.written, entry.total) == ("我们这一年", 2025, 1, 2)


def test_the_list_is_searched_by_words(store: Store, id_: str) -> None:
    school = dataclasses.replace(DRAFT, genre="school", unit="100%学校工会", year=2024)
    other = store.create(school, {}, name="备用")
    assert [entry.id for entry in store.entries("厂")] == [id_]
    assert [entry.id for entry in store.entries("备用")] == [other]
    assert [entry.id for entry in store.entries("学校 2024")] == [other]
    assert [entry.id for entry in store.entries("0%")] == [other]
    named = Section("title", "标题", "我们这一年")
    store.save(other, section_part("title"), 0, named)
    assert [entry.id for entry in store.entries("2024年")] == [other]
    assert store.entries("没有这个") == ()
    assert store.entries("%厂_") == ()


@pytest.mark.parametrize(
    ("order", "expected"),
    [("changed", "cba"), ("unit", "abc"), ("year", "cab"), ("progress", "acb")],
)
def test_the_list_is_sorted(store: Store, order: Order, expected: str) -> None:
    written, empty = Section("x", "x", "写了"), Section("y", "y")
    for unit, year, sections in (
        ("a", 2025, (empty,)),
        ("b", 2024, (written,)),
        ("c", 2026, (written, empty)),
    ):
        store.create(dataclasses.replace(DRAFT, unit=unit, year=year, sections=sections), {})
    assert "".join(entry.unit for entry in store.entries(order=order)) == expected
    (second,) = store.entries(order=order, limit=1, offset=1)
    assert second.unit == expected[1]


def test_a_draft_is_renamed(store: Store, id_: str) -> None:
    lifecycle.rename(store, id_, " 送审稿\n")
    assert store.load(id_).name == "送审稿"


def test_a_copy_goes_its_own_way(store: Store, id_: str) -> None:
    copy = lifecycle.copy(store, id_)
    store.save(copy, section_part("overview"), 1, overview("副本里改"))
    assert store.load(id_).draft == DRAFT
    found = store.load(copy)
    assert found.name == f"{DRAFT.title}（副本）"
    assert same(dict(found.ledgers), LEDGERS)


def test_archived_drafts_have_a_shelf_of_their_own(store: Store, id_: str) -> None:
    lifecycle.archive(store, id_)
    assert store.entries() == ()
    assert [entry.id for entry in store.entries(shelf="archived")] == [id_]
    lifecycle.archive(store, id_, away=False)
    assert [entry.id for entry in store.entries()] == [id_]


def test_what_is_in_the_bin_comes_back_whole(store: Store, id_: str) -> None:
    lifecycle.discard(store, id_)
    assert store.entries() == ()
    assert [entry.id for entry in store.entries(shelf="bin")] == [id_]
    lifecycle.recover(store, id_)
    assert store.load(id_).draft == DRAFT
    assert [entry.id for entry in store.entries()] == [id_]


def test_the_bin_is_emptied_after_its_days(store: Store, id_: str) -> None:
    lifecycle.discard(store, id_)
    days = lifecycle.BIN_DAYS * when.DAY
    tidying.empty_bin(store, now=when.now() + days - when.HOUR)
    assert store.load(id_).shelf == "bin"
    tidying.tidy(store, now=when.now() + days + when.HOUR)
    with pytest.raises(NoSuchDraft):
        store.load(id_)


def test_only_what_is_in_the_bin_is_destroyed(store: Store, id_: str) -> None:
    with pytest.raises(StoreError, match="回收站"):
        lifecycle.destroy(store, id_)
    lifecycle.discard(store, id_)
    lifecycle.destroy(store, id_)
    assert store.entries(shelf="bin") == ()


def test_what_was_exported_is_known_when_the_draft_is_gone(store: Store, id_: str) -> None:
    other = store.create(DRAFT, {}, name="送审稿")
    for one, what in ((id_, "PDF"), (other, "DOCX")):
        lifecycle.exported(store, one, what)
        lifecycle.discard(store, one)
    before = {*history.exports(store)}
    lifecycle.destroy(store, id_)
    tidying.empty_bin(store, now=when.now() + (lifecycle.BIN_DAYS + 1) * when.DAY)
    assert sum(store.counts().values()) == 0
    assert {*history.exports(store)} == before
    assert {(one.title, one.what) for one in before} == {("送审稿", "DOCX"), (DRAFT.title, "PDF")}


def test_shelves_are_counted_as_they_are_searched(store: Store, id_: str) -> None:
    school = dataclasses.replace(DRAFT, genre="school", unit="某某学校工会")
    lifecycle.discard(store, store.create(school, {}))
    lifecycle.archive(store, store.create(DRAFT, {}, name="存档"))
    assert store.counts() == {"open": 1, "archived": 1, "bin": 1}
    assert store.counts("存档 厂") == {"open": 0, "archived": 1, "bin": 0}
    assert [entry.id for entry in store.entries("大型工厂")] == [id_], "its kind is searched too"
    assert store.counts("大型工厂 学校") == {"open": 0, "archived": 0, "bin": 0}


def test_next_year_begins_unwritten_beside_this_years_ledgers(store: Store, id_: str) -> None:
    store.save(id_, section_part("title"), 0, Section("title", "标题", "我们这一年"))
    lifecycle.sign(store, id_)
    found = store.load(lifecycle.next_year(store, id_))
    assert (found.draft.year, found.draft.unit, found.draft.author) == (2027, DRAFT.unit, "张三")
    assert (found.draft.date, found.signed) == ("", False)
    assert [(each.id, each.text) for each in found.draft.sections] == [
        ("overview", ""),
        ("problems", ""),
    ]
    assert found.last is not None
    assert same(dict(found.last), LEDGERS)
    assert not any(map(len, found.ledgers.values()))
    assert store.load(id_).draft.year == 2026


def test_there_is_no_year_after_the_last_one(store: Store) -> None:
    id_ = store.create(dataclasses.replace(DRAFT, year=2100), {})
    with pytest.raises(SettingsError, match="2101"):
        lifecycle.next_year(store, id_)
    assert len(store.entries()) == 1
