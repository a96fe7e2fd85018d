"""The document as PDF, set by typst: no LaTeX, no browser, the same bytes each time.

What a person typed reaches typst only inside string literals, where nothing is a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from zongjie.errors import ExportError
from zongjie.export import fonts
from zongjie.export.blocks import (
    Block,
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
from zongjie.export.flat import Flat, Item, flatten
from zongjie.export.fonts import Role
from zongjie.export.reading import Document
from zongjie.export.titles import broken

if TYPE_CHECKING:
    import typst

# Full-width characters of the title's size that fit on one line.
_TITLE_WIDTH = {"gongwen": 20.0, "plain": 21.0}
_BULLET = {"gongwen": "——", "plain": "•"}
# A chart is drawn with 12 px labels; at this scale they are printed at 9.6 pt.
_POINTS_PER_PIXEL = 0.8
_MAX_WIDTH = 442.0
# Roles that must look dark, and the weight below which a stand-in does not.
_DARK_ROLES = ("title", "hei")
_DARK = 500
# Not printable, and yet part of a text.
_INVISIBLE = "\n\u3000\u00a0"
# More letters without a space than a line may hold.
_LONG_RUN = re.compile(r"([\x21-\x7e]{40,})")
# The number that begins a paragraph.
_NUMBER = re.compile(r"\d{1,2}[．.、](?!\d)")
# Characters of six lines: a last paragraph up to this stays whole on the page of the signature.
_SHORT_ENDING = 6 * 28


def write(document: Document, theme: str, *, system_fonts: bool = True) -> bytes:
    """The PDF of a document in theme gongwen or plain.

    With `system_fonts` False only the faces that come with the program are used, so that the
    bytes are the same on every machine. Raises `ExportError` where typst refuses.
    """
    made = _compiled(document, theme, "pdf", system=system_fonts)
    assert isinstance(made, bytes)
    return made


def pages(document: Document, theme: str, *, system_fonts: bool = True) -> tuple[bytes, ...]:
    """Every page of the same PDF as an SVG picture; raises as `write` does."""
    made = _compiled(document, theme, "svg", system=system_fonts)
    # of a document of one page typst gives the page itself
    return (made,) if isinstance(made, bytes) else tuple(made)


def _compiled(
    document: Document, theme: str, to: Literal["pdf", "svg"], *, system: bool
) -> bytes | list[bytes]:
    import typst

    source = _preamble(theme, system=system) + _body(document, theme)
    try:
        made = _compiler(system=system).compile(
            source.encode(), format=to, timestamp=_timestamp(document.date)
        )
    except typst.TypstError as error:
        raise ExportError("PDF 排不出来", cure="请改用 DOCX，并把这份草稿发给维护者") from error
    assert made is not None
    return made


@cache
def _compiler(*, system: bool) -> typst.Compiler:
    """One compiler for the whole process: reading the font files is most of a first export."""
    import typst

    templates = files("zongjie").joinpath("export/templates/typst")
    return typst.Compiler(
        root=str(templates), font_paths=_book(system=system), ignore_system_fonts=True
    )


@cache
def _book(*, system: bool) -> typst.Fonts:
    import typst

    found = [str(folder) for folder in fonts.folders(fonts.resolve(system=system))]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=found)


@cache
def _preamble(theme: str, *, system: bool) -> str:
    """The theme's template with the faces found on this machine."""
    roles = fonts.resolve(system=system)
    # typst has its own idea of a family's name
    names = {(info.path, info.index): info.family for info in _book(system=system).fonts()}
    faces = {
        role.id: [names.get((str(face.path), face.index), face.family) for face in role.chain]
        for role in roles.values()
    }
    lists = ", ".join(f"{role}: ({_literals(chain)})" for role, chain in faces.items())
    weights = ", ".join(f"{role.id}: {role.chain[0].weight}" for role in roles.values())
    templates = files("zongjie").joinpath("export/templates/typst")
    return "\n".join(
        [
            f"#let faces = ({lists})",
            f"#let weights = ({weights})",
            f"#let faint = ({_literals(_faint(roles))})",
            templates.joinpath("common.typ").read_text(encoding="utf-8"),
            templates.joinpath(f"{theme}.typ").read_text(encoding="utf-8"),
            "#show: layout-document\n",
        ]
    )


def _faint(roles: Mapping[str, Role]) -> list[str]:
    return [
        id_ for id_ in _DARK_ROLES if roles[id_].stand_in and roles[id_].chain[0].weight < _DARK
    ]


