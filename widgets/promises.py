"""What earlier summaries promised, each beside what was done, and what the officer says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from widgets.detail import Detail, outdated
from widgets.section import pieces
from widgets.shown import LEDGER_STEP
from widgets.state import State
from widgets.view import Props
from zongjie import earlier, plan, prose, schema
from zongjie.draft import SELF_MADE
from zongjie.earlier import Answer, Span
from zongjie.errors import DraftError
from zongjie.plan import Item

_UNTOLD = (*plan.ANSWERS, plan.PROBLEMS, *SELF_MADE)
"""Sections that do not tell what was done."""


class Promises:
    """What a view answers about the promises of earlier summaries."""

    state: State

    def on_answer(self, detail: Detail) -> None:
        """Say what became of a promise; an empty state leaves it open again."""
        span, item = self._promise(detail)
        state, note = detail.text("state"), detail.text("note").strip()
        if state and state not in earlier.STATES:
            raise outdated()
        self.state.answer(span, item.what, Answer(state, note) if state else None)

    def on_tell(self, detail: Detail) -> Props:
        """Put the sentence about a promise at the end of a section."""
        span, item = self._promise(detail)
        said = _sentence(self.state, span, item)
        if (id_ := detail.text("section")) not in {place.id for place in self.state.outline}:
            raise outdated()
        section = self.state.section(id_)
        self.state.write(section.id, f"{section.text.rstrip()}\n\n{said}".lstrip())
        return {"step": section.id, "said": f"已写进“{section.title}”的末尾，请再顺一顺。"}

    def _promise(self, detail: Detail) -> tuple[Span, Item]:
        for span, one in self.state.earlier.items():
            for item in earlier.promised(one):
                if (span, item.what) == (detail.text("span"), detail.text("what")):
                    return span, item
        raise DraftError("对照的总结已经换了", cure="请再看一看")


def drawn(state: State) -> Props:
    """Every promise with what there is about it, and what may be chosen."""
    places = [place for place in state.outline if place.id not in _UNTOLD]
    return {
        "promises": list(_promises(state)),
        "states": earlier.STATES,
        "sections": [{"id": place.id, "title": place.title} for place in places],
    }


def _promises(state: State) -> Iterator[dict[str, Any]]:
    document = state.document
    titles = {place.id: place.title for place in document.sections}
    about = {place.id: _pairs(_words(state, place.id)) for place in state.outline}
    for span, one in state.earlier.items():
        for item in earlier.promised(one):
            answer = one.answers.get(item.what)
            found = state.records.about(item)
            told = earlier.mentioned(item, document)
            yield {
                "span": span,
                "when": earlier.CALLED[span],
                "what": item.what,
                "text": item.text,
                "state": answer.state if answer else "",
                "note": answer.note if answer else "",
                "numbers": [
                    {"key": figure.key, "shown": prose.full(figure)} for figure in found.figures
                ],
                "rows": [
                    {
                        "step": LEDGER_STEP + ledger,
                        "row": number,
                        "name": name,
                        "label": schema.ledger(ledger).label,
                    }
                    for ledger, named in found.rows.items()
                    for number, name in named.items()
                ],
                "told": {"step": told, "label": titles[told]} if told else None,
                "sentence": pieces(_sentence(state, span, item), state.figures) if answer else [],
                "section": told or _nearest(item, about),
            }


def _sentence(state: State, span: Span, item: Item) -> str:
    answer = state.earlier[span].answers.get(item.what)
    if answer is None:
        raise DraftError("还没有选做得怎样", cure="请先选“已完成”等")
    found = state.records.about(item)
    return earlier.sentence(item, span, answer, found)


def _nearest(item: Item, about: dict[str, set[str]]) -> str:
    """The section that speaks most in the words of a promise, then of all that is said of it."""
    what, said = _pairs(item.what), _pairs(item.text)

    def shared(id_: str) -> tuple[int, int]:
        return len(what & about[id_]), len(said & about[id_])

    return max((id_ for id_ in about if id_ not in _UNTOLD), key=shared, default="")


def _words(state: State, section: str) -> str:
    guide = state.guide(section)
    return "".join((guide.title, *guide.must_have, *guide.prompts))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalpha()}
