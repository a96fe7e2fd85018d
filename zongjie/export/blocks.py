"""What a summary is made of once it is read: blocks and the words in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words exactly as they are to be read."""

    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """【缺：key】 where a figure should stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set apart from their neighbours."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`href` is a http, https or mailto address."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A line break the author asked for."""


Inline = Text | Missing | Strong | Emphasis | Link | Break


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the title, 2 a section (一、), 3 and 4 what stands inside it."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a bare one inside a list item."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """`start` is the first number of an ordered list, None for a bulleted one."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks in somebody else's words."""

    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as the header; `caption` is empty for a table without one."""

    aligns: tuple[Align, ...]
    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    caption: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: `svg` and `png` show the same, `table` says it in words, header first."""

    svg: str
    png: bytes
    caption: tuple[Inline, ...]
    table: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """落款, line by line: who signs, then the date."""

    lines: tuple[str, ...]


Block = Heading | Paragraph | ListBlock | Quote | Table | Rule | Figure | Signature


def plain(children: Iterable[Inline]) -> str:
    """The words alone, a line break read as a space."""
    return "".join(_words(child) for child in children)


def in_words(figure: Figure) -> str:
    """What a chart shows, for those who cannot see it: its caption, then its table."""
    rows = "；".join("：".join(row) for row in figure.table)
    return "。".join(part for part in (plain(figure.caption), rows) if part)


def _words(child: Inline) -> str:
    match child:
        case Text(text) | Missing(text):
            return text
        case Break():
            return " "
        case _:
            return plain(child.children)
