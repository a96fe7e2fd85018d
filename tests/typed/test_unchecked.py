"""Typed numbers that nothing is known of are listed, and no others."""

from __future__ import annotations

import pytest

from tests.typed.figures import SAMPLE
from zongjie.typed import Names, unchecked

NAMES = Names(SAMPLE)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("参加1970人次，支出3.5万元。", ["1970人次", "3.5万元"]),
        ("{{慰问.人次}}人次，另有二十人。", ["二十人"]),
        ("2026年3月8日，第三届，1. 一是两次走访，约30人，200余人。", []),
        ("历时3小时，印发2册。", []),
    ],
)
def test_only_numbers_that_a_ledger_could_hold_count(text: str, left: list[str]) -> None:
    found = unchecked(text, NAMES, ())
    assert [text[one.start : one.end] for one in found] == left


def test_what_something_is_known_of_does_not_count() -> None:
    assert unchecked("参加1970人次", NAMES, {2}) == ()
