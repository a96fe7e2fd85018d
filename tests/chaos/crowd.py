"""Many processes write in one draft while something happens to the store, and are judged."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise

from tests.chaos.judge import Tally
from tests.chaos.writer import LAST, LETTERS, MARK, PART, begin
from tests.conftest import ROOT
from zongjie.draft import Section
from zongjie.errors import StoreError
from zongjie.store import ALONE, Store, history
from zongjie.store.values import Revision


@dataclass
class Crowd:
    """The writers of one draft, and what each of them was told is saved."""

    url: str
    chance: random.Random
    tally: Tally = field(default_factory=Tally)
    wrong_clock: bool = False
    id_: str = ""
    writers: dict[str, subprocess.Popen[str]] = field(default_factory=dict)
    saved: list[str] = field(default_factory=list)
    given_up: set[str] = field(default_factory=set)
    """Marks that a writer chose another text over; the history has them."""
    unsaved: set[str] = field(default_factory=set)
    _lives: int = 0
    _ready: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    _readers: list[threading.Thread] = field(default_factory=list)

    def start(self, letter: str) -> None:
        """Let a writer begin, or one that was killed begin again."""
        self._lives += 1
        seed = f"{self.chance.random()}-{self._lives}"
        clock = "wrong" if self.wrong_clock else "right"
        command = [sys.executable, "-m", "tests.chaos.writer", self.url, self.id_]
        process = subprocess.Popen(
            [*command, letter, seed, clock],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.writers[letter] = process
        reader = threading.Thread(target=self._read, args=(process,), daemon=True)
        reader.start()
        self._readers.append(reader)

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                said = json.loads(line) if line.endswith("\n") else None
                match said:
                    case "ready":
                        self._ready.release()
                    case {"given up": marks}:
                        self.given_up.update(marks)
                    case [str(mark), late]:
                        self.saved.append(mark)
                        if late is not None:
                            self.tally.waits.append(late)
                    case {"unsaved": marks, "moved": int(moved)}:
                        self.unsaved.update(marks)
                        self.tally.faults += moved

    def all_ready(self) -> None:
        """Wait until everybody has opened the draft."""
        for _ in self.writers:
            assert self._ready.acquire(timeout=240), "a writer did not begin"

    def end(self) -> None:
        """Tell everybody to stop, and wait until they have."""
        for process in self.writers.values():
            process.terminate()
        for letter, process in self.writers.items():
            try:
                if process.wait(2 * LAST) not in {0, -signal.SIGTERM}:  # not begun yet
                    self.tally.wrong.append(f"writer {letter} ended with {process.returncode}")
            except subprocess.TimeoutExpired:
                process.kill()
                self.tally.wrong.append(f"writer {letter} hung")
        for reader in self._readers:
            reader.join(10)
        if self.unsaved:
            self.tally.wrong.append(f"still unsaved at the end: {sorted(self.unsaved)[:5]}")

    def judge(self) -> None:
        """Every acknowledged mark is in the text or in the history, and none went unasked."""
        try:
            with closing(Store(self.url, by=ALONE)) as store:
                self._judge(store)
        except StoreError as error:
            self.tally.unreadable += 1
            self.tally.wrong.append(str(error))

    def _judge(self, store: Store) -> None:
        tally = self.tally
        texts = [marks for _, marks in self._revisions(store)]
        for (before, _), (after, settled) in pairwise(self._standing(store)):
            twice = _twice(after) - _twice(before)
            if twice and not settled:  # who chooses both texts sees what they have in common
                tally.wrong.append(f"{sorted(twice)} stand twice")
            gone = set(before) - set(after) - (self.given_up if settled else set())
            if gone:
                tally.overwritten += len(gone)
                tally.wrong.append(f"{sorted(gone)[:5]} went unasked")
        lost = set(self.saved) - set().union(*texts)
        if lost:
            tally.lost += len(lost)
            tally.wrong.append(f"lost: {sorted(lost)[:5]}")
        tally.acknowledged += len(self.saved)
        tally.unreadable += not whole(store)

    def _revisions(self, store: Store) -> list[tuple[Revision, list[str]]]:
        """All of the part, the oldest first, with the marks each has."""
        found = []
        for revision in reversed(history.of_part(store, self.id_, PART)):
            content = history.content(store, self.id_, PART, revision.number)
            assert isinstance(content, Section)
            found.append((revision, MARK.findall(content.text)))
        return found

    def _standing(self, store: Store) -> list[tuple[list[str], bool]]:
        """The marks that stood there one after another, and whether a clash was settled so.

        A text that was given up goes into the history right before what stays, and never stood.
        """
        asked = history.turns(store, self.id_)
        found = [(marks, revision.step in asked) for revision, marks in self._revisions(store)]
        given_up = {
            at
            for at in range(1, len(found) - 1)
            if found[at + 1][1] and found[at + 1][0] == found[at - 1][0]
        }
        return [one for at, one in enumerate(found) if at not in given_up]


def write_together(crowd: Crowd, writers: int, meanwhile: Callable[[Crowd], None]) -> Tally:
    """Let so many write until `meanwhile` has made its faults."""
    store = Store(crowd.url, by=ALONE)
    crowd.id_ = begin(store)
    store.close()
    for letter in LETTERS[:writers]:
        crowd.start(letter)
    crowd.all_ready()
    meanwhile(crowd)
    crowd.end()
    crowd.judge()
    return crowd.tally


def _twice(marks: list[str]) -> set[str]:
    return {mark for mark, count in Counter(marks).items() if count > 1}


def whole(store: Store) -> bool:
    """Whether the database itself finds nothing wrong, and every draft can be opened."""
    with store.reading() as tx:
        if tx.dialect.name == "sqlite":
            said = tx.exec_driver_sql("PRAGMA integrity_check").scalar()
            if said != "ok":
                return False
    return all(store.load(entry.id) for entry in store.entries())
