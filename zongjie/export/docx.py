"""The document as DOCX, written by pandoc from blocks: real styles, no formatting by hand.

Blocks become pandoc's JSON, in which text is data; every look comes from the styles of the
theme's reference document (``tools/make_reference_docx.py``).
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from importlib.resources import as_file, files
from itertools import zip_longest
from math import ceil
from typing import Any

from zongjie.errors import ExportError
from zongjie.export.blocks import (
    Break,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    Missing,
    Paragraph,
    Quote,
    Rule,
    Signature,
    Strong,
    Table,
    Text,
    in_words,
    plain,
)
from zongjie.export.docx_package import finish
from zongjie.export.flat import Flat, Item, flatten
from zongjie.export.pandoc import converted
from zongjie.export.reading import Document
from zongjie.export.titles import broken

# Full-width characters of the text's, the title's and a table's size that fit on one line.
_LINE = {"gongwen": 28.0, "plain": 36.4}
_TITLE_WIDTH = {"gongwen": 20.0, "plain": 21.0}
_TABLE_WIDTH = {"gongwen": 36.0, "plain": 41.0}
_BULLET = {"gongwen": "——", "plain": "•"}
_WIDEST_COLUMN = 16.0
_CELL_PADDING = 1.8
# A chart is drawn with 12 px labels; at this scale they are printed at 9.6 pt.
_CM_PER_PIXEL = 0.8 * 2.54 / 72
_WIDEST_PICTURE = 15.4
# Lines of a table up to which it is not cut by the page: a header and fifteen rows.
_UNCUT = 16
# Characters between the date and the margin, and between a long name and the margin, at least.
_DATE_ROOM, _NAME_ROOM = 4.0, 1.0

_PANDOC_JSON = (1, 23, 1)
_OPTIONS = (
    "--from=json",
    "--to=docx+empty_paragraphs",
    "--syntax-highlighting=none",
    "--output=-",
)

Node = dict[str, Any]


def write(document: Document, theme: str) -> bytes:
    """The DOCX of a document in theme gongwen or plain; `ExportError` where pandoc refuses."""
    source = {"pandoc-api-version": _PANDOC_JSON, "meta": {}, "blocks": _blocks(document, theme)}
    reference = files("zongjie").joinpath(f"export/templates/docx/{theme}.docx")
    with as_file(reference) as path:
        made = converted(json.dumps(source).encode(), [*_OPTIONS, f"--reference-doc={path}"])
    if made is None:
        raise ExportError("DOCX 生成不出来", cure="请改用 PDF，并把这份草稿发给维护者")
    return finish(made, document, _signature_indent(document, theme))


def _blocks(document: Document, theme: str) -> list[Node]:
    blocks = list(flatten(document.blocks, bullet=_BULLET[theme]))
    made = [_styled("Title", _joined(broken(document.title, _TITLE_WIDTH[theme])))]
    for block, following in zip_longest(blocks, blocks[1:]):
        # the last words stay on the page of the signature
        ending = "末段" if isinstance(following, Signature) else ""
        made += _block(block, theme, "正文末段" if ending else "Normal", ending)
    return made


def _block(block: Flat, theme: str, style: str, ending: str = "") -> list[Node]:
    """The pandoc blocks of one block; a bare paragraph is set in `style`.

    `ending` is what the name of an item's style ends with.
    """
    match block:
        case Heading(level, children):
            made = [{"t": "Header", "c": [max(level - 1, 1), _attributes(), _inlines(children)]}]
        case Paragraph(children):
            made = [_styled(style, _inlines(children))]
        case Item(depth, marker, children):
            words = [_string(marker), *_inlines(children)]
            made = [_styled(f"列表{1 if depth == 0 else 2}{ending}", words)]
        case Quote(children):
            inner = flatten(children, bullet=_BULLET[theme])
            made = [node for child in inner for node in _block(child, theme, "Quote")]
        case Table():
            made = _table(block, theme)
        case Rule():
            made = [_styled("图", [_string("———")])]
        case Figure():
            made = _figure(block)
        case Signature(lines):
            made = _signature(lines)
    return made


def _figure(figure: Figure) -> list[Node]:
    match = re.search(r'\bwidth="([\d.]+)"', figure.svg)
    width = min(float(match[1]) * _CM_PER_PIXEL, _WIDEST_PICTURE) if match else _WIDEST_PICTURE
    address = "data:image/png;base64," + base64.b64encode(figure.png).decode("ascii")
    alt = [_string(in_words(figure))]
    image = {
        "t": "Image",
        "c": [_attributes(width=f"{width:.2f}cm"), alt, [address, ""]],
    }
    return [_styled("图", [image]), _styled("图题", _inlines(figure.caption))]


def _signature(lines: Sequence[str]) -> list[Node]:
    """落款: the lines centred on one another to the right, the last one the date."""
    *names, date = lines if len(lines) > 1 else (*lines, "")
    made = [_styled("落款", _joined(names))]
    return [*made, _styled("成文日期", [_string(date)])] if date else made


def _signature_indent(document: Document, theme: str) -> float:
    """How many characters the 落款 is indented, so that centred behind them it stands in its place.

    The date ends four characters from the margin (GB/T 9704-2012, 7.3.5.1); a name too long for
    that moves both to the left.
    """
    signed = next((block for block in document.blocks if isinstance(block, Signature)), None)
    widths = [_width(line, narrow=0.5) for line in signed.lines] if signed else [0.0]
    widest = max(widths)
    room = max(_DATE_ROOM - (widest - widths[-1]) / 2, _NAME_ROOM)
    return max(_LINE[theme] - 2 * room - widest, 0.0)


def _joined(lines: Iterable[str]) -> list[Node]:
    """Lines that stay lines."""
    return [node for line in lines for node in (_string(line), {"t": "LineBreak"})][:-1]


def _table(table: Table, theme: str) -> list[Node]:
    widths = _column_widths(table, theme)
    specs = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths]
    styles = {"left": "表格文字", "right": "表格数字", "center": "表格居中"}
    body = [styles[align] for align in table.aligns]
    # a row that keeps with the next
    kept = [f"{style}连" for style in body] if _is_uncut(table, theme, widths) else body
    head = [_row(table.header, ["表头"] * len(table.header))]
    rows = [_row(row, kept) for row in table.rows[:-1]]
    rows += [_row(row, body) for row in table.rows[-1:]]
    node = {
        "t": "Table",
        "c": [
            _attributes(**{"custom-style": "表格"}),
            [None, []],
            specs,
            [_attributes(), head],
            [[_attributes(), 0, [], rows]],
            [_attributes(), []],
        ],
    }
    caption = [_styled("表题", _inlines(table.caption))] if table.caption else []
    return [*caption, node, _styled("表后", [])]


def _column_widths(table: Table, theme: str) -> list[float]:
    """Each column as wide as its longest cell wants, as a share of the text's width."""
    columns = zip(table.header, *table.rows, strict=True)
    wanted = [
        min(max(_width(plain(cell)) for cell in column), _WIDEST_COLUMN) + _CELL_PADDING
        for column in columns
    ]
    whole = max(sum(wanted), _TABLE_WIDTH[theme])
    return [round(width / whole, 4) for width in wanted]


