from __future__ import annotations

from dataclasses import replace

import pytest

from tests.widgets.asking import Asker, Refused
from widgets.profile import ProfileView
from widgets.state import State
from zongjie.period import Period
from zongjie.store import Store


def test_the_example_of_a_date_is_of_the_year_after(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = ProfileView(State("large_factory", store))
    ask = Asker(view, monkeypatch)
    ask("fill", name="year", value="2030")
    (hint,) = (field["hint"] for field in view.props["fields"] if field["name"] == "date")
    assert hint == "如：2031年1月5日"
    with pytest.raises(Refused, match="请写成 2031年1月5日 这样"):
        ask("fill", name="date", value="年初")


@pytest.mark.parametrize(
    ("period", "typed", "day"),
    [
        (Period(2026), "12.20", "2026-12-20"),
        (Period(2026), "12月20日", "2026-12-20"),
        (Period(2026), "1月5日", "2027-01-05"),
        (Period(2026), "6.30", "2027-06-30"),
        (Period(2026, 1), "7月5日", "2026-07-05"),
        (Period(2026, 1), "1月5日", "2027-01-05"),
        (Period(2026, 2), "12月31日", "2026-12-31"),
        (Period(2026), "2026年3月8日", "2026-03-08"),
        (Period(2026), "2月29日", ""),
        (Period(2027), "2月29日", "2028-02-29"),
    ],
)
def test_a_date_without_a_year_is_of_the_one_in_which_such_a_summary_is_written(
    period: Period, typed: str, day: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = State("large_factory", store)
    ask = Asker(ProfileView(state), monkeypatch)
    state.fill(replace(state.draft, year=period.year, half=period.half, date=""))
    if day:
        ask("fill", name="date", value=typed)
    else:
        with pytest.raises(Refused, match="读不懂"):
            ask("fill", name="date", value=typed)
    assert state.draft.date == day


def test_a_field_that_has_become_another_unseen_is_not_written_over(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = State("large_factory", store)
    ask = Asker(ProfileView(state), monkeypatch)
    ask("fill", name="date", value="1月5日", over=["2012年1月5日"])
    ask("fill", name="date", value="1月6日", over=["1月5日"])  # typed before the answer was there
    assert state.draft.date == "2012-01-06"
    state.fill(replace(state.draft, date="2012-02-01"))  # as somebody else
    with pytest.raises(Refused, match="改成了“2012年2月1日”，您写的是“1月7日”"):
        ask("fill", name="date", value="1月7日", over=["1月6日", "2012年1月6日"])
    ask("fill", name="date", value="1月7日", over=["2012年2月1日"])
    assert state.draft.date == "2012-01-07"
