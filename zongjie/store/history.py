"""What was, who changed it, and bringing it back as a new revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
import sqlalchemy as sa

from zongjie import ledger
from zongjie.draft import Section
from zongjie.earlier import Earlier
from zongjie.errors import StoreError
from zongjie.store import access, comparing, drafts, revisions
from zongjie.store.comparing import Changes
from zongjie.store.tables import audit, event
from zongjie.store.tables import revision as revision_table
from zongjie.store.values import (
    PROFILE,
    Content,
    Event,
    Formulas,
    Revision,
    Saved,
    Whole,
    ledger_of,
    together,
)
from zongjie.store.when import local

if TYPE_CHECKING:
    from zongjie.store.store import Store


@dataclass(frozen=True)
class Span:
    """A part between two of its revisions; number 0 is before it was there."""

    part: str
    old: int
    new: int


def of_part(store: Store, id_: str, part: str) -> tuple[Revision, ...]:
    """The kept revisions of a part, the newest first."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        return _revisions(tx, id_, revision_table.c.part == part)


def of_draft(store: Store, id_: str, *, limit: int | None = None) -> tuple[Revision | Event, ...]:
    """Everything that happened to a draft, the latest first."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        found: list[Revision | Event] = [
            *_revisions(tx, id_, sa.true(), limit),
            *_events(tx, id_, limit),
        ]
    return tuple(sorted(found, key=lambda item: item.step, reverse=True)[:limit])


@dataclass(frozen=True)
class Exported:
    """One line of the audit: a file that was made of a draft. It holds nothing of the text."""

    at: datetime
    by: str
    title: str
    step: int
    what: str


def exports(store: Store) -> tuple[Exported, ...]:
    """Every file that was made of any draft, also of one that is gone, the latest first.

    It is for whoever runs the machine.
    """
    access.check_machine(store.by)
    both = sa.union_all(drafts.exported(), sa.select(audit)).subquery()
    query = sa.select(both).order_by(both.c.at.desc(), both.c.step.desc())
    with store.reading() as tx:
        return tuple(
            Exported(local(row.at), row.author, row.title, row.step, row.words)
            for row in tx.execute(query)
        )


def content(store: Store, id_: str, part: str, number: int) -> Content:
    """A part as it was; `StoreError` when that revision is no longer kept."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        return revisions.required(revisions.read(tx, id_, part, number))


def spans(store: Store, id_: str, before: int, after: int | None = None) -> tuple[Span, ...]:
    """The parts that were saved between two steps, until now for None, in the draft's order."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        old = _numbers_at(tx, id_, before)
        new = drafts.numbers(tx, id_) if after is None else _numbers_at(tx, id_, after)
    pairs = (Span(part, old.get(part, 0), number) for part, number in new.items())
    return tuple(span for span in pairs if span.old != span.new)


def changes(store: Store, id_: str, wanted: Sequence[Span]) -> tuple[Changes, ...]:
    """What became of each of these; `StoreError` when a revision is no longer kept."""
    known: dict[tuple[str, int], Content | None] = {}

    def content_of(tx: sa.Connection, part: str, number: int) -> Content | None:
        if number and (part, number) not in known:
            known[part, number] = revisions.required(revisions.read(tx, id_, part, number))
        return known.get((part, number))

    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        pairs = [
            (
                span.part,
                content_of(tx, span.part, span.old),
                revisions.required(content_of(tx, span.part, span.new)),
            )
            for span in wanted
        ]
    return tuple(comparing.compare(*pair) for pair in pairs)


def bring_back(store: Store, id_: str, part: str, number: int) -> Saved:
    """Make an earlier revision of a part the newest, as a new one: what it replaces is kept."""
    with store.writing() as tx:
        row = access.change(tx, store.by, id_, "恢复旧版本")
        old = revisions.required(revisions.read(tx, id_, part, number))
        stamp = drafts.touch(tx, row, store.by)
        new = _again(tx, id_, part, old, stamp)
        drafts.log(tx, id_, stamp, "restored", f"{part} {number}")
        drafts.describe(tx, id_, part)
    return Saved(new, local(stamp.at))


def turns(store: Store, id_: str) -> frozenset[int]:
    """The steps that do not go on from what was typed before.

    Something earlier was brought back there, one of two contents chosen, or a file imported.
    """
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        where = (event.c.draft_id == id_) & event.c.kind.in_(("restored", "settled", "rows"))
        return frozenset(tx.execute(sa.select(event.c.step).where(where)).scalars())


def at_step(store: Store, id_: str, step: int) -> Whole:
    """The whole draft as it was after this step."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        return together(drafts.contents(tx, id_, _required(_numbers_at(tx, id_, step))))


