"""A finished notebook that was edited in JupyterLab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zongjie import document
from zongjie.bring_back.lines import File, Line, Part, cells, goes_on, is_rule, titled
from zongjie.errors import DraftError


def read(data: bytes, name: str) -> File:
    """What the notebook holds; `DraftError` when it is no finished one."""
    import nbformat

    try:
        nb = nbformat.reads(data.decode("utf-8-sig"), as_version=4)
    except (ValueError, nbformat.ValidationError, nbformat.reader.NotJSONError) as error:
        cure = "请选由本工具或 Jupyter 保存的 .ipynb 文件"
        raise DraftError("不是能读的笔记本", where=name, cure=cure) from error
    if not any(map(document.role_of, nb.cells)):
        cure = "请选从这里导出的笔记本（zongjie export … --to ipynb）"
        raise DraftError("这个笔记本里没有写好的总结", where=name, cure=cure)
    reader = _Reader()
    for cell in nb.cells:
        reader.take(cell)
    return reader.done()


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
        above = ""
        for line in source.split("\n"):
            if line.startswith("## "):
                self._heading(titled(line[3:]))
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


def _title(source: str) -> str:
    return " ".join(source.split()).lstrip("# ")


def _plain(cell: str) -> str:
    return cell.replace("\\", "")
