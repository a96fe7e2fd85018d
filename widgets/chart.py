"""Charts that follow every change of the ledgers."""

from __future__ import annotations

from typing import Any

from widgets.state import State
from widgets.view import BookView, Props
from zongjie import charts
from zongjie.errors import FigureError


class ChartView(BookView):
    """One cell's charts, each with its data as a table."""

    name = "chart"
    topics = frozenset({"ledgers", "profile"})
    first = True

    def __init__(self, state: State, names: tuple[str, ...], against: str | None) -> None:
        self.names = names
        self.against = against
        super().__init__(state, "charts")

    def draw(self) -> Props:
        return {"charts": [self._one(name) for name in self.names]}

    def _one(self, name: str) -> dict[str, Any]:
        ref = f"{name}?against={self.against}" if self.against else name
        figures, against = self.state.figures, self.against
        try:
            header, rows = charts.table(figures, name, against=against)
            title = charts.title(figures, name, against=against)
            spec = charts.spec(figures, name, against=against)
        except FigureError as error:
            return {"ref": ref, "title": ref, "spec": None, "why": str(error), "table": [[]]}
        return {
            "ref": ref,
            "title": title,
            "spec": spec,
            "why": "",
            "table": [list(header), *map(list, rows)],
        }
