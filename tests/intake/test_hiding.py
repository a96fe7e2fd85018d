"""Numbers of persons in cells of words: hidden on the way in, told, and kept where wanted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.intake.files import WALK, changes, problems, read, workbook
from zongjie import intake

HEAD = ("开始日期", "活动类别", "活动名称", "主办单位", "参加人数", "支出金额", "备注")
ID = "11010519491231002X"  # the example of GB 11643
ROWS = [
    (*WALK, f"联系人电话13800138000，证件{ID}"),
    (*WALK, "共走8.5公里"),
    (*WALK, "报名（010）62345678"),
]
SAMPLE = workbook({"活动": [HEAD, *ROWS]})
MASKED = "联系人电话138××××8000，证件××××××××××××××002X"


def notes(taken: intake.Intake) -> list[str]:
    return [str(one) for one in taken.ledgers["activity"]["note"]]


def test_numbers_of_persons_are_hidden_and_told_without_being_quoted() -> None:
    taken = read(SAMPLE)
    assert notes(taken) == [MASKED, "共走8.5公里", "报名（×××）×××××678"]
    assert problems(taken) == []
    assert changes(taken)[0] == f"“活动”第 2 行“备注”：读作“{MASKED}”，号码只留头尾几位。"
    said = " ".join([*changes(taken), *map(repr, taken.guesses)])
    assert ID not in said
    assert "13800138000" not in said
    (guess,) = taken.guesses
    assert (guess.column, guess.meant, guess.rows) == ("备注", intake.NUMBERS, 2)
    assert "138××××8000" in guess.detail


def test_numbers_are_kept_when_the_officer_wants_them() -> None:
    agreed = read(SAMPLE).guesses
    taken = intake.read(SAMPLE, year=2026, name="台账.xlsx", agreed=agreed)
    assert notes(taken) == [row[-1] for row in ROWS]
    assert taken.guesses == ()


def test_a_program_that_asks_for_names_gets_numbers_as_well() -> None:
    taken = intake.read(SAMPLE, year=2026, name="台账.xlsx", names=True)
    assert notes(taken) == [row[-1] for row in ROWS]


def test_a_column_noted_in_remarks_is_hidden_as_well() -> None:
    odd = [(*HEAD[:-1], "带队"), (*WALK, "老王13800138000")]
    data = workbook({"活动": odd})
    (heading,) = read(data).headings
    agreed = [intake.Guess(heading.ledger, heading.sheet, "", heading.written, "备注")]
    taken = intake.read(data, year=2026, name="台账.xlsx", agreed=agreed)
    assert notes(taken) == ["带队：老王138××××8000"]


def test_a_pasted_block_is_hidden_as_well() -> None:
    block = "\n".join("\t".join(map(str, row)) for row in (HEAD, *ROWS))
    assert notes(intake.paste(block, "activity", year=2026))[0] == MASKED


@given(st.text(alphabet="工会活动共元人次年月日.，%0123456789", max_size=9))
def test_words_with_shorter_numbers_stay_as_they_are(words: str) -> None:
    block = "\n".join("\t".join(map(str, row)) for row in (HEAD, (*WALK, f"记{words}")))
    taken = intake.paste(block, "activity", year=2026)
    assert notes(taken) == [f"记{words}"]
    assert taken.guesses == ()
