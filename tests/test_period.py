import pytest

from zongjie.errors import SettingsError
from zongjie.period import Period, months_of


@pytest.mark.parametrize(
    ("period", "label", "months"),
    [
        (Period(2026), "2026年", 12),
        (Period(2026, 1), "2026年上半年", 6),
        (Period(2026, 2), "2026年下半年", 6),
    ],
)
def test_a_period_knows_its_name_and_months(period: Period, label: str, months: int) -> None:
    assert period.label == label
    assert len(period.months) == months


@pytest.mark.parametrize("year", [0, 26, 1900, 20260])
def test_a_year_must_have_four_sensible_digits(year: int) -> None:
    with pytest.raises(SettingsError, match="四位数"):
        Period(year)


def test_there_are_only_two_halves() -> None:
    with pytest.raises(SettingsError, match="半年"):
        Period(2026, 3)


@pytest.mark.parametrize(
    ("date", "year", "first", "second"),
    [
        ("2026-03-08", True, True, False),
        ("2026-09", True, False, True),
        ("2026-Q2", True, True, False),
        ("2026-Q3", True, False, True),
        ("2026", True, False, False),
        ("2025-12-31", False, False, False),
    ],
)
def test_a_date_counts_only_where_all_of_it_lies_inside(
    date: str, *, year: bool, first: bool, second: bool
) -> None:
    found = [Period(2026).contains(date), Period(2026, 1).contains(date)]
    assert [*found, Period(2026, 2).contains(date)] == [year, first, second]


def test_months_of_follow_the_precision() -> None:
    assert list(months_of("2026-Q4")) == [10, 11, 12]
    assert list(months_of("2026-07")) == [7]
    assert list(months_of("2026")) == []


def test_the_same_time_a_year_before() -> None:
    assert Period(2026, 1).before == Period(2025, 1)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(2026), "2026-10-01", "2027-09-30"),
        (Period(2026, 1), "2026-04-01", "2027-03-31"),
        (Period(2026, 2), "2026-10-01", "2027-09-30"),
    ],
)
def test_a_summary_is_signed_from_its_last_quarter_on(
    period: Period, first: str, last: str
) -> None:
    assert period.suits(first)
    assert period.suits(last)
    before = f"{first[:5]}{int(first[5:7]) - 1:02d}-30"
    after = f"{last[:5]}{int(last[5:7]) + 1:02d}-01"
    assert not period.suits(before)
    assert not period.suits(after)
