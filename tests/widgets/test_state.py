from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.ledgers import make
from widgets.progress import ProgressView
from widgets.state import State
from zongjie.draft import Draft, Section
from zongjie.errors import DraftError, SchemaError, StoreError
from zongjie.period import Period
from zongjie.store import Store, ledger_part, section_part


def test_without_a_draft_the_sample_is_shown_and_nothing_is_kept(
    state: State, store: Store
) -> None:
    assert state.figures["慰问.送温暖.人次"].value == 278
    assert state.id == ""
    assert store.entries() == ()


def test_the_first_change_makes_a_copy_of_the_sample(state: State, store: Store) -> None:
    state.place(Section("welfare", "帮扶送温暖与普惠服务"))
    state.write("welfare", "改过了。")
    assert state.keeping.saved
    kept = store.load(state.id).draft.section("welfare")
    assert kept is not None
    assert kept.text == "改过了。"
    assert State("large_factory", store).text("welfare") != "改过了。"


def test_a_kept_draft_is_opened_again(state: State, store: Store) -> None:
    state.write("welfare", "改过了。")
    again = State("large_factory", store)
    again.open(state.id)
    assert again.text("welfare") == "改过了。"
    assert again.figures == state.figures


def test_changed_ledgers_change_the_figures_at_once(state: State) -> None:
    told: list[frozenset[str]] = []
    state.watch(told.append)
    state.put_ledgers({"welfare": make()["welfare"]})
    assert "慰问.送温暖.人次" not in state.figures
    assert state.figures["活动.次数"].value == 24
    assert frozenset({"ledgers"}) in told


def last_year() -> dict[str, pd.DataFrame]:
    row = {"date_start": "2010-03-08", "category": "文体活动", "name": "比赛", "organiser": "本会"}
    return make(activity=[row])


def test_last_years_ledgers_stand_beside_this_years_and_stay(state: State, store: Store) -> None:
    told: list[frozenset[str]] = []
    state.watch(told.append)
    state.put_last(last_year())
    assert state.figures.last is not None
    assert state.figures.last["活动.次数"].value == 1
    assert state.figures["活动.次数"].value == 24
    assert frozenset({"ledgers"}) in told
    again = State("large_factory", store)
    again.open(state.id)
    assert again.figures.last == state.figures.last
    again.put_last(None)
    assert not again.keeping.unsaved
    assert store.load(state.id).last is None


def test_in_another_year_last_year_is_another_one(state: State) -> None:
    state.put_last(last_year())
    state.fill(replace(state.draft, year=2012))
    assert state.figures.last is not None
    assert state.figures.last.period == Period(2011)
    assert "活动.次数" not in state.figures.last


def test_another_year_counts_other_rows(state: State) -> None:
    state.fill(replace(state.draft, year=2012))
    assert state.figures.period == Period(2012)
    assert "活动.次数" not in state.figures


def test_the_same_text_again_is_no_change(state: State, store: Store) -> None:
    state.write("welfare", state.text("welfare"))
    assert store.entries() == ()


def test_the_document_follows_the_order_of_the_cells_and_loses_no_text(state: State) -> None:
    state.place(Section("plan", "下一年工作打算"))
    state.place(Section("volunteer", "志愿服务"))
    document = state.document
    assert [section.id for section in document.sections[:2]] == ["plan", "volunteer"]
    assert {section.id for section in state.draft.sections} <= {
        section.id for section in document.sections
    }


def test_a_cell_run_again_takes_its_new_title_and_keeps_its_place(state: State) -> None:
    for title in ("志愿服务", "公益服务"):
        state.place(Section("volunteer", title))
        state.place(Section("plan", "下一年工作打算"))
    assert [place.title for place in state.outline] == ["公益服务", "下一年工作打算"]


def test_an_order_and_a_title_of_its_own_go_before_the_notebooks(state: State) -> None:
    for id_, title in (("culture", "文体活动"), ("plan", "打算"), ("signature", "落款")):
        state.place(Section(id_, title))
    told: list[frozenset[str]] = []
    state.watch(told.append)
    state.write("plan", state.text("plan"), title="明年怎么办")
    assert any("outline" in topics for topics in told)
    state.arrange(("plan", "culture"))
    outline = [(place.id, place.title) for place in state.outline]
    assert outline == [("plan", "明年怎么办"), ("culture", "文体活动"), ("signature", "落款")]
    assert [one.id for one in state.document.sections][:2] == ["plan", "culture"]
    assert state.document.sections[0].title == "明年怎么办"

    # the cells move and are renamed: what is the draft's own stays, also when it is opened again
    state.place(Section("plan", "下一年"))
    state.write("plan", "再办两次。")
    again = State("large_factory", state.keeping.store)
    for id_ in ("signature", "culture", "plan"):
        again.place(Section(id_, id_))
    again.open(state.id)
    assert [(place.id, place.title) for place in again.outline] == [
        ("plan", "明年怎么办"),
        ("culture", "culture"),
        ("signature", "signature"),
    ]

    # and the notebook's is taken again
    again.arrange(())
    again.write("plan", again.text("plan"), title="plan")
    assert [place.title for place in again.outline] == ["signature", "culture", "plan"]