def _timestamp(date: str) -> datetime:
    """The day of the document; 1980-01-01 for one without date, as in reproducible archives."""
    try:
        return datetime.fromisoformat(date).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)


def _body(document: Document, theme: str) -> str:
    title = _literals(broken(document.title, _TITLE_WIDTH[theme]))
    name, author = _literal(document.title), _literal(document.author or document.unit)
    return (
        f"#set document(title: {name}, author: {author})\n"
        f"#document-title(({title}))\n{_blocks(document.blocks, theme)}"
    )


def _blocks(blocks: Iterable[Block], theme: str) -> str:
    """Source of the blocks in order; a signature after a paragraph becomes the end of it."""
    flat = list(flatten(blocks, bullet=_BULLET[theme]))
    sources = []
    for before, block, after in zip([None, *flat], flat, [*flat[1:], None], strict=False):
        if isinstance(block, Signature) and isinstance(before, Paragraph | Item):
            continue
        closing = f"#closing({_signature(after)})" if isinstance(after, Signature) else ""
        source = _block(block, theme, closing)
        sources.append(f"#whole[{source}]" if closing and _is_short(block) else source)
    return "\n".join(sources)


def _is_short(block: Flat) -> bool:
    return isinstance(block, Paragraph | Item) and len(plain(block.children)) <= _SHORT_ENDING


def _block(block: Flat, theme: str, closing: str) -> str:
    match block:
        case Heading(level, children):
            source = f"#heading(level: {max(level - 1, 1)}){_content(children)}"
        case Paragraph(children):
            source = f"#par[{_numbered(children)}{closing}]"
        case Item(depth, marker, children):
            source = f"#item({depth}, {_literal(marker)}, [{_inlines(children)}{closing}])"
        case Quote(children):
            source = f"#quoted[\n{_blocks(children, theme)}\n]"
        case Table():
            source = _table(block)
        case Rule():
            source = "#divider()"
        case Figure():
            source = _figure(block)
        case Signature():
            source = f"#{_signature(block)}"
    return source


def _signature(signature: Signature) -> str:
    return f"signature({_literals(signature.lines)})"


def _table(table: Table) -> str:
    caption = _content(table.caption) if table.caption else "none"
    header = ", ".join(map(_content, table.header))
    cells = ", ".join(_content(cell) for row in table.rows for cell in row)
    return (
        f"#captioned-table({caption}, ({', '.join(table.aligns)},), ({header},), "
        f"({cells}{',' if cells else ''}))"
    )


def _figure(figure: Figure) -> str:
    match = re.search(r'\bwidth="([\d.]+)"', figure.svg)
    width = min(float(match[1]) * _POINTS_PER_PIXEL, _MAX_WIDTH) if match else _MAX_WIDTH
    caption = _content(figure.caption)
    alt = _literal(in_words(figure))
    return f"#picture({_literal(figure.svg)}, {width}pt, {alt}, {caption})"


def _content(children: Iterable[Inline]) -> str:
    return f"[{_inlines(children)}]"


def _numbered(children: tuple[Inline, ...]) -> str:
    """Source of a paragraph; in a box its number is as wide as that of every other."""
    if children and isinstance(first := children[0], Text):
        number = _NUMBER.match(first.text)
        if number:
            rest = (Text(first.text[number.end() :]), *children[1:])
            return f"#box({_literal(number[0])}){_inlines(rest)}"
    return _inlines(children)


def _inlines(children: Iterable[Inline]) -> str:
    return "".join(map(_inline, children))


def _inline(child: Inline) -> str:
    match child:
        case Text(text):
            # of the pieces every second one is a long run
            return "".join(
                f"#run({_literal(piece)})" if at % 2 else f"#{_literal(piece)}"
                for at, piece in enumerate(_LONG_RUN.split(text))
                if piece
            )
        case Missing(text):
            return f"#missing({_literal(text)})"
        case Strong(children):
            return f"#strong{_content(children)}"
        case Emphasis(children):
            return f"#emph{_content(children)}"
        case Link(href, children):
            return f"#link({_literal(href)}){_content(children)}"
        case Break():
            return "#linebreak()"


def _literals(texts: Iterable[str]) -> str:
    """The inside of a typst array; the comma keeps one element an array."""
    return "".join(f"{_literal(text)}, " for text in texts)


def _literal(text: str) -> str:
    """A typst string; control characters, which no face can show, are left out."""
    shown = "".join(char for char in text if char.isprintable() or char in _INVISIBLE)
    return '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
