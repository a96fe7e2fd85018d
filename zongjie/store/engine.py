"""A database from its address, transactions on it, and its troubles in plain Chinese.

SQLite writes ahead (WAL) with ``synchronous=FULL``: a commit returns when the disk has it. A
writing transaction takes its lock at its beginning, so that it never finds itself outrun halfway;
it waits `BUSY_SECONDS` for another process, then says so.

The log is brought into the file (a checkpoint) by whoever finds it `LONG` after a commit, and with
the lock of a writer: before SQLite 3.51.3 a checkpoint that ran beside another's commit could, once
in a very long while, lose it (sqlite.org/wal.html#walresetbug).
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zongjie.errors import StoreError, unwritable

BUSY_SECONDS = 5
LONG = 4 << 20
"""Bytes from which on SQLite's log is brought into its file."""

_PATIENCE = 100  # ms that this waits for others; else it is tried after the next commit
_WRITES = "zongjie_writes"


def connect(url: str) -> sa.Engine:
    """The engine for an address; `StoreError` for one that cannot be used.

    ``sqlite:///…`` makes the file, readable by its owner only, and the folder it lies in.
    """
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed)
        if parsed.get_backend_name() == "postgresql":
            return _postgresql(parsed)
    except exc.ArgumentError as error:
        raise StoreError("看不懂存放处的地址", cure=_ADDRESS) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            "这台机器还没有连 PostgreSQL 用的组件", cure='请安装：pip install "zongjie[postgres]"'
        ) from error
    raise StoreError(f"存放处不能用 {parsed.get_backend_name()}", cure=_ADDRESS)


@contextmanager
def reading(engine: sa.Engine, *, steady: bool = False) -> Iterator[sa.Connection]:
    """A look at the store; `steady` if one sees the same for as long as it takes."""
    options = {"isolation_level": "REPEATABLE READ"} if steady and not is_sqlite(engine) else {}
    with (
        saying(engine),
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A change that happens wholly, and durably before this returns, or not at all."""
    with (
        saying(engine),
        engine.connect().execution_options(**{_WRITES: True}) as connection,
        connection.begin(),
    ):
        yield connection
    if is_sqlite(engine):
        _bring_in(engine)


@contextmanager
def saying(engine: sa.Engine) -> Iterator[None]:
    """Turn what the database says into a `StoreError`."""
    try:
        yield
    except exc.DBAPIError as error:
        # The address of a database is for nobody's eyes but its administrator's.
        where = place(engine) if is_sqlite(engine) else ""
        raise StoreError(*_what(error), where=where, cure=_cure(error)) from error


def place(engine: sa.Engine) -> str:
    """Where the store is, as its officer may read it: a path, or an address without password."""
    return engine.url.database or "" if is_sqlite(engine) else str(engine.url)


def is_sqlite(engine: sa.Engine) -> bool:
    """Whether the store is one file."""
    return engine.dialect.name == "sqlite"


_ADDRESS = "请写成 sqlite:///文件路径，或 postgresql://用户:密码@主机/库名"


def _sqlite(url: sa.URL) -> sa.Engine:
    if not url.database:
        raise StoreError("存放处的地址里没有文件", cure=_ADDRESS)
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(path)
    except OSError as error:
        why, cure = unwritable(error)
        what = f"打不开存放总结的文件：{why}"
        raise StoreError(what, where=str(path), cure=cure) from error
    engine = sa.create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,  # what is written is quoted in no error
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make(path: Path) -> None:
    """A file for its owner's eyes only, unless there is one.

    One that is there is not opened: closing it again would take away, on POSIX, all locks that
    this process has on it, and others would throw away a log that is still being written.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "read only", str(path)) from None


def _bring_in(engine: sa.Engine) -> None:
    """Empty SQLite's log into its file when it is long; what is committed is safe in either."""
    with suppress(OSError, exc.DBAPIError, sqlite3.Error):
        if Path(f"{engine.url.database}-wal").stat().st_size < LONG:
            return
        raw = engine.raw_connection()
        try:
            raw.cursor().execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.cursor().execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
            raw.close()


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "wal_autocheckpoint = 0",  # see `_bring_in`
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: sa.URL) -> sa.Engine:
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": BUSY_SECONDS},
        hide_parameters=True,
        pool_pre_ping=True,  # a server that was restarted is found by the next transaction
    )


# ------------------------------------------------------------------ troubles

_BUSY, _FULL, _DAMAGED, _CLOSED, _AWAY, _OTHER = range(6)

_WORDS = {
    _BUSY: ("别的程序正占用存放总结的文件", "请关掉正在备份或同步它的程序，稍等再试"),
    _FULL: ("没有存上，磁盘可能满了", "请先不要关网页；腾出磁盘空间后会再存一次"),
    _DAMAGED: ("存放总结的文件损坏了", "请不要再写，用最近一次备份恢复：zongjie restore 备份文件"),
    _CLOSED: ("存放总结的文件写不进去", "请检查文件和所在文件夹能不能写"),
    _AWAY: ("连不上存放总结的数据库", "请先不要关网页，稍后会再试；一直连不上请找管理员"),
    _OTHER: ("存放总结时数据库没有照办", "请先不要关网页，再试一次；还不行请找管理员"),
}

# SQLite's result codes (their low byte) and the classes of PostgreSQL's SQLSTATE.
_SQLITE = {5: _BUSY, 6: _BUSY, 13: _FULL, 10: _FULL, 11: _DAMAGED, 26: _DAMAGED, 8: _CLOSED}
_SQLITE |= {3: _CLOSED, 14: _CLOSED}
_STATES = {"53": _FULL, "57": _AWAY, "08": _AWAY, "55": _BUSY, "40": _BUSY, "XX": _DAMAGED}


def _kind(error: exc.DBAPIError) -> int:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF, _OTHER)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return _STATES.get(state[:2], _OTHER)
    return _AWAY if isinstance(error, exc.OperationalError) else _OTHER


def _what(error: exc.DBAPIError) -> tuple[str]:
    return (_WORDS[_kind(error)][0],)


def _cure(error: exc.DBAPIError) -> str:
    return _WORDS[_kind(error)][1]
