"""What is wrong with a ledger, told so that an officer can put it right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from zongjie import schema

Severity = Literal["error", "warning"]

SHOWN = 20
"""How many problems of one kind in one column are listed one by one; the rest are counted."""

_RANGES = 10  # how many stretches of row numbers a count names
_VALUE = 40  # how many characters of a value are quoted


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right.

    Parameters
    ----------
    ledger : ledger identifier, or "" when it is not known which one is meant.
    sheet : name of the worksheet or text file; "" in the grid.
    row : the number the officer sees (Excel row in files, 序号 in the grid); 0 for no single row.
    column : the Chinese label, or "" for the whole row or sheet.
    heading : what the file calls that column, where it has another word for it.
    value : what is written there, "" when nothing is.
    message : what is wrong, and `cure` what to do, in Chinese without final full stops.
    severity : "error" must be put right (the row or the cell was left out, or it contradicts
        another cell); "warning" is worth a look.
    unread : whether what is told of was not taken at all: a column, some rows, a whole sheet.
    rest : the rows that one which counts stands for, and `kind` the message of each of them.
    """

    ledger: str
    sheet: str
    row: int = 0
    column: str = ""
    value: str = ""
    message: str = ""
    cure: str = ""
    severity: Severity = "error"
    unread: bool = False
    rest: tuple[int, ...] = ()
    kind: str = ""
    heading: str = ""

    @property
    def where(self) -> str:
        """活动台账（Sheet1）第 7 行“支出金额”, as far as it is known."""
        return self._at(f"第 {self.row} 行" if self.row else "")

    def _at(self, row: str) -> str:
        title = schema.ledger(self.ledger).title if self.ledger else ""
        sheet = self.sheet if self.sheet != title else ""
        place = f"{title}（{sheet}）" if title and sheet else title or f"“{sheet}”"
        column = named(self.column, self.heading) if self.column else ""
        return place + row + column

    def __str__(self) -> str:
        return self._said(self.where)

    def of_rows(self, rows: Sequence[int]) -> str:
        """The same, said of all these rows at once."""
        return self._said(self._at(spans(rows))) if len(rows) > 1 else str(self)

    def _said(self, where: str) -> str:
        written = f"写的是“{_short(self.value)}”，" if self.value else ""
        head = f"{where}{written}{self.message}。"
        return f"{head}{self.cure}。" if self.cure else head


def named(label: str, heading: str = "") -> str:
    """A column in words: “开始日期”, or “活动时间”（开始日期） as a file heads it."""
    return f"“{heading}”（{label}）" if heading else f"“{label}”"


def listed(
    kind: Problem,
    rows: Sequence[int],
    values: Sequence[str],
    messages: Sequence[str] = (),
    cures: Sequence[str] = (),
) -> list[Problem]:
    """Problems of one kind in one column: the first `SHOWN` one by one, then one that counts.

    Parameters
    ----------
    kind : what they have in common; its message also words the count.
    rows : the row number of each cell.
    values : what the cells hold; `messages` and `cures` where they differ from cell to cell.
        Only the first `SHOWN` of these are looked at.
    """
    problems = [
        replace(
            kind,
            row=row,
            value=values[i],
            message=messages[i] if messages else kind.message,
            cure=cures[i] if cures else kind.cure,
        )
        for i, row in enumerate(rows[:SHOWN])
    ]
    if rest := rows[SHOWN:]:
        same = kind.message.replace("这一行", "这些行")
        message = f"另有 {len(rest)} 行同样{same}（{spans(rest)}）"
        problems.append(replace(kind, message=message, rest=tuple(rest), kind=kind.message))
    return problems


def together(problems: Iterable[Problem]) -> Iterator[tuple[Problem, tuple[int, ...]]]:
    """What is alike in several rows as one thing to put right, with the rows that have it."""
    for _, alike in groupby(problems, _cause):
        found = list(alike)
        rows = (row for one in found for row in ((one.row,) if one.row else one.rest))
        yield found[0], tuple(rows)


def _cause(problem: Problem) -> Problem:
    return replace(problem, row=0, rest=(), kind="", message=problem.kind or problem.message)


def spans(rows: Sequence[int]) -> str:
    """Row numbers in words: 第 3、5–9 行; long lists end in how many there are: 等 33 行."""
    stretches: list[list[int]] = []
    for row in rows:
        if stretches and row == stretches[-1][1] + 1:
            stretches[-1][1] = row
        elif len(stretches) > _RANGES:
            break  # more than are named
        else:
            stretches.append([row, row])
    names = [f"{a}" if a == b else f"{a}–{b}" for a, b in stretches[:_RANGES]]
    more = f"等 {len(rows)} " if len(stretches) > _RANGES else ""
    return f"第 {'、'.join(names)} {more}行"


def _short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= _VALUE else value[:_VALUE] + "…"
