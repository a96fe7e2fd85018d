from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.store.examples import DRAFT, LEDGERS, overview, same
from zongjie.errors import StoreError
from zongjie.store import ALONE, Store, archive, backup, history, migrate, tables

RELEASED = sorted((Path(__file__).parent / "released").glob("*.zip"))
"""A backup written by each version of the tables that was released, of the examples' draft."""

NEXT = '''
"""A step of a later version."""
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{last}"


def upgrade() -> None:
    op.add_column("draft", sa.Column("mood", sa.Text))
    {then}
'''


def _later(tmp_path: Path, then: str = "") -> Path:
    """The migrations of a version that has one more step."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts)
    step = NEXT.format(last=migrate.newest(), then=then)
    (scripts / "versions" / "9000.py").write_text(step, "utf-8")
    return scripts


def _columns(store: Store) -> set[str]:
    with store.reading() as tx:
        return {column["name"] for column in sa.inspect(tx).get_columns("draft")}


def test_the_steps_make_the_tables_described(store: Store) -> None:
    with store.reading() as tx:
        assert migrate.version(tx) == migrate.newest()
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_an_older_store_is_brought_up_after_a_backup(store: Store, tmp_path: Path) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    migrate.prepare(store.engine, _later(tmp_path))
    assert "mood" in _columns(store)
    assert store.load(id_).draft == DRAFT
    (kept,) = migrate.backups(store.engine).iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.name.startswith(f"升级前-{migrate.newest()}-")
    assert archive.read_manifest(kept)["files"]["draft"]["rows"] == 1
    migrate.prepare(store.engine, tmp_path / "migrations")
    assert len(list(migrate.backups(store.engine).iterdir())) == 1


def test_a_step_that_breaks_off_leaves_the_store_as_it_was(store: Store, tmp_path: Path) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    with pytest.raises(StoreError):
        migrate.prepare(store.engine, _later(tmp_path, 'op.execute("SELECT * FROM nothing")'))
    assert "mood" not in _columns(store)
    assert store.load(id_).draft == DRAFT


def test_a_store_of_a_newer_program_is_not_touched(store: Store, url: str, tmp_path: Path) -> None:
    migrate.prepare(store.engine, _later(tmp_path))
    with pytest.raises(StoreError, match=r"更新的 zongjie.*没有改动"):
        Store(url, by=ALONE)


def test_a_backup_of_an_older_version_is_restored_and_brought_up(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    path, _ = backup.write(store, tmp_path / "old.zip")
    scripts = _later(tmp_path)
    migrate.prepare(store.engine, scripts)
    monkeypatch.setattr(migrate, "newest", lambda *_: "9000")
    upgrade = migrate.upgrade
    monkeypatch.setattr(migrate, "upgrade", lambda tx, to: upgrade(tx, to, scripts))
    backup.restore(store, path, replace=True)
    assert "mood" in _columns(store)
    assert same(dict(store.load(id_).ledgers), LEDGERS)


@pytest.mark.parametrize("source", RELEASED, ids=lambda path: path.stem)
def test_every_released_version_is_read(store: Store, source: Path) -> None:
    backup.restore(store, source)
    (entry,) = store.entries()
    found = store.load(entry.id)
    assert found.draft == DRAFT
    assert same(dict(found.ledgers), LEDGERS)
    assert history.content(store, entry.id, "section:overview", 2) == overview("二稿")
