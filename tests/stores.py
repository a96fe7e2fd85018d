"""The store that a page keeps its drafts in, opened beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zongjie.store import ALONE, Store


def url(data: Path) -> str:
    """Where a program with this data folder keeps its drafts."""
    return f"sqlite:///{data / 'zongjie.db'}"


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    """The store in a data folder, until it is no longer needed."""
    store = Store(url(data), by=ALONE)
    try:
        yield store
    finally:
        store.close()
