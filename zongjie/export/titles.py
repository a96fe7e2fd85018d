"""A long title broken by meaning (GB/T 9704-2012, 7.3.1): whole words, lines in good shape."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# A line may well end after the name of a unit, after the time, and after 关于.
_GOOD_END = re.compile(
    r"(?:公司|集团|总厂|分厂|厂|矿|站|段|局|处|所|院|校|大学|中学|小学|学院|医院|银行|中心|协会"
    r"|车间|街道|社区|工会|委员会|总工会|联合会|省|市|县|区|系统|机关|乡|镇|村|年度|半年|关于)\Z"
)
_YEAR_END = re.compile(r"\d年\Z")
_INSIDE_WORD = re.compile(
    r"[0-9A-Za-z.]{2}|\d年|年[度上下]|[上下]半|半年|委员|员会|工会|会工|工作|作总|总结"
)
_NEVER_FIRST = "、，。；：！？）》】”’·—年月日的之"
_NEVER_LAST = "（《【“‘暨及和与"
# The whole name on one line and what was done when on the next reads best.
_BEST_START = re.compile(r"\d{4}年|[〇一二三四五六七八九]{4}年")
_GOOD_START = "暨及和与"
_SHORTEST = 4.0
_MOST_LINES = 6
_INFINITE = float("inf")


def broken(title: str, width: float) -> tuple[str, ...]:
    """The title in as few lines as fit into `width` full-width characters.

    Among those the lines end where a name or the time ends, are of much the same length, and
    none is shorter than four characters. What is too long for `_MOST_LINES` is left in one piece,
    for the page to wrap: it is no title.
    """
    title = " ".join(title.split())
    if _width(title) <= width:
        return (title,) if title else ()
    if _width(title) > _MOST_LINES * width:
        return (title,)
    for count in range(2, _MOST_LINES + 1):
        cost, lines = _best(title, count, width)
        if cost < _INFINITE:
            return lines
    return (title,)


def _best(title: str, count: int, width: float) -> tuple[float, tuple[str, ...]]:
    ideal = _width(title) / count

    @cache
    def rest(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        if left == 1:
            line = title[start:].strip()
            return _line_cost(line, ideal, width), (line,)
        options: list[tuple[float, tuple[str, ...]]] = [(_INFINITE, ())]
        for end in range(start + 1, len(title)):
            line = title[start:end].strip()
            cost = _line_cost(line, ideal, width)
            if cost == _INFINITE:
                if _width(line) > width:
                    break
                continue
            below, lines = rest(end, left - 1)
            options.append((cost + _break_cost(title, end) + below, (line, *lines)))
        return min(options, key=lambda option: option[0])

    return rest(0, count)


def _line_cost(line: str, ideal: float, width: float) -> float:
    size = _width(line)
    if size > width or size < min(_SHORTEST, ideal):
        return _INFINITE
    return ((size - ideal) / width) ** 2


def _break_cost(title: str, at: int) -> float:
    """How ill it reads to break here: nothing after a name, much inside a word."""
    before, after = title[:at], title[at:]
    if before[-1] == " " or after[0] == " ":
        return 0.0
    if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST:
        return 4.0
    if _INSIDE_WORD.match(before[-1] + after[0]):
        return 4.0
    if _BEST_START.match(after):
        return -0.2
    if _GOOD_END.search(before) or _YEAR_END.search(before) or after[0] in _GOOD_START:
        return 0.0
    return 0.6


def _width(text: str) -> float:
    """The width in full-width characters; a bold letter or digit takes up to 0.6 of one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.6 for char in text)
