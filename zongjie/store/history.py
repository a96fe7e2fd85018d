"""What was, who changed it, and bringing it back as a new revision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
import sqlalchemy as sa

from zongjie import wording
from zongjie.draft import Section
from zongjie.errors import StoreError
from zongjie.store import access, drafts, revisions, rows
from zongjie.store.tables import draft, event
from zongjie.store.tables import revision as revision_table
from zongjie.store.values import Content, Event, Revision, Saved, Whole, together
from zongjie.store.when import local
from zongjie.wording import Piece

if TYPE_CHECKING:
    from zongjie.store.store import Store


@dataclass(frozen=True)
class RowChanges:
    """How many rows of a ledger were added, taken out, and changed where they stand."""

    added: int
    removed: int
    changed: int

    def __str__(self) -> str:
        counts = {"添": self.added, "改": self.changed, "删": self.removed}
        return "、".join(f"{verb}了 {count} 行" for verb, count in counts.items() if count)


Changes = tuple[Piece, ...] | RowChanges | None
"""What a revision changed; None for the profile, whose two states are short enough to show."""


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
    """Every file that was made of any draft, the latest first; for whoever runs the machine."""
    access.check_machine(store.by)
    query = (
        sa.select(event, draft.c.title, draft.c.name)
        .join(draft, draft.c.id == event.c.draft_id)
        .where(event.c.kind == "exported")
        .order_by(event.c.at.desc(), event.c.step.desc())
    )
    with store.reading() as tx:
        return tuple(
            Exported(local(row.at), row.author, row.name or row.title, row.step, row.words)
            for row in tx.execute(query)
        )


def content(store: Store, id_: str, part: str, number: int) -> Content:
    """A part as it was; `StoreError` when that revision is no longer kept."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        return revisions.required(revisions.read(tx, id_, part, number))


def changes(store: Store, id_: str, part: str, number: int) -> Changes:
    """What this revision changed in the kept one before it."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        after = revisions.required(revisions.read(tx, id_, part, number))
        earlier = sa.select(sa.func.max(revision_table.c.number)).where(
            revision_table.c.draft_id == id_,
            revision_table.c.part == part,
            revision_table.c.number < number,
        )
        last = tx.execute(earlier).scalar()
        before = revisions.read(tx, id_, part, last) if last is not None else None
    return compare(before, after)


def compare(before: Content | None, after: Content) -> Changes:
    """What happened between two contents of a part; None stands for no content at all."""
    if isinstance(after, Section):
        return wording.diff(before.text if isinstance(before, Section) else "", after.text)
    if not isinstance(after, pd.DataFrame):
        return None
    old = rows.of_frame(before).rows if isinstance(before, pd.DataFrame) else []
    added = removed = changed = 0
    for _, cut, put in rows.splices(old, rows.of_frame(after).rows):
        both = min(cut, len(put))
        changed, added, removed = changed + both, added + len(put) - both, removed + cut - both
    return RowChanges(added, removed, changed)


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
    """The steps at which something earlier was brought back, or one of two contents chosen."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        where = (event.c.draft_id == id_) & event.c.kind.in_(("restored", "settled"))
        return frozenset(tx.execute(sa.select(event.c.step).where(where)).scalars())


def at_step(store: Store, id_: str, step: int) -> Whole:
    """The whole draft as it was after this step."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "查看历史")
        return together(drafts.contents(tx, id_, _numbers_at(tx, id_, step)))


def bring_all_back(store: Store, id_: str, step: int) -> None:
    """Make every part what it was after this step; those that came later stay as they are."""
    with store.writing() as tx:
        row = access.change(tx, store.by, id_, "恢复旧版本")
        stamp = drafts.touch(tx, row, store.by)
        now = drafts.numbers(tx, id_)
        for part, number in _numbers_at(tx, id_, step).items():
            if number != now[part]:
                old = revisions.required(revisions.read(tx, id_, part, number))
                _again(tx, id_, part, old, stamp)
        drafts.log(tx, id_, stamp, "restored", str(step))
        drafts.describe(tx, id_)


def keep_version(store: Store, id_: str, words: str) -> int:
    """Name the draft's present state; it is never thinned out. Returns its step."""
    if not words.strip():
        raise StoreError("没有写版本的名称", cure="请写一个，例如：送审稿")
    with store.writing() as tx:
        row = access.check(tx, store.by, id_, "writer", "保存版本", lock=True)
        stamp = drafts.step(tx, row, store.by)
        drafts.log(tx, id_, stamp, "named", words.strip())
    return stamp.step


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
    if "profile" not in found:
        raise StoreError("这个版本已经不在了", cure="请在历史里另选一个版本")
    return {part: found[part] for part in drafts.numbers(tx, id_) if part in found}


def _revisions(
    tx: sa.Connection, id_: str, which: sa.ColumnElement[bool], limit: int | None = None
) -> tuple[Revision, ...]:
    columns = revision_table.c
    query = (
        sa.select(columns.part, columns.number, columns.step, columns.author, columns.at)
        .where(columns.draft_id == id_, which)
        .order_by(columns.step.desc(), columns.part, columns.number.desc())
        .limit(limit)
    )
    return tuple(
        Revision(row.part, row.number, row.step, row.author, local(row.at))
        for row in tx.execute(query)
    )


def _events(tx: sa.Connection, id_: str, limit: int | None) -> tuple[Event, ...]:
    query = (
        sa.select(event).where(event.c.draft_id == id_).order_by(event.c.step.desc()).limit(limit)
    )
    return tuple(
        Event(row.step, row.kind, row.words, row.author, local(row.at)) for row in tx.execute(query)
    )
