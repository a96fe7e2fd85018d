"""A page's kernel, network and disk fail in turn while a real browser types."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from tests.chaos import disk, kernel, locked, network
from tests.chaos.judge import Tally
from tests.chaos.proxy import Proxy
from tests.chaos.typist import Typist, office, port_of, typing

WEIGHTS = (4, 6, 1, 1)
"""How often each comes: a kernel killed, a network cut, a disk filled, the store locked."""


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Let something else fail each time."""
    with office(folder) as server, Proxy(port_of(server.address), chance) as proxy:
        pid = server.process.pid
        faults: tuple[Callable[[Typist], bool], ...] = (
            lambda typist: kernel.kill(typist, pid),
            lambda typist: network.cut(typist, proxy),
            lambda typist: disk.fill(typist, pid),
            locked.lock,
        )

        def fault(typist: Typist) -> bool:
            (happens,) = chance.choices(faults, WEIGHTS)
            return happens(typist)

        address = f"http://127.0.0.1:{proxy.port}/"
        return typing(folder, chance, count, address, fault)
