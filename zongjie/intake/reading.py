"""The worksheets of a workbook as calamine gives them.

On some damaged .xls files calamine asks for more memory than there is, which ends the whole
process, and an officer's page with it. So this file also runs as a program of its own: it takes
a workbook on standard input and writes its sheets as JSON. It imports nothing of zongjie.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO
from typing import NamedTuple

_MEMORY = 2 * 1024**3  # bytes; an .xls filled to its last cell needs less


class RawSheet(NamedTuple):
    """One worksheet: rows from the first row of the sheet on, an empty cell is ""."""

    name: str
    visible: bool
    rows: Sequence[Sequence[object]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]


def read_sheets(data: bytes) -> list[RawSheet]:
    """Every worksheet of a workbook; charts and macros are passed over, hidden rows are empty.

    Raises what calamine raises, above all `python_calamine.PasswordError` for a locked file.
    """
    import python_calamine as calamine

    sheets = []
    with calamine.CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        for meta in workbook.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                sheets.append(RawSheet(meta.name, visible=False, rows=[], merged=[]))
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = sheet.to_python(skip_empty_area=False)
            sheets.append(
                RawSheet(meta.name, visible=True, rows=rows, merged=sheet.merged_cell_ranges or [])
            )
    return sheets


def from_json(text: str | bytes) -> list[RawSheet] | None:
    """What the program wrote; None stands for a locked workbook."""
    sheets = json.loads(text, object_hook=_from_tagged)
    if sheets is None:
        return None
    return [
        RawSheet(name, visible, rows, [(tuple(a), tuple(b)) for a, b in merged])
        for name, visible, rows, merged in sheets
    ]


def main() -> None:
    """Read a workbook from standard input and write its sheets to standard output."""
    import python_calamine as calamine

    try:
        sheets = read_sheets(sys.stdin.buffer.read())
    except calamine.PasswordError:
        sheets = None
    json.dump(sheets, sys.stdout, default=_tagged)


def _limit_memory() -> None:
    """Let a file that wants all the memory there is end this program, and nothing beside it."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, date | time):
        return {type(value).__name__: value.isoformat()}
    return {"text": str(value)}


def _from_tagged(tagged: dict[str, str]) -> object:
    ((kind, text),) = tagged.items()
    kinds: dict[str, type[date | time]] = {"datetime": datetime, "date": date, "time": time}
    return kinds[kind].fromisoformat(text) if kind in kinds else text


if __name__ == "__main__":
    _limit_memory()
    main()
