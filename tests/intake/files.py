"""Files as offices send them, made on the spot, and what reading them gave."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl
import pytest

from zongjie import intake
from zongjie.errors import IntakeError

HEAD = ("开始日期", "活动类别", "活动名称", "主办单位", "参加人数", "支出金额")
WALK = ("2026-03-08", "女职工", "健步走", "本会", 120, 1520)
MATCH = ("2026-05-20", "文体活动", "乒乓球赛", "本会", 64, 800.5)
Rows = Iterable[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], *, merged: Sequence[str] = ()) -> bytes:
    """An .xlsx file with these sheets; `merged` areas are on the first."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for number, (title, rows) in enumerate(sheets.items()):
        sheet = first if number == 0 else book.create_sheet()
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        first.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def patched(data: bytes, part: str, pattern: str, new: str) -> bytes:
    """The same package with what matches the pattern rewritten in one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old_zip, zipfile.ZipFile(target, "w") as new_zip:
        for name in old_zip.namelist():
            content = old_zip.read(name)
            if name.endswith(part):
                text, count = re.subn(pattern, new, content.decode())
                assert count
                content = text.encode()
            new_zip.writestr(name, content)
    return target.getvalue()


def read(data: bytes, name: str = "台账.xlsx") -> intake.Intake:
    return intake.read(data, year=2026, name=name)


def read_text(text: str, name: str = "活动.csv") -> intake.Intake:
    return read(text.encode(), name)


def refused(data: bytes, name: str = "台账.xlsx") -> str:
    with pytest.raises(IntakeError) as refusal:
        read(data, name)
    return str(refusal.value)


def problems(result: intake.Intake) -> list[str]:
    return [str(problem) for problem in result.problems]


def changes(result: intake.Intake) -> list[str]:
    return [str(change) for change in result.changes]


def names(result: intake.Intake, id_: str = "activity") -> list[str]:
    return result.ledgers[id_]["name"].tolist()


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
