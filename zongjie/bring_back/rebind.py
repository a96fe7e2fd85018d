"""Numbers of a draft found again in text that was edited: those still there stay bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from zongjie import prose, typed, wording
from zongjie.figures import Figures

_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万两]")
_TELLING = 3  # a number of so many characters is known by itself where it stands only once


@dataclass(frozen=True)
class Lost:
    """A bound number that is not in the text any more, and what stands there instead.

    `clause` is where it stands, as it would be bound; "" where no one number took its place.
    """

    key: str
    shown: str
    instead: str
    clause: str = ""


@dataclass(frozen=True)
class _Bound:
    """Where a number's words stand among those of the old text, and what it is in the draft.

    `whole` where its words have their unit in them.
    """

    key: str
    shown: str
    source: str
    start: int
    end: int

    @property
    def whole(self) -> bool:
        return not self.shown[-1:].isdigit()


def rebind(old: str, new: str, figures: Figures) -> tuple[str, tuple[Lost, ...]]:
    """The edited text with its numbers bound again, and those that are not there any more.

    `old` is the draft's text with its tokens, `new` what was made of it as it reads.
    """
    shown, bound = _shown(old, figures)
    if not bound:
        return new, ()
    before, after = wording.words(shown), wording.words(new)
    places = _matched(before, after)
    put: dict[int, tuple[int, str]] = {}  # place in the new words: how many, and the token
    lost: dict[_Bound, tuple[int, int]] = {}  # the new words in its place
    for one in bound:
        at = _still_there(one, before, after, places)
        if at is not None:
            put[at] = (one.end - one.start, one.source)
        else:
            start, end = _instead(one, places, len(before), len(after))
            instead = "".join(after[start:end]).strip()
            if _NUMBER.search(instead) and instead != one.shown:
                lost[one] = start, end
    said = _said(after, put)
    return "".join(said), tuple(_lost(lost, after, said))


def _said(after: Sequence[str], put: Mapping[int, tuple[int, str]]) -> list[str]:
    """The new words with these in place of some: as many, those that went are empty."""
    said = list(after)
    for at, (count, text) in put.items():
        said[at : at + count] = [text, *[""] * (count - 1)]
    return said


def _lost(
    lost: Mapping[_Bound, tuple[int, int]], after: Sequence[str], said: Sequence[str]
) -> Iterator[Lost]:
    """What stands in place of each, and its clause with all of them bound."""
    put: dict[int, tuple[int, str]] = {}
    for one, (start, end) in lost.items():
        words = "".join(after[start:end])
        numbers = list(typed.NUMBER.finditer(words))
        if len(numbers) == 1 and start not in put:
            number = numbers[0]
            rest = "" if one.whole else words[number.end() :]
            put[start] = end - start, f"{words[: number.start()]}{one.source}{rest}"
    bound = _said(said, put)
    for one, (start, end) in lost.items():
        clause = ""
        if start in put and one.source in put[start][1]:
            at = len("".join(bound[:start])) + put[start][1].index(one.source)
            clause = typed.clause_of("".join(bound), at)
        yield Lost(one.key, one.shown, "".join(after[start:end]).strip(), clause)


def _shown(text: str, figures: Figures) -> tuple[str, list[_Bound]]:
    """The text as it reads, and its numbers by their words in it."""
    tokens = prose.tokens(text)
    if not tokens:
        return text, []
    starts = [token.start for token in tokens[1:]] + [len(text)]
    said = [text[: tokens[0].start]]
    found = []
    for token, end in zip(tokens, starts, strict=True):
        number, *rest = prose.pieces(text[token.start : end], figures)
        typed = "".join(piece.text for piece in rest)
        # a 概数 brings its own unit: the typed one that follows belongs to it
        source = text[token.start : end - len(typed)]
        found.append((number, source, "".join(said)))
        said += [number.text, typed]
    edges = {0: 0}
    length = 0
    for place, word in enumerate(wording.words("".join(said)), start=1):
        length += len(word)
        edges[length] = place
    bound = [
        _Bound(number.key, number.text, source, edges[len(before)], edges[end])
        for number, source, before in found
        if len(before) in edges and (end := len(before) + len(number.text)) in edges
    ]
    return "".join(said), bound


def _matched(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which word of the new text each word of the old one is."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return dict(_pairs(blocks))


def _pairs(blocks: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    for old, new, size in blocks:
        yield from zip(range(old, old + size), range(new, new + size), strict=True)


def _still_there(
    one: _Bound, before: Sequence[str], after: Sequence[str], places: dict[int, int]
) -> int | None:
    """Where a number stands in the new text, if the words before it say that it is the same."""
    at = places.get(one.start)
    if at is None or [places.get(n) for n in range(one.start, one.end)] != list(
        range(at, at + one.end - one.start)
    ):
        return None
    first = one.start == 0 or before[one.start - 1] == "\n"
    led = places.get(one.start - 1) == at - 1
    begins = first and (at == 0 or after[at - 1] == "\n")
    known = len(one.shown) >= _TELLING and _once(one.shown, before) and _once(one.shown, after)
    return at if led or begins or known else None


def _once(shown: str, words: Sequence[str]) -> bool:
    return "".join(words).count(shown) == 1


def _instead(one: _Bound, places: dict[int, int], count: int, end: int) -> tuple[int, int]:
    """Where the words stand between those that were on either side of a number."""
    left = next((places[n] for n in range(one.start - 1, -1, -1) if n in places), -1)
    return left + 1, next((places[n] for n in range(one.end, count) if n in places), end)
