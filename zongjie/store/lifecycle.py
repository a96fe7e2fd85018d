"""What happens to a draft as a whole: renamed, copied, archived, signed off, binned, exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from zongjie import catalogue, ledger
from zongjie.draft import Section
from zongjie.earlier import as_it_read
from zongjie.errors import StoreError
from zongjie.ledger import Ledgers
from zongjie.period import Period
from zongjie.store import access, drafts, membership, when
from zongjie.store.tables import draft as draft_table
from zongjie.store.values import (
    PROFILE,
    Content,
    Imported,
    Person,
    Profile,
    Whole,
    contents,
    last_part,
    ledger_part,
    together,
)

if TYPE_CHECKING:
    from zongjie.store.store import Store

BIN_DAYS = 30
"""How long a binned draft can be taken out again."""


def rename(store: Store, id_: str, name: str) -> None:
    """Give a draft the name its officers know it by; an empty one leaves its title alone."""
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "writer", "改名", lock=True)
        stamp = drafts.touch(tx, row, store.by, name=drafts.shown(name))
        drafts.log(tx, id_, stamp, "renamed", drafts.shown(name))


def copy(store: Store, id_: str, *, unit: str = "") -> str:
    """A draft that begins as this one is now; returns its id. It may belong to another unit."""
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "reader", "复制")
        home = membership.home(tx, store.by, unit or row.unit_id, "")
        now = drafts.contents(tx, id_, drafts.numbers(tx, id_))
        return _begun(tx, store.by, home, now, f"{row.name or row.title}（副本）", "copied", id_)


def next_year(store: Store, id_: str) -> str:
    """An unwritten draft of the year after, in the same unit; returns its id.

    The ledgers and the text of this one are there to compare with; its sections come along without
    their texts.
    """
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "reader", "写下一年总结")
        home = membership.home(tx, store.by, row.unit_id, "")
        old = together(drafts.contents(tx, id_, drafts.numbers(tx, id_)))
        sections = tuple(
            replace(each, text="", kept=frozenset(), bound=frozenset())
            for each in old.draft.sections
            if each.id != "title"
        )
        year = Period(old.draft.year + 1).year
        draft = replace(old.draft, year=year, date="", sections=sections)
        new = Whole(
            draft, ledger.empty_all(), old.ledgers, {"year": as_it_read(old.draft, old.ledgers)}
        )
        came = _came(old.ledgers, last_part, row)
        return _begun(tx, store.by, home, contents(new), "", "continued", id_, came)


def whole_year(store: Store, id_: str, genre: str) -> str:
    """An unwritten draft of the year whose half this one tells of; returns its id.

    It begins with the ledgers of the half, and the text of the half is there to look at.
    """
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "reader", "写全年总结")
        home = membership.home(tx, store.by, row.unit_id, "")
        old = together(drafts.contents(tx, id_, drafts.numbers(tx, id_)))
        specs = catalogue.genre(genre).specs
        sections = tuple(
            Section(each, specs[each].title)
            for each in catalogue.genre(genre).sections
            if each != "title"
        )
        draft = replace(old.draft, genre=genre, half=None, date="", sections=sections, order=())
        new = Whole(
            draft,
            old.ledgers,
            old.last,
            {**old.earlier, "half": as_it_read(old.draft, old.ledgers)},
        )
        came = _came(old.ledgers, ledger_part, row)
        return _begun(tx, store.by, home, contents(new), "", "whole", id_, came)


def _came(ledgers: Ledgers, part: Callable[[str], str], row: sa.Row[Any]) -> dict[str, Imported]:
    """What the history says of rows that come from this draft."""
    name = row.name or row.title
    filled = {id_: len(frame) for id_, frame in ledgers.items() if len(frame)}
    return {part(id_): Imported(rows, name) for id_, rows in filled.items()}


def _begun(  # noqa: PLR0913, PLR0917 - a draft and what is said of its beginning
    tx: sa.Connection,
    who: Person,
    home: str,
    parts: Mapping[str, Content],
    name: str,
    kind: str,
    old: str,
    imported: Mapping[str, Imported] = MappingProxyType({}),
) -> str:
    new = drafts.new_id()
    profile = parts[PROFILE]
    assert isinstance(profile, Profile)
    stamp = drafts.insert(tx, new, home, who, profile.genre, name)
    drafts.log(tx, new, stamp, kind, old)
    drafts.begin(tx, new, who, stamp, parts, imported)
    return new


def archive(store: Store, id_: str, *, away: bool = True) -> None:
    """Take a draft off the list of those being worked on, or put it back there."""
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "writer", "归档", lock=True)
        stamp = drafts.touch(tx, row, store.by, shelf="archived" if away else "open")
        drafts.log(tx, id_, stamp, "archived" if away else "unarchived")


def sign(store: Store, id_: str) -> None:
    """Sign a draft off as 定稿: nobody changes it until it is reopened."""
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "owner", "定稿", lock=True)
        if not row.signed:
            drafts.log(tx, id_, drafts.touch(tx, row, store.by, signed=True), "signed")


def reopen(store: Store, id_: str, reason: str) -> None:
    """Let a signed draft be changed again; the reason stays in its history."""
    if not reason.strip():
        raise StoreError("没有写原因", cure="请写明定稿后为什么还要改，例如：数字有更正")
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "owner", "取消定稿", lock=True)
        if row.signed:
            stamp = drafts.touch(tx, row, store.by, signed=False)
            drafts.log(tx, id_, stamp, "reopened", reason.strip())


def discard(store: Store, id_: str) -> None:
    """Put a draft into the bin, where it stays for `BIN_DAYS`."""
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "owner", "删除", lock=True)
        stamp = drafts.touch(tx, row, store.by, shelf="bin", binned=when.now())
        drafts.log(tx, id_, stamp, "binned")


def recover(store: Store, id_: str, *, archived: bool = False) -> None:
    """Take a draft out of the bin again; onto the shelf of the archived ones, if it was there."""
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "owner", "找回", lock=True, binned=True)
        if row.shelf == "bin":
            shelf = "archived" if archived else "open"
            stamp = drafts.touch(tx, row, store.by, shelf=shelf, binned=None)
            drafts.log(tx, id_, stamp, "recovered")


def destroy(store: Store, id_: str) -> None:
    """Remove a binned draft with all its history, for good; who exported it stays known."""
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "owner", "彻底删除", lock=True, binned=True)
        if row.shelf != "bin":
            raise StoreError("这份总结不在回收站里", cure="请先删除，再到回收站里彻底删除")
        drafts.remove(tx, draft_table.c.id == id_)


def exported(store: Store, id_: str, what: str) -> None:
    """Write down that a document was made of a draft: by whom, when, in which format."""
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "reader", "导出", lock=True)
        drafts.log(tx, id_, drafts.step(tx, row, store.by), "exported", what)
