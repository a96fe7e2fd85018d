"""PostgreSQL is restarted while people write."""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path

from tests.chaos.crowd import Crowd, write_together
from tests.chaos.judge import Tally
from tests.store.postgres import Server, serving
from tools import system


def run(_: Path, chance: random.Random, count: int) -> Tally:
    """Restart it `count` times under eight writers."""
    programs = system.postgresql()
    if programs is None:
        raise RuntimeError("PostgreSQL is not on this machine")
    with serving(programs) as server:
        return write_together(Crowd(server.new(), chance), 8, partial(restart, server, count))


def restart(server: Server, count: int, crowd: Crowd) -> None:
    """Stop it at once, or in the usual way, and start it again."""
    for _ in range(count):
        time.sleep(crowd.chance.uniform(0.5, 3))
        server.stop(crowd.chance.choice(("immediate", "fast")))
        time.sleep(crowd.chance.uniform(0, 2))
        server.start()
        crowd.tally.faults += 1
