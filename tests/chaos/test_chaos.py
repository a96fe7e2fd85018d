"""A handful of each fault of ``make chaos``: nothing that was typed or acknowledged is lost."""

from __future__ import annotations

import importlib
import os
import random
import sqlite3
from pathlib import Path

import pytest

from tests.chaos import run
from tests.chaos.crowd import Crowd
from tests.chaos.judge import Tally, table
from tests.chaos.writer import PART, begin
from tests.stores import opened, url
from zongjie.draft import Section

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills and limits as POSIX has them")


@pytest.mark.usefixtures("chromium")
@pytest.mark.parametrize("name", run.FAMILIES)
def test_a_few_faults_lose_nothing(name: str, tmp_path: Path) -> None:
    family = importlib.import_module(f"tests.chaos.{name}")
    seed = f"short {name}"
    tally = family.run(tmp_path, random.Random(seed), run.FAMILIES[name].short)  # noqa: S311
    assert tally.clean, (table([(name, tally)]), tally.wrong)
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
        crowd = Crowd(url(tmp_path), random.Random(0), id_=id_, saved=saved, given_up=given_up)  # noqa: S311
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
    crowd = Crowd(url(tmp_path), random.Random(0), id_=id_)  # noqa: S311
    crowd.judge()
    assert crowd.tally.unreadable == 1
