"""The DOCX: every look from a style, Word's own outline, and typed text that stays text."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest

from tests.export.samples import HOSTILE, draft, figures, finished, long_summary, table
from tools import docx_styles, make_reference_docx
from zongjie import document
from zongjie.draft import Section
from zongjie.errors import ExportError
from zongjie.export import THEMES, docx
from zongjie.export.reading import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes) -> Any:
    return python_docx.Document(io.BytesIO(data))


def written(text: str, *more: str, theme: str = "gongwen") -> bytes:
    return docx.write(read(finished(text, *more)), theme)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def styled(data: bytes) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in opened(data).paragraphs]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_printed_and_never_run(text: str) -> None:
    shown = text.replace('\\"', '"')
    assert ("正文末段", shown) in styled(written(text))


def test_every_block_has_its_style() -> None:
    text = (
        "一。\n\n### 小\n\n#### 细\n\n1. 三\n   - 四\n\n> 引\n\n![题](chart:活动.按月)\n\n"
        "![](table:慰问.按类别)\n\n末。"
    )
    assert styled(written(text)) == [
        ("Title", "某某机械厂工会2026年度工作总结"),
        ("Heading 1", "一、第0部分"),
        ("Normal", "一。"),
        ("Heading 2", "（一）小"),
        ("Heading 3", "1.细"),
        ("列表1", "1.三"),
        ("列表2", "——四"),
        ("Quote", "引"),
        ("图", ""),
        ("图题", "图1　题"),
        ("表题", "表1　2026年各类慰问金额"),
        ("表后", ""),
        ("正文末段", "末。"),
        ("落款", "某某机械厂工会"),
        ("成文日期", "2027年1月5日"),
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_formatted_by_hand(theme: str) -> None:
    data = docx.write(read(long_summary()), theme)
    body = opened(data).element.body
    looks = {child.tag for properties in body.iter(f"{W}rPr") for child in properties}
    assert looks <= {f"{W}rStyle", f"{W}rFonts"}
    fonts = {attribute for node in body.iter(f"{W}rFonts") for attribute in node.attrib}
    assert fonts <= {f"{W}hint"}
    places = {child.tag for properties in body.iter(f"{W}pPr") for child in properties}
    assert places == {f"{W}pStyle"}


@pytest.mark.parametrize("theme", THEMES)
def test_styles_name_chinese_faces_and_no_theme_fonts(theme: str) -> None:
    styles = part(written("一。", theme=theme), "word/styles.xml")
    assert "Theme" not in styles.replace("majorTheme", "")
    faces = set(re.findall(r'w:eastAsia="([^"]+)"', styles)) - {"zh-CN"}
    assert faces <= {"方正小标宋简体", "仿宋", "楷体", "黑体", "宋体"}
    table = part(written("一。", theme=theme), "word/fontTable.xml")
    assert all(f'w:name="{face}"' in table for face in faces)
    assert not re.search(r'w:name w:val="(?!heading|footer)[a-z]\w*Tok', styles)


def test_the_official_layout_is_in_the_styles() -> None:
    document_ = opened(written("一。"))
    section = document_.sections[0]
    millimetres = [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.left_margin,
            section.bottom_margin,
            section.right_margin,
        )
    ]
    assert millimetres == [210, 297, 37, 28, 35, 26]
    grid = section._sectPr.find(f"{W}docGrid")
    assert grid.attrib == {f"{W}type": "lines", f"{W}linePitch": "579"}
    normal = document_.styles["Normal"]
    assert normal.font.size.pt == 16
    assert normal.element.pPr.find(f"{W}ind").get(f"{W}firstLineChars") == "200"
    assert document_.styles["Heading 1"].element.pPr.find(f"{W}outlineLvl").get(f"{W}val") == "0"


def test_the_empty_line_above_the_signature_is_one_line_of_the_grid() -> None:
    document_ = opened(written("一。"))
    pitch = int(document_.sections[0]._sectPr.find(f"{W}docGrid").get(f"{W}linePitch"))
    above = document_.styles["落款"].paragraph_format.space_before
    assert 0.9 * pitch < above.twips < pitch


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    data = written("一。")
    assert opened(data).settings.odd_and_even_pages_header_footer
    section = opened(data).sections[0]
    for footer, style in ((section.footer, "页码右"), (section.even_page_footer, "页码左")):
        (paragraph,) = footer.paragraphs
        assert paragraph.style.name == style
        assert paragraph._p.find(f"{W}fldSimple").get(f"{W}instr").strip() == "PAGE"


def test_a_table_has_borders_by_style_a_repeated_header_and_numbers_to_the_right() -> None:
    (made,) = opened(written(table(3))).tables
    assert made.style.name == "表格"
    assert made.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
    assert made.rows[1]._tr.trPr is None
    names = [[cell.paragraphs[0].style.name for cell in row.cells] for row in made.rows]
    assert names[0] == ["表头"] * 4
    assert names[-1] == ["表格居中", "表格文字", "表格居中", "表格数字"]
    assert [cell.text for cell in made.rows[3].cells] == ["3", "第3项活动", "2026年4月", "39"]
    assert made._tbl.tblPr.find(f"{W}jc").get(f"{W}val") == "center"


def test_a_wide_table_keeps_to_the_page() -> None:
    header = "|" + "|".join("很长的列名称" for _ in range(9)) + "|"
    (made,) = opened(written(f"{header}\n{'|--' * 9}|\n{header}")).tables
    assert int(made._tbl.tblPr.find(f"{W}tblW").get(f"{W}w")) <= 5000


def test_charts_are_pictures_that_say_what_they_show() -> None:
    data = docx.write(read(long_summary()), "gongwen")
    shapes = opened(data).inline_shapes
    first, second = (shape._inline.docPr.get("descr") for shape in shapes)
    assert first.startswith("图1　各月活动。月份：活动次数（次）；1月：3；")
    assert second.startswith(
        "图2　2026年各科目慰问金额与预算对比。科目：慰问金额（元）：本年预算（元）"
    )
    assert all(shape.width.cm <= 15.6 for shape in shapes)
    assert "data:image" not in part(data, "word/document.xml")


def test_missing_figures_bold_emphasis_and_links_are_character_styles() -> None:
    data = docx.write(
        read(finished("共【缺：甲】，**粗**与*斜*[页](https://example.com)。")), "plain"
    )
    runs = {
        run.text: run.style.name
        for paragraph in opened(data).paragraphs
        for run in paragraph.runs
        if run.style.name != "Default Paragraph Font"
    }
    assert runs == {"【缺：甲】": "缺数", "粗": "Strong", "斜": "Emphasis"}
    assert 'w:rStyle w:val="Hyperlink"' in part(data, "word/document.xml")


def keeps(style: Any) -> bool:
    return bool(style.paragraph_format.keep_with_next)


@pytest.mark.parametrize(
    ("text", "uncut"),
    [
        (table(15), True),
        (table(16), False),
        ("| 序号 | 内容 |\n|:-:|:--|\n" + f"| 1 | {'长' * 300} |\n" * 3, False),
    ],
)
def test_the_rows_of_a_low_table_stay_together(text: str, uncut: bool) -> None:
    (made,) = opened(written(text)).tables
    kept = [all(keeps(cell.paragraphs[0].style) for cell in row.cells) for row in made.rows]
    assert kept == [True, *[uncut] * (len(kept) - 2), False]


@pytest.mark.parametrize("text", ["完。", "1. 一\n2. 完。", "1. 一\n   - 完。"])
@pytest.mark.parametrize("theme", THEMES)
def test_the_last_words_stay_on_the_page_of_the_signature(theme: str, text: str) -> None:
    *_, words, name, date = opened(written(text, theme=theme)).paragraphs
    assert words.text.endswith("完。")
    assert [keeps(one.style) for one in (words, name, date)] == [True, True, False]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("unit", "room"),
    [
        ("某某机械厂工会", 3.5),
        ("某某包装印刷厂检包车间分工会", 1.0),
        ("中国某某重型机械集团有限责任公司工会委员会", 1.0),
    ],
)
def test_the_signature_stands_where_the_pdf_has_it(theme: str, unit: str, room: float) -> None:
    nb = document.build(draft(Section("甲", "甲", "完。"), unit=unit), figures())
    name, date = opened(docx.write(read(nb), theme)).paragraphs[-2:]
    assert [(one.style.name, one.text) for one in (name, date)] == [
        ("落款", unit),
        ("成文日期", "2027年1月5日"),
    ]
    line, size = {"gongwen": (28, 16), "plain": (36.4, 12)}[theme]
    for one in (name, date):
        left = one.style.element.pPr.ind.get(f"{W}leftChars")
        # centred between the indent and the margin
        assert (line - int(left) / 100 - len(unit)) / 2 == pytest.approx(room, abs=0.01)
        assert one.style.paragraph_format.left_indent.pt == pytest.approx(
            int(left) / 100 * size, abs=0.1
        )


def test_a_summary_without_date_is_signed_by_name() -> None:
    nb = document.build(replace(draft(Section("甲", "甲", "完。")), date=""), figures())
    assert styled(docx.write(read(nb), "gongwen"))[-1] == ("落款", "某某机械厂工会")


def test_the_file_says_title_author_and_day() -> None:
    core = opened(written("一。")).core_properties
    assert (core.title, core.author) == ("某某机械厂工会2026年度工作总结", "张某")
    assert core.created.date().isoformat() == "2027-01-05"
    assert core.language == "zh-CN"


@pytest.mark.parametrize("theme", THEMES)
def test_the_same_document_gives_the_same_bytes(theme: str) -> None:
    summary = read(long_summary())
    data = docx.write(summary, theme)
    assert docx.write(summary, theme) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_pandoc_refuses_is_said_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_OPTIONS", ("--from=json", "--to=nothing"))
    with pytest.raises(ExportError, match="DOCX 生成不出来"):
        written("一。")


@pytest.fixture(scope="module")
def opened_in_office(
    soffice: Path, pdftotext: Path, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The everyday summary's pages as LibreOffice lays them out, form feeds between them."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "summary.docx"
    path.write_bytes(docx.write(read(long_summary()), "gongwen"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path],
        check=True,
        capture_output=True,
    )
    ran = subprocess.run(
        [pdftotext, "-enc", "UTF-8", folder / "summary.pdf", "-"], check=True, capture_output=True
    )
    return ran.stdout.decode()


def test_libreoffice_opens_it_as_designed(opened_in_office: str) -> None:
    pages = opened_in_office.replace(" ", "").rstrip("\f").split("\f")
    assert len(pages) > 8
    first = pages[0].split("\n")
    assert first[0] == "某某机械厂工会2026年度工作总结"
    assert max(map(len, first)) == 28
    assert all(f"—{number}—" in page for number, page in enumerate(pages, 1))
    assert "某某机械厂工会\n2027年1月5日" in pages[-1]
    assert opened_in_office.count("活动名称") == 2


@pytest.mark.parametrize("theme", [docx_styles.gongwen(), docx_styles.plain()])
def test_the_reference_documents_are_what_their_program_makes(
    theme: docx_styles.Theme,
) -> None:
    stored = make_reference_docx.TARGET / f"{theme.name}.docx"
    assert stored.read_bytes() == make_reference_docx.package(theme)
