"""Dates as offices write them, read to the precision that is known: day, month, quarter or year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from numbers import Real

from zongjie.cells.cell import Cell, show_date
from zongjie.cells.numerals import read_chinese, read_digits
from zongjie.cells.text import NOTHING, NOTHING_NOTE, clean, compact, to_float
from zongjie.schema import Column

FIRST_YEAR, LAST_YEAR = 1949, 2100

NO_YEAR = "没有写年份"
"""How the note of a date begins, or goes on, that was taken to be of the summary's year."""

_EPOCH = date(1899, 12, 30)  # day 0 of Excel's serial numbers
_SERIALS = range((date(1950, 1, 1) - _EPOCH).days, (date(LAST_YEAR + 1, 1, 1) - _EPOCH).days)

_TIME = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
_WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?$")
_NUMERAL = re.compile("[〇○零一二三四五六七八九十]+(?=[年月日号季])")
_HALF = re.compile("[上下]半年")
_TO = re.compile("[-~—–至到]+")


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    parts = {"Y": "(?P<y>[0-9]{4})", "YY": "(?P<y>[0-9]{4}|[0-9]{2})", "N": "[0-9]{1,2}"}
    return tuple(re.compile(pattern.format(**parts)) for pattern in patterns)


_DAYS = _patterns(
    "{YY}(?P<s>[-./])(?P<m>{N})(?P=s)(?P<d>{N})日?",
    "(?:{YY}年)?(?P<m>{N})月(?P<d>{N})[日号]?",
    "(?P<m>{N})[-./](?P<d>{N})[日号]?",
    "{Y}(?P<m>[0-9][0-9])(?P<d>[0-9][0-9])",
)
_MONTHS = _patterns(
    "(?:{YY}年)?(?P<m>{N})月份?(?P<part>初|上旬|中旬|中|下旬|底|末)?",
    "{Y}[-./年](?P<m>{N})",
    "{Y}(?P<m>[0-9][0-9])",
    "(?P<m>[1-9]|1[0-2])",
)
_QUARTERS = _patterns("(?:{Y}[-./年]?)?第?(?P<q>[1-4])季度?", "(?:{Y}[-./年]?)?[Qq](?P<q>[1-4])")
_YEARS = _patterns("{Y}年?度?(?:全年)?", "(?:全年|本年度?|今年)")


def parse_date(column: Column, raw: object, year: int) -> Cell:
    """A cell of a date column; a date without a year belongs to `year`.

    A range of dates gives its first day, and its last one as `Cell.rest`.
    """
    if isinstance(raw, date):
        return _of_year(raw.year, f"-{raw.month:02d}-{raw.day:02d}")
    if isinstance(raw, str):
        return _from_text(column, raw, year)
    if isinstance(raw, bool) or not isinstance(raw, Decimal | Real):
        return Cell(problem="不是日期", cure=_cure(year))
    return _from_number(to_float(raw), year) or Cell(problem="看不出是哪一天", cure=_cure(year))


def _cure(year: int) -> str:
    return f"请写成 {year}-03-08、3月8日、{year}年3月、第一季度 或 {year}年 的样子"


def _from_text(column: Column, raw: str, year: int) -> Cell:
    text = _WEEKDAY.sub("", compact(_TIME.sub("", clean(raw))))
    if text in NOTHING:
        return Cell(note=NOTHING_NOTE)
    text = _NUMERAL.sub(_arabic, text)
    if _HALF.search(text):
        cure = f"请写到月，如 {year}年3月；只知道季度可写 第一季度"
        return Cell(problem="只写了半年，分不到月份", cure=cure)
    cell = _single(text, year) or _range(column, text, year) or _serial(text)
    if cell is None:
        return Cell(problem="看不出是哪一天", cure=_cure(year))
    if cell.value and not cell.note and show_date(str(cell.value)) != clean(raw):
        return cell._replace(note="日期写法统一")
    return cell


def _arabic(match: re.Match[str]) -> str:
    """三月 as 3月, 二〇二六年 as 2026年."""
    number = read_chinese(match[0])
    return read_digits(match[0]) or match[0] if number is None else str(number)


def _match(patterns: Iterable[re.Pattern[str]], text: str) -> dict[str, str] | None:
    for pattern in patterns:
        if match := pattern.fullmatch(text):
            return {name: value or "" for name, value in match.groupdict().items()}
    return None


