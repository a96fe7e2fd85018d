from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from tests.store.examples import DRAFT, LEDGERS, ROW, overview
from zongjie import ledger
from zongjie.store import Store, history, ledger_part, section_part, tidying, when
from zongjie.store.values import Content, Imported

OVERVIEW, WELFARE = section_part("overview"), ledger_part("welfare")
NOON = int(datetime(2026, 11, 24, 12).timestamp() * 1000)  # noqa: DTZ001 - the officer's own clock


def _save_at(
    store: Store, monkeypatch: pytest.MonkeyPatch, part: str, moments: list[int]
) -> tuple[str, dict[int, Content]]:
    """A draft with one revision of a part at each of these moments; the contents by number."""
    monkeypatch.setattr(when, "now", lambda: moments[0])
    id_ = store.create(DRAFT, LEDGERS)
    kept: dict[int, Content] = {}
    for number, moment in enumerate(moments, start=1):
        monkeypatch.setattr(when, "now", lambda moment=moment: moment)
        content: Content = (
            overview(f"第{number}稿")
            if part == OVERVIEW
            else ledger.frame("welfare", [ROW] * 20 + [ROW | {"persons": number}])
        )
        store.save(id_, part, number, content)
        kept[number + 1] = content
    monkeypatch.setattr(when, "now", lambda: NOON)
    return id_, kept


def _numbers(store: Store, id_: str, part: str) -> list[int]:
    return [item.number for item in reversed(history.of_part(store, id_, part))]


def test_today_keeps_all_this_week_an_hour_and_before_a_day(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    minute, day = when.SECOND * 60, when.DAY
    old, week, today = NOON - 20 * day, NOON - 3 * day, NOON - when.HOUR
    moments = [
        *(old, old + minute, old + 3 * when.HOUR),
        *(week, week + minute, week + when.HOUR),
        *(today, today + minute),
    ]
    id_, _ = _save_at(store, monkeypatch, OVERVIEW, moments)
    assert tidying.tidy(store, NOON) == 4  # 1, 2, 3 of the first day, 5 of its hour
    assert _numbers(store, id_, OVERVIEW) == [4, 6, 7, 8, 9]
    assert tidying.tidy(store, NOON) == 0
    assert tidying.tidy(store, NOON + 30 * day) == 2
    assert _numbers(store, id_, OVERVIEW) == [4, 7, 9]


def test_named_and_signed_states_stay_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(when, "now", lambda: NOON - 20 * when.DAY)
    id_ = store.create(DRAFT, LEDGERS)
    step = history.keep_version(store, id_, "一稿")
    for number in range(1, 5):
        store.save(id_, OVERVIEW, number, overview(str(number)))
    assert tidying.tidy(store, NOON) == 3
    assert history.at_step(store, id_, step).draft == DRAFT
    assert _numbers(store, id_, OVERVIEW) == [1, 5]


def test_what_an_import_gave_stays_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(when, "now", lambda: NOON - 20 * when.DAY)
    welfare = ledger_part("welfare")
    id_ = store.create(DRAFT, LEDGERS, imported={welfare: Imported(3, "慰问.xlsx")})
    for number in (2, 3):
        store.save(id_, welfare, number, LEDGERS["welfare"].iloc[:-number])
    assert tidying.tidy(store, NOON) == 2
    assert _numbers(store, id_, welfare) == [2, 4]
    assert len(history.at_step(store, id_, 2).ledgers["welfare"]) == 3


@pytest.mark.parametrize("kept", [{1}, {2, 5, 9}, {11}, {3, 4, 8, 12}, set(range(1, 14))])
def test_a_ledger_thinned_in_any_way_reads_as_before(
    store: Store, monkeypatch: pytest.MonkeyPatch, kept: set[int]
) -> None:
    id_, contents = _save_at(store, monkeypatch, WELFARE, [NOON - 20 * when.DAY] * 12)
    contents[1] = LEDGERS["welfare"]
    monkeypatch.setattr(tidying, "spared", lambda rows, *_: kept | {rows[-1].number})
    tidying.tidy(store, NOON)
    assert _numbers(store, id_, WELFARE) == sorted(kept | {13})
    for number in kept | {13}:
        again, expected = history.content(store, id_, WELFARE, number), contents[number]
        assert isinstance(again, pd.DataFrame)
        assert isinstance(expected, pd.DataFrame)
        pd.testing.assert_frame_equal(again, expected)
    store.save(id_, WELFARE, 13, LEDGERS["welfare"])
    pd.testing.assert_frame_equal(store.load(id_).ledgers["welfare"], LEDGERS["welfare"])
