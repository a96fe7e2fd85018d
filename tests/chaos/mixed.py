"""A page's kernel, network and disk fail in turn while a real browser types."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from tests.browser.server import port_of
from tests.chaos import disk, kernel, locked, network
from tests.chaos.judge import Tally
from tests.chaos.proxy import Proxy
from tests.chaos.typist import Typist, office, typing

DECK = 11
"""Faults after which each kind has come: 3 kernels, 6 networks, a disk, a lock."""


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Let something else fail each time."""
    with office(folder) as server, Proxy(port_of(server.address), chance) as proxy:
        pid = server.process.pid
        deck: list[Callable[[Typist], bool]] = [
            *[lambda typist: kernel.kill(typist, pid)] * 3,
            *[lambda typist: network.cut(typist, proxy)] * 6,
            lambda typist: disk.fill(typist, pid),
            locked.lock,
        ]
        assert len(deck) == DECK
        hand: list[Callable[[Typist], bool]] = []

        def fault(typist: Typist) -> bool:
            if not hand:
                hand.extend(deck)
                chance.shuffle(hand)
            return hand.pop()(typist)

        address = f"http://127.0.0.1:{proxy.port}/"
        return typing(folder, chance, count, address, fault)
