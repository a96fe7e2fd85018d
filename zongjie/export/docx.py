"""The document as DOCX, written by pandoc from blocks: real styles, no formatting by hand.

Blocks become pandoc's JSON, in which text is data; every look comes from the styles of the
theme's reference document (``tools/make_reference_docx.py``).
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files
from itertools import zip_longest
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
from zongjie.export.reading import Document
from zongjie.export.titles import broken

# Full-width characters of the title's size, and of a table's, that fit on one line.
_TITLE_WIDTH = {"gongwen": 20.0, "plain": 21.0}
_TABLE_WIDTH = {"gongwen": 36.0, "plain": 41.0}
_BULLET = {"gongwen": "——", "plain": "•"}
_WIDEST_COLUMN = 16.0
_CELL_PADDING = 1.8
# A chart is drawn with 12 px labels; at this scale they are printed at 9.6 pt.
_CM_PER_PIXEL = 0.8 * 2.54 / 72
_WIDEST_PICTURE = 15.4
# A longer name needs the wider of the two signature styles.
_SHORT_SIGNATURE = 13.0

_PANDOC_JSON = (1, 23, 1)
_OPTIONS = (
    "--from=json",
    "--to=docx+empty_paragraphs",
    "--sandbox",
    "--syntax-highlighting=none",
    "--output=-",
)

# On Windows a console program would else flash up a black window.
NO_WINDOW = getattr(subprocess, "CREATENO_WINDOW", 0)

Node = dict[str, Any]


def write(document: Document, theme: str) -> bytes:
    """The DOCX of a document in theme gongwen or plain; `ExportError` where pandoc refuses."""
    source = {"pandoc-api-version": _PANDOC_JSON, "meta": {}, "blocks": _blocks(document, theme)}
    reference = files("zongjie").joinpath(f"export/templates/docx/{theme}.docx")
    with as_file(reference) as path:
        # what was typed goes through stdin; in the sandbox pandoc opens nothing else
        ran = subprocess.run(  # noqa: S603 - every argument is ours
            [pandoc(), *_OPTIONS, f"--reference-doc={path}"],
            input=json.dumps(source).encode(),
            capture_output=True,
            check=False,
            creationflags=NO_WINDOW,
        )
    if ran.returncode:
        raise ExportError("DOCX 生成不出来", cure="请改用 PDF，并把这份草稿发给维护者")
    return finish(ran.stdout, document)


@cache
def pandoc() -> str:
    """Where the program is."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def _blocks(document: Document, theme: str) -> list[Node]:
    blocks = list(flatten(document.blocks, bullet=_BULLET[theme]))
    made = [_styled("Title", _joined(broken(document.title, _TITLE_WIDTH[theme])))]
    for block, following in zip_longest(blocks, blocks[1:]):
        # the last words stay on the page of the signature
        last = isinstance(following, Signature)
        made += _block(block, theme, "正文末段" if last else "Normal")
    return made


def _block(block: Flat, theme: str, style: str = "Normal") -> list[Node]:
    """The pandoc blocks of one block; a bare paragraph is set in `style`."""
    match block:
        case Heading(level, children):
            made = [{"t": "Header", "c": [max(level - 1, 1), _attributes(), _inlines(children)]}]
        case Paragraph(children):
            made = [_styled(style, _inlines(children))]
        case Item(depth, marker, children):
            words = [_string(marker), *_inlines(children)]
            made = [_styled("列表1" if depth == 0 else "列表2", words)]
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
    long = "长" if max(map(_width, lines)) > _SHORT_SIGNATURE else ""
    *names, date = lines if len(lines) > 1 else (*lines, "")
    made = [_styled(f"落款{long}", _joined(names))]
    return [*made, _styled(f"成文日期{long}", [_string(date)])] if date else made


def _joined(lines: Iterable[str]) -> list[Node]:
    """Lines that stay lines."""
    return [node for line in lines for node in (_string(line), {"t": "LineBreak"})][:-1]


def _table(table: Table, theme: str) -> list[Node]:
    styles = {"left": "表格文字", "right": "表格数字", "center": "表格居中"}
    body = [styles[align] for align in table.aligns]
    specs = [[{"t": "AlignDefault"}, width] for width in _column_widths(table, theme)]
    head = [_row(table.header, ["表头"] * len(table.header))]
    rows = [_row(row, body) for row in table.rows]
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


def _column_widths(table: Table, theme: str) -> list[Node]:
    """Each column as wide as its longest cell wants, as a share of the text's width."""
    columns = zip(table.header, *table.rows, strict=True)
    wanted = [
        min(max(_width(plain(cell)) for cell in column), _WIDEST_COLUMN) + _CELL_PADDING
        for column in columns
    ]
    whole = max(sum(wanted), _TABLE_WIDTH[theme])
    return [{"t": "ColWidth", "c": round(width / whole, 4)} for width in wanted]


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


def _width(text: str) -> float:
    """The width in full-width characters; letters and digits of some faces take 0.6 of one."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.6 for char in text)
