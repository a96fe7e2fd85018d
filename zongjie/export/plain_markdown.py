"""The finished notebook as one Markdown text, readable anywhere and complete without pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zongjie import document

if TYPE_CHECKING:
    from nbformat import NotebookNode


def write(nb: NotebookNode) -> str:
    """The Markdown of a finished notebook; a chart becomes its caption and its table."""
    parts: list[str] = []
    table = ""
    for cell in nb.cells:
        match document.role_of(cell):
            case "chart":
                rows = cell.metadata.zongjie.get("table", [])
                table = document.pipe_table([[str(item) for item in row] for row in rows])
            case "caption":
                parts.append(f"{cell.source}\n\n{table}".rstrip())
                table = ""
            case "title" | "section" | "table" | "signature":
                parts.append(cell.source)
    return "\n\n".join(parts) + "\n"
