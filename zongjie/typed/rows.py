"""Typed numbers held against the one ledger row that a sentence names by its title.

举办春季运动会，有96人参加: the row of that name says 86, or 60余人, which is less than 70. Only a
title that stands alone counts, and only a number with nothing but plain words between the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

import pandas as pd

from zongjie import prose
from zongjie.cells import vague
from zongjie.figures import plain
from zongjie.typed.amounts import Amount, amounts
from zongjie.typed.cutting import CLAUSE, SENTENCE, spans
from zongjie.typed.match import Fix, Hint
from zongjie.typed.words import alike

_TITLES: Mapping[str, str] = MappingProxyType(
    {"activity": "name", "meeting": "name", "proposal": "period"}
)
"""The ledgers whose rows are spoken of by name, and the column of that name."""

_KEY = 4
"""A shorter title is a word that may stand anywhere; longer ones are looked up by so much."""

_QUOTES = str.maketrans(dict.fromkeys("“”‘’＂「」『』《》", '"'))
_JOINED = re.compile(r"[和及与等、]\"?$")
_ALONE = re.compile(
    r"(?:^|[，,；;：:（(\"\s]|举办|举行|开展|组织|召开|进行|参加|年|月|日|了|的|在)\"?$"
)
_OTHER_TIME = re.compile("去年|上年|上届|往年|历年|前年|明年|来年|计划|拟|将|预计|预期|力争|每")
_FILLER = re.compile(
    r"活动|一共|总共|共计|合计|累计|共|计|有|吸引|了|全[厂院校]|干部|职工|员工|教职工|教师|会员|代表"
    r"|踊跃|积极|热情|到场|人员|人数|人次|达到|达|为|的|经费|费用|资金|金额|提案|[0-9]{1,2}月[0-9]{1,2}日|[\s，,：:（()）\"]"
)
_PEOPLE = re.compile("参加|参与|出席|参会|到会|吸引")


@dataclass(frozen=True, slots=True)
class _Number:
    """One cell a sentence may speak of: its unit, and the words that speak of it."""

    column: str
    unit: str
    said: re.Pattern[str]


_NUMBERS: Mapping[str, tuple[_Number, ...]] = MappingProxyType(
    {
        "activity": (
            _Number("participants", "人", _PEOPLE),
            _Number("participant_times", "人次", _PEOPLE),
            _Number("cost_yuan", "元", re.compile("支出|花费|使用|投入|开支|列支")),
        ),
        "meeting": (_Number("attendees", "人", _PEOPLE),),
        "proposal": (
            _Number("collected", "件", re.compile("征集|收到")),
            _Number("filed", "件", re.compile("立案")),
            _Number("adopted", "件", re.compile("采纳")),
        ),
    }
)

_Value = Decimal | str


@dataclass(frozen=True, slots=True)
class _Told:
    """A typed number, counted from `since`, and the cell it speaks of in the row of a title."""

    title: str
    since: int
    amount: Amount
    number: _Number
    value: _Value

    @property
    def start(self) -> int:
        return self.since + self.amount.start

    @property
    def equal(self) -> bool:
        return _equal(self.amount, self.value)


_Held = dict[str, tuple[str, int]]
"""Ledger and position of each title that one row alone has."""


class _Index:
    """Where the titles of some ledgers stand; read when a text is first held against them.

    A changed ledger is counted and drawn before that.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self.frames = frames

    def is_of(self, frames: Mapping[str, pd.DataFrame]) -> bool:
        """Whether these are the very ledgers it was made of."""
        mine = self.frames
        return mine.keys() == frames.keys() and all(mine[id_] is frames[id_] for id_ in frames)

    @cached_property
    def held(self) -> _Held:
        return _titles(self.frames)

    @cached_property
    def begins(self) -> dict[str, list[str]]:
        """The titles by the letters they begin with."""
        begins: dict[str, list[str]] = {}
        for title in self.held:
            begins.setdefault(title[:_KEY], []).append(title)
        return begins


class Rows:
    """The rows that have a title of their own; `earlier` spares reading unchanged ledgers anew."""

    def __init__(self, ledgers: Mapping[str, pd.DataFrame], earlier: Rows | None = None) -> None:
        frames = {id_: ledgers[id_] for id_ in _TITLES if id_ in ledgers}
        known: _Index | None = earlier._index if earlier else None  # noqa: SLF001 - one of its own
        self._index: _Index = known if known and known.is_of(frames) else _Index(frames)

    @property
    def _held(self) -> _Held:
        return self._index.held

    def named(self, text: str) -> Iterator[tuple[int, str]]:
        """Every title in a text and where it begins; of those that overlap the longest."""
        at = 0
        while at < len(text):
            found = [
                one
                for one in self._index.begins.get(text[at : at + _KEY], ())
                if text.startswith(one, at)
            ]
            title = max(found, key=len, default="")
            if title:
                yield at, title
            at += len(title) or 1

    def values(self, title: str) -> tuple[tuple[_Number, _Value], ...]:
        """The numbers of the row with this title, a 概数 as it is written."""
        id_, place = self._held[title]
        row = self._index.frames[id_].iloc[place]
        cells = ((number, _value(row, number.column)) for number in _NUMBERS[id_])
        return tuple((number, value) for number, value in cells if value is not None)


