"""Figures as pictures: Vega-Lite specs, the tables that say the same in words, and their images.

Values are taken from figures as they are; nothing is added up here. What cannot be drawn is said:
a month nobody recorded stays a gap, and a 概数 such as 10万余元 is named in a note instead of
being drawn as if it were exact.
"""

from __future__ import annotations

from typing import Any

from zongjie.charts.image import png, svg
from zongjie.charts.model import BUDGET, chart, text
from zongjie.charts.svg import clean
from zongjie.charts.vega import vega_lite
from zongjie.figures import Figures

__all__ = ["BUDGET", "clean", "png", "spec", "svg", "table", "title"]


def spec(figures: Figures, name: str, *, against: str | None = None) -> dict[str, Any]:
    """A complete Vega-Lite spec with its data inside.

    Parameters
    ----------
    name : a series key or short name of `Figures.series`, e.g. 活动.按月.
    against : "预算" sets the spending of each account beside its budget of the year.

    Raises `FigureError` for an unknown series, or when `against` cannot go with it.
    """
    return vega_lite(chart(figures, name, against))


def title(figures: Figures, name: str, *, against: str | None = None) -> str:
    """The caption of this chart where its author gave none, e.g. 2026年各月活动次数."""
    return chart(figures, name, against).title


def table(
    figures: Figures, name: str, *, against: str | None = None
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The chart in words: header cells, then rows of cells; 概数 read as they were written.

    The last row is 合计 where the figures hold that total. Raises `FigureError` like `spec`.
    """
    shown = chart(figures, name, against)
    header = [shown.header, shown.value_header]
    rows = [[bar.label, text(bar.value)] for bar in shown.bars]
    if shown.total is not None:
        rows.append(["合计", text(shown.total)])
    if shown.against:
        header.append(shown.budget_header)
        for row, bar in zip(rows, shown.bars, strict=False):
            row.append(text(bar.budget))
        if shown.total is not None:
            rows[-1].append(text(shown.total_budget))
    return tuple(header), tuple(tuple(row) for row in rows)
