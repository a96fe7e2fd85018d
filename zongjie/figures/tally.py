"""Adding up ledger columns once, by group and month, so that totals and series always agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from types import NoneType
from typing import Any

import pandas as pd

from zongjie.cells.vague import with_unit
from zongjie.figures.values import ALSO, COUNTED, UNCOUNTED, Figure, Series, plain
from zongjie.period import Period, months_of

UNDATED = "未分月"
"""The point of a series by month that holds rows dated only to the quarter or year."""

WRITTEN = 3
"""How many 概数 a sentence can name one by one; of more it says how many there are."""


@dataclass(slots=True)
class Sum:
    """What some rows add up to: exact part, 概数 as written, and the 序号 of the rows."""

    total: int | Decimal | None
    texts: list[str]
    rows: list[int]


def merge(parts: Iterable[Sum]) -> Sum:
    """What the parts add up to together, with their rows in ledger order."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
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


Leaves = Mapping[str, Mapping[str, Sum]]
"""Sums by group, then by month label: every total and series is put together from these."""


Buckets = Mapping[str, Mapping[str, list[int]]]
"""Positions of rows by group, then by month label."""


def total(leaves: Leaves) -> Sum:
    """What all the leaves add up to."""
    return merge(chain.from_iterable(parts.values() for parts in leaves.values()))


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
        return list(map(labels.__getitem__, dates))

    def add(self, key: str, unit: str, ledger: str, part: Sum) -> None:
        """Record one figure, unless nothing was recorded for it."""
        figure = self.figure(key, unit, ledger, part)
        if figure is not None:
            self.figures[key] = figure

    def derive(self, key: str, unit: str, value: Decimal, parts: Sequence[Figure]) -> None:
        """Record a figure computed from exact figures of one ledger; its rows are all of theirs."""
        rows = sorted({row for part in parts for row in part.rows})
        self.figures[key] = Figure(
            key, value, unit, self.period, exact=True, ledger=parts[0].ledger, rows=tuple(rows)
        )

    def figure(self, key: str, unit: str, ledger: str, part: Sum) -> Figure | None:
        value: int | Decimal | str | None = part.total
        if part.texts:
            value = _alone(part.texts)
            if part.total is not None:
                value = f"{plain(part.total)}{unit}{ALSO}{_beside(part.texts, unit)}"
        if value is None:
            return None
        exact, known = not part.texts, part.total if part.texts else None
        rows = tuple(part.rows)
        return Figure(key, value, unit, self.period, exact, ledger, rows, known=known)

    def lacks(self, key: str, of: int) -> None:
        """Note how many of so many rows have not told the number of this figure."""
        figure = self.figures.get(key)
        if figure is not None and len(figure.rows) < of:
            self.figures[key] = replace(figure, blank=of - len(figure.rows))

    def add_split(self, key: str, unit: str, ledger: str, leaves: Leaves, by: str = "") -> None:
        """Record a total, its series by month and, where `by` names it, by group."""
        if not leaves:
            return
        self.add(key, unit, ledger, total(leaves))
        if key not in self.figures:
            return
        months: dict[str, list[Sum]] = defaultdict(list)
        for parts in leaves.values():
            for month, part in parts.items():
                months[month].append(part)
        labels = (*self.month_labels, UNDATED) if UNDATED in months else self.month_labels
        self._add_series(
            f"{key}.按月", unit, ledger, {name: months.get(name, []) for name in labels}
        )
        if by:
            self.add_groups(f"{key}.{by}", unit, ledger, leaves)

    def add_groups(self, key: str, unit: str, ledger: str, leaves: Leaves) -> None:
        """Record a series by group, unless nothing was recorded for it."""
        if not leaves:
            return
        groups = {group: parts.values() for group, parts in leaves.items()}
        self._add_series(key, unit, ledger, groups)

    def _add_series(
        self, key: str, unit: str, ledger: str, parts: Mapping[str, Collection[Sum]]
    ) -> None:
        points = tuple(
            (label, self.figure(f"{key}.{label}", unit, ledger, merge(group)) if group else None)
            for label, group in parts.items()
        )
        self.series[key] = Series(key, unit, points)


