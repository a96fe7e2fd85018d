"""Two contents of one part, of which its writer has to choose: how views show and settle them."""

from __future__ import annotations

from typing import get_args

from widgets.keeping import Choice
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
    return {"who": stale.who, "at": f"{stale.at:%H:%M:%S}", "theirs": _said(stale)}


def choice(detail: Detail) -> Choice:
    """What was chosen; `StoreError` for anything else."""
    for known in get_args(Choice):
        if detail["choice"] == known:
            return known  # type: ignore[no-any-return]  # one of its own values
    raise StoreError("没有看懂选的是哪一份", cure="请刷新页面再选")


def _said(stale: StalePart) -> str:
    """The other text; of a ledger, what was done to it."""
    if isinstance(stale.theirs, Section):
        return stale.theirs.text
    from zongjie.store import history

    changed = history.compare(stale.base, stale.theirs)
    if not isinstance(changed, history.RowChanges):
        return ""
    counts = {"添": changed.added, "改": changed.changed, "删": changed.removed}
    return "、".join(f"{verb}了 {count} 行" for verb, count in counts.items() if count)
