"""Bringing a store to this version's tables when it is opened.

Each step lies in ``migrations/versions/<number>.py``. All steps and the note of them happen in one
transaction; before it changes anything, what is there goes into a backup beside the store.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from zongjie import settings
from zongjie.errors import StoreError
from zongjie.store import archive, engine

SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x7A6F6E676A6965  # PostgreSQL's advisory lock: one process migrates, the others wait
_TABLE = "alembic_version"


def newest(scripts: Path = SCRIPTS) -> str:
    """The version this program writes."""
    return max(path.stem for path in (scripts / "versions").glob("[0-9]*.py"))


def version(tx: sa.Connection) -> str | None:
    """The version of a store; None for one without tables."""
    if not sa.inspect(tx).has_table(_TABLE):
        return None
    return str(tx.exec_driver_sql(f"SELECT version_num FROM {_TABLE}").scalar_one())  # noqa: S608


def prepare(store: sa.Engine, scripts: Path = SCRIPTS) -> None:
    """See that the store has this version's tables; `StoreError` when a newer program made it."""
    wanted = newest(scripts)
    with engine.reading(store) as tx:
        if version(tx) == wanted:
            return
    with engine.writing(store) as tx:
        if not engine.is_sqlite(store):
            tx.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        current = version(tx)  # another process may have been faster
        if current == wanted:
            return
        if current is not None:
            _refuse_newer(current, wanted, engine.place(store))
            keep(store, tx, current)
        upgrade(tx, wanted, scripts)


def upgrade(tx: sa.Connection, wanted: str, scripts: Path = SCRIPTS) -> None:
    """Run the steps up to a version, inside this transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = tx
    command.upgrade(config, wanted)


def keep(store: sa.Engine, tx: sa.Connection, current: str) -> Path:
    """A backup of everything, in a folder beside the store; returns where."""
    at = datetime.now()  # noqa: DTZ005 - part of a name that an officer reads
    path = backups(store) / f"升级前-{current}-{at:%Y%m%d-%H%M%S-%f}.zip"
    archive.write(tx, path)
    return path


def backups(store: sa.Engine) -> Path:
    """Where backups go that nobody named a place for."""
    if engine.is_sqlite(store):
        return Path(store.url.database or "").parent / "backups"
    return settings.load().data_dir / "backups"


def _refuse_newer(current: str, wanted: str, place: str) -> None:
    if current > wanted:
        raise StoreError(
            "这些总结是用更新的 zongjie 保存的",
            where=place,
            cure="请更新 zongjie 后再打开；内容都在，没有改动",
        )
