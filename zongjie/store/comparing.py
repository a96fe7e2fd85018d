"""What became of a part between two of its contents, in words and rows an officer recognises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import pandas as pd

from zongjie import catalogue, ledger, schema, wording
from zongjie.cells import show
from zongjie.draft import Section
from zongjie.earlier import Earlier
from zongjie.ledger import Difference
from zongjie.period import Period
from zongjie.schema import Ledger
from zongjie.store import rows
from zongjie.store.rows import Row
from zongjie.store.values import Content, Formulas, Profile, ledger_of
from zongjie.wording import Piece

_TOO_MUCH = 4_000_000  # comparisons; beyond that what both begin and end with is put aside
_NEAR = 50  # rows among which one that was changed is looked for

Places = tuple[int | None, int | None]
"""Where a row stood and where it stands, from 0; None where it did or does not."""


@dataclass(frozen=True)
class RowChange:
    """What became of one row; `number` (序号) is where it stands, or stood if it is gone."""

    kind: Literal["added", "removed", "changed"]
    number: int
    says: str
    cells: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class RowChanges:
    """Which rows of a ledger were added, taken out, and changed where they stand."""

    ledger: Ledger
    before: pd.DataFrame
    after: pd.DataFrame
    places: tuple[Places, ...]

    @property
    def added(self) -> int:
        return sum(old is None for old, _ in self.places)

    @property
    def removed(self) -> int:
        return sum(new is None for _, new in self.places)

    @property
    def changed(self) -> int:
        return len(self.places) - self.added - self.removed

    def __str__(self) -> str:
        counts = {"添": self.added, "改": self.changed, "删": self.removed}
        return "、".join(f"{verb}了 {count} 行" for verb, count in counts.items() if count)

    def rows(self) -> Iterator[RowChange]:
        """Each of them, in the order of the ledger."""
        for old, new in self.places:
            if old is None and new is not None:
                yield self._one("added", self.after, new)
            elif new is None and old is not None:
                yield self._one("removed", self.before, old)
            elif old is not None and new is not None:
                number = int(self.after.index[new])
                says = ledger.brief(self.ledger, self.after, number)
                yield RowChange("changed", number, says, tuple(self._cells(old, new)))

    def _one(self, kind: Literal["added", "removed"], frame: pd.DataFrame, at: int) -> RowChange:
        number = int(frame.index[at])
        return RowChange(kind, number, ledger.brief(self.ledger, frame, number))

    def _cells(self, old: int, new: int) -> Iterator[Difference]:
        was, now = self.before.iloc[old], self.after.iloc[new]
        for column in self.ledger.columns:
            before, after = (
                show(column, row[column.id], row.get(column.text_id)) for row in (was, now)
            )
            if before != after:
                yield Difference(int(self.after.index[new]), column.label, before, after)


Changes = tuple[Piece, ...] | RowChanges
"""What became of a text (of a profile: what it says, a line each) or of the rows of a ledger."""


def compare(part: str, before: Content | None, after: Content) -> Changes:
    """What happened between two contents of a part; None stands for no content at all."""
    if not isinstance(after, pd.DataFrame):
        return wording.diff("" if before is None else _words(before), _words(after))
    of = schema.ledger(str(ledger_of(part)))
    old = before if isinstance(before, pd.DataFrame) else ledger.empty(of.id)
    places = _places(rows.of_frame(old).rows, rows.of_frame(after).rows)
    return RowChanges(of, old, after, tuple(places))


def _words(content: Content) -> str:
    if isinstance(content, Section):
        return f"标题：{content.title}\n{content.text}" if content.named else content.text
    if isinstance(content, Formulas):
        return content.text
    if isinstance(content, Earlier):
        return "\n".join(section.text for section in content.draft.sections)
    assert isinstance(content, Profile)
    known = catalogue.genres().get(content.genre)
    said = {
        "写的是": known.label if known else content.genre,
        "单位": content.unit,
        "时段": Period(content.year, content.half).label,
        "起草人": content.author,
        "成文日期": content.date,
        "各节的顺序": "、".join(
            catalogue.guide(content.genre, section).title for section in content.order
        ),
    }
    return "".join(f"{label}：{words}\n" for label, words in said.items() if words)


def _places(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Places]:
    """Where the rows are that are not the same."""
    known = Counter(new)
    if sum(known[row] for row in old) > _TOO_MUCH:
        for at, cut, put in rows.splices(old, new):
            # rows are taken out and put in at one place, or changed where they stand
            yield from _paired(old, new, range(at, at + cut), range(at, at + len(put)))
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _paired(old, new, range(i1, i2), range(j1, j2))


def _paired(old: Sequence[Row], new: Sequence[Row], gone: range, come: range) -> Iterator[Places]:
    """Rows that went and came at one place: those much alike are one row that was changed."""
    first = come.start
    for at in gone:
        alike = (
            there for there in come[first - come.start :][:_NEAR] if _alike(old[at], new[there])
        )
        found = next(alike, None)
        if found is None:
            yield at, None
            continue
        yield from ((None, there) for there in range(first, found))
        yield at, found
        first = found + 1
    yield from ((None, there) for there in range(first, come.stop))


def _alike(one: Row, other: Row) -> bool:
    """Whether at least half of what either says is the same."""
    said = [pair for pair in zip(one, other, strict=False) if pair != (None, None)]
    same = [left for left, right in said if left == right]
    return len(same) * 2 >= len(said)
