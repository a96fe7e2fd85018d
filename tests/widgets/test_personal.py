"""Personal data on the page: told apart from the rest, redacted, left when it may stay."""

from __future__ import annotations

import asyncio

import pytest

from tests.widgets.asking import Asker, Refused
from widgets import checks
from widgets.audit import written_down
from widgets.finish import ExportView, ReviewView
from widgets.ledger import LedgerView
from widgets.state import State
from zongjie import ledger
from zongjie.draft import Draft, Section
from zongjie.earlier import Answer, Earlier
from zongjie.store import Store, history, lifecycle

TEXT = "😀节前看望李四，电话13800138000。"


@pytest.fixture
def named(state: State) -> State:
    """A draft with a person in a text and in two rows of a ledger."""
    places = ("ledger-welfare", "慰问"), ("ledger-activity", "活动")
    for step, label in places:
        state.add_step(step, label)
    state.place(state.section("rights"))
    state.write("rights", TEXT)
    row = {"date": "2026-01-20", "category": "困难帮扶", "amount_yuan": 500}
    rows = [{**row, "beneficiary_code": "张三"}, {**row, "note": "由张三同志代领"}]
    state.put_ledgers({"welfare": ledger.frame("welfare", rows)})
    return state


def found(view: ReviewView) -> list[tuple[str, str, list[str]]]:
    return [
        (one["place"], one["words"], list(one["fixes"]))
        for one in view.props["findings"]
        if one["words"]
    ]


def wanted(view: ReviewView, words: str) -> dict[str, object]:
    """What the page asks for when the first thing that could stand there is chosen."""
    (one,) = [one for one in view.props["findings"] if one["words"] == words]
    place = one["span"][0] if one["span"] else None
    return {"step": one["step"], "words": words, "from": place, "insert": one["fixes"][0]}


def test_it_is_told_in_a_group_of_its_own_with_what_could_stand_there(named: State) -> None:
    view = ReviewView(named)
    title = named.section("rights").title
    assert found(view) == [
        ("慰问台账", "张三", ["职工01"]),
        (title, "李四", ["某某", "李某"]),
        (title, "13800138000", ["138××××8000"]),
    ]
    spans = [one["span"] for one in view.props["findings"] if one["words"]]
    assert spans[:2] == [None, (6, 8)]  # as a browser counts
    said = [left["say"] for left in ExportView(named).props["left"]]
    assert "有 3 处可能是个人信息：" in said


def test_a_ledger_gets_a_code_and_gets_the_name_back(
    named: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(view := ReviewView(named), monkeypatch)
    before = named.ledgers["welfare"]
    said = "台账里“张三”换成了“职工01”。"
    assert ask("redact", found=[wanted(view, "张三")]) == {"said": said, "undo": True}
    assert named.ledgers["welfare"]["note"].tolist()[1] == "由职工01同志代领"
    assert [words for _, words, _ in found(view)] == ["李四", "13800138000"]
    assert ask("unredact")["said"] == "撤销了，和原来一样。"
    assert named.ledgers["welfare"] is before
    with pytest.raises(Refused, match="又改过"):
        ask("unredact")


def test_everything_gives_way_in_one_go_and_comes_back(
    named: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(view := ReviewView(named), monkeypatch)
    all_ = [wanted(view, words) for _, words, _ in found(view)]
    said = ask("redact", found=all_)["said"]
    assert said == "正文里换了 2 处。台账里“张三”换成了“职工01”。"
    masked = "😀节前看望某某，电话138××××8000。"
    assert named.text("rights") == masked
    kept = store.load(named.id).draft.section("rights")
    assert kept is not None
    assert kept.text == masked
    assert found(view) == []
    with pytest.raises(Refused, match="刚才改过"):
        ask("redact", found=all_)
    ask("unredact")
    assert named.text("rights") == TEXT
    assert len(found(view)) == 3


def test_an_earlier_summary_is_told_of_beside_the_rest_and_gives_way_too(
    named: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = Draft(
        "school", "某某校工会", 2025, sections=(Section("plan", "打算", "看望张三、王五。"),)
    )
    named.put_earlier("year", Earlier(then, {"看望张三、王五": Answer("已完成")}))
    ask = Asker(view := ReviewView(named), monkeypatch)
    told = [(words, fixes) for _, words, fixes in found(view)]
    assert ("张三", ["某某", "张某"]) in told
    assert [left["say"] for left in ExportView(named).props["left"]].count(
        "有 3 处可能是个人信息："
    ), "the document does not have it"
    all_ = [
        {"step": one["step"], "words": one["words"], "from": None, "insert": one["fixes"][0]}
        for one in view.props["findings"]
        if one["words"] in {"张三", "王五"}
    ]
    said = ask("redact", found=all_)["said"]
    assert said == "台账里“张三”换成了“职工01”。以前的总结里换了 2 处。"
    now = named.earlier["year"]
    assert now.draft.sections[0].text == "看望某某、某某。"
    assert [*now.answers] == ["看望某某、某某"]
    ask("unredact")
    assert named.earlier["year"].draft.sections[0].text == "看望张三、王五。"
    assert [*named.earlier["year"].answers] == ["看望张三、王五"]
    ask("redact", found=all_)
    named.put_earlier("year", Earlier(then))
    with pytest.raises(Refused, match="又改过"):
        ask("unredact")


def test_what_may_stay_is_not_told_again(
    named: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(view := ReviewView(named), monkeypatch)
    ask("allow", words="李四", allowed=True)
    ask("allow", words="张三", allowed=True)
    assert [words for _, words, _ in found(view)] == ["13800138000"]
    assert view.props["public"] == ["张三", "李四"]
    assert store.load(named.id).draft.public == {"张三", "李四"}
    ask("allow", words="张三", allowed=False)
    assert [words for _, words, _ in found(view)] == ["张三", "13800138000"]


def test_the_section_itself_says_so(named: State) -> None:
    rules = [one.rule for one in checks.of_section(named, "rights")]
    assert {"personal.name", "personal.mobile"} <= set(rules)
    assert checks.standing(named, "rights").state == "look"


@pytest.mark.parametrize("to", ["docx", "pdf", "html", "zip"])
def test_each_file_leaves_a_line_without_a_word_of_the_text(
    named: State, store: Store, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    ask = Asker(ExportView(named), monkeypatch)
    ask("export", to=to, theme="gongwen", allow_missing=True)
    (line,) = history.exports(store)
    assert line.what.startswith({"html": "网页文件", "zip": "草稿文件"}.get(to, ""))
    assert "李四" not in line.what
    assert line.title == named.draft.title
    assert line.by == "本机"


def test_a_ledger_that_is_taken_out_leaves_a_line_and_tells_of_names(
    named: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asker(LedgerView(named, "welfare"), monkeypatch)
    notes = ask("download", kind="csv")["notes"]
    assert notes == ["其中 1 处可能是个人信息，在“检查”里可以换掉。"]
    ask("download", kind="all")
    assert [line.what.partition("，")[0] for line in history.exports(store)] == [
        "台账（xlsx）",
        "慰问台账（csv）",
    ]


def test_a_file_is_given_although_the_line_could_not_be_written(
    named: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zongjie.errors import StoreError

    def full(*_: object) -> None:
        raise StoreError("没有存上")

    monkeypatch.setattr(lifecycle, "exported", full)
    assert asyncio.run(written_down(named, "PDF 文件", named.draft)) == ["这次导出没有记下来。"]
