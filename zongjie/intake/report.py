"""What came of reading a file: the ledgers, what to put right, and all that was not taken as is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from zongjie.intake.guess import Guess, Heading
from zongjie.ledger import SHOWN, Ledgers, Problem, named, spans


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was read otherwise than it is written, or not read on purpose.

    Parameters
    ----------
    sheet : name of the worksheet or text file.
    row : the number the officer sees; 0 for a whole column or sheet.
    column : the Chinese label, "" for a whole row or sheet.
    heading : what the file calls that column, where it has another word for it.
    before, after : what is written, and what it was taken for.
    note : why, in Chinese.
    kind : "" for what means the same; "hidden" for what is private and was not read as it is;
        "chosen" for what an officer has said; "rough" for 概数, which no sum takes in.
    count : how many cells it stands for.
    """

    sheet: str
    row: int = 0
    column: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    kind: Literal["", "hidden", "chosen", "rough"] = ""
    count: int = 1
    heading: str = ""

    def __str__(self) -> str:
        sheet = f"“{self.sheet}”" if self.sheet else ""
        row = f"第 {self.row} 行" if self.row else "的" if sheet and self.column else ""
        where = sheet + row + (named(self.column, self.heading) if self.column else "")
        written = f"“{self.before}”" if self.before else ""
        said_by_note = self.after == self.before or f"“{self.after}”" in self.note
        if self.after and not said_by_note:
            written = f"{written}读作“{self.after}”"
        said = "，".join(part for part in (written, self.note) if part)
        return f"{where}：{said}。" if where else f"{said}。"


@dataclass(frozen=True, slots=True)
class SheetReport:
    """How one worksheet was taken: `ledger` is "" when it was left out, and `note` says why.

    `rows` can be counted; `left_out` cannot yet and are among the problems. `years` are those
    that its name and the lines above its header speak of. `asked` is whether an officer may say
    which ledger it is. `missing` are the labels of the required columns that it lacks. `yearless`
    is how many rows do not say themselves of which year they are.
    """

    name: str
    ledger: str
    rows: int = 0
    left_out: int = 0
    note: str = ""
    years: tuple[int, ...] = ()
    asked: bool = False
    missing: tuple[str, ...] = ()
    yearless: int = 0


@dataclass(frozen=True)
class Intake:
    """A file, read: all seven ledgers, and everything an officer should know about the reading.

    `unfinished` holds, by ledger, the rows that cannot be counted yet: what could be read of
    them, with what could not in their 备注. Ledgers without such rows are not in it. `guesses` are
    what some of that probably means; `read` takes those that are agreed to, and those of values
    that stand in the file and of columns that it lacks are `settled`. `headings` are those that
    are not known. `supposed` are, by ledger and column, the rows of `everything` whose value the
    file does not say itself: an answer does, or what each row counts.
    """

    ledgers: Ledgers = field(hash=False)
    unfinished: Ledgers = field(default_factory=dict, hash=False)
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    sheets: tuple[SheetReport, ...] = ()
    guesses: tuple[Guess, ...] = ()
    settled: tuple[Guess, ...] = ()
    headings: tuple[Heading, ...] = ()
    supposed: Mapping[str, Mapping[str, frozenset[int]]] = field(default_factory=dict, hash=False)

    @property
    def everything(self) -> dict[str, pd.DataFrame]:
        """The ledgers that have rows, those that cannot be counted yet after the others."""
        return {
            id_: stacked((frame, self.unfinished.get(id_)))
            for id_, frame in self.ledgers.items()
            if len(frame) or id_ in self.unfinished
        }


def stacked(frames: Iterable[pd.DataFrame | None]) -> pd.DataFrame:
    """Rows of these frames of one ledger one after another, numbered anew."""
    filled = [frame for frame in frames if frame is not None and len(frame)]
    frame = pd.concat(filled) if len(filled) > 1 else filled[0]
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1))


def changes_of(
    kind: Change, rows: Sequence[int], befores: Sequence[str], afters: Sequence[str]
) -> list[Change]:
    """Changes of one kind in one column: the first `SHOWN` one by one, then one that counts.

    `befores` and `afters` are looked at for those listed only.
    """
    changes = [
        replace(kind, row=row, before=befores[i], after=afters[i])
        for i, row in enumerate(rows[:SHOWN])
    ]
    if rest := rows[SHOWN:]:
        note = f"另有 {len(rest)} 处同样{kind.note}（{spans(rest)}）"
        changes.append(replace(kind, note=note, count=len(rest)))
    return changes
