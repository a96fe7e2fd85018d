from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import pytest

from tests.widgets.test_promises import THEN
from widgets.chart import ChartView
from widgets.compare import CompareView
from widgets.detail import Detail
from widgets.finish import ExportView, ReviewView
from widgets.history import HistoryView
from widgets.home import HomeView
from widgets.ledger import LedgerView
from widgets.numbers import Numbers
from widgets.preview import PreviewView
from widgets.profile import ProfileView
from widgets.progress import ProgressView
from widgets.section import SectionView
from widgets.state import State
from widgets.view import NOT_DONE, View
from zongjie.draft import Section
from zongjie.earlier import Earlier
from zongjie.errors import ZongjieError

Fruit = Literal["apple", "pear"]

READS: dict[str, Callable[[Detail], Any]] = {
    "text": lambda detail: detail.text("it"),
    "number": lambda detail: detail.number("it"),
    "yes": lambda detail: detail.yes("it"),
    "one of": lambda detail: detail.one_of("it", Fruit),
    "texts": lambda detail: detail.texts("it"),
    "numbers": lambda detail: detail.numbers("it"),
    "details": lambda detail: detail.details("it"),
    "within": lambda detail: detail.within("it"),
}


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("text", "words"),
        ("number", -3),
        ("yes", False),
        ("one of", "pear"),
        ("texts", ["a", "b"]),
        ("numbers", [1, 2]),
    ],
)
def test_what_is_said_as_it_has_to_be_is_read(read: str, value: object) -> None:
    assert READS[read](Detail({"it": value})) == value


def test_what_is_said_of_several_things_is_read_one_by_one() -> None:
    said = Detail({"all": [{"a": 1}, Detail({"a": 2})], "by": {"x": "1", "y": "2"}}, [b"file"])
    assert [one.number("a") for one in said.details("all")] == [1, 2]
    assert said.within("by").words() == {"x": "1", "y": "2"}
    assert said.buffers == (b"file",)
    assert (said.has("all"), said.has("none")) == (True, False)


def test_what_is_not_said_is_what_it_usually_is() -> None:
    said = Detail({"none": None})
    assert said.text("none", "") == ""
    assert said.number("none", 5) == 5
    assert said.yes("none", default=True)
    assert said.one_of("none", Fruit, "apple") == "apple"
    assert said.details("none", []) == []


@pytest.mark.parametrize(
    ("read", "value"),
    [
        *((read, None) for read in READS),
        *((read, {"x": 1}) for read in READS if read != "within"),
        ("text", 1),
        ("number", "1"),
        ("number", 1.0),
        ("number", True),
        ("number", 2**60),
        ("yes", 1),
        ("one of", "plum"),
        ("texts", ["a", 1]),
        ("numbers", [1, True]),
        ("details", [1]),
        ("within", ["x"]),
    ],
)
def test_what_is_missing_or_of_another_kind_is_refused(read: str, value: object) -> None:
    with pytest.raises(ZongjieError, match="请刷新页面"):
        READS[read](Detail({"it": value}))


def test_what_has_no_names_is_refused() -> None:
    with pytest.raises(ZongjieError, match="请刷新页面"):
        Detail(["it"])


VIEWS: dict[type[View], Callable[[State], View]] = {
    ChartView: lambda state: ChartView(state, ("活动.按类别",), None),
    CompareView: CompareView,
    ExportView: ExportView,
    HistoryView: HistoryView,
    HomeView: lambda state: HomeView(state.keeping.store),
    LedgerView: lambda state: LedgerView(state, "welfare"),
    PreviewView: PreviewView,
    ProfileView: ProfileView,
    ProgressView: ProgressView,
    ReviewView: ReviewView,
    SectionView: lambda state: SectionView(
        state, Section("welfare", "帮扶"), state.spec("welfare"), Numbers(state)
    ),
}
ACTIONS = [
    (kind, name.removeprefix("on_"))
    for kind in VIEWS
    for name in dir(kind)
    if name.startswith("on_")
]


class Anything(dict[str, Any]):
    """A message that says the same under every name."""

    def __init__(self, said: object) -> None:
        super().__init__()
        self.said = said

    def get(self, _: str, __: object = None) -> Any:
        return self.said


VALUES: list[object] = [
    None,
    "",
    "x",
    "无",
    -1,
    0,
    10**9,
    1.5,
    True,
    [],
    ["x"],
    [-1],
    [[]],
    {},
    [{}],
]
VALUES += [Anything("x"), [Anything("x")], [Anything(-1)], Anything([Anything(1)])]


@pytest.mark.parametrize(("kind", "action"), ACTIONS)
def test_a_forged_message_is_answered_in_plain_words(
    kind: type[View], action: str, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.write("problems", "写了一点。")
    state.put_earlier("year", Earlier(replace(THEN, year=state.draft.year - 1)))
    view, heard = VIEWS[kind](state), []
    monkeypatch.setattr(view, "send", lambda answer, _=None: heard.append(answer))
    unforeseen = []
    for number, said in enumerate([*map(Anything, VALUES), *VALUES], start=1):
        heard.clear()
        message = {"page": "page", "number": number, "waits": number}
        view._asked(None, {**message, "action": action, "detail": said}, [])
        (answer,) = (one for one in heard if one.get("re") == number)
        if answer.get("say") == NOT_DONE:
            unforeseen.append(said.said if isinstance(said, Anything) else said)
    assert unforeseen == []
