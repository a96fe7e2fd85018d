from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import make
from zongjie.draft import Section
from zongjie.store import merging
from zongjie.store.values import Profile

BASE = "一是慰问。二是比赛。\n三是培训。"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("一是走访慰问。二是比赛。\n三是培训。", BASE, "一是走访慰问。二是比赛。\n三是培训。"),
        (BASE, "一是慰问。二是比赛。", "一是慰问。二是比赛。"),
        (
            "一是走访慰问。二是比赛。\n三是培训。",
            "一是慰问。二是比赛。\n三是技能培训。",
            "一是走访慰问。二是比赛。\n三是技能培训。",
        ),
        (
            "一是慰问。又一句。二是比赛。\n三是培训。",
            "一是慰问。二是比赛。\n三是培训。四是宣传。",
            "一是慰问。又一句。二是比赛。\n三是培训。四是宣传。",
        ),
        ("一是走访慰问。", "一是走访慰问。", "一是走访慰问。"),
        (BASE + "四是宣传。", BASE + "四是宣传。五是调研。", BASE + "四是宣传。五是调研。"),
        (BASE + "四是宣", BASE + "四是宣传", BASE + "四是宣传"),
    ],
)
def test_what_was_written_at_different_places_of_a_text_is_kept_together(
    mine: str, theirs: str, both: str
) -> None:
    assert merging.text(BASE, mine, theirs) == both
    assert merging.text(BASE, theirs, mine) == both


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("一是走访慰问。二是比赛。\n三是培训。", "一是节日慰问。二是比赛。\n三是培训。"),
        ("", "一是走访慰问。二是比赛。\n三是培训。"),
        (BASE + "四是宣传。", BASE + "四是调研。"),
        ("一是慰", "一是慰问和走访"),  # one has taken out what the other has kept
    ],
)
def test_two_ways_to_write_the_same_sentence_are_for_people_to_settle(
    mine: str, theirs: str
) -> None:
    assert merging.text(BASE, mine, theirs) is None
    assert merging.text(BASE, theirs, mine) is None


sentences = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=6).map(
    lambda found: "".join(f"{each}。" for each in found)
)


@given(sentences, sentences)
def test_a_change_beside_no_change_is_the_change(base: str, mine: str) -> None:
    assert merging.text(base, mine, base) == mine
    assert merging.text(base, base, mine) == mine
    assert merging.text(base, mine, mine) == mine


@given(sentences, sentences, sentences)
def test_nothing_that_somebody_added_is_lost(base: str, mine: str, theirs: str) -> None:
    mine, theirs = mine + "我写的。", "他写的。" + theirs
    both = merging.text(base, mine, theirs)
    if both is not None:
        assert "我写的。" in both
        assert "他写的。" in both


def test_numbers_kept_and_taken_back_by_either_stay_so() -> None:
    base = Section("a", "甲", BASE, frozenset({"1", "2"}))
    mine = replace(base, kept=frozenset({"2", "3"}))
    theirs = replace(base, kept=frozenset({"1", "2", "4"}), text=BASE + "四是宣传。")
    both = merging.merged(None, base, mine, theirs)
    assert both == replace(base, kept=frozenset({"2", "3", "4"}), text=BASE + "四是宣传。")


def test_a_new_title_by_one_and_a_new_text_by_the_other_both_stay() -> None:
    base = Section("a", "甲", BASE)
    titled = replace(base, title="乙", named=True)
    written = replace(base, text=BASE + "四是宣传。")
    for mine, theirs in ((titled, written), (written, titled)):
        assert merging.merged(None, base, mine, theirs) == replace(titled, text=written.text)


def test_different_fields_of_a_profile_are_put_together_and_one_field_is_not() -> None:
    base = Profile("school", "某某校工会", 2026)
    mine, theirs = replace(base, author="张三"), replace(base, date="2027-01-05")
    assert merging.merged(None, base, mine, theirs) == replace(mine, date="2027-01-05")
    assert merging.merged(None, base, mine, replace(base, author="李四")) is None
    assert merging.merged(None, base, mine, mine) == mine


def rows(*names: str, **first: Any) -> pd.DataFrame:
    made = [{"name": name, "category": "文体活动"} for name in names]
    made[0] |= first
    return make(activity=made)["activity"]


def names(frame: object) -> list[str]:
    assert isinstance(frame, pd.DataFrame)
    return frame["name"].tolist()


def test_rows_of_a_ledger_are_put_together() -> None:
    base = rows("甲", "乙", "丙")
    mine = rows("甲", "乙", "丙", participants=3)
    theirs = rows("甲", "乙", "丙丙", "丁")
    both = merging.merged("activity", base, mine, theirs)
    assert names(both) == ["甲", "乙", "丙丙", "丁"]
    assert isinstance(both, pd.DataFrame)
    assert both["participants"].tolist()[0] == 3


def test_rows_that_both_added_are_both_kept_theirs_first() -> None:
    base = rows("甲")
    both = merging.merged("activity", base, rows("甲", "我"), rows("甲", "他"))
    assert names(both) == ["甲", "他", "我"]


def test_one_row_changed_in_two_ways_or_deleted_is_for_people_to_settle() -> None:
    base = rows("甲", "乙")
    assert merging.merged("activity", base, rows("甲", "我"), rows("甲", "他")) is None
    assert merging.merged("activity", base, rows("甲", "我"), rows("甲")) is None


def test_without_what_both_began_with_nothing_is_put_together() -> None:
    section = Section("a", "甲", BASE)
    assert merging.merged(None, None, section, section) is None
