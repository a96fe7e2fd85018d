from __future__ import annotations

import io

import pytest

from tests.ledgers import make
from tests.widgets.asking import Asker, Refused
from widgets.ledger import PAGE, LedgerView
from widgets.state import State
from zongjie import ledger
from zongjie.store import Store


@pytest.fixture
def view(state: State) -> LedgerView:
    return LedgerView(state, "welfare")


@pytest.fixture
def ask(view: LedgerView, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(view, monkeypatch)


def test_rows_read_as_in_a_table(view: LedgerView) -> None:
    first, *_ = view.props["rows"]
    assert first["number"] == 1
    assert first["cells"]["person_times"] == "278"
    assert first["cells"]["amount_yuan"] == "10万余元"
    assert view.props["sums"]["amount_yuan"] == "37,140（另有 1 个概数）"


def test_an_edit_changes_figures_and_is_kept(ask: Asker, state: State, store: Store) -> None:
    assert ask("edit", row=1, column="person_times", raw="３００人次") == {"problem": ""}
    assert state.figures["慰问.送温暖.人次"].value == 300
    assert store.load(state.id).intake.ledgers["welfare"].at[1, "person_times"] == 300


@pytest.mark.parametrize(
    ("column", "raw", "says"),
    [
        ("person_times", "2.5", "整数"),
        ("amount_yuan", "很多", "不是数字"),
        ("date", "2月30日", "没有这一天"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_old_value_stays(
    ask: Asker, view: LedgerView, column: str, raw: str, says: str
) -> None:
    before = view.props["rows"][0]["cells"][column]
    assert says in ask("edit", row=1, column=column, raw=raw)["problem"]
    assert view.props["rows"][0]["cells"][column] == before


def test_a_vague_amount_typed_into_the_table_is_never_summed(ask: Asker, state: State) -> None:
    ask("edit", row=5, column="amount_yuan", raw="两万余元")
    assert not state.figures["慰问.婚丧慰问.金额"].exact


def test_a_range_of_days_fills_the_last_day_too(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = LedgerView(state, "activity")
    Asker(view, monkeypatch)("edit", row=1, column="date_start", raw="6月1日至8月7日")
    cells = view.props["rows"][0]["cells"]
    assert (cells["date_start"], cells["date_end"]) == ("2011-06-01", "2011-08-07")


def test_rows_are_added_removed_and_brought_back(ask: Asker, view: LedgerView) -> None:
    ask("add")
    assert view.props["total"] == 8
    ask("remove", row=1)
    assert view.props["rows"][0]["cells"]["category"] == "送清凉"
    ask("restore")
    assert view.props["rows"][0]["cells"]["person_times"] == "278"
    assert [row["number"] for row in view.props["rows"]] == list(range(1, 9))
    ask("restore")  # nothing left to bring back
    assert view.props["total"] == 8


def test_a_row_that_is_gone_says_so(ask: Asker) -> None:
    with pytest.raises(Refused, match="没有第 99 行"):
        ask("edit", row=99, column="persons", raw="1")


def test_an_empty_row_is_kept_but_not_counted(ask: Asker, state: State) -> None:
    before = state.figures["慰问.人次"].value
    ask("add")
    ask("edit", row=8, column="person_times", raw="5")
    assert state.figures["慰问.人次"].value == before
    assert any(problem.row == 8 for problem in state.problems("welfare"))


def test_long_ledgers_are_shown_in_pages(ask: Asker, view: LedgerView, state: State) -> None:
    rows = [{"date": "2011-01", "category": "送温暖", "persons": 1}] * (PAGE + 3)
    state.put_ledgers(make(welfare=rows))
    assert len(view.props["rows"]) == PAGE
    ask("page", first=PAGE + 1)
    assert [row["number"] for row in view.props["rows"]] == [PAGE + 1, PAGE + 2, PAGE + 3]


def test_a_file_is_reported_before_anything_is_replaced(
    ask: Asker, state: State, view: LedgerView
) -> None:
    text = '日期,类别,金额\n2011-03-08,困难补助,"1,520元"\n某天,困难补助,3\n'
    ask.upload(text.encode("gb18030"), "慰问.csv", part=10)
    assert view.props["total"] == 7
    assert ask.report["rows"] == 1
    assert any("某天" in problem["text"] for problem in ask.report["problems"])
    assert any("1520" in change for change in ask.report["changes"])
    assert "1 行" in ask("take")["said"]
    assert str(state.figures["慰问.金额"].value) == "1520"
    with pytest.raises(Refused, match="重新选择"):
        ask("take")


def test_pasted_rows_are_added_at_the_end(ask: Asker, view: LedgerView) -> None:
    report = ask("paste", text="发生日期\t慰问类别\t金额\n2011.5.1\t劳模\t500\n")
    assert report["rows"] == 1
    ask("take")
    assert view.props["total"] == 8
    assert view.props["rows"][7]["cells"]["category"] == "劳模慰问"


def test_a_file_that_is_no_ledger_changes_nothing(ask: Asker, view: LedgerView) -> None:
    with pytest.raises(Refused):
        ask.upload(b"%PDF-1.4", "台账.xlsx")
    assert view.props["total"] == 7


def test_an_upload_that_skips_a_part_is_stopped(ask: Asker) -> None:
    ask("part", b"one", key=1, start=0)
    with pytest.raises(Refused, match="上传中断"):
        ask("part", b"three", key=1, start=99)
    with pytest.raises(Refused, match="上传中断"):
        ask("read", key=2, name="a.csv")


def test_an_upload_beyond_the_limit_is_stopped_on_its_way(
    ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONGJIE_MAX_UPLOAD_MB", "1")
    with pytest.raises(Refused, match="超过 1 MB"):
        ask("part", bytes(1024 * 1024 + 1), key=1, start=0)


def test_the_ledgers_are_taken_out_as_one_workbook(ask: Asker, state: State) -> None:
    reply = ask.whole("download")
    assert reply.result["name"] == "某某机械厂工会2011年台账.xlsx"
    expected = io.BytesIO()
    ledger.write_xlsx(state.ledgers, expected)
    assert reply.buffers == [expected.getvalue()]
