"""Numbers in Chinese characters (二百七十八), as documents write small counts."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿", "亿亿")


def to_chinese(value: int | Decimal) -> str:
    """The number in lower-case Chinese characters: 278 二百七十八, 2.25 二点二五, -3 负三.

    Beyond 10**20, which no union ledger reaches, it reads digit by digit.
    """
    if value < 0:
        return "负" + to_chinese(-value)
    whole, _, decimals = format(Decimal(value), "f").partition(".")
    decimals = decimals.rstrip("0")
    tail = "点" + "".join(_DIGITS[int(digit)] for digit in decimals) if decimals else ""
    return _whole(int(whole)) + tail


def _whole(number: int) -> str:
    if number == 0:
        return "零"
    if number >= 10**20:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    groups = []
    while number:
        number, group = divmod(number, 10000)
        groups.append(group)
    text = ""
    gap = False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _group(group) + _GROUPS[index]
        gap = False
    # 一十二 is written 十二 where it begins the number
    return text[1:] if text.startswith("一十") else text


def _group(number: int) -> str:
    text = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _PLACES[place]
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")
