"""Keeps a page beside its store: shows what others save, saves what could not be saved before.

The store is asked beside the kernel's loop, so that a slow database holds nobody up.
"""

from __future__ import annotations

import asyncio

from widgets.state import State
from widgets.view import told
from zongjie.errors import ZongjieError
from zongjie.store import NoSuchDraft

EVERY = 2.0
"""Seconds between two looks."""


async def follow(state: State, every: float = EVERY) -> None:
    """Look again and again, for as long as the kernel lives."""
    while True:
        await asyncio.sleep(every)
        await look(state)


async def look(state: State) -> None:
    """Look once; a store that cannot be reached is asked again the next time."""
    id_, locked = state.id, state.locked
    try:
        found = await asyncio.to_thread(state.keeping.look)
        if state.id == id_:  # else another draft was opened meanwhile
            state.take(found)
            if state.locked != locked:
                state.tell("saved")
            state.retry()
    except NoSuchDraft as gone:
        state.trouble = str(gone)
        state.tell("saved")
    except ZongjieError:
        return  # said when something is saved, and on the page as 还没有存上
    except Exception as error:  # noqa: BLE001 - kept in the log; the next look may do better
        told(error)
