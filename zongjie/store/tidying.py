"""Thinning out old autosaves, and emptying the bin of what has lain there long enough.

Kept are: all revisions of today, the last of each hour of this week, the last of each day before,
the newest of every part, and all that a named version, a sign-off or an import is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from zongjie.store import access, revisions, when
from zongjie.store.drafts import remove
from zongjie.store.lifecycle import BIN_DAYS
from zongjie.store.revisions import Replayed
from zongjie.store.tables import draft as drafts
from zongjie.store.tables import event
from zongjie.store.tables import revision as revision_table
from zongjie.store.values import ledger_of

if TYPE_CHECKING:
    from zongjie.store.store import Store

_WEEK = timedelta(days=7)
_OLD = timedelta(days=8)  # when nothing is left to thin out, whatever the hour
_MARKS = ("named", "signed", "rows")


def tidy(store: Store, now: int | None = None) -> int:
    """Do both for the drafts this person writes; returns how many revisions went.

    Each draft is a transaction of its own: writers wait for one draft at most.
    """
    at = when.now() if now is None else now
    empty_bin(store, at)
    with store.reading() as tx:
        grown = tx.execute(_own(store).where(drafts.c.step > drafts.c.tidied)).all()
    count = 0
    for row in grown:
        with store.writing() as tx:
            count += _thin(tx, row.id, when.local(at))
    return count


def empty_bin(store: Store, now: int | None = None) -> None:
    """Remove what has lain in the bin for `BIN_DAYS`, for good."""
    limit = (when.now() if now is None else now) - BIN_DAYS * when.DAY
    over = (drafts.c.shelf == "bin") & (drafts.c.binned < limit)
    with store.reading() as tx:
        rows = tx.execute(_own(store).where(over)).all()
    for row in rows:
        with store.writing() as tx:
            remove(tx, (drafts.c.id == row.id) & over)


def slot(at: datetime, now: datetime) -> tuple[object, ...] | None:
    """The hour or day of which only the last revision is kept; None where all of them are."""
    if at.date() >= now.date():
        return None
    return (at.date(), at.hour) if now - at < _WEEK else (at.date(),)


def spared(rows: Sequence[Any], marks: Iterable[int], now: datetime) -> set[int]:
    """The numbers of those revisions of one part, in their order, that are kept."""
    last: dict[tuple[object, ...], int] = {}
    for row in rows:
        last[slot(when.local(row.at), now) or (row.number,)] = row.number
    kept = set(last.values()) | {rows[-1].number}
    for mark in marks:
        kept |= {max((row.number for row in rows if row.step <= mark), default=rows[-1].number)}
    return kept


def _own(store: Store) -> sa.Select[Any]:
    """The drafts this person writes."""
    mine = access.roles(store.by).subquery()
    query = sa.select(drafts.c.id).join(mine, mine.c.unit_id == drafts.c.unit_id)
    return query.where(mine.c.role != "reader")


def _thin(tx: sa.Connection, id_: str, now: datetime) -> int:
    # The row is taken first, so that no revision is added meanwhile.
    query = sa.select(drafts.c.step).where(drafts.c.id == id_).with_for_update()
    step = tx.execute(query).scalar()
    if step is None:
        return 0
    marks = sa.select(event.c.step).where(event.c.draft_id == id_, event.c.kind.in_(_MARKS))
    marked = list(tx.execute(marks).scalars())
    columns = revision_table.c
    query_rows = sa.select(columns.part, columns.number, columns.step, columns.at).where(
        columns.draft_id == id_
    )
    by_part: dict[str, list[Any]] = {}
    for row in tx.execute(query_rows.order_by(columns.part, columns.number)):
        by_part.setdefault(row.part, []).append(row)
    count = 0
    for part, rows in by_part.items():
        kept = spared(rows, marked, now)
        gone = [row.number for row in rows if row.number not in kept]
        if gone and ledger_of(part) is not None:
            _rebase(tx, id_, part, kept)
        where = (columns.draft_id == id_) & (columns.part == part)
        for number in gone:
            tx.execute(revision_table.delete().where(where, columns.number == number))
        count += len(gone)
    if all(now - when.local(row.at) > _OLD for rows in by_part.values() for row in rows):
        tx.execute(drafts.update().where(drafts.c.id == id_).values(tidied=step))
    return count


def _rebase(tx: sa.Connection, id_: str, part: str, kept: set[int]) -> None:
    """Let each kept revision of a ledger stand on the kept one before it."""
    columns = revision_table.c
    where = (columns.draft_id == id_) & (columns.part == part)
    query = sa.select(columns.number, columns.base, columns.body).where(where)
    before: Replayed | None = None
    last: Replayed | None = None
    for row in tx.execute(query.order_by(columns.number)).all():
        before = revisions.following(part, before, row.number, row.base, row.body)
        if row.number not in kept:
            continue
        if row.base is None or (last is not None and row.base == last.number):
            last = before
            continue
        body = revisions.sheet_body(before.sheet, row.number, last)
        tx.execute(
            revision_table.update()
            .where(where, columns.number == row.number)
            .values(base=body.base, body=body.data)
        )
        last = body.replayed
