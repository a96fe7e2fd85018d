"""Whatever a connection loses, doubles or holds back, each question is done once, in its order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.asking import question
from widgets.questions import Question, Questions


def asked(number: int, *, waits: int = 1, page: str = "page") -> Question:
    found = Question.read({**question(number, "write", waits=waits), "page": page})
    assert found is not None
    return found


class Page:
    """A page that asks, and asks all again that it has no answer to."""

    def __init__(self) -> None:
        self.questions: Questions[str] = Questions()
        self.number = 0
        self.waiting: list[int] = []
        self.done: list[int] = []

    def ask(self) -> None:
        self.number += 1
        self.waiting.append(self.number)

    def send(self, number: int, *, heard: bool) -> None:
        """One question arrives; its answer may be lost."""
        one = asked(number, waits=self.waiting[0])
        turn = self.questions.turn(one)
        if turn == "now":
            self.done.append(number)
            self.questions.answered(one, f"answer {number}")
        if turn in {"now", "again"}:
            assert self.questions.answer(one) == f"answer {number}"
            if heard:
                self.waiting.remove(number)


@given(st.data())
def test_each_is_done_once_and_in_order_over_any_bad_line(data: st.DataObject) -> None:
    page = Page()
    for _ in range(data.draw(st.integers(1, 12))):
        page.ask()
        for number in data.draw(st.lists(st.sampled_from(page.waiting or [0]), max_size=6)):
            if number in page.waiting:
                page.send(number, heard=data.draw(st.booleans()))
    for number in list(page.waiting):  # the line is good again, and all is asked again
        page.send(number, heard=True)
    assert page.done == list(range(1, page.number + 1))
    assert page.questions.kept <= 1 or page.waiting == []


def test_a_lost_question_is_asked_for_once() -> None:
    questions: Questions[str] = Questions()
    turns = [questions.turn(asked(number)) for number in (1, 3, 4, 2, 3, 5)]
    assert turns == ["now", "early", "never", "now", "now", "early"]


def test_an_answer_that_is_still_coming_is_not_begun_again() -> None:
    questions: Questions[str] = Questions()
    assert [questions.turn(asked(1)) for _ in range(2)] == ["now", "never"]
    questions.answered(asked(1), "there")
    assert questions.turn(asked(1)) == "again"
    assert questions.answer(asked(1)) == "there"


def test_what_was_not_kept_is_made_again() -> None:
    questions: Questions[str] = Questions()
    for number in (1, 2):
        questions.turn(asked(number))
        questions.answered(asked(number), "a file", kept=False)
    assert questions.turn(asked(1)) == "now"
    assert questions.turn(asked(2)) == "now"
    assert questions.turn(asked(3)) == "now"


def test_answers_are_kept_until_they_were_heard() -> None:
    questions: Questions[str] = Questions()
    for number in (1, 2, 3):
        questions.turn(asked(number))
        questions.answered(asked(number), "there")
    assert questions.kept == 3
    questions.turn(asked(4, waits=3))
    assert questions.kept == 2
    assert questions.turn(asked(2)) == "never"  # an echo of what its page has heard


def test_pages_count_for_themselves() -> None:
    questions: Questions[str] = Questions()
    assert questions.turn(asked(1, page="one")) == "now"
    assert questions.turn(asked(1, page="other")) == "now"


@pytest.mark.parametrize(
    "message",
    [None, "x", {}, {"page": "x"}, {**question(1, "write"), "number": "first"}],
)
def test_other_messages_are_no_questions(message: object) -> None:
    assert Question.read(message) is None
