"""The kernel behind a page is killed at a random moment while a real browser types."""

from __future__ import annotations

import random
import time
from pathlib import Path

from tests.browser.server import process_of
from tests.chaos.judge import Tally
from tests.chaos.typist import Typist, office, typing


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Kill the kernels of one page, one after another."""
    with office(folder) as server:
        pid = server.process.pid
        return typing(folder, chance, count, server.address, lambda typist: kill(typist, pid))


def kill(typist: Typist, server: int) -> bool:
    """One kill in the middle of writing; whether the page has come back."""
    chance, kernel = typist.chance, typist.kernel()
    process = process_of(kernel, server)
    typist.write(chance.randint(1, 6))
    typist.pause(chance.uniform(0, 0.5))  # somewhere between typing, sending and saving
    process.kill()
    since = time.monotonic()
    typist.write(chance.randint(0, 4))
    if chance.random() < 0.3:
        typist.pause(chance.uniform(1.4, 2.4))
        typist.write(chance.randint(1, 6))
    return typist.resumed(since, but=kernel)
