"""A page whose kernel answers late, because the machine is busy, is drawn all the same."""

from __future__ import annotations

import re

from playwright.sync_api import Page, WebSocketRoute, expect

PATIENCE = 2000
"""Milliseconds after which ipywidgets gives up a model by itself, for good."""


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
