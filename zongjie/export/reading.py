"""A finished notebook as one `Document`, from which each format is written."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from zongjie import charts, document
from zongjie.errors import DocumentError
from zongjie.export.blocks import (
    Block,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Signature,
    Table,
    Text,
    plain,
)
from zongjie.export.markdown import parse

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Document:
    """What is printed, and what the file says of itself.

    `date` is ISO 8601 or empty; `blocks` begin below the title.
    """

    title: str
    unit: str
    author: str
    date: str
    blocks: tuple[Block, ...]


def read(nb: NotebookNode) -> Document:
    """The document of a finished notebook; `DocumentError` for a chart that cannot be read."""
    blocks: list[Block] = []
    title = ""
    for cell in nb.cells:
        match document.role_of(cell):
            case "title":
                title = " ".join(_plain(block) for block in parse(cell.source))
            case "section":
                blocks += parse(cell.source)
            case "chart":
                blocks.append(_figure(cell))
            case "caption":
                _caption(blocks, cell.source)
            case "table":
                blocks += _table(parse(cell.source))
            case "signature":
                lines = (line.strip() for line in cell.source.splitlines())
                blocks.append(Signature(tuple(line for line in lines if line)))
    profile = nb.metadata.get("zongjie", {})
    return Document(
        title=title,
        unit=str(profile.get("unit") or ""),
        author=str(profile.get("author") or ""),
        date=str(profile.get("date") or ""),
        blocks=tuple(blocks),
    )


def _plain(block: Block) -> str:
    return plain(block.children) if isinstance(block, Heading | Paragraph) else ""


def _figure(cell: Mapping[str, Any]) -> Figure:
    data: Mapping[str, Any] = next(
        (output.get("data", {}) for output in cell.get("outputs", ())), {}
    )
    svg, png = data.get("image/svg+xml", ""), data.get("image/png", "")
    try:
        picture = base64.b64decode("".join(png), validate=False)
    except (binascii.Error, ValueError) as error:
        raise _unreadable() from error
    if not picture.startswith(b"\x89PNG"):
        raise _unreadable()
    rows = cell["metadata"]["zongjie"].get("table", [])
    table = tuple(tuple(str(item) for item in row) for row in rows)
    return Figure(charts.clean("".join(svg)), picture, (), table)


def _unreadable() -> DocumentError:
    return DocumentError("有一张图读不出来", cure="请重新打开工作簿，运行一遍后再导出")


def _caption(blocks: list[Block], source: str) -> None:
    """A caption belongs to the chart above it; one that has lost its chart is a paragraph."""
    words = _first_inlines(parse(source))
    if blocks and isinstance(blocks[-1], Figure):
        blocks[-1] = replace(blocks[-1], caption=words)
    elif words:
        blocks.append(Paragraph(words))


def _table(found: tuple[Block, ...]) -> tuple[Block, ...]:
    """A paragraph followed by a table is that table with its caption."""
    match found:
        case (Paragraph(caption), Table() as table, *rest):
            return (replace(table, caption=caption), *rest)
        case _:
            return found


def _first_inlines(found: tuple[Block, ...]) -> tuple[Inline, ...]:
    words = [_plain(block) for block in found if _plain(block)]
    return (Text(" ".join(words)),) if words else ()
