"""A year beside the one before, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zongjie.figures import Figure, change
from zongjie.period import Period


def figure(value: int | str | Decimal | None, unit: str = "元") -> Figure | None:
    if value is None:
        return None
    exact = not (isinstance(value, str) and not value.replace(".", "").isdigit())
    held = Decimal(value) if exact else value
    return Figure("某项", held, unit, Period(2026), exact, "welfare", (1,))


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (9, 8, "同比增长12.5%"),
        (92, 100, "同比下降8%"),
        (0, 100, "同比下降100%"),
        ("1.00", 1, "持平"),
        (0, 0, "持平"),
        (5, 0, "由无到有"),
        (100001, 100000, "同比增长不到0.1%"),
        (200, -100, "增加300元"),
        (-300, -100, "减少200元"),
        (None, 8, ""),
        (8, None, ""),
        ("10万余元", 8, ""),
        (8, "10万余元", ""),
    ],
)
def test_what_became_of_a_figure(
    now: int | str | None, before: int | str | None, words: str
) -> None:
    assert change(figure(now), figure(before)) == words


def test_a_rate_moves_by_points() -> None:
    assert change(figure("96.5", "%"), figure("94.2", "%")) == "提高2.3个百分点"
    assert change(figure("90", "%"), figure("94.2", "%")) == "降低4.2个百分点"


def test_figures_of_different_units_are_not_compared() -> None:
    assert change(figure(3, "人"), figure(2, "人次")) == ""
