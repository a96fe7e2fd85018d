from __future__ import annotations

import socket
from typing import Any

import pytest

from widgets import pages, server
from widgets.hub import Hub, found
from zongjie.errors import SettingsError

STARTED = {
    "JUPYTERHUB_SERVICE_URL": "http://0.0.0.0:8888/user/wang/",
    "JUPYTERHUB_SERVICE_PREFIX": "/user/wang/",
    "JUPYTERHUB_API_TOKEN": "known to the hub",
    "JUPYTERHUB_USER": "wang",
}


def test_a_hub_says_where_its_users_server_listens() -> None:
    assert found(STARTED) == Hub("0.0.0.0", 8888, "/user/wang/")  # noqa: S104 - nothing listens
    assert found({}) is None
    assert found({"JUPYTERHUB_USER": "wang"}) is None


@pytest.mark.parametrize("name", ["JUPYTERHUB_API_TOKEN", "JUPYTERHUB_USER"])
def test_a_hub_that_cannot_be_asked_lets_nobody_in(name: str) -> None:
    with pytest.raises(SettingsError, match="由 JupyterHub 启动"):
        found({**STARTED, name: ""})


def test_without_its_package_the_cure_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=r"zongjie\[hub\]"):
        found(STARTED)


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What voila is told, in place of voila."""
    told: list[list[str]] = []
    monkeypatch.setattr(pages.Pages, "launch_instance", told.append)
    monkeypatch.setattr(pages.Pages, "ready", None, raising=False)
    monkeypatch.setattr(pages.Pages, "shipped", None, raising=False)
    monkeypatch.setattr(server, "prepare_store", lambda: None)
    for name in ("JUPYTER_PATH", "VOILA_APP_IP"):
        monkeypatch.setenv(name, "")
    monkeypatch.delenv("ZONGJIE_TOKEN", raising=False)
    return told


def token(told: list[list[str]]) -> str:
    return next(word for word in told[0] if "token=" in word).partition("token=")[2]


def test_under_a_hub_the_hub_is_asked_and_no_token_is(
    launched: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.free_port("127.0.0.1", 24567)
    for name, value in STARTED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("JUPYTERHUB_SERVICE_URL", f"http://127.0.0.1:{port}/user/wang/")
    server.serve("0.0.0.0", 9)  # noqa: S104 - nothing listens
    told = launched[0]
    assert {"--Voila.ip=127.0.0.1", f"--port={port}", "--Voila.base_url=/user/wang/"} <= set(told)
    assert any(word.endswith("JupyterHubIdentityProvider") for word in told)
    assert not any(word.startswith("--Voila.token") for word in told)


def test_in_a_terminal_of_a_hub_nothing_is_served_beside_it(
    launched: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/user/wang/"
        for name, value in STARTED.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("JUPYTERHUB_SERVICE_URL", address)
        with pytest.raises(SettingsError, match="JupyterHub 里打开"):
            server.serve()
    assert launched == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_this_machine_alone_nobody_is_asked(host: str, launched: list[Any]) -> None:
    server.serve(host, server.free_port(host, 24600))
    assert token(launched) == ""


@pytest.mark.parametrize("set_to", [None, ""])
def test_beyond_it_there_is_always_a_token(
    set_to: str | None, launched: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    if set_to is not None:
        monkeypatch.setenv("ZONGJIE_TOKEN", set_to)
    server.serve("0.0.0.0", server.free_port("0.0.0.0", 24600))  # noqa: S104 - nothing listens
    assert len(token(launched)) >= pages.SHORTEST


def test_a_token_that_can_be_guessed_keeps_the_server_from_starting(
    launched: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONGJIE_TOKEN", "123456")
    with pytest.raises(SettingsError, match="太短"):
        server.serve("0.0.0.0", server.free_port("0.0.0.0", 24600))  # noqa: S104 - nothing listens
    assert launched == []
