"""The .xlsx file as a zip package: whether it is safe to open, and what its values do not say.

The reader gives cell values only. From the package itself come formulas without a result
(which would read as empty cells) and dates that are shown as a month (3月, stored as 1 March).
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from zongjie.errors import IntakeError
from zongjie.intake.grid import HEAD_ROWS

MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts together; 100,000 rows of the widest ledger take about 90 MB."""

MAX_CELLS = 10_000_000
"""The reader lays a sheet out as a full rectangle; beyond, one stray cell takes all memory."""

MAX_COLUMNS = 1000

_SAVE_AS = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再导入"
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_LOCAL_HEADER = 30

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*\"([^\"]*)\"")
_WIDE_HINT = re.compile(rb"r=[\"'][A-Za-z]{2}")
_WIDE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Za-z]{2,})([0-9]+)[\"'][^>]*(?<!/)>(?!</)")
_TALL_HINT = re.compile(rb"r=[\"'][0-9]{6}")
_TALL = re.compile(
    rb"<(?:\w+:)?row\s[^>]*?\br=[\"']([0-9]{6,})[\"'][^>]*(?<!/)>\s*"
    rb"(?:<(?:\w+:)?c\s[^>]*/>\s*)*<(?:\w+:)?c[^>]*(?<!/)>(?!</)"
)
_NO_REFERENCE = re.compile(rb"<(?:\w+:)?c(?:\s(?![^>]*\br=)[^>]*)?>")
_LAST_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"']([0-9]+)")
_CELL = rb"<c\s(?=[^>]*\br=\"([A-Z]+)([0-9]+)\")"
_ERROR = re.compile(_CELL + rb"(?=[^>]*\bt=\"e\")[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>", re.DOTALL)
_NO_RESULT = re.compile(
    _CELL + rb"(?![^>]*\bt=\"str\")[^>]*>\s*"
    rb"<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v></v>|<v ?/>)?\s*</c>"
)
_STYLED = re.compile(_CELL + rb"(?=[^>]*\bs=\"([0-9]+)\")")
_FORMAT = re.compile(rb"<numFmt\s([^>]*)>")
_STYLES = re.compile(rb"<cellXfs[^>]*>(.*?)</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<xf\s([^>]*)>")
_MONTH_FORMATS = frozenset({17, 27, 36, 50, 52, 57})  # built in: mmm-yy, yyyy年m月


@dataclass(frozen=True, slots=True)
class Oddities:
    """What a sheet's values do not say, by (row, column) from 0.

    `broken` are formulas without a result, with what Excel shows for them; `months` are
    cells shown as a month.
    """

    broken: Mapping[tuple[int, int], str]
    months: frozenset[tuple[int, int]]


def unpack(data: bytes) -> dict[str, bytes]:
    """The workbook's XML parts by name, unpacked with a limit whatever the headers claim.

    Raises `IntakeError` for a damaged, encrypted or oversized package and for one that holds
    another kind of document.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise IntakeError("文件已损坏，打不开", cure=_SAVE_AS) from error
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise IntakeError(_other_document(names), cure=_SAVE_AS)
    left = MAX_UNPACKED
    parts: dict[str, bytes] = {}
    for entry in entries:
        part = _inflate(data, entry, left)
        left -= len(part)
        if entry.filename.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in part or b"\x00" in part:  # never there, so somebody put it there
                raise IntakeError("文件已损坏，打不开", cure=_SAVE_AS)
            parts[entry.filename] = part
    return parts


def _other_document(names: set[str]) -> str:
    for start, kind in (("word/", "Word 文档"), ("ppt/", "PPT 演示文稿")):
        if any(name.startswith(start) for name in names):
            return f"这是 {kind}，不是 Excel 表格"
    if "xl/workbook.bin" in names or "content.xml" in names:
        return "这种表格格式读不了"
    return "这是压缩包，不是 Excel 表格"


def _inflate(data: bytes, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """One part, read from the packed bytes themselves and never beyond `limit` bytes."""
    if entry.flag_bits & 1:
        raise IntakeError("文件有密码，打不开", cure="请在 Excel 里取消密码后再导入")
    at = entry.header_offset
    name, extra = data[at + 26 : at + 28], data[at + 28 : at + _LOCAL_HEADER]
    start = at + _LOCAL_HEADER + int.from_bytes(name, "little") + int.from_bytes(extra, "little")
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == _STORED:
        part = packed
    elif entry.compress_type == _DEFLATED:
        try:
            part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit + 1)
        except zlib.error as error:
            raise IntakeError("文件已损坏，打不开", cure=_SAVE_AS) from error
    else:
        raise IntakeError("文件的压缩方式读不了", cure=_SAVE_AS)
    if len(part) > limit:
        raise IntakeError(
            f"文件解开后超过 {MAX_UNPACKED // 1024**2} MB，不像正常的台账，没有打开",
            cure="请只留下台账所在的工作表，另存后再导入",
        )
    return part


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The XML of each worksheet by the name on its tab."""
    targets = {
        row.get("Id"): row.get("Target", "")
        for row in _rows(_RELATION, parts.get("xl/_rels/workbook.xml.rels", b""))
    }
    found: dict[str, bytes] = {}
    for row in _rows(_SHEET, parts["xl/workbook.xml"]):
        target = targets.get(next((v for k, v in row.items() if k.endswith(":id")), ""), "")
        part = parts.get(posixpath.normpath(posixpath.join("xl", target)).lstrip("/"))
        part = part or parts.get(target.lstrip("/"))
        if part is not None:
            found[row.get("name", "")] = part
    return found


