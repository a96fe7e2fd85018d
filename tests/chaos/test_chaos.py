"""A handful of faults of ``make chaos``: nothing that was typed or acknowledged is lost."""

from __future__ import annotations

import importlib
import os
import random
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.chaos import copying, database, disk, locked, mixed, run, server, writers
from tests.chaos.crowd import Crowd, write_together
from tests.chaos.judge import Tally, table
from tests.chaos.writer import PART, begin
from tests.store.postgres import Server as Postgres
from tests.store.postgres import serving
from tests.stores import opened, url
from tools import system
from zongjie.draft import Section

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills and limits as POSIX has them")

CHANCE = random.Random("short")  # noqa: S311 - moments, not secrets


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    programs = system.postgresql()
    if programs is None:
        pytest.skip("PostgreSQL is not on this machine; `make test` installs it or says how")
    with serving(programs) as running:
        yield running


@pytest.mark.usefixtures("chromium")
def test_a_page_loses_nothing_by_its_kernel_its_network_or_its_disk(tmp_path: Path) -> None:
    clean(mixed.run(tmp_path, CHANCE, mixed.DECK))


@pytest.mark.usefixtures("chromium")
def test_a_page_loses_nothing_by_its_server(tmp_path: Path) -> None:
    clean(server.run(tmp_path, CHANCE, 2))


def test_a_crowd_loses_nothing_by_its_disk_a_lock_a_clock_or_a_death(tmp_path: Path) -> None:
    copying.prepare(tmp_path)

    def meanwhile(crowd: Crowd) -> None:
        writers.kill(2, crowd)
        disk.fill_again_and_again(2, crowd)
        locked.lock_again_and_again(1, crowd)
        copying.kill(tmp_path, 3, crowd)

    crowd = Crowd(f"sqlite:///{tmp_path / 'crowd.db'}", CHANCE, wrong_clock=True)
    clean(write_together(crowd, 4, meanwhile))


def test_a_crowd_loses_nothing_by_its_database(postgres: Postgres) -> None:
    crowd = Crowd(postgres.new(), CHANCE)
    clean(write_together(crowd, 4, partial(database.restart, postgres, 1)))


def test_every_family_can_be_run() -> None:
    for name in run.FAMILIES:
        assert callable(importlib.import_module(f"tests.chaos.{name}").run)


def clean(tally: Tally) -> None:
    """Faults were made, saves acknowledged, and nothing is amiss."""
    assert tally.clean, "\n".join([table([("", tally)]), *tally.wrong])
    assert tally.faults > 0
    assert tally.acknowledged > 0


def test_the_judge_finds_what_is_lost_overwritten_or_more_than_was_typed() -> None:
    tally = Tally()
    tally.judge_writing("here", "一。二。四。", ["一。", "一。二。三。"], ["一。二。三。四。"])
    tally.judge_history("here", ["一。", "一。二。三。", "一。二。四。"])
    assert (tally.lost, tally.untyped, tally.overwritten) == (1, 1, 1)
    assert not tally.clean
    assert "二。三" in tally.wrong[0] or "三。" in tally.wrong[0]


def test_the_judge_of_a_crowd_excuses_only_what_was_given_up(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        id_ = begin(store)
        texts = ["a：aaaa。\n", "a：aaaa。abbb。\n", "a：abbb。\n"]
        for number, text in enumerate(texts, 1):
            section = Section("event_run", "活动开展", text)
            store.save(id_, PART, number, section, settled=number == 3)

    def judged(saved: list[str], given_up: set[str]) -> Tally:
        crowd = Crowd(url(tmp_path), CHANCE, id_=id_, saved=saved, given_up=given_up)
        crowd.judge()
        return crowd.tally

    assert judged(["aaaa", "abbb"], {"aaaa"}).clean
    assert judged(["aaaa", "abbb"], set()).overwritten == 1
    assert judged(["accc"], {"aaaa"}).lost == 1


def test_the_judge_of_a_crowd_sees_a_store_that_cannot_be_read(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        id_ = begin(store)
    with sqlite3.connect(tmp_path / "zongjie.db") as file:
        file.execute("DROP INDEX draft_touched")
        file.execute("PRAGMA writable_schema = ON")
        file.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'unit'")
    file.close()
    crowd = Crowd(url(tmp_path), CHANCE, id_=id_)
    crowd.judge()
    assert crowd.tally.unreadable == 1
