"""Numbers in Chinese running text: 278人次, 2.25万元, 22,500元, 二百七十八名.

Only what can be an amount is found. Years, dates, ordinals (第三届, 一届十二次), numbering, ranges
and rounded numbers (200余人, 约30件) are no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from zongjie.cells.numerals import read_chinese


@dataclass(frozen=True, slots=True)
class Amount:
    """One number as it is typed.

    Parameters
    ----------
    start, stop : where the digits stand, with 万 or 亿 but without the unit.
    end : where the unit ends.
    value : what the digits and 万 say.
    unit : the measure word behind it, 元 for 万元, % for a share; empty when there is none.
    style : how it is written: 278, 2.25万, 二百七十八.
    """

    start: int
    stop: int
    end: int
    value: Decimal
    unit: str
    style: Literal["digits", "wan", "hanzi"]


_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
UNITS = (
    "人次|人|名|位|户|家|元|场次|场|次|期|项|件|份|条|个|篇|幅|批|支|对|处|册|套|台|吨"
    "|小时|课时|学时|%|％"
)
_NUMBER = re.compile(
    r"(?:([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s*([万亿]?)"
    r"|([零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?))"
    rf"\s*({UNITS})?"
)
_DIGIT = re.compile("[0-9零〇一二两三四五六七八九十百千万亿]")
_BEFORE = re.compile(
    r"(?:第|前|约|近|超|逾|超过|不足|至少|不少于|不低于|[0-9][:：]|(?:^|[^达得收加])到|(?:^|[^增])至"
    r"|[-－—–~～./0-9A-Za-z])\s*$"
)
_AFTER = re.compile(
    r"\s*(?:余|多|来|几|到|至|[-－—–~～./:：0-9A-Za-z]|年|月|日|号|时|点|秒|分(?![会厂])"
    r"|届|周年|季度|岁|世纪|大|级|等奖)"
)
_ROUGH = re.compile("以上|以下|以内|左右|上下|百分点|[-－—–~～到至]")
_NUMBERING = re.compile(r"(?:^|\n)[ \t\u3000]*[(（]?$")
_NUMBERED = re.compile(r"\s*[)）、.．]")
_ORDINAL = re.compile(r"届[零〇一二三四五六七八九十0-9]*$")

_CLIPPED = re.compile("([百千万])([一二三四五六七八九])$")
_BELOW = {"百": "十", "千": "百", "万": "千"}


def amounts(text: str) -> Iterator[Amount]:
    """Every amount in the text, in order."""
    for match in _NUMBER.finditer(text):
        arabic, scale, hanzi, unit = match.groups(default="")
        start = match.start()
        stop = start + len(match[0][: len(match[0]) - len(unit)].rstrip())
        if not _is_amount(text, start, stop, match.end()):
            continue
        value = _scaled(arabic, scale) if arabic else read_spoken(hanzi)
        if value is None:
            continue
        yield Amount(
            start,
            stop,
            match.end() if unit else stop,
            value,
            "%" if unit == "％" else unit,
            "hanzi" if hanzi else "wan" if scale else "digits",
        )


def may_count(text: str, start: int, end: int) -> bool:
    """Whether there is any digit in a stretch of text: a quick look before the thorough one."""
    return _DIGIT.search(text, start, end) is not None


def read_spoken(words: str) -> Decimal | None:
    """二百七十八 is 278, 二百五 250, 二点二五 2.25; None for what is no number (三四十, 百)."""
    whole, point, decimals = words.replace("〇", "零").replace("两", "二").partition("点")
    number = read_chinese(_CLIPPED.sub(lambda clip: clip[0] + _BELOW[clip[1]], whole))
    if number is None or not point:
        return None if number is None else Decimal(number)
    return Decimal(
        f"{number}.{''.join(str('零一二三四五六七八九'.index(one)) for one in decimals)}"
    )


def _is_amount(text: str, start: int, stop: int, end: int) -> bool:
    before, after = text[max(0, start - 6) : start], text[stop : stop + 4]
    return not (
        _BEFORE.search(before)
        or _AFTER.match(after)
        or _ROUGH.match(text, end, end + 3)
        or (_NUMBERING.search(before) and _NUMBERED.match(after))
        or _ORDINAL.search(before)
    )


def _scaled(digits: str, scale: str) -> Decimal:
    return Decimal(digits.replace(",", "")) * _SCALES[scale]
