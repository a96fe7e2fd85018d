"""Opening what an officer hands in, whatever its name says, without trusting it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zongjie.cells.cell import show_date
from zongjie.errors import IntakeError
from zongjie.intake import package, reading
from zongjie.intake.delimited import read_text, to_grid
from zongjie.intake.grid import Broken, Grid, refuse_beyond
from zongjie.intake.reading import RawSheet
from zongjie.settings import Settings

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_KINDS = (
    (b"%PDF", " PDF 文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"RIFF", "图片或音像文件"),
    (b"{\\rtf", " RTF 文档"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"SQLite format 3", "数据库文件"),
)
_LOCKED, _UNLOCK = "文件有密码，打不开", "请在 Excel 里取消密码后再导入"
_PATIENCE = 20  # seconds; 65,536 rows of an .xls take two
_SAVE_AS = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再导入"
_CHOOSE = "请选台账所在的 Excel 文件（.xlsx）"
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|table|meta|head)", re.IGNORECASE
)


_Sheets = tuple[list[Grid], tuple[str, ...]]
"""The visible worksheets, and the names of the hidden ones."""


@dataclass(frozen=True)
class Source:
    """An opened file: its sheets, and what was odd about it (`note`, "" if nothing)."""

    name: str
    grids: Sequence[Grid]
    hidden: tuple[str, ...] = ()
    note: str = ""


def open_source(source: Path | bytes, name: str, limits: Settings) -> Source:
    """Read an Excel workbook or a delimited text file from a path or from its bytes.

    `name` is only ever shown and compared, never used as a path. Raises `IntakeError` for
    anything that is not a readable table or goes beyond the limits.
    """
    name = re.split(r"[/\\]", name or (source.name if isinstance(source, Path) else ""))[-1]
    data = _bytes(source, name, limits.max_upload_mb)
    if data.startswith(_OLE):
        grids, hidden = _old_workbook(data, name)
        for grid in grids:
            refuse_beyond(grid, limits.max_rows, f"{name}的工作表“{grid.name}”")
        return Source(name, grids, hidden)
    if data.startswith(_ZIP):
        return Source(name, *_workbook(data, name, limits.max_rows))
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise IntakeError(f"这是{kind}，不是 Excel 表格", where=name, cure=_CHOOSE)
    if _MARKUP.match(data):
        raise IntakeError("这是网页格式的表格，只是名字像 Excel 文件", where=name, cure=_SAVE_AS)
    grid = to_grid(read_text(data, name), name)
    refuse_beyond(grid, limits.max_rows, name)
    posing = name.lower().endswith((".xlsx", ".xls", ".xlsm"))
    note = "名字像 Excel 文件，内容其实是文本，按文本读" if posing else ""
    return Source(name, (grid,), note=note)


def _bytes(source: Path | bytes, name: str, limit: int) -> bytes:
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > limit * 1024**2:
            raise IntakeError(
                f"文件有 {size / 1024**2:.0f} MB，超过了 {limit} MB 的上限",
                where=name,
                cure="请删去文件里的图片和无关的工作表，另存后再导入",
            )
        data = source if isinstance(source, bytes) else source.read_bytes()
    except FileNotFoundError as error:
        raise IntakeError("找不到这个文件", where=name, cure="请核对文件的位置和名字") from error
    except OSError as error:
        cure = "文件若正在 Excel 里打开，请先关闭；若是文件夹，请选里面的文件"
        raise IntakeError("文件打不开", where=name, cure=cure) from error
    if not data.strip(b"\x00 \r\n\t"):
        raise IntakeError("文件是空的", where=name, cure=_CHOOSE)
    return data


def _old_workbook(data: bytes, name: str) -> _Sheets:
    """A file in Microsoft's older container: .xls, or something else in the same box."""
    for stream, what, cure in _STREAMS:
        if stream.encode("utf-16-le") in data:
            raise IntakeError(what, where=name, cure=cure)
    try:
        done = subprocess.run(  # noqa: S603 - our own file, in our own Python
            [sys.executable, "-P", reading.__file__],
            input=data,
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise IntakeError("文件已损坏，打不开", where=name, cure=_SAVE_AS) from error
    sheets = reading.from_json(done.stdout)
    if sheets is None:
        raise IntakeError(_LOCKED, where=name, cure=_UNLOCK)
    return _grids(sheets)


_STREAMS = (
    ("EncryptedPackage", _LOCKED, _UNLOCK),
    ("WordDocument", "这是 Word 文档，不是 Excel 表格", _CHOOSE),
    ("PowerPoint Document", "这是 PPT 演示文稿，不是 Excel 表格", _CHOOSE),
)


def _workbook(data: bytes, name: str, max_rows: int) -> _Sheets:
    """An .xlsx workbook: looked through as a package first, then read."""
    try:
        parts = package.unpack(data)
        package.check_extents(parts, max_rows)
    except IntakeError as error:
        where = f"{name}的{error.where}" if name and error.where else name or error.where
        raise IntakeError(error.what, where=where, cure=error.cure) from error
    sheets, styles = package.sheet_parts(parts), package.month_styles(parts)
    grids, hidden = _sheets(data, name)
    return [
        _marked(grid, package.oddities(sheets.get(grid.name, b""), styles)) for grid in grids
    ], hidden


def _sheets(data: bytes, name: str) -> _Sheets:
    """The sheets of a workbook that was found safe to open."""
    try:
        return _grids(reading.read_sheets(data))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # calamine's panics are no Exception
        raise IntakeError("文件已损坏，打不开", where=name, cure=_SAVE_AS) from error


def _grids(sheets: Iterable[RawSheet]) -> _Sheets:
    grids, hidden = [], []
    for sheet in sheets:
        if sheet.visible:
            grids.append(Grid(sheet.name, sheet.rows, tuple(sheet.merged)))
        else:
            hidden.append(sheet.name)
    return grids, tuple(hidden)


def _marked(grid: Grid, odd: package.Oddities) -> Grid:
    """The grid with its broken formulas marked, and dates shown as a month written as one."""
    if not odd.broken and not odd.months:
        return grid
    rows = [list(row) for row in grid.rows]
    for (r, c), shown in odd.broken.items():
        if r < len(rows) and c < len(rows[r]):
            rows[r][c] = _formula(shown)
    for r, c in odd.months:
        cell = rows[r][c] if r < len(rows) and c < len(rows[r]) else None
        if isinstance(cell, date) and cell.day == 1:
            rows[r][c] = show_date(cell.isoformat()[:7])
    return Grid(grid.name, rows, grid.merged)


def _formula(shown: str) -> Broken:
    if shown:
        return Broken(shown, "公式没有算出结果", "请改好公式，或者直接填写")
    cure = "请在 Excel 里打开这个文件，保存一次再导入"
    return Broken("", "有公式，但文件里没有它的结果", cure)
