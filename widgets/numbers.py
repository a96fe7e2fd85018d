"""The figures of the moment, sent once for all section editors of a page."""

from __future__ import annotations

from typing import Any

import traitlets
from ipywidgets import Widget

from widgets.state import State
from widgets.view import RESEND
from zongjie import prose, schema
from zongjie.figures import Figure, Figures
from zongjie.typed import aliases

COLUMNS = {
    "activity": {"人数": "参加人数", "人次": "参加人次", "支出": "支出金额"},
    "proposal": {"征集": "征集件数", "立案": "立案件数", "采纳": "采纳件数", "优秀": "优秀件数"},
    "fund": {"收入": "金额", "支出": "金额", "上年结余": "金额", "预算": "本年预算"},
}
"""Which column a measure is summed from, where the two differ in name."""

OTHERWISE = {("activity", "人次"): "参加人数"}
"""The column that speaks for a row whose own is empty."""

WAYS = {
    "人均": "“金额”除以“人数”",
    "执行率": "支出除以本年预算",
    "结余": "上年结余加收入减支出",
}
"""Measures that are computed otherwise than by adding up a column."""


class Numbers(Widget):  # type: ignore[misc]  # ipywidgets has no types
    """What every editor of the page shares; it has no view of its own."""

    figures = traitlets.Dict().tag(sync=True)

    def __init__(self, state: State) -> None:
        self.state = state
        super().__init__(figures=described(state.figures))
        self.on_msg(self._asked)
        state.watch(self._changed)

    def close(self) -> None:
        """Leave the page, and the state alone."""
        self.state.unwatch(self._changed)
        super().close()

    def _asked(self, _: object, message: Any, __: object) -> None:
        """Send them once more to a page that may have missed some."""
        if message == RESEND:
            self.send_state()

    def _changed(self, topics: frozenset[str]) -> None:
        if "ledgers" in topics:
            self.figures = described(self.state.figures)


def described(figures: Figures) -> dict[str, dict[str, Any]]:
    """Every figure by key: how it reads, bare and in each format, and where it comes from."""
    return {
        key: {
            "shown": prose.show(figure),
            "unit": figure.unit,
            "exact": figure.exact,
            "period": figure.period.label,
            "how": how(figure),
            "formats": _formats(figure),
            "words": aliases(figure),
        }
        for key, figure in figures.items()
    }


def how(figure: Figure) -> str:
    """How a figure is computed, to be checked by an officer: 慰问台账 3 行“人次”相加."""
    title = schema.ledger(figure.ledger).title
    count = len(figure.rows)
    rows = f"{title}第 {figure.rows[0]} 行" if count == 1 else f"{title} {count} 行"
    if figure.how:
        return f"{rows}，{figure.how}"
    _, *middle, measure = figure.key.split(".")
    if figure.ledger == "indicator":
        return f"{rows}“{'上年同期' if middle and measure == '上年' else '本期'}”"
    if measure in WAYS:
        return f"{rows}，{WAYS[measure]}"
    if measure == "次数":
        return rows if count == 1 else f"{rows}，一行算一次"
    column = COLUMNS.get(figure.ledger, {}).get(measure, measure)
    said = f"{rows}“{column}”" + ("" if count == 1 else "相加")
    if (other := OTHERWISE.get((figure.ledger, measure))) is not None:
        said += f"，没有填的按“{other}”"
    return said + (f"；另有 {figure.blank} 行没有填" if figure.blank else "")


def _formats(figure: Figure) -> dict[str, str]:
    if not figure.exact:
        return {}
    written = ((name, prose.show(figure, name)) for name in prose.FORMATS)
    return {name: words for name, words in written if words is not None}
