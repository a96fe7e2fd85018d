"""Files on their way between the officer's machine and the kernel."""

from __future__ import annotations

import re
from typing import Any

from widgets.view import Detail, Props
from zongjie import schema, settings
from zongjie.errors import IntakeError, ZongjieError
from zongjie.intake import Intake
from zongjie.ledger import Ledgers

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class Uploads:
    """Files that arrive in parts, each part acknowledged before the next is sent."""

    def __init__(self) -> None:
        self._parts: dict[int, bytearray] = {}

    def take(self, detail: Detail) -> None:
        """Keep one part; `IntakeError` when the file grows beyond the limit."""
        key, start = int(detail["key"]), int(detail["start"])
        if start == 0:
            self._parts = {key: bytearray()}
        held = self._parts.get(key)
        if held is None or len(held) != start:
            raise ZongjieError("上传中断了", cure="请重新选择文件")
        held += b"".join(detail.get("buffers", ()))
        limit = settings.load().max_upload_mb
        if len(held) > limit * 1024 * 1024:
            self._parts = {}
            raise IntakeError(f"文件超过 {limit} MB", cure="请删去图片和用不到的工作表后再导入")

    def file(self, detail: Detail) -> tuple[str, bytes]:
        """Name and bytes of a file that has arrived whole."""
        held = self._parts.pop(int(detail["key"]), None)
        if held is None:
            raise ZongjieError("上传中断了", cure="请重新选择文件")
        return str(detail["name"]), bytes(held)


def as_report(name: str, read: Intake, now: Ledgers, verb: str) -> Props:
    """What reading a file gave, for the front end's report."""
    return {
        "name": name,
        "sheets": [_sheet(sheet, now) for sheet in read.sheets],
        "problems": [
            {"text": str(problem), "severity": problem.severity} for problem in read.problems
        ],
        "changes": [str(change) for change in read.changes],
        "rows": sum(map(len, read.ledgers.values())),
        "verb": verb,
    }


def _sheet(sheet: Any, now: Ledgers) -> dict[str, Any]:
    note = sheet.note
    if not note and sheet.left_out:
        note = f"另有 {sheet.left_out} 行没有读进来"
    return {
        "sheet": sheet.name,
        "title": schema.ledger(sheet.ledger).title if sheet.ledger else "",
        "rows": sheet.rows,
        "now": len(now[sheet.ledger]) if sheet.ledger in now else 0,
        "note": note,
    }


def file_name(text: str) -> str:
    """A name that any operating system takes for a file."""
    return _FORBIDDEN.sub("_", text).strip(" .") or "总结"