def check_extents(parts: Mapping[str, bytes], max_rows: int) -> None:
    """Refuse a workbook with a sheet that would not fit in memory, or has too many rows.

    The reader lays out every cell up to the last filled row and column, and ends the whole
    process when there is no room; so this is looked at before it opens the file.
    """
    titles = {part: title for title, part in sheet_parts(parts).items()}
    for part in parts.values():
        if b"sheetData" in part:
            _check_extent(titles.get(part, ""), part, max_rows)


def _check_extent(name: str, sheet: bytes, max_rows: int) -> None:
    rows, columns, far = _extent(sheet)
    if rows > max_rows + HEAD_ROWS:
        raise IntakeError(
            f"第 {rows} 行还有内容，超过了 {max_rows} 行的上限",
            where=f"工作表“{name}”",
            cure="请删去多余的行，或者分成几个文件导入",
        )
    if columns * rows > MAX_CELLS or columns > MAX_COLUMNS:
        raise IntakeError(
            f"{far or '最右边'}还有内容，表太宽了",
            where=f"工作表“{name}”",
            cure="请删去台账右边多余的列再导入",
        )


def _extent(sheet: bytes) -> tuple[int, int, str]:
    """How many rows and columns are filled at most, and the cell that lies farthest right."""
    last = _LAST_ROW.match(sheet, max(sheet.rfind(b"<row"), 0))
    rows = max(sheet.count(b"<row"), int(last[1]) if last else 0)
    if _TALL_HINT.search(sheet):  # far down, only rows with something in them count
        rows = max((int(row[1]) for row in _TALL.finditer(sheet)), default=min(rows, 99_999))
    columns, far = 26, ""
    if _WIDE_HINT.search(sheet):
        for cell in _WIDE.finditer(sheet):
            if _column(cell[1]) >= columns:
                columns, far = _column(cell[1]) + 1, _text(cell[1] + cell[2])
    usual = sheet.count(b'<c r="') == sheet.count(b"<c ") and b"<c>" not in sheet
    if not usual and _NO_REFERENCE.search(sheet):  # cells placed by order only
        columns = max(columns, *(row.count(b"<c") for row in sheet.split(b"<row")))
    return rows, columns, far


def oddities(sheet: bytes, month_styles: frozenset[int]) -> Oddities:
    """What the cell values of this worksheet do not say."""
    broken: dict[tuple[int, int], str] = {}
    if b't="e"' in sheet:
        broken = {_at(found): _text(found[3]) for found in _ERROR.finditer(sheet)}
    if b"<f>" in sheet or b"<f " in sheet:
        broken |= {_at(found): "" for found in _NO_RESULT.finditer(sheet)}
    months: frozenset[tuple[int, int]] = frozenset()
    if month_styles:
        months = frozenset(
            _at(found) for found in _STYLED.finditer(sheet) if int(found[3]) in month_styles
        )
    return Oddities(broken, months)


def month_styles(parts: Mapping[str, bytes]) -> frozenset[int]:
    """The cell styles that show a date as a month: 2026年3月, 3月, Mar-26."""
    styles = parts.get("xl/styles.xml", b"")
    months = set(_MONTH_FORMATS)
    for row in _rows(_FORMAT, styles):
        code = row.get("formatCode", "")
        months.discard(_format_id(row))
        if _shows_month(code):
            months.add(_format_id(row))
    block = _STYLES.search(styles)
    rows = _rows(_STYLE, block[1]) if block else []
    return frozenset(i for i, row in enumerate(rows) if _format_id(row) in months)


def _format_id(row: Mapping[str, str]) -> int:
    number = row.get("numFmtId", "")
    return int(number) if number.isdecimal() else 0


def _shows_month(code: str) -> bool:
    """Whether a number format shows year and month, or a month named 月, and no day."""
    code = re.sub(r"\[[^\]]*\]", "", code.split(";", maxsplit=1)[0]).lower()
    plain = re.sub(r'"[^"]*"|\\.', "", code)
    return "m" in plain and not set("dhs") & set(plain) and ("y" in plain or "月" in code)


def _rows(tag: re.Pattern[bytes], xml: bytes) -> list[dict[str, str]]:
    """The attributes of every such element."""
    return [
        {_text(name): html.unescape(_text(value)) for name, value in _ATTRIBUTE.findall(match[1])}
        for match in tag.finditer(xml)
    ]


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def _at(match: re.Match[bytes]) -> tuple[int, int]:
    return int(match[2]) - 1, _column(match[1])


def _column(letters: bytes) -> int:
    """Column letters as a number from 0: A 0, Z 25, AA 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
