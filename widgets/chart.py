"""Charts that follow every change of the ledgers, and what else they could show."""

from __future__ import annotations

from typing import Any

from widgets.shown import LEDGER_STEP
from widgets.state import State
from widgets.view import BookView, Detail, Props
from zongjie import charts, schema
from zongjie.charts import Choice
from zongjie.draft import SELF_MADE
from zongjie.errors import FigureError

CHOICES = ("看什么", "怎么分", "比什么")


class ChartView(BookView):
    """One cell's charts, each with its data as a table; an officer may choose others instead."""

    name = "chart"
    topics = frozenset({"ledgers", "profile", "outline"})
    first = True

    def __init__(self, state: State, names: tuple[str, ...], against: str | None) -> None:
        self.given = [charts.reference(name, against) for name in names]
        self.shown = list(self.given)
        super().__init__(state, "charts")

    def draw(self) -> Props:
        places = (place for place in self.state.outline if place.id not in SELF_MADE)
        return {
            "charts": [
                self._one(ref, given) for ref, given in zip(self.shown, self.given, strict=True)
            ],
            "sections": [{"id": place.id, "title": place.title} for place in places],
        }

    def on_choose(self, detail: Detail) -> None:
        """Show another chart in the place of one; where there is none it says why."""
        self.shown[int(detail["index"])] = str(detail["ref"])
        self.refresh()

    def on_rows(self, detail: Detail) -> Props:
        """The ledger rows behind one bar, the step of the page they are on, and what they are.

        Last year's ledger is on no step.
        """
        name, against = charts.split(self.shown[int(detail["index"])])
        label, before = str(detail["label"]), bool(detail["before"])
        figure = charts.figure(self.state.figures, name, label, against=against, before=before)
        ledger, count = schema.ledger(figure.ledger), len(figure.rows)
        if before:
            return {"step": "", "rows": [], "say": f"这是上年{ledger.title}里的 {count} 行"}
        return {
            "step": LEDGER_STEP + figure.ledger,
            "rows": figure.rows,
            "say": f"{ledger.title}的这 {count} 行合成了图上的“{label}”",
        }

    def on_place(self, detail: Detail) -> Props:
        """Put a chart, or its table, at the end of a section's text."""
        ref, kind, section = (
            self.shown[int(detail["index"])],
            str(detail["kind"]),
            str(detail["section"]),
        )
        name, against = charts.split(ref)
        title = charts.title(self.state.figures, name, against=against)
        line = f"![{title}]({'table' if kind == 'table' else 'chart'}:{ref})"
        text = self.state.text(section).rstrip()
        self.state.write(section, f"{text}\n\n{line}\n" if text else f"{line}\n")
        place = next(place.title for place in self.state.outline if place.id == section)
        return {"said": f"{'表' if kind == 'table' else '图'}已放在“{place}”的末尾"}

    def _one(self, ref: str, given: str) -> dict[str, Any]:
        figures = self.state.figures
        name, against = charts.split(ref)
        groups = charts.choices(figures, name, against)
        shown: dict[str, Any] = {
            "ref": ref,
            "given": given,
            "choices": [
                {"label": label, "options": [_option(choice) for choice in group]}
                for label, group in zip(CHOICES, groups, strict=True)
            ],
        }
        try:
            header, rows = charts.table(figures, name, against=against)
            title = charts.title(figures, name, against=against)
            spec = charts.spec(figures, name, against=against)
        except FigureError as error:
            return {**shown, "title": name, "spec": None, "why": str(error), "table": [[]]}
        return {
            **shown,
            "title": title,
            "spec": spec,
            "why": "",
            "table": [list(header), *map(list, rows)],
        }


def _option(choice: Choice) -> dict[str, Any]:
    return {
        "label": choice.label,
        "ref": charts.reference(choice.name, choice.against),
        "chosen": choice.chosen,
        "why": choice.why,
    }
