"""Two contents of one part, of which its writer has to choose: how views show and settle them."""

from __future__ import annotations

from typing import get_args

from widgets.keeping import Choice
from widgets.past import shown
from widgets.state import State
from widgets.view import Detail, Props
from zongjie.draft import Section
from zongjie.errors import StoreError
from zongjie.store import StalePart


def drawn(state: State, part: str) -> Props | None:
    """Who has saved something else here, when, and what; None where nothing is to be chosen."""
    stale = state.keeping.clashes.get(part)
    if stale is None:
        return None
    mine = state.content(part)
    return {
        "who": stale.who,
        "at": f"{stale.at:%H:%M:%S}",
        "mine": shown(mine.text, state.figures) if isinstance(mine, Section) else None,
        "theirs": _said(stale, state),
    }


def choice(detail: Detail) -> Choice:
    """What was chosen; `StoreError` for anything else."""
    for known in get_args(Choice):
        if detail["choice"] == known:
            return known  # type: ignore[no-any-return]  # one of its own values
    raise StoreError("没有看懂选的是哪一份", cure="请刷新页面再选")


def _said(stale: StalePart, state: State) -> str:
    """The other text; of a ledger, what was done to it."""
    if isinstance(stale.theirs, Section):
        return shown(stale.theirs.text, state.figures)
    from zongjie.store import history

    return str(history.compare(stale.base, stale.theirs) or "")
