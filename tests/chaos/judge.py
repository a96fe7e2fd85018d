"""What was acknowledged must be there: the one judge of all faults, and the table it prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

HEAD = (
    "family",
    "faults",
    "acknowledged saves",
    "lost saves",
    "lost typing",
    "silent overwrites",
    "unreadable stores",
    "to resume (median, worst)",
)


@dataclass
class Tally:
    """What a family of faults did and what it found; `wrong` says where to look."""

    faults: int = 0
    acknowledged: int = 0
    lost: int = 0
    untyped: int = 0
    """Texts that an editor had shown and that were not there afterwards."""
    overwritten: int = 0
    unreadable: int = 0
    waits: list[float] = field(default_factory=list)
    """Seconds from each fault until everything typed was acknowledged again."""
    wrong: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.untyped or self.overwritten or self.unreadable or self.wrong)

    def add(self, other: Tally) -> None:
        """Count another run of the same family in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def judge_writing(
        self, where: str, final: str, acknowledged: Iterable[str], seen: Iterable[str]
    ) -> None:
        """Judge a text that was only ever written on at its end, as it stands in the store.

        `acknowledged` are the texts that were said to be saved, `seen` those an editor showed:
        each must be what the final text begins with, so that every mark is there once, in order.
        """
        lost = [text for text in acknowledged if not final.startswith(text)]
        gone = [text for text in seen if not final.startswith(text)]
        self.lost += len(lost)
        self.untyped += len(gone)
        for what, texts in (("lost", lost), ("not kept", gone)):
            self.wrong += [f"{where}: {what}: {_apart(text, final)}" for text in texts[:3]]

    def judge_history(self, where: str, texts: Sequence[str]) -> None:
        """Judge the revisions of such a text: none may take away what the one before it had."""
        for before, after in pairwise(texts):
            if not after.startswith(before):
                self.overwritten += 1
                self.wrong.append(f"{where}: overwritten: {_apart(before, after)}")


def table(tallies: Sequence[tuple[str, Tally]]) -> str:
    """A Markdown table: a line per family."""
    rows = [HEAD, ("---", *["---:"] * (len(HEAD) - 1))]
    rows += [
        (
            name,
            *map(str, (one.faults, one.acknowledged, one.lost, one.untyped)),
            *map(str, (one.overwritten, one.unreadable)),
            f"{median(one.waits):.1f} s, {max(one.waits):.1f} s" if one.waits else "",
        )
        for name, one in tallies
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _apart(text: str, other: str) -> str:
    """Where two texts part, and how each goes on."""
    pairs = zip(text, other, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(text), len(other)))
    return f"at {at} of {len(text)}/{len(other)}: {text[at : at + 30]!r}, {other[at : at + 30]!r}"
