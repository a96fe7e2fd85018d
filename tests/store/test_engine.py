"""Addresses and troubles: what the store says when its database cannot do what it should."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.store.examples import DRAFT, LEDGERS, overview
from zongjie.errors import StoreError
from zongjie.store import ALONE, Store, engine, section_part

OVERVIEW = section_part("overview")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "zongjie.db"


def _open(file: Path) -> Store:
    return Store(f"sqlite:///{file}", by=ALONE)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("what", "看不懂"),
        ("sqlite://", "没有文件"),
        ("mysql+pymysql://office/summaries", "不能用 mysql"),
    ],
)
def test_an_address_that_cannot_be_used_says_how_one_is_written(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as refused:
        Store(url, by=ALONE)
    assert "postgresql://" in str(refused.value)


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"zongjie\[postgres\]"):
        Store("postgresql://office/summaries", by=ALONE)


def test_a_server_that_is_not_there_says_so_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="连不上") as away:
        Store(f"postgresql://zhang:secret@/summaries?host={tmp_path}", by=ALONE)
    assert "secret" not in str(away.value)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; folders protect there")
def test_nobody_else_on_the_machine_reads_the_file(file: Path) -> None:
    store = _open(file)
    store.create(DRAFT, LEDGERS)
    for path in (file.parent, *file.parent.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path
    store.close()


def test_a_commit_waits_for_the_disk(file: Path) -> None:
    store = _open(file)
    with store.reading() as tx:
        assert tx.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert tx.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert tx.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()


def test_a_long_log_is_brought_into_the_file_by_a_commit_and_not_beside_others(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LONG", 100_000)
    store, log = _open(file), Path(f"{file}-wal")
    id_ = store.create(DRAFT, LEDGERS)
    with store.reading() as tx:
        assert tx.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar() == 0
    with store.reading() as tx:  # somebody looks on: the log is needed
        tx.exec_driver_sql("SELECT * FROM draft").fetchall()
        for number in range(1, 4):
            store.save(id_, OVERVIEW, number, overview(f"{number}" * 100_000))
        assert log.stat().st_size > 100_000
    store.save(id_, OVERVIEW, 4, overview("四"))
    assert log.stat().st_size == 0
    store.save(id_, OVERVIEW, 5, overview("五"))
    assert 0 < log.stat().st_size < 100_000
    with store.reading() as tx:
        assert tx.exec_driver_sql("PRAGMA busy_timeout").scalar() == engine.BUSY_SECONDS * 1000
    store.close()


def test_a_file_that_nobody_may_write_says_so_when_it_is_opened(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(file).close()
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    with pytest.raises(StoreError, match="这个位置不让写"):
        _open(file)


def test_a_place_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", "utf-8")
    with pytest.raises(StoreError, match="打不开"):
        _open(tmp_path / "文件" / "zongjie.db")


def test_a_file_of_something_else_is_damaged_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "zongjie.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"损坏.*zongjie restore"):
        _open(path)
    assert path.read_bytes().startswith(b"not a database")


def test_a_file_that_may_only_be_read_says_so(file: Path) -> None:
    store = _open(file)
    id_ = store.create(DRAFT, LEDGERS)
    with store.reading() as tx:
        tx.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="写不进去"):
        store.save(id_, OVERVIEW, 1, overview("二"))
    store.close()


def test_a_file_that_another_program_holds_says_so_and_takes_the_save_later(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    store = _open(file)
    id_ = store.create(DRAFT, LEDGERS)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="别的程序正占用"):
        store.save(id_, OVERVIEW, 1, overview("二"))
    assert store.load(id_).draft == DRAFT
    other.execute("COMMIT")
    other.close()
    assert store.save(id_, OVERVIEW, 1, overview("二")).number == 2
    store.close()


def test_a_full_disk_says_so_and_keeps_what_was_there(file: Path) -> None:
    store = _open(file)
    id_ = store.create(DRAFT, LEDGERS)
    with store.reading() as tx:
        pages = tx.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="磁盘可能满了"):
        store.save(id_, OVERVIEW, 1, overview("长" * 1_000_000))
    assert store.load(id_).draft == DRAFT
    with store.reading() as tx:
        tx.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert store.save(id_, OVERVIEW, 1, overview("长" * 1_000_000)).number == 2
    store.close()


def test_bytes_that_were_damaged_are_not_taken_for_a_text(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    for part, said in (("section:overview", "section:overview"), ("ledger:welfare", "welfare")):
        with store.writing() as tx:
            tx.execute(
                sa.text("UPDATE revision SET body = :body WHERE part = :part"),
                {"body": b"\xff\x00", "part": part},
            )
        with pytest.raises(StoreError, match=f"读不出来.*{said}"):
            store.newest(id_, part)


def test_a_trouble_without_a_name_is_still_said_plainly(store: Store) -> None:
    with pytest.raises(StoreError, match="没有照办"), store.reading() as tx:
        tx.exec_driver_sql("SELECT * FROM nothing")
