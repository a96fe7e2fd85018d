"""Counts and money as offices write them: 1,520元, 1.52万元, 壹仟伍佰元整, 278人次, 10万余元."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from numbers import Integral, Real

from zongjie.cells import vague
from zongjie.cells.cell import Cell
from zongjie.cells.numerals import read_chinese
from zongjie.cells.text import NOTHING, NOTHING_NOTE, clean, compact, to_float
from zongjie.cells.units import ARABIC, CHINESE, COUNTERS, MONEY, SCALE, SCALES, UNIT
from zongjie.schema import Column

LIMIT = Decimal(10) ** 12
"""No ledger of a union reaches it; beyond, someone's finger stayed on a key."""

_FEN = Decimal("0.01")
ROUGH = "概数，按原文保留，不计入合计"
"""What is noted of words that no sum takes in."""

_NOISE = Decimal("0.0005")  # what a computed Excel number may be off without meaning anything
_EXACT = re.compile(
    rf"(?:人民币|RMB|CNY|¥)?(?P<sign>[-+])?(?:人民币|RMB|CNY|¥)?"
    rf"(?:(?P<arabic>{ARABIC})(?:(?P<scale>{SCALE})(?:(?P<rest>[0-9]{{1,4}})(?P<small>[百千万]))?)?"
    rf"|(?P<chinese>{CHINESE}))"
    rf"(?P<unit>{UNIT})?"
    rf"(?:(?P<jiao>[0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])角整?)?"
    rf"(?:(?P<fen>[0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(\.[0-9]{1,2})?(元|人)?")
_BOTH = re.compile(r"(?P<persons>[0-9]{1,9})[人名][/、,;(]?(?P<times>[0-9]{1,9})人次\)?")


def parse_number(column: Column, raw: object, unit: str = "") -> Cell:
    """A cell of an int or decimal column; `unit` is what its header states, such as 万元."""
    if isinstance(raw, str):
        return _from_text(column, raw, unit)
    if isinstance(raw, bool):
        return _unreadable(column)
    if isinstance(raw, (float, Decimal, Real)):  # a union would be made for each cell
        value = _decimal(raw)
        return _typed(column, value, unit) if value.is_finite() else _unreadable(column)
    return Cell(problem="是日期，不是数字", cure="请把单元格格式改为“常规”，再填数字")


def _from_text(column: Column, raw: str, unit: str) -> Cell:
    if plain := _PLAIN.fullmatch(raw):  # nearly every cell; the long way round says the same
        digits = plain[1].replace(",", "") + (plain[2] or "")
        counted, note = plain[3] or "", "" if raw == digits else "统一写成数字"
        value = Decimal(digits)
        return _wrong_unit(column, counted) or _typed(column, value, unit, counted, note)
    return _from_any_text(column, raw, unit)


def _from_any_text(column: Column, raw: str, unit: str) -> Cell:
    text = compact(raw)
    if text in NOTHING:
        return Cell(note=NOTHING_NOTE)
    if both := _BOTH.fullmatch(text) if column.companion else None:
        return _persons_and_times(both)
    exact = _exact(text, clean(raw))
    if exact is None:
        return _approximate(column, clean(raw), text, unit)
    value, counted, note = exact
    return _wrong_unit(column, counted) or _typed(column, value, unit, counted, note)


def _decimal(raw: float | Decimal | Real) -> Decimal:
    if isinstance(raw, float):  # as Excel holds every number
        return Decimal(int(raw)) if raw.is_integer() else Decimal(float.__repr__(raw))
    if isinstance(raw, Decimal):
        return raw
    return Decimal(int(raw)) if isinstance(raw, Integral) else Decimal(repr(to_float(raw)))


