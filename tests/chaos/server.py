"""The server is killed, with or without its kernels, and started again on the same port."""

from __future__ import annotations

import random
import time
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import psutil

from tests.browser.server import Server, port_of
from tests.chaos.judge import Tally
from tests.chaos.typist import Typist, office, typing


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Kill and restart one office's server, while one page goes on."""
    running = Running(folder)
    try:
        address = running.start()
        return typing(folder, chance, count, address, lambda typist: kill(typist, running))
    finally:
        running.kill()


class Running:
    """A server that is killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port: int | None = None
        self.now: tuple[AbstractContextManager[Server], Server] | None = None

    def start(self) -> str:
        """Start it where it was; returns its address."""
        manager = office(self.folder, port=self.port)
        server = manager.__enter__()
        self.now = manager, server
        self.port = port_of(server.address)
        return server.address

    def kill(self, *, first: float = 0) -> None:
        """Kill it, and its kernels so many seconds later."""
        if self.now is None:
            return
        manager, server = self.now
        self.now = None
        kernels = psutil.Process(server.process.pid).children(recursive=True)
        server.process.kill()
        time.sleep(first)
        for kernel in kernels:
            with suppress(psutil.NoSuchProcess):
                kernel.kill()
        manager.__exit__(None, None, None)


def kill(typist: Typist, running: Running) -> bool:
    """One kill in the middle of writing, and a start; counted is the time since the start."""
    chance, kernel = typist.chance, typist.kernel()
    typist.write(chance.randint(1, 6))
    typist.pause(chance.uniform(0, 0.5))
    running.kill(first=chance.choice((0, 0, 0.3)))
    typist.write(chance.randint(0, 6))
    typist.pause(chance.choice((0, 0, 3)))
    typist.write(chance.randint(0, 3))
    running.start()
    return typist.resumed(time.monotonic(), but=kernel)
