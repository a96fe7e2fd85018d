"""A chart as a Vega-Lite spec: a plain dict with its data inside, for the page and for paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from zongjie.charts.model import Chart, is_rough, note, number, text, words

FONT = "Noto Sans SC, Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

# Blue and vermilion of Okabe and Ito's palette: told apart by colour-blind readers and in print.
_BLUE, _VERMILION = "#0072B2", "#D55E00"
_INK, _QUIET, _LINE = "#333333", "#666666", "#999999"
# Wider labels above twelve month bars would run into each other.
_MAX_LABEL_ABOVE_BAR = 7

_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "numberFormat": "~f",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _INK,
        "labelFontSize": 12,
        "domainColor": _LINE,
        "ticks": False,
        "labelPadding": 6,
        "title": None,
        "aria": False,
    },
    "legend": {
        "title": None,
        "labelColor": _INK,
        "labelFontSize": 12,
        "orient": "top",
        "symbolType": "square",
        "symbolOpacity": 1,
        "aria": False,
    },
}


def vega_lite(chart: Chart) -> dict[str, Any]:
    """The spec of this chart; what it leaves out is named under the picture."""
    drawn = _upright(chart) if chart.by == "按月" else _lying(chart)
    left_out = note(chart)
    if left_out:
        drawn["title"] = {
            "text": left_out,
            "orient": "bottom",
            "anchor": "start",
            "fontSize": 11,
            "fontWeight": "normal",
            "color": _QUIET,
            "offset": 8,
        }
    said = [words(chart, bar) for bar in chart.bars if bar.value or bar.budget]
    return {
        "$schema": SCHEMA,
        "description": f"{chart.title}：{'，'.join(said)}",
        "config": _CONFIG,
        **drawn,
    }


def _rows(chart: Chart) -> list[dict[str, Any]]:
    """Inline data; a float here is only a length on paper, the text beside it is exact."""
    rows = []
    for bar in chart.bars:
        value, budget = number(bar.value), number(bar.budget)
        # between months there is no room for the words of a 概数
        written = bar.value is not None and (value is not None or chart.by != "按月")
        row: dict[str, Any] = {
            "label": bar.label,
            "value": None if value is None else _length(value),
            "text": text(bar.value) if written else "",
            "shown": text(bar.value),
            "words": words(chart, bar),
        }
        if chart.against:
            row["budget"] = None if budget is None else _length(budget)
            row["text"] += "" if budget is None else f"（预算{text(bar.budget)}）"
        # where the label stands, clear of bar and budget
        row["end"] = _length(max(value or 0, budget or 0))
        rows.append(row)
    return rows


def _length(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _tooltip(chart: Chart) -> list[dict[str, Any]]:
    shown = [("label", chart.header), ("shown", chart.value_header)]
    if chart.against:
        shown.append(("budget", chart.budget_header))
    return [{"field": field, "type": "nominal", "title": name} for field, name in shown]


def _upright(chart: Chart) -> dict[str, Any]:
    """Bars over the months, in calendar order, with room kept for months without data."""
    labels = [bar.label for bar in chart.bars]
    longest = max((len(text(bar.value)) for bar in chart.bars if not is_rough(bar)), default=0)
    labelled = longest <= _MAX_LABEL_ABOVE_BAR
    axis = None if labelled else {"grid": True, "gridColor": "#dddddd", "domain": False}
    x = {
        "field": "label",
        "type": "ordinal",
        "scale": {"domain": labels},
        "axis": {"labelAngle": 0},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": None if labelled else chart.value_header,
        "axis": axis,
    }
    layers = [_bars(chart, {"width": {"band": 0.62}})]
    if labelled:
        layers.append(_labels({"baseline": "bottom", "dy": -3}))
    return {
        "width": 520,
        "height": 200,
        "data": {"values": _rows(chart)},
        "encoding": {"x": x, "y": y},
        "layer": layers,
    }


def _lying(chart: Chart) -> dict[str, Any]:
    """Bars by category, the longest first, so that long Chinese labels stay level."""
    labels = [bar.label for bar in chart.bars]
    y = {
        "field": "label",
        "type": "nominal",
        "scale": {"domain": labels},
        "axis": {"labelLimit": 180, "domain": False},
    }
    x = {"field": "value", "type": "quantitative", "axis": None}
    layers = [
        _bars(chart, {"height": {"band": 0.62}}),
        _labels({"align": "left", "baseline": "middle", "dx": 5}, at="end"),
    ]
    if chart.against:
        layers.append(_budget_ticks(chart))
    return {
        "width": 380,
        "height": {"step": 26},
        "data": {"values": _rows(chart)},
        "encoding": {"y": y, "x": x},
        "layer": layers,
    }


def _bars(chart: Chart, size: dict[str, Any]) -> dict[str, Any]:
    encoding: dict[str, Any] = {
        "tooltip": _tooltip(chart),
        "description": {"field": "words", "type": "nominal"},
    }
    if chart.against:
        encoding["color"] = {
            "datum": chart.measure,
            "scale": {"domain": [chart.measure, "本年预算"], "range": [_BLUE, _VERMILION]},
        }
    mark = {"type": "bar", "color": _BLUE, "ariaRoleDescription": "数据条", **size}
    return {"mark": mark, "encoding": encoding}


def _labels(place: dict[str, Any], at: str | None = None) -> dict[str, Any]:
    mark = {"type": "text", "color": _INK, "fontSize": 11, "aria": False, **place}
    encoding: dict[str, Any] = {"text": {"field": "text", "type": "nominal"}}
    if at:
        encoding["x"] = {"field": at, "type": "quantitative"}
    return {"mark": mark, "encoding": encoding}


def _budget_ticks(chart: Chart) -> dict[str, Any]:
    return {
        "mark": {
            "type": "tick",
            "thickness": 3,
            "color": _VERMILION,
            "orient": "vertical",
            "opacity": 1,
            "aria": False,
        },
        "encoding": {
            "x": {"field": "budget", "type": "quantitative"},
            "color": {"datum": "本年预算"},
            "tooltip": _tooltip(chart),
        },
    }
