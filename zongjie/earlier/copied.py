"""Sentences that stood in last year's summary already.

A short sentence, a heading or a phrase of every summary says nothing by being the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from zongjie import prose, wording
from zongjie.draft import SELF_MADE, Draft, Section
from zongjie.figures import Figures

_LEAST = 15  # characters of a sentence that is worth pointing out
_FORMULA = re.compile(r"如下[。：:]?$")
_NO_SENTENCE = re.compile(r"\s*(?:#|\||!\[)")
_UNSAID = re.compile(r"[\s*]")
_NUMBER = re.compile(r"\d[\d.,]*|[〇零一二两三四五六七八九十百千万亿]+")


@dataclass(frozen=True)
class Copied:
    """A sentence of last year: where it stands, and whether even its numbers are the same."""

    span: tuple[int, int]
    words: str
    exact: bool

    @property
    def id(self) -> str:
        """Names this sentence, so that it can be left as it is for good (`Section.kept`)."""
        return f"照去年={self.words[:20]}"

    @property
    def message(self) -> str:
        """What there is to say, in plain Chinese."""
        if self.exact:
            return f"这句和去年一字不差：“{shortened(self.words)}”"
        return f"这句和去年只有数字不同：“{shortened(self.words)}”"


class Known:
    """The sentences of last year's summary, worked out once for all the texts held against it."""

    def __init__(self, draft: Draft | None) -> None:
        texts = () if draft is None else (section.text for section in draft.sections)
        words = {said for text in texts for _, said in _sentences(text)}
        self._exact = frozenset(words)
        self._bare = frozenset(map(_without_numbers, words))

    def look(self, section: Section, figures: Figures) -> tuple[Copied, ...]:
        """The sentences of a section that stood there, in order."""
        if not self._exact or section.id in SELF_MADE:
            return ()
        found = []
        for span, raw in _sentences(section.text):
            words = prose.resolve(raw, figures).text
            if words in self._exact:
                found.append(Copied(span, words, exact=True))
            elif _without_numbers(words) in self._bare:
                found.append(Copied(span, words, exact=False))
        return tuple(found)


def shortened(words: str) -> str:
    """The beginning of a sentence, enough to know it by."""
    if len(words) <= 24:
        return words
    ends = accumulate(map(len, wording.words(words)))
    return f"{words[: max((end for end in ends if end <= 22), default=22)]}……"


def _sentences(text: str) -> list[tuple[tuple[int, int], str]]:
    """The sentences worth comparing: where each stands, and its words without white space."""
    found, end = [], 0
    for raw in wording.sentences(text):
        start, end = end, end + len(raw)
        words = _UNSAID.sub("", raw)
        if len(words) < _LEAST or _NO_SENTENCE.match(raw) or _FORMULA.search(words):
            continue
        inside = len(raw) - len(raw.lstrip())
        found.append(((start + inside, start + len(raw.rstrip())), words))
    return found


def _without_numbers(words: str) -> str:
    return _NUMBER.sub("#", words)
