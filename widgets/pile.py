"""Ledger files that a summary is to begin from, each looked over before the next is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from zongjie import intake, ledger
from zongjie.intake import Guess, Intake
from zongjie.ledger import How
from zongjie.store import ledger_part
from zongjie.store.values import Imported


@dataclass(frozen=True)
class File:
    """A file as it came, and what the officer has said of it."""

    name: str
    data: bytes
    agreed: tuple[Guess, ...]

    def read(self, year: int, told: Callable[[str], None]) -> Intake:
        """What it holds in a summary of this year; raises what `zongjie.intake.read` raises."""
        return intake.read(self.data, year=year, name=self.name, told=told, agreed=self.agreed)


@dataclass(frozen=True)
class Beginning:
    """The ledgers a summary begins with, and by its part of the draft what each was made of."""

    ledgers: Mapping[str, pd.DataFrame]
    imported: Mapping[str, Imported]


def put_together(files: Sequence[File], year: int, told: Callable[[str], None]) -> Beginning:
    """The rows of all these files, of those that two files have one; raises what reading raises.

    Rows of a later file are taken as an import takes them unless it is told otherwise (按行合并).
    """
    ledgers = ledger.empty_all()
    made: dict[str, Imported] = {}
    for file in files:
        read = file.read(year, told)
        for id_, frame in read.everything.items():
            part = ledger_part(id_)
            before = made.get(part)
            how: How = "merge" if before else "replace"
            supposed = read.supposed.get(id_, {})
            ledgers[id_] = ledger.combine(how, id_, ledgers[id_], frame, supposed).frame
            rows = len(frame) + (before.rows if before else 0)
            made[part] = Imported(rows, f"{before.file}、{file.name}" if before else file.name)
    return Beginning(ledgers, made)
