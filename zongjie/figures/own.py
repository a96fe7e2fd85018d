"""Figures of one's own: those ``figures.toml`` describes, and those that plug-ins compute.

Whatever goes wrong with them is told by name and leaves every other figure as it is.
"""

from __future__ import annotations

import calendar
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pandas as pd

from zongjie import schema
from zongjie.errors import SchemaError, ZongjieError
from zongjie.figures import keys, ratios
from zongjie.figures.formulas import Formula, Own, Test, Where, parse
from zongjie.figures.summing import unions
from zongjie.figures.tally import (
    Buckets,
    Leaves,
    Sum,
    Well,
    bucket,
    count_rows,
    sum_column,
    texts_of,
    total,
    values_of,
)
from zongjie.figures.values import Figure, Series
from zongjie.ledger import DATES, Ledgers
from zongjie.period import Period, months_of

GROUP = "zongjie.figures"
"""Entry points: functions of (ledgers, period) that return `Figure` and `Series` values."""

_LOG = logging.getLogger(__name__)

Plugin = Callable[[Ledgers, Period], Iterable[Figure | Series]]


def add(well: Well, ledgers: Ledgers, text: str) -> tuple[str, ...]:
    """Add the figures of a ``figures.toml`` and of all plug-ins; returns what went wrong."""
    troubles = []
    try:
        said = parse(text)
    except SchemaError as error:
        said = Own()
        troubles.append(str(error))
    for formula in said.formulas:
        frame = ledgers.get(formula.ledger)
        if frame is not None and len(frame):
            _compute(well, formula, frame)
    for point in plugins():
        try:
            made = _checked(point, ledgers, well.period)
        except Exception as error:  # noqa: BLE001 - whatever it does, the page goes on
            _LOG.info("the figures of plug-in %s", point.name, exc_info=error)
            why = f"（{error.what}）" if isinstance(error, ZongjieError) else ""
            cure = "请联系装这个扩展的人，或把它卸掉"
            troubles.append(f"扩展“{point.name}”的数字没有算出来{why}。{cure}。")
            continue
        well.figures |= {each.key: each for each in made if isinstance(each, Figure)}
        well.series |= {each.key: each for each in made if isinstance(each, Series)}
    whose = {id_: unions(frame) for id_, frame in ledgers.items()} if said.ratios else {}
    told = (ratios.add(well, ratio, whose) for ratio in said.ratios)
    troubles += [str(error) for error in told if error]
    if not plugins():  # what a plug-in has not recorded is no mistake
        troubles += map(str, ratios.unknown(said.ratios, said.keys))
    return tuple(troubles)


@cache
def plugins() -> tuple[EntryPoint, ...]:
    """The plug-ins that are installed, by name."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda point: point.name))


def _checked(point: EntryPoint, ledgers: Ledgers, period: Period) -> list[Figure | Series]:
    """What a plug-in computes from copies of the ledgers; `SchemaError` for what is no figure."""
    compute: Plugin = point.load()
    copies = {id_: frame.copy(deep=False) for id_, frame in ledgers.items()}
    made: list[Figure | Series] = []
    for each in compute(copies, period):
        if not isinstance(each, Figure | Series):
            raise SchemaError(f"给出的“{each!r}”不是数字")
        if not keys.is_own(each.key):
            raise SchemaError(f"“{each.key}”和台账自带的数字重名")
        if isinstance(each, Figure):
            how = each.how or f"由扩展“{point.name}”算出"
            each = replace(_sound(each, copies), how=how)  # noqa: PLW2901
        made.append(each)
    return made


def _sound(figure: Figure, ledgers: Ledgers) -> Figure:
    """A plug-in's figure with a value as ours have; `SchemaError` where it cannot be one."""
    value: Any = figure.value
    value = value.item() if hasattr(value, "item") else value  # numpy's are none of Python's
    sound = isinstance(value, int | str) or (isinstance(value, Decimal) and value.is_finite())
    if isinstance(value, bool) or not sound:
        raise SchemaError(f"“{figure.key}”的值要用 int 或 Decimal")
    frame = ledgers.get(figure.ledger)
    if frame is None or not {*figure.rows} <= {*frame.index}:
        raise SchemaError(f"“{figure.key}”说的台账或行不存在")
    return replace(figure, value=value)


