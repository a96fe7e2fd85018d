"""Lists of what an indicator counts: new unions a row each, new members by name or by unit.

Only the numbers are taken: neither a name nor any other cell of such a list goes into the ledger.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zongjie import cells, schema
from zongjie.cells import NO_YEAR, Cell
from zongjie.cells.text import compact
from zongjie.intake.columns import as_written
from zongjie.intake.grid import Broken, Grid
from zongjie.intake.header import SCANNED, Header, heading, named, sheet_years, titles
from zongjie.intake.persons import PERSONAL
from zongjie.intake.report import Change
from zongjie.intake.skipping import skipped_rows, told
from zongjie.ledger import Problem, counted
from zongjie.ledger.counted import Part
from zongjie.schema import Choice, Column, Ledger

LEDGER = "indicator"
"""The ledger that takes what is counted."""

_WHEN = Column("date", "日期", "date")


@dataclass(frozen=True)
class Tally:
    """One list counted.

    Parameters
    ----------
    choice : the indicator.
    number : how many; None where that could not be told, or no row counts.
    how : how it was done, in a few words.
    said : the same for the report, with the rows that do not count.
    unclear : the rows whose number could not be told.
    part : the part of the year that the list is of, as far as it is called so.
    rows : what each row that counts says, to know a list that is there twice.
    sure : whether such a row says itself that it is of the summary's year.
    summed : whether numbers that stand in the rows are added up.
    """

    choice: Choice
    number: int | None
    how: str
    said: str
    unclear: tuple[Problem, ...] = ()
    part: Part | None = None
    rows: Counter[tuple[str, ...]] = field(default_factory=Counter)
    sure: bool = False
    summed: bool = False

    @property
    def counts(self) -> bool:
        """Whether there is a row of it in the ledger."""
        return bool(self.number is not None or self.unclear or self.how)

    @property
    def label(self) -> str:
        """The indicator's name."""
        return self.choice.label

    @property
    def unit(self) -> str:
        """What it counts in."""
        return str(self.choice.extra["unit"])

    @property
    def line(self) -> Mapping[str, object]:
        """The row of the ledger, as `ledger.frame` takes it."""
        value, note = self.number, self.how or None
        return {"key": self.label, "unit": self.unit, "value": value, "note": note}

    def without(self, said: str) -> Tally:
        """The list without its row, which stands with another or nowhere, and why."""
        return replace(self, number=None, how="", unclear=(), said=f"{self.said}；{said}")