def _is_uncut(table: Table, theme: str, widths: Sequence[float]) -> bool:
    """Whether a table is so low that it stays whole on one page."""
    room = [max(share * _TABLE_WIDTH[theme] - _CELL_PADDING, 1.0) for share in widths]
    rows = ([_width(plain(cell)) for cell in row] for row in (table.header, *table.rows))
    # shares are rounded: what is as wide as its column must not count as two lines
    lines = (max(ceil(round(x / y, 1)) for x, y in zip(row, room, strict=True)) for row in rows)
    return sum(max(line, 1) for line in lines) <= _UNCUT


def _row(cells: Iterable[Sequence[Inline]], styles: Iterable[str]) -> list[Any]:
    made = [
        [_attributes(), {"t": "AlignDefault"}, 1, 1, [_styled(style, _inlines(cell))]]
        for cell, style in zip(cells, styles, strict=True)
    ]
    return [_attributes(), made]


def _inlines(children: Iterable[Inline]) -> list[Node]:
    return [_inline(child) for child in children]


def _inline(child: Inline) -> Node:
    match child:
        case Text(text):
            node = _string(text)
        case Missing(text):
            node = _span("缺数", [_string(text)])
        case Strong(children):
            node = _span("Strong", _inlines(children))
        case Emphasis(children):
            node = _span("Emphasis", _inlines(children))
        case Link(href, children):
            node = {"t": "Link", "c": [_attributes(), _inlines(children), [href, ""]]}
        case Break():
            node = {"t": "LineBreak"}
    return node


def _styled(style: str, inlines: list[Node]) -> Node:
    paragraph = {"t": "Para", "c": inlines}
    return {"t": "Div", "c": [_attributes(**{"custom-style": style}), [paragraph]]}


def _span(style: str, inlines: list[Node]) -> Node:
    return {"t": "Span", "c": [_attributes(**{"custom-style": style}), inlines]}


def _string(text: str) -> Node:
    return {
        "t": "Str",
        "c": "".join(char for char in text if char.isprintable() or char == "\u3000"),
    }


def _attributes(**pairs: str) -> list[Any]:
    return ["", [], [list(pair) for pair in pairs.items()]]


def _width(text: str, narrow: float = 0.6) -> float:
    """The width in full-width characters; letters and digits of some faces take 0.6 of one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else narrow for char in text)
