"""Delimited text: CSV of any office's encoding, and blocks pasted from a spreadsheet."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import PurePath

from zongjie.errors import IntakeError
from zongjie.intake.grid import Grid
from zongjie.ledger import FORMULA, GUARD

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHOOSE = "请选台账所在的 Excel 文件（.xlsx）或 CSV 文件"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DELIMITERS = ("\t", ",", ";")
_SAMPLE = 20  # lines looked at for the delimiter


def read_text(data: bytes, name: str = "") -> str:
    """The text of a file: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030.

    Raises `IntakeError` when it is no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], (encoding,), name)
    return _decoded(data, ("utf-8", "gb18030"), name)


def _decoded(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) * 10 <= len(text):
            return text
    raise IntakeError("认不出这是什么文件", where=name, cure=_CHOOSE)


def to_grid(text: str, name: str = "") -> Grid:
    """The rows of a delimited text; the name of the sheet is that of the file, without suffix."""
    rows = _rows(text, name)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    rows = [[_unguarded(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    return Grid(PurePath(name).stem, rows)


def _unguarded(cell: str) -> str:
    """A text that begins like a formula is written with a mark before it."""
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(FORMULA) else cell


def _rows(text: str, name: str) -> list[list[str]]:
    """Rows with quoted cells if the quotation marks pair up, else every mark as plain text."""
    delimiter = _delimiter(text)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        plain = io.StringIO(text, newline="")
    try:
        return list(csv.reader(plain, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error as error:
        raise IntakeError("有一格长得不像台账", where=name, cure=_CHOOSE) from error


def _delimiter(text: str) -> str:
    """The mark that parts most lines into the same number of cells."""
    lines = [line for line in text[:100_000].splitlines()[:_SAMPLE] if line.strip()]
    return max(_DELIMITERS, key=lambda mark: sum(min(line.count(mark), 1) for line in lines))
