"""How soon each button of the page answers: from its click to the first thing seen to change.

The floor is a plain ipywidgets button whose kernel writes a number into a label.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.bench.bench_page import DRAWN, Pages, write_notebook
from tests.bench.harness import Case, Ratio, Reading, Topic
from tests.browser import buttons
from tests.browser.test_access import STEPS, turn
from zongjie.store import Store

SLOWEST = "the slowest of all buttons of the largest genre's page"
PEER = "a plain button until its label says so"
PATIENCE = 5000
NOTEBOOK = """\
import ipywidgets
button, label = ipywidgets.Button(description="count"), ipywidgets.Label("0")
button.on_click(lambda _: setattr(label, "value", str(int(label.value) + 1)))
ipywidgets.VBox([button, label])
"""


def topic() -> Topic:
    """Click to first change, as the browser's own clock has it."""
    bench = cache(_Buttons)
    return Topic(
        "Every button answers",
        (
            Case(SLOWEST, lambda: bench().slowest(), target="≤ 100 ms"),
            Case(PEER, lambda: bench().plain()),
        ),
        (Ratio(SLOWEST, PEER),),
    )


class _Buttons(Pages):
    """The pages, and one with a plain button."""

    def prepare(self, folder: Path, store: Store) -> None:  # noqa: ARG002 - no draft is needed
        """Write the notebook with the plain button."""
        write_notebook(folder / "notebooks" / "plain.ipynb", NOTEBOOK, kernel="stock")

    def slowest(self) -> Reading:
        """Seconds that the slowest button takes, over every step."""
        took = [0.0]
        with self._page() as page:
            self._go(page, self.draft, DRAWN)
            for step in STEPS:
                turn(page, step)
                for _, after in buttons.clicked(page, patience=PATIENCE):
                    took.append(PATIENCE if after is None else after)
                    if f"#{step}" not in page.url:
                        turn(page, step)
        return Reading(max(took) / 1000)

    def plain(self) -> Reading:
        """Seconds until the label has changed."""
        with self._page() as page:
            self._go(page, "plain.ipynb", ".widget-label")
            page.wait_for_timeout(1000)
            begin = """() => new Promise(resolve => {
                const at = performance.now();
                new MutationObserver(() => resolve(performance.now() - at)).observe(
                    document.querySelector(".widget-label"),
                    {subtree: true, childList: true, characterData: true});
                document.querySelector("button.jupyter-button").click();
            })"""
            after: float = page.evaluate(begin)
        return Reading(after / 1000)
