"""What commands share: the store as whoever runs the machine, where files go, how things read."""

from __future__ import annotations

import os.path
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zongjie.errors import ZongjieError

if TYPE_CHECKING:
    from zongjie.figures import Figure
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


def check_place(target: Path) -> None:
    """Raise `ZongjieError` when the folder that a file is to lie in is not there.

    It is not made: a name that was mistyped, or a disk that is not mounted, would get the file.
    """
    if not os.path.exists(target.parent):  # noqa: PTH110 - false, too, where it may not be looked at
        cure = "请先建好这个文件夹，或核对路径"
        raise ZongjieError("没有这个文件夹", where=str(target.parent), cure=cure)


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows under a header, each column as wide as its widest cell."""
    widths = [max(_width(row[i]) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, *rows):
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(cells).rstrip())


def figure_json(figure: Figure) -> dict[str, object]:
    """A figure as JSON has it; money and rates as strings."""
    value = figure.value if isinstance(figure.value, int) else str(figure.value)
    return {
        "value": value,
        "unit": figure.unit,
        "exact": figure.exact,
        "rows": list(figure.rows),
    }


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
