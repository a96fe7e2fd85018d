"""概数: numbers that say themselves that they are not exact, and stay as written."""

from __future__ import annotations

import re
from decimal import Decimal

from zongjie.cells.text import compact
from zongjie.cells.units import ARABIC, CHINESE, SCALE, SCALES, UNIT

_NUMBER = f"(?:{ARABIC}|{CHINESE})"

_HEAD = (
    "大约|大概|大致|差不多|估计|预计|估算|约有|约为|约计|约合|约|将近|接近|近|逾|超出|超过|超|突破|破|过"
    "|不少于|不低于|不小于|不下于|不下|不超过|不多于|不大于|不高于|不足|不到|不满|不及|未满|未达|未到"
    "|少于|低于|小于|多于|大于|高于|至少|至多|最少|最多|上|>=|<=|[≈~><≥≤]"
)
_TAIL = (
    r"左右|上下|(?:\(含\))?以[上下内]|不等|之多|有余|出头|开外|挂零|不到|不足|余|多|许|\+"
    r"|\((?:约|约数|估|估算|估计|大约|概数|左右)\)"
)
_ROUND = "大几|小几|好几|数|几|若干"  # stand where a number would
_DIGITS = "一二两三四五六七八九"
_PAIRS = ("一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九")
"""The one or the other: 三五人, 七八十元."""

_MARKED = re.compile(
    # 合计约3000元: what comes before says nothing about the number
    r"(?:人民币|¥)?(?:共计|合计|总计|累计|共有|多达|高达|共|达|有|计)?"
    rf"(?P<head>(?:{_HEAD}){{0,2}})(?:有|¥)?"
    rf"(?P<number>{_NUMBER}(?:[万亿][0-9]{{1,4}})?|{_ROUND})?"
    r"(?P<middle>[余多来几把+])?(?P<scale>[十百千万亿]*)(?P<more>[余多来几把])?"
    rf"(?P<unit>{UNIT})?(?P<tail>{_TAIL})?(?P<unit2>{UNIT})?(?P<tail2>{_TAIL})?"
)
_PAIR = re.compile(rf"(?<![{_DIGITS}])(?:{'|'.join(_PAIRS)})(?![{_DIGITS}])")  # 二三十人, 十七八人
_BETWEEN = re.compile(
    rf"{_NUMBER}(?:{SCALE})?(?:{UNIT})?[-~—–至到]{_NUMBER}(?:{SCALE})?"
    rf"(?P<unit>{UNIT})?(?:不等|左右)?"
)
_EITHER = re.compile(  # 5、6人
    rf"(?:{'|'.join([f'{n}、{n + 1}' for n in range(1, 9)] + ['、'.join(two) for two in _PAIRS])})"
    rf"[十百千万]?(?P<unit>{UNIT})?"
)
_IDIOM = re.compile(
    r"(?:成[百千]上[千万]|数以[十百千万]计|几[十百千]上[百千万]|几[百千万]几[十百千]"
    rf"|百十|百八十|百儿八十|千八百|千儿八百|[{_DIGITS}]?十几[{_DIGITS}]十)"
    rf"来?(?P<unit>{UNIT})?(?:左右|上下)?"
)


_BEHIND_UNIT = re.compile(  # 200人左右, but 200余人
    r"(?:左右|上下|(?:[(（]含[)）])?以[上下内]|不等|之多|出头|开外|挂零|不到|不足|[(（][^()（）]+[)）])$"
)


_OVER = re.compile(  # 60余人, 2万余元, 10多万元
    rf"(?P<number>{ARABIC})(?P<scale>{SCALE})?[余多](?P<more>{SCALE})?(?:{UNIT})?"
)


def bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """From where up to below what a number is that is something over: 60余人 is 60 up to 70.

    None for every other 概数.
    """
    match = _OVER.fullmatch(compact(text))
    if match is None:
        return None
    scale = SCALES.get(match["scale"] or "", 1) * SCALES.get(match["more"] or "", 1)
    least = Decimal(match["number"].replace(",", "")) * scale
    exponent = least.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return least, least + Decimal(1).scaleb(exponent)


def with_unit(text: str, unit: str) -> str:
    """A 概数 as written, with this counting word where it has none: 约120 of 人次 is 约120人次."""
    if unit_of(compact(text)) != "":
        return text
    behind = _BEHIND_UNIT.search(text)
    at = behind.start() if behind else len(text)
    return f"{text[:at]}{unit}{text[at:]}"


def unit_of(text: str) -> str | None:
    """The counting word of a 概数, "" when it has none; None when the text is no 概数.

    `text` is compact and is not an exact number.
    """
    if match := _MARKED.fullmatch(text):
        number = match["number"] or ""
        said = any(match[name] for name in ("head", "middle", "more", "tail", "tail2"))
        marked = said or number in _ROUND.split("|") or _PAIR.search(number)
        if marked and (number or match["scale"]):
            return match["unit"] or match["unit2"] or ""
    for pattern in (_BETWEEN, _EITHER, _IDIOM):
        if match := pattern.fullmatch(text):
            return match["unit"] or ""
    return None
