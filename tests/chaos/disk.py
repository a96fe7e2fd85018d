"""The disk is full while something is saved, and has room again."""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path

import psutil

from tests.browser.server import process_of
from tests.chaos.crowd import Crowd, write_together
from tests.chaos.judge import Tally
from tests.chaos.typist import Typist, office, typing

_ROOM = psutil.RLIM_INFINITY


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Fill the disk of a page's kernel, then of a crowd of writers."""
    with office(folder) as server:
        pid = server.process.pid
        tally = typing(folder, chance, count, server.address, lambda typist: fill(typist, pid))
    crowd = Crowd(f"sqlite:///{folder / 'crowd.db'}", chance)
    tally.add(write_together(crowd, 5, partial(fill_again_and_again, count)))
    return tally


def fill(typist: Typist, server: int) -> bool:
    """No room for a page's kernel for a while; counted is the time since there is room again."""
    chance = typist.chance
    kernel = process_of(typist.kernel(), server)
    typist.write(chance.randint(1, 4))
    no_room(kernel, typist.data / "zongjie.db-wal", chance)
    typist.write(chance.randint(1, 6))
    typist.pause(chance.uniform(0, 3))
    kernel.rlimit(psutil.RLIMIT_FSIZE, (_ROOM, _ROOM))
    since = time.monotonic()
    typist.write(1)
    return typist.resumed(since)


def fill_again_and_again(count: int, crowd: Crowd) -> None:
    """Now this writer has no room, now that one."""
    wal = Path(crowd.url.removeprefix("sqlite:///") + "-wal")
    for _ in range(count):
        process = psutil.Process(crowd.chance.choice([*crowd.writers.values()]).pid)
        no_room(process, wal, crowd.chance)
        time.sleep(crowd.chance.uniform(0.1, 1))
        process.rlimit(psutil.RLIMIT_FSIZE, (_ROOM, _ROOM))
        crowd.tally.faults += 1


def no_room(process: psutil.Process, wal: Path, chance: random.Random) -> None:
    """Let no file of this process grow beyond what the store's log has now, or a little more."""
    size = wal.stat().st_size if wal.exists() else 0
    limit = chance.choice((0, size // 2, size + chance.randrange(5000)))
    process.rlimit(psutil.RLIMIT_FSIZE, (limit, _ROOM))
