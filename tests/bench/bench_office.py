"""Ten officers open their page in the same moment; what each of their kernels weighs.

The floor is the same ten opening a hello-world notebook on the same server. Browsers share the
machine with the server here, which an office's do not: the times are an upper bound.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import cache
from statistics import median

import psutil
from playwright.async_api import Browser, async_playwright

from tests.bench.bench_page import BUTTON, DRAWN, Pages, settle
from tests.bench.harness import Case, Ratio, Reading, Topic
from tools import system
from tools.chromium import ARGUMENTS

OFFICERS = 10
HELLO = ["hello.ipynb"] * OFFICERS
FIRST, LAST = "the middle one of ten has a page", "the last of ten has a page"
PEER = "the last of ten has a hello-world page"
WEIGHT = "memory of an officer's kernel, its page open"
KERNEL_ID = "JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
PANDAS = "memory of a kernel that has imported pandas, its page open"


def topic() -> Topic:
    """Time until everybody's list of steps is drawn, and memory per officer."""
    bench = cache(_Office)
    return Topic(
        f"{OFFICERS} officers open at once",
        (
            Case(FIRST, lambda: Reading(median(bench().open_all(bench().drafts, DRAWN)))),
            Case(LAST, lambda: Reading(max(bench().open_all(bench().drafts, DRAWN)))),
            Case(PEER, lambda: Reading(max(bench().open_all(HELLO, BUTTON)))),
            Case(WEIGHT, lambda: bench().weigh(bench().draft, DRAWN)),
            Case(PANDAS, lambda: bench().weigh("pandas.ipynb", BUTTON)),
        ),
        (Ratio(LAST, PEER), Ratio(WEIGHT, PANDAS, "≤ 1.3×")),
    )


class _Office(Pages):
    """The server, opened by many at once, each with a draft of their own."""

    wanted = OFFICERS

    def open_all(self, notebooks: list[str], seen: str) -> list[float]:
        """Seconds until each officer sees `seen`."""
        self.ahead(notebooks[0])
        settle(psutil.Process(self.server.process.pid))
        return [seconds for seconds, _ in asyncio.run(self._all(notebooks, seen))]

    def weigh(self, notebook: str, seen: str) -> Reading:
        """Memory of the kernel behind one open page, once it has nothing to do."""
        server = psutil.Process(self.server.process.pid)
        settle(server)
        weights: list[int] = []

        def weigh(id_: str) -> None:
            settle(server)
            weights.extend(
                process.memory_info().rss
                for process in server.children(recursive=True)
                if id_ in " ".join(process.cmdline())
            )

        asyncio.run(self._all([notebook], seen, weigh))
        return Reading(max(weights) / 1e6, "MB")

    async def _all(
        self, notebooks: list[str], seen: str, look: Callable[[str], None] | None = None
    ) -> list[tuple[float, str]]:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=system.find("chromium"), args=ARGUMENTS
            )
            opened = await asyncio.gather(
                *(self._one(browser, notebook, seen) for notebook in notebooks)
            )
            if look is not None:
                await asyncio.to_thread(look, opened[0][1])
            await browser.close()
        return opened

    async def _one(self, browser: Browser, notebook: str, seen: str) -> tuple[float, str]:
        context = await browser.new_context()
        page = await context.new_page()
        page.set_default_timeout(120_000)
        address = f"{self.server.address}voila/render/{notebook}"
        begin = time.perf_counter()
        await page.goto(address, wait_until="commit")
        await page.wait_for_selector(seen)
        seconds = time.perf_counter() - begin
        return seconds, await page.evaluate(KERNEL_ID)
