"""The program behind the page goes away while somebody types: nothing typed is lost."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from tests.browser.complaints import hear
from tests.browser.server import Server, kernel_of, port_of, serving_one
from tests.browser.test_main_job import cell_of, on_step
from tests.stores import opened
from zongjie.draft import Section
from zongjie.store import ledger_part, lifecycle, section_part

GENRE = "voila/render/large_factory.ipynb"
PROBLEMS = section_part("problems")
AWAY = "和程序断开了"
SOON = 5000
"""Milliseconds within which the page says so."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose console may complain: its server is taken away."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_navigation_timeout(60_000)
    page = context.new_page()
    wrong: list[str] = []
    hear(page, wrong, console=False)
    yield page
    assert wrong == []
    context.close()


def begin(page: Page, server: Server) -> None:
    """Make a draft of one's own and stand in the text of a section."""
    page.goto(f"{server.address}{GENRE}#title")
    unit = page.get_by_label("单位全称")
    unit.fill("某某造船厂工会")
    unit.press("Enter")
    page.wait_for_url(re.compile(r"\?draft=[\w-]{16}#"))
    expect(page.locator(".zj-saved")).to_contain_text("已保存")
    page.locator(".zj-side").get_by_role("link", name="存在的问题").click()
    write_at_end(page)


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


def text(page: Page) -> Locator:
    """The editor of the section that is written in."""
    return page.get_by_role("textbox", name="存在的问题").locator("visible=true")


def write_at_end(page: Page) -> None:
    text(page).click()
    page.keyboard.press("Control+End")


def stored(page: Page, data: Path) -> str:
    """What is on disk of the section."""
    (id_,) = re.findall(r"draft=([\w-]{16})", page.url)
    with opened(data) as store:
        section = store.load(id_).draft.section("problems")
    return section.text if section else ""


def wait_stored(page: Page, data: Path, ending: str, beginning: str = "") -> None:
    deadline = time.monotonic() + 60
    while True:
        now = stored(page, data)
        if (now.startswith(beginning) and now.endswith(ending)) or time.monotonic() > deadline:
            break
        page.wait_for_timeout(250)
    assert (now[: len(beginning)], now[-len(ending) :]) == (beginning, ending)


def wait_nothing_left(page: Page) -> None:
    """Until the browser keeps nothing that was typed and is not on disk."""
    look = """async () => {
      const asked = indexedDB.open("zongjie");
      await new Promise((resolve) => { asked.onsuccess = resolve; });
      const count = asked.result.transaction("typed").objectStore("typed").count();
      await new Promise((resolve) => { count.onsuccess = resolve; });
      asked.result.close();
      return count.result;
    }"""
    deadline = time.monotonic() + 20
    while page.evaluate(look) and time.monotonic() < deadline:
        page.wait_for_timeout(250)
    assert page.evaluate(look) == 0


