"""How soon a page shows its first widget, held against a hello-world notebook on the same server.

Both are served by the same process under the shipped voila settings, kernels warmed up, and are
opened by a browser with an empty cache. Every load waits until the server has nothing to do.
"""

from __future__ import annotations

import atexit
import shutil
import time
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import psutil
from playwright.sync_api import sync_playwright

from tests.bench.harness import Case, Ratio, Reading, Topic
from tests.browser.server import Server, serving
from tools import system
from widgets.places import share

OURS = "first widget of the largest genre's page"
PEER = "first widget of a hello-world notebook"
READY = "that page with its list of steps and no more to draw"
HELLO = "import ipywidgets\nipywidgets.Button(description='hello')"
PLAIN = {"hello": HELLO, "pandas": f"import pandas\n{HELLO}"}
SERVE = "from pathlib import Path; from widgets.server import serve; serve(port={port}, root=%s)"


def topic() -> Topic:
    """Time from asking for a page to what is seen of it."""
    bench = cache(Pages)
    return Topic(
        "Opening a page",
        (
            Case(OURS, lambda: bench().open("large_factory", ".zj")),
            Case(READY, lambda: bench().open("large_factory", ".zj-ready .zj-step[aria-current]")),
            Case(PEER, lambda: bench().open("hello", "button.jupyter-button")),
        ),
        (Ratio(OURS, PEER, "≤ 1.3×"), Ratio(READY, PEER)),
    )


class Pages:
    """A server with our notebooks and plain ones beside them, until the benchmarks end."""

    def __init__(self) -> None:
        stack = ExitStack()
        atexit.register(stack.close)
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="zongjie-")))
        shutil.copytree(share() / "notebooks", folder / "notebooks")
        shutil.copy(share() / "voila.json", folder)
        for name, source in PLAIN.items():
            write_notebook(folder / "notebooks" / f"{name}.ipynb", source)
        self.prepare(folder)
        code = SERVE % f"Path({str(folder)!r})"
        self.server: Server = stack.enter_context(serving(folder / "data", code))

    def prepare(self, folder: Path) -> None:
        """Put what else is wanted beside the notebooks, before the server starts."""

    def open(self, notebook: str, seen: str) -> Reading:
        """Seconds until `seen` is visible on a notebook's page."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=system.find("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            settle(psutil.Process(self.server.process.pid))
            begin = time.perf_counter()
            page.goto(f"{self.server.address}voila/render/{notebook}.ipynb", wait_until="commit")
            page.wait_for_selector(seen)
            seconds = time.perf_counter() - begin
            browser.close()
        return Reading(seconds)


def write_notebook(path: Path, source: str) -> None:
    """A notebook of one cell."""
    v4: Any = nbformat.v4
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "", "language": "python"}
    nbformat.write(notebook, path)


def settle(server: psutil.Process, quiet: float = 2.0) -> None:
    """Wait until the server and its kernels have used next to no time for `quiet` seconds."""
    while True:
        before = _used(server)
        time.sleep(quiet)
        if _used(server) - before < 0.05 * quiet:
            return


def _used(server: psutil.Process) -> float:
    used = 0.0
    for process in (server, *server.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        used += times.user + times.system
    return used
