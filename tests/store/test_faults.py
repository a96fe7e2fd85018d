"""A process killed in the middle, a database that goes away: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.store.examples import DRAFT, LEDGERS, overview
from tests.store.postgres import Server
from zongjie.errors import StoreError
from zongjie.store import ALONE, StalePart, Store, backup, bundle, migrate, section_part

OVERVIEW = section_part("overview")
posix = pytest.mark.skipif(os.name == "nt", reason="kills and limits as POSIX has them")

HEAD = """
import sys
from pathlib import Path
from zongjie.draft import Section
from zongjie.store import ALONE, Store, backup, bundle, migrate
url, id_, folder = sys.argv[1:]
"""
WRITES = """
store = Store(url, by=ALONE)
number = store.load(id_).numbers["section:overview"]
while True:
    text = f"第{number + 1}稿" * 50
    number = store.save(id_, "section:overview", number, Section("overview", "前言", text)).number
    print(number, flush=True)
"""
BACKS_UP = """
store = Store(url, by=ALONE)
while True:
    backup.write(store, Path(folder) / "all.zip")
    print(1, flush=True)
"""
EXPORTS = """
store = Store(url, by=ALONE)
while True:
    bundle.export(store, id_)
    print(1, flush=True)
"""
MIGRATES = """
from zongjie.store import engine
store = engine.connect(url)
print(1, flush=True)
migrate.prepare(store, Path(folder) / "migrations")
"""


def _start(script: str, url: str, id_: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HEAD + script, url, id_, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def _kill_after(process: subprocess.Popen[str], seconds: float) -> list[str]:
    """What the process had said when it was killed, so long after its first word."""
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first, "it ended by itself"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return [first, *rest.splitlines()]


COMES_AND_GOES = """
store = Store(url, by=ALONE)
store.entries()
store.close()
print(1, flush=True)
"""


def test_a_store_that_one_process_opens_twice_is_not_taken_for_one_that_nobody_has_open(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'zongjie.db'}"
    store = Store(url, by=ALONE)
    id_ = store.create(DRAFT, LEDGERS)
    again = Store(url, by=ALONE)
    with _start(COMES_AND_GOES, url, id_, tmp_path) as other:
        assert other.communicate()[0] == "1\n"
    assert (tmp_path / "zongjie.db-wal").exists()
    assert store.save(id_, OVERVIEW, 1, overview("二")).number == 2
    assert again.load(id_).numbers[OVERVIEW] == 2
    store.close()
    again.close()


@posix
def test_a_writer_that_is_killed_loses_nothing_it_was_told_is_saved(
    url: str, store: Store, tmp_path: Path
) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    chance = random.Random(11)  # noqa: S311 - moments, not secrets
    for _ in range(5):
        said = _kill_after(_start(WRITES, url, id_, tmp_path), chance.random() * 0.2)
        acknowledged = int(said[-1])
        newest = store.newest(id_, OVERVIEW)
        number, content = newest.number, newest.content
        assert number in {acknowledged, acknowledged + 1}
        assert content == overview(f"第{number}稿" * 50)
    assert store.save(id_, OVERVIEW, number, overview("还能写")).number == number + 1


@posix
@pytest.mark.parametrize("script", [BACKS_UP, EXPORTS], ids=["backup", "export"])
def test_one_that_is_killed_while_copying_leaves_whole_files_only(
    url: str, store: Store, tmp_path: Path, script: str
) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    for seconds in (0.01, 0.05):
        _kill_after(_start(script, url, id_, tmp_path), seconds)
        assert store.load(id_).draft == DRAFT
        if script is BACKS_UP:
            backup.restore(store, tmp_path / "all.zip", replace=True)
    bundle.take(store, bundle.export(store, id_))


@posix
def test_a_migration_that_is_killed_has_not_happened(
    url: str, store: Store, tmp_path: Path
) -> None:
    from tests.store.test_migrate import _columns, _later

    id_ = store.create(DRAFT, LEDGERS)
    scripts = _later(tmp_path, "import time; time.sleep(60)")
    process = _start(MIGRATES, url, id_, tmp_path)
    deadline = time.monotonic() + 30
    while not list(migrate.backups(store.engine).glob("*.zip")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    _kill_after(process, 0.5)
    assert "mood" not in _columns(store)
    assert store.load(id_).draft == DRAFT
    step = scripts / "versions" / "9000.py"
    step.write_text(step.read_text("utf-8").replace("sleep(60)", "sleep(0)"), "utf-8")
    migrate.prepare(store.engine, scripts)
    assert "mood" in _columns(store)


@posix
def test_a_disk_that_fills_up_stops_the_save_and_nothing_else(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'zongjie.db'}"
    store = Store(url, by=ALONE)
    id_ = store.create(DRAFT, LEDGERS)
    store.close()
    script = """
import resource
store = Store(url, by=ALONE)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
number = 1
try:
    while True:
        text = str(number) * 30_000
        section = Section("overview", "前言", text)
        number = store.save(id_, "section:overview", number, section).number
except Exception as error:
    print(number)
    print(error)
"""
    process = _start(script, url, id_, tmp_path)
    said, _ = process.communicate(timeout=60)
    number, message = said.splitlines()
    assert "磁盘可能满了" in message
    store = Store(url, by=ALONE)
    newest = store.newest(id_, OVERVIEW)
    kept, content = newest.number, newest.content
    assert kept == int(number) > 1
    assert content == overview(str(kept - 1) * 30_000)
    store.save(id_, OVERVIEW, kept, overview("腾出了地方"))
    store.close()


def test_a_server_restarted_under_load_loses_no_save(postgres: Server) -> None:
    url = postgres.new()
    store = Store(url, by=ALONE)
    id_ = store.create(DRAFT, LEDGERS)
    done, troubles, stop = [1], [0], threading.Event()

    def write() -> None:
        while not stop.is_set():
            number = done[-1]
            try:
                done.append(store.save(id_, OVERVIEW, number, overview(f"第{number}次")).number)
            except StalePart:
                raise
            except StoreError:
                troubles[0] += 1
                time.sleep(0.05)

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(2):
        time.sleep(0.5)
        postgres.stop()
        postgres.start()
    before = len(done)
    while len(done) < before + 5 and writer.is_alive():
        time.sleep(0.05)
    stop.set()
    writer.join()
    assert len(done) >= before + 5
    assert troubles[0] > 0
    newest = store.newest(id_, OVERVIEW)
    assert (newest.number, newest.content) == (done[-1], overview(f"第{done[-2]}次"))
    assert done == list(range(1, done[-1] + 1))
    store.close()
