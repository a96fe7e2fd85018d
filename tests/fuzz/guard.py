"""What no input may make the program do: ask a host, start a program, or touch a file outside."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

CANARY = "机密四十二号"
"""What stands in a file that inputs name and nobody may read."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
_OWN = ("pandoc", Path(sys.executable).stem)
_PROGRAMS = ("os.system", "os.exec", "os.posix_spawn", "pty.spawn")


class Broken(BaseException):
    """An input did what no input may do."""


class _Watch:
    """Audit hooks stay for good: this one is told when to look, and where files may be."""

    on = False
    inside = Path()
    broken: Broken | None = None  # the program may have swallowed it

    def fail(self, what: str) -> NoReturn:
        self.broken = Broken(what)
        raise self.broken

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event in _NETWORK or event in _PROGRAMS:
            self.fail(f"{event} {arguments!r}"[:300])
        if event == "subprocess.Popen" and Path(str(arguments[0])).stem not in _OWN:
            self.fail(f"started {arguments[0]}")
        if event == "open":
            path, mode, flags = arguments
            if not isinstance(path, str | bytes | os.PathLike):
                return
            name = os.fsdecode(path)
            if name.endswith("canary.txt"):
                self.fail(f"read {name}")
            writes = bool((flags or 0) & _WRITING) or bool(set(str(mode or "")) & set("wax+"))
            if not writes or name == os.devnull:
                return
            if not Path(name).resolve().is_relative_to(self.inside):
                self.fail(f"wrote {name}")


_watch = _Watch()
_heard: list[bool] = []


@contextmanager
def guarded(inside: Path, seconds: float) -> Iterator[None]:
    """Hold what runs here to its bounds: `Broken` when it leaves them or takes too long."""
    if not _heard:
        sys.addaudithook(_watch.hear)
        _heard.append(True)

    def late(_: int, __: FrameType | None) -> None:
        _watch.fail(f"more than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _watch.inside, _watch.on, _watch.broken = inside.resolve(), True, None
    try:
        yield
    finally:
        _watch.on = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if _watch.broken:
            raise _watch.broken


@contextmanager
def bounds() -> Iterator[Path]:
    """A folder in which everything may be written, with a file beside it that nobody may read."""
    with tempfile.TemporaryDirectory(prefix="zongjie-fuzz-") as folder:
        inside = Path(folder) / "inside"
        inside.mkdir()
        (Path(folder) / "canary.txt").write_text(CANARY, encoding="utf-8")
        old = tempfile.tempdir
        tempfile.tempdir = str(inside)
        try:
            yield inside
        finally:
            tempfile.tempdir = old