def _exact(text: str, written: str) -> tuple[Decimal, str, str] | None:
    """The number, the counting word behind it and what was normalised; None if it is none."""
    negative = text.startswith("(") and text.endswith(")")  # as accountants write it
    match = _EXACT.fullmatch(text[1:-1] if negative else text)
    if match is None:
        return None
    notes = []
    if arabic := match["arabic"]:
        value = Decimal(arabic.replace(",", "")) * SCALES.get(match["scale"], 1)
        if match["rest"]:  # 2万5千
            rest = int(match["rest"]) * SCALES[match["small"]]
            if rest >= SCALES[match["scale"]]:
                return None
            value += rest
        if match["scale"]:
            notes.append(f"按“{match['scale']}”换算")
        elif written.removeprefix("-") != arabic.replace(",", ""):
            notes.append("统一写成数字")
    else:
        whole = read_chinese(match["chinese"])
        if whole is None:
            return None
        value = Decimal(whole)
        notes.append("中文数字换成阿拉伯数字")
    for part, size in ((match["jiao"], "0.1"), (match["fen"], "0.01")):
        if part:
            digit = int(part) if part.isdecimal() else read_chinese(part)
            value += Decimal(digit or 0) * Decimal(size)
    sign = -1 if negative or match["sign"] == "-" else 1
    return sign * value, match["unit"] or "", "，".join(notes)


def _typed(column: Column, value: Decimal, unit: str, counted: str = "", note: str = "") -> Cell:
    """The number in the type of its column, scaled as the header says if it has no own unit."""
    if unit and not counted and "换算" not in note:
        scale = _scale(unit)
        value, note = value * scale, f"按表头的“{unit}”换算" if scale > 1 else note
    if not -LIMIT < value < LIMIT:
        return Cell(problem="数太大", cure="请核对是不是多写了位数")
    whole = value == value.to_integral_value()
    if column.dtype == "int":
        if not whole:
            return Cell(problem="不是整数", cure=f"{column.label}请写整数")
        if counted in ("人次", "人/次") and column.unit == "人":
            return _person_times(column, int(value))
        return Cell(int(value), note=note)
    if whole:
        return Cell(Decimal(int(value)), note=note)
    return _to_fen(value, note) if column.unit == "元" else Cell(value.normalize(), note=note)


def _to_fen(value: Decimal, note: str) -> Cell:
    rounded = value.quantize(_FEN, ROUND_HALF_UP)
    if rounded == value:
        return Cell(rounded, note=note)
    if not rounded:
        return Cell(problem="不到 1 分钱", cure="请核对金额和单位")
    if abs(rounded - value) >= _NOISE:
        note = "，".join(part for part in (note, "四舍五入到分") if part)
    return Cell(rounded, note=note)


def _person_times(column: Column, count: int) -> Cell:
    """人次 in a column of 人: for the companion column if there is one."""
    if column.companion:
        return Cell(rest=count, note="是人次，记入人次一列")
    return Cell(count, note="写的是人次，按人数记")


def _persons_and_times(both: re.Match[str]) -> Cell:
    """64人/128人次, both in one cell."""
    note = f"{both['persons']}人记在这里，{both['times']}人次记入人次一列"
    return Cell(int(both["persons"]), note=note, rest=int(both["times"]))


def _approximate(column: Column, written: str, text: str, unit: str) -> Cell:
    counted = vague.unit_of(text)
    if counted is None:
        return _unreadable(column, text)
    if problem := _wrong_unit(column, counted):
        return problem
    if not column.approx:
        return Cell(problem="是概数，这一列要准确的数字", cure="请查实后填写")
    if not counted and _scale(unit) > 1 and not re.search("[万亿]", text):
        return Cell(text=vague.with_unit(written, unit), note=f"{ROUGH}，单位是表头的“{unit}”")
    return Cell(text=written, note=ROUGH)


def _scale(unit: str) -> int:
    """How many of what a column counts its header's unit is: 10000 for 万元."""
    return SCALES.get(unit.rstrip("元人次户件项"), 1)


def _wrong_unit(column: Column, unit: str) -> Cell | None:
    if not unit or not column.unit or unit in COUNTERS[column.unit]:
        return None
    if column.unit == "人" and unit in ("人次", "人/次"):
        return None
    money = unit in MONEY
    what = "是金额" if money else f"数的是“{unit}”"
    return Cell(
        problem=f"{what}，这一列记的是{column.unit if column.unit != '元' else '金额'}",
        cure="请写到相应的列",
    )


def _unreadable(column: Column, text: str = "") -> Cell:
    if re.fullmatch(r"[-¥]*[0-9]+(,[0-9]+)+(\.[0-9]+)?元?", text):
        return Cell(problem="逗号的位置不对，看不出是多少", cure="请去掉逗号再写")
    hint = ""
    if column.approx:
        hint = f"；只知道大概时可写“{'3000余元' if column.unit == '元' else '30余' + column.unit}”"
    return Cell(problem="不是数字", cure=f"请改为数字{hint}")
