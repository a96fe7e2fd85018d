"""A user's own server in a JupyterHub: it lets in whom the hub names, and shows their units."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import Server, own_port, serving
from tests.stores import opened
from zongjie.draft import Draft
from zongjie.store import Person, units

BASE = "/user/wang/"


class Answers(BaseHTTPRequestHandler):
    """What a hub answers when it is asked whose a token is."""

    def do_GET(self) -> None:
        name = self.headers["Authorization"].removeprefix("token ")
        body = {"kind": "user", "name": name, "scopes": [f"access:servers!user={name}"]}
        self.send_response(200 if name in {"wang", "li"} else 404)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def hub() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/hub/api"
        running.shutdown()


@pytest.fixture(scope="module")
def wangs(hub: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of Wang, on a store in which Li's unit has a draft as well."""
    data: Path = tmp_path_factory.mktemp("data")
    with opened(data) as store:
        for who, unit in (("wang", "甲厂工会"), ("wang", "丙厂工会"), ("li", "乙厂工会")):
            mine = store.seen_by(Person(who))
            mine.create(Draft("large_factory", unit, 2026), {}, unit=units.found(mine, unit))
    port = own_port()
    scopes = json.dumps(["access:servers!user=wang"])
    started = {
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{port}{BASE}",
        "JUPYTERHUB_SERVICE_PREFIX": BASE,
        "JUPYTERHUB_API_URL": hub,
        "JUPYTERHUB_API_TOKEN": "of-the-server",
        "JUPYTERHUB_USER": "wang",
        "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-wang",
        "JUPYTERHUB_OAUTH_SCOPES": scopes,
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": scopes,
        "JUPYTERHUB_ALLOW_TOKEN_IN_URL": "1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in started.items():
            patch.setenv(name, value)
        with serving(data, port=port) as running:
            yield running


def test_the_user_of_the_hub_sees_their_units_only(wangs: Server, browser: Browser) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{wangs.address}?token=wang")
    with page.expect_response("**/voila/alive/*") as answer:
        assert answer.value.json()["alive"]
    expect(page.get_by_role("link", name="甲厂工会").first).to_be_visible()
    assert page.get_by_text("乙厂工会").count() == 0
    assert len(psutil.Process(wangs.process.pid).children()) <= 3  # kernels, and one to come
    assert page.url == wangs.address
    page.get_by_role("link", name="甲厂工会").first.click()
    expect(page.locator(".zj-title")).to_contain_text("甲厂工会")
    context.close()


def test_who_writes_in_two_units_says_where_a_new_summary_belongs(
    wangs: Server, browser: Browser
) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{wangs.address}?token=wang")
    page.get_by_role("button", name="从 Excel 台账开始").click()
    page.get_by_label("单位全称").fill("某某分厂工会")
    page.get_by_label("归哪个单位").first.select_option(label="丙厂工会")
    page.get_by_role("button", name="先不导入，直接开始").click()
    expect(page.locator(".zj-title")).to_contain_text("某某分厂工会")
    page.goto(wangs.address)
    drafts = page.locator(".zj-drafts tbody")
    expect(drafts).to_contain_text("甲厂工会")
    page.get_by_label("单位", exact=True).select_option(label="丙厂工会")
    expect(drafts).not_to_contain_text("甲厂工会")
    expect(drafts.get_by_role("row").filter(has_text="某某分厂工会")).to_contain_text("丙厂工会")
    context.close()


@pytest.mark.parametrize("path", ["", "voila/render/large_factory.ipynb", "api/kernels"])
def test_whom_the_hub_does_not_know_is_sent_to_log_in(
    path: str, wangs: Server, browser: Browser
) -> None:
    context = browser.new_context()
    answer = context.request.get(wangs.address + path, max_redirects=0)
    assert answer.status == 302
    assert "/hub/api/oauth2/authorize" in answer.headers["location"]
    context.close()


@pytest.mark.parametrize("path", ["", "voila/render/large_factory.ipynb", "voila/alive/x"])
def test_another_user_of_the_hub_is_refused(path: str, wangs: Server, browser: Browser) -> None:
    context = browser.new_context(extra_http_headers={"Authorization": "token li"})
    assert context.request.get(wangs.address + path, max_redirects=0).status == 403
    context.close()


def test_the_way_back_from_the_hub_is_where_the_hub_looks_for_it(
    wangs: Server, browser: Browser
) -> None:
    context = browser.new_context()
    answer = context.request.get(f"{wangs.address}oauth_callback", max_redirects=0)
    assert answer.status == 400  # it is there, and misses what the hub would say
    context.close()
