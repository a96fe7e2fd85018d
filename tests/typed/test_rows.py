"""A number said of one activity by its name is held against that row."""

from __future__ import annotations

import pytest

from tests.samples import GENRES, read
from zongjie import ledger
from zongjie.typed import Hint, Rows, against_rows

GAMES: dict[str, object] = {
    "date_start": "2026-05-01",
    "category": "文体活动",
    "name": "春季运动会",
    "participants": 86,
    "cost_yuan": 23010,
}
SPRING: dict[str, object] = {**GAMES, "name": "“迎春”健步走", "participants": None}
SPRING |= {"participant_times": 120}
COUNCIL: dict[str, object] = {
    "date": "2026-03-01",
    "kind": "职代会",
    "name": "五届一次职代会",
    "attendees": 98,
}
VAGUE: dict[str, object] = {**GAMES, "name": "金秋歌会", "participants": None}
VAGUE |= {"participants_text": "200余人"}
ROWS = Rows(
    {
        "activity": ledger.frame(
            "activity",
            [GAMES, SPRING, VAGUE, *[{**GAMES, "name": name} for name in ("职工读书会",) * 2]],
        ),
        "meeting": ledger.frame("meeting", [COUNCIL]),
        "proposal": ledger.frame("proposal", [{"period": "五届二次职代会", "collected": 60}]),
    }
)


def row_hints(text: str, rows: Rows) -> tuple[Hint, ...]:
    return against_rows(text, rows)[0]


def said(text: str) -> list[str]:
    return [f"{hint.typed} ≠ {hint.ledger}" for hint in row_hints(text, ROWS)]


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("春季运动会有 96 人参加。", ["96 人 ≠ 86人"]),
        ("5月举办春季运动会，96名职工踊跃参加，支出3万元。", ["96名 ≠ 86人", "3万元 ≠ 23010元"]),
        ("举办了“春季运动会”（参加96人）。", ["96人 ≠ 86人"]),
        ("春季运动会吸引九十六名职工参加", ["九十六名 ≠ 86人"]),
        ("开展「迎春」健步走活动，参加130人次。", ["130人次 ≠ 120人次"]),
        ("召开五届一次职代会，出席代表89人。", ["89人 ≠ 98人"]),
        ("五届二次职代会征集提案70件。", ["70件 ≠ 60件"]),
        ("金秋歌会有80人参加。", ["80人 ≠ 200余人"]),
        ("春季运动会有86人参加；迎接金秋。召开五届一次职代会，89人参加。", ["89人 ≠ 98人"]),
    ],
)  # fmt: skip
def test_a_number_unlike_that_of_the_row_it_speaks_of_is_shown(
    text: str, differs: list[str]
) -> None:
    assert said(text) == differs


@pytest.mark.parametrize(
    "text",
    [
        "春季运动会有86人参加，支出23010元。",
        "春季运动会支出2.3万元。",
        "春季运动会有90余人参加。",
        "春季运动会，其中女职工30人参加。",
        "春季运动会设项目12个，96人参加。",
        "春季运动会每人补助50元。",
        "春季运动会历时3天，30人获奖。",
        "春季运动会有30名志愿者。",
        "春季运动会参加96人次。",
        "春季运动会选拔赛有30人参加。",
        "第二届趣味春季运动会有30人参加。",
        "举办秋季运动会、春季运动会，共180人参加。",
        "举办春季运动会和秋季运动会，共180人参加。",
        "去年春季运动会有80人参加。",
        "举办春季运动会，组织职工参观，30人参加。",
        "举办春季运动会{{活动.文体活动.次数}}场，30人参加。",
        "举办春季运动会。30人参加培训。",
        "金秋歌会有210人参加。",
        "职工读书会有30人参加。",
    ],
)
def test_silence_where_the_words_may_speak_of_something_else(text: str) -> None:
    assert said(text) == []


def test_it_is_put_right_in_the_way_it_was_written() -> None:
    for text, mended in (
        ("春季运动会有96人参加", "春季运动会有86人参加"),
        ("春季运动会支出2.5万元", "春季运动会支出2.301万元"),
    ):
        (hint,) = row_hints(text, ROWS)
        start, end = hint.span
        assert text[:start] + hint.fixes[0].token + text[end:] == mended
    assert hint.message == "台账中“春季运动会”为 23010元，这里写了 2.5万元。"


def test_a_title_with_quotation_marks_is_quoted_as_is_usual() -> None:
    (hint,) = row_hints("开展“迎春”健步走活动，参加130人次。", ROWS)
    assert hint.message == "台账中“‘迎春’健步走”为 120人次，这里写了 130人次。"


def test_unchanged_ledgers_are_not_read_anew() -> None:
    frames = {"activity": ledger.frame("activity", [GAMES])}
    rows = Rows(frames)
    assert Rows(frames, rows)._held is rows._held
    other = {"activity": ledger.frame("activity", [{**GAMES, "participants": 96}])}
    assert row_hints("春季运动会有96人参加", Rows(other, rows)) == ()


@pytest.mark.parametrize("genre", GENRES)
def test_no_sample_is_doubted_with_its_numbers_typed(genre: str) -> None:
    found = read(genre)
    assert row_hints(found.whole, Rows(found.portable.intake.ledgers)) == ()
