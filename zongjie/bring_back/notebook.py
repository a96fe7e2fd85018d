"""A finished notebook that was edited in JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from zongjie import document, prose
from zongjie.bring_back.lines import File, Line, Part, cells, goes_on, is_rule, titled
from zongjie.draft import arranged
from zongjie.errors import DraftError

RAN = (
    "这是运行过的工作簿，取的是运行时各节写好的文字；在它的格子里添改的没有取。"
    "要在笔记本里改，请改导出的笔记本。"
)

_NO_NOTEBOOK = (ValueError, TypeError, AttributeError)  # what a cell of another shape raises


def read(data: bytes, name: str) -> File:
    """What a finished notebook holds, or an executed workbook; `DraftError` when it is neither."""
    import nbformat

    try:
        nb = nbformat.reads(data.decode("utf-8-sig"), as_version=4)
        shown = list(document.outputs(nb.cells))
    except (*_NO_NOTEBOOK, nbformat.ValidationError, nbformat.reader.NotJSONError) as error:
        cure = "请选由本工具或 Jupyter 保存的 .ipynb 文件"
        raise DraftError("不是能读的笔记本", where=name, cure=cure) from error
    if not any(map(document.role_of, nb.cells)):
        if shown:
            return _executed(shown)
        cure = "请选从这里导出的笔记本（zongjie export … --to ipynb）；各节的工作簿要先运行一遍"
        raise DraftError("这个笔记本里没有写好的总结", where=name, cure=cure)
    reader = _Reader()
    reader.file.unit = str(_map(nb.metadata.get("zongjie")).get("unit") or "")
    for cell in nb.cells:
        reader.take(cell)
    return reader.done()


def _executed(shown: Sequence[tuple[str, Mapping[str, Any]]]) -> File:
    """The sections as their cells showed them when the workbook ran."""
    profile = next((found for _, meta in shown if (found := _map(meta.get("profile")))), {})
    reader = _Reader()
    for text, meta in shown:
        reader.take_section(text, meta)
    file, order = reader.file, profile.get("order")
    if isinstance(order, list):
        file.parts = list(arranged(file.parts, [*map(str, order)], attrgetter("id")))
    file.unit = str(profile.get("unit") or "")
    dated = document.written_date(str(profile.get("date", "")))
    file.title = file.title or str(profile.get("title", ""))
    file.signature = file.signature or [file.unit, dated]
    file.notes.append(RAN)
    return file


class _Reader:
    """The cells, one after another."""

    def __init__(self) -> None:
        self.file = File()
        self.part = Part()
        self.chart: Line | None = None  # one that waits for its caption

    def take(self, cell: Mapping[str, Any]) -> None:
        meta = cell.get("metadata", {}).get("zongjie", {})
        role, source = document.role_of(cell), str(cell.get("source", ""))
        if role != "caption":
            self._end_chart()
        match role:
            case "title":
                self.file.title = _title(source)
            case "signature":
                self.file.signature = [line.strip() for line in source.splitlines() if line.strip()]
            case "chart":
                self._chart(meta, source)
            case "caption":
                self._caption(source)
            case "table":
                self._table(meta, source)
            case _ if cell.get("cell_type") == "markdown":
                self._text(str(meta.get("section", "")), source)
            case _ if source.strip() or cell.get("outputs"):
                head = source.strip().partition("\n")[0][:30]
                self.file.notes.append(f"有一格代码带不回来：{head}")

    def take_section(self, text: str, meta: Mapping[str, Any]) -> None:
        """What a cell of an executed workbook showed."""
        match str(meta["role"]):
            case "title":
                self.file.title = _title(text)
            case "signature":
                self.file.signature = [line.strip() for line in text.splitlines() if line.strip()]
            case _:
                title = titled(str(meta.get("title", ""))) if meta.get("heading") else ""
                self.part = Part(str(meta.get("section", "")), title)
                self.file.parts.append(self.part)
                self._lines(text, meta)

    def done(self) -> File:
        self._end_chart()
        return self.file

    def _at(self, id_: str) -> None:
        """Whatever comes belongs to this section; a cell that names none to the one before it."""
        if id_ and id_ != self.part.id:
            self.part = Part(id_)
            self.file.parts.append(self.part)
        elif not self.file.parts:
            self.file.parts.append(self.part)

    def _text(self, id_: str, source: str) -> None:
        self._at(id_)
        self._lines(source, {})

    def _lines(self, source: str, meta: Mapping[str, Any]) -> None:
        """Text by its lines; `meta` says what the charts and tables in it show."""
        above = ""
        for line in source.split("\n"):
            if line.startswith("## "):
                self._heading(titled(line[3:]))
            elif picture := prose.PICTURE.fullmatch(line):
                self.part.lines.append(_drawn(picture, meta))
            elif goes_on(above, line):
                said = self.part.lines.pop().text
                self.part.lines.append(Line(f"{said}\n{line}"))
            elif line.strip():
                self.part.lines.append(Line(line.rstrip()))
            above = line

    def _heading(self, title: str) -> None:
        if self.part.id and not self.part.title and not self.part.lines:
            self.part.title = title
            return
        self.part = Part("", title)
        self.file.parts.append(self.part)

    def _chart(self, meta: Mapping[str, Any], source: str) -> None:
        self._at(str(meta.get("section", "")))
        self.chart = Line("", "chart", str(meta.get("ref", "")))
        if source.strip():
            self.file.notes.append(f"“{self.chart.ref}”的图写了代码，带不回来，仍按台账画")

    def _caption(self, source: str) -> None:
        words = " ".join(source.split())
        if self.chart is None:
            self.part.lines.append(Line(words))
            return
        self.part.lines.append(Line(words, "chart", self.chart.ref))
        self.chart = None

    def _end_chart(self) -> None:
        if self.chart is not None:
            self.part.lines.append(self.chart)
            self.chart = None

    def _table(self, meta: Mapping[str, Any], source: str) -> None:
        self._at(str(meta.get("section", "")))
        lines = [line for line in source.splitlines() if line.strip()]
        rows = [line for line in lines if line.lstrip().startswith("|") and not is_rule(line)]
        caption = next((line for line in lines if not line.lstrip().startswith("|")), "")
        shown = tuple(tuple(_plain(cell) for cell in cells(row)) for row in rows)
        self.part.lines.append(Line(caption, "table", str(meta.get("ref", "")), rows=shown))


def _drawn(picture: re.Match[str], meta: Mapping[str, Any]) -> Line:
    """A chart or table that stands in the text as a reference."""
    ref = picture["ref"]
    caption = picture["caption"].strip() or str(_map(meta.get("captions")).get(ref, ""))
    rows = _map(meta.get("tables")).get(ref)
    shown = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    return Line(caption, picture["kind"], ref, rows=tuple(tuple(map(str, row)) for row in shown))


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _title(source: str) -> str:
    return " ".join(source.split()).lstrip("# ")


def _plain(cell: str) -> str:
    return cell.replace("\\", "")
