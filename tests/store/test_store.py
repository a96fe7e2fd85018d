from __future__ import annotations

import dataclasses
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from tests.store.examples import DRAFT, LEDGERS, ROW, overview, same
from zongjie import ledger
from zongjie.draft import Section, put_section
from zongjie.errors import StoreError
from zongjie.store import (
    ALONE,
    PROFILE,
    NoSuchDraft,
    Person,
    StalePart,
    Store,
    history,
    ledger_part,
    lifecycle,
    section_part,
    when,
)
from zongjie.store import store as store_module
from zongjie.store.values import last_part, profile_of

OVERVIEW = section_part("overview")
WELFARE = ledger_part("welfare")


def test_what_was_created_is_loaded_again(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS, name="送审稿")
    found = store.load(id_)
    assert found.draft == DRAFT
    assert same(dict(found.ledgers), LEDGERS)
    assert (found.name, found.signed, found.shelf) == ("送审稿", False, "open")
    assert set(found.numbers.values()) == {1}


def test_ids_cannot_be_guessed_from_one_another(store: Store) -> None:
    ids = {store.create(DRAFT, {}) for _ in range(20)}
    assert len(ids) == 20
    assert all(len(id_) == 16 for id_ in ids)


def test_parts_are_saved_apart(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    assert store.save(id_, OVERVIEW, 1, overview("二")).number == 2
    frame = ledger.frame("welfare", [ROW])
    assert store.save(id_, WELFARE, 1, frame).number == 2
    profile = dataclasses.replace(profile_of(DRAFT), unit="另一个工会", half=1)
    assert store.save(id_, PROFILE, 1, profile).number == 2
    found = store.load(id_)
    expected = dataclasses.replace(DRAFT, unit="另一个工会", half=1)
    assert found.draft == put_section(expected, overview("二"))
    assert same(dict(found.ledgers), LEDGERS | {"welfare": frame})


def test_a_new_section_stands_after_the_others(store: Store) -> None:
    id_ = store.create(DRAFT, {})
    new = Section("volunteer", "志愿服务", "去了三次。")
    assert store.save(id_, section_part("volunteer"), 0, new).number == 1
    assert store.load(id_).draft.sections == (*DRAFT.sections, new)


def test_a_number_that_stays_as_typed_is_part_of_its_section(store: Store) -> None:
    id_ = store.create(DRAFT, {})
    kept = dataclasses.replace(overview("送温暖280人次。"), kept=frozenset({"慰问.人次=280人次"}))
    store.save(id_, OVERVIEW, 1, kept)
    assert store.newest(id_, OVERVIEW).content == kept


def test_an_order_and_a_title_of_its_own_are_kept_and_told_in_the_history(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    own = dataclasses.replace(DRAFT, order=("problems", "overview"))
    titled = Section("problems", "不足", "还有差距。", named=True)
    store.save(id_, "profile", 1, profile_of(own))
    store.save(id_, section_part("problems"), 1, titled)
    found = store.load(id_).draft
    assert found.order == ("problems", "overview")
    assert found.section("problems") == titled
    spans = [history.Span(part, 1, 2) for part in ("profile", section_part("problems"))]
    profile, section = map(str, history.changes(store, id_, spans))
    assert "各节的顺序：存在的问题和不足、前言" in profile
    assert "标题：不足\\n还有差距。" in section
    next_one = store.load(lifecycle.next_year(store, id_)).draft
    assert next_one.order == found.order
    assert next_one.section("problems") == dataclasses.replace(titled, text="")


def test_the_year_before_is_kept_until_it_is_taken_out(store: Store) -> None:
    assert store.load(store.create(DRAFT, LEDGERS)).last is None
    id_ = store.create(DRAFT, LEDGERS, last=LEDGERS)
    found = store.load(id_)
    assert found.last is not None
    assert same(dict(found.last), LEDGERS)
    for kind in ("activity", "welfare"):
        part = last_part(kind)
        store.save(id_, part, found.numbers[part], ledger.empty(kind))
    assert store.load(id_).last is None


def test_a_second_writer_is_told_both_texts(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    other = store.seen_by(Person("li", "李四", alone=True))
    other.save(id_, OVERVIEW, 1, overview("李四写的"))
    with pytest.raises(StalePart, match=r"李四.*还没有存") as clash:
        store.save(id_, OVERVIEW, 1, overview("我写的"))
    stale = clash.value
    assert (stale.part, stale.number, stale.by) == (OVERVIEW, 2, "李四")
    assert stale.base == DRAFT.sections[0]
    assert (stale.mine, stale.theirs) == (overview("我写的"), overview("李四写的"))
    assert store.load(id_).draft.sections[0] == overview("李四写的")
    store.save(id_, OVERVIEW, stale.number, overview("两份合起来"))
    newest = store.newest(id_, OVERVIEW)
    assert (newest.number, newest.content) == (3, overview("两份合起来"))


def test_writers_of_different_sections_do_not_clash(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    store.save(id_, OVERVIEW, 1, overview("一"))
    store.save(id_, section_part("problems"), 1, Section("problems", "问题", "二"))
    assert store.load(id_).numbers[OVERVIEW] == 2


def test_a_number_nobody_has_given_yet_is_a_clash(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    with pytest.raises(StalePart) as clash:
        store.save(id_, OVERVIEW, 7, overview("我写的"))
    assert clash.value.base is None


def test_saving_again_what_was_saved_is_acknowledged_and_adds_nothing(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    first = store.save(id_, OVERVIEW, 1, overview("一"))
    assert store.save(id_, OVERVIEW, 1, overview("一")) == first
    frame = ledger.frame("welfare", [ROW])
    saved = store.save(id_, WELFARE, 1, frame)
    assert store.save(id_, WELFARE, 1, frame.copy()) == saved


def test_a_decimal_with_other_digits_is_another_content(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    store.save(id_, WELFARE, 1, ledger.frame("welfare", [ROW]))
    longer = ledger.frame("welfare", [ROW | {"amount_yuan": Decimal("1520.5")}])
    with pytest.raises(StalePart):
        store.save(id_, WELFARE, 1, longer)


def test_a_part_that_is_gone_is_not_written_over(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    with pytest.raises(StoreError, match="已经不在"):
        store.save(id_, section_part("volunteer"), 4, Section("volunteer", "志愿服务", "x"))


def test_a_part_holds_what_its_name_says(store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    for part, content in ((OVERVIEW, profile_of(DRAFT)), ("mood", overview(""))):
        with pytest.raises(StoreError, match="存不了"):
            store.save(id_, part, store.load(id_).numbers.get(part, 0), content)


@pytest.mark.parametrize("id_", ["", "..", "../../etc/passwd", "A" * 16, "x" * 5000, "\0", "'--"])
def test_what_is_no_draft_is_not_found(store: Store, id_: str) -> None:
    with pytest.raises(StoreError):
        store.load(id_)


@pytest.mark.parametrize("text", ["\0", "\ud83d", "\r\n\r", "😀" * 3, "x" * 5_000_000, "'\"--"])
def test_any_text_is_kept_as_typed(store: Store, text: str) -> None:
    id_ = store.create(DRAFT, {})
    store.save(id_, OVERVIEW, 1, overview(text))
    store.save(id_, section_part("title"), 0, Section("title", "标题", text))
    assert store.load(id_).draft.sections[0].text == text


def test_a_hostile_unit_and_name_can_be_listed(store: Store) -> None:
    draft = dataclasses.replace(DRAFT, unit="厂\0\ud83d\n工会")
    id_ = store.create(draft, {}, name="a\0b" * 1000)
    (entry,) = store.entries()
    assert (entry.id, entry.unit) == (id_, "厂 ? 工会")
    assert len(entry.name) == 200
    assert store.load(id_).draft == draft


def test_another_process_sees_each_save_and_its_ledger_rows(url: str, store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    other = Store(url, by=ALONE)
    mine = ledger.frame("welfare", [ROW, ROW])
    theirs = ledger.frame("welfare", [ROW, ROW, ROW])
    store.save(id_, WELFARE, 1, mine)
    other.save(id_, WELFARE, 2, theirs)
    store.save(id_, WELFARE, 3, mine)
    assert same({"welfare": dict(other.load(id_).ledgers)["welfare"]}, {"welfare": mine})
    other.close()


def test_a_page_hears_what_others_did_and_only_that(url: str, store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    page = store.load(id_)
    assert store.news(id_, page.step, page.numbers) is None
    other = Store(url, by=Person("", name="王芳", alone=True))
    other.save(id_, OVERVIEW, 1, overview("她写的"))
    found = store.news(id_, page.step, page.numbers)
    assert found is not None
    assert found.step > page.step
    assert set(found.parts) == {OVERVIEW}
    newer = found.parts[OVERVIEW]
    assert (newer.number, newer.content, newer.by) == (2, overview("她写的"), "王芳")
    numbers = {**page.numbers, OVERVIEW: 2}
    assert store.news(id_, found.step, numbers) is None
    lifecycle.sign(other, id_)
    signed = store.news(id_, found.step, numbers)
    assert signed is not None
    assert signed.signed
    assert not signed.parts
    other.close()


def test_of_many_who_save_at_once_each_is_kept_or_told(url: str, store: Store) -> None:
    id_ = store.create(DRAFT, LEDGERS)
    kept: list[str] = []
    told: list[str] = []

    def write(name: str) -> None:
        mine = Store(url, by=Person(name, alone=True))
        number = 1
        for turn in range(10):
            text = f"{name}{turn}"
            try:
                number = mine.save(id_, OVERVIEW, number, overview(text)).number
                kept.append(text)
            except StalePart as stale:
                number = stale.number
                told.append(text)
        mine.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in "甲乙丙丁"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(kept) + len(told) == 40
    assert store.load(id_).numbers[OVERVIEW] == 1 + len(kept)


# ------------------------------------------------------------------ presence


def test_presence_tells_who_else_is_in_which_part(store: Store) -> None:
    id_ = store.create(DRAFT, {})
    li = store.seen_by(Person("li", "李四", alone=True))
    assert store.present(id_, OVERVIEW, "page1") == ()
    (seen,) = li.present(id_, WELFARE, "page2")
    assert (seen.by, seen.part) == ("本机", OVERVIEW)
    (seen,) = store.present(id_, OVERVIEW, "page1")
    assert (seen.by, seen.part) == ("李四", WELFARE)


def test_who_leaves_or_falls_silent_is_gone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = store.create(DRAFT, {})
    store.present(id_, OVERVIEW, "page1")
    store.present(id_, "", "page1")
    assert store.present(id_, OVERVIEW, "page2") == ()
    clock = when.now()
    for later in (store_module.PRESENT + 1000, -store_module.PRESENT - 1000):
        monkeypatch.setattr(store_module, "now", lambda later=later: clock + later)
        assert store.present(id_, "", "page3") == ()
        monkeypatch.setattr(store_module, "now", lambda: clock)
        store.present(id_, OVERVIEW, "page2")


# ------------------------------------------------------------------ where it is


def test_the_default_place_follows_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path))
    Store(by=ALONE).close()
    assert (tmp_path / "zongjie.db").is_file()
    monkeypatch.setenv("ZONGJIE_STORE", str(tmp_path / "office" / "summaries.db"))
    Store(by=ALONE).close()
    assert (tmp_path / "office" / "summaries.db").is_file()
    monkeypatch.setenv("ZONGJIE_STORE", "postgresql://office/summaries")
    assert store_module.default_url() == "postgresql://office/summaries"


def test_a_draft_of_another_unit_is_not_there(store: Store) -> None:
    id_ = store.seen_by(Person("zhang")).create(DRAFT, {})
    with pytest.raises(NoSuchDraft):
        store.seen_by(Person("li")).load(id_)
