from __future__ import annotations

import json
import os
import socket
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.base.websocket import WS_PING_INTERVAL
from traitlets import Type
from traitlets.config import Configurable

from tests.stores import opened
from widgets import places, server
from zongjie.draft import Draft
from zongjie.errors import SettingsError, StoreError
from zongjie.store import lifecycle, tidying, when


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert server.free_port("127.0.0.1", port) == port


def test_a_port_in_use_gives_way_to_the_next(taken: int) -> None:
    assert server.free_port("127.0.0.1", taken) > taken


def test_when_every_port_is_in_use_it_says_what_to_do(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_TRIES", 1)
    with pytest.raises(SettingsError, match="--port"):
        server.free_port("127.0.0.1", taken)


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [("127.0.0.1", 70000, "端口"), ("127.0.0.1", -1, "端口"), ("no such host", 8866, "地址")],
)
def test_an_impossible_address_is_refused(host: str, port: int, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        server.free_port(host, port)


@pytest.mark.parametrize(
    ("platform", "display", "seen"),
    [("linux", "", False), ("linux", ":0", True), ("win32", "", True), ("darwin", "", True)],
)
def test_a_browser_is_opened_only_where_it_can_be_seen(
    platform: str, display: str, seen: bool, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    server.announce("http://127.0.0.1:8866/")
    assert opened == (["http://127.0.0.1:8866/"] if seen else [])
    assert "http://127.0.0.1:8866/" in capsys.readouterr().out


def test_an_installation_without_notebooks_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "__file__", str(tmp_path / "widgets" / "places.py"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(SettingsError, match="重新安装"):
        places.share()


def test_every_setting_of_the_page_is_one_that_exists(root: Path) -> None:
    """Unknown classes and traits are passed over in silence by traitlets."""
    from jupyter_client.manager import KernelManager
    from jupyter_server.services.kernels.kernelmanager import MappingKernelManager
    from voila.app import Voila
    from voila.configuration import VoilaConfiguration
    from voila.execute import VoilaExecutor
    from voila.voila_kernel_manager import voila_kernel_manager_factory

    classes: tuple[type[Configurable], ...] = (
        KernelManager,
        MappingKernelManager,
        Voila,
        VoilaConfiguration,
        VoilaExecutor,
        voila_kernel_manager_factory(
            MappingKernelManager, preheat_kernel=True, default_pool_size=1
        ),
    )
    known = {cls.__name__: cls.class_traits(config=True) for cls in classes}
    settings = json.loads((root / "voila.json").read_text("utf-8"))
    for name, traits in settings.items():
        assert set(traits) <= set(known[name]), name
        for trait, value in traits.items():
            kind: Any = known[name][trait]
            if isinstance(kind, Type):
                kind._resolve_classes()  # it may name its class by a string
            validate = getattr(kind, "validate", None)
            if validate is not None:
                validate(None, value)  # raises where the trait does not take it


def test_the_page_needs_no_extension_but_those_it_lists(root: Path) -> None:
    settings = json.loads((root / "voila.json").read_text("utf-8"))["VoilaConfiguration"]
    share = Path(sys.prefix) / "share" / "jupyter"
    for name in settings["extension_allowlist"]:
        folders = (share / "labextensions" / name, share / "voila" / "labextensions" / name)
        assert any((folder / "package.json").is_file() for folder in folders), name


def test_templates_and_bundle_come_from_the_source_tree_first(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from widgets import pages

    served: list[Any] = []
    monkeypatch.setattr(pages, "serve_pages", lambda *args, **_: served.append(args))
    monkeypatch.setenv("JUPYTER_PATH", "elsewhere")
    monkeypatch.setenv("VOILA_APP_IP", "")
    port = server.free_port("127.0.0.1", 23456)
    server.serve(port=port)
    assert served == [(root / "notebooks", root, "127.0.0.1", port)]
    assert os.environ["JUPYTER_PATH"] == os.pathsep.join(
        [str(root / "share" / "jupyter"), "elsewhere"]
    )
    assert os.environ["VOILA_APP_IP"] == "127.0.0.1"


def test_a_port_in_use_is_mentioned(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from widgets import pages

    monkeypatch.setattr(pages, "serve_pages", lambda *_, **__: None)
    monkeypatch.setenv("JUPYTER_PATH", "")
    monkeypatch.setenv("VOILA_APP_IP", "")
    server.serve(port=taken)
    assert f"端口 {taken} 已被别的程序占用" in capsys.readouterr().out


def test_a_quiet_page_is_not_taken_for_a_dead_one(root: Path) -> None:
    """jupyter_server asks for an answer within the timeout before it has sent the first ping."""
    settings = json.loads((root / "voila.json").read_text("utf-8"))["Voila"]["tornado_settings"]
    interval = settings.get("ws_ping_interval", WS_PING_INTERVAL)
    assert settings.get("ws_ping_timeout", 3 * interval) >= 2 * interval


def test_a_start_empties_the_bin_of_what_has_lain_there_long_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path))
    with opened(tmp_path) as store:
        gone, stays = (store.create(Draft("school", "某某校工会", 2026), {}) for _ in range(2))
        lifecycle.discard(store, gone)
        real = when.now()
        monkeypatch.setattr(when, "now", lambda: real + 31 * when.DAY)
        lifecycle.discard(store, stays)
        server.prepare_store().join()
        assert [entry.id for entry in store.entries(shelf="bin")] == [stays]


def test_a_store_that_cannot_be_opened_keeps_the_server_from_starting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ZONGJIE_STORE", "mysql://somewhere")
    with pytest.raises(StoreError, match="mysql"):
        server.serve()


def test_a_store_that_is_in_use_is_tidied_at_another_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreError("别的程序正占用")

    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(tidying, "tidy", busy)
    server.prepare_store().join()
