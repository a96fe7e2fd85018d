"""Two contents that grew out of the same one, put together where they do not touch.

A text is put together sentence by sentence, a ledger row by row, a profile field by field. What
both changed at the same place is for their writers to settle: then nothing is put together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

import pandas as pd

from zongjie import wording
from zongjie.draft import Section
from zongjie.earlier import Earlier
from zongjie.store import rows
from zongjie.store.values import Content, Profile

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True)
class _Change:
    """These items in place of those from `start` to `end`."""

    start: int
    end: int
    put: tuple[Hashable, ...]


def merged(
    ledger: str | None, base: Content | None, mine: Content, theirs: Content
) -> Content | None:
    """Both changes to `base` in one content; None when they touch each other.

    `ledger` names the ledger whose rows the contents are, if they are rows. What is added at the
    same place of a ledger by both is kept, theirs first.
    """
    match base, mine, theirs:
        case Section(), Section(), Section():
            return _section(base, mine, theirs)
        case Earlier(), Earlier(), Earlier():
            return _earlier(base, mine, theirs)
        case Profile(), Profile(), Profile():
            return _profile(base, mine, theirs)
        case pd.DataFrame(), pd.DataFrame(), pd.DataFrame() if ledger is not None:
            return _frame(ledger, base, mine, theirs)
        case _:
            return None


def text(base: str, mine: str, theirs: str) -> str | None:
    """Both changes to a text; None when both changed the same sentence."""
    found = _sequence(*map(wording.sentences, (base, mine, theirs)), beside=False)
    return None if found is None else "".join(found)


def _section(base: Section, mine: Section, theirs: Section) -> Section | None:
    both = text(base.text, mine.text, theirs.text)
    if both is None:
        return None
    titled = mine if (mine.title, mine.named) != (base.title, base.named) else theirs
    return replace(
        titled,
        text=both,
        kept=_set(base.kept, mine.kept, theirs.kept),
        bound=_set(base.bound, mine.bound, theirs.bound),
    )


def _set(base: frozenset[str], mine: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    return (mine | theirs) - (base - mine) - (base - theirs)


def _earlier(base: Earlier, mine: Earlier, theirs: Earlier) -> Earlier | None:
    """Both answers to the promises of one summary; of one that was exchanged nothing stays."""
    if not base.draft == mine.draft == theirs.draft:
        return None
    answers = dict(theirs.answers)
    for what in {*base.answers, *mine.answers}:
        old, one, other = (each.answers.get(what) for each in (base, mine, theirs))
        if one != old and other not in (old, one):
            return None
        if one is None:
            answers.pop(what, None)
        elif one != old:
            answers[what] = one
    return replace(mine, answers=answers)


def _profile(base: Profile, mine: Profile, theirs: Profile) -> Profile | None:
    values: dict[str, Any] = {}
    for name, old in vars(base).items():
        one, other = getattr(mine, name), getattr(theirs, name)
        if isinstance(old, frozenset):
            values[name] = _set(old, one, other)
        elif one != old and other not in (old, one):
            return None
        else:
            values[name] = other if one == old else one
    return Profile(**values)


def _frame(
    ledger: str, base: pd.DataFrame, mine: pd.DataFrame, theirs: pd.DataFrame
) -> pd.DataFrame | None:
    old, one, other = map(rows.of_frame, (base, mine, theirs))
    if not (old.fits(one) and old.fits(other)):
        return None
    found = _sequence(old.rows, one.rows, other.rows, beside=True)
    return None if found is None else rows.to_frame(ledger, replace(one, rows=found))


def _sequence(
    base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item], *, beside: bool
) -> list[Item] | None:
    """Both changes to a sequence; `beside` keeps what both put in at the same place."""
    others = list(_changes(base, theirs))
    same = set(others)
    ours = [change for change in _changes(base, mine) if change not in same]
    if not beside:
        others, ours = _further(base, others, ours), _further(base, ours, others)
    # At the same place what others put in comes first.
    order = sorted([(each, 0) for each in others] + [(each, 1) for each in ours], key=_place)
    last: dict[int, _Change] = {}
    for change, side in order:
        before = last.get(1 - side)
        if before is not None and _touch(before, change, beside=beside):
            return None
        last[side] = change
    result: list[Hashable] = list(base)
    for change, _ in reversed(order):  # from the end, so that places stay
        result[change.start : change.end] = change.put
    return result  # type: ignore[return-value]  # it holds nothing but what the three hold


def _further(
    base: Sequence[Any], changes: Sequence[_Change], others: Sequence[_Change]
) -> list[_Change]:
    """The changes without those after which another has gone on writing.

    Who is cut off while typing comes back with what was saved before, and more.
    """
    return [
        change for change in changes if not any(_went_on(base, change, other) for other in others)
    ]


def _went_on(base: Sequence[Any], one: _Change, other: _Change) -> bool:
    if (one.start, one.end) != (other.start, other.end):
        return False
    was, first, more = map("".join, (base[one.start : one.end], one.put, other.put))
    return first.startswith(was) and more.startswith(first) and more != first


def _place(change: tuple[_Change, int]) -> tuple[int, int, int]:
    return change[0].start, change[0].end, change[1]


def _touch(one: _Change, other: _Change, *, beside: bool) -> bool:
    if one.start == one.end == other.start == other.end:
        return not beside
    return one.start < other.end and other.start < one.end


def _changes(old: Sequence[Item], new: Sequence[Item]) -> Iterator[_Change]:
    if len(old) == len(new):  # a row changed where it stands is the usual thing, and found at once
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                yield _Change(at, at + 1, (after,))
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield _Change(start, end, tuple(new[first:last]))
