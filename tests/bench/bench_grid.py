"""From a key to what it paints, in the ledger grid with 5,000 rows and with a hundred."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.harness import Case, Ratio, Reading, Topic
from tests.browser.grid import serving_grid
from tools.chromium import launch

KEYS = 60
LARGE, SMALL = 5000, 100

# Two letters, then Enter, again and again; the frame is painted when a message sent from its
# animation callback arrives. Gives the time below which 95 of 100 keys stay, in seconds.
TYPE = """async (keys) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
    }));
    const times = [];
    for (let key = 0; key < keys; key += 1) {
        const begin = performance.now();
        if (key % 3 < 2) document.execCommand("insertText", false, "字");
        else document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        await painted();
        times.push(performance.now() - begin);
    }
    return times.sort((one, other) => one - other)[Math.floor(keys * 0.95)] / 1000;
}"""


def topic() -> Topic:
    """Typing down a column, the answers of a stand-in for Python included."""
    names = {rows: f"key to paint, p95 of {KEYS} keys, {rows:,} rows" for rows in (LARGE, SMALL)}
    return Topic(
        "Ledger grid",
        (
            Case(names[LARGE], lambda: _type_down(LARGE), target="≤ 50 ms"),
            Case(names[SMALL], lambda: _type_down(SMALL)),
        ),
        (Ratio(names[LARGE], names[SMALL]),),
    )


def _type_down(rows: int) -> Reading:
    with (
        tempfile.TemporaryDirectory() as folder,
        serving_grid(Path(folder)) as address,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{address}?rows={rows}")
        page.locator(".tabulator-row").first.locator(".tabulator-cell").nth(3).click()
        page.evaluate(TYPE, KEYS)  # warm
        return Reading(float(page.evaluate(TYPE, KEYS)))
