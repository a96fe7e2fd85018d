"""A file's rows taken into a ledger that has rows already."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongjie import ledger
from zongjie.ledger import Difference, How, combine

AID: dict[str, object] = {"date": "2026-01-20", "category": "困难帮扶", "persons": 3}
FEAST: dict[str, object] = {"date": "2026-02-10", "category": "节日慰问", "persons": 40}
BABY: dict[str, object] = {"date": "2026-05-06", "category": "生育慰问", "persons": 1}


def rows(*given: dict[str, object]) -> pd.DataFrame:
    return ledger.frame("welfare", given)


def persons(frame: pd.DataFrame) -> list[tuple[object, object]]:
    return list(zip(frame["category"], frame["persons"], strict=True))


def test_appended_rows_follow_those_that_are_there_and_repetitions_are_told() -> None:
    found = combine("append", "welfare", rows(AID, FEAST), rows(FEAST, BABY))
    assert persons(found.frame) == [
        ("困难帮扶", 3),
        ("节日慰问", 40),
        ("节日慰问", 40),
        ("生育慰问", 1),
    ]
    assert found.added == (3, 4)
    assert found.repeated == (3,)


def test_replacing_tells_what_is_new_what_stays_and_what_is_gone() -> None:
    found = combine("replace", "welfare", rows(AID, FEAST), rows(FEAST, FEAST, BABY))
    assert [category for category, _ in persons(found.frame)] == [
        "节日慰问",
        "节日慰问",
        "生育慰问",
    ]
    assert (found.added, found.same, found.gone) == ((2, 3), 1, (1,))


def test_merging_updates_the_same_row_and_adds_the_others() -> None:
    more = {**FEAST, "persons": 42, "amount_yuan": Decimal(8000)}
    found = combine("merge", "welfare", rows(AID, {**FEAST, "note": "春节"}), rows(BABY, more, AID))
    assert persons(found.frame) == [("困难帮扶", 3), ("节日慰问", 42), ("生育慰问", 1)]
    assert found.frame.at[2, "note"] == "春节"
    assert found.changed == (
        Difference(2, "人数", "40", "42"),
        Difference(2, "金额", "", "8000"),
    )
    assert (found.added, found.same, found.unclear) == ((3,), 1, ())


def test_what_the_file_leaves_empty_stays() -> None:
    found = combine("merge", "welfare", rows(AID, FEAST), rows({**AID, "persons": None}, BABY))
    assert persons(found.frame)[0] == ("困难帮扶", 3)
    assert (found.changed, found.same, found.added) == ((), 1, (3,))


def test_words_take_the_place_of_a_number_and_a_number_that_of_words() -> None:
    vague = {**AID, "persons": None, "persons_text": "十余人"}
    found = combine("merge", "welfare", rows(AID), rows(vague))
    assert found.changed == (Difference(1, "人数", "3", "十余人"),)
    assert found.frame["persons"].isna().all()
    back = combine("merge", "welfare", found.frame, rows(AID))
    assert persons(back.frame) == [("困难帮扶", 3)]
    assert back.frame["persons_text"].isna().all()


def test_columns_about_which_the_file_says_nothing_tell_no_rows_apart() -> None:
    there = rows({**AID, "beneficiary_kind": "困难职工"})
    found = combine("merge", "welfare", there, rows({**AID, "persons": 4}))
    assert len(found.frame) == 1
    kinds = [{**AID, "beneficiary_kind": kind} for kind in ("困难职工", "劳模")]
    found = combine("merge", "welfare", there, rows(*kinds))
    assert (found.same, found.added) == (1, (2,))


@pytest.mark.parametrize(
    ("there", "given", "added"),
    [
        ([AID, {**AID, "persons": 9}], [{**AID, "persons": 5}], 1),  # which of the two?
        ([AID], [{**AID, "persons": 5}, {**AID, "persons": 6}], 2),
        ([AID], [AID, AID], 1),
        ([AID, AID], [AID, AID], 0),
        ([AID, {**AID, "persons": 9}], [AID, {**AID, "persons": 5}], 0),  # one is left on each side
    ],
)
def test_a_row_that_might_be_several_is_added_and_told(
    there: list[dict[str, object]], given: list[dict[str, object]], added: int
) -> None:
    found = combine("merge", "welfare", rows(*there), rows(*given))
    assert len(found.unclear) == added
    assert found.unclear == found.added
    assert len(found.frame) == len(there) + added


def test_a_row_without_its_date_is_the_same_only_as_its_equal() -> None:
    undated = {**AID, "date": None, "note": "发生日期原写“某天”"}
    found = combine("merge", "welfare", rows(undated), rows(FEAST, undated))
    assert (found.same, found.added) == (1, (2,))
    found = combine("merge", "welfare", rows(undated), rows({**undated, "persons": 9}))
    assert (found.changed, found.added, found.unclear) == ((), (2,), ())


def test_empty_rows_waiting_at_the_end_do_not_stand_between() -> None:
    there = rows(AID, {}, FEAST, {}, {})
    assert combine("append", "welfare", there, rows(BABY)).added == (4,)
    assert combine("replace", "welfare", there, rows(BABY)).gone == (1, 3)
    assert combine("merge", "welfare", rows({}), rows(BABY)).added == (1,)


HOWS: list[How] = ["append", "replace", "merge"]
SOME = st.lists(st.sampled_from([AID, FEAST, BABY, {**AID, "persons": 8}]), max_size=6)


@given(st.sampled_from(HOWS), SOME, SOME)
def test_every_row_of_the_file_is_accounted_for(
    how: How, there: list[dict[str, object]], new: list[dict[str, object]]
) -> None:
    now, read = rows(*there), rows(*new)
    found = combine(how, "welfare", now, read)
    updated = len({difference.row for difference in found.changed})
    assert len(found.added) + found.same + updated == len(new)
    assert len(found.frame) == len(there) - len(found.gone) + len(found.added)
    held = Counter(persons(found.frame))
    assert all(held[row] >= 1 for row in persons(read))
    assert ledger.frame("welfare", there).equals(now)


@given(SOME)
def test_merging_the_same_file_twice_changes_nothing_more(new: list[dict[str, object]]) -> None:
    once = combine("merge", "welfare", ledger.empty("welfare"), rows(*new)).frame
    again = combine("merge", "welfare", once, rows(*new))
    assert again.frame.equals(once)
    assert (again.added, again.changed) == ((), ())


POSTING: dict[str, object] = {"direction": "支出", "amount_yuan": Decimal(100)}
HEATING = {**POSTING, "date": "2026-01-20", "account": "送温暖费", "summary": "春节慰问"}
GAMES = {**POSTING, "date": "2026-05-01", "account": "文体活动支出", "summary": "拔河比赛"}


def postings(*given: dict[str, object]) -> pd.DataFrame:
    return ledger.frame("fund", given)


def without(row: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in names}


def test_a_row_put_right_on_the_page_is_the_one_that_the_file_still_lacks_it_in() -> None:
    unread = [without(HEATING, "account"), without(GAMES, "account")]
    dearer = {**unread[1], "amount_yuan": Decimal(180)}
    found = combine("merge", "fund", postings(HEATING, GAMES), postings(unread[0], dearer))
    assert (found.added, found.unclear, found.same) == ((), (), 1)
    assert found.changed == (Difference(2, "金额", "100", "180"),)
    assert found.frame["account"].tolist() == ["送温暖费", "文体活动支出"]
    assert found.by == ("记账日期", "收支", "摘要")


def test_a_row_put_right_in_the_file_is_the_one_that_the_ledger_still_lacks_it_in() -> None:
    there = postings(without(HEATING, "account"), without(GAMES, "account"))
    found = combine("merge", "fund", there, postings(HEATING, GAMES))
    assert (found.added, len(found.frame)) == ((), 2)
    assert found.frame["account"].tolist() == ["送温暖费", "文体活动支出"]


def test_a_day_alone_is_no_name_two_rows_of_it_are_one_only_if_nothing_differs() -> None:
    aid = without(AID, "category")
    found = combine("merge", "welfare", rows(AID), rows(aid))
    assert (found.same, found.added) == (1, ())
    found = combine("merge", "welfare", rows(AID), rows({**aid, "persons": 9}))
    assert (persons(found.frame), found.added) == ([("困难帮扶", 3), (None, 9)], (2,))


def test_rows_alike_but_for_what_was_put_right_are_each_found() -> None:
    there = rows({**BABY, "category": "住院慰问"}, BABY)
    unread = without(BABY, "category")
    found = combine("merge", "welfare", there, rows(unread, unread))
    assert (found.same, found.added) == (2, ())
    found = combine("merge", "welfare", there, rows(unread, unread, unread))
    assert (found.same, found.added) == (2, (3,))


def test_what_the_file_does_not_say_itself_never_goes_before_what_the_ledger_says() -> None:
    there = rows({**AID, "persons": 2}, {**FEAST, "persons": None})
    supposed = {"category": (1, 2), "persons": (1, 2)}
    given = rows({**AID, "category": "其他"}, {**FEAST, "persons": 1})
    found = combine("merge", "welfare", there, given, supposed)
    assert persons(found.frame) == [("困难帮扶", 2), ("节日慰问", 1)]
    assert (found.added, found.changed) == ((), (Difference(2, "人数", "", "1"),))
    assert found.by == ("发生日期",)
    partly = rows({**AID, "category": "其他"}, {**FEAST, "category": None})
    assert combine("merge", "welfare", there, partly, {"category": (1,)}).by == ("发生日期",)


WHOLE = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from(["2026-01-20", "2026-02-10", "2026-05-06"]),
            "direction": st.sampled_from(["收入", "支出"]),
            "account": st.sampled_from(["会费收入", "送温暖费", "会议费"]),
            "summary": st.sampled_from([None, "甲", "乙"]),
            "amount_yuan": st.sampled_from([Decimal(1), Decimal(2)]),
            "note": st.sampled_from([None, "看过"]),
        }
    ),
    max_size=7,
)
GAPS = st.sets(st.sampled_from(["date", "direction", "account"]), min_size=1)


@given(WHOLE, GAPS, st.lists(st.booleans(), min_size=7, max_size=7))
def test_what_was_put_right_on_the_page_stays_when_the_file_comes_again(
    whole: list[dict[str, object]], gap: set[str], lacks: list[bool]
) -> None:
    """Whatever some rows of a file lack: repaired in the ledger, none is added anew."""
    unread = [without(row, *gap) if lack else row for row, lack in zip(whole, lacks, strict=False)]
    repaired = postings(*whole)
    found = combine("merge", "fund", repaired, postings(*unread))
    assert (found.added, found.changed) == ((), ())
    assert found.frame.equals(repaired)


@given(WHOLE, st.lists(GAPS | st.just(set()), min_size=7, max_size=7), WHOLE)
def test_a_merge_with_gaps_loses_no_row_and_changes_only_what_it_tells(
    whole: list[dict[str, object]], gaps: list[set[str]], others: list[dict[str, object]]
) -> None:
    unread = [without(row, *gap) for row, gap in zip(whole, gaps, strict=False)]
    now = postings(*others)
    found = combine("merge", "fund", now, postings(*unread))
    updated = {difference.row for difference in found.changed}
    assert len(found.frame) == len(others) + len(found.added)
    assert len(found.added) + found.same + len(updated) == len(unread)
    kept = found.frame.loc[list(now.index)]
    same = [number for number in now.index if number not in updated]
    assert kept.loc[same].equals(now.loc[same])
    required = ["date", "direction", "account"]
    assert kept[required].equals(now[required])
