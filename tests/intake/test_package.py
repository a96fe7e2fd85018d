"""Packages are looked at before they are opened."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from tests.intake.files import HEAD, WALK, names, packed, patched, read, refused, workbook
from zongjie import intake, ledger
from zongjie.errors import IntakeError
from zongjie.intake import package


def test_a_damaged_part_is_refused() -> None:
    data = bytearray(packed({"xl/workbook.xml": b"<workbook/>" * 99}))
    data[40:60] = b"\xff" * 20
    assert refused(bytes(data)).startswith("台账.xlsx：文件已损坏，打不开。")


BOMB = "台账.xlsx：文件解开后超过 200 MB，不像正常的台账，没有打开。"


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A quarter of a gigabyte of blanks in a package of some 250 KB."""
    zeros = io.BytesIO()
    with zipfile.ZipFile(zeros, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(250):
                part.write(b" " * 1024**2)
    return zeros.getvalue()


def test_a_zip_bomb_is_not_opened(bomb: bytes) -> None:
    assert len(bomb) < 1024**2
    assert refused(bomb).startswith(BOMB)


def test_a_zip_bomb_that_lies_about_its_size_is_not_opened(bomb: bytes) -> None:
    data = bytearray(bomb)
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert refused(bytes(data)).startswith(BOMB)


def test_many_parts_that_are_large_together_are_not_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    assert "文件解开后超过" in refused(workbook({"活动": [HEAD, WALK]}))


def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(100 * 1024**2)
    with pytest.raises(IntakeError) as refusal:
        intake.read(path, year=2026)
    assert str(refusal.value) == (
        "大.xlsx：文件有 100 MB，超过了 20 MB 的上限。"
        "请删去文件里的图片和无关的工作表，另存后再导入。"
    )


def test_the_limit_of_size_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONGJIE_MAX_UPLOAD_MB", "1")
    assert "超过了 1 MB 的上限" in refused(b"x" * 1024**2 + b"x")


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match=r"没有\.xlsx：找不到这个文件"):
        intake.read(tmp_path / "没有.xlsx", year=2026)
    with pytest.raises(IntakeError, match="文件打不开"):
        intake.read(tmp_path, year=2026)


FAR = '<c r="{0}"><v>1</v></c>'


def with_cell(reference: str, *, row: str | None = None) -> bytes:
    """A small ledger with one more cell somewhere far away."""
    number = row or reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    added = f'<row r="{number}">{FAR.format(reference)}</row></sheetData>'
    return patched(workbook({"活动": [HEAD, WALK]}), "sheet1.xml", "</sheetData>", added)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("A1048576", "第 1048576 行还有内容，超过了 100000 行的上限"),
        ("XFD1048576", "第 1048576 行还有内容，超过了 100000 行的上限"),
        ("XFD3", "XFD3还有内容，表太宽了"),
        ("CZ99999", "CZ99999还有内容，表太宽了"),
    ],
)
def test_a_stray_cell_far_away_is_named_instead_of_taking_all_memory(
    reference: str, message: str
) -> None:
    assert refused(with_cell(reference)).startswith(f"台账.xlsx的工作表“活动”：{message}。")


def test_cells_placed_by_order_alone_are_counted() -> None:
    row = '<row r="99999">' + "<c><v>1</v></c>" * 200 + "</row></sheetData>"
    data = patched(workbook({"活动": [HEAD, WALK]}), "sheet1.xml", "</sheetData>", row)
    assert "最右边还有内容，表太宽了" in refused(data)


def test_far_cells_that_are_only_formatted_do_no_harm() -> None:
    added = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    data = patched(workbook({"活动": [HEAD, WALK]}), "sheet1.xml", "</sheetData>", added)
    assert names(read(data)) == ["健步走"]


def test_too_many_rows_are_refused_in_every_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONGJIE_MAX_ROWS", "10")
    rows = [HEAD, *[WALK] * 200]
    assert "第 201 行还有内容，超过了 10 行的上限" in refused(workbook({"活动": rows}))
    text = "\n".join(",".join(map(str, row)) for row in rows)
    assert "有 201 行，超过了 10 行的上限" in refused(text.encode())
    with pytest.raises(IntakeError, match="有 201 行，超过了 10 行的上限"):
        intake.paste(text, "activity", year=2026)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_with_entities_is_refused(encoding: str) -> None:
    sheet = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///secret">]><worksheet>&a;</worksheet>'
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet.encode(encoding)}
    assert refused(packed(parts)).startswith("台账.xlsx：文件已损坏，打不开。")


def test_an_entity_without_declaration_is_refused() -> None:
    data = patched(workbook({"活动": [HEAD, WALK]}), "workbook.xml", "活动", "&a;")
    assert refused(data).startswith("台账.xlsx：文件已损坏，打不开。")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    read(workbook({"活动": [HEAD, WALK]}))
    ledger.write_xlsx(ledger.empty_all(), io.BytesIO())
    assert list(tmp_path.iterdir()) == []
