"""A roll-up as a workbook for people: the table, what was not read, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from zongjie.figures import plain, spoken
from zongjie.ledger.xlsx import MONEY, put_text, save
from zongjie.rollup.values import TOTAL, RollUp

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

TABLE, COMPARED, FAILED, FINDINGS = "汇总表", "比上年", "没有读成", "要核对的"
"""The sheets."""


def write(made: RollUp, target: Path | BinaryIO, keys: Iterable[str] | None = None) -> None:
    """Write the tables of a `RollUp`, the branches that were not read, and the findings.

    The table beside last year is left out where no branch gave any of last year.

    Numbers are numbers; 概数 and all other text stay text, whatever they begin with.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    del book[book.sheetnames[0]]
    table = made.table(keys)
    columns = list(map(str, table))
    units = [made.unit_of(key) for key in columns]
    sheet = book.create_sheet(TABLE)
    _head(sheet, ["单位", *map(heading, columns, units)], [24] + [14] * len(units))
    for at, (unit, *values) in enumerate(table.itertuples(name=None), start=2):
        put_text(sheet.cell(at, 1), unit)
        for column, (value, counts) in enumerate(zip(values, units, strict=True), start=2):
            _put(sheet.cell(at, column), value, counts)
    for cell in sheet[len(table) + 1]:
        cell.font = Font(bold=True)
    if made.beside is not None:
        _beside_last_year(book.create_sheet(COMPARED), made, keys)
    _lines(book.create_sheet(FAILED), ("文件", "原因"), [(f.path, f.reason) for f in made.failed])
    _lines(book.create_sheet(FINDINGS), ("单位", "要核对的"), list(remarks(made)))
    save(book, target)


def compared(
    made: RollUp, keys: Iterable[str] | None = None
) -> tuple[tuple[str, ...], Sequence[tuple[object, ...]]]:
    """The table beside last year as people read it: its header and its rows."""
    table = made.compared(keys)
    header = ("数字", made.period.label, made.period.before.label, "变化", "可比单位", "全部单位")
    rows = [
        (heading(str(key), unit), now, then, change, both, whole)
        for key, now, then, change, unit, both, whole in table.itertuples(name=None)
    ]
    return header, rows


def heading(key: str, unit: str) -> str:
    """慰问·金额（元）."""
    return f"{spoken(key)}（{unit}）" if unit else spoken(key)


def shown(value: object) -> str:
    """A value of the table in words; nothing for what is missing."""
    return plain(value) if isinstance(value, int | Decimal) else str(value or "")


def remarks(made: RollUp) -> Iterable[tuple[str, str]]:
    """What to look at, whose it is first: of all together, then branch by branch."""
    yield from ((TOTAL, finding.message) for finding in made.findings)
    for branch in made.branches:
        yield from ((branch.unit, trouble) for trouble in branch.figures.troubles)
        yield from ((branch.unit, str(problem)) for problem in branch.problems)


def _beside_last_year(sheet: Worksheet, made: RollUp, keys: Iterable[str] | None) -> None:
    header, rows = compared(made, keys)
    _head(sheet, header, [24, 14, 14, 20, 10, 10])
    for at, (row, counts) in enumerate(zip(rows, made.compared(keys)["计量单位"], strict=True), 2):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(at, column), value, counts if column in (2, 3) else "")


def _put(cell: Cell | MergedCell, value: object, counts: str) -> None:
    """A number as one, anything else as text; `counts` is what a number counts."""
    if isinstance(value, int | Decimal):
        cell.value = value if isinstance(value, int) else float(value)
        cell.number_format = MONEY if counts == "元" else "General"
    elif isinstance(value, str):
        put_text(cell, value)


def _lines(sheet: Worksheet, header: Sequence[str], rows: Sequence[tuple[str, str]]) -> None:
    from openpyxl.styles import Alignment

    _head(sheet, header, [36, 100])
    for at, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            put_text(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _head(sheet: Worksheet, labels: Sequence[str], widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, (label, width) in enumerate(zip(labels, widths, strict=True), start=1):
        cell = sheet.cell(1, at)
        put_text(cell, label)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", "ECECEC")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "B2"
