"""The earlier versions of a part: what each changed, and bringing one back.

Every pause in typing is a revision; what one person wrote in one go is shown as one version.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from widgets.detail import Detail
from widgets.state import State
from widgets.times import ago
from widgets.view import Props
from zongjie import prose
from zongjie.figures import Figures
from zongjie.store.values import Revision, section_of

if TYPE_CHECKING:
    from zongjie.store.comparing import Changes

PAUSE = timedelta(minutes=3)
"""Between two changes of one go there is less than this."""

GO = timedelta(minutes=10)
"""How long one go takes at most: who went astray goes back no further than that."""

LOSS = 60
"""Bytes of a text, twenty characters, that are missed when they go at once: what was before them
is a version of its own."""

ROWS = 30
"""So many rows of a ledger are shown of one change."""


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
        names = history.names(store, self.state.id)
        found = goes(revisions, history.turns(store, self.state.id), names)
        called = named(found, names)
        return {
            "versions": [
                {
                    "number": go.last.number,
                    "before": go.before,
                    "at": ago(go.last.at, now),
                    "by": go.last.by,
                    "names": called[go.last.number],
                    "now": go is found[0],
                }
                for go in found
            ]
        }

    def on_version(self, detail: Detail) -> Props:
        """What became of the part between two of its versions."""
        from zongjie.store import history

        old, new = detail.number("before", 0), detail.number("number")
        wanted = [history.Span(self.part, old, new)]
        (changes,) = history.changes(self.state.keeping.store, self.state.id, wanted)
        return drawn(changes, self.state.figures)

    def on_restore(self, detail: Detail) -> None:
        """Make a version the present one again; `StoreError` while something is not saved."""
        self.state.bring_back(self.part, detail.number("number"))


@dataclass(frozen=True)
class Go:
    """What one person wrote in one go: its last revision, and the number of the one before it."""

    last: Revision
    before: int | None


def goes(
    revisions: Sequence[Revision], turns: Container[int] = (), names: Iterable[int] = ()
) -> list[Go]:
    """Revisions of a part, the newest first, put together by who wrote them in one go.

    A go ends where something earlier was brought back, or a clash settled: at these `turns`; also
    before a good part of a text was taken out. What a named version is made of ends one too:
    `names` are their steps.
    """
    ends: list[int] = []
    for at, revision in enumerate(revisions):
        newer = revisions[at - 1] if at else None
        if (
            newer is None
            or newer.step in turns
            or any(revision.step <= step < newer.step for step in names)
            or (section_of(revision.part) and revision.size - newer.size > LOSS)
            or not _goes_on(revision, newer, revisions[ends[-1]])
        ):
            ends.append(at)
    befores = [revisions[at].number for at in ends[1:]]
    return [Go(revisions[at], before) for at, before in zip_longest(ends, befores)]


def named(found: Sequence[Go], names: Mapping[int, str]) -> dict[int, list[str]]:
    """By the number of each go's last revision, the named versions that it is part of."""
    called: dict[int, list[str]] = {go.last.number: [] for go in found}
    for step, words in sorted(names.items()):
        held = next((go for go in found if go.last.step <= step), None)
        if held is not None and words not in called[held.last.number]:
            called[held.last.number].append(words)
    return called


def _goes_on(one: Revision, newer: Revision, last: Revision) -> bool:
    return one.by == newer.by and newer.at - one.at < PAUSE and last.at - one.at < GO


def shown(text: str, figures: Figures) -> str:
    """A text as it reads now, with its numbers; its charts and tables are told in words."""
    return "".join(piece.text for piece in prose.pieces(prose.in_words(text), figures))


def drawn(changes: Changes, figures: Figures) -> Props:
    """What changed, as ``[kind, text]`` of a text, or row by row of a ledger."""
    if isinstance(changes, tuple):
        return {"pieces": [[piece.kind, shown(piece.text, figures)] for piece in changes]}
    found = [
        [row.kind, row.number, row.says, [[one.column, one.before, one.after] for one in row.cells]]
        for row in islice(changes.rows(), ROWS)
    ]
    return {"told": str(changes), "rows": found, "more": len(changes.places) - len(found)}
