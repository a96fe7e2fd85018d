"""Twenty write in one draft, on SQLite and on PostgreSQL, and some of them are killed."""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path

from tests.chaos.crowd import Crowd, write_together
from tests.chaos.judge import Tally
from tests.store.postgres import serving
from tools import system

WRITERS = 20


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Let them write for `count` seconds in each kind of store."""
    meanwhile = partial(kill, count)
    tally = write_together(Crowd(f"sqlite:///{folder / 'crowd.db'}", chance), WRITERS, meanwhile)
    programs = system.postgresql()
    if programs is not None:
        with serving(programs) as server:
            tally.add(write_together(Crowd(server.new(), chance), WRITERS, meanwhile))
    return tally


def kill(seconds: float, crowd: Crowd) -> None:
    """Now and then one of them is killed, and begins again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(crowd.chance.uniform(0.5, 3))
        letter = crowd.chance.choice([*crowd.writers])
        crowd.writers[letter].kill()
        crowd.writers[letter].wait()
        crowd.start(letter)
        crowd.tally.faults += 1
