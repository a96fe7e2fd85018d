"""A page that is written in while the program behind it is away, and what is on disk of it."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from tests.browser.complaints import hear
from tests.browser.server import Server, kernel_of
from tests.stores import opened
from zongjie.draft import Section
from zongjie.store import Stored, section_part

GENRE = "voila/render/large_factory.ipynb"
AWAY = "和程序断开了"
SOON = 5000
"""Milliseconds within which the page says so."""

_SOCKET = re.compile(r"/api/kernels/.+/channels")


@contextmanager
def forsaken(browser: Browser) -> Iterator[Page]:
    """A page whose console may complain: its program is taken away."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_navigation_timeout(60_000)
    page = context.new_page()
    wrong: list[str] = []
    hear(page, wrong, console=False)
    yield page
    assert wrong == []
    context.close()


class Wire:
    """The sockets of a page that is opened after it; `up` and `down` say what gets through them.

    `up` is asked of what the page sends, `down` of what it is sent.
    """

    def __init__(self, page: Page) -> None:
        self.sockets: list[WebSocketRoute] = []
        self.open()
        page.route_web_socket(_SOCKET, self._pass_on)

    def open(self) -> None:
        """Let everything through."""
        self.up: Callable[[bytes], bool] = lambda _: True
        self.down: Callable[[bytes], bool] = lambda _: True

    def _pass_on(self, socket: WebSocketRoute) -> None:
        there = socket.connect_to_server()
        self.sockets.append(socket)

        def send(said: str | bytes) -> None:
            if self.up(_bytes(said)):
                there.send(said)

        def hear(said: str | bytes) -> None:
            if self.down(_bytes(said)):
                socket.send(said)

        socket.on_message(send)
        there.on_message(hear)


def _bytes(said: str | bytes) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def begin(page: Page, server: Server) -> None:
    """Make a draft of one's own and stand in the text of a section."""
    page.goto(f"{server.address}{GENRE}#title")
    unit = page.get_by_label("单位全称")
    unit.fill("某某造船厂工会")
    unit.press("Enter")
    page.wait_for_url(re.compile(r"\?draft=[\w-]{16}#"))
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    write_at_end(page)


def id_of(page: Page) -> str:
    """The draft that a page shows."""
    (id_,) = re.findall(r"draft=([\w-]{16})", page.url)
    return str(id_)


def text(page: Page, title: str = "存在的问题") -> Locator:
    """The editor of a section."""
    return page.get_by_role("textbox", name=title).locator("visible=true")


def write_at_end(page: Page, title: str = "存在的问题") -> None:
    """Go where a text ends."""
    page.locator(".zj-side").get_by_role("link", name=title).click()
    text(page, title).click()
    page.keyboard.press("Control+End")


def suspended(page: Page, server: Server, data: Path) -> psutil.Process:
    """The kernel of the page, stopped while it holds no lock on the store."""
    process = psutil.Process(kernel_of(page, server))
    while True:
        process.suspend()
        try:
            with closing(sqlite3.connect(data / "zongjie.db", timeout=0.1)) as store:
                store.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            process.resume()
            time.sleep(0.1)
        else:
            return process


def abandoned(page: Page) -> Page:
    """Another page of what this one shows, which ends as in a crash."""
    address, other = page.url, page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(address)
    return other


def on_disk(page: Page, data: Path) -> Stored:
    """The draft that a page shows."""
    with opened(data) as store:
        return store.load(id_of(page))


def stored(page: Page, data: Path, section: str = "problems") -> str:
    """What is on disk of a text."""
    found = on_disk(page, data).draft.section(section)
    return found.text if found else ""


def wait_stored(
    page: Page, data: Path, ending: str, beginning: str = "", section: str = "problems"
) -> None:
    """Until this is on disk."""
    deadline = time.monotonic() + 60
    while True:
        now = stored(page, data, section)
        if (now.startswith(beginning) and now.endswith(ending)) or time.monotonic() > deadline:
            break
        page.wait_for_timeout(250)
    assert (now[: len(beginning)], now[-len(ending) :]) == (beginning, ending)


def wait_nothing_left(page: Page) -> None:
    """Until the browser keeps nothing that was typed and is not on disk."""
    deadline = time.monotonic() + 20
    while left(page) and time.monotonic() < deadline:
        page.wait_for_timeout(250)
    assert left(page) == 0


def wait_kept(page: Page, count: int) -> None:
    """Until the browser keeps so many things."""
    deadline = time.monotonic() + 10
    while left(page) != count and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert left(page) == count


def left(page: Page) -> int:
    """How many things the browser keeps that are not known to be on disk."""
    look = """async () => {
      const asked = indexedDB.open("zongjie");
      await new Promise((resolve) => { asked.onsuccess = resolve; });
      const count = asked.result.transaction("typed").objectStore("typed").count();
      await new Promise((resolve) => { count.onsuccess = resolve; });
      asked.result.close();
      return count.result;
    }"""
    return int(page.evaluate(look))


def write_elsewhere(data: Path, id_: str, words: str, section: str = "problems") -> None:
    """Write on in a section, as another program does."""
    with opened(data) as store:
        newest = store.newest(id_, section_part(section))
        assert isinstance(newest.content, Section)
        more = replace(newest.content, text=newest.content.text + words)
        store.save(id_, section_part(section), newest.number, more)
