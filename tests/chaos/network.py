"""The network between the browser and its server is cut, also in the middle of a message."""

from __future__ import annotations

import random
import time
from pathlib import Path

from tests.browser.server import port_of
from tests.chaos.judge import Tally
from tests.chaos.proxy import Proxy
from tests.chaos.typist import Typist, office, typing

OFFLINE = "offline"
"""As the browser itself is told that there is no network."""


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Cut one page's network time after time."""
    with office(folder) as server, Proxy(port_of(server.address), chance) as proxy:
        address = f"http://127.0.0.1:{proxy.port}/"
        return typing(folder, chance, count, address, lambda typist: cut(typist, proxy))


def cut(typist: Typist, proxy: Proxy) -> bool:
    """One cut in the middle of writing; counted is the time since the network is back."""
    chance, context = typist.chance, typist.page.context
    typist.write(chance.randint(1, 6))
    typist.pause(chance.uniform(0, 0.5))
    how = chance.choice(("drop", "half", "stall", OFFLINE))
    if how == OFFLINE:
        context.set_offline(True)
    else:
        proxy.cut(how)  # type: ignore[arg-type]  # the three that are left
    typist.write(chance.randint(1, 6))
    typist.pause(chance.choice((0, 0.5, 2, 5)))
    typist.write(chance.randint(0, 3))
    context.set_offline(False)
    proxy.mend()
    return typist.resumed(time.monotonic())
