"""Slips of the pen: what they probably mean is offered, and taken so when it is agreed to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.intake.files import HEAD, MATCH, WALK, changes, problems, read, workbook
from zongjie import intake
from zongjie.intake import Guess

SLIP = (*MATCH[:1], "文体活功", *MATCH[2:])
WORD = Guess("activity", "", "活动类别", "文体活功", "文体活动")


def again(data: bytes, *agreed: Guess) -> intake.Intake:
    return intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)


def test_equal_slips_are_one_guess_with_all_their_rows() -> None:
    data = workbook({"活动": [HEAD, WALK, SLIP, SLIP], "活动台账": [HEAD, SLIP]})
    assert read(data).guesses == (WORD,)
    assert read(data).guesses[0].rows == 3


def test_what_was_agreed_to_is_read_as_meant_and_told() -> None:
    data = workbook({"活动": [HEAD, WALK, SLIP, SLIP]})
    assert len(read(data).ledgers["activity"]) == 1
    found = again(data, WORD)
    assert found.ledgers["activity"]["category"].tolist() == ["女职工", "文体活动", "文体活动"]
    assert found.guesses == ()
    assert not [one for one in problems(found) if "文体活功" in one]
    assert any("“文体活功”" in one and "照您选的，归入“文体活动”" in one for one in changes(found))


def test_a_word_that_is_like_nothing_is_no_guess() -> None:
    assert read(workbook({"活动": [HEAD, WALK, (MATCH[0], "zzz", *MATCH[2:])]})).guesses == ()


def test_a_heading_is_read_as_meant_with_its_unit_and_on_its_sheet_only() -> None:
    head = (*HEAD[:5], "支出金颜(万元)")
    data = workbook({"活动": [head, WALK], "活动台账": [head, WALK]})
    first, second = read(data).guesses
    assert (first.sheet, first.meant, first.rows) == ("活动", "支出金额", 1)
    assert any("如果就是支出金额，请把表头改成“支出金额”" in one for one in problems(read(data)))
    cost = again(data, first).ledgers["activity"]["cost_yuan"].tolist()
    assert cost == [Decimal(15200000), None]
    assert again(data, first, second).guesses == ()


def test_a_heading_without_which_no_row_counts_can_be_agreed_to() -> None:
    data = workbook({"活动": [(HEAD[0], "活动类刑", *HEAD[2:]), WALK, MATCH]})
    found = read(data)
    assert len(found.ledgers["activity"]) == 0
    assert len(again(data, *found.guesses).ledgers["activity"]) == 2


def test_a_heading_is_not_taken_for_a_column_that_is_there() -> None:
    head = (*HEAD, "支出金额合算")
    assert read(workbook({"活动": [head, (*WALK, 5)]})).guesses == ()


def test_a_pasted_table_is_mended_as_a_file_is() -> None:
    text = "\n".join("\t".join(map(str, row)) for row in (HEAD, SLIP))
    (guess,) = intake.paste(text, "activity", year=2026).guesses
    assert guess == replace(WORD, rows=1)
    assert len(intake.paste(text, "activity", year=2026, agreed=[guess]).ledgers["activity"]) == 1
