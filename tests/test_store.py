from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from tests.ledgers import make
from zongjie.draft import Draft, Section, put_section
from zongjie.errors import StoreError
from zongjie.store import Store

DRAFT = Draft(
    "large_factory", "某某厂工会", 2026, sections=(Section("overview", "前言", "一年来。"),)
)
LEDGERS = make(
    activity=[
        {"date_start": "2026-03-08", "category": "文体活动", "name": "比赛", "organiser": "本会"}
    ]
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "drafts")


def test_what_was_kept_is_loaded_again(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    found = store.load(id_)
    assert found.draft == DRAFT
    assert found.intake.ledgers["activity"].equals(LEDGERS["activity"])


def test_text_and_ledgers_are_saved_apart(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    changed = put_section(DRAFT, Section("problems", "存在的问题和不足", "一是……"))
    store.save_draft(id_, changed)
    store.save_ledgers(id_, make())
    found = store.load(id_)
    assert found.draft == changed
    assert found.intake.ledgers["activity"].empty


def test_the_ledgers_of_the_year_before_are_kept_until_they_are_taken_out(store: Store) -> None:
    id_ = store.create(DRAFT, make(), last=LEDGERS)
    found = store.load(id_).last
    assert found is not None
    # its rows keep the year they are written with
    assert found.ledgers["activity"].equals(LEDGERS["activity"])
    store.save_last(id_, None)
    assert store.load(id_).last is None
    store.save_last(id_, None)
    store.save_last(id_, LEDGERS)
    assert store.load(id_).last is not None


def test_rows_that_cannot_be_counted_yet_are_kept_as_they_are(store: Store) -> None:
    good: dict[str, object] = {
        "date": "2026-02",
        "category": "送温暖",
        "beneficiary_kind": "困难职工",
    }
    rows: list[dict[str, object]] = [
        {"date": "2026-02", "persons": 3},  # no category yet
        good | {"amount_yuan": Decimal("1520.50")},
        good | {"amount_yuan": Decimal(-200), "booked": True},
        good | {"amount_yuan_text": "10万余元"},
    ]
    id_ = store.create(DRAFT, make(welfare=rows))
    found = store.load(id_).intake.ledgers["welfare"]
    expected = make(welfare=[rows[1], rows[3], rows[0], rows[2]])["welfare"]
    pd.testing.assert_frame_equal(found, expected)


def test_wholly_empty_rows_are_not_kept(store: Store) -> None:
    unfinished = {"date": "2026-02"}  # no category yet
    id_ = store.create(DRAFT, make(welfare=[{}, unfinished, {}]))
    found = store.load(id_).intake.ledgers["welfare"]
    pd.testing.assert_frame_equal(found, make(welfare=[unfinished])["welfare"])


def test_rows_that_were_put_right_are_unfinished_no_more(store: Store) -> None:
    row = {"date": "2026-02", "beneficiary_kind": "困难职工"}
    id_ = store.create(DRAFT, make(welfare=[row]))
    store.save_ledgers(id_, make(welfare=[row | {"category": "送温暖"}]))
    assert len(store.load(id_).intake.ledgers["welfare"]) == 1


def test_the_list_shows_the_last_changed_first(store: Store) -> None:
    first = store.create(DRAFT, LEDGERS)
    second = store.create(replace(DRAFT, unit="另一个工会", sections=()), make())
    store.save_draft(first, DRAFT)
    assert [(entry.id, entry.written) for entry in store.entries()] == [(first, 1), (second, 0)]


def test_a_damaged_draft_hides_none_of_the_others(store: Store) -> None:
    good, bad = store.create(DRAFT, LEDGERS), store.create(DRAFT, LEDGERS)
    (store.root / bad / "draft.md").write_bytes(b"\xff\xfe")
    (store.root / "readme.txt").write_text("", "utf-8")
    assert [entry.id for entry in store.entries()] == [good]


def test_an_empty_store_lists_nothing(store: Store) -> None:
    assert store.entries() == ()


def test_ids_cannot_be_guessed_from_one_another(store: Store) -> None:
    assert len({store.create(DRAFT, make()) for _ in range(20)}) == 20


@pytest.mark.parametrize("id_", ["", "..", "../../etc", "a/b", "x" * 400, "A" * 15 + "\n"])
def test_what_is_no_id_reaches_no_file(store: Store, id_: str) -> None:
    with pytest.raises(StoreError, match="编号不完整"):
        store.load(id_)


def test_a_draft_that_is_gone_says_so(store: Store) -> None:
    with pytest.raises(StoreError, match="没有找到"):
        store.load("A" * 16)


def test_a_place_that_cannot_be_written_says_so_and_leaves_the_old_text(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", "utf-8")
    with pytest.raises(StoreError, match="没有存上"):
        Store(tmp_path / "文件").create(DRAFT, LEDGERS)


def test_the_default_place_follows_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path))
    assert Store().root == tmp_path / "drafts"
