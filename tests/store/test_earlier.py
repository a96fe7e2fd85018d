"""What was written before travels with a draft: in the store, in files, to the next one."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.examples import DRAFT, LEDGERS, same
from zongjie import earlier, ledger, portable
from zongjie.draft import Section
from zongjie.earlier import Answer, Earlier
from zongjie.errors import DraftError
from zongjie.store import (
    Store,
    backup,
    bundle,
    earlier_part,
    history,
    last_part,
    ledger_part,
    lifecycle,
    merging,
)
from zongjie.store.values import Event, Imported, imported_in

WRITTEN = replace(
    DRAFT,
    year=2025,
    sections=(
        Section("overview", "前言", "去年写的。"),
        Section("plan", "下一年工作打算", "1．办好比赛。6月底前由工会负责。"),
    ),
)
LAST = Earlier(WRITTEN, {"办好比赛": Answer("部分完成", '办了一场："新春杯"')})
HALF = Earlier(replace(WRITTEN, year=2026, half=1), {})


@pytest.fixture
def id_(store: Store) -> str:
    return store.create(DRAFT, LEDGERS, earlier={"year": LAST, "half": HALF})


def test_it_is_kept_copied_and_backed_up(store: Store, id_: str, tmp_path: Path) -> None:
    assert store.load(id_).earlier == {"year": LAST, "half": HALF}
    assert store.load(lifecycle.copy(store, id_)).earlier == {"year": LAST, "half": HALF}
    path, _ = backup.write(store, tmp_path / "all.zip")
    backup.restore(store, path, replace=True)
    assert store.load(id_).earlier == {"year": LAST, "half": HALF}


def test_it_travels_in_a_draft_file_with_its_history(store: Store, id_: str) -> None:
    data = bundle.export(store, id_)
    assert portable.read(data).earlier == {"year": LAST, "half": HALF}
    taken = bundle.take(store, data)
    assert store.load(taken).earlier == {"year": LAST, "half": HALF}
    assert len(history.of_part(store, taken, earlier_part("year"))) == 1


def test_what_was_said_of_a_promise_can_be_taken_back(store: Store, id_: str) -> None:
    part = earlier_part("year")
    store.save(id_, part, 1, replace(LAST, answers={}))
    assert store.load(id_).earlier["year"].answers == {}
    history.bring_back(store, id_, part, 1)
    assert store.load(id_).earlier["year"] == LAST


def test_two_officers_answer_different_promises() -> None:
    one = replace(LAST, answers={"甲": Answer("已完成")})
    other = replace(LAST, answers={"乙": Answer("未完成")})
    base = replace(LAST, answers={})
    both = merging.merged(None, base, one, other)
    assert isinstance(both, Earlier)
    assert both.answers == {**one.answers, **other.answers}
    clash = replace(LAST, answers={"甲": Answer("未完成")})
    assert merging.merged(None, base, one, clash) is None
    assert merging.merged(None, base, one, HALF) is None


def test_the_year_after_has_this_years_text_beside_it(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    found = store.load(lifecycle.next_year(store, id_))
    assert found.earlier["year"] == earlier.as_it_read(DRAFT, LEDGERS)
    assert "half" not in found.earlier


def test_the_whole_year_begins_with_the_rows_of_its_half(store: Store) -> None:
    half = replace(DRAFT, genre="half_year", half=1)
    id_ = store.create(half, LEDGERS, last=LEDGERS, earlier={"year": LAST})
    found = store.load(lifecycle.whole_year(store, id_, "large_factory"))
    assert (found.draft.genre, found.draft.half, found.draft.date) == ("large_factory", None, "")
    assert not any(section.text for section in found.draft.sections)
    assert same(dict(found.ledgers), LEDGERS)
    assert found.last is not None
    assert found.earlier == {"year": LAST, "half": earlier.as_it_read(half, LEDGERS)}


def test_the_history_of_a_draft_that_goes_on_tells_whose_rows_it_has(store: Store) -> None:
    half = replace(DRAFT, genre="half_year", half=1)
    id_ = store.create(half, LEDGERS, name="上半年")
    for new, begun, part in (
        (lifecycle.whole_year(store, id_, "large_factory"), "whole", ledger_part),
        (lifecycle.next_year(store, id_), "continued", last_part),
    ):
        *rows, first = (one for one in history.of_draft(store, new) if isinstance(one, Event))
        assert (first.kind, first.step, {one.kind for one in rows}) == (begun, 1, {"rows"})
        assert dict(imported_in(one.words) for one in rows) == {
            part(id_): Imported(len(frame), "上半年")
            for id_, frame in LEDGERS.items()
            if len(frame)
        }


def test_a_folder_says_which_of_its_texts_cannot_be_read(tmp_path: Path) -> None:
    portable.write(DRAFT, ledger.empty_all(), tmp_path, earlier={"year": LAST})
    written = tmp_path / "last_year.md"
    assert "办好比赛" in written.read_text("utf-8")
    written.write_text(written.read_text("utf-8").replace("部分完成", "差不多"), "utf-8")
    with pytest.raises(DraftError, match=r"last_year\.md：answers .*可用：已完成、部分完成"):
        portable.read(tmp_path)


def test_a_draft_of_its_own_has_no_answers() -> None:
    text = portable.dumps(LAST.draft, LAST.answers)
    with pytest.raises(DraftError, match="应当每行一项"):
        portable.loads(text)


def test_the_same_draft_gives_the_same_file() -> None:
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        portable.write(DRAFT, LEDGERS, file, earlier={"half": HALF, "year": LAST})
    assert files[0].getvalue() == files[1].getvalue()
