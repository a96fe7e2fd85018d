"""Adding up ledger columns once, by group and month, so that totals and series always agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from zongjie.figures.values import Figure, Series, plain
from zongjie.period import Period, months_of

if TYPE_CHECKING:
    import pandas as pd

Ledgers = Mapping[str, "pd.DataFrame"]

UNDATED = "未分月"
"""The point of a series by month that holds rows dated only to the quarter or year."""


@dataclass(slots=True)
class Sum:
    """What some rows add up to: exact part, 概数 as written, and the rows themselves."""

    total: int | Decimal | None
    texts: list[str]
    rows: list[int]


def merge(parts: Iterable[Sum]) -> Sum:
    total: int | Decimal | None = None
    texts: list[str] = []
    rows: list[int] = []
    for part in parts:
        if part.total is not None:
            total = part.total if total is None else total + part.total
        texts += part.texts
        rows += part.rows
    rows.sort()
    return Sum(total, texts, rows)


Leaves = Mapping[tuple[str, str], Sum]
"""Sums by (group, month label): every total and series is put together from these once."""


class Well:
    """Figures and series while they are being collected."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.figures: dict[str, Figure] = {}
        self.series: dict[str, Series] = {}
        self.month_labels = tuple(f"{month}月" for month in period.months)

    def in_period(self, dates: list[str | None]) -> list[str | None]:
        """The month label of each date; None for a date outside the period."""
        labels: dict[str | None, str | None] = {None: UNDATED}
        for date in set(dates):
            if date is None:
                continue
            if not self.period.contains(date):
                labels[date] = None
            else:
                months = months_of(date)
                labels[date] = f"{months[0]}月" if len(months) == 1 else UNDATED
        return [labels[date] for date in dates]

    def add(self, key: str, unit: str, ledger: str, part: Sum) -> None:
        """Record one figure, unless nothing was recorded for it."""
        figure = self.figure(key, unit, ledger, part)
        if figure is not None:
            self.figures[key] = figure

    def figure(self, key: str, unit: str, ledger: str, part: Sum) -> Figure | None:
        value: int | Decimal | str | None = part.total
        if part.texts:
            value = "、".join(part.texts)
            if part.total is not None:
                value = f"{plain(part.total)}{unit}另加{value}"
        if value is None:
            return None
        rows = tuple(part.rows)
        return Figure(key, value, unit, self.period, not part.texts, ledger, rows)

    def add_split(self, key: str, unit: str, ledger: str, leaves: Leaves, by: str = "") -> None:
        """Record a total, its series by month and, where `by` names it, by group."""
        groups: dict[str, list[Sum]] = defaultdict(list)
        months: dict[str, list[Sum]] = defaultdict(list)
        for (group, month), part in leaves.items():
            groups[group].append(part)
            months[month].append(part)
        self.add(key, unit, ledger, merge(leaves.values()))
        if key not in self.figures:
            return
        labels = (*self.month_labels, UNDATED) if UNDATED in months else self.month_labels
        self.add_series(
            f"{key}.按月", unit, ledger, {name: months.get(name, []) for name in labels}
        )
        if by:
            self.add_series(f"{key}.{by}", unit, ledger, groups)

    def add_series(
        self, key: str, unit: str, ledger: str, parts: Mapping[str, Iterable[Sum]]
    ) -> None:
        points = tuple(
            (label, self.figure(f"{key}.{label}", unit, ledger, merge(group)))
            for label, group in parts.items()
        )
        self.series[key] = Series(key, unit, points)


def sum_by(
    frame: pd.DataFrame, column: str, groups: list[str], months: list[str | None]
) -> dict[tuple[str, str], Sum]:
    """Sum one column by (group, month), leaving out rows outside the period and empty cells."""
    values = values_of(frame, column)
    texts = frame[f"{column}_text"].tolist() if f"{column}_text" in frame else [None] * len(frame)
    leaves: dict[tuple[str, str], Sum] = {}
    for row, (value, text, group, month) in enumerate(
        zip(values, texts, groups, months, strict=True), start=1
    ):
        if month is None or not group or (value is None and not isinstance(text, str)):
            continue
        leaf = leaves.get((group, month))
        if leaf is None:
            leaf = leaves[group, month] = Sum(None, [], [])
        leaf.rows.append(row)
        if value is None:
            leaf.texts.append(str(text))
        else:
            leaf.total = value if leaf.total is None else leaf.total + value
    return leaves


def count_by(groups: list[str], months: list[str | None]) -> dict[tuple[str, str], Sum]:
    """Count rows by (group, month)."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (group, month) in enumerate(zip(groups, months, strict=True), start=1):
        if month is not None and group:
            rows[group, month].append(row)
    return {leaf: Sum(len(found), [], found) for leaf, found in rows.items()}


def values_of(frame: pd.DataFrame, column: str) -> list[int | Decimal | None]:
    series = frame[column]
    if series.dtype == "Int64":
        missing = series.isna().to_numpy()
        numbers = series.to_numpy(dtype="int64", na_value=0).tolist()
        return [None if gone else number for number, gone in zip(numbers, missing, strict=True)]
    return [value if isinstance(value, Decimal) else None for value in series.tolist()]


def labels_of(frame: pd.DataFrame, column: str) -> list[str]:
    return [value if isinstance(value, str) else "" for value in frame[column].tolist()]


def dates_of(frame: pd.DataFrame, column: str) -> list[str | None]:
    return [value if isinstance(value, str) else None for value in frame[column].tolist()]


def only(leaves: Leaves, groups: Iterable[str]) -> dict[tuple[str, str], Sum]:
    wanted = frozenset(groups)
    return {leaf: part for leaf, part in leaves.items() if leaf[0] in wanted}
