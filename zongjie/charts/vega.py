"""A chart as a Vega-Lite spec: a plain dict with its data inside, for the page and for paper."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from zongjie.charts.model import (
    BUDGET,
    LAST_YEAR,
    Bar,
    Chart,
    axis_scale,
    is_rough,
    label,
    note,
    number,
    text,
    words,
)
from zongjie.figures import Figure

FONT = "Noto Sans SC, Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

# Blue and vermilion of Okabe and Ito's palette: told apart by colour-blind readers and in print.
# Last year is paler than anything of this year, and outlined.
_BLUE, _VERMILION = "#0072B2", "#D55E00"
_PALE, _OUTLINE = "#D3DCE4", "#5F6F7E"
_INK, _QUIET, _LINE = "#333333", "#595959", "#999999"
# Wider labels above twelve month bars would run into each other; those of six digits are smaller.
_MAX_LABEL_ABOVE_BAR = 6
# The budget is a stroke, in the legend as across its bar: in grey its colour says nothing.
_OF_YEAR = "本年预算"
_STROKE = "M-.3,-1.4H.3V1.4H-.3Z"
_KEY_SHAPE = f"datum.value === '{_OF_YEAR}' ? '{_STROKE}' : 'square'"
# Full-width characters of a note that fit under a chart on a phone.
_NOTE_LINE = 26
_UNBROKEN = re.compile(r"(?:[0-9][0-9.,]*[万亿]?余?(?:人次|[元人次个件])?|.)[，。；、）]*")
# A chart this narrow (a phone) has no room for 月 beside each number nor for level labels on bars.
_NARROW = "width < 440"

_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "numberFormat": "~f",
    "view": {"stroke": None},
    "axis": {
        "labelColor": _INK,
        "labelFontSize": 14,
        "domainColor": _LINE,
        "ticks": False,
        "labelPadding": 6,
        "title": None,
        "aria": False,
    },
    "legend": {
        "title": None,
        "labelColor": _INK,
        "labelFontSize": 14,
        "orient": "top",
        "symbolType": "square",
        "symbolOpacity": 1,
        "aria": False,
    },
}


def vega_lite(chart: Chart) -> dict[str, Any]:
    """The spec of this chart; its unit and what it leaves out are named under the picture."""
    drawn = _upright(chart) if chart.by == "按月" else _lying(chart)
    left_out = note(chart)
    unit = [] if chart.unit in chart.measure else [f"单位：{chart.unit}"]  # 次 is said by 次数
    if said_below := [*unit, *left_out]:
        drawn["title"] = {
            "text": [line for words_ in said_below for line in _lines(words_)],
            "orient": "bottom",
            "anchor": "start",
            "fontSize": 13,
            "fontWeight": "normal",
            "color": _QUIET,
            "offset": 8,
        }
    said = [words(chart, bar) for bar in chart.drawn if bar.value or bar.beside]
    return {
        "$schema": SCHEMA,
        "description": f"{chart.title}：{'，'.join([*said, *left_out])}",
        "config": _CONFIG,
        **drawn,
    }


def _lines(words_: str) -> list[str]:
    """A note in lines; none ends inside a number, or before what closes a clause."""
    lines = [""]
    for piece in _UNBROKEN.findall(words_):
        if len(lines[-1]) + len(piece) > _NOTE_LINE:
            lines.append("")
        lines[-1] += piece
    return lines


# ---------------------------------------------------------------------- data


def _rows(chart: Chart) -> list[dict[str, Any]]:
    """Inline data, a row for each bar; `end` is where its label stands, clear of bar and budget.

    A float here is only a length on paper, the text beside it is exact.
    """
    if chart.against == LAST_YEAR:
        return [row for bar in chart.drawn for row in _pair(chart, bar)]
    rows = []
    for bar in chart.drawn:
        row = _row(chart, bar, bar.value)
        if chart.against == BUDGET:
            budget = None if is_rough(bar.beside) else number(bar.beside)
            row["beside"] = text(bar.beside)
            row["budget"] = None if budget is None else _length(budget)
            row["text"] += "" if budget is None else f"（预算{text(bar.beside)}）"
            row["end"] = max(row["end"], row["budget"] or 0)
        rows.append(row)
    return rows


def _pair(chart: Chart, bar: Bar) -> list[dict[str, Any]]:
    """One label's bars: this year, then last year."""
    both = ((chart.period, bar.value), (chart.before, bar.beside))
    return [{**_row(chart, bar, figure), "year": year} for year, figure in both]


def _row(chart: Chart, bar: Bar, figure: Figure | None) -> dict[str, Any]:
    value = number(figure)
    return {
        "label": bar.label,
        "value": None if value is None else _length(value),
        "text": label(chart, figure),
        "shown": text(figure),
        "words": words(chart, bar),
        "end": _length(value or 0),
    }


