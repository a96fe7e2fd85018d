"""Figures as pictures: Vega-Lite specs, the tables that say the same in words, and their images.

Values are taken from figures as they are; nothing is added up here. What cannot be drawn is said:
a month nobody recorded stays a gap, and what has no month, or is a 概数 such as 10万余元, is named
in a note instead of being drawn as if it were exact. Of hundreds of unions the largest are drawn,
and what all the others come to is said.
"""

from __future__ import annotations

import re
from typing import Any

from zongjie.charts.choices import Choice, choices
from zongjie.charts.image import png, svg
from zongjie.charts.model import (
    ABSENT,
    AGAINST,
    BUDGET,
    LAST_YEAR,
    Bar,
    chart,
    key_of,
    text,
)
from zongjie.charts.svg import clean
from zongjie.charts.vega import vega_lite
from zongjie.errors import FigureError
from zongjie.figures import Figure, Figures, change

__all__ = [
    "AGAINST",
    "BUDGET",
    "LAST_YEAR",
    "Choice",
    "choices",
    "clean",
    "figure",
    "measured",
    "png",
    "reference",
    "spec",
    "split",
    "svg",
    "table",
    "title",
]


def spec(figures: Figures, name: str, *, against: str | None = None) -> dict[str, Any]:
    """A complete Vega-Lite spec with its data inside.

    Parameters
    ----------
    name : a series key or short name of `Figures.series`, e.g. 活动.按月.
    against : "预算" sets the spending of each account beside its budget of the year, where there
        is one; "上年" each bar beside the one of the year before (`Figures.last`).

    Raises `FigureError` for an unknown series, for one by month where no row says its month, and
    when `against` cannot go with it.
    """
    return vega_lite(chart(figures, name, against))


def title(figures: Figures, name: str, *, against: str | None = None) -> str:
    """The caption of this chart where its author gave none, e.g. 2026年各月活动次数."""
    return chart(figures, name, against).title


def table(
    figures: Figures, name: str, *, against: str | None = None
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The chart in words: header cells, then rows of cells; 概数 read as they were written.

    All unions have their row, also where the picture draws the largest only. The last row is 合计
    where the figures hold that total. Against last year a last column says the change. Raises
    `FigureError` like `spec`.
    """
    shown = chart(figures, name, against)
    against = shown.against
    header = [shown.header, shown.value_header]
    if against:
        header.append(shown.beside_header)
    if against == LAST_YEAR:
        header.append("比上年")
    bars = [*shown.bars, *filter(None, (shown.undated, shown.total))]
    return tuple(header), tuple(_row(bar, against) for bar in bars)


def figure(
    figures: Figures, name: str, label: str, *, against: str | None = None, before: bool = False
) -> Figure:
    """The figure behind one bar; with `before` last year's, where the chart compares the two.

    Raises `FigureError` like `spec`, and where nothing was recorded for this label.
    """
    bars = chart(figures, name, against)
    shown = [*bars.bars, *filter(None, (bars.undated, bars.total))]
    figures_ = (bar.beside if before else bar.value for bar in shown if bar.label == label)
    found = next(figures_, None)
    if found is None:
        raise FigureError(f"台账里没有记“{label}”", cure="这一项没有可看的行")
    return found


def reference(name: str, against: str | None = None) -> str:
    """What names a chart in a text: 慰问.按类别?against=预算."""
    return f"{name}?against={against}" if against else name


def measured(ref: str) -> str:
    """What the bars of a chart add up to: 慰问.金额 of 慰问.按科目?against=预算."""
    return key_of(split(ref)[0]).rpartition(".")[0]


def split(ref: str) -> tuple[str, str | None]:
    """The series and the comparison a `reference` names."""
    name, _, query = ref.partition("?")
    against = re.fullmatch(r"against=(.+)", query)
    return name, against[1] if against else None


def _row(bar: Bar, against: str | None) -> tuple[str, ...]:
    cells = [bar.label, text(bar.value)]
    if against:
        cells.append(text(bar.beside))
    if against == LAST_YEAR:
        cells.append(change(bar.value, bar.beside) or ABSENT)
    return tuple(cells)