def _alone(texts: Sequence[str]) -> str:
    """概数 that are all there is: 十余人、约20人; the first of many, and how many there are."""
    if len(texts) <= WRITTEN:
        return "、".join(texts)
    return f"{'、'.join(texts[:WRITTEN])}等{len(texts)}{COUNTED}"


def _beside(texts: Sequence[str], unit: str) -> str:
    """概数 beside an exact sum: 十余人、约20人; of many only how many there are."""
    if len(texts) <= WRITTEN:
        return "、".join(with_unit(text, unit) for text in texts)
    return f"{len(texts)}{COUNTED}{UNCOUNTED}"


def bucket(groups: list[str], months: list[str | None]) -> Buckets:
    """Rows by group and month, leaving out those without a group or outside the period."""
    buckets: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, (group, month) in enumerate(zip(groups, months, strict=True)):
        if month is not None and group:
            buckets[group][month].append(row)
    return buckets


def count_rows(frame: pd.DataFrame, buckets: Buckets) -> dict[str, dict[str, Sum]]:
    """How many rows stand in each bucket."""
    numbers = frame.index.tolist()
    return {
        group: {
            month: Sum(len(rows), [], [numbers[row] for row in rows])
            for month, rows in months.items()
        }
        for group, months in buckets.items()
    }


def sum_column(
    frame: pd.DataFrame, column: str, buckets: Buckets, instead: str = ""
) -> dict[str, dict[str, Sum]]:
    """What one column adds up to in each bucket; a bucket whose cells are all empty is absent.

    `instead` names the column that speaks for a row whose cell is empty.
    """
    numbers, values = frame.index.tolist(), values_of(frame, column)
    vague = _vague(frame, column)
    if instead:
        others, roughly = values_of(frame, instead), _vague(frame, instead)
        silent = [row for row, one in enumerate(values) if one is None and row not in vague]
        vague |= {row: roughly[row] for row in silent if row in roughly}
        for row in silent:
            values[row] = others[row]
    leaves: dict[str, dict[str, Sum]] = {}
    for group, months in buckets.items():
        for month, rows in months.items():
            exact = [value for row in rows if (value := values[row]) is not None]
            texts = [vague[row] for row in rows if row in vague] if vague else []
            if exact or texts:
                told = [numbers[row] for row in rows if values[row] is not None or row in vague]
                leaves.setdefault(group, {})[month] = Sum(
                    sum(exact) if exact else None, texts, told
                )
    return leaves


def _vague(frame: pd.DataFrame, column: str) -> dict[int, str]:
    """The 概数 of a column by position."""
    if f"{column}_text" not in frame:
        return {}
    texts = frame[f"{column}_text"]
    known = texts.notna().to_numpy().nonzero()[0].tolist()  # they are few
    return dict(zip(known, texts.iloc[known], strict=True))


def values_of(frame: pd.DataFrame, column: str) -> list[int | Decimal | None]:
    """The exact numbers of an int or decimal column, None where there is none."""
    series = frame[column]
    if series.dtype == "Int64":
        missing = series.isna().to_numpy()
        numbers = series.to_numpy(dtype="int64", na_value=0).tolist()
        if not missing.any():
            return list(numbers)
        return [None if gone else number for number, gone in zip(numbers, missing, strict=True)]
    return _only(Decimal, series.tolist())


def texts_of(frame: pd.DataFrame, column: str) -> list[str | None]:
    """The words (labels, dates) of a column, None where there are none."""
    return _only(str, frame[column].tolist())


def _only(kind: type, values: list[Any]) -> list[Any]:
    """The values of this kind, None for the others; a ledger has others only by way of pandas."""
    if set(map(type, values)) <= {kind, NoneType}:
        return values
    return [value if isinstance(value, kind) else None for value in values]


def labels_of(frame: pd.DataFrame, column: str) -> list[str]:
    """The labels of a column as group names, empty where there are none."""
    return [value or "" for value in texts_of(frame, column)]


def only(leaves: Leaves, groups: Iterable[str]) -> dict[str, Mapping[str, Sum]]:
    """The leaves of these groups, in this order."""
    return {group: leaves[group] for group in groups if group in leaves}
