"""Rows of drafts and their parts, inside a transaction. Rights are checked before (`access`)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from zongjie import catalogue, enough, ledger
from zongjie.draft import SELF_MADE, Draft, Section
from zongjie.store import access, revisions, when
from zongjie.store.revisions import Body, Replayed
from zongjie.store.tables import audit, event
from zongjie.store.tables import draft as drafts
from zongjie.store.tables import part as parts
from zongjie.store.values import (
    PROFILE,
    Content,
    Imported,
    Person,
    ledger_of,
    section_of,
    section_part,
    together,
)

TITLE = section_part("title")


@dataclass(frozen=True)
class Stamp:
    """Which step of a draft something is, by whom, and when (milliseconds)."""

    step: int
    by: str
    at: int


def new_id() -> str:
    """What stands in a draft's address: 96 random bits."""
    return secrets.token_urlsafe(12)


def insert(  # noqa: PLR0913, PLR0917 - what is known of a draft before its parts
    tx: sa.Connection, id_: str, unit: str, who: Person, genre: str, name: str = ""
) -> Stamp:
    """A draft without parts."""
    stamp = Stamp(1, who.shown, when.now())
    tx.execute(
        drafts.insert().values(
            id=id_,
            unit_id=unit,
            name=shown(name),
            title="",
            genre=shown(genre),
            unit="",
            year=0,
            half=None,
            written=0,
            total=0,
            step=stamp.step,
            touched=_next_touch(),
            changed=stamp.at,
            tidied=0,
            signed=False,
            shelf="open",
            binned=None,
        )
    )
    return stamp


def touch(tx: sa.Connection, row: sa.Row[Any], who: Person, **values: object) -> Stamp:
    """The next step of a draft whose row is locked, together with these values of its row."""
    stamp = Stamp(row.step + 1, who.shown, when.now())
    tx.execute(
        drafts.update()
        .where(drafts.c.id == row.id)
        .values(step=stamp.step, touched=_next_touch(), changed=stamp.at, **values)
    )
    return stamp


def step(tx: sa.Connection, row: sa.Row[Any], who: Person) -> Stamp:
    """The next step of a draft whose row is locked, for what changes nothing in it."""
    stamp = Stamp(row.step + 1, who.shown, when.now())
    tx.execute(drafts.update().where(drafts.c.id == row.id).values(step=stamp.step))
    return stamp


def log(tx: sa.Connection, draft: str, stamp: Stamp, kind: str, words: str = "") -> None:
    """Write down what was done to a draft as a whole; once in a step."""
    tx.execute(
        event.insert().values(
            draft_id=draft, step=stamp.step, kind=kind, words=words, author=stamp.by, at=stamp.at
        )
    )


def begin(  # noqa: PLR0913, PLR0917 - what a draft begins with, and where that is from
    tx: sa.Connection,
    draft: str,
    who: Person,
    stamp: Stamp,
    whole: Mapping[str, Content],
    imported: Mapping[str, Imported],
) -> dict[str, Replayed | None]:
    """The parts of a new draft; returns the rows of its ledgers, to remember after the commit.

    `imported` says of ledgers, by part, where their rows came from: they begin empty, and the
    import is their second revision, so that the history tells of it.
    """
    empty = {part: ledger.empty(str(ledger_of(part))) for part in imported}
    kept = {
        part: put(tx, draft, part, empty.get(part, new), stamp, number=1)
        for part, new in whole.items()
    }
    for part in sorted(imported):
        stamp = touch(tx, access.change(tx, who, draft), who)
        kept[part] = put(tx, draft, part, whole[part], stamp, number=2, before=kept[part])
        log(tx, draft, stamp, "rows", imported[part].words(part))
    describe(tx, draft)
    return kept


def put(  # noqa: PLR0913 - a revision of a part of a draft
    tx: sa.Connection,
    draft: str,
    part: str,
    new: Content,
    stamp: Stamp,
    *,
    number: int,
    before: Replayed | None = None,
) -> Replayed | None:
    """Write revision `number` of a part; returns a ledger's rows, to remember after the commit."""
    body = revisions.body(part, new, number, before)
    put_body(tx, draft, part, body, stamp, number=number, written=is_done(tx, draft, new))
    return body.replayed


