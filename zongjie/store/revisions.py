"""The revisions of a draft's parts: added, read, replayed. Rights are checked before (`access`).

A ledger's revision holds what changed since the one before it (its `base`); after `LONGEST` of
these, or when the change puts in a good part of the rows, it holds all rows. To read one is to
replay what came since the last whole one.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import sqlalchemy as sa

from zongjie.errors import StoreError
from zongjie.store import content, rows
from zongjie.store.rows import Sheet
from zongjie.store.tables import part as parts
from zongjie.store.tables import revision as revisions
from zongjie.store.values import Content, ledger_of
from zongjie.store.when import local

LONGEST = 64
"""How many changes are replayed at most to read a ledger."""

_LARGE = 4  # a change that puts in a quarter of the rows is kept as all rows


@dataclass(frozen=True)
class Replayed:
    """A ledger's rows at a revision, and how many changes stand between it and a whole one."""

    number: int
    changes: int
    sheet: Sheet


class Recent:
    """The ledgers this process saved last, so that the next save need not replay them."""

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._known: OrderedDict[tuple[str, str], Replayed] = OrderedDict()

    def get(self, draft: str, part: str, number: int) -> Replayed | None:
        """A revision of a ledger, when it is the one remembered."""
        found = self._known.get((draft, part))
        return found if found is not None and found.number == number else None

    def put(self, draft: str, part: str, replayed: Replayed) -> None:
        """Remember a revision that has been committed."""
        self._known[draft, part] = replayed
        self._known.move_to_end((draft, part))
        while len(self._known) > self._size:
            self._known.popitem(last=False)


@dataclass(frozen=True)
class Body:
    """A content ready to be written; for a ledger also its rows."""

    data: bytes
    base: int | None = None
    replayed: Replayed | None = None


def body(part: str, new: Content, number: int, before: Replayed | None) -> Body:
    """What revision `number` of a part is to hold, after `before`."""
    if not isinstance(new, pd.DataFrame) or ledger_of(part) is None:
        return Body(content.whole(part, new))
    return sheet_body(rows.of_frame(new), number, before)


def sheet_body(sheet: Sheet, number: int, before: Replayed | None) -> Body:
    """A ledger as a change to `before`, or whole where that is no larger."""
    if before is not None and before.changes < LONGEST and before.sheet.fits(sheet):
        splices = rows.splices(before.sheet.rows, sheet.rows)
        if sum(len(put) for _, _, put in splices) * _LARGE <= len(sheet.rows):
            data = content.of_change(len(before.sheet.rows), splices)
            return Body(data, before.number, Replayed(number, before.changes + 1, sheet))
    return Body(content.of_sheet(sheet), None, Replayed(number, 0, sheet))


def newest(tx: sa.Connection, draft: str, part: str) -> int:
    """The number of a part's newest revision; 0 for a part that is not there."""
    where = (parts.c.draft_id == draft) & (parts.c.name == part)
    return tx.execute(sa.select(parts.c.number).where(where)).scalar() or 0


def read(tx: sa.Connection, draft: str, part: str, number: int) -> Content | None:
    """The content of a revision; None when it is not there, thinned out for example."""
    if (ledger := ledger_of(part)) is not None:
        replayed = replay(tx, draft, part, number)
        return None if replayed is None else rows.to_frame(ledger, replayed.sheet)
    where = _of(draft, part) & (revisions.c.number == number)
    data = tx.execute(sa.select(revisions.c.body).where(where)).scalar()
    return None if data is None else content.read(part, data)


def replay(tx: sa.Connection, draft: str, part: str, number: int) -> Replayed | None:
    """The rows of a ledger's revision; None when it is not there."""
    upto = _of(draft, part) & (revisions.c.number <= number)
    whole = sa.select(sa.func.max(revisions.c.number)).where(upto, revisions.c.base.is_(None))
    chain = tx.execute(
        sa.select(revisions.c.number, revisions.c.base, revisions.c.body)
        .where(upto, revisions.c.number >= whole.scalar_subquery())
        .order_by(revisions.c.number)
    ).all()
    if not chain or chain[-1].number != number:
        return None
    replayed: Replayed | None = None
    for row in chain:
        replayed = following(part, replayed, row.number, row.base, row.body)
    return replayed


def following(
    part: str, before: Replayed | None, number: int, base: int | None, body: bytes
) -> Replayed:
    """The rows at the next revision of a chain; `StoreError` when it does not fit the last."""
    try:
        if base is None:
            return Replayed(number, 0, content.to_sheet(body))
        if before is None or before.number != base:
            raise ValueError("a change without what it changes")
        return Replayed(number, before.changes + 1, content.changed(before.sheet, body))
    except content.UNREADABLE as error:
        raise content.unreadable(part) from error


def written(tx: sa.Connection, draft: str, part: str, number: int) -> tuple[str, datetime]:
    """Who wrote a revision, and when (local time)."""
    query = sa.select(revisions.c.author, revisions.c.at)
    row = tx.execute(query.where(_of(draft, part) & (revisions.c.number == number))).one()
    return row.author, local(row.at)


def add(  # noqa: PLR0913 - what a revision is made of
    tx: sa.Connection, draft: str, part: str, new: Body, *, number: int, step: int, by: str, at: int
) -> None:
    """Write a revision; its part must be there."""
    tx.execute(
        revisions.insert().values(
            draft_id=draft,
            part=part,
            number=number,
            base=new.base,
            body=new.data,
            step=step,
            author=by,
            at=at,
        )
    )


def equal(one: Content, other: Content) -> bool:
    """Whether two contents of a part are the same, down to the digits of a decimal."""
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        return rows.of_frame(one) == rows.of_frame(other)
    return type(one) is type(other) and bool(one == other)


def required(found: Content | None) -> Content:
    """A content that was asked for by its number; `StoreError` when it is not there."""
    if found is None:
        raise StoreError("这个版本已经不在了", cure="请在历史里另选一个版本")
    return found


def _of(draft: str, part: str) -> sa.ColumnElement[bool]:
    return (revisions.c.draft_id == draft) & (revisions.c.part == part)
