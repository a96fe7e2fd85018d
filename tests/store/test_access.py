"""Each verb as each role, and as nobody."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.store.examples import DRAFT, LEDGERS, overview
from zongjie.errors import StoreError
from zongjie.store import (
    ALONE,
    NOBODY,
    NoSuchDraft,
    NotAllowed,
    Person,
    backup,
    bundle,
    history,
    lifecycle,
    section_part,
    tidying,
    units,
)
from zongjie.store.history import Span
from zongjie.store.store import Store

OVERVIEW = section_part("overview")
ROLES = ("outsider", "reader", "writer", "owner")

Verb = Callable[[Store, str], Any]


def _rename_version(store: Store, id_: str) -> None:
    step = history.keep_version(store.seen_by(ALONE), id_, "一稿")
    history.rename_version(store, id_, step, "二稿")


VERBS: dict[str, tuple[str, Verb]] = {
    "load": ("reader", Store.load),
    "newest": ("reader", lambda store, id_: store.newest(id_, OVERVIEW)),
    "news": ("reader", lambda store, id_: store.news(id_, 0, {})),
    "present": ("reader", lambda store, id_: store.present(id_, OVERVIEW, "page")),
    "history of a part": ("reader", lambda store, id_: history.of_part(store, id_, OVERVIEW)),
    "history": ("reader", history.of_draft),
    "turns": ("reader", history.turns),
    "old content": ("reader", lambda store, id_: history.content(store, id_, OVERVIEW, 1)),
    "changes": ("reader", lambda store, id_: history.changes(store, id_, [Span(OVERVIEW, 0, 1)])),
    "spans": ("reader", lambda store, id_: history.spans(store, id_, 0)),
    "names": ("reader", history.names),
    "at step": ("reader", lambda store, id_: history.at_step(store, id_, 1)),
    "export": ("reader", bundle.export),
    "exported": ("reader", lambda store, id_: lifecycle.exported(store, id_, "PDF")),
    "copy": ("writer", lifecycle.copy),
    "next year": ("writer", lifecycle.next_year),
    "save": ("writer", lambda store, id_: store.save(id_, OVERVIEW, 1, overview("改"))),
    "whole year": ("writer", lambda store, id_: lifecycle.whole_year(store, id_, DRAFT.genre)),
    "give up": ("writer", lambda store, id_: store.give_up(id_, OVERVIEW, overview("改"))),
    "rename": ("writer", lambda store, id_: lifecycle.rename(store, id_, "送审稿")),
    "archive": ("writer", lifecycle.archive),
    "bring back": ("writer", lambda store, id_: history.bring_back(store, id_, OVERVIEW, 1)),
    "bring all back": ("writer", lambda store, id_: history.bring_all_back(store, id_, 1)),
    "keep version": ("writer", lambda store, id_: history.keep_version(store, id_, "一稿")),
    "rename version": ("writer", _rename_version),
    "sign": ("owner", lifecycle.sign),
    "reopen": ("owner", lambda store, id_: lifecycle.reopen(store, id_, "数字有更正")),
    "discard": ("owner", lifecycle.discard),
}
ELSEWHERE = {
    "Store.create": "test_only_who_may_write_in_a_unit_makes_drafts_there",
    "Store.entries": "test_the_list_shows_the_drafts_of_ones_units",
    "Store.counts": "test_the_list_shows_the_drafts_of_ones_units",
    "bundle.take": "test_only_who_may_write_in_a_unit_makes_drafts_there",
    "backup.write": "test_what_is_of_all_drafts_is_for_whoever_runs_the_machine",
    "backup.restore": "test_what_is_of_all_drafts_is_for_whoever_runs_the_machine",
    "history.exports": "test_what_is_of_all_drafts_is_for_whoever_runs_the_machine",
    "tidying.tidy": "test_tidying_leaves_alone_what_one_may_not_write",
    "tidying.empty_bin": "test_tidying_leaves_alone_what_one_may_not_write",
    "units.found": "test_only_who_may_write_in_a_unit_makes_drafts_there",
    "units.mine": "test_the_list_shows_the_drafts_of_ones_units",
    "units.named": "test_the_list_shows_the_drafts_of_ones_units",
    "units.members": "test_who_may_see_and_say_who_belongs_to_a_unit",
    "units.grant": "test_who_may_see_and_say_who_belongs_to_a_unit",
}
"""What is not about one draft, and the test that tries it as each role."""

NO_VERBS = {"Store.seen_by", "Store.close", "Store.forget", "Store.reading", "Store.writing"}
"""How the verbs get at the store; they read and write nothing by themselves."""


IN_BIN: dict[str, tuple[str, Verb]] = {
    "recover": ("owner", lifecycle.recover),
    "destroy": ("owner", lifecycle.destroy),
    "look into the bin": ("reader", Store.load),
}


@pytest.fixture
def office(store: Store) -> tuple[Store, str, str]:
    """A unit with a person in each role, named after it, and a draft of it."""
    owner = store.seen_by(Person("owner"))
    unit = units.found(owner, "某某厂工会")
    units.grant(owner, unit, "writer", "writer")
    units.grant(owner, unit, "reader", "reader")
    return store, unit, owner.create(DRAFT, LEDGERS)


@pytest.mark.parametrize("name", [*VERBS, *IN_BIN])
def test_each_verb_as_each_role_and_as_nobody(office: tuple[Store, str, str], name: str) -> None:
    store, unit, id_ = office
    least, verb = (VERBS | IN_BIN)[name]
    if name in IN_BIN:
        lifecycle.discard(store, id_)
    for stranger in (NOBODY, Person("outsider")):
        with pytest.raises(NoSuchDraft, match="没有找到"):
            verb(store.seen_by(stranger), id_)
    enough = ROLES.index(least)
    for role in ROLES[1:enough]:
        with pytest.raises(NotAllowed, match="权限"):
            verb(store.seen_by(Person(role)), id_)
    for role in ROLES[enough:]:
        fresh = store.create(DRAFT, LEDGERS, unit=unit)
        if name in IN_BIN:
            lifecycle.discard(store, fresh)
        verb(store.seen_by(Person(role)), fresh)


def public() -> dict[str, Any]:
    """Every function a page can call on a store, by its name."""
    modules = (backup, bundle, history, lifecycle, tidying, units)
    found = {
        f"{module.__name__.rpartition('.')[2]}.{name}": function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and "store" in inspect.signature(function).parameters
    }
    methods = inspect.getmembers(Store, inspect.isfunction)
    found |= {f"Store.{name}": function for name, function in methods}
    return {name: of for name, of in found.items() if not name.rpartition(".")[2].startswith("_")}


def test_there_is_no_verb_that_these_tests_do_not_try(
    office: tuple[Store, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _, id_ = office
    tried = set(ELSEWHERE) | NO_VERBS
    verbs = public()

    def noted(name: str) -> Callable[..., Any]:
        def note(*_: Any, **__: Any) -> None:
            tried.add(name)

        return note

    for name in verbs:
        owner, _, attribute = name.rpartition(".")
        place = Store if owner == "Store" else globals()[owner]
        if name not in NO_VERBS:
            monkeypatch.setattr(place, attribute, noted(name))
    by_name = {of: noted(name) for name, of in verbs.items()}
    for _, verb in (VERBS | IN_BIN).values():
        by_name.get(verb, verb)(store, id_)
    assert set(verbs) - tried == set()
    assert {test for test in ELSEWHERE.values() if test not in globals()} == set()


def test_what_is_in_the_bin_is_only_looked_at(office: tuple[Store, str, str]) -> None:
    store, _, id_ = office
    lifecycle.discard(store, id_)
    assert store.load(id_).shelf == "bin"
    for name, (_, verb) in VERBS.items():
        if name != "load":
            with pytest.raises(NoSuchDraft):
                verb(store, id_)


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_the_list_shows_the_drafts_of_ones_units(office: tuple[Store, str, str], role: str) -> None:
    store, unit, id_ = office
    mine = store.seen_by(Person(role))
    seen = role not in {"outsider", ""}
    assert [entry.id for entry in mine.entries()] == ([id_] if seen else [])
    assert [entry.id for entry in mine.entries(unit=unit)] == ([id_] if seen else [])
    assert mine.entries(unit="other") == ()
    where = {(entry.home, entry.role) for entry in mine.entries()}
    assert where == ({(unit, role)} if seen else set())
    assert sum(mine.counts().values()) == sum(mine.counts(unit=unit).values()) == seen
    assert set(units.mine(mine)) == ({unit} if seen else set())
    if seen:
        assert units.named(mine, "某某厂工会") == units.named(mine, unit) == unit
    else:
        with pytest.raises(StoreError, match="没有找到单位"):
            units.named(mine, unit)


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_who_may_see_and_say_who_belongs_to_a_unit(
    office: tuple[Store, str, str], role: str
) -> None:
    store, unit, _ = office
    mine = store.seen_by(Person(role))
    if role in {"outsider", ""}:
        with pytest.raises(StoreError, match="没有找到这个单位"):
            units.members(mine, unit)
        with pytest.raises(StoreError, match="没有找到这个单位"):
            units.grant(mine, unit, role or "x", "owner")
        return
    assert units.members(mine, unit) == {"owner": "owner", "writer": "writer", "reader": "reader"}
    if role == "owner":
        units.grant(mine, unit, "reader", None)
        assert "reader" not in units.members(mine, unit)
    else:
        with pytest.raises(NotAllowed):
            units.grant(mine, unit, role, "owner")


def test_a_unit_keeps_an_owner(office: tuple[Store, str, str]) -> None:
    store, unit, _ = office
    owner = store.seen_by(Person("owner"))
    with pytest.raises(StoreError, match="没有负责人"):
        units.grant(owner, unit, "owner", "writer")
    assert units.members(owner, unit)["owner"] == "owner"
    with pytest.raises(StoreError, match="没有写给谁"):
        units.grant(owner, unit, " ", "writer")


def test_only_who_may_write_in_a_unit_makes_drafts_there(office: tuple[Store, str, str]) -> None:
    store, unit, id_ = office
    assert store.seen_by(Person("writer")).create(DRAFT, {}, unit=unit)
    with pytest.raises(NotAllowed):
        store.seen_by(Person("reader")).create(DRAFT, {}, unit=unit)
    for stranger in (Person("outsider"), NOBODY):
        with pytest.raises(StoreError, match="没有找到这个单位"):
            store.seen_by(stranger).create(DRAFT, {}, unit=unit)
    with pytest.raises(NotAllowed):
        store.seen_by(NOBODY).create(DRAFT, {})
    with pytest.raises(NotAllowed):
        units.found(store.seen_by(NOBODY), "某某")
    with pytest.raises(NotAllowed):
        bundle.take(store.seen_by(NOBODY), bundle.export(store, id_))


def test_the_first_draft_of_somebody_new_is_in_a_unit_of_their_own(store: Store) -> None:
    new = store.seen_by(Person("wang"))
    id_ = new.create(DRAFT, {})
    assert list(units.mine(new).values()) == [("某某厂工会", "owner")]
    again = new.create(DRAFT, {})
    assert len(units.mine(new)) == 1
    assert {entry.id for entry in new.entries()} == {id_, again}


def test_who_writes_for_several_units_says_for_which(store: Store) -> None:
    new = store.seen_by(Person("wang"))
    units.found(new, "甲工会")
    named = units.found(new, "某某厂工会")
    id_ = new.create(DRAFT, {})
    assert units.members(new, named)
    units.grant(new, named, "li", "reader")
    assert store.seen_by(Person("li")).load(id_).draft == DRAFT
    with pytest.raises(StoreError, match="几个单位"):
        new.create(dataclasses.replace(DRAFT, unit="丙工会"), {})


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_what_is_of_all_drafts_is_for_whoever_runs_the_machine(
    office: tuple[Store, str, str], role: str, tmp_path: Path
) -> None:
    store, _, _ = office
    mine = store.seen_by(Person(role))
    with pytest.raises(NotAllowed):
        backup.write(mine, tmp_path / "all.zip")
    with pytest.raises(NotAllowed):
        backup.restore(mine, tmp_path / "all.zip", replace=True)
    with pytest.raises(NotAllowed):
        history.exports(mine)


@pytest.mark.parametrize("role", ["outsider", "reader", ""])
def test_tidying_leaves_alone_what_one_may_not_write(
    office: tuple[Store, str, str], role: str
) -> None:
    store, _, id_ = office
    lifecycle.discard(store, id_)
    tidying.tidy(store.seen_by(Person(role)), now=2**42)
    assert store.load(id_).shelf == "bin"
    tidying.tidy(store.seen_by(Person("writer")), now=2**42)
    with pytest.raises(NoSuchDraft):
        store.load(id_)