def put_body(  # noqa: PLR0913 - as `put`
    tx: sa.Connection,
    draft: str,
    part: str,
    body: Body,
    stamp: Stamp,
    *,
    number: int,
    written: bool | None,
) -> None:
    """Move a part on to this revision, and add it."""
    where = (parts.c.draft_id == draft) & (parts.c.name == part)
    moved = tx.execute(parts.update().where(where).values(number=number, written=written))
    if not moved.rowcount:
        last = sa.select(sa.func.coalesce(sa.func.max(parts.c.place), 0) + 1)
        place = last.where(parts.c.draft_id == draft).scalar_subquery()
        tx.execute(
            parts.insert().values(
                draft_id=draft, name=part, place=place, number=number, written=written
            )
        )
    revisions.add(tx, draft, part, body, number=number, step=stamp.step, by=stamp.by, at=stamp.at)


def numbers(tx: sa.Connection, draft: str) -> dict[str, int]:
    """The newest revision of every part, in the order of the document."""
    query = sa.select(parts.c.name, parts.c.number).where(parts.c.draft_id == draft)
    return {row.name: row.number for row in tx.execute(query.order_by(parts.c.place))}


def contents(tx: sa.Connection, draft: str, at: Mapping[str, int]) -> dict[str, Content]:
    """The parts of a draft at these revisions, in their order."""
    return {
        part: revisions.required(revisions.read(tx, draft, part, number))
        for part, number in at.items()
    }


def describe(tx: sa.Connection, draft: str, changed: str | None = None) -> None:
    """Bring what the home page shows up to date, after this part changed; all of it for None."""
    values: dict[str, Any] = {}
    if changed is None or section_of(changed) is not None:
        counted = sa.select(
            sa.func.count(parts.c.written),
            sa.func.coalesce(sa.func.sum(sa.cast(parts.c.written, sa.Integer)), 0),
        )
        total, written = tx.execute(counted.where(parts.c.draft_id == draft)).one()
        values |= {"total": total, "written": written}
    if changed in (None, PROFILE, TITLE):
        now = numbers(tx, draft)
        kept = {part: now[part] for part in (PROFILE, TITLE) if part in now}
        values |= _heading(together(contents(tx, draft, kept)).draft)
    if values:
        tx.execute(drafts.update().where(drafts.c.id == draft).values(**values))


def remove(tx: sa.Connection, gone: sa.ColumnElement[bool]) -> None:
    """Remove these drafts for good; of each stays what was exported of it."""
    tx.execute(audit.insert().from_select(list(audit.columns), exported().where(gone)))
    tx.execute(drafts.delete().where(gone))


def exported() -> sa.Select[Any]:
    """What was exported of the drafts there are, in the columns of `audit`."""
    title = sa.case((drafts.c.name != "", drafts.c.name), else_=drafts.c.title).label("title")
    columns = (event.c.draft_id, event.c.step, title, event.c.words, event.c.author, event.c.at)
    query = sa.select(*columns).join(drafts, drafts.c.id == event.c.draft_id)
    return query.where(event.c.kind == "exported")


def shown(text: str) -> str:
    """A text as one line that every database takes and a list can show."""
    line = " ".join(text.replace("\0", " ").split())
    return line.encode("utf-8", "replace").decode()[:200]


def _heading(draft: Draft) -> dict[str, Any]:
    return {
        "title": shown(draft.title),
        "genre": shown(draft.genre),
        "unit": shown(draft.unit),
        "year": draft.year,
        "half": draft.half,
    }


def is_done(tx: sa.Connection, draft: str, content: Content) -> bool | None:
    """Whether a section is done, by what its genre asks; None for what is no part of the work."""
    if not isinstance(content, Section) or content.id in SELF_MADE:
        return None
    genre = tx.execute(sa.select(drafts.c.genre).where(drafts.c.id == draft)).scalar_one()
    return enough.is_done(content, catalogue.guide(genre, content.id))


def _next_touch() -> sa.ScalarSelect[Any]:
    return sa.select(sa.func.coalesce(sa.func.max(drafts.c.touched), 0) + 1).scalar_subquery()
