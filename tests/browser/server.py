"""The real page server, started as an office starts it, for tests, screenshots and benchmarks."""

from __future__ import annotations

import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Page

from widgets.places import HOME, share
from widgets.server import free_port

STARTED = 90.0
"""Seconds a server may take to say where it is, on a busy machine."""


@dataclass(frozen=True)
class Server:
    """A server that has said where it is."""

    address: str
    process: subprocess.Popen[str]
    said: list[str]
    """Every line it has written so far."""


OFFICE = "from zongjie.cli import main; main(['app', '--port', '{port}'])"
"""How an office starts it."""

ONE = """
from pathlib import Path
from widgets.server import serve
serve(port={port}, root=Path(%r))
"""
"""How a folder with notebooks of its own is served."""


def own_port() -> int:
    """A free port that no other test process looks for, below those the system gives away."""
    return free_port("127.0.0.1", 10000 + os.getpid() * 101 % 20000)


@contextmanager
def serving(
    data: Path, code: str = OFFICE, *, port: int | None = None, patience: float = STARTED
) -> Iterator[Server]:
    """Run a server that keeps its drafts in `data`; `code` starts it on ``{port}``."""
    port = port or own_port()
    env = {**os.environ, "ZONGJIE_DATA_DIR": str(data), "PYTHONUTF8": "1"}
    env.pop("DISPLAY", None)  # no browser window beside the one of the test
    process = subprocess.Popen(
        [sys.executable, "-c", code.replace("{port}", str(port))],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    lines: queue.Queue[str] = queue.Queue()
    said: list[str] = []

    def read() -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                said.append(line)
                lines.put(line)
        lines.put("")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield Server(_address(lines, patience), process, said)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join()


def serving_one(
    folder: Path, genre: str, *, port: int | None = None, patience: float = STARTED
) -> AbstractContextManager[Server]:
    """The server of an office with one kind of summary, whose few kernels are soon warm.

    It keeps its drafts in ``data`` in this folder, and may be started there again.
    """
    if not (folder / "notebooks").exists():
        (folder / "notebooks").mkdir(parents=True)
        (folder / "data").mkdir()
        shutil.copy(share() / "voila.json", folder)
        for name in (HOME, f"{genre}.ipynb"):
            shutil.copy(share() / "notebooks" / name, folder / "notebooks")
    return serving(folder / "data", ONE % str(folder), port=port, patience=patience)


def kernels(server: Server) -> set[int]:
    """The processes of its kernels, of those too that wait for a page."""
    found = set()
    for child in psutil.Process(server.process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it ended just now
            if "ipykernel_launcher" in " ".join(child.cmdline()):
                found.add(child.pid)
    return found


def port_of(address: str) -> int:
    """The port in the address of a server."""
    return int(address.rstrip("/").rpartition(":")[2])


def process_of(kernel: str, server: int) -> psutil.Process:
    """The process of a kernel, told by the connection file it was started with."""
    for child in psutil.Process(server).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it ended just now
            if any(kernel in word for word in child.cmdline()):
                return child
    raise LookupError(kernel)


def kernel_of(page: Page, server: Server) -> int:
    """The process behind a page."""
    id_ = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').text).kernelId")
    return process_of(id_, server.process.pid).pid


def _address(lines: queue.Queue[str], patience: float) -> str:
    said: list[str] = []
    while line := lines.get(timeout=patience):
        said.append(line)
        found = re.search(r"http://\S+", line)
        if found:
            return found[0]
    raise RuntimeError("the server did not start:\n" + "".join(said))
