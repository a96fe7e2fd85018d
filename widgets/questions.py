"""What a view was asked: every question is done once, and in the order it was asked.

A broken connection loses messages, also in the middle, and a page that has been cut off asks again
what was not answered. A text that comes without the one typed before it would read as if that had
been taken out again; so nothing is done before what was asked earlier.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

Answer = TypeVar("Answer")

Turn = Literal["now", "again", "early", "never"]


@dataclass(frozen=True)
class Question:
    """One question of one page.

    `number` counts the questions of this page to this view, from 1; those before `waits` have been
    answered and the page has heard it.
    """

    page: str
    number: int
    waits: int
    action: str
    detail: object

    @classmethod
    def read(cls, message: Any) -> Question | None:
        """The question in a message; None for a message that is something else."""
        try:
            page, action, detail = message["page"], message["action"], message["detail"]
            return cls(
                str(page), int(message["number"]), int(message["waits"]), str(action), detail
            )
        except (KeyError, TypeError, ValueError):
            return None


@dataclass
class _Page(Generic[Answer]):
    last: int = 0
    waits: int = 0
    answers: dict[int, Answer | None] = field(default_factory=dict)
    told: bool = False  # that one was lost on the way


class Questions(Generic[Answer]):
    """The questions of all pages that show one view, with the answers they may not have heard."""

    def __init__(self) -> None:
        self._pages: dict[str, _Page[Answer]] = {}

    def turn(self, asked: Question) -> Turn:
        """What to do with it.

        "now": do it. "again": it was done and answered, say so again. "early": one before it was
        lost, and its page must ask again. "never": nothing, as its answer will come or has been
        heard, or the page was told already that it is early.
        """
        page = self._pages.setdefault(asked.page, _Page())
        page.waits = max(page.waits, asked.waits)
        for old in [number for number in page.answers if number < page.waits]:
            if page.answers[old] is not None:
                del page.answers[old]
        if asked.number < page.waits:
            return "never"
        if asked.number > page.last + 1:
            told, page.told = page.told, True
            return "never" if told else "early"
        if asked.number in page.answers:
            return "never" if page.answers[asked.number] is None else "again"
        page.last = max(page.last, asked.number)  # a file that was not kept is made again
        page.told = False
        page.answers[asked.number] = None
        return "now"

    def answered(self, asked: Question, answer: Answer, *, kept: bool = True) -> None:
        """Keep the answer until its page has heard it, unless it is one to make again."""
        answers = self._pages[asked.page].answers
        if kept:
            answers[asked.number] = answer
        else:
            del answers[asked.number]

    def answer(self, asked: Question) -> Answer:
        """What was answered."""
        found = self._pages[asked.page].answers[asked.number]
        assert found is not None, "only what is to be told again is looked up"
        return found

    @property
    def kept(self) -> int:
        """How many answers are kept."""
        return sum(len(page.answers) for page in self._pages.values())
