"""Numbers counted from lists of different parts of the year add up in the ledger."""

from __future__ import annotations

import pytest

from zongjie import ledger
from zongjie.ledger import combine, counted

FIRST = {"上半年": 32}


def rows(counts: dict[str, int], value: int | None = None, **more: object) -> object:
    number = sum(counts.values()) if value is None else value
    line = {"key": "新发展会员", "unit": "人", "value": number, "note": counted.note(counts, "人")}
    return ledger.frame("indicator", [{**line, **more}])


def merged(there: object, given: object) -> list[tuple[int, str]]:
    frame = combine("merge", "indicator", there, given).frame  # type: ignore[arg-type]
    return [(int(value), note) for value, note in zip(frame["value"], frame["note"], strict=True)]


@pytest.mark.parametrize(
    ("text", "label", "months"),
    [
        ("2026年上半年新发展会员名单", "上半年", range(1, 7)),
        ("下半年", "下半年", range(7, 13)),
        ("第三季度", "三季度", range(7, 10)),
        ("2季度", "二季度", range(4, 7)),
        ("2026年1月－6月", "1-6月", range(1, 7)),
        ("十一月份", "11月", range(11, 12)),
        ("2026年上半年（1-6月，截至7月3日）", "上半年", range(1, 7)),
    ],
)
def test_a_name_speaks_of_a_part_of_the_year(text: str, label: str, months: range) -> None:
    part = counted.part_in(text)
    assert part
    assert (part.label, part.months) == (label, frozenset(months))


@pytest.mark.parametrize(
    "text",
    [
        "新发展会员",
        "上半年和下半年",
        "截至2026年6月",
        "3月8日入会",
        "三月八日",
        "13月",
        "9-3月",
        "填表：3月",
    ],
)
def test_other_names_speak_of_none(text: str) -> None:
    assert counted.part_in(text) is None


def test_a_list_of_the_second_half_is_added_to_that_of_the_first() -> None:
    both = [(73, "照名单数出：上半年 32 人 + 下半年 41 人")]
    assert merged(rows(FIRST), rows({"下半年": 41})) == both
    assert merged(rows({"下半年": 41}), rows(FIRST)) == both


def test_a_list_that_comes_again_takes_its_own_place() -> None:
    there = rows({"上半年": 32, "下半年": 41})
    done = combine("merge", "indicator", there, rows({"下半年": 41}))  # type: ignore[arg-type]
    assert (done.same, done.changed) == (1, ())
    assert merged(there, rows({"下半年": 40})) == [(72, "照名单数出：上半年 32 人 + 下半年 40 人")]


@pytest.mark.parametrize(
    ("there", "given"),
    [
        (rows(FIRST), rows({"一季度": 20})),  # within the half that is there
        (rows(FIRST, 30), rows({"下半年": 41})),  # somebody has written another number since
        (rows(FIRST, note="人社局的数"), rows({"下半年": 41})),
        (rows(FIRST), rows({"下半年": 41}, note="照名单数出：41 行，每行算 1 人")),
        (rows({"甲车间": 32}), rows({"下半年": 41})),
    ],
)
def test_what_may_not_be_added_takes_the_place_of_what_is_there(
    there: object, given: object
) -> None:
    (only,) = merged(there, given)
    assert only[0] == int(given["value"].iloc[0])  # type: ignore[index]


def test_rows_put_at_the_end_stay_what_they_are() -> None:
    there, given = rows(FIRST), rows({"下半年": 41})
    done = combine("append", "indicator", there, given)  # type: ignore[arg-type]
    assert list(map(int, done.frame["value"])) == [32, 41]
