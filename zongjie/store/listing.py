"""The home page's list: searched, sorted and cut to size by the database."""

from __future__ import annotations

import sqlalchemy as sa

from zongjie.store import access
from zongjie.store.tables import draft
from zongjie.store.values import Entry, Order, Person, Shelf
from zongjie.store.when import local

_COLUMNS = (
    draft.c.id,
    draft.c.title,
    draft.c.name,
    draft.c.genre,
    draft.c.unit,
    draft.c.year,
    draft.c.half,
    draft.c.written,
    draft.c.total,
    draft.c.signed,
    draft.c.changed,
)

_ORDERS = {
    "changed": (),
    "unit": (draft.c.unit,),
    "year": (draft.c.year.desc(),),
    "progress": (draft.c.written * 1.0 / sa.func.nullif(draft.c.total, 0),),
}


def entries(  # noqa: PLR0913, PLR0917 - one query, all of it
    tx: sa.Connection,
    who: Person,
    search: str,
    shelf: Shelf,
    order: Order,
    limit: int | None,
    offset: int,
) -> tuple[Entry, ...]:
    """The drafts of one shelf that `who` may see; among equals the last changed first."""
    mine = access.roles(who).subquery()
    query = (
        sa.select(*_COLUMNS)
        .join(mine, mine.c.unit_id == draft.c.unit_id)
        .where(draft.c.shelf == shelf, *map(_has, search.split()))
        .order_by(*_ORDERS[order], draft.c.touched.desc(), draft.c.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        Entry(**{**row, "changed": local(row["changed"])}) for row in tx.execute(query).mappings()
    )


def _has(word: str) -> sa.ColumnElement[bool]:
    year = draft.c.year == int(word) if word.isdecimal() and len(word) == 4 else sa.false()
    texts = (draft.c.title, draft.c.name, draft.c.unit)
    return sa.or_(year, *(text.icontains(word, autoescape=True) for text in texts))