def _single(text: str, year: int) -> Cell | None:
    """One date; None when the text is no date at all."""
    if found := _match(_DAYS, text):
        try:
            rest = date(2000, int(found["m"]), int(found["d"])).isoformat()[4:]
        except ValueError:
            return Cell(problem="日历上没有这一天", cure="请核对月和日")
    elif found := _match(_MONTHS, text):
        if not 1 <= int(found["m"]) <= 12:
            return Cell(problem="没有这个月份", cure="请核对月份")
        rest = f"-{int(found['m']):02d}"
    elif found := _match(_QUARTERS, text):
        rest = f"-Q{found['q']}"
    elif (found := _match(_YEARS, text)) is not None:
        rest = ""
    else:
        return None
    cell = _in_year(found.get("y", ""), year, rest)
    return cell._replace(note="只记到月") if found.get("part") and cell.value else cell


def _in_year(written: str, year: int, rest: str) -> Cell:
    """The date in the year it was written with, or else in the year of the summary."""
    if len(written) == 4:
        return _of_year(int(written), rest)
    if written and int(written) != year % 100:
        return Cell(problem="年份只有两位，看不出是哪一年", cure=f"请写四位年份，如 {year}年3月8日")
    cell = _of_year(year, rest)
    note = f"两位年份，按{year}年" if written else f"{NO_YEAR}，按{year}年"
    return cell._replace(note=note) if cell.value else cell


def _of_year(year: int, rest: str) -> Cell:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Cell(problem="年份不对", cure="请核对年份")
    iso = f"{year:04d}{rest}"
    if rest == "-02-29":
        try:
            date.fromisoformat(iso)
        except ValueError:
            return Cell(problem="日历上没有这一天", cure="请核对月和日")
    return Cell(iso)


def _range(column: Column, text: str, year: int) -> Cell | None:
    """3月8日至10日, 6月—8月7日, 3-5月: the first date, with the last one as `rest`."""
    for mark in _TO.finditer(text):
        left, right = text[: mark.start()], text[mark.end() :]
        if re.fullmatch("[0-9]{1,2}月份?", right) and not left.endswith(("月", "日", "号")):
            left += "月"
        start = _single(left, year)
        end = _until(str(start.value), right) if start and start.value else None
        if start and end:
            note = f"取开始日期，结束日期是 {show_date(end)}"
            if not column.companion:
                note = f"只记开始日期，没有记结束日期 {show_date(end)}"
            note = "，".join(part for part in (note, start.note) if part)
            return Cell(start.value, note=note, rest=end if column.companion else None)
    return None


def _until(start: str, right: str) -> str | None:
    """The end of a range; what it leaves out is as in its start. None if it is not later."""
    year = int(start[:4])
    if bare := re.fullmatch("([0-9]{1,2})[日号]?", right):
        stem = start[:-3] if start.count("-") else start
        if not re.fullmatch("[0-9-]+", start) or stem == start:
            return None
        right = f"{stem}-{int(bare[1]):02d}"
    for later in (year, year + 1):  # 12月28日至1月3日 ends in the next year
        end = _single(right, later)
        if end is None or not end.value:
            return None
        iso = str(end.value)
        if iso[: len(start)] >= start and (later == year or iso[5:7] < start[5:7]):
            return iso
    return None


def _serial(text: str) -> Cell | None:
    return _from_number(float(text), 0) if re.fullmatch("[0-9]{5}", text) else None


def _from_number(number: float, year: int) -> Cell | None:
    """Excel's serial days, 20260308, 202603, 2026, and 3.8 for 3月8日."""
    if _SERIALS.start <= number < _SERIALS.stop:
        day = _EPOCH + timedelta(days=int(number))
        return Cell(day.isoformat(), note="Excel 的日期序号换成日期")
    text = f"{number:.0f}" if number.is_integer() else repr(number)
    whole, _, decimals = text.partition(".")
    cell = _single(text, year)
    if cell is None or not cell.value or not decimals:
        return cell
    other = _single(f"{whole}.{decimals}0", year)
    if other and other.value:
        return Cell(
            problem=f"是数字，分不清是{_said(text)}还是{_said(text + '0')}",
            cure=f"请写成{_said(text)}或{_said(text + '0')}",
        )
    notes = (f"数字 {text} 按{_said(text)}", cell.note)
    return cell._replace(note="，".join(part for part in notes if part))


def _said(number: str) -> str:
    """3.8 as 3月8日, 2026.3 as 2026年3月."""
    whole, _, rest = number.partition(".")
    return f"{whole}年{int(rest)}月" if len(whole) == 4 else f"{whole}月{int(rest)}日"
