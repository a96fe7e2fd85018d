"""A finished notebook that somebody has edited: nothing typed is left out, all is counted anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from zongjie.document.headings import section_heading

if TYPE_CHECKING:
    from nbformat import NotebookNode

_HEADING = re.compile(r"^##(?!#)[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_COUNTED = re.compile(r"^([图表])\d+(?=\u3000)")


def role_of(cell: Mapping[str, Any]) -> str:
    """What a cell of a finished notebook is; empty for any other cell."""
    meta = cell.get("metadata", {}).get("zongjie", {})
    role = meta.get("role", "") if isinstance(meta, Mapping) else ""
    return role if isinstance(role, str) else ""


def settled(nb: NotebookNode) -> NotebookNode:
    """The notebook with every Markdown cell in it a part of the document, and its numbers in order.

    One that nobody has edited comes back as it is.
    """
    nb = deepcopy(nb)
    sections, pictures = 0, {"图": 0, "表": 0}

    def heading(match: re.Match[str]) -> str:
        nonlocal sections
        sections += 1
        return f"## {section_heading(match[1], sections)}"

    def caption(match: re.Match[str]) -> str:
        pictures[match[1]] += 1
        return f"{match[1]}{pictures[match[1]]}"

    for cell in nb.cells:
        role = role_of(cell)
        if not role and cell.cell_type == "markdown" and cell.source.strip():
            role = "section"
            cell.metadata["zongjie"] = {"role": role}
        if role == "section":
            cell.source = _HEADING.sub(heading, cell.source)
        elif role in ("caption", "table"):
            cell.source = _COUNTED.sub(caption, cell.source)
    return nb
