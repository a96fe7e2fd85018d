"""The PDF: its text, its faces, its outline, and typed text that stays text."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.export.samples import HOSTILE, finished, long_summary, table
from zongjie.errors import ExportError
from zongjie.export import THEMES, pdf
from zongjie.export.blocks import Block, Paragraph, Signature, Text
from zongjie.export.reading import Document, read

SMALL = Document("某某机械厂工会2026年度工作总结", "某某机械厂工会", "张某", "2027-01-05", ())


def write(document: Document, theme: str = "gongwen") -> bytes:
    return pdf.write(document, theme, system_fonts=False)


def opened(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def words(data: bytes, pdftotext: Path, tmp_path: Path) -> str:
    """The text as a reader copies it, without white space and page numbers."""
    path = tmp_path / "document.pdf"
    path.write_bytes(data)
    ran = subprocess.run(
        [pdftotext, "-raw", "-enc", "UTF-8", path, "-"], capture_output=True, check=True
    )
    text = re.sub(r"^— \d+ —$", "", ran.stdout.decode(), flags=re.MULTILINE)
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("theme", THEMES)
def test_the_text_of_the_file_is_the_text_of_the_document(
    theme: str, pdftotext: Path, tmp_path: Path
) -> None:
    text = (
        "一段文字，**加粗**与*着重*。\n换行之后，“引号”——破折号……（括号）《书名》1.5%、10万余元。\n\n"
        "### 小标题\n\n1. 第一\n2. 第二\n   1. 甲\n\n> 引文\n\n[网页](https://example.com)\n\n"
        "| 甲 | 乙 |\n|:--|--:|\n| 一 | 12 |\n| 二 | 3 |\n\n完。"
    )
    data = write(read(finished(text, "再一部分。\n\n- 平行\n- 并列")), theme)
    bullet = {"gongwen": "——", "plain": "•"}[theme]
    number = "1" if theme == "plain" else ""
    assert words(data, pdftotext, tmp_path) == (
        "某某机械厂工会2026年度工作总结一、第0部分"
        "一段文字，加粗与着重。换行之后，“引号”——破折号……（括号）《书名》1.5%、10万余元。"
        "（一）小标题1.第一2.第二（1）甲引文网页甲乙一12二3完。"
        f"二、第1部分再一部分。{bullet}平行{bullet}并列某某机械厂工会2027年1月5日{number}"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_printed_and_never_run(text: str, pdftotext: Path, tmp_path: Path) -> None:
    data = write(read(finished(text)))
    shown = text.replace('\\"', '"')
    assert re.sub(r"\s", "", shown) in words(data, pdftotext, tmp_path)


def test_commands_in_title_signature_and_captions_are_text(pdftotext: Path, tmp_path: Path) -> None:
    command = '#panic("x")]#read("y")'
    document = replace(
        SMALL,
        title=command,
        author=command,
        blocks=(Paragraph((Text("完。"),)), Signature((command, command))),
    )
    data = write(document)
    assert words(data, pdftotext, tmp_path) == f"{command}完。{command}{command}"
    assert opened(data).metadata.title == command  # type: ignore[union-attr]


@pytest.mark.parametrize("theme", THEMES)
def test_faces_are_embedded_as_subsets(theme: str) -> None:
    reader = opened(write(read(long_summary()), theme))
    seen = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            base = font["/BaseFont"]
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert re.match(r"/[A-Z]{6}\+", base)
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            seen.add(base)
    assert seen


def test_charts_are_drawings_whose_text_can_be_copied(pdftotext: Path, tmp_path: Path) -> None:
    data = write(read(long_summary()))
    text = words(data, pdftotext, tmp_path)
    for label in ("12月", "困难职工帮扶费", "62000", "单位：元", "图1各月活动", "图2"):
        assert label in text
    assert not any(page.images for page in opened(data).pages)


def test_charts_are_told_to_those_who_cannot_see_them() -> None:
    objects: Any = opened(write(read(long_summary())))
    found = (objects.get_object(number) for number in range(1, objects.trailer["/Size"]))
    told = [str(item["/Alt"]) for item in found if isinstance(item, dict) and "/Alt" in item]
    assert told[0].startswith("图1　各月活动。月份：活动次数（次）；1月：3；")


def test_bookmarks_follow_the_headings() -> None:
    outline = opened(write(read(finished("甲。\n\n### 小\n\n乙。", "丙。")))).outline
    titles = [[part.title for part in item] if isinstance(item, list) else item.title  # type: ignore[union-attr]
              for item in outline]  # fmt: skip
    assert titles == ["一、第0部分", ["（一）小"], "二、第1部分"]


def test_the_file_says_title_author_day_and_language() -> None:
    reader = opened(write(read(finished("甲。"))))
    assert reader.metadata is not None
    assert reader.metadata.title == "某某机械厂工会2026年度工作总结"
    assert reader.metadata.author == "张某"
    assert str(reader.metadata["/CreationDate"]).startswith("D:20270105")
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]


def test_the_unit_stands_in_for_an_author() -> None:
    reader = opened(write(replace(SMALL, author="")))
    assert reader.metadata.author == "某某机械厂工会"  # type: ignore[union-attr]


def test_the_same_document_gives_the_same_bytes() -> None:
    document = read(long_summary())
    first = write(document)
    pdf._compiler.cache_clear()
    assert write(document) == first
    undated = replace(document, date="")
    assert write(undated) == write(undated)


def places(data: bytes, pdftotext: Path, tmp_path: Path) -> list[list[tuple[float, float, str]]]:
    """Left edge, top edge and text of every word, page by page, in points."""
    path = tmp_path / "document.pdf"
    path.write_bytes(data)
    ran = subprocess.run([pdftotext, "-bbox", path, "-"], capture_output=True, check=True)
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)".*?>(.*?)</word>')
    return [
        [(float(x), float(y), text) for x, y, text in word.findall(page)]
        for page in ran.stdout.decode().split("<page ")[1:]
    ]


def test_the_page_holds_22_lines_of_28_characters(pdftotext: Path, tmp_path: Path) -> None:
    data = write(replace(SMALL, title="", blocks=(Paragraph((Text("字" * 3000),)),)))
    lines = [word for word in places(data, pdftotext, tmp_path)[1] if "字" in word[2]]
    assert [len(text) for _, _, text in lines] == [28] * 22
    assert lines[-1][1] - lines[0][1] == pytest.approx(21 * 225 / 22 * 72 / 25.4, abs=0.2)
    assert [x for x, _, _ in lines] == pytest.approx([28 * 72 / 25.4] * 22, abs=0.2)
    box = opened(data).pages[1].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((595.28, 841.89), abs=0.1)


def test_page_numbers_stand_outside_odd_right_even_left(pdftotext: Path, tmp_path: Path) -> None:
    data = write(replace(SMALL, blocks=(Paragraph((Text("字" * 1500),)),)))
    odd, even = (
        next(x for x, _, text in page if text == number)
        for number, page in zip("12", places(data, pdftotext, tmp_path)[:2], strict=True)
    )
    assert odd > 450
    assert even < 150


def test_a_table_that_breaks_repeats_its_header(pdftotext: Path, tmp_path: Path) -> None:
    data = write(read(finished(table(60))))
    assert words(data, pdftotext, tmp_path).count("序号活动名称时间人次") == 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_table_of_a_few_rows_is_never_cut(theme: str, pdftotext: Path, tmp_path: Path) -> None:
    for lines in range(1, 24, 3):
        data = write(read(finished("\n\n".join(["一行。"] * lines) + f"\n\n{table(12)}")), theme)
        assert words(data, pdftotext, tmp_path).count("序号活动名称时间人次") == 1


def test_a_table_of_few_rows_that_are_long_is_cut_and_not_lost(
    pdftotext: Path, tmp_path: Path
) -> None:
    rows = "\n".join(f"| {n} | {'长' * 700} |" for n in range(1, 5))
    data = write(read(finished(f"| 序号 | 内容 |\n|:-:|:--|\n{rows}")))
    assert words(data, pdftotext, tmp_path).count("长") == 2800
    assert len(opened(data).pages) > 1


@pytest.mark.parametrize("theme", THEMES)
def test_the_number_of_an_item_is_as_wide_in_a_stretched_line(theme: str) -> None:
    texts = (
        "4．学习教师礼仪规范及优秀教师的事迹, 引导教职工以身边的先进为榜样，把书教好。",
        "2．展开争创优秀文明办公室活动，营造整洁、和睦、安静的工作环境，大家都来参加。",
        "3．好。",
    )
    blocks = tuple(Paragraph((Text(text),)) for text in texts)
    begins = []

    def note(text: str, at: list[float], *_: object) -> None:
        if text.strip().startswith(("学习", "展开", "好")):
            begins.append(at[4])

    page = opened(write(replace(SMALL, blocks=blocks), theme)).pages[0]
    page.extract_text(visitor_text=note)
    assert begins == pytest.approx([begins[0]] * 3, abs=0.3)


@pytest.mark.parametrize("theme", THEMES)
def test_a_short_last_paragraph_stays_whole_on_the_page_of_the_signature(theme: str) -> None:
    signed = Signature(("某某机械厂工会", "2027年1月5日"))
    for lines in range(12, 36):
        before = [Paragraph((Text("一行。"),))] * lines
        blocks: tuple[Block, ...] = (*before, Paragraph((Text("字" * 100),)), signed)
        last = opened(write(replace(SMALL, blocks=blocks), theme)).pages[-1].extract_text()
        assert (last.count("字"), last.count("2027年1月5日")) == (100, 1)


def test_a_signature_never_stands_alone_on_a_page() -> None:
    alone = []
    for length in range(400, 800, 28):
        blocks = (Paragraph((Text("字" * length),)), Signature(("某某机械厂工会", "2027年1月5日")))
        reader = opened(write(replace(SMALL, blocks=blocks)))
        last = reader.pages[-1].extract_text()
        assert "2027年1月5日" in last
        if "字" not in last:
            alone.append(length)
    assert alone == []


def test_a_missing_figure_is_highlighted() -> None:
    plain, marked = (write(read(finished(text))) for text in ("【空：甲】", "【缺：甲】"))
    amber = b"1 0.84705"

    def drawn(data: bytes) -> bytes:
        return b"".join(page.get_contents().get_data() for page in opened(data).pages)  # type: ignore[union-attr]

    assert amber not in drawn(plain)
    assert amber in drawn(marked)


def test_what_typst_refuses_is_said_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_preamble", lambda theme, *, system: "#panic()\n")  # noqa: ARG005
    with pytest.raises(ExportError, match="PDF 排不出来"):
        write(SMALL)
