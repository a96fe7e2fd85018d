"""Lists as the numbered paragraphs of official documents, for the formats made for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zongjie.export.blocks import (
    Block,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Signature,
    Table,
)

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of a list: `depth` from 0, and its `marker` (1.), empty for a later one."""

    depth: int
    marker: str
    children: tuple[Inline, ...]


Flat = Heading | Paragraph | Item | Quote | Table | Rule | Figure | Signature


def flatten(blocks: Iterable[Block], *, bullet: str) -> Iterator[Flat]:
    """The blocks with every list taken apart into items; quotes keep theirs inside.

    `bullet` stands before the items of lists without numbers.
    """
    for block in blocks:
        if isinstance(block, ListBlock):
            yield from _items(block, bullet, 0)
        else:
            yield block


def _items(block: ListBlock, bullet: str, depth: int) -> Iterator[Flat]:
    for place, item in enumerate(block.items):
        marker = bullet if block.start is None else _number(block.start + place, depth)
        for child in item or (Paragraph(()),):
            match child:
                case Paragraph(children):
                    yield Item(depth, marker, children)
                    marker = ""
                case ListBlock():
                    yield from _items(child, bullet, depth + 1)
                case _:
                    yield child


def _number(number: int, depth: int) -> str:
    """1. （1） ① by depth (GB/T 9704-2012, 7.3.3, and beyond it what is usual)."""
    if depth == 0:
        return f"{number}."
    if depth == 1 or not 1 <= number <= len(_CIRCLED):
        return f"（{number}）"
    return _CIRCLED[number - 1]