@dataclass(frozen=True)
class Counted:
    """A sheet of lists: each of them counted, and what is told of rows that are none of theirs.

    `years` are those that its name and the lines above its header speak of.
    """

    name: str
    row: int
    years: tuple[int, ...]
    tallies: tuple[Tally, ...]
    skipped: tuple[Problem, ...]
    changes: tuple[Change, ...]

    @property
    def note(self) -> str:
        """How it was taken."""
        return f"{'；'.join(one.said for one in self.tallies)}。名单本身不记入台账"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be put right."""
        return (*self.skipped, *(one for tally in self.tallies for one in tally.unclear))


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
    def undated(self) -> bool:
        """Whether a row without a date counts, as what the list is called says that it is new."""
        return self.titled or self.date is None

    @property
    def count(self) -> Column:
        return Column("count", self.heading, "int", unit=self.unit)


def listed(
    grid: Grid,
    found: Header | Sequence[Ledger],
    year: int,
    file: str,
    *,
    perhaps: bool = False,
) -> Counted | None:
    """What a sheet lists, counted; None where it is no such list, or a ledger of its own.

    `found` is what its header says it is, `file` the name of a file that has no other sheet. Rows
    that are dated to another year than `year` do not count. With `perhaps` headings are enough that
    may tell of other things too.
    """
    whole = isinstance(found, Header) and not found.missing
    lists = list(_lists(grid, file, titled=whole, perhaps=perhaps))
    if not lists:
        return None
    head = _head(lists[0].row)
    if whole and any(map(named, (grid.name, *titles(grid, [head])))):
        return None
    skipped = skipped_rows(grid, head, ())
    problems, changes = told(grid, head, skipped)
    entries = [i for i in range(head.row + 1, len(grid.rows)) if i - head.row - 1 not in skipped]
    part = _part([grid.name, *titles(grid, [head]), file])
    tallies = [_tally(grid, one, entries, year, part) for one in lists if one.row == head.row]
    private = [text for text in map(heading, grid.rows[head.row]) if text in PERSONAL]
    hidden = Change(grid.name, head.row + 1, note="只数了有几行，没有记下来", kind="hidden")
    return Counted(
        grid.name,
        head.row,
        sheet_years(grid, head),
        tuple(tallies),
        tuple(problems),
        (*(replace(hidden, column=text) for text in private), *changes),
    )


def _part(names: Sequence[str]) -> Part | None:
    """The part of the year that these names speak of, if none speaks of another."""
    found = {part.months: part for name in names if (part := counted.part_in(name))}
    return next(iter(found.values())) if len(found) == 1 else None


def _lists(grid: Grid, file: str, *, titled: bool, perhaps: bool) -> Iterator[_List]:
    """The indicators that a sheet lists by its name or title, or by a heading unless `titled`."""
    for choice in schema.ledger(LEDGER).column("key").choices:
        says = choice.extra.get("roster", {})
        sums, each = says.get("sums", ()), says.get("each", ())
        tells = {*says.get("tells", ()), *(says.get("perhaps", ()) if perhaps else ())}
        for row, line in enumerate(grid.rows[: grid.top + SCANNED]):
            at = {text: i for i, text in enumerate(map(heading, line)) if text}
            counts = next((one for one in (*sums, *each) if one in at), "")
            if not counts or sum(not text[0].isdigit() for text in at) < 2:
                continue
            names = (file, grid.name, *titles(grid, [_head(row)]))
            by_name = any(re.search(says["titled"], compact(name)) for name in names)
            if by_name or (not titled and not tells.isdisjoint(at)):
                when = next((one for one in says["dates"] if one in at), "")
                added = counts in sums
                yield _List(choice, row, at[counts], counts, added, at.get(when), when, by_name)
            break


def _head(row: int) -> Header:
    return Header(schema.ledger(LEDGER), row, ())


def _tally(grid: Grid, one: _List, entries: Sequence[int], year: int, part: Part | None) -> Tally:
    numbers: list[int] = []
    unclear: list[Problem] = []
    rows: Counter[tuple[str, ...]] = Counter()
    blank = outside = 0
    sure = False
    for i in entries:
        raw = grid.rows[i][one.at]
        if raw == "":
            blank += sum(cell != "" for cell in grid.rows[i]) > 1
            continue
        date = _date(grid, one, i, year)
        said = date is not None and bool(date.value)
        if not (str(date.value).startswith(str(year)) if date and said else one.undated):
            outside += 1
        elif (number := _number(one, raw)) is None:
            unclear.append(_unclear(grid, one, i))
        else:
            numbers.append(number)
            rows[_row(grid, i)] += 1
            sure = sure or bool(date and said and NO_YEAR not in date.note)
    used = f"{len(numbers)} 行"
    way = f"{used}的“{one.heading}”相加" if one.added else f"{used}，每行算 1 {one.unit}"
    undated = "" if one.titled else "或没有写"
    more = f"；另有 {outside} 行的“{one.when}”不在{year}年{undated}，没有算" if outside else ""
    more += f"；另有 {blank} 行没有写“{one.heading}”，没有算" if blank else ""
    about = f"照名单数“{one.choice.label}”"
    if not numbers and not unclear:
        return Tally(one.choice, None, "", f"{about}，没有一行算得上{more}")
    if unclear:
        return Tally(one.choice, None, "", f"{about}，没有数出来", tuple(unclear), part)
    number = sum(numbers)
    how = counted.note({part.label: number}, one.unit) if part else f"{counted.BEGINS}{way}"
    whole = f"{about}：{number} {one.unit}（{way}{more}）"
    return Tally(one.choice, number, how, whole, (), part, rows, sure, one.added)


def _row(grid: Grid, i: int) -> tuple[str, ...]:
    """What a row says; the same list may have been numbered anew."""
    first, *rest = (compact(as_written(cell)) for cell in grid.rows[i])
    return tuple(rest if first.isdigit() else (first, *rest))


def _number(one: _List, raw: object) -> int | None:
    """How many a row counts for; None where it does not say."""
    if not one.added:
        return 1
    value = None if isinstance(raw, Broken) else cells.parse(one.count, raw, year=0).value
    return value if isinstance(value, int) else None


def _date(grid: Grid, one: _List, i: int, year: int) -> Cell | None:
    """When a row was, as far as that is to be read."""
    raw = grid.rows[i][one.date] if one.date is not None else ""
    return None if isinstance(raw, Broken) else cells.parse(_WHEN, raw, year=year)


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
