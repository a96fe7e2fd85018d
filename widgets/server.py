"""Serve the notebooks: as pages through voila, or in JupyterLab.

`serve` finds the notebooks, the page template and the front-end bundle beside the source tree,
or where the wheel has put them, and says in Chinese where the page is.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path

import click

from widgets import copies
from widgets import hub as hubs
from widgets.places import share
from zongjie.errors import SettingsError, StoreError

LOOPBACK = "127.0.0.1"
EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - compared with, not listened on
_TRIES = 20


def serve(
    host: str = LOOPBACK, port: int = 8866, *, lab: bool = False, root: Path | None = None
) -> None:
    """Serve until interrupted; a page per notebook, or JupyterLab on the same notebooks.

    Parameters
    ----------
    host, port : where to listen; the next free port is taken when this one is in use. A JupyterHub
        that starts the pages says both itself.
    lab : JupyterLab instead of pages.
    root : a folder with ``notebooks`` and ``voila.json`` of one's own.

    Raises `StoreError` when the drafts cannot be opened, and `SettingsError` when the host cannot
    be listened on, no port near `port` is free, or the installation has no notebooks.
    """
    folder = root / "notebooks" if root else copies.folder(edited=lab)
    root = root or share()
    hub = None if lab else hubs.found()
    if hub:
        host, port = hub.host, hub.port
    prepare_store()
    free = free_port(host, port)
    if hub and free != port:
        raise SettingsError(
            f"JupyterHub 指定的端口 {port} 已被占用",
            cure="请在 JupyterHub 里打开，不要在终端里启动",
        )
    if free != port:
        click.echo(f"端口 {port} 已被别的程序占用，改用 {free}。")
    # A source tree serves its own templates and bundle, whatever an older installation left.
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, (str(share() / "share" / "jupyter"), os.environ.get("JUPYTER_PATH")))
    )
    # Where a kernel that was started ahead asks for the address it is opened with.
    os.environ["VOILA_APP_IP"] = here = LOOPBACK if host in EVERYWHERE else host
    if lab:
        from widgets.lab import serve_lab

        click.echo(f"笔记本在这个文件夹：{folder}")
        serve_lab(folder, host, here, free, announce)
    else:
        from widgets.pages import serve_pages

        serve_pages(folder, root, host, free, ready=announce, hub=hub)


def prepare_store() -> threading.Thread:
    """Bring the store to this version once, before many kernels open it.

    Old autosaves are thinned out, and the bin is emptied, beside whatever comes next: in the
    thread that is returned.
    """
    from zongjie.store import ALONE, Store, tidying

    store = Store(by=ALONE)

    def tidy() -> None:
        with contextlib.suppress(StoreError):  # there will be another start
            tidying.tidy(store)
        store.close()

    thread = threading.Thread(target=tidy, daemon=True)
    thread.start()
    return thread


def free_port(host: str, wanted: int) -> int:
    """`wanted`, or the next port that nobody listens on; `SettingsError` when there is none.

    voila would move on by itself, but only after it has told its waiting kernels the old port.
    """
    for port in range(wanted, min(wanted + _TRIES, 65536)):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # elsewhere the option would let two servers share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OverflowError as error:
                raise SettingsError(f"端口 {port} 不对", cure="请写 1 到 65535 之间的数") from error
            except socket.gaierror as error:
                raise SettingsError(f"地址 {host} 不能用", cure="请写本机的地址") from error
            except OSError:
                continue
        return port
    raise SettingsError(
        f"{host} 的端口 {wanted} 到 {wanted + _TRIES - 1} 都用不了",
        cure="请换一个端口，如 --port 9000；或核对地址是不是本机的",
    )


def announce(url: str) -> None:
    """Say where the page is, and open it when this machine has a screen and a browser."""
    click.echo(f"页面已就绪，请在浏览器打开：{url}\n用完后在这个窗口按 Ctrl+C 结束。")
    if has_screen():
        webbrowser.open(url)


def has_screen() -> bool:
    """Whether a browser window could be seen; a Linux machine without a display has none."""
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
