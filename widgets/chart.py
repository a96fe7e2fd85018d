"""Charts that follow every change of the ledgers, and what else they could show."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import zip_longest
from typing import Any

from widgets.detail import Detail, outdated
from widgets.shown import LEDGER_STEP
from widgets.spans import in_browser
from widgets.state import State
from widgets.view import BookView, Props
from zongjie import charts, schema
from zongjie.charts import Choice
from zongjie.draft import SELF_MADE
from zongjie.errors import FigureError
from zongjie.figures import SHORT, Figures, spoken

CHOICES = ("看什么", "怎么分", "比什么")


class ChartView(BookView):
    """One cell's charts, each with its data as a table.

    An officer may choose others instead, and add some below the last of the page's charts.
    """

    name = "chart"
    topics = frozenset({"ledgers", "profile", "outline"})
    first = True

    def __init__(self, state: State, names: tuple[str, ...], against: str | None) -> None:
        self.given = [charts.reference(name, against) for name in names]
        self.shown = list(self.given)
        self.beside = [self]
        super().__init__(state, "charts")

    def draw(self) -> Props:
        places = (place for place in self.state.outline if place.id not in SELF_MADE)
        return {
            "charts": [
                self._one(ref, given)
                for ref, given in zip_longest(self.shown, self.given, fillvalue="")
            ],
            "extends": self.beside[-1] is self,
            "sections": [{"id": place.id, "title": place.title} for place in places],
        }

    def on_choose(self, detail: Detail) -> None:
        """Show another chart in the place of one; where there is none it says why."""
        self.shown[self._place(detail)] = detail.text("ref")
        self.refresh()

    def _place(self, detail: Detail) -> int:
        index = detail.number("index")
        if not 0 <= index < len(self.shown):
            raise outdated()
        return index

    def stand_beside(self, views: list[ChartView]) -> None:
        """Know all the views of the page's charts, in order."""
        self.beside = views
        self.refresh()

    def on_charts(self, _: Detail) -> Props:
        """Every chart that is not shown yet, those of what nothing is shown of first."""
        shown = {ref for view in self.beside for ref in view.shown}
        subjects = {subject(ref) for ref in shown}
        found = [one for one in offered(self.state.figures) if one["ref"] not in shown]
        return {"charts": sorted(found, key=lambda chart: subject(chart["ref"]) in subjects)}

    def on_add(self, detail: Detail) -> None:
        """Show one more chart, after the others."""
        self.shown.append(detail.text("ref"))
        self.refresh()

    def on_drop(self, detail: Detail) -> None:
        """Show a chart no more that was added."""
        index = self._place(detail)
        if index >= len(self.given):
            del self.shown[index]
        self.refresh()

    def on_rows(self, detail: Detail) -> Props:
        """The ledger rows behind one bar, the step of the page they are on, and what they are.

        Last year's ledger is on no step.
        """
        name, against = charts.split(self.shown[self._place(detail)])
        label, before = detail.text("label"), detail.yes("before")
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
        """Put a chart, or its table, at the end of a section's text, and say where it stands.

        One that is there already is told of instead, unless it is wanted `again`.
        """
        ref, kind, section = (
            self.shown[self._place(detail)],
            detail.text("kind"),
            detail.text("section"),
        )
        name, against = charts.split(ref)
        title = charts.title(self.state.figures, name, against=against)
        target = f"]({'table' if kind == 'table' else 'chart'}:{ref})"
        titles = {place.id: place.title for place in self.state.outline}
        if section not in titles:
            raise outdated()
        place = titles[section]
        word = "表" if kind == "table" else "图"
        text = self.state.text(section).rstrip()
        there = re.search(rf"!\[[^\]\n]*{re.escape(target)}", text)
        if there and not detail.yes("again", default=False):
            said, span = f"“{place}”里已经有这张{word}", there.span()
        else:
            start = len(text) + 2 if text else 0
            line = f"![{title}{target}"
            text = f"{text}\n\n{line}\n" if text else f"{line}\n"
            self.state.write(section, text)
            there = None
            said, span = f"{word}已放在“{place}”的末尾", (start, start + len(line))
        return {"said": said, "span": in_browser(text, span), "there": there is not None}

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
            return {**shown, "title": spoken(name), "spec": None, "why": str(error), "table": [[]]}
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


def subject(key: str) -> str:
    """What a figure or chart is of: the first part of its name."""
    return key.partition(".")[0]


def distance(ref: str, told: Collection[str]) -> int:
    """How far a chart is from the figures a section tells: of those it is 0, of their ledger 1.

    A chart of another number of the same category (活动.文体活动) is no further away.
    """
    whole = charts.measured(ref)
    category = whole.rpartition(".")[0]
    categories = {key.rpartition(".")[0] for key in told if key.count(".") > 1}
    if whole in told or category in categories:
        return 0
    return 1 if subject(ref) in map(subject, told) else 2


def offered(figures: Figures) -> list[dict[str, str]]:
    """Charts by their reference: the short names first, then every other series."""
    refs = [name for name, key in SHORT.items() if key in figures.series]
    refs += [key for key in figures.series if key not in SHORT.values()]
    found: dict[str, dict[str, str]] = {}  # by title: a second reference to the same is no choice
    for ref in refs:
        for against in (None, *charts.AGAINST):
            try:
                title = charts.title(figures, ref, against=against)
            except FigureError:
                continue
            found.setdefault(title, {"ref": charts.reference(ref, against), "title": title})
    return list(found.values())
