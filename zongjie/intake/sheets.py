"""Each sheet by itself, then all of them together as the seven ledgers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pandas as pd

from zongjie import ledger, schema
from zongjie.intake import budget, roster
from zongjie.intake.grid import Grid
from zongjie.intake.guess import Guess, Heading, ledger_of, renamed, summed
from zongjie.intake.header import Header, find, named, sheet_years, supposed
from zongjie.intake.journal import gathered
from zongjie.intake.persons import Coded, Codes, about_unread, coded
from zongjie.intake.report import Change, Intake, SheetReport, stacked
from zongjie.intake.rows import defaulted, read_rows
from zongjie.intake.telling import told
from zongjie.intake.unknown import (
    about_columns,
    about_noted,
    headings,
    lacks,
    noting,
    placed,
    slips,
    without_unneeded,
)
from zongjie.ledger import Problem, listed
from zongjie.schema import Ledger

_LAST = 10**9  # what concerns no single row comes after the rows

_Told = TypeVar("_Told", Problem, Change, Guess)


@dataclass(frozen=True)
class Sheet:
    """One sheet, taken or left out: `frame` is None when no ledger was recognised.

    `numbers` and `left` are the sheet rows of `frame` and of `unfinished`; `supposed` those, by
    column, whose value the file does not say. `counted` are the lists that it is of.
    """

    report: SheetReport
    frame: pd.DataFrame | None = None
    unfinished: pd.DataFrame | None = None
    numbers: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    supposed: Mapping[str, Collection[int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    guesses: tuple[Guess, ...] = ()
    settled: tuple[Guess, ...] = ()
    headings: tuple[Heading, ...] = ()
    counted: roster.Counted | None = None

    @property
    def dated(self) -> bool:
        """Whether its rows belong to a year by a date of their own."""
        return self.report.ledger in ledger.DATES


def recognise(
    grid: Grid,
    year: int,
    agreed: Collection[Guess] = (),
    codes: Codes | None = None,
    file: str = "",
) -> Sheet:
    """Read a sheet as the ledger that its name, titles and headers speak for, if any does.

    `codes` stand for persons; without them names and numbers are read as they are. `file` is the
    name of a file that has no other sheet.
    """
    grid = renamed(grid, agreed)
    said = ledger_of(grid, agreed)
    if said == "":
        return Sheet(SheetReport(grid.name, "", note="不导入", asked=True))
    header = find(grid)
    if said in (None, roster.LEDGER):
        asked = said is not None
        if lists := roster.listed(grid, header, year, file, perhaps=asked):
            return as_counted(lists)
    if said is not None:
        return _as_said(grid, said, year, agreed, codes)
    if journal := gathered(grid):
        found = find(journal.grid)
        if isinstance(found, Header) and _fits_better(found, header, grid.name):
            sheet = read_sheet(journal.grid, found, year, agreed, codes)
            return replace(sheet, changes=(*journal.changes, *sheet.changes))
    if isinstance(header, Header):
        return read_sheet(grid, header, year, agreed, codes)
    return _unknown(grid, header, roster.listed(grid, header, year, file, perhaps=True))


def _as_said(
    grid: Grid, id_: str, year: int, agreed: Collection[Guess], codes: Codes | None
) -> Sheet:
    """Read a sheet as the ledger that an officer says it is."""
    journal = gathered(grid) if id_ == "fund" else None
    grid = journal.grid if journal else grid
    header = supposed(grid, id_)
    if header is None:
        note = "没有找到写着各列名称的一行，没有读"
        return Sheet(SheetReport(grid.name, "", note=note, asked=True))
    sheet = read_sheet(grid, header, year, agreed, codes)
    changes = (*(journal.changes if journal else ()), *sheet.changes)
    return replace(sheet, report=replace(sheet.report, asked=True), changes=changes)


def as_counted(found: roster.Counted) -> Sheet:
    """A sheet of lists of what an indicator counts: their numbers are what comes of it."""
    id_, at = roster.LEDGER, found.row + 1
    lines = [one for one in found.tallies if one.counts]
    told = [one.line for one in lines if one.number is not None]
    left = [one.line for one in lines if one.number is None]
    return Sheet(
        SheetReport(
            found.name,
            id_,
            len(told),
            len(left),
            found.note,
            found.years,
            asked=True,
            yearless=len(lines),
        ),
        ledger.frame(id_, told),
        ledger.frame(id_, left),
        (at,) * len(told),
        (at,) * len(left),
        problems=found.problems,
        changes=found.changes,
        counted=found,
    )


def _fits_better(journal: Header, header: Header | Sequence[Ledger], name: str) -> bool:
    """Whether a sheet is a cash journal, rather than what its header is taken for as it stands."""
    if journal.ledger.id != "fund":
        return False
    if not isinstance(header, Header):
        return True
    if named(name) == ("fund",) and header.ledger.id != "fund":
        return True
    return (not journal.missing, len(journal.columns)) > (not header.missing, len(header.columns))


def read_sheet(
    grid: Grid,
    header: Header,
    year: int,
    agreed: Collection[Guess] = (),
    codes: Codes | None = None,
) -> Sheet:
    """Read the rows below a header, and tell about columns that could not be used."""
    header, unused = without_unneeded(grid, placed(grid, header, agreed), agreed)
    table_of_year = budget.yearly(grid, header, year)
    if table_of_year:
        grid, header = table_of_year.grid, table_of_year.header
    named = Coded(grid, header) if codes is None else coded(grid, header, codes, agreed)
    lacking = lacks(grid, header, agreed)
    filled = told(named.grid, named.header, agreed, year)
    grid, header = filled.grid, filled.header
    id_ = header.ledger.id
    header = noting(grid, header, agreed, lacking=lacking)
    years = sheet_years(grid, header)
    problems = list(about_columns(grid, header))
    problems += [table_of_year.problem] if table_of_year else []
    table = read_rows(grid, header, year, agreed, discreet=codes is not None)
    changes = (
        *unused,
        *about_unread(grid, header),
        *about_noted(grid, header),
        *named.changes,
        *filled.changes,
        *table.changes,
    )
    guesses = (*named.guesses, *filled.guesses, *slips(grid, header), *table.guesses)
    called = header.called
    return Sheet(
        SheetReport(
            grid.name,
            id_,
            len(table.frame),
            len(table.unfinished),
            years=years,
            asked=bool(header.missing),  # it may not be of this ledger at all
            missing=tuple(column.label for column in header.missing),
            yearless=table.yearless,
        ),
        table.frame,
        table.unfinished,
        table.numbers,
        table.left,
        {**filled.filled, **{one.id: range(len(grid.rows) + 1) for one in defaulted(header)}},
        _headed(sorted((*problems, *table.problems), key=lambda one: one.row or _LAST), called),
        _headed(changes, called),
        _headed(guesses, called),
        (*filled.settled, *_headed(table.settled, called)),
        tuple(headings(grid, header)),
    )


def _unknown(grid: Grid, alike: Sequence[Ledger], lists: roster.Counted | None) -> Sheet:
    """A sheet that is not read; `lists` are those that it may be of."""
    for one in lists.tallies if lists else ():
        if one.number:
            title = schema.ledger(roster.LEDGER).title
            counted = f"数出来是 {one.number} {one.unit}"
            note = f"没有读；如果是“{one.label}”的名单，请选“{title}”，{counted}"
            return Sheet(SheetReport(grid.name, "", note=note, asked=True))
    if not alike:
        note = "没有认出表头，没有读"
        return Sheet(SheetReport(grid.name, "", note=note, asked=grid.tabular))
    names = "还是".join(f"“{one.title}”" for one in alike)
    what = f"分不清是{names}，没有读"
    cure = f"请把工作表改名为{'或'.join(f'“{one.title}”' for one in alike)}"
    problem = Problem("", grid.name, message=what, cure=cure, unread=True)
    return Sheet(SheetReport(grid.name, "", note=what, asked=True), problems=(problem,))


def _headed(told: Iterable[_Told], called: Mapping[str, str]) -> tuple[_Told, ...]:
    """What is told of columns, each with the sheet's own word for it."""
    return tuple(replace(one, heading=called.get(one.column, "")) for one in told)


