"""Characters a PDF could only print as boxes, named before anybody sees one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zongjie.export import fonts
from zongjie.export.blocks import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Signature,
    Table,
    plain,
)
from zongjie.export.reading import Document


def warnings_of(document: Document, *, system_fonts: bool = True) -> tuple[str, ...]:
    """One plain Chinese sentence for each character that no face at hand can show."""
    text = document.title + "".join(_texts(document.blocks))
    lacking = fonts.uncovered(text, fonts.resolve(system=system_fonts))
    return tuple(
        f"“{char}”（U+{ord(char):04X}）在已装的字体里没有，PDF 里会印成方框。"
        "请换一个写法，或把含这个字的字体装到电脑上。"
        for char in lacking
    )


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(_, children) | Paragraph(children):
                yield plain(children)
            case ListBlock(_, items):
                for item in items:
                    yield from _texts(item)
            case Quote(children):
                yield from _texts(children)
            case Table():
                for cells in (
                    block.caption,
                    *block.header,
                    *(c for row in block.rows for c in row),
                ):
                    yield plain(cells)
            case Figure():
                yield plain(block.caption)
                yield from (cell for row in block.table for cell in row)
            case Signature(lines):
                yield from lines
            case _:
                pass
