from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import opened
from widgets.state import State
from zongjie.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
def state(store: Store) -> State:
    """The large factory's sample, as its page shows it."""
    return State("large_factory", store)


@pytest.fixture
def in_voila(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel of a page, whose links are voila's."""
    monkeypatch.setenv("VOILA_BASE_URL", "/")
