"""nbconvert finds the exporters, and they take finished notebooks and workbooks alike."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from tests.export.samples import draft, figures, finished, long_summary, table
from tests.test_document import workbook
from zongjie import document, export
from zongjie.draft import Section
from zongjie.errors import DocumentError, ExportError, MissingFigures

MAGIC = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK", "md": b"# ", "ipynb": b"{"}
NAMES = ("html", "pdf", "docx", "md")


@pytest.mark.parametrize("to", export.FORMATS)
@pytest.mark.parametrize("theme", export.THEMES)
def test_every_format_comes_in_every_theme(to: str, theme: str) -> None:
    assert export.export(finished("一。"), to, theme=theme).startswith(MAGIC[to])


@pytest.mark.parametrize("to", export.FORMATS)
def test_missing_figures_stop_an_export_unless_told_to_go_on(to: str) -> None:
    nb = finished("共{{活动.天数}}天，{{慰问.户数}}户。")
    with pytest.raises(MissingFigures) as raised:
        export.export(nb, to)
    assert raised.value.names == ("活动·天数", "慰问·户数")
    assert export.export(nb, to, allow_missing=True)


@pytest.mark.parametrize("to", export.FORMATS)
@pytest.mark.parametrize(
    "sign", ["{{活动.次数}}", "![全年](chart:活动.按月)", "![](table:活动.按月)"]
)
def test_what_a_finished_notebook_cannot_fill_in_is_refused(to: str, sign: str) -> None:
    nb = finished("一。")
    nb.cells.insert(2, nbformat.v4.new_markdown_cell(f"后加的。\n\n{sign}"))
    with pytest.raises(DocumentError, match="这里会印成符号") as raised:
        export.export(nb, to)
    assert sign in raised.value.what
    assert export.export(nb, to, allow_missing=True)


def test_unknown_formats_and_themes_are_refused() -> None:
    with pytest.raises(ExportError, match="不能导出成“odt”"):
        export.export(finished("一。"), "odt")
    with pytest.raises(ExportError, match="没有名为“红头”的版式"):
        export.export(finished("一。"), "pdf", theme="红头")


def test_a_notebook_without_a_summary_is_refused() -> None:
    v4: Any = nbformat.v4
    with pytest.raises(DocumentError):
        export.export(v4.new_notebook(), "pdf")


def test_the_notebook_export_can_be_exported_again() -> None:
    nb = long_summary()
    data = export.export(nb, "ipynb")
    again = nbformat.reads(data.decode(), as_version=4)
    assert again == nb
    assert export.export(again, "html") == export.export(nb, "html")


def test_markdown_is_complete_without_pictures() -> None:
    text = export.export(finished(f"一。\n\n![题](chart:活动.按月)\n\n{table(1)}"), "md").decode()
    assert text.startswith(
        "# 某某机械厂工会2026年度工作总结\n\n## 一、第0部分\n\n一。\n\n图1　题\n\n"
    )
    assert "| 月份 | 活动次数（次） |\n|:--|--:|\n| 1月 | 3 |" in text
    assert text.endswith("| 1 | 第1项活动 | 2026年2月 | 13 |\n\n某某机械厂工会  \n2027年1月5日\n")
    assert "![" not in text


@pytest.mark.parametrize("to", NAMES)
def test_a_workbook_gives_the_same_file_as_its_draft(to: str) -> None:
    one = draft(Section("甲", "甲", "活动{{活动.次数}}次。\n\n![](chart:活动.按月)"))
    executed = workbook(one, figures(), profile=True)
    assert export.export(executed, to) == export.export(document.build(one, figures()), to)


@pytest.mark.parametrize("to", NAMES)
def test_nbconvert_knows_each_exporter_by_name(to: str) -> None:
    exporter: Any = get_exporter(f"zongjie_{to}")
    made, resources = exporter(theme="plain").from_notebook_node(finished("一。"))
    assert resources["output_extension"] == f".{to}"
    assert made
    assert exporter.output_mimetype


def test_the_command_line_of_nbconvert_writes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "summary.ipynb"
    path.write_bytes(export.export(finished("共{{活动.天数}}天。"), "ipynb", allow_missing=True))
    command = [sys.executable, "-m", "nbconvert", "--to", "zongjie_pdf", str(path)]
    refused = subprocess.run(command, capture_output=True, check=False)
    assert refused.returncode
    assert "活动·天数" in refused.stderr.decode()
    subprocess.run([*command, "--ZongjiePDF.allow_missing=True"], capture_output=True, check=True)
    assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def test_the_log_names_characters_no_face_can_show(caplog: pytest.LogCaptureFixture) -> None:
    exporter: Any = get_exporter("zongjie_pdf")
    exporter(system_fonts=False).from_notebook_node(finished("好😀"))
    assert "“😀”（U+1F600）" in caplog.text


def test_the_first_export_and_not_the_import_pays_for_nbconvert() -> None:
    heavy = ("nbconvert", "typst", "vl_convert", "fontTools", "mistune", "nbformat")
    loaded = f"[name for name in {heavy} if name in sys.modules]"
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys, zongjie.export, zongjie.document; print({loaded})"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout.strip() == "[]"
