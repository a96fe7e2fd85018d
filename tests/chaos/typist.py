"""A real browser that types without end, and what its page has shown and was told."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from playwright.sync_api import Browser, Error, Page, WebSocket, sync_playwright

from tests.browser.server import Server, serving_one
from tests.chaos.judge import Tally
from tests.chaos.writer import GENRE, PART, SECTION
from tests.stores import opened
from tools.chromium import launch
from zongjie.draft import Draft, Section
from zongjie.ledger import empty_all
from zongjie.store import history

A_DRAFT = 20
PATIENCE = 120.0
"""Seconds after which a page that has not resumed is taken for one that never will."""

# What the editor shows, told at each change: it outlives a page that goes away.
WATCH = """
(() => {
  const text = () => {
    const el = document.querySelector('[data-zj-step="event_run"] .cm-content');
    return el && el.querySelector('.cm-placeholder') === null
      ? [...el.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')
      : '';
  };
  let last = '';
  window.zjText = text;
  const look = () => {
    const now = text();
    if (now !== last) shown(last = now);
  };
  const all = {childList: true, subtree: true, characterData: true};
  new MutationObserver(look).observe(document, all);
})();
"""
NOW = """
async () => {
  const box = await new Promise((resolve) => {
    const asked = indexedDB.open('zongjie');
    asked.onsuccess = () => {
      const db = asked.result;
      const done = (keys) => { db.close(); resolve(keys); };
      if (!db.objectStoreNames.contains('typed')) { done([]); return; }
      const keys = db.transaction('typed').objectStore('typed').getAllKeys();
      const id = new URLSearchParams(location.search).get('draft');
      keys.onsuccess = () => done(keys.result.filter((key) => key.startsWith(id)));
    };
    asked.onerror = () => resolve(['?']);
  });
  const config = document.getElementById('jupyter-config-data');
  return {
    kernel: config ? JSON.parse(config.text).kernelId : '',
    told: document.querySelector('.zj-strip')?.textContent ?? '',
    text: window.zjText(),
    focused: document.activeElement?.classList.contains('cm-content') ?? false,
    box,
  };
}
"""


@dataclass
class Typist:
    """One page with one section open, written on at its end."""

    page: Page
    chance: random.Random
    tally: Tally
    data: Path
    address: str = ""
    id_: str = ""
    seen: list[str] = field(default_factory=list)
    """The last text of each life of the page."""
    acknowledged: list[str] = field(default_factory=list)
    _asked: dict[tuple[str, int], str] = field(default_factory=dict)
    _marks: Iterator[str] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        self.page.expose_function("shown", self._shown)
        self.page.add_init_script(WATCH)
        self.page.on("websocket", self._listen)
        self.page.on("framenavigated", lambda _: self.seen.append(""))

    # ------------------------------------------------------------------ writing

    def begin(self, address: str) -> None:
        """Open a new draft of one's own at the section."""
        self.address = address
        self.seen, self.acknowledged, self._marks = [""], [], marks()
        with opened(self.data) as store:
            section = Section(SECTION, "活动开展", "")
            draft = Draft(GENRE, "某某厂工会", 2026, sections=(section,))
            self.id_ = store.create(draft, empty_all())
        self.page.goto(f"{address}voila/render/{GENRE}.ipynb?draft={self.id_}#{SECTION}")
        self.page.locator(f'[data-zj-step="{SECTION}"] .cm-content').click()

    def write(self, marks: int) -> None:
        """Type so many marks, with the pauses of somebody who types fast."""
        for _ in range(marks):
            self.page.keyboard.type(next(self._marks), delay=self.chance.uniform(2, 25))

    def pause(self, seconds: float) -> None:
        """Wait, and hear what the page tells meanwhile."""
        self.page.wait_for_timeout(seconds * 1000)

    # ------------------------------------------------------------------ resuming

    def resumed(self, since: float, *, but: str = "") -> bool:
        """Wait until the page is whole again and has everything on disk; counts how long it took.

        `but` is the kernel it may no longer be with.
        """
        now: dict[str, Any] = {}
        while time.monotonic() - since < PATIENCE:
            with suppress(Error):  # it is being loaded anew
                now = self.page.evaluate(NOW)
                whole = now["kernel"] not in {"", but} and not now["told"] and now["focused"]
                if whole and not now["box"] and now["text"].startswith(self.latest):
                    self.tally.waits.append(time.monotonic() - since)
                    return True
            self.page.wait_for_timeout(50)
        self.tally.wrong.append(f"{self.id_}: never resumed: {now}; typed {self.latest[-40:]!r}")
        return False

    @property
    def latest(self) -> str:
        """The longest text that the editor has shown."""
        return max(self.seen, key=len)

    def kernel(self) -> str:
        """The id of the page's kernel."""
        found: str = self.page.evaluate(
            "JSON.parse(document.getElementById('jupyter-config-data').text).kernelId"
        )
        return found

    def judge(self) -> None:
        """Hold the store against what this page has shown and was told."""
        self.pause(0.1)
        with opened(self.data) as store:
            section = store.load(self.id_).draft.section(SECTION)
            kept = [one.number for one in history.of_part(store, self.id_, PART)][::-1]
            texts = [history.content(store, self.id_, PART, number) for number in kept]
        self.tally.acknowledged += len(self.acknowledged)
        final = section.text if section else ""
        self.tally.judge_writing(self.id_, final, self.acknowledged, self.seen)
        self.tally.judge_history(
            self.id_, [text.text for text in texts if isinstance(text, Section)]
        )
        if final != self.latest:
            self.tally.wrong.append(f"{self.id_}: more than was typed: {final[-60:]!r}")

    # ------------------------------------------------------------------ listening

    def _shown(self, text: str) -> None:
        if text:
            self.seen[-1] = text

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._heard)

    def _sent(self, frame: str | bytes) -> None:
        said = custom(frame)
        if said and said.get("action") == "write":
            self._asked[said["page"], said["number"]] = said["detail"]["text"]

    def _heard(self, frame: str | bytes) -> None:
        said = custom(frame)
        if not said or "say" in said:
            return
        text = self._asked.pop((said.get("page", ""), said.get("re", 0)), None)
        if text is not None:
            self.acknowledged.append(text)


