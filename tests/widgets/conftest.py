from __future__ import annotations

from pathlib import Path

import pytest

from widgets.state import State
from zongjie.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "drafts")


@pytest.fixture
def state(store: Store) -> State:
    """The large factory's sample, as its page shows it."""
    return State("large_factory", store)
