from __future__ import annotations

import datetime as dt

import pytest

from tests.widgets.asking import Asker, Refused
from widgets.ledger import LedgerView
from widgets.numbers import Numbers
from widgets.past import goes
from widgets.section import SectionView
from widgets.state import State
from zongjie.draft import Section
from zongjie.store import Store, history, when
from zongjie.store.values import Revision

START = dt.datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - local time, as the store gives it


def revision(number: int, minutes: int, by: str = "王芳", size: int = 0) -> Revision:
    return Revision("section:a", number, number, by, START + dt.timedelta(minutes=minutes), size)


def test_what_was_written_in_one_go_is_one_version() -> None:
    found = goes(
        [
            revision(9, 60),
            revision(8, 59),
            revision(6, 57),
            revision(5, 56, "李四"),
            revision(4, 55),
            revision(1, 0),
        ]
    )
    assert [(go.last.number, go.before) for go in found] == [(9, 5), (5, 4), (4, 1), (1, None)]
    long = goes([revision(40 - minute, 40 - minute) for minute in range(40)])
    assert [go.last.number for go in long] == [40, 30, 20, 10]
    assert goes([]) == []
    back = goes([revision(3, 2), revision(2, 1), revision(1, 0)], turns={2})
    assert [(go.last.number, go.before) for go in back] == [(3, 1), (1, None)]


def test_what_stood_before_much_was_taken_out_is_a_version_of_its_own() -> None:
    sizes = [500, 480, 300, 310, 290]
    found = goes([revision(9 - at, 9, size=size) for at, size in enumerate(reversed(sizes))])
    assert [(go.last.number, go.before) for go in found] == [(9, 6), (6, None)]


def test_a_paragraph_that_is_deleted_at_once_can_be_brought_back(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(section(state), monkeypatch)
    for text in ("写了一句。", "写了一句。又写了很长很长的一句话，占了一整行还多。", ""):
        ask("write", text=text)
    versions = ask("past")["versions"]
    assert len(versions) == 2  # what was written, and what is left of it
    ask("restore", number=versions[1]["number"])
    assert state.text("welfare").endswith("占了一整行还多。")


def section(state: State) -> SectionView:
    place = Section("welfare", "帮扶送温暖")
    return SectionView(state, place, state.spec("welfare"), Numbers(state))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The hour it is; each entry is added to the time there was."""
    hours = [0]
    real = when.now()
    monkeypatch.setattr(when, "now", lambda: real + sum(hours) * 3600 * 1000)
    return hours


def test_a_section_is_brought_back_as_it_was(
    state: State, store: Store, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(section(state), monkeypatch)
    assert ask("past") == {"versions": []}
    state.write("welfare", "全年慰问{{慰问.送温暖.人次}}人次。")
    clock.append(1)
    state.write("welfare", "全年走访慰问{{慰问.送温暖.人次}}人次。")
    versions = ask("past")["versions"]
    assert [version["now"] for version in versions] == [True, False]
    assert versions[0]["by"] == "本机"
    assert ask("version", **versions[0])["pieces"] == [
        ["same", "全年"],
        ["added", "走访"],
        ["same", "慰问278人次。"],
    ]
    assert ask("version", **versions[1])["pieces"] == [["added", "全年慰问278人次。"]]
    ask("restore", number=versions[1]["number"])
    assert state.text("welfare") == "全年慰问{{慰问.送温暖.人次}}人次。"
    kept = store.load(state.id).draft.section("welfare")
    assert kept is not None
    assert kept.text == state.text("welfare")
    state.write("welfare", "接着写。")  # after what was brought back, not over it
    assert not state.keeping.unsaved


def test_a_chart_that_came_into_a_text_is_told_in_words(
    state: State, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(section(state), monkeypatch)
    state.write("welfare", "见下图。")
    clock.append(1)
    state.write("welfare", "见下图。\n\n![各月](chart:慰问.按月)")
    new, old = (version["number"] for version in ask("past")["versions"])
    pieces = ask("version", number=new, before=old)["pieces"]
    assert ["added", "\n\n［图］各月（慰问·按月）"] in pieces


def test_a_ledger_is_brought_back_as_it_was(
    state: State, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = LedgerView(state, "welfare")
    ask = Asker(view, monkeypatch)
    frame = state.ledgers["welfare"]
    state.put_ledgers({"welfare": frame})
    clock.append(1)
    state.put_ledgers({"welfare": frame.iloc[:-2]})
    versions = ask("past")["versions"]
    told = ask("version", **versions[0])
    assert told["told"] == "删了 2 行"
    assert [row[:2] for row in told["rows"]] == [
        ["removed", number] for number in (len(frame) - 1, len(frame))
    ]
    ask("restore", number=versions[1]["number"])
    assert len(state.ledgers["welfare"]) == view.props["total"] == len(frame)


def test_a_named_version_ends_a_go_and_is_told_by_its_name(
    state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(section(state), monkeypatch)
    state.write("welfare", "一。")
    history.keep_version(store, state.id, "送审稿")
    state.write("welfare", "一。二。")
    assert [one["names"] for one in ask("past")["versions"]] == [[], ["送审稿"]]


def test_what_is_not_saved_yet_is_not_replaced_by_an_older_version(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = section(state)
    ask = Asker(view, monkeypatch)
    state.write("welfare", "一。")
    state.keeping.unsaved.add(view.part)
    with pytest.raises(Refused, match="没存上"):
        ask("restore", number=1)


def test_a_version_that_is_no_longer_kept_is_said_so(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(section(state), monkeypatch)
    state.write("welfare", "一。")
    with pytest.raises(Refused, match="已经不在了"):
        ask("version", number=99, before=None)
