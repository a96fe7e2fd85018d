"""Several lists of one indicator: added up, taken once, left out, or asked about."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.intake.files import Rows, problems, workbook
from widgets.files import as_report
from zongjie import intake
from zongjie.intake import ADDED, Guess

HEAD = ("姓名", "单位", "入会时间")
UNITS = ("单位", "发展会员数")


def people(count: int, first: int = 1, unit: str = "某某快递") -> Rows:
    return [HEAD, *((f"职工{at:03}", unit, "2026.3") for at in range(first, first + count))]


def units(*numbers: object) -> Rows:
    return [UNITS, *((f"第{at}分会", number) for at, number in enumerate(numbers, 1))]


def taken(sheets: Mapping[str, Rows], *agreed: Guess) -> intake.Intake:
    return intake.read(workbook(sheets), year=2026, name="台账.xlsx", agreed=agreed)


def lines(result: intake.Intake) -> list[tuple[str, int | None, str]]:
    frame = result.everything["indicator"]
    values = (None if value is None else int(value) for value in frame["value"])
    return list(zip(frame["key"], values, frame["note"], strict=True))


def notes(result: intake.Intake) -> list[str]:
    return [sheet.note.removesuffix("。名单本身不记入台账") for sheet in result.sheets]


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("上半年新发展会员", "下半年新发展会员", "上半年 3 人 + 下半年 2 人"),
        ("2026年1-6月新发展会员", "2026年第三季度新发展会员", "1-6月 3 人 + 三季度 2 人"),
        ("3月新会员名单（入会名单）", "4月入会名单", "3月 3 人 + 4月 2 人"),
    ],
)
def test_lists_of_different_parts_of_the_year_add_up(first: str, second: str, says: str) -> None:
    result = taken({first: people(3), second: people(2, 50)})
    assert lines(result) == [("新发展会员", 5, f"照名单数出：{says}")]
    assert notes(result) == [
        f"照名单数“新发展会员”：3 人（3 行，每行算 1 人）；合计 5 人 = {says}",
        f"照名单数“新发展会员”：2 人（2 行，每行算 1 人）；合计 5 人 = {says}",
    ]
    assert problems(result) == []


def test_a_title_tells_the_part_of_the_year_as_well_and_the_year_goes_in_order() -> None:
    later = [("2026年下半年发展会员情况",), *units(4, 5)]
    earlier = [("2026年上半年发展会员情况",), *units(1, 2)]
    result = taken({"Sheet1": later, "Sheet2": earlier})
    assert lines(result) == [("新发展会员", 12, "照名单数出：上半年 3 人 + 下半年 9 人")]


def test_a_list_that_is_there_twice_counts_once() -> None:
    again = [HEAD, *reversed(people(3)[1:])]  # type: ignore[index]
    result = taken({"上半年入会名单": people(3), "下半年入会名单": again})
    assert lines(result) == [("新发展会员", 3, "照名单数出：上半年 3 人")]
    assert notes(result)[1].endswith("；和“上半年入会名单”一样，只算了一份")


def test_a_list_that_goes_on_from_another_counts_alone() -> None:
    result = taken({"上半年入会名单": people(3), "全年入会名单": people(5)})
    assert lines(result)[0][1] == 5
    assert notes(result)[0].endswith("；都在“全年入会名单”里，没有再算")


def test_numbers_of_units_may_be_equal_by_chance() -> None:
    result = taken({"上半年发展会员": units(4), "下半年发展会员": units(4, 1)})
    assert lines(result) == [("新发展会员", 9, "照名单数出：上半年 4 人 + 下半年 5 人")]


def test_lists_of_which_nothing_tells_the_time_are_asked_about() -> None:
    sheets = {"一车间入会名单": people(3), "二车间入会名单": people(2, 50)}
    result = taken(sheets)
    both = "“一车间入会名单” 3 人 + “二车间入会名单” 2 人"
    assert lines(result) == [("新发展会员", None, f"照名单数出：{both}，没有相加")]
    (problem,) = problems(result)
    assert f"2 份名单（{both}）看不出是不是同一时段的，没有相加" in problem
    report = as_report("", result, "导入")
    assert not any("看不出" in one["text"] for one in report["problems"])
    (asked,) = report["guesses"]
    assert asked["says"] == f"“新发展会员”有 2 份名单：{both}。不是同一批的可以相加。相加吗？"
    assert (asked["does"], asked["choices"], asked["lasts"]) == (ADDED, [], True)
    again = taken(sheets, *result.guesses)
    assert lines(again) == [("新发展会员", 5, f"照名单数出：{both}")]
    assert as_report("", again, "导入", result.guesses)["settled"][0]["done"] == (
        "“新发展会员”已照名单相加。"
    )
    assert (again.guesses, problems(again)) == ((), [])


def test_lists_of_times_that_overlap_are_asked_about_too() -> None:
    result = taken({"上半年入会名单": people(3), "一季度入会名单": people(2, 50)})
    assert [one.meant for one in result.guesses] == [ADDED]
    unnamed = taken({"Sheet1": people(3), "Sheet2": people(2, 50)})
    (asked,) = as_report("", unnamed, "导入")["guesses"]
    assert not asked["lasts"]


def test_a_list_that_could_not_be_counted_leaves_the_sum_to_the_officer() -> None:
    result = taken({"上半年发展会员": units(4), "下半年发展会员": units("很多")})
    assert lines(result) == [("新发展会员", None, "照名单数出：上半年 4 人，没有相加")]
    assert len(problems(result)) == 1
    assert result.guesses == ()


def test_last_years_list_beside_this_years_is_left_out() -> None:
    sheets = {"2026年入会名单": units(4), "2025年入会名单": units(7)}
    result = taken(sheets)
    assert [one[:2] for one in lines(result)] == [("新发展会员", 4)]
    assert notes(result)[1].endswith("；标题写的是2025年，没有算进2026年")
    assert problems(result) == []


def test_an_old_title_over_rows_of_this_year_leaves_nothing_out() -> None:
    sheets = {"2025年下半年入会名单": people(4), "2026年上半年入会名单": people(3, 50)}
    assert lines(taken(sheets))[0][1] == 7


def test_one_sheet_of_two_lists_adds_each_to_its_own() -> None:
    head = ("单位", "建会时间", "发展会员数")
    sheets = {
        "上半年": [head, ("甲", "2026年3月", 35), ("乙", "2026年4月", 12)],
        "下半年": [head, ("丙", "2026年9月", 5)],
    }
    assert [one[:2] for one in lines(taken(sheets))] == [("新建工会", 3), ("新发展会员", 52)]
