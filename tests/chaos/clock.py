"""The clock is set back and on again, by days and by years, while people write."""

from __future__ import annotations

import random
import time
from pathlib import Path

from tests.chaos.crowd import Crowd, write_together
from tests.chaos.judge import Tally
from tests.chaos.writer import PART
from zongjie.store import ALONE, Store, tidying, when


def run(folder: Path, chance: random.Random, count: int) -> Tally:
    """Five write for `count` seconds, each by a clock that wanders; then the store is tidied."""
    crowd = Crowd(f"sqlite:///{folder / 'crowd.db'}", chance, wrong_clock=True)
    tally = write_together(crowd, 5, lambda _: time.sleep(count))
    store = Store(crowd.url, by=ALONE)
    before = store.newest(crowd.id_, PART)
    for days in (-800, 0, 800):
        tidying.tidy(store, when.now() + days * when.DAY)
        if store.newest(crowd.id_, PART) != before:
            tally.lost += 1
            tally.wrong.append(f"tidied at {days} days: the newest is another")
    store.close()
    return tally
