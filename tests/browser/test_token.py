"""A server that other machines can reach shows nothing to those who have no token."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import serving

OPEN = "from zongjie.cli import main; main(['app', '--host', '0.0.0.0', '--port', '{port}'])"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that such a server says, by way of this machine's loopback."""
    with serving(tmp_path_factory.mktemp("data"), OPEN) as server:
        yield re.sub(r"//[^:/]+:", "//127.0.0.1:", server.address)


@pytest.mark.parametrize("path", ["", "voila/render/large_factory.ipynb", "api/kernels"])
def test_without_the_token_nothing_is_served(told: str, path: str, browser: Browser) -> None:
    context = browser.new_context()
    answer = context.request.get(told.partition("?")[0] + path)
    assert "/login" in answer.url or answer.status == 403
    context.close()


def test_with_the_token_the_page_works_and_it_is_asked_once(told: str, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    assert "?token=" in told
    page.goto(told)
    expect(page.get_by_role("button", name="从 Excel 台账开始")).to_be_visible()
    page.goto(told.partition("?")[0] + "voila/render/large_factory.ipynb")
    expect(page.locator(".zj-title")).to_contain_text("2011年总结")
    context.close()
