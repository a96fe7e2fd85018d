from __future__ import annotations

import datetime as dt

import pytest

from widgets.times import ago


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("2026-11-22 08:05", "今天 08:05"),
        ("2026-11-21 23:59", "昨天 23:59"),
        ("2026-03-08 09:00", "3月8日"),
        ("2025-12-31 09:00", "2025年12月31日"),
    ],
)
def test_times_are_said_as_people_say_them(then: str, said: str) -> None:
    now = dt.datetime.fromisoformat("2026-11-22 12:00")
    assert ago(dt.datetime.fromisoformat(then), now) == said
