"""The list of drafts on the home page, and what is done to one of them from there."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, Any

from widgets import address
from widgets.detail import Detail, outdated
from widgets.files import ZIP, file_name
from widgets.times import ago
from widgets.view import Props, Reply
from zongjie import catalogue, schema
from zongjie.draft import Section
from zongjie.period import Period
from zongjie.store import Entry
from zongjie.store.values import Order, Shelf

if TYPE_CHECKING:
    from zongjie.store import Store

PAGE = 50
"""So many drafts are listed at a time."""
MOST = 1000


class Shelves:
    """What a view answers about the drafts of its store."""

    store: Store

    def on_list(self, detail: Detail) -> Props:
        """The drafts that were asked for; see `listed`."""
        return listed(self.store, detail)

    def on_do(self, detail: Detail) -> Props:
        """Do to a draft what its menu says; `words` are its new name, the reason, or its shelf.

        One in which something is ``left`` to look at is signed only when they are ``sure``.
        """
        from zongjie.store import lifecycle

        store, id_, words = self.store, detail.text("id"), detail.text("words", "").strip()
        match detail.text("what"):
            case "rename":  # to its title: it needs no name of its own
                lifecycle.rename(store, id_, "" if words == store.load(id_).draft.title else words)
            case "copy":
                lifecycle.copy(store, id_)
            case "archive":
                lifecycle.archive(store, id_)
            case "unarchive":
                lifecycle.archive(store, id_, away=False)
            case "sign":
                return self._sign(id_, sure=words == "sure")
            case "reopen":
                lifecycle.reopen(store, id_, words)
            case "discard":
                lifecycle.discard(store, id_)
            case "recover":
                lifecycle.recover(store, id_, archived=words == "archived")
            case "destroy":
                lifecycle.destroy(store, id_)
            case _:
                raise outdated()
        return {}

    def _sign(self, id_: str, *, sure: bool) -> Props:
        from zongjie.store import lifecycle

        if not sure and (left := _left(self.store, id_)):
            return {"left": left}
        lifecycle.sign(self.store, id_)
        return {}

    def on_next(self, detail: Detail) -> Props:
        """Begin the draft of the year after."""
        from zongjie.store import lifecycle

        id_ = lifecycle.next_year(self.store, detail.text("id"))
        return opened(self.store.load(id_).draft.genre, id_)

    def on_whole(self, detail: Detail) -> Props:
        """Begin the draft of the whole year, in this genre, from one of its half."""
        from zongjie.store import lifecycle

        genre = catalogue.genre(detail.text("genre")).id
        return opened(genre, lifecycle.whole_year(self.store, detail.text("id"), genre))

    async def on_download(self, detail: Detail) -> Reply:
        """A draft with all its history, as a file that can be sent on and opened again."""
        from zongjie.store import bundle

        id_ = detail.text("id")
        found = await asyncio.to_thread(self.store.load, id_)
        data = await asyncio.to_thread(bundle.export, self.store, id_)
        name = file_name(f"{found.name or found.draft.title}.zip")
        return Reply({"name": name, "type": ZIP}, [data])


def listed(store: Store, asked: Detail) -> Props:
    """Some drafts of one shelf, how many of each shelf were found, and how many there are at all.

    `asked` may say ``search``, ``unit``, ``shelf``, ``order``, ``offset`` and ``limit``. ``units``
    are those this person may see, where these are several, and may write in.
    """
    from zongjie.store import units

    search, unit = asked.text("search", ""), asked.text("unit", "")
    shelf = asked.one_of("shelf", Shelf, "open")
    found = store.entries(
        search,
        unit=unit,
        shelf=shelf,
        order=asked.one_of("order", Order, "changed"),
        limit=min(asked.number("limit", PAGE), MOST),
        offset=asked.number("offset", 0),
    )
    counts = store.counts(search, unit=unit)
    mine = units.mine(store)
    names = {id_: name for id_, (name, _) in mine.items()} if len(mine) > 1 else {}
    return {
        "drafts": [_line(entry, names.get(entry.home, "")) for entry in found],
        "counts": counts,
        "all": store.counts() if search.strip() or unit else counts,
        "units": [{"value": id_, "label": name} for id_, name in names.items()],
        "writable": [id_ for id_ in names if mine[id_][1] != "reader"],
    }


def opened(genre: str, draft: str = "") -> dict[str, str]:
    """Its page, and what opens it in JupyterLab: a notebook, and the line in its first cell."""
    given = f', draft="{draft}"' if draft else ""
    return {
        "link": address.page(genre, draft),
        "notebook": f"{genre}.ipynb",
        "code": f'book = Workbook("{genre}"{given})',
    }


def _left(store: Store, id_: str) -> str:
    """What is left to look at in a draft, as its page would say it (`in_words`)."""
    from widgets.checks import in_words
    from widgets.shown import LEDGER_STEP
    from widgets.state import State

    genre = store.load(id_).draft.genre
    if genre not in catalogue.genres():
        return ""
    state = State(genre, store, waiting=True)
    state.open(id_)
    for cell in catalogue.cells(genre) or catalogue.genre(genre).sections:
        if cell != "title":
            state.place(Section(cell, catalogue.guide(genre, cell).title))
    for ledger in schema.ledgers().values():
        state.add_step(LEDGER_STEP + ledger.id, ledger.label)
    return in_words(state)


def _line(entry: Entry, unit: str) -> dict[str, Any]:
    genre = catalogue.genres().get(entry.genre)
    return {
        "id": entry.id,
        "title": entry.title,
        "name": entry.name,
        "year": Period(entry.year, entry.half).label,
        "half": entry.half is not None,
        "genre": genre.label if genre else entry.genre,
        "changed": ago(entry.changed, dt.datetime.now()),  # noqa: DTZ005 - the officer's own clock
        "done": entry.written,
        "total": entry.total,
        "signed": entry.signed,
        "unit": unit,
        "role": entry.role,
        **opened(entry.genre, entry.id),
    }
