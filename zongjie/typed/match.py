"""Which typed numbers are figures, and which stand in a figure's place with another value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from zongjie import prose
from zongjie.figures import counted, spoken
from zongjie.typed.amounts import Amount, amounts, may_count
from zongjie.typed.cutting import CLAUSE, SENTENCE, spans
from zongjie.typed.names import Name, Names
from zongjie.typed.sentences import Sentences
from zongjie.typed.words import (
    alike,
    is_bare,
    is_measured,
    is_money_of,
    is_partial,
    is_whole,
    joins,
)

_QUOTED = re.compile('["“]([^"“”]*)["”]')
_SHOWN = 3  # figures of the same value that are offered
_CHANCE = 100  # smaller numbers are equal to some figure by chance


@dataclass(frozen=True, slots=True)
class Fix:
    """A token that could stand in place of a typed number, and the key of its figure."""

    key: str
    token: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Something worth saying about one typed number.

    Parameters
    ----------
    kind : "same" where it is a figure, "differs" where it contradicts one.
    span : what a fix would replace, start and end in the text.
    fixes : best first; never empty.
    typed : the number as typed, with its unit: 280人次.
    ledger : the figure's number with its unit.
    """

    kind: Literal["same", "differs"]
    span: tuple[int, int]
    fixes: tuple[Fix, ...]
    typed: str
    ledger: str

    @property
    def id(self) -> str:
        """Names this difference wherever it stands, so that it can be left as it is for good."""
        return f"{self.fixes[0].key}={''.join(self.typed.split())}"

    @property
    def message(self) -> str:
        """What there is to say, in plain Chinese."""
        name = _QUOTED.sub(r"‘\1’", spoken(self.fixes[0].key))  # it is quoted itself
        if self.kind == "same":
            return f"{self.typed} 就是台账里的“{name}”。"
        return f"台账中“{name}”为 {self.ledger}，这里写了 {self.typed}。"


_NOTHING = Sentences()


def hints(text: str, names: Names, guide: Sentences = _NOTHING) -> tuple[Hint, ...]:
    """Everything worth saying about the typed numbers of a text, in order.

    `guide` holds the sentences suggested for it.
    """
    return tuple(hint for clause in _clauses(text, names, guide) for hint in clause.hints())


