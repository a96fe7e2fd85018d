"""Chinese numerals, everyday and financial: 二百七十八, 壹仟伍佰, 二〇二六."""

from __future__ import annotations

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_D = "[一二三四五六七八九两]"
_GROUP = re.compile(
    f"(?:(?P<thousands>{_D})千)?零?(?:(?P<hundreds>{_D})百)?零?"
    f"(?:(?P<tens>{_D}?)十)?零?(?P<ones>{_D})?"
)
_GROUPS = {"万": 10**4, "亿": 10**8}
_PLAIN = str.maketrans(
    "壹贰貳叁肆伍陆陸柒捌玖拾佰仟萬億〇○", "一二二三四五六六七八九十百千万亿零零"
)


def read_chinese(text: str) -> int | None:
    """The number a Chinese numeral stands for; None when it is not a complete one.

    Clipped speech such as 一百五 or 一万五 is refused: it may mean 150 or 105.
    """
    text = text.translate(_PLAIN)
    if text == "零":
        return 0
    total, limit = 0, 10**12
    for mark in ("亿", "万"):
        head, found, tail = text.rpartition(mark)
        if found:
            group = read_chinese(head) if mark == "亿" else _group(head, begins=not total)
            if not group or group * _GROUPS[mark] >= limit:
                return None
            limit = _GROUPS[mark]
            total += group * limit
            text = tail
    if total and not text:
        return total
    rest = _group(text, begins=not total)
    return None if rest is None else total + rest


def read_digits(text: str) -> str | None:
    """Numerals read one by one, as in years: 二〇二六 is 2026; None when one is no digit."""
    text = text.translate(_PLAIN)
    if any(char not in _DIGITS for char in text):
        return None
    return "".join(str(_DIGITS[char]) for char in text)


def _group(text: str, *, begins: bool) -> int | None:
    """A group below 10,000; `begins` when nothing precedes it in the number."""
    match = _GROUP.fullmatch(text)
    if match is None or not text or text.endswith("零"):
        return None
    at = match.start("ones")
    if at >= 0 and text[at - 1 : at] not in ("十", "零") and not (begins and at == 0):
        return None
    digits = [_DIGITS.get(match[name] or "", 0) for name in ("thousands", "hundreds", "ones")]
    tens = _DIGITS[match["tens"] or "一"] if "十" in text else 0
    return digits[0] * 1000 + digits[1] * 100 + tens * 10 + digits[2]
