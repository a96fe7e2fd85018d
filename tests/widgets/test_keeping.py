"""Two pages on one draft, as two officers or two tabs have them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pandas as pd
import pytest

from tests.ledgers import make
from tests.stores import opened
from tests.widgets.asking import Asker, Refused
from widgets import following
from widgets.finish import ExportView
from widgets.keeping import Choice
from widgets.ledger import LedgerView
from widgets.numbers import Numbers
from widgets.profile import filled
from widgets.progress import ProgressView
from widgets.section import SectionView
from widgets.state import State
from zongjie.draft import Draft, Section
from zongjie.errors import DraftError, StoreError
from zongjie.store import (
    NotAllowed,
    Person,
    SignedDraft,
    StalePart,
    Store,
    history,
    ledger_part,
    lifecycle,
    section_part,
    units,
)
from zongjie.store.values import Saved

WELFARE = section_part("welfare")
BASE = "一是慰问。二是助学。"


@pytest.fixture
def id_(store: Store) -> str:
    row = {"date": "2026-02", "category": "送温暖"}
    rows = [{**row, "persons": number} for number in (3, 4, 5)]
    sections = (Section("welfare", "帮扶送温暖", BASE), Section("plan", "打算", "一。"))
    draft = Draft("large_factory", "某某厂工会", 2026, sections=sections)
    return store.create(draft, make(welfare=rows))


@pytest.fixture
def mine(store: Store, id_: str) -> State:
    page = State("large_factory", store, waiting=True)
    page.show(id_)
    return page


@pytest.fixture
def theirs(tmp_path: Path, id_: str) -> Iterator[State]:
    """The same draft in another program, written by somebody with a name."""
    with opened(tmp_path) as store:
        page = State("large_factory", store.seen_by(Person("", "王芳", alone=True)), waiting=True)
        page.show(id_)
        yield page


def kept(store: Store, id_: str) -> str:
    section = store.load(id_).draft.section("welfare")
    assert section is not None
    return section.text


def refused(ask: Asker, action: str, **detail: object) -> str:
    """What the officer is told instead of an answer."""
    with pytest.raises(Refused) as told:
        ask(action, **detail)
    return str(told.value)


def look(page: State) -> None:
    page.take(page.keeping.look())


def persons(frame: pd.DataFrame) -> list[int]:
    return frame["persons"].astype(int).tolist()


def section(page: State) -> SectionView:
    return SectionView(page, Section("welfare", "帮扶送温暖"), page.spec("welfare"), Numbers(page))


def test_what_others_save_shows_here(mine: State, theirs: State) -> None:
    told: list[frozenset[str]] = []
    mine.watch(told.append)
    theirs.write("welfare", BASE + "三是互助。")
    theirs.put_ledgers({"welfare": theirs.ledgers["welfare"].iloc[:2]})
    look(mine)
    assert mine.text("welfare") == BASE + "三是互助。"
    assert len(mine.ledgers["welfare"]) == 2
    assert mine.figures["慰问.人数"].value == 7
    assert {"text:welfare", "ledgers"} <= frozenset().union(*told)
    told.clear()
    look(mine)
    assert told == []


def test_different_sentences_are_put_together(
    mine: State, theirs: State, store: Store, id_: str
) -> None:
    theirs.write("welfare", "一是走访慰问。二是助学。")
    mine.write("welfare", BASE + "三是互助。", BASE)
    both = "一是走访慰问。二是助学。三是互助。"
    assert kept(store, id_) == mine.text("welfare") == both
    look(theirs)
    assert theirs.text("welfare") == both


def test_what_is_typed_over_an_older_text_is_put_together_with_the_newer(
    mine: State, theirs: State, store: Store, id_: str
) -> None:
    theirs.write("welfare", "一是走访慰问。二是助学。")
    look(mine)  # while the officer goes on typing in the old text
    mine.write("welfare", BASE + "三是互助。", BASE)
    assert kept(store, id_) == "一是走访慰问。二是助学。三是互助。"


@pytest.mark.parametrize("looked", [True, False])
@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        ("mine", "一是节日慰问。二是助学。"),
        ("theirs", "一是走访慰问。二是助学。"),
        ("both", "一是走访慰问。一是节日慰问。二是助学。"),
    ],
)
def test_of_two_ways_to_write_a_sentence_one_is_chosen_and_both_are_kept(  # noqa: PLR0917
    choice: str,
    stands: str,
    looked: bool,
    mine: State,
    theirs: State,
    store: Store,
    id_: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = section(mine)
    ask = Asker(view, monkeypatch)
    theirs.write("welfare", "一是走访慰问。二是助学。")
    if looked:
        look(mine)
    said = refused(ask, "write", text="一是节日慰问。二是助学。", over=BASE)
    assert "王芳" in said
    assert "还没有存" in said
    assert kept(store, id_) == "一是走访慰问。二是助学。"
    assert view.props["text"] == "一是节日慰问。二是助学。"
    assert view.props["clash"]["who"] == "王芳"
    assert view.props["clash"]["texts"] == [
        [["same", "一是"], ["own", "节日"], ["same", "慰问。二是助学。"]],
        [["same", "一是"], ["own", "走访"], ["same", "慰问。二是助学。"]],
    ]
    assert ProgressView(mine).props["saved"] == "有两份内容，请选一份"

    ask("settle", choice=choice)
    assert view.props["clash"] is None
    assert kept(store, id_) == view.props["text"] == stands
    revisions = history.of_part(store, id_, WELFARE)
    texts = {history.content(store, id_, WELFARE, each.number).text for each in revisions}  # type: ignore[union-attr]
    given_up = {"一是走访慰问。二是助学。"} | (
        {"一是节日慰问。二是助学。"} if choice != "both" else set()
    )
    assert given_up <= texts


def test_a_save_that_fails_after_both_were_put_together_loses_neither(
    mine: State, theirs: State, store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs.write("welfare", "一是走访慰问。二是助学。")
    save = store.save

    def full(*args: object, **kwargs: object) -> Saved:
        monkeypatch.setattr(store, "save", once_more)
        return save(*args, **kwargs)  # type: ignore[arg-type]

    def once_more(*_: object, **__: object) -> Saved:
        raise StoreError("没有存上，磁盘可能满了")

    monkeypatch.setattr(store, "save", full)
    with pytest.raises(StoreError, match="磁盘"):
        mine.write("welfare", "一是慰问。二是助学。三是保障。")
    monkeypatch.setattr(store, "save", save)
    mine.retry()
    assert kept(store, id_) == mine.text("welfare") == "一是走访慰问。二是助学。三是保障。"


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_what_others_wrote_while_one_was_choosing_stays(
    choice: Choice, mine: State, theirs: State, store: Store, id_: str
) -> None:
    theirs.write("welfare", "一是走访慰问。二是助学。")
    with pytest.raises(StalePart):
        mine.write("welfare", "一是节日慰问。二是助学。", BASE)
    theirs.write("welfare", "一是走访慰问。二是助学。三是保障。")
    mine.settle(WELFARE, choice)
    text = kept(store, id_)
    assert text.endswith("二是助学。三是保障。")
    assert ("一是走访慰问。" in text) == (choice != "mine")
    assert mine.text("welfare") == text


def test_what_is_given_up_never_stands_there(
    mine: State, theirs: State, store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs.write("welfare", "他写的。")
    with pytest.raises(StalePart):
        mine.write("welfare", "我写的。", BASE)

    def dies(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr("zongjie.store.drafts.describe", dies)
    with pytest.raises(SystemExit):
        mine.settle(WELFARE, "theirs")
    assert kept(store, id_) == "他写的。"
    assert mine.keeping.unsaved == {WELFARE}


def test_while_nothing_is_chosen_nothing_of_it_is_saved(
    mine: State, theirs: State, store: Store, id_: str
) -> None:
    theirs.write("welfare", "他写的。")
    with pytest.raises(StalePart):
        mine.write("welfare", "我写的。", BASE)
    with pytest.raises(StalePart):
        mine.write("welfare", "我写的。又写了。", "我写的。")
    mine.retry()
    mine.write("plan", "别的一节照样存。")
    assert kept(store, id_) == "他写的。"
    plan = store.load(id_).draft.section("plan")
    assert plan is not None
    assert plan.text == "别的一节照样存。"
    look(mine)
    assert mine.text("welfare") == "我写的。又写了。"
    mine.settle(WELFARE, "mine")
    assert kept(store, id_) == "我写的。又写了。"
    mine.settle(WELFARE, "theirs")  # pressed twice
    assert kept(store, id_) == "我写的。又写了。"


def test_an_unknown_choice_changes_nothing(
    mine: State, theirs: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs.write("welfare", "他写的。")
    ask = Asker(section(mine), monkeypatch)
    refused(ask, "write", text="我写的。", over=BASE)
    assert "请刷新页面" in refused(ask, "settle", choice="none")
    assert WELFARE in mine.keeping.clashes


def test_different_rows_are_put_together_and_one_row_is_chosen(
    mine: State, theirs: State, store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = LedgerView(mine, "welfare")
    ask = Asker(view, monkeypatch)

    def put(page: State, row: int, number: int) -> None:
        frame = page.ledgers["welfare"].copy()
        frame.loc[row, "persons"] = number
        page.put_ledgers({"welfare": frame})

    put(theirs, 1, 30)
    put(mine, 3, 50)
    assert persons(store.load(id_).ledgers["welfare"]) == [30, 4, 50]
    look(theirs)
    put(theirs, 2, 40)
    with pytest.raises(StalePart):
        put(mine, 2, 41)
    assert view.props["clash"]["did"] == "改了 1 行"
    assert "不能接在一起" in refused(ask, "settle", choice="both")
    with pytest.raises(StalePart):
        put(mine, 2, 42)
    ask("settle", choice="theirs")
    assert view.props["clash"] is None
    assert persons(mine.ledgers["welfare"]) == [30, 40, 50]
    part = ledger_part("welfare")
    numbers = [revision.number for revision in history.of_part(store, id_, part)]
    given_up = history.content(store, id_, part, numbers[1])
    assert isinstance(given_up, pd.DataFrame)
    assert persons(given_up) == [30, 42, 50]


def test_a_cell_typed_into_older_rows_is_put_into_the_newer(
    mine: State, theirs: State, store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = LedgerView(mine, "welfare")
    ask = Asker(view, monkeypatch)
    base = view.props["version"]
    theirs.put_ledgers({"welfare": theirs.ledgers["welfare"].iloc[:2]})
    look(mine)
    step = {"op": "set", "row": 1, "column": "persons", "raw": "30"}
    answer = ask("change", base=base, steps=[step])
    assert answer["version"] != view.props["version"]  # the grid asks for all rows then
    assert persons(store.load(id_).ledgers["welfare"]) == [30, 4]
    gone = {"op": "set", "row": 3, "column": "persons", "raw": "50"}
    assert "换成新的内容" in refused(ask, "change", base=base, steps=[gone])
    assert "换成新的内容" in refused(ask, "change", base=-1, steps=[step])


def test_different_fields_are_put_together_and_the_same_one_is_told(
    mine: State, theirs: State, store: Store, id_: str
) -> None:
    theirs.fill(filled(theirs.draft, "author", "王芳"))
    mine.fill(filled(mine.draft, "year", "2025"))
    found = store.load(id_).draft
    assert (found.author, found.year) == ("王芳", 2025)
    assert mine.draft.author == "王芳"
    look(theirs)
    assert theirs.figures.period.year == 2025
    theirs.fill(filled(theirs.draft, "unit", "某某总厂工会"))
    with pytest.raises(DraftError, match="王芳刚改了这一项"):
        mine.fill(filled(mine.draft, "unit", "某某分厂工会"))
    assert mine.draft.unit == "某某总厂工会"
    assert not mine.keeping.unsaved


def test_last_years_ledgers_come_along(mine: State, theirs: State) -> None:
    theirs.put_last(make(welfare=[{"date": "2025-02", "category": "送温暖", "persons": 9}]))
    look(mine)
    assert mine.figures.last is not None
    assert mine.figures.last["慰问.人数"].value == 9
    theirs.put_last(None)
    look(mine)
    assert mine.last is None


def test_a_page_that_looks_again_and_again_saves_what_could_not_be_saved(
    mine: State, theirs: State, store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreError("没有存上（磁盘满了）")

    with monkeypatch.context() as full:
        full.setattr(store, "save", refuse)
        with pytest.raises(StoreError):
            mine.write("welfare", "写了。")
        asyncio.run(following.look(mine))
    assert ProgressView(mine).props["saved"] == "还没有存上"
    theirs.write("plan", "他写的。")
    asyncio.run(following.look(mine))
    assert kept(store, id_) == "写了。"
    assert mine.text("plan") == "他写的。"


def test_a_page_whose_draft_is_in_the_bin_says_so(mine: State, store: Store) -> None:
    lifecycle.discard(store, mine.id)
    asyncio.run(following.look(mine))
    assert "没有找到这份总结" in ProgressView(mine).props["trouble"]


def test_what_goes_wrong_while_looking_ends_nothing(
    mine: State, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ValueError("unforeseen")

    monkeypatch.setattr(mine.keeping, "look", fail)
    asyncio.run(following.look(mine))
    assert "unforeseen" in capfd.readouterr().err


def test_a_signed_draft_is_not_changed(theirs: State, store: Store, id_: str) -> None:
    lifecycle.sign(store, id_)
    with pytest.raises(SignedDraft):
        theirs.write("welfare", "还想改。")
    assert kept(store, id_) == BASE


def test_the_page_goes_by_the_name_its_officers_gave(store: Store, id_: str) -> None:
    lifecycle.rename(store, id_, "送审一稿")
    state = State("large_factory", store)
    bar = ProgressView(state)
    assert bar.props["title"].endswith("年总结")
    state.open(id_)
    assert bar.props["title"] == "送审一稿"


def test_a_name_given_elsewhere_is_followed(mine: State, store: Store, id_: str) -> None:
    bar = ProgressView(mine)
    lifecycle.rename(store, id_, "送审二稿")
    asyncio.run(following.look(mine))
    assert bar.props["title"] == "送审二稿"


def changes(page: State) -> tuple[Callable[[], None], ...]:
    """Everything by which a page changes its draft."""
    return (
        lambda: page.write("welfare", "还想改。"),
        lambda: page.keep("welfare", "慰问.人数=3人"),
        lambda: page.fill(filled(page.draft, "unit", "别的工会")),
        lambda: page.put_ledgers({"welfare": page.ledgers["welfare"].iloc[:1]}),
        lambda: page.put_last(dict(page.ledgers)),
    )


def test_a_reader_is_told_so_and_nothing_is_taken_in(store: Store) -> None:
    owner = store.seen_by(Person("wang"))
    unit = units.found(owner, "某某厂工会")
    id_ = owner.create(Draft("large_factory", "某某厂工会", 2026), make(), unit=unit)
    units.grant(owner, unit, "li", "reader")
    page = State("large_factory", store.seen_by(Person("li")), waiting=True)
    page.show(id_)
    bar, view = ProgressView(page), section(page)
    assert bar.props["notice"].startswith("您没有修改这份总结的权限")
    assert (bar.props["next"], view.locked) == (None, bar.props["notice"])
    for change in changes(page):
        with pytest.raises(NotAllowed, match="负责人"):
            change()
    units.grant(owner, unit, "li", "writer")
    lifecycle.rename(owner, id_, "送审稿")
    asyncio.run(following.look(page))
    assert (bar.props["notice"], view.locked) == ("", "")
    page.write("welfare", "还想改。")


def test_a_signed_draft_says_so_and_takes_nothing_in(mine: State, store: Store, id_: str) -> None:
    bar, view = ProgressView(mine), section(mine)
    lifecycle.sign(store, id_)
    asyncio.run(following.look(mine))
    assert "已定稿，不能改" in bar.props["notice"]
    assert (bar.props["next"], bar.locked, view.locked) == (None, *[bar.props["notice"]] * 2)
    profile, ledgers = mine.draft, dict(mine.ledgers)
    for change in changes(mine):
        with pytest.raises(SignedDraft, match="取消定稿"):
            change()
    assert (mine.draft, mine.ledgers, mine.last) == (profile, ledgers, None)
    lifecycle.reopen(store, id_, "数字有更正")
    asyncio.run(following.look(mine))
    assert (bar.props["notice"], bar.locked, view.locked) == ("", "", "")
    assert bar.props["next"]
    mine.write("welfare", "还想改。")
    assert kept(store, id_) == "还想改。"


def test_the_page_that_says_it_is_signed_reopens_it(
    mine: State, store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, files = ProgressView(mine), ExportView(mine)
    assert Asker(files, monkeypatch)("sign", sure=True) == {}
    assert bar.props["reopens"]
    assert "取消定稿" in bar.locked
    ask = Asker(bar, monkeypatch)
    with pytest.raises(Refused, match="没有写原因"):
        ask("reopen", words=" ")
    ask("reopen", words="数字有更正")
    assert (bar.props["reopens"], bar.locked, files.locked) == (False, "", "")
    mine.write("welfare", "还想改。")
    assert kept(store, id_) == "还想改。"


def test_what_is_not_saved_is_not_signed(
    mine: State, store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setattr(store, "save", mock.Mock(side_effect=StoreError("磁盘满了")))
        with pytest.raises(StoreError, match="磁盘满了"):
            mine.write("welfare", "还没有存上。")
    with pytest.raises(Refused, match="存上以后再定稿"):
        Asker(ExportView(mine), monkeypatch)("sign", sure=True)
    assert not store.load(id_).signed


def test_who_only_writes_is_told_who_reopens_it(store: Store) -> None:
    owner, writer = store.seen_by(Person("wang")), store.seen_by(Person("li"))
    unit = units.found(owner, "某某厂工会")
    units.grant(owner, unit, "li", "writer")
    id_ = owner.create(Draft("large_factory", "某某厂工会", 2026), {}, unit=unit)
    page = State("large_factory", writer)
    page.open(id_)
    bar, files = ProgressView(page), ExportView(page)
    assert not files.props["signs"]
    lifecycle.sign(owner, id_)
    asyncio.run(following.look(page))
    assert not bar.props["reopens"]
    assert bar.props["notice"].endswith("请找本单位总结的负责人取消定稿。")


def test_what_was_typed_as_a_draft_was_signed_is_saved_once_it_is_reopened(
    mine: State, store: Store, id_: str
) -> None:
    lifecycle.sign(store, id_)
    with pytest.raises(SignedDraft):
        mine.write("welfare", "正在写。")
    asyncio.run(following.look(mine))
    assert (mine.text("welfare"), kept(store, id_)) == ("正在写。", BASE)
    lifecycle.reopen(store, id_, "没写完")
    asyncio.run(following.look(mine))
    assert kept(store, id_) == "正在写。"


def test_a_store_that_cannot_be_opened_is_said_when_it_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ZONGJIE_STORE", "mysql://somewhere")
    page = State("large_factory", waiting=True)
    page.keeping.warm()
    page.show("A" * 16)
    assert "mysql" in page.trouble


def test_while_others_go_on_saving_it_is_tried_only_so_often(
    mine: State, theirs: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = store.save

    def outrun(id_: str, part: str, expected: int, content: object, **more: object) -> object:
        numbers.append(len(numbers))
        theirs.write("plan", f"{len(numbers)}。")
        return save(id_, part, expected, content, **more)  # type: ignore[arg-type]

    numbers: list[int] = []
    monkeypatch.setattr(store, "save", outrun)
    with pytest.raises(StoreError, match="好几个人"):
        mine.write("plan", "一。\n我写的。", "一。")


def test_who_else_has_the_draft_open_is_shown(
    mine: State, theirs: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in (mine, theirs):
        page.place(Section("welfare", "帮扶送温暖"))
    here, there = (Asker(ProgressView(page), monkeypatch) for page in (mine, theirs))

    def seen(ask: Asker, step: str) -> str:
        return str(ask("here", step=step, tab=str(id(ask)))["others"])

    assert seen(here, "title") == ""
    assert seen(there, "welfare") == "另一个窗口也开着这份总结"
    assert seen(here, "ledger-welfare") == "王芳正在写“帮扶送温暖”"
    assert seen(there, "export") == "另一个窗口正在看慰问台账"


def test_who_else_is_here_is_no_trouble_while_the_store_is(
    mine: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreError("别的程序正占用")

    monkeypatch.setattr(store, "present", busy)
    assert Asker(ProgressView(mine), monkeypatch)("here", step="title", tab="x") == {"others": ""}


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_what_is_given_up_is_found_among_the_earlier_versions(
    choice: str, mine: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as store:  # another window of the same officer, in the same minute
        other = State("large_factory", store, waiting=True)
        other.show(mine.id)
        other.write("welfare", "一是走访慰问。二是助学。")
    ask = Asker(section(mine), monkeypatch)
    refused(ask, "write", text="一是节日慰问。二是助学。", over=BASE)
    ask("settle", choice=choice)
    shown = [
        "".join(text for kind, text in ask("version", **version)["pieces"] if kind != "removed")
        for version in ask("past")["versions"]
    ]
    assert {"一是走访慰问。二是助学。", "一是节日慰问。二是助学。"} <= set(shown)
