"""Text, categories and yes-or-no."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from numbers import Integral, Real
from types import MappingProxyType

from zongjie import invisible
from zongjie.cells.cell import Cell
from zongjie.cells.text import (
    INVISIBLE_NOTE,
    NOTHING,
    NOTHING_NOTE,
    clean,
    compact,
    to_float,
)
from zongjie.schema import Choice, Column

NO_CHOICE = "不在可选的值里"
"""What is wrong with a value that is none of those a column can have."""

LONGEST = 32_767
"""Characters that one Excel cell can hold."""

_SUFFIXES = ("类", "活动", "活动类", "工作")
_COMMON = ("活动支出", "支出", "收入", "活动", "慰问", "教育", "会议", "工作", "费")
"""Endings that many names share: being alike in these alone is not being alike."""

_EVERYBODY = frozenset({"职工", "工会", "会员", "全院", "全厂", "全校", "全体"})
"""What is left of many names without their ending, and tells none of them apart."""

_ALIKE = 0.66  # one character of three may be another
_CLOSE = 20  # names that may be alike to the same degree
_YES = {"是", "有", "对", "已", "√", "✓", "✔", "Y", "YES", "TRUE", "1", "已入账", "已签收", "已签"}
_NO = {"否", "无", "没有", "未", "×", "✗", "✘", "X", "N", "NO", "FALSE", "0", "未入账", "未签收"}


def parse_text(raw: object) -> Cell:
    """A cell of a text column: as typed, without what nobody can see."""
    text = as_text(raw)
    value = clean(text)
    if len(value) > LONGEST:
        return Cell(problem="太长，一格放不下", cure=f"请缩短到 {LONGEST} 字以内")
    return Cell(value or None, note=INVISIBLE_NOTE if invisible.has_any(text) else "")


def as_text(raw: object) -> str:
    """Any raw value as an officer would have typed it."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, Real) and not isinstance(raw, Integral):
        number = to_float(raw)
        return f"{number:.0f}" if number.is_integer() else repr(number)
    if isinstance(raw, datetime):
        return (
            raw.isoformat(" ", "minutes")
            if raw.time().hour or raw.time().minute
            else raw.date().isoformat()
        )
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw)


def parse_bool(raw: object) -> Cell:
    """A cell of a yes-or-no column."""
    if isinstance(raw, bool):
        return Cell(raw)
    text = compact(as_text(raw)).upper()
    for words, value in ((_YES, True), (_NO, False)):
        if text in words:
            said = "是" if value else "否"
            return Cell(value, note="" if text == said else f"按“{said}”")
    if text in NOTHING:
        return Cell(note=NOTHING_NOTE)
    return Cell(problem="看不出是“是”还是“否”", cure="请写“是”或“否”")


def parse_choice(column: Column, raw: object) -> Cell:
    """A cell of a column with fixed values: its canonical label, whichever name was used."""
    text = compact(as_text(raw))
    if text in NOTHING:
        return Cell(note=NOTHING_NOTE)
    label = _label(column, text)
    if label is not None:
        return Cell(label, note="" if label == clean(as_text(raw)) else f"归入“{label}”")
    if column.open:
        return parse_text(raw)
    near = _near(column, text)
    guess = near[0] if near else ""
    return Cell(problem=NO_CHOICE, cure=_suggest(column, near), guess=guess)


def told(column: Column, text: str) -> str:
    """The choice that a longer name speaks of, such as 第七届职工代表大会; "" for none.

    Patterns tell (`tells` in the data), or the longest of a choice's own names.
    """
    text = compact(text)
    if label := _label(column, text):
        return label
    patterns = {one.label: one.extra["tells"] for one in column.choices if "tells" in one.extra}
    if patterns:
        return next((label for label, one in patterns.items() if re.search(one, text)), "")
    names = {**_perhaps(column.choices), **_names(column.choices)}
    return names.get(max((one for one in names if one in text), key=len, default=""), "")


def _label(column: Column, text: str) -> str | None:
    """The label that a text means, with or without 其中 before it and 类 or 活动 behind it."""
    names = _names(column.choices)
    text = text.removeprefix("其中").lstrip(":").casefold()
    plain = (text, *(text.removesuffix(suffix) for suffix in _SUFFIXES))
    return next((names[name] for name in plain if name in names), None)


@cache
def _names(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """Every way of writing a choice, compact and case-folded, to its label; labels win."""
    names: dict[str, str] = {}
    for choice in choices:
        for name in (choice.id, *choice.aliases, *choice.also):
            names.setdefault(compact(name).casefold(), choice.label)
    return MappingProxyType(names | {compact(c.label).casefold(): c.label for c in choices})


@cache
def _perhaps(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    """What probably means a choice, compact, to its label."""
    return MappingProxyType({compact(name): one.label for one in choices for name in one.perhaps})


def _near(column: Column, text: str) -> list[str]:
    """The choices that a text is really like, the likeliest first.

    One that it probably means, that its patterns tell, or with a name in it; or a slip, of a label
    before another name.
    """
    names, perhaps = _names(column.choices), _perhaps(column.choices)
    labels = set(names.values())
    told_ = told(column, text) if any("tells" in one.extra for one in column.choices) else ""
    inside = sorted((name for name in names if len(name) > 1 and name in text), key=len)
    plain = _stem(text) in _EVERYBODY
    close = [] if plain else difflib.get_close_matches(text, names, _CLOSE, _ALIKE)
    slips = [name for name in close if _likeness(_stem(name), _stem(text)) >= _ALIKE]
    slips = sorted(slips, key=lambda name: (-_likeness(name, text), name not in labels))[:3]
    known = [perhaps[text]] if text in perhaps else []
    near = [names[name] for name in (*reversed(inside), *slips)]
    return [*known, *([told_] if told_ else []), *near]


def _stem(name: str) -> str:
    """A name without the ending that says least."""
    return next((name.removesuffix(one) for one in _COMMON if name.endswith(one)), name)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _suggest(column: Column, near: list[str]) -> str:
    """The likeliest choices first, then others, six in all."""
    labels = list(dict.fromkeys([*near, *(choice.label for choice in column.choices)]))
    guess = f"是不是“{near[0]}”？" if near else ""
    more = f"等 {len(labels)} 种" if len(labels) > 6 else ""
    return f"{guess}可以写：{'、'.join(labels[:6])}{more}"
