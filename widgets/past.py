"""The earlier versions of a part: what each changed, and bringing one back.

Every pause in typing is a revision; what one person wrote in one go is shown as one version.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from widgets.state import State
from widgets.times import ago
from widgets.view import Detail, Props
from zongjie import prose
from zongjie.errors import StoreError
from zongjie.figures import Figures
from zongjie.store.values import Revision

if TYPE_CHECKING:
    from zongjie.store import history

PAUSE = timedelta(minutes=3)
"""Between two changes of one go there is less than this."""

GO = timedelta(minutes=10)
"""How long one go takes at most: who went astray goes back no further than that."""


class Past:
    """What a view of one part answers about its earlier versions; `part` names it."""

    state: State
    part: str

    def on_past(self, _: Detail) -> Props:
        """The versions, the newest first; none while a sample is shown."""
        if not self.state.id:
            return {"versions": []}
        from zongjie.store import history

        store, now = self.state.keeping.store, datetime.now()  # noqa: DTZ005 - the officer's own clock
        revisions = history.of_part(store, self.state.id, self.part)
        found = goes(revisions, history.turns(store, self.state.id))
        return {
            "versions": [
                {
                    "number": go.last.number,
                    "before": go.before,
                    "at": ago(go.last.at, now),
                    "by": go.last.by,
                    "now": go is found[0],
                }
                for go in found
            ]
        }

    def on_version(self, detail: Detail) -> Props:
        """What a version changed in the one before it."""
        from zongjie.store import history

        store, id_ = self.state.keeping.store, self.state.id
        number, before = int(detail["number"]), detail["before"]
        new = history.content(store, id_, self.part, number)
        old = None if before is None else history.content(store, id_, self.part, int(before))
        changes = history.compare(old, new)
        return {"pieces": _pieces(changes, self.state.figures)}

    def on_restore(self, detail: Detail) -> None:
        """Make a version the present one again; `StoreError` while something is not saved."""
        from zongjie.store import history

        keeping = self.state.keeping
        if self.part in keeping.unsaved:
            raise StoreError("这里还有没存上的内容", cure="请等存上以后再恢复旧版本")
        saved = history.bring_back(keeping.store, self.state.id, self.part, int(detail["number"]))
        keeping.saved = f"{saved.at:%H:%M:%S}"
        self.state.take(keeping.look())
        self.state.tell("saved")


@dataclass(frozen=True)
class Go:
    """What one person wrote in one go: its last revision, and the number of the one before it."""

    last: Revision
    before: int | None


def goes(revisions: Sequence[Revision], turns: Container[int] = ()) -> list[Go]:
    """Revisions of a part, the newest first, put together by who wrote them in one go.

    A go ends where something earlier was brought back, or a clash settled: at these steps.
    """
    ends: list[int] = []
    for at, revision in enumerate(revisions):
        newer = revisions[at - 1] if at else None
        if (
            newer is None
            or newer.step in turns
            or not _goes_on(revision, newer, revisions[ends[-1]])
        ):
            ends.append(at)
    befores = [revisions[at].number for at in ends[1:]]
    return [Go(revisions[at], before) for at, before in zip_longest(ends, befores)]


def _goes_on(one: Revision, newer: Revision, last: Revision) -> bool:
    return one.by == newer.by and newer.at - one.at < PAUSE and last.at - one.at < GO


def shown(text: str, figures: Figures) -> str:
    """A text as it reads now, with its numbers."""
    return "".join(piece.text for piece in prose.pieces(text, figures))


def _pieces(changes: history.Changes, figures: Figures) -> list[list[str]]:
    """What changed, as ``[kind, text]``; of a ledger one line that says how many rows."""
    if isinstance(changes, tuple):
        return [[piece.kind, shown(piece.text, figures)] for piece in changes]
    return [["told", str(changes or "")]]
