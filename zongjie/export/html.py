"""The document's blocks as HTML; what a person typed is escaped, never markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from zongjie import charts
from zongjie.export.blocks import (
    Align,
    Block,
    Break,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    ListBlock,
    Missing,
    Paragraph,
    Quote,
    Rule,
    Signature,
    Strong,
    Table,
    Text,
    plain,
)
from zongjie.export.reading import Document
from zongjie.export.titles import broken

# In full-width characters: a title falls into pieces of this size that a narrow window may part.
_TITLE_PIECE = 12.0


def body(document: Document) -> str:
    """The inside of the page: the title, then every block."""
    pieces = (f"<span>{escape(piece)}</span>" for piece in broken(document.title, _TITLE_PIECE))
    return f"<h1>{'<wbr>'.join(pieces)}</h1>\n{_blocks(document.blocks)}"


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Heading(level, children):
            name = f"h{min(max(level, 2), 4)}"
            html = f"<{name}>{_inlines(children)}</{name}>"
        case Paragraph(children):
            html = f"<p>{_inlines(children)}</p>"
        case ListBlock(start, items):
            inner = "".join(f"<li>{_blocks(item)}</li>" for item in items)
            html = f"<ul>{inner}</ul>" if start is None else f'<ol start="{start}">{inner}</ol>'
        case Quote(children):
            html = f"<blockquote>{_blocks(children)}</blockquote>"
        case Table():
            html = _table(block)
        case Rule():
            html = "<hr>"
        case Figure():
            html = _figure(block)
        case Signature(lines):
            inner = "".join(f"<p>{escape(line)}</p>" for line in lines)
            html = f'<footer class="signature">{inner}</footer>'
    return html


def _table(table: Table) -> str:
    caption = f"<caption>{_inlines(table.caption)}</caption>" if table.caption else ""
    name = escape(plain(table.caption) or "表格")
    inner = _grid(
        [_inlines(cell) for cell in table.header],
        [[_inlines(cell) for cell in row] for row in table.rows],
        table.aligns,
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{name}">'
        f"<table>{caption}{inner}</table></div>"
    )


def _figure(figure: Figure) -> str:
    name = plain(figure.caption) or "图表"
    picture = charts.clean(figure.svg, label=name)
    data = ""
    if figure.table:
        header, *rows = ([escape(cell) for cell in row] for row in figure.table)
        numbers: list[Align] = ["right"] * (len(header) - 1)
        table = _grid(header, rows, ["left", *numbers])
        data = f"<details><summary>图中数据</summary><table>{table}</table></details>"
    return (
        f'<figure><div class="wide">{picture}</div>'
        f"<figcaption>{_inlines(figure.caption)}</figcaption>{data}</figure>"
    )


def _grid(header: Iterable[str], rows: Iterable[Iterable[str]], aligns: Iterable[Align]) -> str:
    """Head and body of a table whose cells are HTML already."""
    head = "".join(f'<th scope="col">{cell}</th>' for cell in header)
    body = "\n".join(
        "<tr>"
        + "".join(
            f'<td class="{align}">{cell}</td>' for cell, align in zip(row, aligns, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody>"


def _inlines(children: Iterable[Inline]) -> str:
    return "".join(map(_inline, children))


def _inline(child: Inline) -> str:
    match child:
        case Text(text):
            html = escape(text)
        case Missing(text):
            html = f"<mark>{escape(text)}</mark>"
        case Strong(children):
            html = f"<strong>{_inlines(children)}</strong>"
        case Emphasis(children):
            html = f"<em>{_inlines(children)}</em>"
        case Link(href, children):
            address = escape(href)
            html = f'<a href="{address}" rel="noopener noreferrer">{_inlines(children)}</a>'
        case Break():
            html = "<br>"
    return html
