"""The sentences a guide suggests, found again in a text that types their numbers.

全年慰问帮扶支出2万元 is the guide's own sentence about 慰问.金额, whatever number stands in it: its
words leave no doubt which figure is meant. A sentence counts as far as it goes clause by clause as
the guide's does, apart from small words such as 全年 and 共.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType

from zongjie import prose
from zongjie.typed.amounts import UNITS, amounts
from zongjie.typed.cutting import CLAUSE, SENTENCE, spans

_SLOT = "\ue001"
"""Stands for a number with its unit, typed or bound."""

_BOUND = re.compile(rf"\ue000+\s*(?:{UNITS})?")
_SMALL = re.compile(
    r"全年|今年|本年度?|年内|[一半]年来|(?:19|20)[0-9]{2}年度?|累计|合计|总计|共计|总共|一共|共"
    r"|达到|达|为|了|已|[\s*“”\"]"
)
_OF_ALL = re.compile(r"\s*(?:全年|本年|年末|[一半]年来)")
"""Begins a clause that speaks of the whole period, whatever was said before it."""


@dataclass(frozen=True)
class _Clause:
    """A clause without its small words, each number in it a slot.

    `slots` are the places of typed numbers in the text, or the figures of a guide's tokens; None
    for a token in a text.
    """

    words: str
    slots: tuple[int | str | None, ...]
    of_all: bool


class Sentences:
    """Suggested sentences, by the clause they begin with.

    `elsewhere` are those of other sections: they count where a text too says 全年.
    """

    def __init__(self, texts: Iterable[str] = (), elsewhere: Iterable[str] = ()) -> None:
        self._own, self._others = _by_beginning(texts), _by_beginning(elsewhere)

    def told(self, text: str, start: int, end: int) -> Mapping[int, str]:
        """Which figure each typed number of a sentence is about, by where the number begins.

        `text` has its tokens hidden (`prose.typed`).
        """
        written = list(_clauses(text, start, end))
        found: dict[int, tuple[int, str]] = {}
        for at, first in enumerate(written):
            if at and not first.of_all:
                continue
            others = self._others.get(first.words, ()) if first.of_all else ()
            for known in (*self._own.get(first.words, ()), *others):
                same = list(takewhile(_are_alike, zip(known, written[at:], strict=False)))
                for guide, typed in same:
                    for key, place in zip(guide.slots, typed.slots, strict=True):
                        if not isinstance(place, int) or not isinstance(key, str):
                            continue
                        if len(same) > found.get(place, (0, ""))[0]:
                            found[place] = (len(same), key)
        return MappingProxyType({place: key for place, (_, key) in found.items()})

    def keys_in(self, text: str) -> frozenset[str]:
        """Every figure that typed numbers of a text are about."""
        hidden = prose.typed(text)
        return frozenset(
            key
            for start, end in spans(hidden, SENTENCE, 0, len(hidden))
            for key in self.told(hidden, start, end).values()
        )


def _by_beginning(texts: Iterable[str]) -> Mapping[str, list[tuple[_Clause, ...]]]:
    known: dict[str, list[tuple[_Clause, ...]]] = defaultdict(list)
    for text in texts:
        hidden, keys = prose.typed(text), iter([token.key for token in prose.tokens(text)])
        for start, end in spans(hidden, SENTENCE, 0, len(hidden)):
            clauses = tuple(_of_guide(clause, keys) for clause in _clauses(hidden, start, end))
            if clauses:
                known[clauses[0].words].append(clauses)
    return known


def _are_alike(pair: tuple[_Clause, _Clause]) -> bool:
    return pair[0].words == pair[1].words


def _of_guide(clause: _Clause, keys: Iterator[str]) -> _Clause:
    """A guide's clause with the figures of its tokens; a number it types itself is nobody's."""
    slots = tuple(next(keys) if slot is None else None for slot in clause.slots)
    return _Clause(clause.words, slots, clause.of_all)


def _clauses(text: str, start: int, end: int) -> Iterator[_Clause]:
    """The clauses of a sentence that hold more than small words."""
    for from_, to in spans(text, CLAUSE, start, end):
        part = text[from_:to]
        numbers: list[tuple[int, int, int | None]] = [
            (match.start(), match.end(), None) for match in _BOUND.finditer(part)
        ]
        numbers += [(one.start, one.end, from_ + one.start) for one in amounts(part)]
        numbers.sort(key=lambda number: number[0])
        words, since = "", 0
        for first, last, _ in numbers:
            words += _SMALL.sub("", part[since:first]) + _SLOT
            since = last
        words += _SMALL.sub("", part[since:])
        if words:
            slots = tuple(place for _, _, place in numbers)
            yield _Clause(words, slots, _OF_ALL.match(part) is not None)