@dataclass(frozen=True)
class _Clause:
    """What stands between two commas, with the sentence around it and what it said before.

    `start` is where it begins in the text, `bound` the keys that stand in it as tokens, `labels`
    and `others` the words for categories that it holds (see `Names`), `told` the figures that the
    guide's own sentence puts where its numbers stand in the text.
    """

    text: str
    sentence: str
    said: str
    start: int
    amounts: tuple[Amount, ...]
    bound: frozenset[str]
    labels: tuple[str, ...]
    others: tuple[str, ...]
    told: Mapping[int, str]
    names: Names

    def hints(self) -> list[Hint]:
        """The typed numbers of the clause that are figures, or contradict one."""
        found = []
        settled = set(self.bound)
        left = []
        for index, amount in enumerate(self.amounts):
            before, around = self._beside(index)
            told = self._told(amount)
            if told is not None:
                kind: Literal["same", "differs"] = (
                    "same" if told.value == amount.value else "differs"
                )
                found.append(self._hint(kind, amount, [told]))
                settled.add(told.figure.key)
                continue
            same = self._equals(amount, around)
            settled.update(name.figure.key for name in same)
            if same:
                found.append(self._hint("same", amount, same[:_SHOWN]))
            elif other := self._of_another_unit(amount):
                found.append(self._heads(amount, other))
            else:
                left.append((amount, before))
        if left and not is_partial(self.text):
            for amount, before in left:
                wrong = self._contradicted(amount, before)
                if wrong is not None and wrong.figure.key not in settled:
                    found.append(self._hint("differs", amount, [wrong]))
        return sorted(found, key=lambda hint: hint.span)

    def _told(self, amount: Amount) -> Name | None:
        """The figure that the guide's own sentence has in the number's place."""
        name = self.names.by_key.get(self.told.get(self.start + amount.start, ""))
        if name is None or name.value is None or not alike(amount.unit, name.figure.unit):
            return None
        return name

    def _beside(self, index: int) -> tuple[str, str]:
        """The words before a number, and those that speak of it."""
        amount = self.amounts[index]
        since = self.amounts[index - 1].end if index else 0
        before = self.text[since : amount.start]
        alone = len(self.amounts) == 1
        return before, before + self.text[amount.end :] if alone else before

    def _equals(self, amount: Amount, around: str) -> list[Name]:
        """Figures with exactly this value: named beside it, or too large a number to be chance."""
        if _is_year(amount) or (amount.style == "hanzi" and amount.value < 10):
            return []
        same = [
            name
            for name in self.names.by_value.get(amount.value, ())
            if alike(amount.unit, name.figure.unit)
        ]
        beside = [
            name for name in same if _is_named(name, around) and is_measured(name.measure, around)
        ]
        if beside:
            return _by_detail(beside, around)
        if amount.value < _CHANCE or not amount.unit:
            return []
        near = [name for name in same if _is_named(name, self.sentence, also_aliases=True)]
        return _by_detail(near, self.sentence)

    def _of_another_unit(self, amount: Amount) -> Name | None:
        """The figure of 人 with just this number of 人次, or the other way."""
        unit = {"人": "人次", "人次": "人"}.get(amount.unit)
        if unit is None or amount.value < _CHANCE:
            return None
        same = [
            name
            for name in self.names.by_value.get(amount.value, ())
            if name.figure.unit == unit and _is_named(name, self.sentence, also_aliases=True)
        ]
        return _by_detail(same, self.sentence)[0] if same else None

    def _heads(self, amount: Amount, name: Name) -> Hint:
        """人 and 人次 taken for each other; the unit goes with the number."""
        span = (self.start + amount.start, self.start + amount.end)
        fix = Fix(name.figure.key, _token(name, amount) + name.figure.unit)
        typed = self.text[amount.start : amount.end]
        return Hint("differs", span, (fix,), typed, prose.full(name.figure))

    def _contradicted(self, amount: Amount, before: str) -> Name | None:
        """The one figure whose place this number has taken; None unless there is exactly one."""
        if not amount.unit or (amount.style == "hanzi" and amount.value < 10):
            return None
        named, short = self._named(amount, before), self._short(amount, before)
        if any(name.may_be(amount.value) for name in (*named, *short)):
            return None
        meant = named or short or self._totals(amount, before)
        if len({name.figure.value for name in meant}) > 1:
            meant = [name for name in meant if name.head in before] or meant
        if len({name.figure.value for name in meant}) > 1:
            meant = [name for name in meant if name.measure and name.measure in before] or meant
        if len({name.figure.value for name in meant}) != 1:
            return None
        first = _by_detail(meant, self.text)[0]
        return None if first.may_be(amount.value) else first

    def _named(self, amount: Amount, before: str) -> list[Name]:
        """Figures whose category stands right before; of two that overlap the longer, 送温暖费."""
        found: dict[int, tuple[int, Name]] = {}
        for label in self.labels:
            at = before.rfind(label)
            between = before[at + len(label) :]
            if at < 0 or joins(between):
                continue
            for name in self.names.by_label[label]:
                if name.is_cut(label) and between.strip():
                    continue
                if _fits(name, amount, before):
                    length = max(len(own) for own in name.labels if own in before)
                    found[name.place] = (length, name)
        most = max((length for length, _ in found.values()), default=0)
        return [name for _, (length, name) in sorted(found.items()) if length == most]

    def _short(self, amount: Amount, before: str) -> list[Name]:
        """Figures of money whose category is said by a shorter word, and nothing else is."""
        if amount.unit != "元":
            return []
        return [
            name
            for short, names in self.names.by_short.items()
            if short in before and is_money_of(short, before)
            for name in names
        ]

    def _totals(self, amount: Amount, before: str) -> list[Name]:
        """Figures of a whole ledger, where the clause speaks of no category."""
        if self.labels or self.others or self._is_about_another():
            return []
        return [
            name
            for name in self.names.totals
            if _fits(name, amount, before) and is_bare(name.head, name.measure, before)
        ]

    def _is_about_another(self) -> bool:
        """Whether the sentence has begun with a part of the year's work and not left it since."""
        if not self.said or is_whole(self.text):
            return False
        return is_partial(self.said) or self.names.speaks_of_part(self.said)

    def _hint(self, kind: Literal["same", "differs"], amount: Amount, names: list[Name]) -> Hint:
        figure = names[0].figure
        with_unit = counted(figure.unit) in ("元", "%")
        start, end = amount.start, amount.end if with_unit else amount.stop
        return Hint(
            kind,
            (self.start + start, self.start + end),
            tuple(Fix(name.figure.key, _token(name, amount)) for name in names),
            self.text[amount.start : amount.end],
            prose.full(figure),
        )


def _clauses(text: str, names: Names, guide: Sentences) -> Iterator[_Clause]:
    """The clauses that hold typed numbers."""
    typed = prose.typed(text)
    tokens = prose.tokens(text)
    labels, others = names.in_text(typed)
    for start, end in spans(typed, SENTENCE, 0, len(typed)):
        if not may_count(typed, start, end):
            continue
        sentence, told = typed[start:end], guide.told(typed, start, end)
        for from_, to in spans(typed, CLAUSE, start, end):
            if not may_count(typed, from_, to):
                continue
            clause = typed[from_:to]
            found = tuple(amounts(clause))
            if found:
                yield _Clause(
                    clause,
                    sentence,
                    typed[start:from_],
                    from_,
                    found,
                    frozenset(one.key for one in tokens if from_ <= one.start and one.end <= to),
                    tuple(label for label in labels if label in clause),
                    tuple(word for word in others if word in clause),
                    told,
                    names,
                )


def _is_year(amount: Amount) -> bool:
    return not amount.unit and (amount.value < _CHANCE or 1900 <= amount.value < 2100)


def _is_named(name: Name, words: str, *, also_aliases: bool = False) -> bool:
    """Whether the words speak of the figure's category, or of its ledger when it is a total."""
    if not name.labels:
        return name.head in words
    own = (*name.labels, *name.aliases) if also_aliases else name.labels
    return any(label in words for label in own)


def _fits(name: Name, amount: Amount, before: str) -> bool:
    return alike(amount.unit, name.figure.unit) and is_measured(name.measure, before)


def _by_detail(names: list[Name], words: str) -> list[Name]:
    """A category says more than a total, and more still where its ledger's word is near."""
    return sorted(
        names,
        key=lambda name: 2 * any(own in words for own in name.labels) + (name.head in words),
        reverse=True,
    )


def _token(name: Name, amount: Amount) -> str:
    """The token that reads as the number was written."""
    figure = name.figure
    if counted(figure.unit) == "元":
        format_ = "万元" if amount.style == "wan" else "元"
    elif figure.unit == "%":
        format_ = "百分比"
    else:
        format_ = "汉字" if amount.style == "hanzi" else ""
    return prose.bind(figure, format_)
