from __future__ import annotations

import pytest

from tests.widgets.asking import Asker, Refused
from widgets.profile import ProfileView
from widgets.state import State
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