def custom(frame: str | bytes) -> dict[str, Any] | None:
    """What a view or its page says in a frame of a kernel's socket; None in any other frame.

    The frame is of ``v1.kernel.websocket.jupyter.org``: a count, offsets, then the parts.
    """
    if isinstance(frame, str) or b'"custom"' not in frame:
        return None
    size = int.from_bytes(frame[:8], "little")
    at = [int.from_bytes(frame[8 * i : 8 * i + 8], "little") for i in range(1, size + 1)]
    content = json.loads(frame[at[4] : at[5]])
    said = content.get("data", {}).get("content")
    return said if isinstance(said, dict) else None


def marks() -> Iterator[str]:
    """A short sentence that comes once: ``aaab。``, ``aaac。`` …; a new line after ten of them."""
    for number, letters in zip(count(1), product(ascii_lowercase, repeat=4), strict=False):
        yield "".join(letters) + ("\n" if number % 10 == 0 else "。")


def typing(
    folder: Path, chance: random.Random, count: int, address: str, fault: Callable[[Typist], bool]
) -> Tally:
    """Type in one page while `fault` happens to it, time after time, and judge what is kept.

    It tells whether the page has resumed; after `A_DRAFT` of them a new draft is begun.
    """
    tally, resumed = Tally(), False
    with chromium() as browser:
        typist = Typist(browser.new_page(locale="zh-CN"), chance, tally, folder / "data")
        for done in range(count):
            if done % A_DRAFT == 0 or not resumed:
                typist.begin(address)
            tally.faults += 1
            resumed = fault(typist)
            if not resumed or done % A_DRAFT == A_DRAFT - 1 or done == count - 1:
                typist.judge()
        typist.page.close()
    return tally


def office(folder: Path, *, port: int | None = None) -> AbstractContextManager[Server]:
    """The server of an office with one kind of summary: few kernels, started and killed often."""
    return serving_one(folder, GENRE, port=port, patience=2 * PATIENCE)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