def together(sheets: Sequence[Sheet]) -> Intake:
    """The seven ledgers from all sheets; those of one ledger are appended in order."""
    by_ledger: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.frame is not None:
            by_ledger[sheet.report.ledger].append(sheet)
    ledgers, unfinished = ledger.empty_all(), {}
    problems = [problem for sheet in sheets for problem in sheet.problems]
    for id_, found in by_ledger.items():
        filled = [sheet for sheet in found if sheet.numbers]
        if len(filled) > 1:
            problems += _about_several(id_, filled)
        if filled:
            ledgers[id_] = stacked(sheet.frame for sheet in filled)
        if any(sheet.unfinished is not None and len(sheet.unfinished) for sheet in found):
            unfinished[id_] = stacked(sheet.unfinished for sheet in found)
    return Intake(
        ledgers,
        unfinished,
        tuple(problems),
        tuple(change for sheet in sheets for change in sheet.changes),
        tuple(sheet.report for sheet in sheets),
        summed(guess for sheet in sheets for guess in sheet.guesses),
        tuple(dict.fromkeys(guess for sheet in sheets for guess in sheet.settled)),
        tuple(heading for sheet in sheets for heading in sheet.headings),
        {id_: rows for id_, found in by_ledger.items() if (rows := _supposed(found))},
    )


def _supposed(sheets: Sequence[Sheet]) -> dict[str, frozenset[int]]:
    """By column, the rows of a ledger, as `Intake.everything` has them, that are supposed."""
    supposed: dict[str, frozenset[int]] = {}
    if not any(sheet.supposed for sheet in sheets):
        return supposed
    places = [(sheet, row) for sheet in sheets for row in sheet.numbers]
    places += [(sheet, row) for sheet in sheets for row in sheet.left]
    for id_ in sorted({id_ for sheet in sheets for id_ in sheet.supposed}):
        rows = enumerate(places, start=1)
        supposed[id_] = frozenset(
            at for at, (sheet, row) in rows if row in sheet.supposed.get(id_, ())
        )
    return supposed


def _about_several(id_: str, sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Several sheets for one ledger: how many rows each gave, and which rows repeat."""
    title = schema.ledger(id_).title
    counts = "、".join(f"“{s.report.name}”{len(s.numbers)} 行" for s in sheets)
    yield Problem(
        id_,
        "",
        message=f"有 {len(sheets)} 张工作表（{counts}），已按顺序合在一起",
        cure=f"请核对是不是都属于{title}；内容重复的请只留一张",
        severity="warning",
    )
    first: dict[tuple[object, ...], tuple[str, int]] = {}
    for sheet in sheets:
        assert sheet.frame is not None
        name = sheet.report.name
        rows, messages = [], []
        for number, row in zip(sheet.numbers, sheet.frame.itertuples(index=False), strict=True):
            where = first.setdefault(tuple(row), (name, number))
            if where[0] != name:
                rows.append(number)
                messages.append(f"和“{where[0]}”第 {where[1]} 行完全相同，两行都计入了")
        kind = Problem(
            id_,
            name,
            0,
            "",
            "",
            "和另一张工作表的行完全相同，都计入了",
            "重复的请删去一行",
            "warning",
        )
        yield from listed(kind, rows, [""] * len(rows), messages)
