"""Codes of persons when a file is taken into a ledger that has some: nobody takes another's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.intake.files import read, workbook
from zongjie import intake, ledger

Rows = Sequence[tuple[object, ...]]

HEAD = ("姓名", "慰问日期", "慰问类别", "金额", "备注")
WANG = ("王秀兰", "2026-01-15", "困难帮扶", 1500, "心内科")
LI = ("李建国", "2026-01-15", "困难帮扶", 1500, "骨科")
CHEN = ("陈桂英", "2026-03-02", "住院慰问", 500, "")
WANG_AGAIN = ("王秀兰", "2026-06-10", "住院慰问", 500, "")
FIRST = [WANG, LI, CHEN, WANG_AGAIN]


def merged(now: Rows, then: Rows, how: ledger.How = "merge") -> ledger.Combined:
    there, given = (taken(rows).everything["welfare"] for rows in (now, then))
    return ledger.combine(how, "welfare", there, given)


def taken(rows: Rows) -> intake.Intake:
    return read(workbook({"慰问": [HEAD, *rows]}))


def codes(done: ledger.Combined) -> list[str]:
    return done.frame["beneficiary_code"].fillna("").tolist()


def test_persons_of_another_file_get_codes_that_nobody_has() -> None:
    other = [
        ("唐国华", "2026-11-12", "住院慰问", 500, "骨科"),
        ("冯雪", "2026-11-25", "生育慰问", 800, ""),
    ]
    for how in ("merge", "append"):
        assert codes(merged(FIRST, other, how)) == [
            "职工01", "职工02", "职工03", "职工01", "职工04", "职工05",
        ]  # fmt: skip


def test_another_person_helped_on_the_same_day_in_the_same_way_is_another_row() -> None:
    done = merged([WANG], [("周卫东", *WANG[1:4], "儿科")])
    assert (codes(done), done.changed) == (["职工01", "职工02"], ())


@pytest.mark.parametrize("place", range(5))
def test_the_same_file_with_a_person_put_in_anywhere_brings_that_person_only(place: int) -> None:
    new = ("杨海涛", "2026-02-09", "住院慰问", 500, "检验科")
    done = merged(FIRST, [*FIRST[:place], new, *FIRST[place:]])
    assert (done.added, done.same, done.changed) == ((5,), 4, ())
    assert codes(done) == ["职工01", "职工02", "职工03", "职工01", "职工04"]


def test_a_number_put_right_in_the_file_is_put_right_in_the_ledger() -> None:
    for rows in ([WANG], FIRST):
        done = merged(rows, [(*WANG[:3], 2000, WANG[4]), *rows[1:]])
        assert [(one.row, one.before, one.after) for one in done.changed] == [(1, "1500", "2000")]
        assert done.added == ()


def test_it_is_put_right_where_a_person_was_put_in_above_as_well() -> None:
    new = ("杨海涛", "2026-02-09", "住院慰问", 500, "检验科")
    done = merged(FIRST, [new, WANG, LI, (*CHEN[:3], 800, ""), WANG_AGAIN])
    assert [(one.row, one.column, one.after) for one in done.changed] == [(3, "金额", "800")]
    assert done.added == (5,)


def test_rows_of_several_persons_are_told_apart_too() -> None:
    both = ("陈桂英、唐国华", "2026-11-12", "送温暖", 1000, "")
    assert codes(merged(FIRST, [CHEN, both])) == [
        "职工01", "职工02", "职工03", "职工01", "职工03、职工04",
    ]  # fmt: skip


def test_codes_of_the_office_and_a_ledger_that_is_replaced_are_left_alone() -> None:
    head = ("代码", *HEAD[1:])
    frame = read(workbook({"慰问": [head, ("A-7", *WANG[1:]), ("职工1", *LI[1:])]})).everything
    now = taken(FIRST).everything["welfare"]
    done = ledger.combine("append", "welfare", now, frame["welfare"])
    assert codes(done)[4:] == ["A-7", "职工1"]
    assert codes(merged(FIRST, [CHEN], "replace")) == ["职工01"]