def bring_all_back(store: Store, id_: str, step: int) -> datetime:
    """Make the draft what it was after this step, as new revisions: what they replace is kept.

    A part that came later is emptied. Returns when that was (local time).
    """
    with store.writing() as tx:
        row = access.change(tx, store.by, id_, "恢复旧版本")
        then = _required(_numbers_at(tx, id_, step))
        stamp = drafts.touch(tx, row, store.by)
        for part, number in drafts.numbers(tx, id_).items():
            if number == then.get(part):
                continue
            wanted = then.get(part, number)
            old = revisions.required(revisions.read(tx, id_, part, wanted))
            _again(tx, id_, part, old if part in then else _emptied(part, old), stamp)
        drafts.log(tx, id_, stamp, "restored", str(step))
        drafts.describe(tx, id_)
    return local(stamp.at)


def keep_version(store: Store, id_: str, words: str) -> int:
    """Name the draft's present state; it is never thinned out. Returns its step."""
    name = _name(words)
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "writer", "给版本起名字", lock=True)
        stamp = drafts.step(tx, row, store.by)
        drafts.log(tx, id_, stamp, "named", name)
    return stamp.step


def rename_version(store: Store, id_: str, step: int, words: str) -> None:
    """Call the version that was named at this step otherwise; the old name stays in the history.

    `StoreError` when there is none, or no word.
    """
    name = _name(words)
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "writer", "给版本改名字", lock=True)
        there = (event.c.draft_id == id_) & (event.c.step == step) & (event.c.kind == "named")
        old = tx.execute(sa.select(event.c.words).where(there)).scalar()
        if old is None:
            raise StoreError("没有这个起了名字的版本", cure="请在历史里另选一个版本")
        if name == old:
            return
        tx.execute(event.update().where(there).values(words=name))
        drafts.log(tx, id_, drafts.step(tx, row, store.by), "retitled", f"“{old}”改名为“{name}”")


def names(store: Store, id_: str) -> dict[int, str]:
    """The named versions: what each is called, by its step."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        where = (event.c.draft_id == id_) & (event.c.kind == "named")
        found = tx.execute(sa.select(event.c.step, event.c.words).where(where))
        return {row.step: row.words for row in found}


def _name(words: str) -> str:
    """What a version is called, as it is kept."""
    if not words.strip():
        raise StoreError("没有写版本的名称", cure="请写一个，例如：送审稿")
    return drafts.shown(words)


def _emptied(part: str, content: Content) -> Content:
    """What a part is that is not there yet."""
    if isinstance(content, Section):
        return replace(content, text="", kept=frozenset(), named=False, bound=frozenset())
    if isinstance(content, Formulas):
        return Formulas("")
    if isinstance(content, Earlier):
        return Earlier(replace(content.draft, sections=()))
    return ledger.empty(str(ledger_of(part)))


def _again(tx: sa.Connection, id_: str, part: str, old: Content, stamp: drafts.Stamp) -> int:
    number = revisions.newest(tx, id_, part)
    before = revisions.replay(tx, id_, part, number) if isinstance(old, pd.DataFrame) else None
    drafts.put(tx, id_, part, old, stamp, number=number + 1, before=before)
    return number + 1


def _numbers_at(tx: sa.Connection, id_: str, step: int) -> dict[str, int]:
    """The newest kept revision of every part at a step, in the order of the draft."""
    query = (
        sa.select(revision_table.c.part, sa.func.max(revision_table.c.number).label("number"))
        .where(revision_table.c.draft_id == id_, revision_table.c.step <= step)
        .group_by(revision_table.c.part)
    )
    found = {row.part: row.number for row in tx.execute(query)}
    return {part: found[part] for part in drafts.numbers(tx, id_) if part in found}


def _required(numbers: dict[str, int]) -> dict[str, int]:
    """A whole draft; `StoreError` when nothing of it is kept."""
    if PROFILE not in numbers:
        raise StoreError("这个版本已经不在了", cure="请在历史里另选一个版本")
    return numbers


def _revisions(
    tx: sa.Connection, id_: str, which: sa.ColumnElement[bool], limit: int | None = None
) -> tuple[Revision, ...]:
    columns = revision_table.c
    size = sa.func.length(columns.body).label("size")
    query = (
        sa.select(columns.part, columns.number, columns.step, columns.author, columns.at, size)
        .where(columns.draft_id == id_, which)
        .order_by(columns.step.desc(), columns.part, columns.number.desc())
        .limit(limit)
    )
    return tuple(
        Revision(row.part, row.number, row.step, row.author, local(row.at), row.size)
        for row in tx.execute(query)
    )


def _events(tx: sa.Connection, id_: str, limit: int | None) -> tuple[Event, ...]:
    query = (
        sa.select(event).where(event.c.draft_id == id_).order_by(event.c.step.desc()).limit(limit)
    )
    return tuple(
        Event(row.step, row.kind, row.words, row.author, local(row.at)) for row in tx.execute(query)
    )
