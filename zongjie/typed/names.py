"""What sentences call each figure, worked out once for all the texts held against it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from types import MappingProxyType

from zongjie import schema
from zongjie.figures import Figure, Figures
from zongjie.typed.words import SPENT, is_filler

_ENDING = re.compile("(?:活动)?(?:支出|费)?$")

_TELLING = 4  # characters

_NAMED_BY = ("category", "kind", "level", "account")
"""The columns whose labels stand in figure keys, one of them in each ledger that has one."""


@dataclass(frozen=True)
class Name:
    """One figure and its words.

    Parameters
    ----------
    head : the ledger's word (慰问).
    labels : its category's own words (送温暖); empty for a total. Of an indicator its name, and
        what is left of it without 数.
    aliases : what offices also write there, often a part of it only (职代会 of 民主管理).
    measure : the last word of the key (人次); empty for indicators.
    """

    figure: Figure
    head: str
    labels: tuple[str, ...]
    aliases: tuple[str, ...]
    measure: str
    place: int = field(compare=False)
    """Where it stands among the figures."""

    def is_spoken_of(self, text: str) -> bool:
        """Whether what can be said of a text may depend on this figure."""
        words = (*self.labels, *self.aliases) if self.labels else (self.head,)
        return any(word in text for word in words)

    def is_cut(self, label: str) -> bool:
        """Whether a label is an indicator's name without 数, which is said right before a number.

        Farther away it may be a part of anything: 发展会员 in 在发展会员单位培训 30 人.
        """
        return label not in self.figure.key.split(".") and self.figure.is_indicator

    @property
    def reading(self) -> tuple[object, ...]:
        """What of the figure can be seen in a sentence."""
        return self.figure.value, self.figure.unit, self.figure.known

    @property
    def value(self) -> Decimal | None:
        """Its number; None for a 概数."""
        return None if isinstance(self.figure.value, str) else Decimal(self.figure.value)

    def may_be(self, number: Decimal) -> bool:
        """Whether the figure can be this number; a sum with 概数 is no less than its exact part."""
        if self.value is not None:
            return self.value == number
        return self.figure.known is None or number >= self.figure.known


class Names:
    """Every figure a typed number may be held against, by what is looked for in a text."""

    def __init__(self, figures: Figures) -> None:
        self.by_key: dict[str, Name] = {}
        self.by_value: dict[Decimal, list[Name]] = defaultdict(list)
        self.by_label: dict[str, list[Name]] = defaultdict(list)
        self.by_short: dict[str, list[Name]] = defaultdict(list)
        self.totals: list[Name] = []
        for place, figure in enumerate(figures.values()):
            self._add(_name(figure, place))
        aliases = {alias for names in self.by_label.values() for n in names for alias in n.aliases}
        # 提案, 慰问 and 慰问支出 name whole ledgers before they name a part of one
        self.others = tuple(
            word
            for word in aliases - self.by_label.keys() - _heads()
            if not is_filler(word) and word.removesuffix("支出") not in _heads()
        )
        """Words that speak of a category without being its name."""

    @cached_property
    def units(self) -> frozenset[str]:
        """All that the figures count in."""
        return frozenset(name.figure.unit for name in self.by_key.values())

    def changed_since(self, earlier: Names) -> tuple[Name, ...]:
        """The figures that read otherwise now, are new or are gone."""
        old, new = (
            {key: name.reading for key, name in names.by_key.items()} for names in (earlier, self)
        )
        changed = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
        return tuple(self.by_key.get(key) or earlier.by_key[key] for key in changed)

    def _add(self, name: Name) -> None:
        self.by_key[name.figure.key] = name
        if name.figure.is_indicator and name.labels[-1:] == ("上年",):
            return  # a text seldom says which year's it means; only the guide's own words do
        if name.value is not None:
            self.by_value[name.value].append(name)
        for label in filter(None, name.labels):
            self.by_label[label].append(name)
        for short in _shorts(name.labels[-1]) if name.labels and name.measure in SPENT else ():
            self.by_short[short].append(name)
        if not name.labels:
            self.totals.append(name)

    def in_text(self, text: str) -> tuple[list[str], list[str]]:
        """The labels, and the other words for categories, that are found in a text."""
        begins = set(text)  # most words are ruled out by their first character
        return _found(self.by_label, text, begins), _found(self.others, text, begins)

    def speaks_of_part(self, text: str) -> bool:
        """Whether a text holds any word for a category."""
        return any(self.in_text(text))


def aliases(figure: Figure) -> tuple[str, ...]:
    """What offices also call the category of a figure: 走访慰问 for 送温暖."""
    if figure.label:
        return (figure.label,)
    _, *middle, _measure = figure.key.split(".")
    return tuple(alias for word in middle for alias in _aliases(figure.ledger).get(word, ()))


def _name(figure: Figure, place: int) -> Name:
    head, *rest = figure.key.split(".")
    if figure.is_indicator:
        return Name(figure, head, (*_cut(rest), *rest), (), "", place)
    *middle, measure = rest
    if called := figure.label.removesuffix(measure):
        middle.append(called)
    return Name(figure, head, tuple(middle), aliases(figure), measure, place)


def _cut(names: list[str]) -> list[str]:
    """发展会员 of 发展会员数; nothing of 职工人数 and of what is too short to mean one thing."""
    (name, *more) = names
    short = name.removesuffix("数")
    cut = not more and short != name and len(short) >= _TELLING and not short.endswith("人")
    return [short] if cut else []


@cache
def _aliases(ledger: str) -> MappingProxyType[str, tuple[str, ...]]:
    columns = schema.ledger(ledger).columns
    choices = (choice for column in columns if column.id in _NAMED_BY for choice in column.choices)
    return MappingProxyType({choice.label: choice.aliases for choice in choices})


@cache
def _shorts(label: str) -> tuple[str, ...]:
    """What is said instead of a category where its money is meant: 竞赛, 文体."""
    core = _ENDING.sub("", label)
    known = {
        word
        for id_ in schema.LEDGER_IDS
        for label in _aliases(id_)
        for word in (label, *_aliases(id_)[label])
    }
    of_account = _aliases("fund").get(label, ())
    return tuple(
        word for word in known if word in of_account or (len(word) > 1 and core.endswith(word))
    )


@cache
def _heads() -> frozenset[str]:
    return frozenset(ledger.label for ledger in schema.ledgers().values())


def _found(words: Iterable[str], text: str, begins: set[str]) -> list[str]:
    return [word for word in words if word[0] in begins and word in text]
