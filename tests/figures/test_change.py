"""A year beside the one before, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zongjie.figures import Figure, change, difference, growth
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


@pytest.mark.parametrize(
    ("now", "before", "unit", "by", "share"),
    [
        (9, 8, "次", "1", "12.5"),
        ("90.50", 100, "元", "-9.50", "-9.5"),
        (100001, 100000, "元", "1", "0.0"),
        (1005, 1000, "元", "5", "0.5"),
        (10005, 10000, "元", "5", "0.1"),  # half up
        (9995, 10000, "元", "-5", "-0.1"),
        (5, 0, "元", "5", None),
        (-300, -100, "元", "-200", None),
        ("96.5", "94.2", "%", "2.3", None),
        (None, 8, "元", None, None),
        (8, None, "元", None, None),
        ("10万余元", 8, "元", None, None),
    ],
)
def test_by_how_much_it_grew(
    now: int | str | None, before: int | str | None, unit: str, by: str | None, share: str | None
) -> None:
    pair = figure(now, unit), figure(before, unit)
    assert difference(*pair) == (None if by is None else Decimal(by))
    assert growth(*pair) == (None if share is None else Decimal(share))


def test_a_difference_of_counts_is_a_count() -> None:
    one, other = (
        Figure("某项", held, "次", Period(2026), exact=True, ledger="activity", rows=(1,))
        for held in (9, 8)
    )
    assert isinstance(difference(one, other), int)


def test_a_rate_moves_by_points() -> None:
    assert change(figure("96.5", "%"), figure("94.2", "%")) == "提高2.3个百分点"
    assert change(figure("90", "%"), figure("94.2", "%")) == "降低4.2个百分点"


def test_figures_of_different_units_are_not_compared() -> None:
    assert change(figure(3, "人"), figure(2, "人次")) == ""
