"""The words around a number that tell what it counts, or that it is not the year's own number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from zongjie.figures import counted

_ALIKE = ("人名位", "次场期项回", "件份条项个", "户家", "名个位")
"""Units that count the same things. 人 and 人次 do not."""

_PARTIAL = re.compile(
    r"其中|上半年|下半年|季度|月份|[0-9]\s*月|[一二三四五六七八九十]月|个月|首[次个批]|每|同比|环比"
    r"|比上|上年|去年|往年|历年|前年|增长|增加|增幅|减少|下降|提高|计划|目标|力争|预计|预期|拟|将"
    r"|明年|下一年|来年|节前|春节|元旦|清明|端午|中秋|国庆|期间|部分|分会|车间|班组"
)
_WHOLE = re.compile("全年|[一半]年来|今年|本年|年内|年末|累计|总计")
_TOGETHER = re.compile("[和及与等、]")
_FILLER = re.compile(
    r"全年|今年|本年度?|年内|一年来|(?:19|20)[0-9]{2}年度?|截至|年底|工会|累计|合计|总计|共计|总共"
    r"|一共|共|总|已|开展|组织|举办|举行|召开|进行|征集|实现|发放|使用|了|各级|各类|各项|各种|广大"
    r"|职工|会员|走访|达到|达|为|的|金|款|资金|[\s，、“”\"（(*]"
)
_CARRIED = re.compile("(?:上年|年初)(?:经费)?结[余转]")

_MEASURES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "金额": re.compile("金|支出|发放|补助|资助|投入|使用|花费"),
        "支出": re.compile("支出|投入|花费|使用|列支"),
        "收入": re.compile("收入|收缴|拨缴"),
        "预算": re.compile("预算"),
        "执行率": re.compile("执行率"),
        "结余": re.compile("结余"),
        "上年结余": _CARRIED,
        "人均": re.compile("人均|每人|平均"),
        "征集": re.compile("征集|收到|提交|提出"),
        "立案": re.compile("立案"),
        "采纳": re.compile("采纳"),
        "优秀": re.compile("优秀|最佳"),
    }
)
"""How a sentence speaks of each measure; a measure not listed goes by its unit."""

SPENT = ("金额", "支出")
_MONEY = re.compile("金额|经费|费用|资金|开支")
_NOT_SPENT = re.compile("预算|收入|收缴|拨缴|补助|结余|执行率")
"""经费 and 费用 in a sentence are spent on a thing, unless it says that they are something else."""

_ALONE: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "结余": re.compile("年末(?:经费)?结余"),
        "上年结余": _CARRIED,
    }
)
"""Measures that a whole ledger alone has, said without its name."""


@cache
def alike(typed: str, unit: str) -> bool:
    """Whether a typed unit, or none, can be that of a figure; 元 can be 元/人."""
    unit = counted(unit)
    return typed in ("", unit) or any(typed in units and unit in units for units in _ALIKE if unit)


def is_partial(clause: str) -> bool:
    """Whether a clause speaks of something else than the whole year's own number."""
    return _PARTIAL.search(_CARRIED.sub("", clause)) is not None


def is_whole(clause: str) -> bool:
    """Whether a clause says that it speaks of the whole year."""
    return _WHOLE.search(clause) is not None


def joins(words: str) -> bool:
    """Whether a number after these words is that of several: 送温暖和困难帮扶, 文体活动等."""
    return _TOGETHER.search(words) is not None


def is_measured(measure: str, words: str) -> bool:
    """Whether the words speak of this measure, as far as it has words of its own."""
    each = _MEASURES["人均"]
    if each.search(words) and not each.search(measure):
        return False
    if "预算" in words and measure in (*SPENT, "收入"):
        return False
    if measure == "结余" and _CARRIED.search(words):
        return False
    if measure in SPENT and _NOT_SPENT.search(words) is None and _MONEY.search(words):
        return True
    said = _MEASURES.get(measure)
    return said is None or said.search(words) is not None


def is_filler(word: str) -> bool:
    """Whether a word says nothing of what is counted."""
    return not _FILLER.sub("", word)


def is_money_of(word: str, before: str) -> bool:
    """Whether only a word and those of money spent stand before a number: 竞赛经费支出 1.8 万元."""
    rest = _FILLER.sub("", _MEASURES["支出"].sub("", _MONEY.sub("", before)))
    return rest == word and _NOT_SPENT.search(before) is None


def is_bare(head: str, measure: str, before: str) -> bool:
    """Whether only a total's own words and filler stand before it: 全年共慰问职工 280 人次."""
    rest = _FILLER.sub("", before)
    if measure in _ALONE and _ALONE[measure].fullmatch(rest):
        return True
    said = _MEASURES.get(measure)
    match = said.search(rest) if said else None
    words = match[0] if match else ""
    if rest in (head, head + words, words + head):
        return True
    if head == "活动" and not is_whole(before):
        return False  # 活动人数, 活动经费 are those of one activity
    called = before.replace(measure, "")
    if measure in SPENT and head != "经费":
        called = _MONEY.sub("", called)
    return _FILLER.sub("", said.sub("", called) if said else called) == head
