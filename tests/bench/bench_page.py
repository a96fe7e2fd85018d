"""How soon an officer's page is there and what it loads, beside a hello-world notebook.

Both are served by the same process under the shipped voila settings, drawn ahead as they are for
somebody who comes from the first page, and are opened by a browser with an empty cache. Every load
waits until the server has nothing to do. Opened by its address, a page may not have been drawn
ahead: that is measured too.
"""

from __future__ import annotations

import atexit
import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

import nbformat
import psutil
from playwright.sync_api import Page, sync_playwright

from tests.bench.harness import Case, Ratio, Reading, Topic
from tests.browser.server import Server, serving
from tests.stores import opened
from tools.chromium import launch
from widgets.places import share
from zongjie import portable
from zongjie.store import Store

OURS = "first widget of a draft of the largest genre"
PEER = "first widget of a hello-world notebook"
READY = "that draft with its list of steps and no more to draw"
SAMPLE = "the sample of that genre, likewise"
COLD = "that draft when it was not drawn ahead"
COLD_PEER = "a hello-world notebook that was not drawn ahead"
SOCKET = "over the websocket until then"
LOADED = "over HTTP with every step visited, beyond the hello-world page, nothing cached"
HELLO = "import ipywidgets\nipywidgets.Button(description='hello')"
PLAIN = {"hello": HELLO, "pandas": f"import pandas\n{HELLO}"}
OTHERS = ("company", "school", "hospital")
"""As many as are drawn ahead at once."""
DRAWN = ".zj-ready .zj-step[aria-current]"
TOKEN = "0" * 32
OURSELVES = {"Cookie": f"_xsrf={TOKEN}", "X-XSRFToken": TOKEN}
"""What a script of the page shows."""
BUTTON = "button.jupyter-button"
QUIET = 1000
"""Milliseconds a step has to ask for what it needs."""
SERVE = """
import os
from pathlib import Path
from widgets.server import serve
root = Path(%r)
os.environ["JUPYTER_PATH"] = str(root / "jupyter")
serve(port={port}, root=root)
"""
STOCK = "import runpy; runpy.run_module('ipykernel_launcher', run_name='__main__')"
"""How the plain notebooks' kernel starts: as ever, whatever our pages leave out of theirs."""


def topic() -> Topic:
    """Time from asking for a page to what is seen of it."""
    bench = cache(Pages)
    return Topic(
        "Opening a page",
        (
            Case(OURS, lambda: bench().open(bench().draft, ".zj-bar")),
            Case(READY, lambda: bench().open(bench().draft, DRAWN)),
            Case(SAMPLE, lambda: bench().open("large_factory.ipynb", DRAWN)),
            Case(PEER, lambda: bench().open("hello.ipynb", BUTTON)),
            Case(COLD, lambda: bench().open(bench().draft, DRAWN, ahead=OTHERS)),
            Case(COLD_PEER, lambda: bench().open("hello.ipynb", BUTTON, ahead=OTHERS)),
            Case(SOCKET, lambda: bench().loads(bench().draft, DRAWN)[0], target="≤ 300 kB"),
            Case(LOADED, lambda: bench().beyond(), target="≤ 1500 kB"),
        ),
        (
            Ratio(OURS, PEER, "≤ 1.25×"),
            Ratio(READY, PEER, "≤ 1.25×"),
            Ratio(SAMPLE, PEER),
            Ratio(COLD, COLD_PEER),
        ),
    )