def _compute(well: Well, formula: Formula, frame: pd.DataFrame) -> None:
    fits = _fits(formula.where, frame, well.period)
    dated = DATES.get(formula.ledger)
    everywhere: list[str | None] = [""] * len(frame)
    months = well.in_period(texts_of(frame, dated)) if dated else everywhere
    rows = bucket(["*" if fit else "" for fit in fits], months)
    key, unit, ledger = formula.key, formula.unit, formula.ledger
    if formula.aggregate in ("count", "sum"):
        leaves = _leaves(formula, frame, rows)
        if formula.by_month:
            well.add_split(key, unit, ledger, leaves)
        else:
            well.add(key, unit, ledger, total(leaves))
        for name, column in formula.groups:
            absent = f"未写{schema.ledger(ledger).column(column).label}"
            said = [text or absent for text in texts_of(frame, column)]
            groups = [text if fit else "" for text, fit in zip(said, fits, strict=True)]
            parts = _leaves(formula, frame, bucket(groups, months))
            well.add_groups(f"{key}.{name}", unit, ledger, parts)
    else:
        found = sorted(row for parts in rows.values() for some in parts.values() for row in some)
        part = _of_values(formula, frame, found)
        if part is not None:
            well.add(key, unit, ledger, part)
    if key in well.figures:
        well.figures[key] = replace(well.figures[key], label=formula.label, how=formula.how)


def _leaves(formula: Formula, frame: pd.DataFrame, rows: Buckets) -> Leaves:
    if formula.aggregate == "count":
        return count_rows(frame, rows)
    return sum_column(frame, formula.column, rows)


def _of_values(formula: Formula, frame: pd.DataFrame, rows: list[int]) -> Sum | None:
    """What these rows' values come to; nothing where one of them is only roughly known."""
    numbers = frame.index.tolist()
    column = schema.ledger(formula.ledger).column(formula.column)
    if column.approx and frame[column.text_id].iloc[rows].notna().any():
        return None
    if formula.aggregate == "distinct":
        cells = frame[column.id].tolist()
        told = [row for row in rows if not pd.isna(cells[row])]
        if not told:
            return None
        # 职工01 of one union is not 职工01 of another
        whose = unions(frame) if column.local else {}
        apart = {(cells[row], whose.get(numbers[row])) for row in told}
        return Sum(len(apart), [], [numbers[row] for row in told])
    values = values_of(frame, column.id)
    told = [row for row in rows if values[row] is not None]
    if not told:
        return None
    known = [value for row in told if (value := values[row]) is not None]
    if formula.aggregate == "mean":
        mean = (Decimal(sum(known)) / len(known)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return Sum(mean, [], [numbers[row] for row in told])
    value = max(known) if formula.aggregate == "max" else min(known)
    at = [numbers[row] for row in told if values[row] == value]
    return Sum(value, [], at)


def _fits(where: Where, frame: pd.DataFrame, period: Period) -> list[bool]:
    """Which rows all of it holds for."""
    fits = [True] * len(frame)
    for test in where.tests:
        holds = _holds(test, period)
        cells = frame[test.column].tolist()
        fits = [
            fit and not pd.isna(cell) and holds(cell) for fit, cell in zip(fits, cells, strict=True)
        ]
    for group in where.any:
        either = zip(*(_fits(one, frame, period) for one in group), strict=True)
        fits = [fit and any(some) for fit, some in zip(fits, either, strict=True)]
    return fits


def _holds(test: Test, period: Period) -> Callable[[Any], bool]:
    wanted = test.wanted
    if test.how == "is":
        return lambda cell: cell in wanted
    if test.how == "contains":
        return lambda cell: any(word in cell for word in wanted)
    first, last = wanted
    if isinstance(first, str) or isinstance(last, str):
        start = _days(first, period)[0] if first else ""
        end = _days(last, period)[1] if last else "9999"
        return lambda cell: start <= _days(cell, period)[0] and _days(cell, period)[1] <= end
    return lambda cell: (first is None or first <= cell) and (last is None or cell <= last)


def _days(date: str, period: Period) -> tuple[str, str]:
    """The first and the last day a date may mean; one without a year is of the period's."""
    text = date if len(date) == 4 or date[4:5] == "-" else f"{period.year:04d}-{date}"
    if len(text) == 10:
        return text, text
    months, year = months_of(text) or range(1, 13), int(text[:4])
    end = calendar.monthrange(year, months[-1])[1]
    return f"{text[:4]}-{months[0]:02d}-01", f"{text[:4]}-{months[-1]:02d}-{end:02d}"