def test_the_notebooks_own_order_is_no_order_of_the_drafts(state: State) -> None:
    for id_ in ("culture", "plan"):
        state.place(Section(id_, id_))
    state.arrange(("culture", "plan"))
    assert not state.draft.order
    amid = ("culture", "new", "plan")
    state.arrange(amid)
    assert state.draft.order == amid


def test_a_section_without_a_cell_keeps_its_title(state: State) -> None:
    state.write("volunteer", "做了三次。", title="志愿服务")
    state.write("volunteer", "做了四次。")
    assert state.draft.section("volunteer") == Section("volunteer", "志愿服务", "做了四次。")


def test_who_the_eye_waits_for_is_told_first(state: State) -> None:
    told: list[str] = []
    state.watch(lambda _: told.append("text"))
    state.watch(lambda _: told.append("chart"), first=True)
    state.tell("ledgers")
    assert told == ["chart", "text"]


def test_a_watcher_that_left_hears_no_more(state: State) -> None:
    told: list[frozenset[str]] = []
    state.watch(told.append)
    state.unwatch(told.append)
    state.tell("text")
    assert told == []


def test_an_unknown_genre_and_draft_are_refused(store: Store) -> None:
    with pytest.raises(SchemaError):
        State("opera", store)
    with pytest.raises(StoreError):
        State("large_factory", store).open("A" * 16)


def test_a_draft_of_another_genre_belongs_to_its_own_notebook(store: Store) -> None:
    id_ = store.create(Draft("school", "某某学校工会", 2026), make())
    with pytest.raises(DraftError, match="首页"):
        State("large_factory", store).open(id_)


def test_what_could_not_be_saved_goes_with_the_next_change(
    state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.write("plan", "第一稿")
    with monkeypatch.context() as full:
        full.setattr(store, "save", refuse)
        with pytest.raises(StoreError):
            state.put_ledgers(make())
        with pytest.raises(StoreError):
            state.write("plan", "第二稿")
    assert {section_part("plan"), ledger_part("activity")} <= state.keeping.unsaved
    state.write("plan", "第二稿")
    assert not state.keeping.unsaved
    kept = store.load(state.id)
    assert kept.ledgers["activity"].empty
    assert [section.text for section in kept.draft.sections if section.id == "plan"] == ["第二稿"]


def test_a_save_that_did_not_work_is_told(
    state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress = ProgressView(state)
    state.write("plan", "第一稿")
    assert progress.props["saved"] == f"已保存 {state.keeping.saved}"
    monkeypatch.setattr(store, "save", refuse)
    with pytest.raises(StoreError):
        state.write("plan", "第二稿")
    assert progress.props["saved"] == "还没有存上"


def refuse(*_: object, **__: object) -> None:
    raise StoreError("没有存上（磁盘满了）")


def test_rows_of_others_tell_of_ledgers_and_nothing_else(state: State, store: Store) -> None:
    state.write("welfare", "一。")
    rows = state.ledgers["welfare"]
    store.save(state.id, ledger_part("welfare"), 1, rows.iloc[:-1])
    told: list[str] = []
    state.watch(told.extend)
    state.take(state.keeping.look())
    assert told == ["ledgers"]
    assert len(state.ledgers["welfare"]) == len(rows) - 1


def test_a_whole_draft_comes_back_at_once(state: State, store: Store) -> None:
    state.write("welfare", "一。")
    step = store.load(state.id).step
    rows, year = state.ledgers["welfare"], state.draft.year
    state.write("welfare", "二。")
    state.put_ledgers({"welfare": rows.iloc[:-1]})
    state.fill(replace(state.draft, year=year + 1))
    told: list[frozenset[str]] = []
    state.watch(told.append)
    state.bring_all_back(step)
    assert (state.text("welfare"), state.draft.year) == ("一。", year)
    assert len(state.ledgers["welfare"]) == len(rows)
    assert told == [
        frozenset({"text", "text:welfare", "profile", "ledgers"}),
        frozenset({"saved"}),
    ]
    assert store.load(state.id).draft == state.draft
    state.write("welfare", "接着写。")
    assert not state.keeping.unsaved


def test_what_is_not_saved_is_not_given_up(state: State) -> None:
    state.write("welfare", "一。")
    state.keeping.unsaved.add(section_part("welfare"))
    with pytest.raises(StoreError, match="没存上"):
        state.bring_all_back(1)
    with pytest.raises(StoreError, match="再起名字"):
        state.keeping.name_version("送审稿")