class Pages:
    """A server with our notebooks and plain ones beside them, until the benchmarks end."""

    def __init__(self) -> None:
        stack = ExitStack()
        atexit.register(stack.close)
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="zongjie-")))
        shutil.copytree(share() / "notebooks", folder / "notebooks")
        shutil.copy(share() / "voila.json", folder)
        write_kernel(folder / "jupyter" / "kernels" / "stock")
        for name, source in PLAIN.items():
            write_notebook(folder / "notebooks" / f"{name}.ipynb", source, kernel="stock")
        (folder / "data").mkdir()
        with opened(folder / "data") as store:
            self.drafts = [keep_sample(store) for _ in range(self.wanted)]
            self.prepare(folder, store)
        code = SERVE % str(folder)
        self.server: Server = stack.enter_context(serving(folder / "data", code))

    wanted = 1
    """How many drafts there are to open."""

    def prepare(self, folder: Path, store: Store) -> None:
        """Put what else is wanted beside the notebooks, before the server starts."""

    @property
    def draft(self) -> str:
        """What to open to go on with a draft of the largest genre."""
        return self.drafts[0]

    def ahead(self, *notebooks: str) -> None:
        """Tell the server that these are about to be opened, as the first page does."""
        for name in notebooks:
            address = f"{self.server.address}voila/ahead/{name.partition('?')[0]}"
            urlopen(Request(address, method="POST", headers=OURSELVES)).close()  # noqa: S310

    def open(self, notebook: str, seen: str, ahead: tuple[str, ...] = ()) -> Reading:
        """Seconds until `seen` is visible on a notebook's page; `ahead`: others were drawn."""
        self.ahead(*(f"{name}.ipynb" for name in ahead) if ahead else (notebook,))
        with self._page() as page:
            begin = time.perf_counter()
            self._go(page, notebook, seen)
            return Reading(time.perf_counter() - begin)

    def loads(self, notebook: str, seen: str, *, steps: bool = False) -> tuple[Reading, Reading]:
        """What arrives over the websocket until `seen` is visible, and what over HTTP.

        With `steps` every step is turned to, one after the other, for parts that load on use.
        """
        told, loaded = [0], [0]
        self.ahead(notebook)
        with self._page() as page:
            devtools = page.context.new_cdp_session(page)
            devtools.send("Network.enable")

            def finished(event: dict[str, Any]) -> None:
                loaded[0] += int(event["encodedDataLength"])

            def heard(payload: str | bytes) -> None:
                told[0] += len(payload if isinstance(payload, bytes) else payload.encode())

            devtools.on("Network.loadingFinished", finished)
            page.on("websocket", lambda socket: socket.on("framereceived", heard))
            self._go(page, notebook, seen)
            ready = told[0]
            hashes = "all => all.map(a => a.hash)"
            for step in page.locator(".zj-step").evaluate_all(hashes) if steps else ():
                page.evaluate("step => { location.hash = step }", step)
                page.wait_for_timeout(QUIET)
                page.wait_for_load_state("networkidle")
        return Reading(ready / 1e3, "kB"), Reading(loaded[0] / 1e3, "kB")

    def beyond(self) -> Reading:
        """What a draft's page loads over HTTP that a hello-world page does not."""
        ours = self.loads(self.draft, DRAWN, steps=True)[1]
        theirs = self.loads("hello.ipynb", BUTTON)[1]
        return Reading(ours.value - theirs.value, "kB")

    def _go(self, page: Page, notebook: str, seen: str) -> None:
        page.goto(f"{self.server.address}voila/render/{notebook}", wait_until="commit")
        page.wait_for_selector(seen)

    @contextmanager
    def _page(self) -> Iterator[Page]:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page()
            settle(psutil.Process(self.server.process.pid))
            yield page
            browser.close()


def keep_sample(store: Store) -> str:
    """Keep the largest genre's sample as a draft; returns what opens it."""
    sample = portable.read(share() / "sample_data" / "large_factory")
    id_ = store.create(sample.draft, sample.intake.ledgers, last=sample.before)
    return f"large_factory.ipynb?draft={id_}"


def write_kernel(folder: Path) -> None:
    """A kernel that starts as IPython's does without us."""
    folder.mkdir(parents=True)
    argv = [sys.executable, "-c", STOCK, "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "stock", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec))


def write_notebook(path: Path, source: str, kernel: str = "python3") -> None:
    """A notebook of one cell."""
    v4: Any = nbformat.v4
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source)])
    notebook.metadata.kernelspec = {"name": kernel, "display_name": "", "language": "python"}
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
