"""Text as typed: invisible characters, full-width forms, and ways of saying “nothing”."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from numbers import Real

NOTHING = frozenset({"-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "空", "N/A", "n/a"})
"""What offices put into a cell that has no number, date or category."""

NOTHING_NOTE = "按没有填处理"
INVISIBLE_NOTE = "去掉看不见的字符"

# Control characters, zero-width and bidirectional marks, halves of surrogate pairs and
# noncharacters: nobody types them, and some of them make text read as something else.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_SPACES = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥", 0x2212: "-"}


def clean(text: str) -> str:
    """The text without invisible characters and outer spaces; line breaks become newlines."""
    if text.isprintable():
        return text.strip()
    return _INVISIBLE.sub("", _BREAKS.sub("\n", text)).strip()


def visible(text: str) -> str:
    """The text for quoting: □ stands for each invisible character."""
    return _INVISIBLE.sub("□", text).strip()


def has_invisible(text: str) -> bool:
    """Whether `clean` takes away more than spaces."""
    return not text.isprintable() and _INVISIBLE.search(text) is not None


def compact(text: str) -> str:
    """The text for reading numbers, dates and names: half-width and without spaces.

    A space between two digits stays: 12 34 is not 1234.
    """
    return _SPACES.sub("", clean(text).translate(_HALF_WIDTH))


def to_float(number: float | Decimal | Real) -> float:
    """The number as a float; NaN when it is none or too large for one."""
    try:
        return float(number)
    except (OverflowError, ValueError):
        return math.nan
