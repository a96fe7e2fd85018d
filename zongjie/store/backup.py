"""Backing up and restoring the whole store, by whoever runs the machine."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from zongjie.errors import StoreError
from zongjie.store import access, archive, engine, migrate
from zongjie.store.store import Store
from zongjie.store.tables import draft


def write(store: Store, target: Path | None = None) -> tuple[Path, int]:
    """Write everything into one file; returns it and how many drafts.

    Without a file it gets a name of its own, in the folder `target` or beside the store.

    Others may go on writing meanwhile: the file has the store as it was when this began.
    """
    access.check_machine(store.by)
    at = datetime.now()  # noqa: DTZ005 - part of a name that an officer reads
    path = target or migrate.backups(store.engine)
    if target is None or target.is_dir():
        path /= f"总结备份-{at:%Y%m%d-%H%M%S}.zip"
    with engine.reading(store.engine, steady=True) as tx:
        return path, archive.write(tx, path)


def restore(store: Store, source: Path, *, replace: bool = False) -> Path | None:
    """Fill the store from a backup, of this database's kind or the other, of any version.

    A store with drafts in it is left alone unless `replace` is set; then what it held goes into
    a backup first, whose place is returned. It happens wholly or not at all.
    """
    access.check_machine(store.by)
    version = str(archive.read_manifest(source)["version"])
    if version > migrate.newest():
        raise StoreError("备份是用更新的 zongjie 写的", where=source.name, cure="请先更新 zongjie")
    kept = None
    with store.writing() as tx:
        if tx.execute(sa.select(sa.func.count()).select_from(draft)).scalar():
            if not replace:
                raise StoreError(
                    "这里已经有总结了，没有恢复",
                    where=engine.place(store.engine),
                    cure="确要用备份换掉它们，请加 --replace；换下的会先另存一份备份",
                )
            kept = migrate.keep(store.engine, tx, "恢复")
        if version != migrate.newest():
            _back_to(tx, version)
        archive.fill(tx, source)
        migrate.upgrade(tx, migrate.newest())
    store.forget()
    return kept


def _back_to(tx: sa.Connection, version: str) -> None:
    """Empty tables as an earlier version had them."""
    found = sa.MetaData()
    found.reflect(tx)
    found.drop_all(tx)
    migrate.upgrade(tx, version)
