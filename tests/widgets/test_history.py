from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest

from tests.ledgers import make
from tests.widgets.asking import Asker, Refused
from widgets.history import HistoryView, lines
from widgets.state import State
from zongjie import enough, ledger, schema
from zongjie.errors import StoreError
from zongjie.store import Store, Whole, lifecycle, section_part, tidying, when
from zongjie.store.values import Event, Imported, Revision

NOW = dt.datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - local time, as the store gives it


def revision(step: int, at: dt.datetime, by: str = "王芳", part: str = "section:a") -> Revision:
    return Revision(part, step, step, by, at)


def test_a_line_is_a_go_today_an_hour_this_week_and_a_day_before() -> None:
    minute, hour, day = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
    old, week = NOW - 9 * day, NOW.replace(minute=5) - 2 * day
    moments = [
        *(old - hour, old, week - hour, week, week + 20 * minute),
        *(NOW - hour, NOW - hour + minute, NOW - minute),
    ]
    items = [revision(step, at) for step, at in enumerate(moments, start=1)]
    found = lines(items[::-1], NOW)
    assert [(line.step, line.before) for line in found] == [(8, 7), (7, 5), (5, 3), (3, 2), (2, 0)]
    assert lines([], NOW) == []


def test_a_named_version_ends_a_line_and_what_was_restored_stands_alone() -> None:
    named = Event(2, "named", "送审稿", "王芳", NOW)
    restored = Event(4, "restored", "2", "王芳", NOW)
    items: list[Revision | Event] = [
        revision(5, NOW),
        *(revision(4, NOW), revision(4, NOW, part="section:b"), restored),
        *(revision(3, NOW), named, revision(1, NOW)),
    ]
    found = lines(items, NOW)
    assert [line.step for line in found] == [5, 4, 3, 2]
    assert [line.names for line in found] == [[], [], [], [named]]
    assert len(found[1].items) == 3


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Hours that are added to the time there is."""
    hours: list[int] = []
    real = when.now()
    monkeypatch.setattr(when, "now", lambda: real + sum(hours) * when.HOUR)
    return hours


def asker(state: State, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(HistoryView(state), monkeypatch)


def listed(ask: Asker, *, named: bool = False) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask("lines", count=20, named=named)["lines"]
    return found


def test_who_changed_what_and_how_much(
    state: State, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(state, monkeypatch)
    assert listed(ask) == []
    state.write("welfare", "全年慰问{{慰问.送温暖.人次}}人次。")
    clock.append(1)
    state.write("welfare", "全年走访慰问{{慰问.送温暖.人次}}人次。")
    state.put_ledgers({"welfare": state.ledgers["welfare"].iloc[:-1]})
    last, first = listed(ask)
    assert (last["now"], first["now"], last["by"]) == (True, False, "本机")
    assert first["said"] == ["建立"]
    title = state.section("welfare").title
    assert last["parts"] == [f"“{title}”添了 2 字", "“慰问台账”删了 1 行"]
    text, rows = ask("compare", before=last["before"], after=last["step"])["parts"]
    assert text["pieces"][1] == ["added", "走访"]
    assert (rows["label"], rows["told"]) == ("慰问台账", "删了 1 行")
    since = ask("compare", before=first["step"], after=None)["parts"]
    assert [(one["part"], one["number"]) for one in since] == [
        (section_part("welfare"), 1),
        ("ledger:welfare", 1),
    ]


def test_a_named_version_is_found_compared_and_brought_back(
    state: State, store: Store, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "一稿。")
    ask("name", words="送审稿")
    state.write("welfare", "二稿。")
    state.write("fund", "二稿。")
    clock.append(24 * 40)
    state.write("welfare", "三稿。")
    tidying.tidy(store)
    (named,) = listed(ask, named=True)
    assert [name["words"] for name in named["names"]] == ["送审稿"]
    since = ask("compare", before=named["step"], after=None)["parts"]
    assert {one["part"] for one in since} == {section_part("welfare"), section_part("fund")}
    ask("restore", part=section_part("welfare"), number=since[0]["number"])
    assert (state.text("welfare"), state.text("fund")) == ("一稿。", "二稿。")
    ask("restore", step=named["step"])
    assert state.text("fund") != "二稿。"
    assert listed(ask)[0]["said"] == ["整篇恢复了以前的样子"]
    with pytest.raises(Refused, match="没有写版本的名称"):
        ask("name", words=" ")


def test_a_named_version_is_renamed(
    state: State, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "一稿。")
    ask("name", words="送审搞")
    clock.append(1)
    state.write("welfare", "二稿。")
    (named,) = listed(ask, named=True)
    ask("rename", step=named["names"][0]["step"], words="送审稿")
    (renamed,) = listed(ask, named=True)
    assert renamed == named | {"names": [{**named["names"][0], "words": "送审稿"}]}
    assert "版本“送审搞”改名为“送审稿”" in listed(ask)[0]["said"]
    with pytest.raises(Refused, match="没有写版本的名称"):
        ask("rename", step=named["names"][0]["step"], words="")


def test_only_a_line_that_changed_something_is_said_to(
    state: State, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "一稿。")
    clock.append(2)
    state.write("welfare", "二稿。")
    clock.append(2)
    lifecycle.rename(state.keeping.store, state.id, "送审用")
    renamed, written, _ = listed(ask)
    assert renamed["said"] == ["列表里的名称改为“送审用”"]
    assert (renamed["changed"], written["changed"]) == (False, True)


def test_an_import_is_a_line_of_its_own(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "一稿。")
    now = state.ledgers
    state.put_ledgers(
        {"welfare": now["welfare"].iloc[:-1], "activity": now["activity"].iloc[:-2]},
        imported={"welfare": Imported(16, "台账.xlsx"), "activity": Imported(60, "台账.xlsx")},
    )
    state.write("welfare", "二稿。")
    state.put_ledgers({"welfare": now["welfare"]}, imported={"welfare": Imported(17, "台账.xlsx")})
    again, typed, first, begun = listed(ask)
    assert first["said"] == ["导入了“台账.xlsx”：活动台账 60 行、慰问台账 16 行"]
    assert first["parts"] == ["“活动台账”删了 2 行", "“慰问台账”删了 1 行"]
    assert again["parts"] == ["“慰问台账”添了 1 行"]
    assert again["said"] == ["导入了“台账.xlsx”：慰问台账 17 行"]
    assert (begun["said"], typed["said"]) == (["建立"], [])
    parts = ask("compare", before=first["before"], after=first["step"])["parts"]
    assert [one["told"] for one in parts] == ["删了 2 行", "删了 1 行"]


def test_the_file_that_makes_a_draft_of_a_sample_is_told_too(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = {"welfare": Imported(17, "慰问.xlsx")}
    state.put_ledgers({"welfare": state.ledgers["welfare"]}, imported=imported)
    rows, begun = listed(asker(state, monkeypatch))
    assert rows["said"] == ["导入了“慰问.xlsx”：慰问台账 17 行"]
    assert begun["said"] == ["建立"]
    state.put_ledgers({"welfare": state.ledgers["welfare"].iloc[:-1]})
    assert not state.keeping.unsaved


def test_an_import_that_could_not_be_saved_is_told_once_it_is(
    state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.write("welfare", "一稿。")
    with monkeypatch.context() as away:
        away.setattr(store, "save", mock.Mock(side_effect=StoreError("磁盘满了")))
        with pytest.raises(StoreError, match="磁盘满了"):
            state.put_ledgers(
                {"welfare": state.ledgers["welfare"].iloc[:-1]},
                imported={"welfare": Imported(16, "慰问.xlsx")},
            )
    state.retry()
    state.put_ledgers({"welfare": state.ledgers["welfare"].iloc[:-1]})
    said = [line["said"] for line in listed(asker(state, monkeypatch))]
    assert said == [[], ["导入了“慰问.xlsx”：慰问台账 16 行"], ["建立"]]


def test_where_the_rows_of_last_year_came_from_is_a_line_of_its_own(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "一稿。")
    state.put_last(ledger.empty_all() | state.ledgers, "2009年台账.xlsx")
    state.put_last(None)
    emptied, rows, begun = listed(ask)
    held = {id_: len(frame) for id_, frame in state.ledgers.items() if len(frame)}
    said = "、".join(f"{schema.ledger(id_).title}（上年） {held[id_]} 行" for id_ in held)
    assert rows["said"] == [f"导入了“2009年台账.xlsx”：{said}"]
    assert rows["parts"] == []
    assert (begun["said"], emptied["said"]) == (["建立"], [])
    assert len(emptied["parts"]) == len(held)


def test_the_rows_of_last_year_that_make_a_draft_of_a_sample_are_told_too(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = ledger.empty_all() | {"welfare": state.ledgers["welfare"]}
    state.put_last(last, "2009年台账.xlsx")
    rows, begun = listed(asker(state, monkeypatch))
    assert rows["said"] == ["导入了“2009年台账.xlsx”：慰问台账（上年） 7 行"]
    assert begun["said"] == ["建立"]


def test_the_rows_of_the_half_year_are_told_with_its_name(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.write("welfare", "一稿。")
    row = {"date": "2010-05", "category": "送温暖", "beneficiary_kind": "困难职工", "persons": 3}
    half = Whole(replace(state.draft, half=1), ledger.empty_all() | make(welfare=[row, row]))
    assert state.take_half(half, "上半年总结") == 2
    said = [line["said"] for line in listed(asker(state, monkeypatch))]
    assert ["导入了“上半年总结”：慰问台账 2 行"] in said


def test_changes_of_money_say_how_much(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "一稿。")
    step = listed(ask)[0]["step"]
    rows = ledger.frame(
        "fund",
        [
            {
                "date": "2026-03-08",
                "direction": "支出",
                "account": "职工活动支出",
                "amount_yuan": Decimal(3000),
            }
        ],
    )
    fund = ledger.combine("append", "fund", state.ledgers["fund"], rows).frame
    state.put_ledgers({"fund": fund})
    (part,) = ask("compare", before=step, after=None)["parts"]
    assert [row[2] for row in part["rows"]] == ["2026-03-08，支出，职工活动支出，金额 3000元"]


def test_a_signed_draft_is_not_brought_back(
    state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "一稿。")
    step = store.load(state.id).step
    state.write("welfare", "二稿。")
    lifecycle.sign(store, state.id)
    lifecycle.reopen(store, state.id, "数字有更正")
    lifecycle.sign(store, state.id)
    with pytest.raises(Refused, match="已定稿"):
        ask("restore", step=step)
    said = [words for line in listed(ask) for words in line["said"]]
    assert said[:3] == ["定稿", "取消定稿，原因：数字有更正", "定稿"]


def test_an_export_is_told_in_an_officers_words(
    state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "一稿。")
    lifecycle.exported(store, state.id, "PDF 文件，空缺 2 处，数字 9f772e01")
    lifecycle.exported(store, state.id, "草稿文件")
    said = [words for line in listed(ask) for words in line["said"]]
    assert said[:2] == ["导出了草稿文件", "导出了 PDF 文件，空缺 2 处"]
    lifecycle.exported(store, state.id, "草稿文件，数字 9f772e01")
    assert listed(ask)[0]["said"][0] == "导出了草稿文件（2 次）"


def test_characters_are_counted_as_beside_the_editor(
    state: State, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asker(state, monkeypatch)
    state.write("welfare", "")
    clock.append(1)
    text = "## 慰问\n\n全年走访慰问 **{{慰问.送温暖.人次}}** 人次。"
    state.write("welfare", text)
    title = state.section("welfare").title
    assert listed(ask)[0]["parts"] == [f"“{title}”添了 {enough.length(text)} 字"]
    clock.append(2)
    state.write("welfare", f"{text}\n\n![各月](chart:慰问.按月)")
    assert listed(ask)[0]["parts"] == [f"“{title}”改了图表或写法"]
