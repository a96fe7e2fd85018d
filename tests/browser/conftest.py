"""A real server, and a page of it in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.complaints import hear
from tests.browser.server import Server, serving


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server of this run keeps its drafts."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[Server]:
    """A server that runs as long as the tests."""
    with serving(data) as running:
        yield running


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    """The address of its home page."""
    return server.address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of its own for each test."""
    with in_office(browser, address) as page:
        yield page


@contextmanager
def in_office(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a small office screen, which may ask its own server only and reports nothing."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True
    )
    context.set_default_timeout(30_000)
    context.set_default_navigation_timeout(90_000)  # a kernel may have to be started first
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    hear(page, wrong)
    yield page
    here = (address, address.replace("http", "ws", 1), "data:", "blob:", "about:")
    assert [url for url in asked if not url.startswith(here)] == []
    assert wrong == []
    context.close()
