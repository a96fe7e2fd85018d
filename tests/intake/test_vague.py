"""A column that says which rows hold 概数."""

from __future__ import annotations

import pytest

from tests.intake.files import changes, problems, read, read_text, workbook
from zongjie import intake
from zongjie.figures import compute
from zongjie.period import Period

HEAD = ("日期", "慰问类别", "人数", "金额")


def welfare(*rows: str, head: str = "概数标记") -> intake.Intake:
    return read_text("\n".join([",".join((*HEAD, head)), *rows, ""]), "慰问台账.csv")


@pytest.mark.parametrize("head", ["概数标记", "是否概数", "概数（是/否）", "约数"])
def test_numbers_of_a_marked_row_are_words_and_never_added_up(head: str) -> None:
    found = welfare("2026-03-08,困难帮扶,30,1500,是", "2026-05-01,困难帮扶,5,200,否", head=head)
    frame = found.ledgers["welfare"]
    assert frame["persons_text"].tolist() == ["约30人", None]
    assert frame["amount_yuan_text"].tolist() == ["约1500元", None]
    assert frame["persons"].isna().tolist() == [True, False]
    assert not compute(found.ledgers, Period(2026))["慰问.困难帮扶.金额"].exact
    assert not [one for one in found.problems if one.column == head]


def test_what_became_of_each_number_is_told() -> None:
    told = changes(welfare("2026-03-08,困难帮扶,30,1500,√"))
    assert "第 2 行“人数”：“30”读作“约30人”，标的是概数，照原样用，不当准数加。" in "\n".join(told)


def test_what_is_written_vaguely_anyway_and_what_is_empty_stay_as_they_are() -> None:
    frame = welfare("2026-03-08,困难帮扶,,10万余元,是").ledgers["welfare"]
    assert frame["amount_yuan_text"].tolist() == ["10万余元"]
    assert frame["persons_text"].tolist() == [None]


def test_a_mark_nobody_can_read_is_pointed_out_and_the_numbers_count() -> None:
    found = welfare("2026-03-08,困难帮扶,30,1500,部分")
    assert found.ledgers["welfare"]["persons"].tolist() == [30]
    (problem,) = [one for one in found.problems if one.column == "概数标记"]
    assert "看不出是不是概数" in str(problem)
    assert (problem.severity, problem.row, problem.value) == ("warning", 2, "部分")


def test_a_merged_mark_speaks_for_each_of_its_rows() -> None:
    rows = [
        (*HEAD, "是否概数"),
        ("2026-03-08", "困难帮扶", 3, 10, "是"),
        ("2026-04-08", "困难帮扶", 4, 20, None),
    ]
    frame = read(workbook({"慰问台账": rows}, merged=["E2:E3"])).ledgers["welfare"]
    assert frame["persons_text"].tolist() == ["约3人", "约4人"]


def test_persons_among_people_are_marked_with_them() -> None:
    frame = welfare("2026-03-08,困难帮扶,278人次,10,是").ledgers["welfare"]
    assert frame["person_times_text"].tolist() == ["约278人次"]
    assert frame["person_times"].isna().all()


def test_a_ledger_of_exact_numbers_does_not_know_the_mark() -> None:
    text = "日期,收支,科目,摘要,金额,概数标记\n2026-01-05,支出,文体活动支出,球,100,是\n"
    assert "这一列不认识" in "\n".join(problems(read_text(text, "经费台账.csv")))
