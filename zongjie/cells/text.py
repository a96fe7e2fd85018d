"""Text as typed: invisible characters, full-width forms, and ways of saying “nothing”."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from numbers import Real

from zongjie import invisible

NOTHING = frozenset({"-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "空", "N/A", "n/a"})
"""What offices put into a cell that has no number, date or category."""

NOTHING_NOTE = "按没有填处理"
INVISIBLE_NOTE = "去掉看不见的字符"

_SPACES = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥", 0x2212: "-"}


def clean(text: str) -> str:
    """The text without invisible characters and outer spaces; line breaks become newlines."""
    return invisible.without(text).strip()


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
