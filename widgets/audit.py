"""A line in the draft's history for each file that leaves the page: what, never a word of it."""

from __future__ import annotations

import asyncio
import hashlib

from widgets.state import State
from zongjie import document
from zongjie.draft import Draft
from zongjie.errors import StoreError
from zongjie.figures import Figures, shown

_NUMBERS = "数字 "


def without_digest(words: str) -> str:
    """What was written down, as an officer reads it; the digest is for ``zongjie audit``."""
    return "，".join(word for word in words.split("，") if not word.startswith(_NUMBERS))


async def written_down(state: State, what: str, draft: Draft) -> list[str]:
    """Write down that this was made of the draft; returns what to tell when that did not work.

    The officer gets the file all the same: with a full disk it may be the only copy.
    """
    if not state.id:
        return []
    from zongjie.store import lifecycle

    gaps = sum(len(document.lacking(section, state.figures)) for section in draft.sections)
    words = "，".join(
        (
            what,
            *([f"空缺 {gaps} 处"] if gaps else []),
            *(["有没存上的改动"] if state.keeping.unsaved else []),
            f"{_NUMBERS}{_digest(state.figures)}",
        )
    )
    try:
        await asyncio.to_thread(lifecycle.exported, state.keeping.store, state.id, words)
    except StoreError:
        return ["这次导出没有记下来。"]
    return []


def _digest(figures: Figures) -> str:
    """The same for two files whose numbers are the same."""
    said = "\n".join(f"{key} {shown(figure)}" for key, figure in sorted(figures.items()))
    return hashlib.sha256(said.encode()).hexdigest()[:8]
