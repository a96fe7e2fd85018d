"""A sheet's own totals, held against its rows."""

from __future__ import annotations

import pytest

from tests.intake.files import HEAD, MATCH, WALK, problems, read, workbook


def entry(amount: object) -> tuple[object, ...]:
    return ("2026-03-08", "女职工", "健步走", "本会", 10, amount)


def total(word: str, amount: object, persons: object = None) -> tuple[object, ...]:
    return (word, None, None, None, persons, amount)


def told(*rows: tuple[object, ...]) -> list[str]:
    return problems(read(workbook({"活动": [HEAD, *rows]})))


def test_a_number_kept_as_text_that_excel_left_out_of_its_sum_is_told() -> None:
    (problem,) = told(entry("22000"), entry(68871), total("合计", 68871, 20))
    assert problem == (
        "活动台账（活动）第 4 行“支出金额”写的是“68871”，上面各行加起来是 90871。"
        "请核对这一列：有的数可能在 Excel 里存成了文字，或者合计的公式漏了几行。"
    )


def test_of_several_columns_only_the_one_that_differs_is_told() -> None:
    (problem,) = told(WALK, MATCH, total("合计", 2320.5, 185))
    assert "“参加人数”写的是“185”，上面各行加起来是 184。" in problem


def test_a_total_of_income_or_of_spending_is_not_held_against_both() -> None:
    rows = [
        ("日期", "科目", "摘要", "收入", "支出"),
        ("2026-01-05", "拨缴经费收入", "拨款", 13201, None),
        ("2026-01-06", "文体活动支出", "比赛", None, 1520),
        ("合计", None, None, 13201, 1520),
    ]
    found = read(workbook({"经费": rows}))
    assert len(found.ledgers["fund"]) == 2
    assert not [one for one in problems(found) if "加起来" in one]


@pytest.mark.parametrize(
    "rows",
    [
        [entry(100), total("小计", 100), entry(50), total("小计", 50), total("合计", 150)],
        [
            *(entry(100), total("小计", 100), entry(50), total("小计", 50), total("合计", 150)),
            *(entry(7), total("小计", 7), total("合计", 7), total("总计", 157)),
        ],
        [entry(100), entry("约50"), total("合计", 100)],  # nobody knows the sum
        [entry(100), total("合计", "见附表")],
        [entry(100), total("合计", None)],
        [entry(100), total("本年累计", 900)],  # with what stands elsewhere
        [entry(100), total("本年结余", 900)],
    ],
)
def test_sums_that_agree_or_that_nobody_can_tell_are_not_told(
    rows: list[tuple[object, ...]],
) -> None:
    assert not [one for one in told(*rows) if "加起来" in one]
