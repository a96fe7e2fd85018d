"""On a computer so slow that anywidget no longer listens for its widgets, the page works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.complaints import LATE

SAMPLE = "voila/render/large_factory.ipynb"
AT_ONCE = """
AbortSignal.timeout = () => {
  const patience = new AbortController();
  queueMicrotask(() => patience.abort());
  return patience.signal;
};
"""
"""What anywidget waits for its own lines is over before they are there."""


@pytest.fixture
def slow(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.set_default_timeout(30_000)
    context.set_default_navigation_timeout(90_000)
    context.add_init_script(AT_ONCE)
    page = context.new_page()
    given_up: list[str] = []
    page.on("pageerror", lambda error: given_up.append(str(error)))
    page.goto(f"{address}{SAMPLE}#title")
    expect(page.locator(".zj-ready .zj-side")).to_be_visible()
    assert LATE in given_up
    yield page
    context.close()


def test_what_is_typed_is_answered_and_every_view_follows(slow: Page) -> None:
    unit = slow.get_by_label("单位全称")
    unit.fill("某某造船厂工会")
    unit.press("Enter")
    expect(slow.locator(".zj-saved")).to_contain_text("已保存")
    expect(slow.locator(".zj-title")).to_contain_text("某某造船厂工会")
    slow.locator(".zj-side").get_by_role("link", name="图表").click()
    kinds = slow.locator("[data-zj-step=charts] .zj-chart").nth(1)
    kinds.get_by_label("看什么").select_option(label="人次")
    expect(kinds.locator("figcaption")).to_have_text("2011年各类活动人次")
