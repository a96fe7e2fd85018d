from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError
from tornado.websocket import WebSocketHandler

from widgets import address


@pytest.mark.parametrize(
    ("query", "draft"),
    [
        ("?draft=abc", "abc"),
        ("draft=abc&x=1", "abc"),
        ("?draft=a%20b", "a b"),
        ("?other=1", ""),
        ("", ""),
    ],
)
def test_the_draft_is_read_from_the_address(query: str, draft: str) -> None:
    assert address.draft_in(query) == draft


def test_outside_voila_no_draft_is_asked_for_and_none_awaited() -> None:
    assert address.asked({}) == ""
    assert not address.is_waiting({"VOILA_PREHEAT": "False"})
    assert address.is_waiting({"VOILA_PREHEAT": "True"})


def test_pages_are_linked_below_the_servers_own_address() -> None:
    environ = {"VOILA_BASE_URL": "/office/"}
    assert address.home(environ) == "/office/"
    assert address.page("large_factory", environ=environ) == (
        "/office/voila/render/large_factory.ipynb"
    )
    assert address.page("large_factory", "abc", environ).endswith("?draft=abc")


def test_outside_voila_a_page_is_its_notebook(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.ipynb").write_text("{}", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert address.page("mine", "abc", {}) == (tmp_path / "mine.ipynb").as_posix()
    monkeypatch.setenv("HOME", str(tmp_path.parent))
    assert address.page("mine", "abc", {}) == f"~/{tmp_path.name}/mine.ipynb"
    assert address.page("none_such", environ={}) == ""


class _Told(WebSocketHandler):
    """voila's side on a bad day: too late, then refused, then hung up, and at last the address."""

    calls = 0

    async def prepare(self) -> None:
        type(self).calls += 1
        if self.calls == 1:
            await asyncio.sleep(1)
        if self.calls <= 2:
            raise HTTPError(503)

    def open(self, *_: str, **__: str) -> None:
        if self.calls == 3:
            self.close()
        else:
            self.write_message(json.dumps({"QUERY_STRING": "draft=abc"}))


def test_a_kernel_made_ahead_learns_its_draft_whatever_becomes_of_the_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(address, "AGAIN", 0.01)
    monkeypatch.setattr(address, "PATIENCE", 0.2)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {
        "VOILA_APP_PORT": str(port),
        "VOILA_SERVER_URL": "/office/",
        "VOILA_KERNEL_ID": "1-2",
    }

    async def wait() -> str:
        coming = asyncio.create_task(address.coming(environ))
        await asyncio.sleep(0.05)  # nobody listens yet
        server = HTTPServer(Application([(r"/office/voila/query/1-2", _Told)]))
        server.listen(port, "127.0.0.1")
        try:
            return await asyncio.wait_for(coming, 20)
        finally:
            server.stop()
            await server.close_all_connections()

    assert asyncio.run(wait()) == "abc"
    assert _Told.calls == 4


def test_waiting_does_not_bring_the_server_into_the_kernel() -> None:
    code = "import sys, widgets.address, tornado.websocket; sys.exit('voila' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_run_is_told_its_draft_by_a_parameter_or_the_environment(tmp_path: Path) -> None:
    named = {"ZONGJIE_DRAFT": str(tmp_path)}
    assert address.given("AbCdEfGhIjKlMnOp", named) == "AbCdEfGhIjKlMnOp"
    assert address.given("drafts/mine.zip", {}) == Path("drafts/mine.zip")
    assert address.given(None, named) == tmp_path
    assert address.given(None, {}) == ""


@pytest.mark.parametrize("voila", ["VOILA_PREHEAT", "QUERY_STRING"])
def test_in_voila_only_the_address_says_which(voila: str, tmp_path: Path) -> None:
    assert address.given(None, {"ZONGJIE_DRAFT": str(tmp_path), voila: ""}) == ""
