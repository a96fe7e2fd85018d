"""A page whose kernel answers late, or has died before anybody saw it, is drawn all the same."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.browser.server import Server, kernel_of, kernels, serving, serving_one

PATIENCE = 2000
"""Milliseconds after which ipywidgets gives up a model by itself, for good."""


def puzzling(server: Server) -> list[str]:
    """What a server has said that no officer can read."""
    return [line for line in server.said if not re.search("[一-鿿]", line)]


def test_models_that_come_late_are_drawn(page: Page, address: str) -> None:
    held: list[str | bytes] = []
    sockets: list[WebSocketRoute] = []

    def hold(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        sockets.append(socket)
        server.on_message(lambda said: held.append(said) if sockets else socket.send(said))

    page.route_web_socket(re.compile(r"/api/kernels/.+/channels"), hold)
    page.goto(f"{address}voila/render/large_factory.ipynb")
    page.wait_for_timeout(3 * PATIENCE)
    assert held
    assert page.locator(".zj-ready").count() == 0

    (socket,) = sockets
    sockets.clear()
    for said in held:
        socket.send(said)
    expect(page.locator(".zj-ready .zj-bar")).to_be_visible()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)


@pytest.mark.skipif(os.name == "nt", reason="tells kernels by the command that POSIX starts")
def test_a_kernel_that_died_while_it_waited_for_its_page_is_replaced_at_once(
    browser: Browser, tmp_path: Path
) -> None:
    with serving_one(tmp_path, "large_factory") as server:
        page = browser.new_page(locale="zh-CN")
        page.goto(f"{server.address}voila/render/large_factory.ipynb")
        expect(page.locator(".zj-ready .zj-bar")).to_be_visible(timeout=90_000)
        page.wait_for_timeout(8000)  # the next kernel is ready as well
        for waiting in kernels(server):
            os.kill(waiting, signal.SIGKILL)
        other = browser.new_page(locale="zh-CN")
        other.goto(f"{server.address}voila/render/large_factory.ipynb")
        expect(other.locator(".zj-ready .zj-bar")).to_be_visible(timeout=30_000)
        page.close()
        other.close()


@pytest.mark.skipif(os.name == "nt", reason="tells kernels by the command that POSIX starts")
def test_a_kind_of_summary_is_drawn_ahead_when_somebody_is_about_to_open_it(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(tmp_path) as server:
        page = browser.new_page(locale="zh-CN")
        page.goto(server.address)
        sample = page.get_by_role("link", name="看看样例")
        expect(sample).to_be_visible(timeout=90_000)
        page.wait_for_timeout(4000)
        before = kernels(server)
        assert len(before) == 2  # the first page's own, and the next one's
        sample.hover()
        waited_for(page, lambda: len(kernels(server)) == 3)
        (drawn,) = kernels(server) - before
        sample.click()
        expect(page.locator(".zj-ready .zj-bar")).to_be_visible(timeout=90_000)
        assert kernel_of(page, server) == drawn
        page.close()
    # The window of the program says where the page is, and no more.
    assert puzzling(server) == []


def waited_for(page: Page, seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not seen() and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert seen()


@pytest.mark.parametrize("after", [0, 4.5], ids=lambda after: f"after {after} s")
def test_it_says_no_more_when_it_is_ended_while_pages_are_drawn_ahead(
    after: float, tmp_path: Path
) -> None:
    with serving(tmp_path) as server:
        time.sleep(after)
    assert puzzling(server) == []
