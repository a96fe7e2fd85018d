"""What every command shares: the store as whoever runs the machine, and tables in Chinese."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zongjie.store import Store


@contextmanager
def store() -> Iterator[Store]:
    """The store of the settings, as whoever runs the machine."""
    from zongjie.store import ALONE, Store

    opened = Store(by=ALONE)
    try:
        yield opened
    finally:
        opened.close()


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows under a header, each column as wide as its widest cell."""
    widths = [max(_width(row[i]) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, *rows):
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
