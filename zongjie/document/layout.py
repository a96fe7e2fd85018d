"""Sections laid out as the cells of the finished notebook, headings, charts and tables numbered."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from zongjie import charts, prose
from zongjie.document.headings import number_headings, section_heading
from zongjie.document.sections import Part
from zongjie.draft import arranged
from zongjie.figures import spoken

_UNTITLED = "工会工作总结"


def lay_out(profile: Mapping[str, Any], parts: Iterable[Part]) -> dict[str, Any]:
    """The notebook, as nbformat's JSON: title, sections, signature.

    Sections stand in the profile's ``order`` where it has one, else as they come; those nobody has
    written are left out. Where none gives the title or the signature, they are made from the
    profile.
    """
    order = profile.get("order")
    written = arranged(
        (part for part in parts if part.markdown.strip()),
        list(map(str, order)) if isinstance(order, list) else (),
        attrgetter("section"),
    )
    title = " ".join(_lines(written, "title")).lstrip("# ")
    title = title or str(profile.get("title") or _UNTITLED)
    signature = _lines(written, "signature") or [
        str(profile.get("unit") or ""),
        written_date(str(profile.get("date") or "")),
    ]
    cells = _Cells()
    cells.add_markdown(f"# {title}", "title")
    for part in written:
        if part.role == "section":
            cells.add_section(part)
    if any(signature):
        cells.add_markdown("  \n".join(line for line in signature if line), "signature")
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": kernel, "zongjie": {**profile, "title": title}},
        "cells": cells.cells,
    }


def written_date(day: str) -> str:
    """2027-01-05 as documents write it, 2027年1月5日 (GB/T 9704-2012, 7.3.5.4); else as it is."""
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{parsed.year}年{parsed.month}月{parsed.day}日"


def _lines(parts: Iterable[Part], role: str) -> list[str]:
    """The lines of the section that stands in for the title or the signature."""
    return [
        line.strip()
        for part in parts
        if part.role == role
        for line in part.markdown.splitlines()
        if line.strip()
    ]


class _Cells:
    """The cells while they are laid out, with headings, 图 and 表 counted."""

    def __init__(self) -> None:
        self.cells: list[dict[str, Any]] = []
        self.headings = 0
        self.figures = 0
        self.tables = 0

    def add_section(self, part: Part) -> None:
        """A section's heading and text, cut where a chart or table stands."""
        text = number_headings(part.markdown)
        if part.heading:
            self.headings += 1
            text = f"## {section_heading(part.title, self.headings)}\n\n{text}"
        end = 0
        for match in prose.PICTURE.finditer(text):
            self._add_text(text[end : match.start()], part)
            self._add_picture(match, part)
            end = match.end()
        self._add_text(text[end:], part)

    def add_markdown(self, source: str, role: str, **more: Any) -> None:
        self.cells.append({"cell_type": "markdown", "source": source, **self._head(role, more)})

    def _add_text(self, source: str, part: Part) -> None:
        if source.strip():
            text = source.strip("\n")
            self.add_markdown(text, "section", section=part.section, title=part.title)

    def _add_picture(self, match: re.Match[str], part: Part) -> None:
        ref = match["ref"]
        rows = _rows(part.tables.get(ref))
        caption = match["caption"].strip() or str(part.captions.get(ref, ""))
        if not rows or (match["kind"] == "chart" and ref not in part.charts):
            self._add_text(f"【缺：{spoken(ref)}】", part)
        elif match["kind"] == "table":
            self.tables += 1
            source = f"表{self.tables}　{caption}\n\n{pipe_table(rows)}"
            self.add_markdown(source, "table", section=part.section, ref=ref)
        else:
            self.figures += 1
            caption = f"图{self.figures}　{caption}"
            self._add_chart(part.charts[ref], caption, rows, part, ref)
            self.add_markdown(caption, "caption", section=part.section, ref=ref)

    def _add_chart(
        self, spec: Mapping[str, Any], caption: str, rows: list[list[str]], part: Part, ref: str
    ) -> None:
        output = {
            "output_type": "display_data",
            "data": {
                "image/svg+xml": charts.svg(spec),
                "image/png": base64.b64encode(charts.png(spec)).decode("ascii"),
                "text/plain": "\n".join([caption, *("\t".join(row) for row in rows)]),
            },
            "metadata": {},
        }
        head = self._head("chart", {"section": part.section, "ref": ref, "table": rows})
        self.cells.append(
            {
                "cell_type": "code",
                "source": "",
                "execution_count": None,
                "outputs": [output],
                **head,
            }
        )

    def _head(self, role: str, more: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": f"{role}-{len(self.cells) + 1}",
            "metadata": {"zongjie": {"role": role, **more}},
        }


def pipe_table(rows: Sequence[Sequence[str]]) -> str:
    """Header and rows as a Markdown table: labels to the left, numbers to the right."""
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join([":--"] + ["--:"] * (len(rows[0]) - 1)) + "|")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return re.sub(r"([\\|*\[\]])", r"\\\1", " ".join(text.split()))


def _rows(value: object) -> list[list[str]]:
    """Header and rows as text; nothing where they make no table."""
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        return []
    rows = [[str(cell) for cell in row] for row in value]
    return rows if len({len(row) for row in rows}) == 1 and rows[0] else []
