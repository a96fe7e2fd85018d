"""The words around a number that tell what it counts, or that it is not the year's own number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_ALIKE = ("人名位", "次场期项回", "件份条项个", "户家", "名个位")
"""Units that count the same things. 人 and 人次 do not."""

_PARTIAL = re.compile(
    r"其中|上半年|下半年|季度|月份|[0-9]\s*月|[一二三四五六七八九十]月|个月|首[次个批]|每|同比|环比"
    r"|比上|上年|去年|往年|历年|前年|增长|增加|增幅|减少|下降|提高|计划|目标|力争|预计|预期|拟|将"
    r"|明年|下一年|来年|节前|春节|元旦|清明|端午|中秋|国庆|期间|部分|分会|车间|班组"
)
_TOGETHER = re.compile("[和及与等、]")
_FILLER = re.compile(
    r"全年|今年|本年度?|年内|一年来|(?:19|20)[0-9]{2}年度?|截至|年底|工会|累计|合计|总计|共计|总共"
    r"|一共|共|总|已|开展|组织|举办|举行|召开|进行|征集|实现|发放|使用|了|各级|各类|各项|各种|广大"
    r"|职工|会员|走访|达到|达|为|的|金|款|资金|[\s，、“”\"（(*]"
)
_MEASURES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "金额": re.compile("金|支出|发放|补助|资助|投入|使用|花费"),
        "支出": re.compile("支出|投入|花费|使用|列支"),
        "收入": re.compile("收入|收缴|拨缴"),
        "预算": re.compile("预算"),
        "执行率": re.compile("执行率"),
        "结余": re.compile("结余"),
        "上年结余": re.compile("上年结余"),
        "人均": re.compile("人均|每人|平均"),
        "征集": re.compile("征集|收到|提交|提出"),
        "立案": re.compile("立案"),
        "采纳": re.compile("采纳"),
        "优秀": re.compile("优秀|最佳"),
    }
)
"""How a sentence speaks of each measure; a measure not listed goes by its unit."""


@cache
def alike(typed: str, unit: str) -> bool:
    """Whether a typed unit, or none, can be that of a figure."""
    return typed in ("", unit) or any(typed in units and unit in units for units in _ALIKE if unit)


def is_partial(clause: str) -> bool:
    """Whether a clause speaks of something else than the whole year's own number."""
    return _PARTIAL.search(clause) is not None


def joins(words: str) -> bool:
    """Whether a number after these words is that of several: 送温暖和困难帮扶, 文体活动等."""
    return _TOGETHER.search(words) is not None


def is_measured(measure: str, words: str) -> bool:
    """Whether the words speak of this measure, as far as it has words of its own."""
    if measure != "人均" and _MEASURES["人均"].search(words):
        return False
    said = _MEASURES.get(measure)
    return said is None or said.search(words) is not None


def is_bare(head: str, measure: str, before: str) -> bool:
    """Whether only a total's own words and filler stand before it: 全年共慰问职工 280 人次."""
    rest = _FILLER.sub("", before)
    said = _MEASURES.get(measure)
    match = said.search(rest) if said else None
    words = match[0] if match else ""
    return rest in (head, head + words, words + head)
