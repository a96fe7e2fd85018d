"""Reading what officers hand in: workbooks, text files and pasted blocks become ledgers.

Good rows are kept, bad ones are told by sheet, row and column with a cure, and whatever was
read otherwise than it is written is listed. Nothing is guessed in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from zongjie import schema, settings
from zongjie.errors import IntakeError
from zongjie.intake.delimited import to_grid
from zongjie.intake.grid import Grid, refuse_beyond
from zongjie.intake.guess import Guess, Heading, renamed
from zongjie.intake.header import Header, find, in_order
from zongjie.intake.hiding import NUMBERS
from zongjie.intake.lists import ADDED, added_up
from zongjie.intake.persons import NAMES, Codes
from zongjie.intake.report import Change, Intake, SheetReport
from zongjie.intake.sheets import (
    Sheet,
    read_sheet,
    recognise,
    together,
)
from zongjie.intake.source import open_source
from zongjie.intake.tables import apart
from zongjie.intake.telling import fitting
from zongjie.intake.years import in_their_years

__all__ = [
    "ADDED",
    "NAMES",
    "NUMBERS",
    "Change",
    "Guess",
    "Heading",
    "Intake",
    "SheetReport",
    "fitting",
    "paste",
    "read",
]

_HIDDEN = "隐藏的工作表，没有读；需要时请在 Excel 里取消隐藏"


def _quietly(_: str) -> None:
    """Tell nobody."""


def read(  # noqa: PLR0913 - a file, and how it is to be read
    source: Path | bytes,
    *,
    year: int,
    name: str = "",
    told: Callable[[str], None] = _quietly,
    agreed: Collection[Guess] | None = None,
    names: bool = False,
) -> Intake:
    """Read a ledger file: .xlsx, .xls or delimited text, whatever its name says.

    Parameters
    ----------
    source : the file, or its bytes.
    year : the year of the summary; dates without a year belong to it.
    name : the file name, when `source` is bytes.
    told : called with what comes next, in Chinese, before each part of the work; an exception it
        raises ends the reading.
    agreed : guesses of an earlier reading that are right, and what an officer has said of
        headings and sheets that were not known; None where nobody can be asked.
    names : read names and numbers of persons as they are, instead of codes and ×.

    Raises
    ------
    IntakeError
        When the file cannot be opened as a table, is too large, or no sheet of it is
        recognised as one of the seven ledgers and nobody can be asked about one.
    """
    told("正在打开文件")
    opened = open_source(source, name, settings.load())
    codes, said = None if names else Codes(), agreed or ()
    alone = sum(not grid.blank for grid in opened.grids) == 1
    file = opened.name if alone else ""
    tables: list[Grid] = []
    sheets: list[Sheet] = []

    def as_of(at: int, of: int) -> Sheet:
        return recognise(tables[at], of, said, codes, file)

    for grid in _one_by_one(opened.grids, told):
        for table in apart(grid):
            tables.append(table)
            sheets.append(as_of(-1, year))
    sheets = in_their_years(added_up(sheets, year, said), year, as_of)
    if not sheets:
        cure = "请在台账里填上内容再导入"
        if opened.hidden:
            cure = f"有隐藏的工作表（{'、'.join(opened.hidden)}），需要时请在 Excel 里取消隐藏"
        raise IntakeError("表里没有内容", where=opened.name, cure=cure)
    asked = agreed is not None and any(sheet.report.asked for sheet in sheets)
    if not asked and all(sheet.frame is None for sheet in sheets):
        _refuse(opened.name, sheets)
    intake = together(sheets)
    hidden = tuple(SheetReport(title, "", note=_HIDDEN) for title in opened.hidden)
    changes = intake.changes
    if opened.note:
        changes = (Change(opened.name, note=opened.note), *changes)
    return replace(intake, changes=changes, sheets=(*intake.sheets, *hidden))


def paste(text: str, ledger_id: str, *, year: int, agreed: Collection[Guess] = ()) -> Intake:
    """Read a block pasted from a spreadsheet into one ledger.

    Without a header row the columns are taken in the order of the ledger, and a change says
    so; rows are numbered from the first pasted line.

    Raises `IntakeError` for an empty block, or one without a header that has more columns
    than the ledger; `SchemaError` for an unknown ledger.
    """
    ledger = schema.ledger(ledger_id)
    grid = renamed(to_grid(text), agreed)
    refuse_beyond(grid, settings.load().max_rows, "")
    if grid.blank:
        raise IntakeError("没有粘贴到内容", cure="请先在 Excel 里选中要粘贴的格子，复制后再来")
    header = find(grid, ledger_id)
    if isinstance(header, Header):
        codes = Codes()

        def as_of(_: int, of: int) -> Sheet:
            return read_sheet(grid, header, of, agreed, codes)

        return together(in_their_years([as_of(0, year)], year, as_of))
    width, labels = len(grid.rows[0]), [column.label for column in ledger.usual]
    if width > len(labels):
        raise IntakeError(
            f"粘贴的内容有 {width} 列，{ledger.title}只有 {len(labels)} 列",
            cure=f"请连表头一起复制；表头可以写 {'、'.join(labels)}",
        )
    intake = together([read_sheet(grid, in_order(ledger, width), year, agreed, Codes())])
    note = f"没有表头，按台账的列顺序读：{'、'.join(labels[:width])}"
    return replace(intake, changes=(Change("", note=note), *intake.changes))


def _one_by_one(grids: Sequence[Grid], told: Callable[[str], None]) -> Iterator[Grid]:
    filled = [grid for grid in grids if not grid.blank]
    for number, grid in enumerate(filled, start=1):
        place = f"，第 {number} 张，共 {len(filled)} 张" if len(filled) > 1 else ""
        told(f"正在读“{grid.name}”（{len(grid.rows)} 行{place}）")
        yield grid


def _refuse(name: str, sheets: Sequence[Sheet]) -> NoReturn:
    for sheet in sheets:
        for problem in sheet.problems:
            where = f"{name}的工作表“{problem.sheet}”" if name else f"工作表“{problem.sheet}”"
            raise IntakeError(problem.message, where=where, cure=problem.cure)
    needs = "；".join(
        f"{one.title}要有 {'、'.join(c.label for c in one.columns if c.required)}"
        for one in schema.ledgers().values()
    )
    raise IntakeError("没有认出表头", where=name, cure=f"请在表上方写一行表头。{needs}")