def against_rows(text: str, rows: Rows) -> tuple[tuple[Hint, ...], frozenset[int]]:
    """Where typed numbers differ from the rows their sentences name, and where equal ones begin."""
    said = list(_said(text, rows))
    differ = tuple(_hint(text, one) for one in said if not one.equal)
    return differ, frozenset(one.start for one in said if one.equal)


def _said(text: str, rows: Rows) -> Iterator[_Told]:
    """Every typed number that speaks of a cell of a row that its sentence names."""
    typed = prose.typed(text).translate(_QUOTES)
    for start, end in spans(typed, SENTENCE, 0, len(typed)):
        named = list(rows.named(typed[start:end]))
        for place, (at, title) in enumerate(named):
            before = typed[start : start + at]
            if _JOINED.search(before) or not _ALONE.search(before) or _OTHER_TIME.search(before):
                continue
            stop = start + named[place + 1][0] if place + 1 < len(named) else end
            yield from _of_row(typed[:stop], start + at + len(title), title, rows)


def _of_row(typed: str, start: int, title: str, rows: Rows) -> Iterator[_Told]:
    """The numbers in what is said of a row, which begins at `start`."""
    said, since, values = typed[start:], 0, rows.values(title)
    for amount in amounts(said):
        before = said[since : amount.start]
        comma = CLAUSE.search(said, amount.end)
        since = comma.start() if comma else len(said)
        meant = _meant(amount, before, said[amount.end : since], values)
        if meant is None:
            return  # what follows may speak of something else by now
        yield _Told(title, start, amount, *meant)


def _hint(text: str, one: _Told) -> Hint:
    amount, unit, value = one.amount, one.number.unit, one.value
    return Hint(
        "differs",
        (one.start, one.since + _stop(amount, unit, value)),
        (Fix(one.title, _written(amount, unit, value)),),
        text[one.start : one.since + amount.end],
        value if isinstance(value, str) else f"{plain(value)}{unit}",
    )


def _meant(
    amount: Amount, before: str, after: str, values: Sequence[tuple[_Number, _Value]]
) -> tuple[_Number, _Value] | None:
    """The cell a number speaks of; None when it speaks of anything else, or may."""
    fitting = [
        (number, value)
        for number, value in values
        if amount.unit and alike(amount.unit, number.unit) and _speaks(number, before, after)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _speaks(number: _Number, before: str, after: str) -> bool:
    """Whether the words around a number speak of this cell, and of nothing else."""
    said, sub = number.said, number.said.sub
    return bool(said.search(before) or said.search(after)) and not any(
        _FILLER.sub("", sub("", words)) for words in (before, after)
    )


def _value(row: pd.Series, column: str) -> _Value | None:
    """The number of a cell, else the words that stand for it."""
    if not pd.isna(row[column]):
        return Decimal(str(row[column]))
    words = row[f"{column}_text"]
    return words if isinstance(words, str) else None


def _equal(amount: Amount, value: _Value) -> bool:
    """Whether a number says what the row does, rounded to as many places of 万 as it has.

    Of a 概数 only what 60余人 cannot be is told from it.
    """
    if isinstance(value, str):
        within = vague.bounds(value)
        return within is None or within[0] <= amount.value < within[1]
    if amount.style != "wan":
        return amount.value == value
    places = (amount.value / 10000).normalize().as_tuple().exponent
    assert isinstance(places, int)
    step = Decimal(10000).scaleb(min(places, 0))
    return abs(amount.value - value) * 2 <= step


def _stop(amount: Amount, unit: str, value: _Value) -> int:
    """Where the number ends, with the unit where the row's brings its own."""
    return amount.end if unit == "元" or isinstance(value, str) else amount.stop


def _written(amount: Amount, unit: str, value: _Value) -> str:
    """The row's number in the way of the typed one."""
    if isinstance(value, str):
        return vague.with_unit(value, unit)
    if unit == "元":
        return f"{plain(value / 10000)}万元" if amount.style == "wan" else f"{plain(value)}元"
    return plain(value)


def _titles(frames: Mapping[str, pd.DataFrame]) -> _Held:
    """Where each title stands that only one row has; its quotation marks are all alike."""
    held: _Held = {}
    times: Counter[str] = Counter()
    for id_, frame in frames.items():
        for place, title in enumerate(frame[_TITLES[id_]].tolist()):
            if isinstance(title, str) and len(title) >= _KEY:
                known = title.strip().translate(_QUOTES)
                times[known] += 1
                held[known] = (id_, place)
    return {title: where for title, where in held.items() if times[title] == 1}
