"""Numbers of a draft found again in text that was edited: those still there stay bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from zongjie import prose, wording
from zongjie.figures import Figures

_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万两]")
_TELLING = 3  # a number of so many characters is known by itself where it stands only once


@dataclass(frozen=True)
class Lost:
    """A bound number that is not in the text any more, and what stands there instead."""

    key: str
    shown: str
    instead: str


@dataclass(frozen=True)
class _Bound:
    """Where a number's words stand among those of the old text, and what it is in the draft."""

    key: str
    shown: str
    source: str
    start: int
    end: int


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
    lost = []
    for one in bound:
        at = _still_there(one, before, after, places)
        if at is not None:
            put[at] = (one.end - one.start, one.source)
        else:
            instead = _instead(one, after, places, len(before))
            if _NUMBER.search(instead) and instead != one.shown:
                lost.append(Lost(one.key, one.shown, instead))
    said, at = [], 0
    while at < len(after):
        count, text = put.get(at, (1, after[at]))
        said.append(text)
        at += count
    return "".join(said), tuple(lost)


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


def _instead(one: _Bound, after: Sequence[str], places: dict[int, int], count: int) -> str:
    """What stands between the words that were on either side of a number."""
    left = next((places[n] for n in range(one.start - 1, -1, -1) if n in places), -1)
    right = next((places[n] for n in range(one.end, count) if n in places), len(after))
    return "".join(after[left + 1 : right]).strip()
