"""Ledgers as an Excel workbook: what officers download, fill in and hand back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from zongjie import invisible, schema
from zongjie.cells import show
from zongjie.ledger.delimited import FORMULA
from zongjie.ledger.frames import Ledgers, empty, used, written
from zongjie.schema import Column

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"text": 22, "date": 13, "int": 10, "decimal": 13, "enum": 15, "bool": 10}
_FORMATS = {"date": "@", "text": "@", "enum": "@"}  # typed as it stands: 3.10 stays 3.10
MONEY = "#,##0.00"
_DAY = "yyyy-mm-dd"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SAVED = b"2000-01-01T00:00:00Z"
_LIST_LIMIT = 255  # Excel refuses longer lists typed into a validation
_SPARE_ROWS = 1000  # how far below the data the lists of choices reach


def write_xlsx(
    ledgers: Ledgers, target: Path | BinaryIO, ids: Iterable[str] = schema.LEDGER_IDS
) -> None:
    """Write these ledgers as one workbook with a sheet for each, empty ones included.

    Headers are the columns' Chinese labels, so that `intake.read` gives the same frames back,
    without their wholly empty rows.
    Money is written as numbers, 概数 as text, a date known to the day as a real date. Text that
    looks like a formula is marked as text and never computed. Columns with fixed values offer
    them as a list. The same ledgers give the same bytes.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]  # the one that a new workbook begins with
    for ledger in map(schema.ledger, ids):
        sheet = workbook.create_sheet(ledger.title)
        frame = ledgers.get(ledger.id, empty(ledger.id))
        frame = frame[written(frame)]
        columns = used(ledger, frame)
        _head(sheet, columns)
        for at, column in enumerate(columns, start=1):
            texts: Iterable[Any] = frame[column.text_id] if column.approx else [None] * len(frame)
            for row, (value, text) in enumerate(zip(frame[column.id], texts, strict=True), start=2):
                if shown := show(column, value, text):  # most cells of a wide ledger are empty
                    _put(sheet.cell(row, at), column, value, shown, known=shown != text)
            _offer(sheet, column, at, len(frame))
    save(workbook, target)


def save(workbook: Workbook, target: Path | BinaryIO) -> None:
    """Write a workbook whose bytes do not tell the hour."""
    raw = BytesIO()
    workbook.save(raw)
    data = _timeless(raw)
    if isinstance(target, Path):
        target.write_bytes(data)
    else:
        target.write(data)


def _head(sheet: Worksheet, columns: Iterable[Column]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Border(bottom=Side("thin", color="808080"))
    fills = {True: PatternFill("solid", "F3D9D3"), False: PatternFill("solid", "ECECEC")}
    for at, column in enumerate(columns, start=1):
        cell = sheet.cell(1, at, column.label)
        cell.font = Font(bold=True)
        cell.fill = fills[column.required]
        cell.border = line
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        letters = sheet.column_dimensions[cell.column_letter]
        letters.width = _WIDTHS[column.dtype]
        letters.number_format = _FORMATS.get(column.dtype, "General")
    sheet.row_dimensions[1].height = 22
    sheet.freeze_panes = "A2"


def _put(cell: Cell, column: Column, value: object, shown: str, *, known: bool) -> None:
    """One value in its native Excel type; text, and what is not `known`, stays as it is shown."""
    if column.dtype in ("int", "decimal") and known:
        cell.value = value if column.dtype == "decimal" else int(shown)  # type: ignore[assignment]
        if column.unit == "元":
            cell.number_format = MONEY
        return
    if column.dtype == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", shown):
        cell.value = date.fromisoformat(shown)
        cell.number_format = _DAY
        return
    put_text(cell, shown)


def put_text(cell: Cell | MergedCell, shown: str) -> None:
    """Text that stays text, whatever it begins with."""
    cell.number_format = "@"
    cell.value = invisible.without(shown)  # some of it XML cannot hold
    cell.data_type = "s"
    if shown.startswith(FORMULA):
        cell.quotePrefix = True


def _offer(sheet: Worksheet, column: Column, at: int, count: int) -> None:
    """A drop-down list in columns with fixed values; other values still only draw a question."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    labels = ["是", "否"] if column.dtype == "bool" else [c.label for c in column.choices]
    formula = '"' + ",".join(labels) + '"'
    if not labels or len(formula) > _LIST_LIMIT:
        return
    letter = get_column_letter(at)
    rule = DataValidation("list", formula1=formula, allow_blank=True, errorStyle="warning")
    rule.showErrorMessage = not column.open
    rule.errorTitle, rule.error = column.label, "不在可选的值里，仍要这样写吗？"
    rule.add(f"{letter}2:{letter}{count + _SPARE_ROWS}")
    sheet.add_data_validation(rule)


def _timeless(raw: BytesIO) -> bytes:
    """The same workbook without the hour in which it was saved."""
    out = BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content
                )
            new.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
