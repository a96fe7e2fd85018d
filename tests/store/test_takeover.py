from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pandas as pd
import pytest

from tests.store.examples import DRAFT, LEDGERS, ROW, same
from zongjie import ledger, portable
from zongjie.store import ALONE, NoSuchDraft, Store, lifecycle, takeover

ID, OTHER = "A" * 16, "b-_" + "9" * 13
FINISHED = LEDGERS | {"welfare": ledger.frame("welfare", [ROW])}
UNFINISHED = {"welfare": [{"persons": "4"}, {"date": "2026年2月", "amount_yuan": "10万余元"}]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The drafts folder of the first version, with one draft in it."""
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path))
    folder = tmp_path / "drafts"
    portable.write(DRAFT, FINISHED, folder / ID)
    (folder / ID / "unfinished.json").write_text(json.dumps(UNFINISHED), "utf-8")
    return folder


def test_a_folder_draft_is_taken_over_with_its_id_and_every_row(folder: Path) -> None:
    store = Store(by=ALONE)
    found = store.load(ID)
    assert found.draft == DRAFT
    unfinished: list[dict[str, object]] = [
        {"persons": 4},
        {"date": "2026-02", "amount_yuan_text": "10万余元"},
    ]
    expected = LEDGERS | {"welfare": ledger.frame("welfare", [ROW, *unfinished])}
    assert same(dict(found.ledgers), expected)
    assert (folder / takeover.TAKEN / ID / "draft.md").is_file()
    assert not (folder / ID).exists()


def test_the_list_keeps_their_times_and_order(folder: Path) -> None:
    portable.write(DRAFT, FINISHED, folder / OTHER)
    for name, moment in ((ID, 2_000_000), (OTHER, 1_000_000)):
        for path in (folder / name).iterdir():
            os.utime(path, (moment, moment))
    entries = Store(by=ALONE).entries()
    assert [(entry.id, entry.changed.timestamp()) for entry in entries] == [
        (ID, 2_000_000),
        (OTHER, 1_000_000),
    ]


def test_what_was_taken_over_is_not_taken_again(folder: Path) -> None:
    store = Store(by=ALONE)
    (folder / takeover.TAKEN / ID).rename(folder / ID)  # the machine stopped before it moved
    store = Store(by=ALONE)
    assert store.load(ID).numbers["profile"] == 1
    assert not (folder / ID).exists()
    lifecycle.discard(store, ID)
    lifecycle.destroy(store, ID)
    with pytest.raises(NoSuchDraft):
        Store(by=ALONE).load(ID)


@pytest.mark.parametrize("damage", ["draft.md", "ledger.xlsx", "unfinished.json"])
def test_what_cannot_be_read_stays_and_hides_no_other(
    folder: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    portable.write(DRAFT, FINISHED, folder / OTHER)
    (folder / ID / damage).write_bytes(b"\xff\xfe damaged")
    (folder / "readme.txt").write_text("", "utf-8")
    with caplog.at_level(logging.WARNING):
        store = Store(by=ALONE)
    assert [entry.id for entry in store.entries()] == [OTHER]
    assert (folder / ID / damage).is_file()
    assert ID in caplog.text
    assert DRAFT.unit not in caplog.text


def test_a_row_the_workbook_has_in_words_comes_with_its_words(folder: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(folder / ID / "ledger.xlsx")
    book["慰问台账"].cell(2, 2).value = "不知何时"
    book.save(folder / ID / "ledger.xlsx")
    frame = Store(by=ALONE).load(ID).ledgers["welfare"]
    assert len(frame) == 3
    assert "不知何时" in frame.to_string()


def test_the_year_before_comes_along(folder: Path) -> None:
    portable.write(DRAFT, FINISHED, folder / OTHER, last=FINISHED)
    store = Store(by=ALONE)
    assert store.load(ID).last is None
    found = store.load(OTHER).last
    assert found is not None
    pd.testing.assert_frame_equal(found["welfare"], FINISHED["welfare"])


def test_another_database_takes_over_nothing(folder: Path, tmp_path: Path) -> None:
    assert Store(f"sqlite:///{tmp_path / 'other.db'}", by=ALONE).entries() == ()
    assert (folder / ID).is_dir()
