"""The charts of a cell: what they show, what else they could, and where a bar leads."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ledgers import make
from tests.widgets.asking import Asker, Refused
from widgets.chart import ChartView
from widgets.detail import Detail
from widgets.state import State
from widgets.workbook import Workbook
from zongjie import charts
from zongjie.draft import Section
from zongjie.store import Store


@pytest.fixture
def view(state: State) -> ChartView:
    state.place(Section("title", "标题"))
    state.place(Section("welfare", "帮扶送温暖与普惠服务"))
    return ChartView(state, ("活动.按类别", "慰问.按类别"), None)


@pytest.fixture
def ask(view: ChartView, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(view, monkeypatch)


def options(view: ChartView, at: int, group: int) -> dict[str, dict[str, Any]]:
    found = view.props["charts"][at]["choices"][group]["options"]
    return {option["label"]: option for option in found}


def test_what_is_drawn_is_the_spec_that_documents_draw(view: ChartView, state: State) -> None:
    shown = view.props["charts"][0]
    assert shown["spec"] == charts.spec(state.figures, "活动.按类别")
    assert shown["title"] == "2011年各类活动次数"


def test_another_chart_is_chosen_and_follows_the_ledger(
    view: ChartView, state: State, ask: Asker
) -> None:
    chosen = options(view, 1, 0)["人次"]
    assert not chosen["why"]
    ask("choose", index=1, ref=chosen["ref"])
    assert view.props["charts"][1]["title"] == "2011年各类慰问人次"
    assert view.props["charts"][1]["given"] == "慰问.按类别"
    assert options(view, 1, 0)["人次"]["chosen"]
    frame = state.ledgers["welfare"].copy()
    frame.at[1, "person_times"] = 300
    state.put_ledgers({"welfare": frame})
    assert ["送温暖", "300"] in view.props["charts"][1]["table"]


def test_what_cannot_be_had_says_why(view: ChartView, ask: Asker) -> None:
    assert options(view, 0, 2)["和上年比"]["why"] == "还没有上年台账"
    ask("choose", index=0, ref="活动.次数.按类别?against=上年")
    assert view.props["charts"][0]["spec"] is None
    assert "上年对照" in view.props["charts"][0]["why"]


def test_a_bar_leads_to_its_rows(ask: Asker) -> None:
    found = ask("rows", index=1, label="送温暖", before=False)
    assert found["step"] == "ledger-welfare"
    assert found["rows"] == (1,)
    assert found["say"] == "慰问台账的这 1 行合成了图上的“送温暖”"


def test_last_years_bar_says_that_its_rows_are_on_no_step(state: State, ask: Asker) -> None:
    row = {"date_start": "2010-03-08", "category": "文体活动", "name": "比赛", "organiser": "本会"}
    state.put_last(make(activity=[row]))
    ask("choose", index=0, ref="活动.次数.按类别?against=上年")
    found = ask("rows", index=0, label="文体活动", before=True)
    assert found == {"step": "", "rows": [], "say": "这是上年活动台账里的 1 行"}


def test_a_label_without_rows_is_said_to_have_none(ask: Asker) -> None:
    with pytest.raises(Refused, match="没有记“没有”"):
        ask("rows", index=1, label="没有", before=False)


@pytest.mark.parametrize(("kind", "word"), [("chart", "图"), ("table", "表")])
def test_a_chart_or_its_table_is_put_into_a_section(
    view: ChartView, state: State, ask: Asker, kind: str, word: str
) -> None:
    assert view.props["sections"] == [{"id": "welfare", "title": "帮扶送温暖与普惠服务"}]
    state.write("welfare", "走访慰问。\n")
    said = ask("place", index=1, kind=kind, section="welfare")["said"]
    assert said == f"{word}已放在“帮扶送温暖与普惠服务”的末尾"
    line = f"![2011年各类慰问金额]({kind}:慰问.按类别)"
    assert state.text("welfare") == f"走访慰问。\n\n{line}\n"
    state.write("welfare", "")
    ask("place", index=1, kind=kind, section="welfare")
    assert state.text("welfare") == f"{line}\n"


def test_a_chart_that_stands_there_is_put_in_again_only_on_demand(state: State, ask: Asker) -> None:
    state.write("welfare", "𠮷日走访。\n")
    first = ask("place", index=1, kind="chart", section="welfare")
    text = state.text("welfare")
    units = text.encode("utf-16-le")[2 * first["span"][0] : 2 * first["span"][1]]
    assert units.decode("utf-16-le") == "![2011年各类慰问金额](chart:慰问.按类别)"
    again = ask("place", index=1, kind="chart", section="welfare")
    assert (again["there"], again["span"]) == (True, first["span"])
    assert again["said"] == "“帮扶送温暖与普惠服务”里已经有这张图"
    assert state.text("welfare") == text
    assert not ask("place", index=1, kind="table", section="welfare")["there"]
    assert not ask("place", index=1, kind="chart", section="welfare", again=True)["there"]
    assert state.text("welfare").count("](chart:") == 2


def test_every_chart_with_data_can_be_added_and_taken_away(view: ChartView, ask: Asker) -> None:
    offered = ask("charts")["charts"]
    refs = [one["ref"] for one in offered]
    assert "经费.按科目" in refs
    assert "活动.按类别" not in refs, "it is shown already"
    assert not refs[0].startswith(("活动", "慰问")), "first what nothing is shown of"
    ask("add", ref="经费.按科目")
    assert [one["given"] for one in view.props["charts"]] == ["活动.按类别", "慰问.按类别", ""]
    assert view.props["charts"][2]["title"] == "2011年各科目经费支出"
    ask("drop", index=0)
    assert len(view.props["charts"]) == 3, "the notebook's own stay"
    ask("drop", index=2)
    assert len(view.props["charts"]) == 2


def test_a_chart_without_data_is_named_in_words_and_suggests_only_what_there_is(
    state: State,
) -> None:
    for id_ in state.ledgers:
        if id_ != "activity":
            state.put_ledgers({id_: state.ledgers[id_].iloc[:0]})
    (one,) = ChartView(state, ("荣誉.按级别",), None).props["charts"]
    assert one["title"] == "荣誉·按级别"
    assert one["why"].count("荣誉") == 1
    assert "活动·按类别" in one["why"]


def test_more_charts_are_added_below_the_last_ones_of_a_page(store: Store) -> None:
    book = Workbook("large_factory", store=store)
    first, last = book.chart("活动.按月"), book.chart("慰问.按类别")
    assert [first.props["extends"], last.props["extends"]] == [False, True]
    book.state.open("")
    refs = [one["ref"] for one in last.on_charts(Detail({}))["charts"]]
    assert not refs[0].startswith(("活动", "慰问"))
    assert {"活动.按月", "慰问.按类别"}.isdisjoint(refs)
