"""帮助 opens the guide at the place of the step one is on, from this server alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tools import guide
from widgets import places


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    """The server of the tests serves the source tree's guide."""
    if places.guide() is None:
        guide.build(guide.TARGET)


def test_help_opens_where_one_is_and_finds_words(page: Page, address: str) -> None:
    hosts: set[str] = set()

    def note(url: str) -> None:
        hosts.add("/".join(url.removeprefix("blob:").split("/")[:3]))

    page.context.on("request", lambda request: note(request.url))
    page.goto(f"{address}voila/render/large_factory.ipynb#review")
    expect(page.locator(".zj-ready .zj-bar")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="帮助").click()
    pages = opened.value
    expect(pages.get_by_role("heading", level=1)).to_have_text("检查")
    pages.get_by_placeholder("搜索").fill("撤销导入")
    pages.keyboard.press("Enter")
    expect(pages.locator("#search-results").get_by_role("link", name="导入台账")).to_be_visible()
    assert hosts == {address.rstrip("/")}


def test_nothing_beside_the_guide_is_served(page: Page, address: str) -> None:
    for path in ("guide/%2e%2e/%2e%2e/voila.json", "guide/../jupyter", "guide/none.html"):
        assert page.request.get(f"{address}{path}").status in (403, 404)
