from __future__ import annotations

import dataclasses

import pytest

from tests.store.examples import DRAFT, LEDGERS, ROW, overview, same
from zongjie import ledger
from zongjie.draft import Section
from zongjie.errors import StoreError
from zongjie.store import PROFILE, Person, SignedDraft, Store, history, lifecycle
from zongjie.store import ledger_part as ledger_
from zongjie.store import section_part as section_
from zongjie.store.comparing import Changes
from zongjie.store.history import Span
from zongjie.store.values import Event, Imported, Revision, imported_in, profile_of
from zongjie.wording import Piece

OVERVIEW, WELFARE = section_("overview"), ledger_("welfare")


@pytest.fixture
def id_(store: Store) -> str:
    return store.create(DRAFT, LEDGERS)


def test_a_part_tells_who_wrote_it_when(store: Store, id_: str) -> None:
    saved = store.seen_by(Person("li", "李四", alone=True)).save(id_, OVERVIEW, 1, overview("二"))
    newest, oldest = history.of_part(store, id_, OVERVIEW)
    assert (newest.number, newest.by, newest.at) == (2, "李四", saved.at)
    assert (oldest.number, oldest.by) == (1, "本机")


def test_a_draft_tells_everything_in_its_order(store: Store, id_: str) -> None:
    store.save(id_, OVERVIEW, 1, overview("二"))
    lifecycle.rename(store, id_, "送审稿")
    store.save(id_, WELFARE, 1, ledger.frame("welfare", [ROW]))
    lifecycle.exported(store, id_, "PDF")
    done = [
        item.part if isinstance(item, Revision) else item.kind
        for item in history.of_draft(store, id_, limit=4)
    ]
    assert done == ["exported", WELFARE, "renamed", OVERVIEW]
    last = history.of_draft(store, id_)[0]
    assert isinstance(last, Event)
    assert (last.words, last.by) == ("PDF", "本机")


