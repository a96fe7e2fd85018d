"""Two have written in the same text: none is overwritten before one of the two is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.outage import (
    SOON,
    abandoned,
    begin,
    forsaken,
    id_of,
    stored,
    suspended,
    text,
    wait_kept,
    wait_nothing_left,
    wait_stored,
    write_at_end,
    write_elsewhere,
)
from tests.browser.server import Server

MINE, THEIRS = ("problems", "存在的问题"), ("plan", "下一年工作打算")
"""Two sections by id and title: of the first the own text is chosen, of the second the other's."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose program is taken away."""
    with forsaken(browser) as page:
        yield page


def test_of_two_texts_none_is_overwritten_before_one_is_chosen(
    page: Page, server: Server, data: Path
) -> None:
    other = reopened_after_writing_elsewhere(page, server, data)
    choose(other, data, MINE, "您写的", "我写的。")
    choose(other, data, THEIRS, "另一个窗口写的", "别处写的。")
    wait_nothing_left(other)  # the browser forgets once Python has answered
    expect_settled(other, data, "我写的。", "别处写的。")


def test_what_is_typed_on_before_one_is_chosen_is_not_asked_about_again(
    page: Page, server: Server, data: Path
) -> None:
    other = reopened_after_writing_elsewhere(page, server, data)
    for part, choice, ends in (
        (MINE, "您写的", "我写的。又写的。"),
        (THEIRS, "另一个窗口写的", "别处写的。"),
    ):
        write_at_end(other, part[1])
        expect(other.locator(".zj-two:visible")).to_be_visible()
        other.keyboard.type("又写的。", delay=30)
        expect(other.locator(".zj-versions:visible")).to_contain_text("又写的。")
        choose(other, data, part, choice, ends)
    expect_settled(other, data, "我写的。又写的。", "别处写的。")


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
        wait_kept(page, 1)
        write_elsewhere(data, id_of(page), "别处写的。")
        expect(text(other)).to_contain_text("别处写的。", timeout=SOON)
    finally:
        busy.resume()
    choose(page, data, MINE, "您写的", "这里接着写。")
    expect(text(other)).to_contain_text("这里接着写。", timeout=SOON)


def reopened_after_writing_elsewhere(page: Page, server: Server, data: Path) -> Page:
    """A page of texts that two have written on in, one of them unheard."""
    begin(page, server)
    suspended(page, server, data)
    for id_, title in (MINE, THEIRS):
        write_at_end(page, title)
        page.keyboard.type("我写的。", delay=30)
        wait_kept(page, 1 + (id_ == THEIRS[0]))
        write_elsewhere(data, id_of(page), "别处写的。", id_)
    return abandoned(page)


def choose(page: Page, data: Path, part: tuple[str, str], choice: str, ends: str) -> None:
    """See both texts, of which none is overwritten, and choose one."""
    section, title = part
    write_at_end(page, title)
    panel = page.locator(".zj-two:visible")
    versions = panel.locator(".zj-versions > div")
    expect(versions.filter(has_text="您写的")).to_contain_text("写的。")
    expect(versions.filter(has_text="另一个窗口写的")).to_contain_text("别处写的。")
    assert stored(page, data, section).endswith("别处写的。")
    versions.filter(has=page.get_by_role("heading", name=choice)).get_by_role("button").click()
    expect(panel).to_have_count(0)
    expect(text(page, title)).to_contain_text(ends)
    wait_stored(page, data, ends, section=section)


def expect_settled(page: Page, data: Path, mine: str, theirs: str) -> None:
    """After a reload nothing is asked again, and nothing else stands there."""
    page.reload()
    for (section, title), ends in ((MINE, mine), (THEIRS, theirs)):
        write_at_end(page, title)
        expect(text(page, title)).to_contain_text(ends)
        expect(page.locator(".zj-two:visible")).to_have_count(0)
        assert stored(page, data, section).endswith(ends)
    wait_nothing_left(page)
