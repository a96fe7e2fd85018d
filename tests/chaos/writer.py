"""One of a crowd that writes in one draft, a process of its own as a page's kernel is one.

``python -m tests.chaos.writer URL DRAFT LETTER SEED CLOCK`` writes in the paragraph of its letter,
now and then in the one all share, and prints a line of JSON per acknowledged save: the mark, and
the seconds until it was on disk when it was not at the first try. Told to end (SIGTERM), it does
so once nothing of it is unsaved, and says how often its clock was set.
"""

from __future__ import annotations

import json
import random
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from itertools import product
from string import ascii_lowercase

from widgets.keeping import Choice
from widgets.state import State
from zongjie.draft import Draft, Section
from zongjie.errors import StoreError
from zongjie.ledger import empty_all
from zongjie.store import Person, Store, section_part

GENRE, SECTION = "event_review", "event_run"
PART = section_part(SECTION)
MARK = re.compile(r"[a-t]\d*[a-z]{3}(?=。)")
SHARED = "合"
CHOICES: tuple[Choice, ...] = ("mine", "theirs", "both")
LETTERS = ascii_lowercase[:20]
LAST = 45.0
"""Seconds it goes on trying to save after it was told to end."""


def begin(store: Store) -> str:
    """A draft with a paragraph for each writer and one for all."""
    text = "".join(f"{letter}：\n" for letter in LETTERS + SHARED)
    section = Section(SECTION, "活动开展", text)
    return store.create(Draft(GENRE, "某某厂工会", 2026, sections=(section,)), empty_all())


class Writer:
    """Writes, sees what others wrote, and settles what two wrote at one place."""

    def __init__(self, url: str, id_: str, letter: str, seed: str) -> None:
        self.letter = letter
        self.chance = random.Random(seed)  # noqa: S311 - moments, not secrets
        self.waiting: dict[str, float] = {}
        self.state = State(GENRE, Store(url, by=Person(letter, letter, alone=True)))
        self.state.open(id_)
        # One that was killed and is started again goes on with marks of its own.
        self.names: Iterator[str] = (
            letter + seed.rpartition("-")[2] + "".join(rest)
            for rest in product(ascii_lowercase, repeat=3)
        )

    def write(self) -> None:
        """Put one more mark into the text."""
        mark = next(self.names)
        own = self.chance.random() < 0.9
        paragraph = f"{self.letter if own else SHARED}："
        lines = self.state.text(SECTION).split("\n")
        # Of two texts that were both taken, lines may have run together.
        at = next((i for i, line in enumerate(lines) if paragraph in line), 0)
        lines[at] += f"{mark}。"
        self.waiting[mark] = time.monotonic()
        try:
            self.state.write(SECTION, "\n".join(lines))
        except StoreError:
            return
        self.tell(late=False)

    def look(self) -> None:
        """See what others have written, settle, and save what could not be saved before."""
        try:
            self.state.take(self.state.keeping.look())
            self.settle()
            self.state.retry()
        except StoreError:
            time.sleep(self.chance.uniform(0, 0.3))
            return
        self.tell(late=True)

    def settle(self) -> None:
        """Choose between two texts, as an officer who sees both; says what is given up."""
        stale = self.state.keeping.clashes.get(PART)
        if stale is None:
            return
        assert isinstance(stale.theirs, Section)
        mine, theirs = (
            set(MARK.findall(text)) for text in (self.state.text(SECTION), stale.theirs.text)
        )
        choice = self.chance.choice(CHOICES)
        gone = {"mine": theirs - mine, "theirs": mine - theirs, "both": set()}[choice]
        print(json.dumps({"given up": sorted(gone)}), flush=True)
        self.state.settle(PART, choice)

    def tell(self, *, late: bool) -> None:
        """Say what is on disk now."""
        if PART in self.state.keeping.unsaved:
            return
        for mark, since in self.waiting.items():
            print(json.dumps([mark, time.monotonic() - since if late else None]), flush=True)
        self.waiting.clear()


def wandering(chance: random.Random) -> list[int]:
    """Let the clock of this process be set back and on again, by days; returns by how much."""
    right = time.time_ns
    by = [0]

    def wrong() -> int:
        if chance.random() < 0.05:
            by.append(int(chance.uniform(-400, 2) * 86_400e9))
        return right() + by[-1]

    time.time_ns = wrong
    return by


def main() -> None:
    url, id_, letter, seed, clock = sys.argv[1:]
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    moved = wandering(random.Random(seed)) if clock == "wrong" else [0]  # noqa: S311
    while True:
        try:
            writer = Writer(url, id_, letter, seed)
            break
        except StoreError:  # the fault is on already
            time.sleep(0.2)
    print(json.dumps("ready"), flush=True)
    while not told.is_set():
        writer.write()
        time.sleep(writer.chance.uniform(0, 0.3))
        writer.look()
    end = time.monotonic()
    while writer.waiting and time.monotonic() < end + LAST:
        writer.look()
    print(json.dumps({"unsaved": [*writer.waiting], "moved": len(moved) - 1}), flush=True)


if __name__ == "__main__":
    main()
