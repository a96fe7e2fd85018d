"""From a changed cell of a 10,000-row ledger to the repainted chart, in a real browser.

The floor is a bare slider that writes its value into a label, in the same page.
"""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench.bench_page import Pages, write_notebook
from tests.bench.harness import Case, Ratio, Reading, Topic
from tests.ledgers import large
from tools.chromium import launch
from zongjie import ledger
from zongjie.draft import Draft
from zongjie.store import Store

ROWS = 10_000
NUMBERS = itertools.count(10_000_000, 10_000_000)
"""Never the same twice: a draft keeps what an earlier round has typed."""
EDITS = 5
OURS = f"a cell changes until its chart is repainted, {ROWS:,} rows"
PEER = "a slider moves until its label says so"
NOTEBOOK = """\
import ipywidgets
from widgets import Workbook
book = Workbook("large_factory", draft="{draft}")
view = book.ledger("activity")
chart = book.chart("活动.人次.按类别")
slider, label = ipywidgets.IntSlider(max=1000), ipywidgets.Label("0")
label.add_class("echo")
slider.observe(lambda change: setattr(label, "value", str(change["new"])), "value")
ipywidgets.VBox([slider, label, view, chart])
"""
TIMER = """([key, seen]) => {
  window.took = null;
  let begun = null;
  const pressed = (event) => { if (event.key === key) begun ??= performance.now(); };
  const changed = new MutationObserver(() => {
    if (begun === null) return;
    window.took = performance.now() - begun;
    removeEventListener("keydown", pressed, { capture: true });
    changed.disconnect();
  });
  addEventListener("keydown", pressed, { capture: true });
  changed.observe(document.querySelector(seen),
    { subtree: true, childList: true, attributes: true, characterData: true });
}"""


def topic() -> Topic:
    """Key to paint, as the browser's own clock has it."""
    bench = cache(_Desk)
    return Topic(
        "A chart follows its ledger",
        (
            Case(OURS, lambda: bench().chart(), target="≤ 100 ms"),
            Case(PEER, lambda: bench().slider()),
        ),
        (Ratio(OURS, PEER),),
    )


class _Desk(Pages):
    """A page with a slider, a large ledger and its chart, one below the other."""

    def prepare(self, folder: Path, store: Store) -> None:
        """Keep the large ledger as a draft, and write the notebook that opens it."""
        rows = {"activity": large(2 * ROWS)["activity"]}
        draft = Draft("large_factory", "某某工会", 2026)
        id_ = store.create(draft, ledger.empty_all() | rows)
        write_notebook(folder / "notebooks" / "repaint.ipynb", NOTEBOOK.replace("{draft}", id_))

    def chart(self) -> Reading:
        """Seconds from Enter in a cell to the moved bars; the median of a few."""
        return self._measured("Enter", ".zj-plot", _type_number)

    def slider(self) -> Reading:
        """Seconds from an arrow key on the slider to its label."""
        return self._measured("ArrowRight", ".echo", _move_slider)

    def _measured(self, key: str, seen: str, act: Any) -> Reading:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page(viewport={"width": 1366, "height": 2400})
            page.goto(f"{self.server.address}voila/render/repaint.ipynb")
            page.wait_for_selector(".zj-plot svg")
            page.wait_for_selector(".tabulator-row")
            took = []
            for at in range(EDITS):
                page.wait_for_timeout(4000)  # until the last change is on disk
                page.evaluate(TIMER, [key, seen])
                act(page, at)
                page.wait_for_function("() => window.took !== null")
                took.append(page.evaluate("window.took") / 1000)
            browser.close()
        return Reading(median(took))


def _type_number(page: Page, at: int) -> None:
    head = page.locator(".tabulator-col", has=page.get_by_text("参加人次", exact=True))
    column = head.first.get_attribute("aria-colindex")
    row = f'.tabulator-row[aria-rowindex="{at + 2}"]'
    page.locator(f'{row} .tabulator-cell[aria-colindex="{column}"]').click()
    page.keyboard.type(str(next(NUMBERS)))
    page.keyboard.press("Enter")


def _move_slider(page: Page, _: int) -> None:
    page.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
