"""`Store`: what the page does with drafts, as one person."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType

import sqlalchemy as sa

from zongjie import settings
from zongjie.draft import Draft
from zongjie.earlier import Earlier, Span
from zongjie.errors import StoreError
from zongjie.ledger import Ledgers
from zongjie.store import (
    access,
    drafts,
    engine,
    listing,
    membership,
    migrate,
    revisions,
    takeover,
)
from zongjie.store.errors import StalePart
from zongjie.store.revisions import Recent, Replayed
from zongjie.store.tables import presence
from zongjie.store.values import (
    Content,
    Entry,
    Imported,
    Newer,
    News,
    Order,
    Person,
    Present,
    Saved,
    Shelf,
    Stored,
    Whole,
    contents,
    ledger_of,
    together,
)
from zongjie.store.when import SECOND, local, now

FILE_NAME = "zongjie.db"
PRESENT = 30 * SECOND
"""How long somebody counts as present after the page last said so."""


class Store:
    """The drafts one person may see, in the database at `url`.

    Parameters
    ----------
    url : ``sqlite:///…`` or ``postgresql://…``; by default what the settings name. It is brought
        to this version's tables, after a backup, when it is opened.
    by : who reads and writes. Nobody, unless said: `ALONE` is the officer at their own machine.

    Everything may raise `StoreError`: it says what happened and what to do.
    """

    def __init__(self, url: str = "", *, by: Person) -> None:
        self.by = by
        self.engine = engine.connect(url or default_url())
        self.recent = Recent()
        try:
            migrate.prepare(self.engine)
            if not url and engine.is_sqlite(self.engine):
                takeover.run(self.writing, settings.load().data_dir / "drafts")
        except BaseException:
            self.close()
            raise

    def seen_by(self, person: Person) -> Store:
        """The same store as somebody else."""
        other = Store.__new__(Store)
        other.by, other.engine, other.recent = person, self.engine, Recent()
        return other

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def forget(self) -> None:
        """Remember nothing of what was saved: all of it may have been replaced."""
        self.recent = Recent()

    def reading(self) -> AbstractContextManager[sa.Connection]:
        return engine.reading(self.engine)

    def writing(self) -> AbstractContextManager[sa.Connection]:
        return engine.writing(self.engine)

    # ------------------------------------------------------------------ drafts

    def create(  # noqa: PLR0913 - what a draft is made of
        self,
        draft: Draft,
        ledgers: Ledgers,
        *,
        last: Ledgers | None = None,
        earlier: Mapping[Span, Earlier] = MappingProxyType({}),
        unit: str = "",
        name: str = "",
        imported: Mapping[str, Imported] = MappingProxyType({}),
    ) -> str:
        """Keep a new draft; returns its id.

        `last` are the ledgers of the year before, `earlier` the summaries it is held against.

        `unit` is the unit it belongs to; by default the one this person writes for.

        `imported` says of ledgers, by part, that they came from a file; the history tells of it.
        """
        id_ = drafts.new_id()
        with self.writing() as tx:
            home = membership.home(tx, self.by, unit, draft.unit)
            stamp = drafts.insert(tx, id_, home, self.by, draft.genre, name)
            drafts.log(tx, id_, stamp, "created")
            whole = contents(Whole(draft, ledgers, last, earlier))
            kept = drafts.begin(tx, id_, self.by, stamp, whole, imported)
        self._remember(id_, kept)
        return id_

    def load(self, id_: str) -> Stored:
        """A draft as it stands; `NoSuchDraft` when this person has none with this id."""
        with self.reading() as tx:
            row = access.check(tx, self.by, id_, "reader", "查看", binned=True)
            numbers = drafts.numbers(tx, id_)
            now = together(drafts.contents(tx, id_, numbers))
        return Stored(
            now.draft,
            now.ledgers,
            now.last,
            now.earlier,
            id=id_,
            step=row.step,
            numbers=numbers,
            name=row.name,
            signed=row.signed,
            shelf=row.shelf,
            role=row.role,
        )

    def entries(  # noqa: PLR0913 - what can be asked of a list
        self,
        search: str = "",
        *,
        unit: str = "",
        shelf: Shelf = "open",
        order: Order = "changed",
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Entry, ...]:
        """The drafts this person may see in which every word of `search` occurs.

        It is looked for in the title, the name, the unit, the year and the kind of summary; `unit`
        is the id of the only unit that is wanted (`units.mine`), if not all are.
        """
        with self.reading() as tx:
            return listing.entries(tx, self.by, search, unit, shelf, order, limit, offset)

    def counts(self, search: str = "", *, unit: str = "") -> dict[Shelf, int]:
        """How many drafts `entries` finds on each shelf."""
        with self.reading() as tx:
            return listing.counts(tx, self.by, search, unit)

    def news(self, id_: str, step: int, numbers: Mapping[str, int]) -> News | None:
        """What others did to a draft since `step`; None when nothing was done at all.

        `numbers` are those the page has: only parts with another one come along.
        """
        with self.reading() as tx:
            row = access.check(tx, self.by, id_, "reader", "查看")
            if row.step == step:
                return None
            newer = {
                part: _newer(tx, id_, part, number)
                for part, number in drafts.numbers(tx, id_).items()
                if number != numbers.get(part)
            }
        return News(row.step, row.name, row.signed, row.role, newer)

    # ------------------------------------------------------------------ parts

    def save(  # noqa: PLR0913 - what is saved, over what, and how it came
        self,
        id_: str,
        part: str,
        expected: int,
        content: Content,
        *,
        settled: bool = False,
        imported: Imported | None = None,
    ) -> Saved:
        """Add a revision after number `expected` (0 for a new part); durable when it returns.

        `settled` says that it ends a clash: the history then shows what stood before it.
        `imported` says that its rows came from a file, and the history tells of that.

        What is there already is not written again: a save may be repeated after a broken
        connection. `StalePart` when somebody else has saved another content since,
        `SignedDraft` when the draft is signed off.
        """
        with self.writing() as tx:
            row = access.change(tx, self.by, id_)
            number = revisions.newest(tx, id_, part)
            if number != expected:
                return self._clash(tx, id_, part, expected, number, content)
            before = self._before(tx, id_, part, number)
            stamp = drafts.touch(tx, row, self.by)
            kept = drafts.put(tx, id_, part, content, stamp, number=number + 1, before=before)
            if imported:
                drafts.log(tx, id_, stamp, "rows", imported.words(part))
            elif settled:
                drafts.log(tx, id_, stamp, "settled", part)
            drafts.describe(tx, id_, part)
        self._remember(id_, {part: kept})
        return Saved(number + 1, local(stamp.at))

    def give_up(self, id_: str, part: str, mine: Content) -> Newer:
        """End a clash: `mine` goes into the history, and what stands by now stays; returns that.

        Both are one change: nobody ever finds `mine` standing there.
        """
        with self.writing() as tx:
            access.change(tx, self.by, id_)
            stands = _newer(tx, id_, part, revisions.newest(tx, id_, part))
            number, kept = stands.number, self._before(tx, id_, part, stands.number)
            for content in (mine, stands.content):
                stamp = drafts.touch(tx, access.change(tx, self.by, id_), self.by)
                number += 1
                kept = drafts.put(tx, id_, part, content, stamp, number=number, before=kept)
            drafts.log(tx, id_, stamp, "settled", part)
            drafts.describe(tx, id_, part)
        self._remember(id_, {part: kept})
        return Newer(number, stands.content, stamp.by, local(stamp.at))

    def newest(self, id_: str, part: str) -> Newer:
        """One part as it stands, and who has left it so."""
        with self.reading() as tx:
            access.check(tx, self.by, id_, "reader", "查看")
            return _newer(tx, id_, part, revisions.newest(tx, id_, part))

    # ------------------------------------------------------------------ presence

    def present(self, id_: str, part: str, session: str) -> tuple[Present, ...]:
        """Say that one is in this part, and hear who else is in the draft.

        `session` tells two pages of one person apart. Say it again within `PRESENT`.
        """
        with self.writing() as tx:
            access.check(tx, self.by, id_, "reader", "查看")
            at = now()
            here = presence.c.draft_id == id_
            own = here & (presence.c.session == session)
            tx.execute(presence.delete().where(here & _gone(at) | own))
            others = tx.execute(
                sa.select(presence.c.author, presence.c.part)
                .where(here)
                .order_by(presence.c.author, presence.c.part)
            ).all()
            if part:
                tx.execute(
                    presence.insert().values(
                        draft_id=id_, session=session, author=self.by.shown, part=part, at=at
                    )
                )
        return tuple(Present(row.author, row.part) for row in others)

    # ------------------------------------------------------------------ inside

    def _before(self, tx: sa.Connection, id_: str, part: str, number: int) -> Replayed | None:
        """The rows a ledger has now, to tell the change by."""
        if ledger_of(part) is None or number == 0:
            return None
        known = self.recent.get(id_, part, number)
        return known or revisions.replay(tx, id_, part, number)

    def _clash(  # noqa: PLR0913, PLR0917 - what clashes with what
        self,
        tx: sa.Connection,
        id_: str,
        part: str,
        expected: int,
        number: int,
        mine: Content,
    ) -> Saved:
        if number == 0:
            raise StoreError("这一部分已经不在了", cure="请刷新网页再看")
        now = _newer(tx, id_, part, number)
        if revisions.equal(mine, now.content):
            return Saved(number, now.at)
        base = revisions.read(tx, id_, part, expected)
        raise StalePart(
            part, number, base=base, mine=mine, theirs=now.content, by=now.by, at=now.at
        )

    def _remember(self, id_: str, kept: Mapping[str, Replayed | None]) -> None:
        for part, replayed in kept.items():
            if replayed is not None:
                self.recent.put(id_, part, replayed)


def default_url() -> str:
    """Where the settings say drafts are kept: an address, a file, or one in the data folder."""
    found = settings.load()
    place = found.store or str(found.data_dir / FILE_NAME)
    return place if "://" in place else f"sqlite:///{Path(place).expanduser()}"


def _newer(tx: sa.Connection, id_: str, part: str, number: int) -> Newer:
    content = revisions.required(revisions.read(tx, id_, part, number))
    return Newer(number, content, *revisions.written(tx, id_, part, number))


def _gone(at: int) -> sa.ColumnElement[bool]:
    """Who has not said so for a while, on a clock that may have been set back."""
    return (presence.c.at < at - PRESENT) | (presence.c.at > at + PRESENT)
