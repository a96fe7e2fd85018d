"""Two contents of one part, of which its writer has to choose: how views show and settle them."""

from __future__ import annotations

from widgets.detail import Detail
from widgets.keeping import Choice
from widgets.past import shown
from widgets.state import State
from widgets.view import Props
from zongjie import wording
from zongjie.draft import Section
from zongjie.figures import Figures


def drawn(state: State, part: str) -> Props | None:
    """Who has saved something else here, when, and what; None where nothing is to be chosen.

    ``texts`` are this text and theirs, cut where they differ; of a ledger ``did`` says what was
    done to it.
    """
    stale = state.keeping.clashes.get(part)
    if stale is None:
        return None
    mine, theirs = state.content(part), stale.theirs
    told: Props = {"who": stale.who, "at": f"{stale.at:%H:%M:%S}", "did": "", "texts": None}
    if isinstance(mine, Section) and isinstance(theirs, Section):
        return {**told, "texts": _side_by_side(mine.text, theirs.text, state.figures)}
    from zongjie.store import comparing

    return {**told, "did": str(comparing.compare(part, stale.base, theirs))}


def choice(detail: Detail) -> Choice:
    """What was chosen; `StoreError` for anything else."""
    return detail.one_of("choice", Choice)  # type: ignore[no-any-return]  # one of its own values


def _side_by_side(mine: str, theirs: str, figures: Figures) -> list[list[list[str]]]:
    """Both texts as ``[kind, text]``: "same", or "own" for what the other has not."""
    cut = wording.diff(theirs, mine)
    return [
        [
            ["same" if piece.kind == "same" else "own", shown(piece.text, figures)]
            for piece in cut
            if piece.kind in ("same", own)
        ]
        for own in ("added", "removed")
    ]
