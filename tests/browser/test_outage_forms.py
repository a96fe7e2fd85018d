"""The program goes away while cells, fields and buttons are used: what was done is done again."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.outage import (
    AWAY,
    SOON,
    abandoned,
    begin,
    forsaken,
    id_of,
    on_disk,
    wait_kept,
    wait_nothing_left,
    wait_stored,
    write_at_end,
)
from tests.browser.server import Server, kernel_of
from tests.browser.test_main_job import cell_of, on_step
from tests.stores import opened
from zongjie.store import PROFILE, ledger_part, lifecycle, section_part
from zongjie.store.values import profile_of


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose program is taken away."""
    with forsaken(browser) as page:
        yield page


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
    deadline = time.monotonic() + 60
    while True:
        now = on_disk(page, data).ledgers["welfare"]["person_times"].tolist()[: len(numbers)]
        if now == [*numbers] or time.monotonic() > deadline:
            break
        page.wait_for_timeout(250)
    assert now == [*numbers]


def test_cells_that_were_filled_without_a_kernel_are_put_together_with_those_of_others(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    ledger = open_ledger(page)
    os.kill(kernel_of(page, server), signal.SIGKILL)
    fill_in(ledger, 1, "300")
    fill_in(ledger, 2, "41")
    part = ledger_part("welfare")
    with opened(data) as store:
        found = store.load(id_of(page))
        frame = found.ledgers["welfare"].copy()
        frame.loc[3, "person_times"] = 17
        store.save(found.id, part, found.numbers[part], frame)
    expect(cell_of(ledger, 3, "人次")).to_have_text("17", timeout=60_000)
    expect(cell_of(ledger, 1, "人次")).to_have_text("300")
    expect(cell_of(ledger, 2, "人次")).to_have_text("41")
    expect(page.locator(".zj-strip")).to_have_count(0)
    wait_filled_in(page, data, 300, 41, 17)


def test_what_stands_in_a_cell_that_nobody_has_left_is_kept(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    ledger = open_ledger(page)
    cell_of(ledger, 1, "人次").click()
    page.keyboard.type("301")
    wait_kept(page, 1)
    other = abandoned(page)
    expect(cell_of(on_step(other, "ledger-welfare"), 1, "人次")).to_have_text("301")
    wait_filled_in(other, data, 301)


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
        os.kill(kernel_of(page, server), signal.SIGKILL)
        other.execute("ROLLBACK")
    wait_filled_in(page, data, 301, 302)
    expect(author).to_have_value("王小明")
    wait_nothing_left(page)


def test_what_was_done_while_somebody_signed_waits_until_it_may_be_changed(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    id_ = id_of(page)
    ledger = open_ledger(page)
    write_at_end(page)
    page.keyboard.type("存上的。", delay=30)
    wait_stored(page, data, "存上的。")
    page.context.set_offline(True)
    page.keyboard.type("断网时写的。", delay=30)
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


TITLE = "送温暖"


def test_what_was_decided_without_a_kernel_is_decided_when_the_page_is_opened_again(
    page: Page, server: Server, data: Path
) -> None:
    begin(page, server)
    name_and_arrange(data, id_of(page))
    write_at_end(page, TITLE)
    page.keyboard.press("Control+A")
    page.keyboard.type("全年送温暖走访慰问280人次。", delay=30)
    wait_stored(page, data, "280人次。", section="welfare")
    section = on_step(page, "welfare")
    keep = section.locator(".zj-difference").get_by_role("button", name="保留")
    expect(keep).to_be_visible()
    expect(page.get_by_role("button", name="按笔记本的顺序")).to_be_visible()
    page.context.set_offline(True)
    os.kill(kernel_of(page, server), signal.SIGKILL)
    expect(page.locator(".zj-strip")).to_contain_text(AWAY, timeout=SOON)
    keep.click()
    section.get_by_role("button", name="这一节就这样").click()
    section.get_by_role("button", name="用笔记本的标题").click()
    page.get_by_role("button", name="按笔记本的顺序").click()
    expect_decided(page)
    wait_kept(page, 4)
    page.context.set_offline(False)
    other = abandoned(page)
    expect_decided(other)
    wait_nothing_left(other)
    draft = on_disk(other, data).draft
    kept = draft.section("welfare")
    assert kept is not None
    assert len(kept.kept) == 2
    assert (kept.named, draft.order) == (False, ())


def name_and_arrange(data: Path, id_: str) -> None:
    """Give a section a title, and the draft an order, of its own."""
    part = section_part("welfare")
    with opened(data) as store:
        found = store.load(id_)
        section = found.draft.section("welfare")
        assert section is not None
        named = replace(section, title="送温暖", named=True)
        store.save(id_, part, found.numbers[part], named)
        profile = profile_of(replace(found.draft, order=("plan", "overview")))
        store.save(id_, PROFILE, found.numbers[PROFILE], profile)


def expect_decided(page: Page) -> None:
    """See that all that was pressed is so."""
    section = on_step(page, "welfare")
    expect(section.get_by_text("保留了 1 处")).to_be_visible()
    expect(section.get_by_text("您说这一节就这样")).to_be_visible()
    for pressed in ("用笔记本的标题", "按笔记本的顺序"):
        expect(page.get_by_role("button", name=pressed).locator("visible=true")).to_have_count(0)
