"""Amounts for one person that are far from what is usual in their category: a 0 too many."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from statistics import median_low

import pandas as pd

_OTHERS, _FAR = 4, 10
"""How many other rows tell what is usual, and how many times that is far from it."""


def far_from_usual(frame: pd.DataFrame) -> dict[int, str]:
    """What is said of such rows of the 慰问 ledger, by their index; a 概数 is left in peace."""
    by_category: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for row, category, each in _each(frame):
        by_category[category][row] = each
    found: dict[int, str] = {}
    for category, amounts in by_category.items():
        usual = median_low(amounts.values())
        if len(amounts) <= _OTHERS:
            continue
        for row, each in amounts.items():
            if each >= _FAR * usual:
                said = f"每人合 {_yuan(each)} 元，别的“{category}”多是 {_yuan(usual)} 元"
                found[row] = said
    return dict(sorted(found.items()))


def _each(frame: pd.DataFrame) -> list[tuple[int, str, Decimal]]:
    """The index of each row that is exact, its category, and what it spends on one person.

    A row that says no number of people is of one.
    """
    people = frame["person_times"].fillna(frame["persons"]).fillna(1)
    rough = frame[["persons_text", "person_times_text", "households"]].notna().any(axis=1)
    columns = (frame["category"], frame["amount_yuan"], people, rough)
    rows = zip(frame.index.tolist(), *(one.tolist() for one in columns), strict=True)
    return [
        (row, category, amount / int(count))
        for row, category, amount, count, vague in rows
        if category and amount and count and not vague
    ]


def _yuan(amount: Decimal) -> str:
    return f"{amount:.2f}".rstrip("0").rstrip(".")
