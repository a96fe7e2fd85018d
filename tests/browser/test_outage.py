"""The program behind the page goes away while somebody writes: nothing typed is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.outage import (
    AWAY,
    SOON,
    Wire,
    abandoned,
    begin,
    forsaken,
    stored,
    suspended,
    text,
    wait_kept,
    wait_nothing_left,
    wait_stored,
    write_at_end,
)
from tests.browser.server import Server, kernel_of, port_of, serving_one
from tests.browser.test_main_job import cell_of, on_step, step


@pytest.fixture(scope="module")
def written(browser: Browser, server: Server) -> Iterator[tuple[Page, Wire]]:
    """A draft in which one test goes on where the one before ended, and the way to its kernel."""
    with forsaken(browser) as page:
        wire = Wire(page)
        begin(page, server)
        yield page, wire


@pytest.fixture
def page(written: tuple[Page, Wire]) -> Iterator[Page]:
    """Its page, where its text ends."""
    page, wire = written
    write_at_end(page)
    yield page
    wire.open()
    page.context.set_offline(False)


@pytest.fixture
def wire(written: tuple[Page, Wire]) -> Wire:
    """What goes between the page and its kernel."""
    return written[1]


def test_a_killed_kernel_is_replaced_and_the_cursor_stays(
    page: Page, server: Server, data: Path
) -> None:
    page.keyboard.type("第一句。", delay=30)
    os.kill(kernel_of(page, server), signal.SIGKILL)
    page.keyboard.type("第二句，程序已经没有了。", delay=60)
    expect(page.locator(".zj-strip")).to_contain_text("不会丢", timeout=SOON)
    expect(page.locator(".zj-strip")).to_have_count(0)  # the page has been loaded anew
    expect(text(page)).to_contain_text("第一句。第二句，程序已经没有了。")
    expect(text(page)).to_be_focused()
    page.keyboard.type("第三句。")
    wait_stored(page, data, "第一句。第二句，程序已经没有了。第三句。")


def test_a_kernel_at_work_is_not_a_lost_one(page: Page, server: Server, data: Path) -> None:
    busy = suspended(page, server, data)
    try:
        page.keyboard.type("程序正忙。", delay=30)
        page.wait_for_timeout(SOON)
        expect(page.locator(".zj-strip p")).to_have_count(0)
    finally:
        busy.resume()
    wait_stored(page, data, "程序正忙。")


def test_a_network_that_is_cut_and_back_loses_nothing_and_loads_nothing(
    page: Page, data: Path
) -> None:
    page.keyboard.type("断网前。", delay=30)
    page.evaluate("window.untouched = true")
    page.context.set_offline(True)
    page.keyboard.type("断网时。", delay=30)
    expect(page.locator(".zj-strip")).to_contain_text(AWAY, timeout=SOON)
    page.keyboard.type("又写了一句。", delay=30)
    page.wait_for_timeout(2000)
    assert not stored(page, data).endswith("又写了一句。")
    page.context.set_offline(False)
    expect(page.locator(".zj-strip")).to_be_empty()
    wait_stored(page, data, "断网前。断网时。又写了一句。")
    page.keyboard.type("连上以后。")
    wait_stored(page, data, "又写了一句。连上以后。")
    assert page.evaluate("window.untouched")


def test_a_step_that_is_first_turned_to_while_cut_off_opens_once_the_network_is_back(
    page: Page,
) -> None:
    page.reload()  # nothing but the step that is shown has been loaded
    expect(text(page)).to_be_visible()
    page.context.set_offline(True)
    step(page, "慰问")
    ledger = on_step(page, "ledger-welfare")
    expect(ledger).to_contain_text("正在打开")
    expect(page.locator(".zj-strip")).to_contain_text(AWAY, timeout=SOON)
    step(page, "图表")
    page.context.set_offline(False)
    expect(on_step(page, "charts").locator("canvas, svg.marks").first).to_be_visible()
    step(page, "慰问")
    expect(cell_of(ledger, 1, "人次")).to_have_text("278")


def test_a_cut_that_nobody_notices_loses_nothing_that_was_on_its_way(
    page: Page, wire: Wire, data: Path
) -> None:
    """The socket breaks with a message in it and is back before the page has asked the server."""
    lost: list[bytes] = []

    def lose(said: bytes) -> bool:
        if lost or "丢在路上".encode() not in said:
            return True
        lost.append(said)
        wire.sockets[-1].close(code=1012)
        return False

    before = len(wire.sockets)
    wire.up = lose
    page.keyboard.type("先写的。", delay=30)
    wait_stored(page, data, "先写的。")
    page.keyboard.type("丢在路上。", delay=30)
    page.wait_for_timeout(1500)
    assert lost
    page.keyboard.type("接着写。", delay=30)
    wait_stored(page, data, "先写的。丢在路上。接着写。")
    assert len(wire.sockets) == before + 1


SHOWN = """
(text) => {
  window.zjShown = [];
  new MutationObserver(() => window.zjShown.push(text.innerText))
    .observe(text, {childList: true, subtree: true, characterData: true});
}
"""
"""Note every text that an editor comes to show."""


def test_an_answer_that_came_without_what_it_changed_brings_no_older_text_back(
    page: Page, wire: Wire, data: Path
) -> None:
    """As when a socket breaks between the two messages, and the server sends the second again."""
    lost: list[bytes] = []

    def lose(said: bytes) -> bool:
        if lost or not (b'"update"' in said and b'"suggestions"' in said):
            return True
        lost.append(said)
        return False

    page.keyboard.type("先写的。", delay=30)
    wait_stored(page, data, "先写的。")
    text(page).evaluate(SHOWN)
    wire.down = lose
    page.keyboard.type("又写的。", delay=30)
    wait_stored(page, data, "先写的。又写的。")
    page.wait_for_timeout(1000)
    assert lost
    page.keyboard.type("接着写。", delay=30)
    wait_stored(page, data, "先写的。又写的。接着写。")
    shown = page.evaluate("window.zjShown")
    assert all(after.startswith(before) for before, after in pairwise(shown)), shown


def test_what_waited_for_the_program_is_not_overtaken_by_what_is_typed_once_it_is_back(
    page: Page, wire: Wire, data: Path
) -> None:
    held: list[bytes] = []

    def hold(said: bytes) -> bool:
        if b'"custom"' in said:
            held.append(said)
            return False
        return True

    page.keyboard.type("先写的。", delay=30)
    wait_stored(page, data, "先写的。")
    wire.down = hold
    page.keyboard.type("一。", delay=30)
    wait_stored(page, data, "先写的。一。")
    page.route("**/voila/alive/**", lambda route: route.abort())
    expect(page.locator(".zj-strip")).to_contain_text(AWAY, timeout=SOON)
    page.keyboard.type("二。", delay=30)
    page.wait_for_timeout(500)
    page.unroute("**/voila/alive/**")
    expect(page.locator(".zj-strip")).not_to_contain_text(AWAY)
    page.keyboard.type("三。", delay=30)
    page.wait_for_timeout(500)
    wire.open()
    for said in held:
        wire.sockets[-1].send(said)
    wait_stored(page, data, "先写的。一。二。三。")
    wait_nothing_left(page)


def test_what_a_killed_kernel_had_heard_and_not_stored_comes_back(
    page: Page, server: Server, data: Path
) -> None:
    page.keyboard.type("存上的。", delay=30)
    wait_stored(page, data, "存上的。")
    with closing(sqlite3.connect(data / "zongjie.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page.keyboard.type("听到了没存。", delay=30)
        page.wait_for_timeout(1500)  # the kernel has told the page of it, and waits for the file
        page.keyboard.type("还没听到。", delay=30)
        os.kill(kernel_of(page, server), signal.SIGKILL)
        other.execute("ROLLBACK")
    wait_stored(page, data, "存上的。听到了没存。还没听到。")
    expect(text(page)).to_contain_text("存上的。听到了没存。还没听到。")


def test_a_page_that_cannot_put_back_what_was_left_does_not_write_over_it(
    page: Page, wire: Wire, data: Path
) -> None:
    page.keyboard.type("开头。结尾。", delay=30)
    wait_stored(page, data, "开头。结尾。")
    wire.up = lambda said: b'"write"' not in said
    page.keyboard.type("写在末尾。", delay=30)
    wait_kept(page, 1)
    page.reload()
    expect(text(page)).to_contain_text("开头。结尾。")  # shown at last, without what was left
    text(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("写在前面。", delay=30)
    wait_kept(page, 2)
    wire.open()
    page.reload()
    wait_stored(page, data, "开头。结尾。写在末尾。", beginning="写在前面。")
    expect(text(page)).to_contain_text("开头。结尾。写在末尾。")


def test_what_was_typed_just_before_a_crash_comes_back(
    browser: Browser, server: Server, data: Path
) -> None:
    with forsaken(browser) as page:
        begin(page, server)
        suspended(page, server, data)  # it hears nothing any more
        page.keyboard.type("没有来得及存。", delay=30)
        wait_kept(page, 1)
        other = abandoned(page)
        expect(text(other)).to_contain_text("没有来得及存。")
        wait_stored(other, data, "没有来得及存。")


def test_a_server_that_stops_and_starts_again_is_rejoined(browser: Browser, tmp_path: Path) -> None:
    with forsaken(browser) as page:
        with serving_one(tmp_path, "large_factory") as first:
            begin(page, first)
            page.keyboard.type("停之前。", delay=30)
        page.keyboard.type("停了以后写的。", delay=30)
        expect(page.locator(".zj-strip")).to_contain_text(AWAY, timeout=SOON)
        page.keyboard.type("还在写。", delay=30)
        with serving_one(tmp_path, "large_factory", port=port_of(first.address)):
            expect(page.locator(".zj-strip")).to_have_count(0, timeout=60_000)
            expect(text(page)).to_contain_text("停之前。停了以后写的。还在写。")
            wait_stored(page, tmp_path / "data", "停之前。停了以后写的。还在写。")
