"""The real page server, started as an office starts it, for tests, screenshots and benchmarks."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from widgets.server import free_port

STARTED = 90.0
"""Seconds a server may take to say where it is, on a busy machine."""


@contextmanager
def serving(data: Path, environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve the notebooks with drafts kept in `data`; gives the address of the home page."""
    port = free_port("127.0.0.1", 20000 + os.getpid() % 20000)
    command = [sys.executable, "-c", "from zongjie.cli import main; main()", "app"]
    env = {**os.environ, "ZONGJIE_DATA_DIR": str(data), "PYTHONUTF8": "1", **(environ or {})}
    env.pop("DISPLAY", None)  # no browser window beside the one of the test
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                lines.put(line)
        lines.put("")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield _address(lines)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join()


def _address(lines: queue.Queue[str]) -> str:
    said: list[str] = []
    while line := lines.get(timeout=STARTED):
        said.append(line)
        found = re.search(r"http://\S+", line)
        if found:
            return found[0]
    raise RuntimeError("the server did not start:\n" + "".join(said))
