"""Last year beside this year."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from tests.intake.files import workbook
from tests.ledgers import make
from tests.widgets.asking import Asker, Refused
from widgets.compare import CompareView
from widgets.state import State
from zongjie import ledger
from zongjie.store import Store, lifecycle


def last_year(date: str = "2010-03-08") -> dict[str, pd.DataFrame]:
    row = {"date_start": date, "category": "文体活动", "name": "比赛", "organiser": "本会"}
    money: dict[str, object] = {
        "date": date[:4],
        "category": "送温暖",
        "beneficiary_kind": "困难职工",
    }
    return make(activity=[row] * 20, welfare=[money | {"amount_yuan": Decimal(600)}])


def as_file(ledgers: dict[str, pd.DataFrame]) -> bytes:
    target = io.BytesIO()
    ledger.write_xlsx(ledgers, target)
    return target.getvalue()


@pytest.fixture
def view(state: State) -> CompareView:
    return CompareView(state)


@pytest.fixture
def ask(view: CompareView, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(view, monkeypatch)


def test_before_last_years_ledger_is_there_nothing_is_compared(view: CompareView) -> None:
    assert (view.props["known"], view.props["rows"]) == (False, [])


def test_a_file_of_last_year_puts_both_years_side_by_side(
    view: CompareView, state: State, ask: Asker
) -> None:
    ask.upload(as_file(last_year()), "上年台账.xlsx")
    assert ask.report["said"] == "已读入“上年台账.xlsx”，可以和2010年比较了。"
    rows = {row["name"]: row for row in view.props["rows"]}
    assert rows["活动次数"] == {
        "name": "活动次数",
        "now": "24次",
        "before": "20次",
        "change": "同比增长20%",
    }
    assert rows["慰问金额"]["change"] == "概数，不比较"
    assert rows["会议次数"]["change"] == "上年没有记录"
    assert not any(row["name"].startswith("慰问送温暖") for row in view.props["rows"])
    ask("drop")
    assert view.props["rows"] == []
    assert state.figures.last is None


def test_what_only_last_year_had_is_listed_too(view: CompareView, state: State) -> None:
    state.put_ledgers({"activity": make()["activity"]})
    state.put_last(last_year())
    rows = {row["name"]: row for row in view.props["rows"]}
    assert rows["活动次数"]["now"] == "—"
    assert rows["活动次数"]["change"] == "今年没有记录"


def test_a_figure_in_another_unit_is_not_compared(view: CompareView, state: State) -> None:
    this, before = ({"key": "某项", "value": Decimal(3), "unit": unit} for unit in ("件", "个"))
    state.put_ledgers({"indicator": make(indicator=[this])["indicator"]})
    state.put_last(make(indicator=[before]))
    (row,) = (row for row in view.props["rows"] if row["name"] == "指标某项")
    assert row["change"] == "单位不同，不比较"


def test_a_file_of_another_year_is_refused(view: CompareView, ask: Asker) -> None:
    with pytest.raises(Refused, match="里面没有2010年的记录"):
        ask.upload(as_file(last_year("2012-03-08")), "台账.xlsx")
    assert not view.props["known"]


def test_a_file_that_is_not_read_whole_is_asked_about_before_anything_is_compared(
    view: CompareView, state: State, ask: Asker
) -> None:
    head = ("开始日期", "活动类别", "活动名称", "主办单位", "参加人数", "支出金额")
    rows = [
        ("2010-03-08", "文体活动", "健步走", "本会", 120, 1520),
        ("2010-05-20", "团建", "爬山", "本会", 64, 800),
    ]
    ask.upload(workbook({"活动": [head, *rows]}), "上年台账.xlsx")
    told = ask.report["report"]
    assert (told["rows"], told["verb"]) == (2, "和2010年比")
    assert not view.props["known"]
    (guess,) = told["guesses"]
    settled = ask("mend", agreed=[{**guess, "meant": "建家"}])
    assert settled["guesses"] == []
    assert ask("take")["said"] == "已读入“上年台账.xlsx”，可以和2010年比较了。"
    shown = {row["name"]: row for row in view.props["rows"]}
    assert shown["活动次数"]["before"] == "2次"
    with pytest.raises(Refused, match="已经不在了"):
        ask("take")
    with pytest.raises(Refused, match="已经不在了"):
        ask("mend", agreed=[])

    # compared as it is, the sums of the year before are none
    ask.upload(workbook({"活动": [head, *rows]}), "上年台账.xlsx")
    ask("take")
    assert state.left_before == {"activity": 1}
    shown = {row["name"]: row for row in view.props["rows"]}
    assert shown["活动次数"]["before"] == "1次"
    assert shown["活动次数"]["change"] == "上年有 1 行没有计入，不比较"
    assert shown["慰问金额"]["change"] == "上年没有记录"


def test_a_file_of_which_nothing_counts_says_so(view: CompareView, ask: Asker) -> None:
    rows = [("开始日期", "活动名称", "主办单位"), ("2010-03-08", "健步走", "本会")]
    ask.upload(workbook({"活动": rows}), "上年台账.xlsx")
    assert ask.report["report"]["rows"] == 1
    with pytest.raises(Refused, match="读到 1 行，都没有读全，比不了"):
        ask("take")
    assert not view.props["known"]


def test_rows_without_the_number_are_told_beside_what_became_of_it(
    view: CompareView, state: State
) -> None:
    row: dict[str, object] = {"category": "文体活动", "name": "比赛", "organiser": "本会"}
    now, then = ({**row, "date_start": f"{year}-03-08"} for year in (2011, 2010))
    came = {"participants": 30}
    state.put_ledgers({"activity": make(activity=[now | came, now])["activity"]})
    state.put_last(make(activity=[then | came, then, then]))
    (times,) = (each for each in view.props["rows"] if each["name"] == "活动人次")
    assert times["change"] == "持平（今年 1 行、上年 2 行没有填）"


def test_last_years_summary_of_the_same_unit_is_offered(
    view: CompareView, state: State, store: Store, ask: Asker
) -> None:
    before = replace(state.draft, year=2010)
    id_ = store.create(before, last_year())
    store.create(replace(before, unit="别的厂工会"), last_year())
    store.create(replace(before, year=2009), last_year())
    (offered,) = ask("drafts")["drafts"]
    assert (offered["id"], offered["title"]) == (id_, before.title)
    assert offered["changed"].startswith("今天")
    assert before.title in ask("use", id=id_)["said"]
    assert view.props["known"]
    lifecycle.rename(store, id_, "送审一稿")
    assert ask("drafts")["drafts"][0]["title"] == "送审一稿"
    assert "送审一稿" in ask("use", id=id_)["said"]
