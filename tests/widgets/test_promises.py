"""What was promised, beside what was done; and going on from what was written before."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from tests.store.examples import DRAFT
from tests.widgets.asking import Asker, Refused
from tests.widgets.test_compare import last_year
from widgets import checks
from widgets.compare import CompareView
from widgets.home import HomeView
from widgets.section import SectionView
from widgets.state import State
from widgets.workbook import Workbook
from zongjie import document, portable
from zongjie.draft import Section
from zongjie.earlier import Answer
from zongjie.export import export
from zongjie.figures import Figures
from zongjie.store import Store, earlier_part, history, lifecycle

PLAN = Section(
    "plan",
    "下一年工作打算",
    "1．举办职工乒乓球赛。由工会办公室负责。\n\n2．规范慰问登记。6月底前完成。",
)
SAME = "各协会分头活动，使爱好不同的职工都有活动可以选择。"
THEN = replace(DRAFT, year=2010, sections=(PLAN, Section("culture", "文体活动与职工文化", SAME)))


def as_zip(draft: object = THEN) -> bytes:
    target = io.BytesIO()
    portable.write(draft, last_year(), target)  # type: ignore[arg-type]
    return target.getvalue()


@pytest.fixture
def book(store: Store) -> Workbook:
    book = Workbook("large_factory", store=store)
    for section in ("overview", "culture", "welfare", "plan"):
        book.section(section)
    return book


@pytest.fixture
def state(book: Workbook) -> State:
    return book.state


@pytest.fixture
def ask(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> Asker:
    return Asker(book.compare(), monkeypatch)


def promises(ask: Asker) -> dict[str, dict[str, object]]:
    assert isinstance(ask.view, CompareView)
    return {one["what"]: one for one in ask.view.props["promises"]}


def test_a_draft_file_brings_last_years_ledgers_and_text(ask: Asker, state: State) -> None:
    ask.upload(as_zip(), "去年.zip")
    assert ask.report["said"] == "已用上“去年.zip”的台账和文字。"
    assert state.last is not None
    assert list(promises(ask)) == ["举办职工乒乓球赛", "规范慰问登记"]
    with pytest.raises(Refused, match=r"这是2009年的总结.*请选2010年的总结"):
        ask.upload(as_zip(replace(THEN, year=2009)), "前年.zip")


def test_a_word_file_of_last_year_brings_its_text(
    ask: Asker, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = export(document.build(THEN, Figures(THEN.period, {}, {})), "docx")
    ask.upload(data, "去年的总结.docx")
    assert ask.report["said"] == "已读入“去年的总结.docx”的文字，每一节旁边可以看到。"
    assert list(promises(ask)) == ["举办职工乒乓球赛", "规范慰问登记"]
    assert [one.id for one in state.earlier["year"].draft.sections] == ["plan", "culture"]
    monkeypatch.setattr(state, "draft", replace(state.draft, year=2020))
    with pytest.raises(Refused, match=r"标题写的是.*请选2019年的总结"):
        ask.upload(data, "去年的总结.docx")


def test_an_answer_is_kept_and_ends_the_finding(ask: Asker, state: State, store: Store) -> None:
    ask.upload(as_zip(), "去年.zip")
    about = [one.message for one in checks.remarks(state) if one.step == "compare"]
    assert about == ["去年打算的“规范慰问登记”，今年的总结里还没有交代。"]
    ask("answer", span="year", what="规范慰问登记", state="部分完成", note=" 下半年起 ")
    kept = store.load(state.id).earlier["year"].answers
    assert kept == {"规范慰问登记": Answer("部分完成", "下半年起")}
    assert not [one for one in checks.remarks(state) if one.step == "compare"]
    ask("answer", span="year", what="规范慰问登记", state="", note="")
    assert store.load(state.id).earlier["year"].answers == {}
    first = history.of_part(store, state.id, earlier_part("year"))[1]
    history.bring_back(store, state.id, first.part, first.number)
    state.take(state.keeping.look())
    assert promises(ask)["规范慰问登记"]["state"] == "部分完成"


def test_the_sentence_about_a_promise_is_put_where_it_belongs(ask: Asker, state: State) -> None:
    ask.upload(as_zip(), "去年.zip")
    with pytest.raises(Refused, match="还没有选做得怎样"):
        ask("tell", span="year", what="规范慰问登记", section="welfare")
    ask("answer", span="year", what="规范慰问登记", state="已完成", note="")
    assert promises(ask)["规范慰问登记"]["section"] == "welfare"
    before = state.text("welfare")
    assert "welfare" in ask("tell", span="year", what="规范慰问登记", section="welfare")["step"]
    assert state.text("welfare").startswith(f"{before}\n\n去年打算的“规范慰问登记”，已经完成")
    assert promises(ask)["规范慰问登记"]["told"] == {
        "step": "welfare",
        "label": "帮扶送温暖与普惠服务",
    }


def test_a_promise_is_told_where_its_own_words_are_not_those_of_when_it_is_done(
    ask: Asker, state: State
) -> None:
    # the guide of 劳动竞赛 asks what was 完成, a word of nearly every plan
    state.cells = {"competition": Section("competition", "劳动竞赛与建功立业"), **state.cells}
    ask.upload(as_zip(), "去年.zip")
    assert promises(ask)["规范慰问登记"]["section"] == "welfare"


def test_last_years_words_stand_beside_the_section_and_are_known(
    ask: Asker, state: State, book: Workbook
) -> None:
    ask.upload(as_zip(), "去年.zip")
    view = book.section("culture")
    assert isinstance(view, SectionView)
    assert view.props["earlier"] == [{"when": "去年", "text": SAME}]
    state.write("culture", f"{state.text('culture')}\n\n{SAME}")
    (hint,) = (one for one in view.props["hints"] if one["kind"] == "copied")
    assert view.props["text"][hint["from"] : hint["to"]] == SAME
    state.keep("culture", hint["id"])
    assert [one["kept"] for one in view.props["hints"] if one["kind"] == "copied"] == [True]
    ask("drop")
    assert view.props["earlier"] == []
    assert state.last is None


def test_a_half_year_is_gone_on_from_without_doubling_rows(
    ask: Asker, state: State, store: Store
) -> None:
    unit, ledgers = state.draft.unit, dict(state.ledgers)
    rows = ledgers["activity"]
    half = replace(THEN, unit=unit, year=2011, half=1, genre="half_year")
    more = rows.iloc[:3].copy()
    more["name"] = ["只在半年台账里的一项", *more["name"][1:]]
    id_ = store.create(half, ledgers | {"activity": more})
    (offered,) = ask("drafts")["drafts"]
    assert (offered["id"], offered["half"]) == (id_, True)
    said = ask("use", id=id_)["said"]
    assert "台账里添了 1 行，已有的行没有动" in said
    assert len(state.ledgers["activity"]) == len(rows) + 1
    assert state.ledgers["activity"].iloc[: len(rows)].equals(rows)
    assert promises(ask)["规范慰问登记"]["when"] == "半年时"
    assert "台账里的行这里都有了" in ask("use", id=id_)["said"]
    ask("drop_half")
    assert state.earlier == {}


@pytest.mark.usefixtures("in_voila")
def test_the_whole_year_is_begun_from_the_list(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = HomeView(store)
    ask = Asker(home, monkeypatch)
    id_ = store.create(replace(THEN, genre="half_year", half=1), last_year())
    (line,) = ask("list")["drafts"]
    assert line["half"]
    link = ask("whole", id=id_, genre="school")["link"]
    (new,) = (entry for entry in store.entries() if entry.id != id_)
    assert new.id in link
    assert (new.genre, new.half) == ("school", None)


def test_a_sample_of_next_year_exports_what_it_is_held_against(store: Store) -> None:
    id_ = store.create(THEN, last_year())
    state = State("large_factory", store)
    state.open(lifecycle.next_year(store, id_))
    from widgets.finish import _portable

    assert portable.read(_portable(state)).earlier == state.earlier