def _length(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _tooltip(chart: Chart) -> list[dict[str, Any]]:
    shown = [("label", chart.header), ("shown", chart.value_header)]
    if chart.against == BUDGET:
        shown.append(("beside", chart.beside_header))
    if chart.against == LAST_YEAR:
        shown.insert(0, ("year", "年度"))
    return [{"field": field, "type": "nominal", "title": name} for field, name in shown]


# ---------------------------------------------------------------------- form


def _upright(chart: Chart) -> dict[str, Any]:
    """Bars over the months, in calendar order, with room kept for months without data."""
    longest = max((len(row["text"]) for row in _rows(chart)), default=0)
    labelled = chart.against is None and longest <= _MAX_LABEL_ABOVE_BAR
    axis = {
        "grid": True,
        "gridColor": "#dddddd",
        "domain": False,
        "labelExpr": _axis_number(chart),
    }
    x = {
        "field": "label",
        "type": "ordinal",
        "scale": {"domain": [bar.label for bar in chart.drawn]},
        "axis": {
            "labelAngle": 0,
            "labelExpr": f"{_NARROW} ? replace(datum.label, '月', '') : datum.label",
        },
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "axis": None if labelled else axis,
    }
    encoding: dict[str, Any] = {"x": x, "y": y}
    if chart.against == LAST_YEAR:
        encoding["xOffset"] = _offset(chart.before, chart.period)
    layers = [_bars(chart, {"width": {"band": 0.62 if chart.against is None else 0.8}})]
    if labelled:
        layers.append(_labels(_above_bar(longest)))
    return {
        "width": 520,
        "height": 220,
        "data": {"values": _rows(chart)},
        "encoding": encoding,
        "layer": layers,
    }


def _axis_number(chart: Chart) -> str:
    """How the numbers of an axis are written: all in the size that the longest bar reaches."""
    size, unit = axis_scale(chart)
    return f"datum.value ? format(datum.value / {size}, '~f') + '{unit}' : '0'"


def _above_bar(longest: int) -> dict[str, Any]:
    """Labels over the bars; on a phone those that are too wide stand on end."""
    if longest <= len("123"):
        return {"baseline": "bottom", "dy": -3}
    return {
        "fontSize": 13 if longest < _MAX_LABEL_ABOVE_BAR else 11,
        "angle": {"expr": f"{_NARROW} ? -90 : 0"},
        "align": {"expr": f"{_NARROW} ? 'left' : 'center'"},
        "baseline": {"expr": f"{_NARROW} ? 'middle' : 'bottom'"},
        "dx": {"expr": f"{_NARROW} ? 4 : 0"},
        "dy": {"expr": f"{_NARROW} ? 0 : -3"},
    }


def _lying(chart: Chart) -> dict[str, Any]:
    """Bars by category, the longest first, so that long Chinese labels stay level."""
    labels = [bar.label for bar in chart.drawn]
    y = {
        "field": "label",
        "type": "nominal",
        "scale": {"domain": labels},
        "axis": {"labelLimit": 180, "domain": False},
    }
    x = {"field": "value", "type": "quantitative", "axis": None}
    encoding: dict[str, Any] = {"y": y, "x": x}
    if chart.against == LAST_YEAR:
        encoding["yOffset"] = _offset(chart.period, chart.before)
    layers = [
        _bars(chart, {"height": {"band": 0.62 if chart.against != LAST_YEAR else 0.86}}),
        _labels({"align": "left", "baseline": "middle", "dx": 5}, at="end"),
    ]
    if chart.against == BUDGET:
        layers.append(_budget_ticks(chart))
    return {
        "width": 380,
        "height": {"step": 44, "for": "position"} if chart.against == LAST_YEAR else {"step": 28},
        "data": {"values": _rows(chart)},
        "encoding": encoding,
        "layer": layers,
    }


def _offset(*years: str) -> dict[str, Any]:
    return {"field": "year", "type": "nominal", "scale": {"domain": list(years)}}


def _bars(chart: Chart, size: dict[str, Any]) -> dict[str, Any]:
    encoding: dict[str, Any] = {
        "tooltip": _tooltip(chart),
        "description": {"field": "words", "type": "nominal"},
    }
    if chart.against == BUDGET:
        encoding["color"] = {
            "datum": chart.measure,
            "scale": {"domain": [chart.measure, _OF_YEAR], "range": [_BLUE, _VERMILION]},
            "legend": {"encoding": {"symbols": {"shape": {"value": {"expr": _KEY_SHAPE}}}}},
        }
    elif chart.against == LAST_YEAR:
        looks = [(chart.period, _BLUE, _BLUE), (chart.before, _PALE, _OUTLINE)]
        if chart.by == "按月":
            looks.reverse()  # the legend in the order of the bars
        years, fills, lines = map(list, zip(*looks, strict=True))
        encoding["color"] = {
            "field": "year",
            "type": "nominal",
            "scale": {"domain": years, "range": fills},
        }
        encoding["stroke"] = {
            "field": "year",
            "type": "nominal",
            "scale": {"domain": years, "range": lines},
        }
    mark = {"type": "bar", "color": _BLUE, "ariaRoleDescription": "数据条", **size}
    return {"mark": mark, "encoding": encoding}


def _labels(place: dict[str, Any], at: str | None = None) -> dict[str, Any]:
    mark = {"type": "text", "color": _INK, "fontSize": 13, "aria": False, **place}
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
            "stroke": "white",
            "strokeWidth": 1,
            "orient": "vertical",
            "opacity": 1,
            "aria": False,
        },
        "encoding": {
            "x": {"field": "budget", "type": "quantitative"},
            "color": {"datum": _OF_YEAR},
            "tooltip": _tooltip(chart),
        },
    }
