"""Every test of the store runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.postgres import Server, serving
from tools import system
from zongjie.store import ALONE, Store


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    programs = system.postgresql()
    if programs is None:
        pytest.skip("PostgreSQL is not on this machine; `make test` installs it or says how")
    with serving(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store' / 'zongjie.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.new()


@pytest.fixture
def store(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A new store, as its only officer sees it."""
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path / "store"))
    opened = Store(url, by=ALONE)
    yield opened
    opened.close()
