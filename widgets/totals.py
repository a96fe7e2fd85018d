"""The line under a ledger: what its columns come to in the figures, and what is not in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from widgets.sheet import grouped
from zongjie import cells, ledger
from zongjie.figures import Figures
from zongjie.period import Period
from zongjie.schema import Column, Ledger

_KEYS: Mapping[str, Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "activity": {
            "participants": ("活动.人数",),
            "participant_times": ("活动.人次",),
            "cost_yuan": ("活动.支出",),
        },
        "welfare": {
            "persons": ("慰问.人数",),
            "person_times": ("慰问.人次",),
            "households": ("慰问.户数",),
            "amount_yuan": ("慰问.金额",),
        },
        "honour": {"count": ("荣誉.数量",)},
        "fund": {"amount_yuan": ("经费.上年结余", "经费.收入", "经费.支出")},
    }
)
"""Which figures sum a column, where not simply every row of the period is in them."""

_APART = MappingProxyType(
    {("fund", "budget_last"): "direction", ("fund", "budget_now"): "direction"}
)
"""Columns that are not added up across the values of another: what is to come in and to go out."""


@dataclass(frozen=True)
class Totals:
    """Sums by column id, a line for each figure, and in words which rows they leave out."""

    sums: dict[str, str]
    left_out: str


def totals(
    of: Ledger,
    rows: pd.DataFrame,
    counted: pd.DataFrame,
    figures: Figures,
    some: Collection[int] | None = None,
) -> Totals:
    """Add up counts and money as the figures do; 概数 are never added up, only mentioned.

    Parameters
    ----------
    rows : all rows of the ledger.
    counted : those that are whole.
    figures : what they gave.
    some : numbers of the rows to keep to; all of them when left out.
    """
    if some is not None:
        rows = rows.loc[rows.index.isin(list(some))]
        counted = counted.loc[counted.index.isin(list(some))]
    inside = _inside(of, counted, figures.period)
    known = set(counted.index.tolist())
    sums: dict[str, str] = {}
    excluded: set[int] = set()
    for column in of.columns:
        if column.dtype != "int" and column.unit != "元":
            continue
        parts = {"": inside}
        if keys := _KEYS.get(of.id, {}).get(column.id):
            there = (key for key in keys if key in figures)
            parts = {key: [at for at in figures[key].rows if at in known] for key in there}
            excluded |= _given(column, counted, inside).difference(*parts.values())
        elif by := _APART.get((of.id, column.id)):
            sides = counted.loc[inside, by]
            parts = {side: sides.index[sides == side].tolist() for side in sides.unique()}
        said = {key: text for key, at in parts.items() if (text := _sum(column, counted, at))}
        if said:
            named = [f"{key.rpartition('.')[2]} {text}" for key, text in said.items()]
            sums[column.id] = "\n".join(named if len(said) > 1 else said.values())
    numbers = {
        "行其他年度的" if figures.period.half is None else "行其他时间的": len(counted)
        - len(inside),
        "行还没填全的": int(ledger.written(rows).sum()) - len(counted),
        f"行不计入{of.label}的": len(excluded),
    }
    left_out = "、".join(f"{number} {what}" for what, number in numbers.items() if number)
    return Totals(sums, f"不含 {left_out}。" if left_out else "")


def _inside(of: Ledger, frame: pd.DataFrame, period: Period) -> list[int]:
    """Numbers of the rows dated in the period, and of those without a date."""
    dated = ledger.DATES.get(of.id)
    if dated is None:
        return frame.index.tolist()
    dates = zip(frame.index.tolist(), frame[dated].tolist(), strict=True)
    return [at for at, date in dates if not isinstance(date, str) or period.contains(date)]


def _given(column: Column, frame: pd.DataFrame, rows: Collection[int]) -> set[int]:
    """Those of the rows that say anything in the column."""
    found = frame.loc[list(rows)]
    filled = found[column.id].notna()
    if column.approx:
        filled |= found[column.text_id].notna()
    return set(found.index[filled].tolist())


def _sum(column: Column, frame: pd.DataFrame, rows: Collection[int]) -> str:
    found = frame.loc[list(rows)]
    known = found[column.id].dropna()
    if not len(known):
        return ""
    shown = grouped(column, cells.show(column, sum(known)))
    vague = int(found[column.text_id].notna().sum()) if column.approx else 0
    return f"{shown}（另有 {vague} 个概数）" if vague else shown