def test_a_killed_kernel_is_replaced_and_the_cursor_stays(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    page.keyboard.type("第一句。", delay=30)
    os.kill(kernel_of(page, server), signal.SIGKILL)
    page.keyboard.type("第二句，程序已经没有了。", delay=60)
    expect(page.locator(".zj-strip")).to_contain_text("不会丢", timeout=SOON)
    expect(page.locator(".zj-strip")).to_have_count(0)  # the page has been loaded anew
    expect(text(page)).to_contain_text("第一句。第二句，程序已经没有了。")
    expect(text(page)).to_be_focused()
    page.keyboard.type("第三句。")
    wait_stored(page, data, "第一句。第二句，程序已经没有了。第三句。")


def test_a_server_that_stops_and_starts_again_is_rejoined(page: Page, tmp_path: Path) -> None:
    with serving_one(tmp_path, "large_factory") as first:
        begin(page, first)
        page.keyboard.type("停之前。", delay=30)
    page.keyboard.type("停了以后写的。", delay=30)
    expect(page.locator(".zj-strip")).to_contain_text(AWAY, timeout=SOON)
    page.keyboard.type("还在写。", delay=30)
    page.wait_for_timeout(10_000)
    with serving_one(tmp_path, "large_factory", port=port_of(first.address)):
        expect(page.locator(".zj-strip")).to_have_count(0, timeout=60_000)
        expect(text(page)).to_contain_text("停之前。停了以后写的。还在写。")
        wait_stored(page, tmp_path / "data", "停之前。停了以后写的。还在写。")


def test_a_network_that_is_cut_and_back_loses_nothing_and_loads_nothing(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    page.keyboard.type("断网前。", delay=30)
    page.evaluate("window.untouched = true")
    page.context.set_offline(True)
    page.keyboard.type("断网时。", delay=30)
    expect(page.locator(".zj-strip")).to_contain_text(AWAY, timeout=SOON)
    page.keyboard.type("又写了一句。", delay=30)
    page.wait_for_timeout(4000)
    assert not stored(page, data).endswith("又写了一句。")
    page.context.set_offline(False)
    expect(page.locator(".zj-strip")).to_be_empty()
    wait_stored(page, data, "断网前。断网时。又写了一句。")
    page.keyboard.type("连上以后。")
    wait_stored(page, data, "又写了一句。连上以后。")
    assert page.evaluate("window.untouched")


def test_a_cut_that_nobody_notices_loses_nothing_that_was_on_its_way(
    page: Page, server: Server, data: Path
) -> None:
    """The socket breaks with a message in it and is back before the page has asked the server."""
    sockets: list[WebSocketRoute] = []
    lost: list[str | bytes] = []

    def pass_on(socket: WebSocketRoute) -> None:
        there = socket.connect_to_server()
        sockets.append(socket)

        def send(said: str | bytes) -> None:
            bytes_ = said if isinstance(said, bytes) else said.encode()
            if lost or "丢在路上".encode() not in bytes_:
                there.send(said)
            else:
                lost.append(said)
                socket.close(code=1012)

        socket.on_message(send)

    page.route_web_socket(re.compile(r"/api/kernels/.+/channels"), pass_on)
    begin(page, server)
    page.keyboard.type("先写的。", delay=30)
    wait_stored(page, data, "先写的。")
    page.keyboard.type("丢在路上。", delay=30)
    page.wait_for_timeout(1500)
    assert lost
    page.keyboard.type("接着写。", delay=30)
    wait_stored(page, data, "先写的。丢在路上。接着写。")
    assert len(sockets) == 2


SHOWN = """
(text) => {
  window.zjShown = [];
  new MutationObserver(() => window.zjShown.push(text.innerText))
    .observe(text, {childList: true, subtree: true, characterData: true});
}
"""
"""Note every text that an editor comes to show."""


def test_an_answer_that_came_without_what_it_changed_brings_no_older_text_back(
    page: Page, server: Server, data: Path
) -> None:
    """As when a socket breaks between the two messages, and the server sends the second again."""
    losing: list[bool] = []
    lost: list[str | bytes] = []

    def pass_on(socket: WebSocketRoute) -> None:
        there = socket.connect_to_server()

        def hear(said: str | bytes) -> None:
            if losing and b'"update"' in said and b'"suggestions"' in said:
                losing.clear()
                lost.append(said)
            else:
                socket.send(said)

        there.on_message(hear)

    page.route_web_socket(re.compile(r"/api/kernels/.+/channels"), pass_on)
    begin(page, server)
    page.keyboard.type("先写的。", delay=30)
    wait_stored(page, data, "先写的。")
    text(page).evaluate(SHOWN)
    losing.append(True)
    page.keyboard.type("又写的。", delay=30)
    wait_stored(page, data, "先写的。又写的。")
    page.wait_for_timeout(1000)
    assert lost
    page.keyboard.type("接着写。", delay=30)
    wait_stored(page, data, "先写的。又写的。接着写。")
    shown = page.evaluate("window.zjShown")
    assert all(after.startswith(before) for before, after in pairwise(shown)), shown


def test_what_waited_for_the_program_is_not_overtaken_by_what_is_typed_once_it_is_back(
    page: Page, server: Server, data: Path
) -> None:
    held: list[tuple[WebSocketRoute, str | bytes]] = []
    holding: list[bool] = []

    def pass_on(socket: WebSocketRoute) -> None:
        there = socket.connect_to_server()

        def hear(said: str | bytes) -> None:
            if holding and b'"custom"' in said:
                held.append((socket, said))
            else:
                socket.send(said)

        there.on_message(hear)

    page.route_web_socket(re.compile(r"/api/kernels/.+/channels"), pass_on)
    begin(page, server)
    page.keyboard.type("先写的。", delay=30)
    wait_stored(page, data, "先写的。")
    holding.append(True)
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
    holding.clear()
    for socket, said in held:
        socket.send(said)
    wait_stored(page, data, "先写的。一。二。三。")
    wait_nothing_left(page)


def test_cells_that_were_filled_without_a_kernel_are_filled_again(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    page.locator(".zj-side").get_by_role("link", name=re.compile("慰问")).first.click()
    ledger = on_step(page, "ledger-welfare")
    expect(cell_of(ledger, 1, "人次")).to_have_text("278")
    page.wait_for_timeout(500)
    os.kill(kernel_of(page, server), signal.SIGKILL)
    for row, number in ((1, "300"), (2, "41")):
        cell_of(ledger, row, "人次").click()
        page.keyboard.type(number)
        page.keyboard.press("Enter")
    expect(page.locator(".zj-strip")).to_contain_text("不会丢", timeout=SOON)
    expect(page.locator(".zj-strip")).to_have_count(0)
    expect(cell_of(ledger, 1, "人次")).to_have_text("300")
    expect(cell_of(ledger, 2, "人次")).to_have_text("41")
    (id_,) = re.findall(r"draft=([\w-]{16})", page.url)
    with opened(data) as store:
        kept = store.load(id_).ledgers["welfare"]
    assert kept["person_times"].tolist()[:2] == [300, 41]


def test_cells_that_were_filled_without_a_kernel_are_put_together_with_those_of_others(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    ledger = open_ledger(page)
    page.wait_for_timeout(500)
    (id_,) = re.findall(r"draft=([\w-]{16})", page.url)
    os.kill(kernel_of(page, server), signal.SIGKILL)
    cell_of(ledger, 1, "人次").click()
    page.keyboard.type("300")
    page.keyboard.press("Enter")
    part = ledger_part("welfare")
    with opened(data) as store:
        found = store.load(id_)
        frame = found.ledgers["welfare"].copy()
        frame.loc[2, "person_times"] = 41
        store.save(id_, part, found.numbers[part], frame)
    expect(cell_of(ledger, 2, "人次")).to_have_text("41", timeout=60_000)
    expect(cell_of(ledger, 1, "人次")).to_have_text("300")
    expect(page.locator(".zj-strip")).to_have_count(0)
    with opened(data) as store:
        kept = store.load(id_).ledgers["welfare"]
    assert kept["person_times"].tolist()[:2] == [300, 41]


def open_ledger(page: Page) -> Locator:
    page.locator(".zj-side").get_by_role("link", name=re.compile("慰问")).first.click()
    ledger = on_step(page, "ledger-welfare")
    expect(cell_of(ledger, 1, "人次")).to_have_text("278")
    page.wait_for_timeout(500)
    return ledger


def fill_in(ledger: Locator, row: int, number: str) -> None:
    cell_of(ledger, row, "人次").click()
    ledger.page.keyboard.type(number)
    ledger.page.keyboard.press("Enter")


def wait_filled_in(page: Page, data: Path, *numbers: int) -> None:
    """Until the first rows of the ledger have these numbers on disk."""
    (id_,) = re.findall(r"draft=([\w-]{16})", page.url)
    deadline = time.monotonic() + 60
    while True:
        with opened(data) as store:
            now = store.load(id_).ledgers["welfare"]["person_times"].tolist()[: len(numbers)]
        if now == [*numbers] or time.monotonic() > deadline:
            break
        page.wait_for_timeout(250)
    assert now == [*numbers]


def test_what_stands_in_a_cell_that_nobody_has_left_is_kept(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    address = page.url
    ledger = open_ledger(page)
    cell_of(ledger, 1, "人次").click()
    page.keyboard.type("301")
    page.wait_for_timeout(500)
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(re.sub("#.*", "#ledger-welfare", address))
    expect(cell_of(on_step(other, "ledger-welfare"), 1, "人次")).to_have_text("301")
    wait_filled_in(other, data, 301)
    other.close()


def test_what_a_locked_store_did_not_take_outlives_the_kernel(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    with closing(sqlite3.connect(data / "zongjie.db", isolation_level=None)) as other:
        ledger = open_ledger(page)
        other.execute("BEGIN IMMEDIATE")
        fill_in(ledger, 1, "301")
        page.wait_for_timeout(500)
        fill_in(ledger, 2, "302")  # while the first waits for the file
        expect(ledger.locator(".zj-notice").first).to_contain_text("正占用", timeout=60_000)
        page.locator(".zj-side").get_by_role("link", name="单位和年度").first.click()
        author = page.get_by_label("起草人")
        author.fill("王小明")
        author.press("Enter")
        expect(on_step(page, "title")).to_contain_text("正占用", timeout=60_000)
        kernel = kernel_of(page, server)
        os.kill(kernel, signal.SIGKILL)
        other.execute("ROLLBACK")
    wait_filled_in(page, data, 301, 302)
    expect(author).to_have_value("王小明")
    wait_nothing_left(page)


def test_what_was_written_while_somebody_signed_waits_until_it_may_be_changed(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    (id_,) = re.findall(r"draft=([\w-]{16})", page.url)
    ledger = open_ledger(page)
    page.locator(".zj-side").get_by_role("link", name="存在的问题").click()
    write_at_end(page)
    page.keyboard.type("存上的。", delay=30)
    wait_stored(page, data, "存上的。")
    page.context.set_offline(True)
    page.keyboard.type("断网时写的。", delay=30)
    page.wait_for_timeout(500)
    fill_in(open_ledger(page), 1, "301")
    with opened(data) as store:
        lifecycle.sign(store, id_)
    page.wait_for_timeout(3000)  # its kernel has seen that
    page.context.set_offline(False)
    expect(ledger.locator(".zj-notice").first).to_contain_text("已定稿", timeout=30_000)
    wait_stored(page, data, "存上的。")
    with opened(data) as store:
        lifecycle.reopen(store, id_, "还要改")
    wait_stored(page, data, "存上的。断网时写的。")
    wait_filled_in(page, data, 301)
    wait_nothing_left(page)


def test_a_kernel_at_work_is_not_a_lost_one(page: Page, server: Server, data: Path) -> None:
    begin(page, server)
    busy = suspended(page, server, data)
    try:
        page.keyboard.type("程序正忙。", delay=30)
        page.wait_for_timeout(SOON)
        expect(page.locator(".zj-strip p")).to_have_count(0)
    finally:
        busy.resume()
    wait_stored(page, data, "程序正忙。")


def test_what_a_killed_kernel_had_heard_and_not_stored_comes_back(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
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


def test_what_was_typed_just_before_a_crash_comes_back(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    address = page.url
    suspended(page, server, data)  # it hears nothing any more
    page.keyboard.type("没有来得及存。", delay=30)
    page.wait_for_timeout(500)
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(address)
    expect(text(other)).to_contain_text("没有来得及存。")
    wait_stored(other, data, "没有来得及存。")
    other.close()


@pytest.mark.parametrize(
    ("choice", "ends"),
    [
        ("您写的", "我写的。"),
        ("另一个窗口写的", "别处写的。"),
    ],
)
def test_of_two_texts_none_is_overwritten_before_one_is_chosen(
    choice: str, ends: str, page: Page, server: Server, data: Path
) -> None:
    other = reopened_after_writing_elsewhere(page, server, data)
    choose(other, data, choice, ends)
    wait_nothing_left(other)  # the browser forgets once Python has answered
    other.reload()
    expect(text(other)).to_contain_text(ends)
    expect(other.locator(".zj-two:visible")).to_have_count(0)
    other.close()


@pytest.mark.parametrize(
    ("choice", "ends"),
    [
        ("您写的", "我写的。又写的。"),
        ("另一个窗口写的", "别处写的。"),
    ],
)
def test_what_is_typed_on_before_one_is_chosen_is_not_asked_about_again(
    choice: str, ends: str, page: Page, server: Server, data: Path
) -> None:
    other = reopened_after_writing_elsewhere(page, server, data)
    expect(other.locator(".zj-two:visible")).to_be_visible()
    write_at_end(other)
    other.keyboard.type("又写的。", delay=30)
    expect(other.locator(".zj-versions:visible")).to_contain_text("又写的。")
    choose(other, data, choice, ends)
    other.reload()
    expect(text(other)).to_contain_text(ends)
    wait_nothing_left(other)
    expect(other.locator(".zj-two:visible")).to_have_count(0)
    assert stored(other, data).endswith(ends)
    other.close()


def test_a_page_that_cannot_put_back_what_was_left_does_not_write_over_it(
    page: Page, server: Server, data: Path
) -> None:
    deaf: list[bool] = []

    def pass_on(socket: WebSocketRoute) -> None:
        there = socket.connect_to_server()

        def send(said: str | bytes) -> None:
            bytes_ = said if isinstance(said, bytes) else said.encode()
            if not (deaf and b'"write"' in bytes_):
                there.send(said)

        socket.on_message(send)

    page.route_web_socket(re.compile(r"/api/kernels/.+/channels"), pass_on)
    begin(page, server)
    page.keyboard.type("开头。结尾。", delay=30)
    wait_stored(page, data, "开头。结尾。")
    deaf.append(True)
    page.keyboard.type("写在末尾。", delay=30)
    page.wait_for_timeout(1000)
    page.reload()
    expect(text(page)).to_contain_text("开头。结尾。")  # shown at last, without what was left
    text(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("写在前面。", delay=30)
    page.wait_for_timeout(1000)
    deaf.clear()
    page.reload()
    wait_stored(page, data, "开头。结尾。写在末尾。", beginning="写在前面。")
    expect(text(page)).to_contain_text("开头。结尾。写在末尾。")


def test_two_windows_show_each_other_what_is_written_and_ask_where_both_wrote(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    other = page.context.new_page()
    other.goto(page.url)
    write_at_end(other)
    other.keyboard.type("第二个窗口写的。", delay=30)
    expect(text(page)).to_contain_text("第二个窗口写的。", timeout=SOON)

    busy = suspended(page, server, data)
    try:
        write_at_end(page)
        page.keyboard.type("这里接着写。", delay=30)
        page.wait_for_timeout(500)
        write_elsewhere(data, page.url, "别处写的。")
        expect(text(other)).to_contain_text("别处写的。", timeout=SOON)
    finally:
        busy.resume()
    choose(page, data, "您写的", "这里接着写。")
    expect(text(other)).to_contain_text("这里接着写。", timeout=SOON)
    other.close()


def reopened_after_writing_elsewhere(page: Page, server: Server, data: Path) -> Page:
    """A page of a text that two have written on in, one of them unheard."""
    begin(page, server)
    address = page.url
    suspended(page, server, data)
    page.keyboard.type("我写的。", delay=30)
    page.wait_for_timeout(500)
    write_elsewhere(data, address, "别处写的。")
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(address)
    return other


def write_elsewhere(data: Path, address: str, words: str) -> None:
    """Write on in the section, as another program does."""
    (id_,) = re.findall(r"draft=([\w-]{16})", address)
    with opened(data) as store:
        newest = store.newest(id_, PROBLEMS)
        assert isinstance(newest.content, Section)
        more = replace(newest.content, text=newest.content.text + words)
        store.save(id_, PROBLEMS, newest.number, more)


def choose(page: Page, data: Path, choice: str, ends: str) -> None:
    """See both texts, of which none is overwritten, and choose one."""
    panel = page.locator(".zj-two:visible")
    versions = panel.locator(".zj-versions > div")
    expect(versions.filter(has_text="您写的")).to_contain_text("写的。")
    expect(versions.filter(has_text="另一个窗口写的")).to_contain_text("别处写的。")
    assert stored(page, data).endswith("别处写的。")
    versions.filter(has=page.get_by_role("heading", name=choice)).get_by_role("button").click()
    expect(panel).to_have_count(0)
    expect(text(page)).to_contain_text(ends)
    wait_stored(page, data, ends)
