"""The home page's list: searched, sorted and cut to size by the database."""

from __future__ import annotations

from typing import Any, get_args

import sqlalchemy as sa

from zongjie import catalogue
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
    draft.c.unit_id.label("home"),
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
    unit: str,
    shelf: Shelf,
    order: Order,
    limit: int | None,
    offset: int,
) -> tuple[Entry, ...]:
    """The drafts of one shelf that `who` may see; among equals the last changed first."""
    mine = access.roles(who).subquery()
    query = (
        _found(sa.select(*_COLUMNS, mine.c.role), mine, search, unit)
        .where(draft.c.shelf == shelf)
        .order_by(*_ORDERS[order], draft.c.touched.desc(), draft.c.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        Entry(**{**row, "changed": local(row["changed"])}) for row in tx.execute(query).mappings()
    )


def counts(tx: sa.Connection, who: Person, search: str, unit: str) -> dict[Shelf, int]:
    """How many drafts `entries` would find on each shelf."""
    mine = access.roles(who).subquery()
    query = _found(sa.select(draft.c.shelf, sa.func.count().label("found")), mine, search, unit)
    found: dict[Shelf, int] = dict.fromkeys(get_args(Shelf), 0)
    return found | {row.shelf: row.found for row in tx.execute(query.group_by(draft.c.shelf))}


def _found(query: sa.Select[Any], mine: sa.Subquery, search: str, unit: str) -> sa.Select[Any]:
    query = query.join(mine, mine.c.unit_id == draft.c.unit_id).where(*map(_has, search.split()))
    return query.where(draft.c.unit_id == unit) if unit else query


def _has(word: str) -> sa.ColumnElement[bool]:
    digits = word.removesuffix("度").removesuffix("年")  # as the list shows it
    year = draft.c.year == int(digits) if digits.isdecimal() and len(digits) == 4 else sa.false()
    texts = (draft.c.title, draft.c.name, draft.c.unit)
    kinds = [genre.id for genre in catalogue.genres().values() if word in genre.label]
    return sa.or_(
        year,
        draft.c.genre.in_(kinds),
        *(text.icontains(word, autoescape=True) for text in texts),
    )
