"""A DOCX that was edited in Word or WPS, read by pandoc: styles say what a paragraph is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zongjie.bring_back.lines import File, Line, Part, as_table, titled
from zongjie.errors import DraftError
from zongjie.export.pandoc import converted

_LISTED = {"列表1", "列表2", "列表1末段", "列表2末段"}
_SIGNED = re.compile(r"^(?:落款|成文日期)")
_MARKER = re.compile(r"^(?:——|•)\s*")
_ORDINAL = re.compile(r"^(\d{1,9}\.|（\d{1,2}）|[①-⑳])\s*")
_ADDRESS = re.compile(r"(?:https?://|mailto:)")
_ARGUMENTS = ("--from=docx+styles", "--to=json", "--track-changes=accept")

Node = dict[str, Any]


def read(data: bytes, name: str) -> File:
    """What the document holds; `DraftError` when it is none."""
    found = converted(data, _ARGUMENTS)
    if found is None:
        cure = "请选从这里导出的 Word 文件；在 WPS 里改过的，请另存为 .docx"
        raise DraftError("不是能打开的 Word 文件", where=name, cure=cure)
    made = json.loads(found)
    reader = _Reader()
    reader.file.title = "".join(_text(made["meta"].get("title", {}).get("c", ())).split("\n"))
    reader.take(made["blocks"])
    return reader.file


class _Reader:
    """The blocks, one after another."""

    def __init__(self) -> None:
        self.file = File()
        self.part = Part()
        self.caption = ""  # of the table that comes next
        self.image: str | None = None  # what is said of one that waits for its caption

    def take(self, blocks: Iterable[Node], style: str = "") -> None:
        for block in blocks:
            self._block(block, style)
        if not style:
            self._end_image()

    def _block(self, block: Node, style: str) -> None:
        content: Any = block.get("c")
        match block["t"]:
            case "Div":
                styles = dict(content[0][2])
                self.take(content[1], styles.get("custom-style", style) or style or "Normal")
            case "Header":
                self._header(content[0], _text(content[2]))
            case "Para" | "Plain":
                self._paragraph(content, style)
            case "BulletList" | "OrderedList":
                self._list(block)
            case "BlockQuote":
                self.take(content, "Quote")
            case "Table":
                self._table(content)
            case "Figure":
                self.take(content[2], style or "Normal")
                if words := [_text(each["c"]) for each in _leaves(content[1][1])]:
                    self._captioned(" ".join(words))
            case "HorizontalRule":
                self._add(Line("---"))

    def _header(self, level: int, words: str) -> None:
        self._end_image()
        words = " ".join(words.split())
        if level == 1 and words:
            self.part = Part("", titled(words))
            self.file.parts.append(self.part)
        elif words:
            self._add(Line(f"{'###' if level == 2 else '####'} {words}"))

    def _add(self, *lines: Line) -> None:
        self._end_image()
        if not self.file.parts:
            self.file.parts.append(self.part)
        self.part.lines += lines

    def _paragraph(self, inlines: Sequence[Node], style: str) -> None:
        image = next(_images(inlines), None)
        text = _text(inlines, marked=True)
        lines = [line.strip(" ") for line in text.split("\n") if line.strip()]
        if image is not None:
            self._end_image()
            self.image = _text(image["c"][1])
            lines = [line for line in lines if line.strip("*")]
        if not lines:
            return
        if style == "图题":
            self._captioned(" ".join(lines))
        elif style == "表题":
            self._end_image()
            self.caption = " ".join(lines)
        elif _SIGNED.match(style):
            self.file.signature += [line.strip() for line in lines]
        elif style == "Title":
            self.file.title = "".join(lines)
        else:
            self._add(*(Line(_in_style(line, style)) for line in lines))

    def _captioned(self, words: str) -> None:
        if self.image is None:
            self._add(Line(words))
            return
        alt, self.image = self.image, None
        self._add(Line(words, "chart", alt=alt))

    def _end_image(self) -> None:
        if self.image is not None:
            alt, self.image = self.image, None
            self._add(Line("", "chart", alt=alt))

    def _list(self, block: Node) -> None:
        ordered = block["t"] == "OrderedList"
        first, items = (block["c"][0][0], block["c"][1]) if ordered else (1, block["c"])
        for number, blocks in enumerate(items, start=first):
            texts = [_text(each["c"], marked=True) for each in _leaves(blocks)]
            marker = f"{number}." if ordered else "-"
            self._add(*(Line(f"{marker} {' '.join(text.split())}") for text in texts if text))

    def _table(self, content: list[Any]) -> None:
        bodies = [row for body in content[4] for row in (*body[2], *body[3])]
        shown = tuple(
            tuple(" ".join(_text(each["c"]) for each in _leaves(cell[4])) for cell in row[1])
            for row in (*content[3][1], *bodies)
        )
        caption, self.caption = self.caption, ""
        if caption:
            self._add(Line(caption, "table", rows=shown))
        elif shown:
            self._add(*map(Line, as_table(shown)))


def _in_style(line: str, style: str) -> str:
    if style == "Quote":
        return f"> {line}"
    if style == "图" and line == "———":
        return "---"
    if style in _LISTED:
        if _MARKER.match(line):
            return _MARKER.sub("- ", line)
        return _ORDINAL.sub("1. ", line) if not line[0].isdigit() else _ORDINAL.sub(r"\1 ", line)
    return line


def _leaves(blocks: Iterable[Node]) -> Iterator[Node]:
    """The paragraphs, however deep."""
    for block in blocks:
        match block["t"]:
            case "Para" | "Plain":
                yield block
            case "Div":
                yield from _leaves(block["c"][1])
            case "BulletList":
                for item in block["c"]:
                    yield from _leaves(item)
            case "OrderedList":
                for item in block["c"][1]:
                    yield from _leaves(item)


def _images(inlines: Iterable[Node]) -> Iterator[Node]:
    for node in inlines:
        if node["t"] == "Image":
            yield node
        elif node["t"] in ("Span", "Strong", "Emph", "Link"):
            yield from _images(node["c"] if isinstance(node["c"][0], dict) else node["c"][1])


def _text(inlines: Iterable[Node], *, marked: bool = False) -> str:
    """The words, lines broken where they are; with `marked`, bold and links as Markdown."""
    return "".join(_said(node, marked=marked) for node in inlines)


def _said(node: Node, *, marked: bool) -> str:
    content: Any = node.get("c")
    match node["t"]:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak" | "LineBreak":
            return "\n" if node["t"] == "LineBreak" else " "
        case "Strong" | "Emph" | "Span" | "Link" | "Quoted":
            return _around(node, _text(_inside(node), marked=marked), marked=marked)
        case "Code" | "Math":
            return str(content[1])
        case "Image" | "Note":
            return ""
    return _text(content, marked=marked) if isinstance(content, list) else ""


def _inside(node: Node) -> list[Node]:
    content: list[Any] = node["c"]
    return content if node["t"] in ("Strong", "Emph") else content[1]


def _around(node: Node, words: str, *, marked: bool) -> str:
    """The words with what stands on either side of them in Markdown."""
    content: Any = node["c"]
    if node["t"] == "Quoted":
        left, right = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
        return f"{left}{words}{right}"
    if not marked or not words.strip():
        return words
    if node["t"] == "Link":
        address = content[2][0]
        return f"[{words}]({address})" if _ADDRESS.match(address) else words
    style = dict(content[0][2]).get("custom-style", "") if node["t"] == "Span" else node["t"]
    mark = {"Strong": "**", "Emphasis": "*", "Emph": "*"}.get(style, "")
    return f"{mark}{words}{mark}"
