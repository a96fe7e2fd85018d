"""Another program holds the SQLite file for longer than anybody waits for it."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from tests.chaos.crowd import Crowd, write_together
from tests.chaos.judge import Tally
from tests.chaos.typist import Typist, office, typing


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Lock a page's store, then the one of a crowd of writers."""
    with office(folder) as server:
        tally = typing(folder, chance, count, server.address, lock)
    crowd = Crowd(f"sqlite:///{folder / 'crowd.db'}", chance)
    tally.add(write_together(crowd, 5, partial(lock_again_and_again, count)))
    return tally


def lock(typist: Typist) -> bool:
    """One lock in the middle of writing; counted is the time since it is gone."""
    chance = typist.chance
    with held(typist.data / "zongjie.db"):
        typist.write(chance.randint(1, 6))
        typist.pause(chance.choice((0.5, 2, 7)))
    since = time.monotonic()
    typist.write(1)
    return typist.resumed(since)


def lock_again_and_again(count: int, crowd: Crowd) -> None:
    """Hold the file, let it go, hold it again."""
    for _ in range(count):
        with held(Path(crowd.url.removeprefix("sqlite:///"))):
            time.sleep(crowd.chance.choice((0.2, 1, 6)))
        time.sleep(crowd.chance.uniform(0.1, 1))
        crowd.tally.faults += 1


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Nobody else may write into this database."""
    with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
