"""Lists of what an indicator counts: new unions a row each, new members by name or by unit.

Only the numbers are taken: neither a name nor any other cell of such a list goes into the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zongjie import cells, schema
from zongjie.cells.text import compact
from zongjie.intake.columns import as_written
from zongjie.intake.grid import Broken, Grid
from zongjie.intake.header import SCANNED, Header, heading, named, titles
from zongjie.intake.persons import PERSONAL
from zongjie.intake.report import Change
from zongjie.intake.skipping import skipped_rows, told
from zongjie.ledger import Problem
from zongjie.schema import Choice, Column, Ledger

LEDGER = "indicator"
"""The ledger that takes what is counted."""


@dataclass(frozen=True)
class Counted:
    """What a list comes to: rows of the ledger as `ledger.frame` takes them, and how it was done.

    `left` are those whose number could not be told, `note` says how the others were counted.
    """

    head: Header
    rows: tuple[Mapping[str, object], ...]
    left: tuple[Mapping[str, object], ...]
    note: str
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class _List:
    """A sheet as the list of one indicator.

    `at` and `heading` are of the column that is `added` up, or has something in each row that
    counts; `date` and `when` of the one that says when that was, if there is one.
    """

    choice: Choice
    row: int
    at: int
    heading: str
    added: bool
    date: int | None
    when: str
    titled: bool

    @property
    def unit(self) -> str:
        return str(self.choice.extra["unit"])

    @property
    def count(self) -> Column:
        return Column("count", self.heading, "int", unit=self.unit)


def counted(grid: Grid, found: Header | Sequence[Ledger], year: int, file: str) -> Counted | None:
    """What a sheet lists, counted; None where it is no such list, or a ledger of its own.

    `found` is what its header says it is, `file` the name of a file that has no other sheet. Rows
    that are dated to another year than `year` do not count.
    """
    whole = isinstance(found, Header) and not found.missing
    lists = list(_lists(grid, file, titled=whole))
    if not lists:
        return None
    head = _head(lists[0].row)
    if whole and any(map(named, (grid.name, *titles(grid, [head])))):
        return None
    skipped = skipped_rows(grid, head, ())
    problems, changes = told(grid, head, skipped)
    entries = [i for i in range(head.row + 1, len(grid.rows)) if i - head.row - 1 not in skipped]
    tallies = [_tally(grid, one, entries, year) for one in lists if one.row == head.row]
    private = [text for text in map(heading, grid.rows[head.row]) if text in PERSONAL]
    hidden = Change(grid.name, head.row + 1, note="只数了有几行，没有记下来", kind="hidden")
    return Counted(
        head,
        tuple(one.line for one in tallies if one.line and not one.unclear),
        tuple(one.line for one in tallies if one.line and one.unclear),
        f"{'；'.join(one.note for one in tallies)}。名单本身不记入台账",
        (*problems, *(problem for one in tallies for problem in one.unclear)),
        (*(replace(hidden, column=text) for text in private), *changes),
    )


def _lists(grid: Grid, file: str, *, titled: bool) -> Iterator[_List]:
    """The indicators that a sheet lists by its name or title, or by a heading unless `titled`."""
    for choice in schema.ledger(LEDGER).column("key").choices:
        says = choice.extra.get("roster", {})
        sums, each = says.get("sums", ()), says.get("each", ())
        for row, line in enumerate(grid.rows[: grid.top + SCANNED]):
            at = {text: i for i, text in enumerate(map(heading, line)) if text}
            counts = next((one for one in (*sums, *each) if one in at), "")
            if not counts or sum(not text[0].isdigit() for text in at) < 2:
                continue
            names = (file, grid.name, *titles(grid, [_head(row)]))
            by_name = any(re.search(says["titled"], compact(name)) for name in names)
            if by_name or (not titled and not at.keys().isdisjoint(says["tells"])):
                when = next((one for one in says["dates"] if one in at), "")
                added = counts in sums
                yield _List(choice, row, at[counts], counts, added, at.get(when), when, by_name)
            break


def _head(row: int) -> Header:
    return Header(schema.ledger(LEDGER), row, ())


@dataclass(frozen=True)
class _Tally:
    """One list counted: its line in the ledger, None where no row counts, and how that was done."""

    line: Mapping[str, object] | None
    note: str
    unclear: tuple[Problem, ...] = ()


def _tally(grid: Grid, one: _List, entries: Sequence[int], year: int) -> _Tally:
    numbers: list[int] = []
    unclear: list[Problem] = []
    blank = outside = 0
    for i in entries:
        raw = grid.rows[i][one.at]
        if raw == "":
            blank += sum(cell != "" for cell in grid.rows[i]) > 1
        elif not _is_of(grid, one, i, year):
            outside += 1
        elif (number := _number(one, raw)) is None:
            unclear.append(_unclear(grid, one, i))
        else:
            numbers.append(number)
    used = f"{len(numbers)} 行"
    way = f"{used}的“{one.heading}”相加" if one.added else f"{used}，每行算 1 {one.unit}"
    undated = "" if one.titled else "或没有写"
    more = f"；另有 {outside} 行的“{one.when}”不在{year}年{undated}，没有算" if outside else ""
    more += f"；另有 {blank} 行没有写“{one.heading}”，没有算" if blank else ""
    label = one.choice.label
    if not numbers and not unclear:
        return _Tally(None, f"照名单数“{label}”，没有一行算得上{more}")
    line: dict[str, object] = {"key": label, "unit": one.unit}
    if unclear:
        return _Tally(line, f"照名单数“{label}”，没有数出来", tuple(unclear))
    line |= {"value": sum(numbers), "note": f"照名单数出：{way}"}
    return _Tally(line, f"照名单数“{label}”：{sum(numbers)} {one.unit}（{way}{more}）")


def _number(one: _List, raw: object) -> int | None:
    """How many a row counts for; None where it does not say."""
    if not one.added:
        return 1
    value = None if isinstance(raw, Broken) else cells.parse(one.count, raw, year=0).value
    return value if isinstance(value, int) else None


def _is_of(grid: Grid, one: _List, i: int, year: int) -> bool:
    """Whether a row is of this year; without a date, whether the list is called one of new ones."""
    raw = grid.rows[i][one.date] if one.date is not None else ""
    date = Column("date", one.when, "date")
    cell = None if isinstance(raw, Broken) else cells.parse(date, raw, year=year)
    if cell is None or not cell.value:
        return one.titled or one.date is None
    return str(cell.value).startswith(str(year))


def _unclear(grid: Grid, one: _List, i: int) -> Problem:
    return Problem(
        LEDGER,
        grid.name,
        row=i + 1,
        column=one.heading,
        value=as_written(grid.rows[i][one.at]),
        message=f"不是准数，“{one.choice.label}”没有数出来",
        cure="请改成数字再导入，或者导入以后在指标台账里填上本期",
    )
