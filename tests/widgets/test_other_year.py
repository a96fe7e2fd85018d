"""Rows of another year than the summary, and the year that puts it right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.intake.files import HEAD, workbook
from tests.ledgers import make
from tests.widgets.asking import Asker, Refused
from widgets.ledger import LedgerView
from widgets.state import State
from zongjie import ledger
from zongjie.store import Store, lifecycle

DATED = [HEAD, ("2025-03-08", "女职工", "健步走", "本会", 120, 1520)]
TITLED = [["2025年活动台账"], HEAD, ("3月8日", "女职工", "健步走", "本会", 120, 1520)]
LAST = "要拿来和2026年比的，请到“上年对照”里导入。"


@pytest.fixture
def view(state: State) -> LedgerView:
    """A ledger of a summary of 2026 that has no rows yet."""
    state.put_ledgers(ledger.empty_all())
    state.fill(replace(state.draft, year=2026))
    return LedgerView(state, "activity")


@pytest.fixture
def ask(view: LedgerView, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(view, monkeypatch)


@pytest.mark.parametrize(
    ("rows", "counted"), [(DATED, "不计入"), (TITLED, "没有写年份的都算作2026年的")]
)
def test_a_file_of_another_year_can_give_the_summary_its_year(
    ask: Asker, state: State, rows: list[list[object]], counted: str
) -> None:
    ask.upload(workbook({"活动": rows}), "台账.xlsx")
    assert ask.report["another"] == {
        "year": 2025,
        "says": f"大多是2025年的记录，这份总结是2026年的，{counted}。{LAST}",
        "does": "把总结改成2025年的",
    }
    again = ask("year", year=2025, agreed=[])
    assert (state.draft.year, again["another"], again["problems"]) == (2025, None, [])
    ask("take", hows={"activity": "replace"})
    assert state.figures["活动.次数"].value == 1


def test_a_title_that_was_left_from_another_year_says_nothing_against_dates(ask: Asker) -> None:
    dated = ("2026-03-08", "女职工", "健步走", "本会", 120, 1520)
    ask.upload(workbook({"活动": [*TITLED[:2], dated]}), "台账.xlsx")
    assert ask.report["another"] is None


def test_rows_without_dates_are_of_the_year_of_their_title(ask: Asker) -> None:
    rows = [["2025年指标"], ("指标", "本期", "单位"), ("会员人数", 30, "人")]
    ask.upload(workbook({"指标": rows}), "台账.xlsx")
    assert ask.report["another"]["year"] == 2025


def test_a_file_of_the_summarys_own_year_is_not_spoken_of(ask: Asker) -> None:
    own = ("2026-03-08", "女职工", "健步走", "本会", 120, 1520)
    ask.upload(workbook({"活动": [*DATED, own]}), "台账.xlsx")
    assert ask.report["another"] is None


def test_rows_that_are_there_already_say_so_too(ask: Asker, view: LedgerView, state: State) -> None:
    assert view.props["another"] is None
    row = {"date_start": "2027-03-08", "category": "文体活动", "name": "比赛"}
    state.put_ledgers({"activity": make(activity=[row])["activity"]})
    said = view.props.get("another") or {}
    assert said["says"] == "大多是2027年的记录，这份总结是2026年的，不计入。"
    assert ask("year", year=said["year"], agreed=[]) == {}
    assert (state.draft.year, view.props["another"]) == (2027, None)


def test_a_summary_that_has_rows_of_its_own_year_keeps_it(ask: Asker, state: State) -> None:
    row = {"date": "2026-03", "category": "送温暖", "persons": 3}
    state.put_ledgers({"welfare": make(welfare=[row])["welfare"]})
    ask.upload(workbook({"活动": DATED}), "台账.xlsx")
    assert (ask.report["another"]["does"], LAST in ask.report["another"]["says"]) == ("", True)


def test_a_signed_summary_keeps_its_year(
    ask: Asker, view: LedgerView, state: State, store: Store
) -> None:
    row = {"date_start": "2025-03-08", "category": "文体活动", "name": "比赛"}
    state.put_ledgers({"activity": make(activity=[row])["activity"]})
    lifecycle.sign(store, state.id)
    state.open(state.id)
    assert view.props["another"]["does"] == ""
    with pytest.raises(Refused, match="定稿"):
        ask("year", year=2025, agreed=[])
