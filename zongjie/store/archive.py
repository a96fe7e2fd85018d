"""A whole store as one .zip, and back: the same for SQLite and PostgreSQL.

``<table>.jsonl`` holds a table's rows, a JSON list a line; ``manifest.json``, written last, the
version of the tables, and of each file the number of rows and the SHA-256. The tables are read as
they stand in the database, so that a store of any version can be written.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from zongjie import __version__
from zongjie.errors import StoreError, unwritable

MANIFEST = "manifest.json"
_VERSION_TABLE = "alembic_version"
_PASSING = ("presence", _VERSION_TABLE)  # said anew by whoever restores
_BATCH = 500
_CURE = "请选由 zongjie backup 写的文件；如有别的备份，请用那一份"


def write(tx: sa.Connection, target: Path) -> int:
    """Write every row this transaction sees; returns how many drafts there are.

    The file appears when it is complete, and on disk, in place of one of that name.
    """
    files = {}
    with _in_place_of(target) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        version = tx.exec_driver_sql(f"SELECT version_num FROM {_VERSION_TABLE}").scalar_one()  # noqa: S608
        for table in _tables(tx):
            with out.open(f"{table.name}.jsonl", "w", force_zip64=True) as member:
                files[table.name] = _write_rows(tx, table, member)
        manifest = {"program": f"zongjie {__version__}", "version": version, "files": files}
        out.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return int(files["draft"]["rows"])


def read_manifest(source: Path) -> dict[str, Any]:
    """What a backup says of itself, once every file in it has been found to be as written.

    Raises `StoreError` when it is no backup or a damaged one.
    """
    with _opened(source) as archive:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        for name, said in manifest["files"].items():
            digest = hashlib.sha256()
            with archive.open(f"{name}.jsonl") as member:
                while chunk := member.read(1 << 20):
                    digest.update(chunk)
            if digest.hexdigest() != said["sha256"]:
                raise StoreError(f"备份里的 {name} 与写下时不一样", where=source.name, cure=_CURE)
        return manifest


def fill(tx: sa.Connection, source: Path) -> None:
    """Put a backup's rows in place of all rows there are; the tables must be of its version."""
    tables = _tables(tx)
    for table in reversed(tables):
        tx.execute(table.delete())
    with _opened(source) as archive:
        for table in tables:
            with archive.open(f"{table.name}.jsonl") as member:
                for rows in _batches(member):
                    tx.execute(table.insert(), [_row(table, row) for row in rows])


def _tables(tx: sa.Connection) -> list[sa.Table]:
    """The tables with something to keep, those that others refer to first."""
    found = sa.MetaData()
    found.reflect(tx)
    return [table for table in found.sorted_tables if table.name not in _PASSING]


def _write_rows(tx: sa.Connection, table: sa.Table, member: IO[bytes]) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    query = sa.select(table).order_by(*table.primary_key.columns)
    for row in tx.execute(query, execution_options={"yield_per": _BATCH}):
        values = {name: _to_json(value) for name, value in row._mapping.items()}  # noqa: SLF001
        line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        digest.update(line)
        member.write(line)
        count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _to_json(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(value).decode()}
    return value


def _row(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: base64.b64decode(value["base64"]) if isinstance(value, dict) else value
        for name, value in row.items()
        if name in table.columns
    }


def _batches(member: IO[bytes]) -> Iterator[Sequence[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for line in member:
        rows.append(json.loads(line))
        if len(rows) == _BATCH:
            yield rows
            rows = []
    if rows:
        yield rows


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except FileNotFoundError as error:
        raise StoreError("没有这个文件", where=str(source), cure="请核对路径") from error
    except (zipfile.BadZipFile, zlib.error, OSError, KeyError, TypeError, ValueError) as error:
        raise StoreError("不是完好的备份", where=source.name, cure=_CURE) from error


@contextmanager
def _in_place_of(target: Path) -> Iterator[IO[bytes]]:
    """A new file that takes this place when all of it is on disk; nothing is left otherwise."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        stream = tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False)  # noqa: SIM115
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(stream.name).replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        Path(stream.name).unlink(missing_ok=True)


def _unwritable(target: Path, error: OSError) -> StoreError:
    why, cure = unwritable(error)
    return StoreError(f"备份没有写成：{why}", where=str(target), cure=cure)
