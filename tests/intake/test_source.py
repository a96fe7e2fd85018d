"""What must not be opened is refused in one clear line."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
import python_calamine

from tests.intake.files import HEAD, WALK, packed, read, refused, saved, workbook
from zongjie.intake import reading


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b" \r\n\x00", "文件是空的"),
        (b"%PDF-1.7", "这是 PDF 文件，不是 Excel 表格"),
        (b"\x89PNG\r\n\x1a\n", "这是图片，不是 Excel 表格"),
        (b"7z\xbc\xaf'\x1c", "这是压缩包，不是 Excel 表格"),
        (b"<?xml version='1.0'?><Workbook/>", "这是网页格式的表格，只是名字像 Excel 文件"),
        (b"PK\x03\x04broken", "文件已损坏，打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "文件已损坏，打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
         "这是 Word 文档，不是 Excel 表格"),
        (bytes(range(256)) * 8, "认不出这是什么文件"),
        (b"\xff\xfe\x00\xd8", "认不出这是什么文件"),
        (("x" * 200_000).encode(), "有一格长得不像台账"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:8].hex(),
)  # fmt: skip
def test_what_is_no_table_is_refused(data: bytes, message: str) -> None:
    assert refused(data).startswith(f"台账.xlsx：{message}。")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word/document.xml": b""}, "这是 Word 文档，不是 Excel 表格"),
        ({"ppt/presentation.xml": b""}, "这是 PPT 演示文稿，不是 Excel 表格"),
        ({"content.xml": b""}, "这种表格格式读不了"),
        ({"xl/workbook.bin": b""}, "这种表格格式读不了"),
        ({"照片.jpg": b""}, "这是压缩包，不是 Excel 表格"),
        ({"xl/workbook.xml": b"<workbook/>"}, "文件已损坏，打不开"),
    ],
    ids=["word", "slides", "ods", "xlsb", "zip", "empty"],
)
def test_other_packages_are_refused_by_what_they_are(parts: dict[str, bytes], message: str) -> None:
    assert refused(packed(parts)).startswith(f"台账.xlsx：{message}。")


def test_an_exotic_compression_is_refused() -> None:
    data = packed({"xl/workbook.xml": b"<workbook/>"}, zipfile.ZIP_LZMA)
    assert refused(data).startswith("台账.xlsx：文件的压缩方式读不了。")


def test_an_encrypted_entry_is_refused() -> None:
    data = bytearray(workbook({"活动": [HEAD, WALK]}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)) == (
        "台账.xlsx：文件有密码，打不开。请在 Excel 里取消密码后再导入。"
    )


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def test_an_old_workbook_with_a_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = SimpleNamespace(stdout=b"null")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: locked)
    assert refused(OLD, "旧.xls").startswith("旧.xls：文件有密码，打不开。")


def test_the_reading_program_says_when_a_workbook_is_locked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Locked:
        @staticmethod
        def from_filelike(_file: object) -> None:
            raise python_calamine.PasswordError

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Locked)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(OLD)))
    reading.main()
    assert reading.from_json(capsys.readouterr().out) is None


def test_the_reading_program_hands_on_every_kind_of_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    moment = dt.datetime.fromisoformat("2026-03-08 09:30")
    row = ("文字", 1.5, True, dt.date(2026, 3, 8), moment, dt.time(9, 30), dt.timedelta(hours=30))
    book = openpyxl.load_workbook(io.BytesIO(workbook({"甲": [row], "乙": []}, merged=["A2:B3"])))
    book["乙"].sheet_state = "hidden"
    data = saved(book)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    reading.main()
    first, second = reading.from_json(capsys.readouterr().out) or []
    assert second == reading.RawSheet("乙", visible=False, rows=[], merged=[])
    expected = reading.read_sheets(data)[0]
    assert first.merged == expected.merged == [((1, 0), (2, 1))]
    assert first.rows[0][:6] == expected.rows[0][:6]
    assert first.rows[0][6] == str(expected.rows[0][6])


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_reading_can_be_interrupted(
    monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def interrupted(_data: bytes) -> None:
        raise stop

    monkeypatch.setattr(reading, "read_sheets", interrupted)
    with pytest.raises(stop):
        read(workbook({"活动": [HEAD, WALK]}))


def test_a_panic_of_the_reader_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def panic(_data: bytes) -> None:
        raise Panic

    monkeypatch.setattr(reading, "read_sheets", panic)
    assert refused(workbook({"活动": [HEAD, WALK]})).startswith("台账.xlsx：文件已损坏，打不开。")