def test_a_clock_set_back_changes_no_order(
    store: Store, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zongjie.store import when

    other = store.create(DRAFT, {})
    monkeypatch.setattr(when, "now", lambda: 1_000_000_000_000)  # 2001
    for number, text in enumerate("二三四", start=1):
        store.save(id_, OVERVIEW, number, overview(text))
    assert [item.number for item in history.of_part(store, id_, OVERVIEW)] == [4, 3, 2, 1]
    assert store.load(id_).draft.sections[0].text == "四"
    assert [entry.id for entry in store.entries()] == [id_, other]


def became(store: Store, id_: str, part: str, old: int, new: int) -> Changes:
    (found,) = history.changes(store, id_, [Span(part, old, new)])
    return found


def test_changes_of_a_text_are_its_words(store: Store, id_: str) -> None:
    store.save(id_, OVERVIEW, 1, overview("一年来，会员280人。"))
    assert became(store, id_, OVERVIEW, 1, 2) == (
        Piece("same", "一年来，会员"),
        Piece("removed", "{{指标.会员人数}}"),
        Piece("added", "280"),
        Piece("same", "人。"),
    )
    assert became(store, id_, OVERVIEW, 0, 1) == (Piece("added", DRAFT.sections[0].text),)


def test_changes_of_a_profile_are_its_fields(store: Store, id_: str) -> None:
    store.save(id_, PROFILE, 1, dataclasses.replace(profile_of(DRAFT), year=2027, author=""))
    found = became(store, id_, PROFILE, 1, 2)
    assert isinstance(found, tuple)
    gone = [piece.text for piece in found if piece.kind == "removed"]
    assert "2026年" in "".join(gone)
    assert "起草人：张三" in "".join(piece.text for piece in found if piece.kind != "added")


def test_two_states_of_a_draft_differ_in_these_parts(store: Store, id_: str) -> None:
    begun = store.load(id_).step
    store.save(id_, WELFARE, 1, ledger.empty("welfare"))
    store.save(id_, OVERVIEW, 1, overview("二稿"))
    later = store.load(id_).step
    store.save(id_, section_("volunteer"), 0, Section("volunteer", "志愿服务", "后写的"))
    both = (Span(OVERVIEW, 1, 2), Span(WELFARE, 1, 2))
    assert history.spans(store, id_, begun, later) == both
    assert history.spans(store, id_, begun) == (*both, Span(section_("volunteer"), 0, 1))
    assert history.spans(store, id_, 0, begun)[0] == Span(PROFILE, 0, 1)


def test_an_earlier_state_comes_back_as_a_new_revision(store: Store, id_: str) -> None:
    store.save(id_, OVERVIEW, 1, overview("写坏了"))
    assert history.bring_back(store, id_, OVERVIEW, 1).number == 3
    assert store.load(id_).draft == DRAFT
    assert history.content(store, id_, OVERVIEW, 2) == overview("写坏了")
    store.save(id_, WELFARE, 1, ledger.empty("welfare"))
    history.bring_back(store, id_, WELFARE, 1)
    assert same(dict(store.load(id_).ledgers), LEDGERS)


def test_a_whole_draft_comes_back_as_it_was(store: Store, id_: str) -> None:
    step = history.keep_version(store, id_, "一稿")
    store.save(id_, OVERVIEW, 1, overview("二稿"))
    store.save(id_, WELFARE, 1, ledger.empty("welfare"))
    store.save(id_, section_("volunteer"), 0, Section("volunteer", "志愿服务", "后写的"))
    was = history.at_step(store, id_, step)
    assert was.draft == DRAFT
    assert same(dict(was.ledgers), LEDGERS)
    history.bring_all_back(store, id_, step)
    found = store.load(id_)
    assert found.draft.sections[:2] == DRAFT.sections
    assert found.draft.sections[2] == Section("volunteer", "志愿服务", "")
    assert history.content(store, id_, section_("volunteer"), 1) == Section(
        "volunteer", "志愿服务", "后写的"
    )
    assert same(dict(found.ledgers), LEDGERS)
    assert found.numbers[PROFILE] == 1


def test_a_named_version_is_renamed_and_its_old_name_is_known(store: Store, id_: str) -> None:
    step = history.keep_version(store, id_, "送审搞")
    lifecycle.sign(store, id_)
    later = history.keep_version(store, id_, "报送稿")
    li = store.seen_by(Person("li", "李四", alone=True))
    history.rename_version(li, id_, step, " 送审稿 ")
    assert history.names(store, id_) == {step: "送审稿", later: "报送稿"}
    last = history.of_draft(store, id_)[0]
    assert isinstance(last, Event)
    assert (last.kind, last.words, last.by) == ("retitled", "“送审搞”改名为“送审稿”", "李四")
    assert history.at_step(store, id_, step).draft == DRAFT
    history.rename_version(store, id_, step, "送审稿")
    assert history.of_draft(store, id_)[0] == last, "the same name is no news"
    for other in (step + 1, 99):  # the sign-off has no name, and 99 never was
        with pytest.raises(StoreError, match="没有这个起了名字的版本"):
            history.rename_version(store, id_, other, "二稿")
    with pytest.raises(StoreError, match="没有写版本的名称"):
        history.rename_version(store, id_, step, " ")


def test_an_import_is_told_with_its_file_and_its_rows(store: Store) -> None:
    imported = Imported(2, "慰问 台账.xlsx")
    id_ = store.create(DRAFT, LEDGERS, imported={WELFARE: imported})
    assert same(dict(store.load(id_).ledgers), LEDGERS)
    assert store.load(id_).numbers[WELFARE] == 2
    (told, rows, *_, created) = history.of_draft(store, id_)
    events = [one for one in (told, rows, created) if isinstance(one, Event)]
    assert [imported_in(one.words) for one in events if one.kind == "rows"] == [(WELFARE, imported)]
    assert len(history.at_step(store, id_, 1).ledgers["welfare"]) == 0
    store.save(id_, WELFARE, 2, LEDGERS["welfare"], imported=Imported(3, "粘贴的表"))
    turns = history.turns(store, id_)
    assert turns == {2, 3}
    (later,) = (
        one for one in history.of_draft(store, id_) if isinstance(one, Event) and one.step == 3
    )
    assert imported_in(later.words) == (WELFARE, Imported(3, "粘贴的表"))


def test_what_is_not_kept_cannot_be_had(store: Store, id_: str) -> None:
    for number in (0, 9):
        with pytest.raises(StoreError, match="不在了"):
            history.content(store, id_, OVERVIEW, number)
    with pytest.raises(StoreError, match="不在了"):
        history.content(store, id_, WELFARE, 9)
    with pytest.raises(StoreError, match="不在了"):
        history.at_step(store, id_, 0)
    with pytest.raises(StoreError, match="版本的名称"):
        history.keep_version(store, id_, "  ")


def test_a_signed_draft_keeps_what_it_is(store: Store, id_: str) -> None:
    lifecycle.sign(store, id_)
    with pytest.raises(SignedDraft, match="已定稿"):
        store.save(id_, OVERVIEW, 1, overview("又改"))
    with pytest.raises(SignedDraft):
        history.bring_back(store, id_, OVERVIEW, 1)
    with pytest.raises(SignedDraft):
        history.bring_all_back(store, id_, 1)
    with pytest.raises(StoreError, match="原因"):
        lifecycle.reopen(store, id_, " ")
    lifecycle.reopen(store, id_, "数字有更正")
    store.save(id_, OVERVIEW, 1, overview("又改"))
    events = [item for item in history.of_draft(store, id_) if isinstance(item, Event)]
    assert [(item.kind, item.words) for item in events[:2]] == [
        ("reopened", "数字有更正"),
        ("signed", ""),
    ]
