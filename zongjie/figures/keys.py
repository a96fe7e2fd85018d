"""The keys that the ledgers' own figures can have, whether anything was recorded or not."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from zongjie import schema

FORM = re.compile(r"[^.\s{}｛｝|｜【】?()（）]+(\.[^.\s{}｛｝|｜【】?()（）]+)+")
"""How a key is written: words with dots between them."""

_MEASURES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "activity": ("category", "次数 人数 人次 支出", "次数 人数 人次 支出"),
        "welfare": ("category", "金额 人数 人次 户数", "金额 人数 人次 户数 人均"),
        "proposal": ("", "征集 立案 采纳 优秀", ""),
        "honour": ("level", "数量", "数量"),
        "meeting": ("kind", "次数", "次数"),
        "fund": ("account", "收入 支出 上年结余 结余 预算 执行率", "收入 支出 预算 执行率"),
    }
)
"""By ledger: the column that takes it apart, the measures of the whole, and those of each part."""


def is_own(key: str) -> bool:
    """Whether a key is an office's own: it begins with a word that is no ledger's."""
    return key.partition(".")[0] not in {ledger.label for ledger in schema.ledgers().values()}


def can_be(key: str) -> bool:
    """Whether the ledgers can ever have a figure of this key; of 指标 any name is one."""
    head, _, name = key.partition(".")
    return key in _possible() or (head == schema.ledger("indicator").label and bool(name))


def nearest(key: str) -> tuple[str, ...]:
    """The possible keys most like this one, best first."""
    return tuple(difflib.get_close_matches(key, _possible(), n=3, cutoff=0.3))


@cache
def _possible() -> Mapping[str, None]:
    found: list[str] = []
    for id_, (column, whole, each) in _MEASURES.items():
        ledger = schema.ledger(id_)
        found += [f"{ledger.label}.{measure}" for measure in whole.split()]
        choices = ledger.column(column).choices if column else ()
        found += [
            f"{ledger.label}.{choice.label}.{measure}"
            for choice in choices
            for measure in each.split()
        ]
    return dict.fromkeys(found)
