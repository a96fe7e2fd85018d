"""One section of the summary: the form in the page, its finished text in a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import traitlets

from widgets import checks, clash
from widgets.chart import distance, offered
from widgets.detail import Detail
from widgets.numbers import Numbers
from widgets.past import Past
from widgets.shown import LEDGER_STEP
from widgets.spans import in_browser
from widgets.state import State
from widgets.view import BookView, Props
from zongjie import catalogue, document, earlier, enough, plan, prose, schema
from zongjie.catalogue import SectionSpec
from zongjie.draft import Draft, Section
from zongjie.errors import FigureError
from zongjie.figures import Figures, spoken
from zongjie.prose import Finding
from zongjie.review import COPIED, DIFFERS, SAME_LEVEL, Review
from zongjie.store import section_part
from zongjie.typed import Hint

Piece = list[str]
"""[text] as typed, [text, key] a bound number, [text, key, "missing"] a gap."""


class SectionView(Past, BookView):
    """The editor of one section with its help; shown by nbconvert as Markdown."""

    name = "section"
    numbers = traitlets.Unicode().tag(sync=True)
    """Id of the model that holds the figures of the page."""

    def __init__(self, state: State, place: Section, guide: SectionSpec, numbers: Numbers) -> None:
        self.place = place
        self.part = section_part(place.id)
        self.guide = guide
        self.numbers = numbers.model_id
        super().__init__(state, place.id)

    @property
    def topics(self) -> frozenset[str]:  # type: ignore[override]
        """Its own text, and all that its numbers depend on.

        A plan also looks at the problems, and a signature at whether anything is written.
        """
        beside = {f"text:{plan.PROBLEMS}"} if self.place.id in plan.ANSWERS else set()
        beside |= {"text"} if self.place.id == checks.AUTOMATIC else set()
        return frozenset({"profile", "ledgers", "earlier", f"text:{self.place.id}"} | beside)

    @property
    def suggestions(self) -> tuple[str, ...]:
        """The guide's sentences, after those made from what there is.

        A plan begins with one for each problem it does nothing about, spending with its largest
        accounts.
        """
        if self.place.id not in plan.ANSWERS:
            made = catalogue.openers(self.place.id, self.state.figures)
            return (*made, *self.guide.suggestions)
        problems = plan.open_problems(self.state.document)
        return (*plan.openers(problems), *self.guide.suggestions)

    def draw(self) -> Props:
        figures = self.state.figures
        section = self.state.section(self.place.id)
        text = section.text
        hints = self.state.review.hints(section)
        standing = checks.standing(self.state, self.place.id)
        automatic = self.place.id == checks.AUTOMATIC and not text.strip()
        return {
            "title": self.state.title(self.place.id),
            "named": section.named,
            "text": text,
            "clash": clash.drawn(self.state, self.part),
            "automatic": signature(self.state.draft) if automatic else "",
            "state": standing.state,
            "status": standing.status,
            "findings": [
                as_finding(section, finding)
                for finding in checks.of_section(self.state, self.place.id)
                # these are said on their own, with what can be done
                if finding.rule not in (DIFFERS, COPIED, enough.RULE)
            ],
            "kept": [
                as_finding(section, finding)
                for finding in checks.kept_findings(self.state, self.place.id)
            ],
            "lacking": enough.lacking(section, self.state.guide(self.place.id)),
            "enough": enough.AS_IT_IS in section.kept,
            "suffices": enough.AS_IT_IS,
            "hints": [*as_hints(section, hints), *as_copied(section, self.state.review)],
            "earlier": [
                {"when": earlier.CALLED[span], "text": written.text}
                for span, one in self.state.earlier.items()
                if (written := one.draft.section(self.place.id))
            ],
            "words": self.guide.words,
            "prompts": self.guide.prompts,
            "checks": [*self._must_have(), *self.guide.checks],
            "example": pieces(self.guide.example.strip(), figures),
            "suggestions": [
                [{"text": sentence, "shown": pieces(sentence, figures)} for sentence in group]
                for group in catalogue.alternatives(catalogue.offer(self.suggestions, figures))
            ],
            "figures": [key for key in self.guide.figures if key in figures],
        }

    def _must_have(self) -> list[str]:
        looked_for = self.guide.must_have
        return [f"写到了：{'、'.join(looked_for)}"] if looked_for else []

    def on_write(self, detail: Detail) -> None:
        """Take the text as typed over the text `over`; answered once it is on disk."""
        over = detail.text("over") if detail.has("over") else None
        self.state.write(self.place.id, detail.text("text"), over)
        if not self.state.text(self.place.id).strip():
            # who begins anew has not said that it is enough
            self.state.keep(self.place.id, enough.AS_IT_IS, kept=False)

    def on_unname(self, _: Detail) -> None:
        """Call the section what the notebook calls it."""
        self.state.write(self.place.id, self.state.text(self.place.id), title=self.place.title)

    def on_settle(self, detail: Detail) -> None:
        """Choose between two texts, or take both."""
        self.state.settle(self.part, clash.choice(detail))

    def on_keep(self, detail: Detail) -> None:
        """Leave what was found, such as a number unlike the ledger's or little text, or no more."""
        self.state.keep(self.place.id, detail.text("id"), kept=detail.yes("kept"))

    def on_rows(self, detail: Detail) -> Props:
        """The ledger rows behind a figure, the step of the page they are on, and what they are."""
        figure = self.state.figures.get(detail.text("key"))
        if figure is None:
            raise FigureError("台账里已经没有这个数字了", cure="请补上台账，或改掉这处文字")
        title, name = schema.ledger(figure.ledger).title, spoken(figure.key)
        return {
            "step": LEDGER_STEP + figure.ledger,
            "rows": figure.rows,
            "say": f"{title}的这 {len(figure.rows)} 行合成了“{name}”{prose.show(figure)}",
        }

    def on_charts(self, _: Detail) -> Props:
        """Every chart the ledgers allow, the nearest first; how many are of the section itself."""
        told, found = self.guide.figures, offered(self.state.figures)
        far = {one["ref"]: distance(one["ref"], told) for one in found}
        found.sort(key=lambda one: far[one["ref"]])
        return {"charts": found, "own": list(far.values()).count(0)}

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The form for the page, and beside it the finished text for documents."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        id_ = self.place.id
        section = Section(id_, self.state.title(id_), self.state.text(id_))
        figures = self.state.figures
        data = {**data, "text/markdown": document.section_markdown(section, figures)}
        more = document.section_metadata(section, figures, draft=self.state.draft)
        return data, {**metadata, **more}


def as_finding(section: Section, finding: Finding) -> dict[str, Any]:
    """What was found, with what could stand in its place where one click will do."""
    start, end = in_browser(section.text, finding.span)
    mends = finding.suggestions if finding.rule == SAME_LEVEL else ()
    return {
        "message": finding.message,
        "severity": finding.severity,
        "id": finding.id,
        "span": [start, end],
        "mend": {"from": start, "to": end, "insert": mends[0]} if mends else None,
    }


def as_hints(section: Section, hints: Sequence[Hint]) -> list[dict[str, Any]]:
    """What there is to say about the typed numbers of a text, with places as a browser counts."""
    found = []
    for hint in hints:
        start, end = in_browser(section.text, hint.span)
        found.append(
            {
                "kind": hint.kind,
                "from": start,
                "to": end,
                "message": hint.message,
                "fixes": [{"key": fix.key, "token": fix.token} for fix in hint.fixes],
                "id": hint.id,
                "kept": hint.id in section.kept,
            }
        )
    return found


def as_copied(section: Section, review: Review) -> list[dict[str, Any]]:
    """The sentences that stand as they did last year, in the same shape."""
    return [
        {
            "kind": "copied",
            "from": start,
            "to": end,
            "message": one.message,
            "fixes": [],
            "id": one.id,
            "kept": one.id in section.kept,
        }
        for one in review.copied(section)
        if one.exact
        for start, end in [in_browser(section.text, one.span)]
    ]


def pieces(text: str, figures: Figures) -> list[Piece]:
    """A text cut where its numbers stand, each shown with its present value."""
    return [
        [piece.text, piece.key, *(["missing"] if piece.missing else [])]
        if piece.key or piece.missing
        else [piece.text]
        for piece in prose.pieces(text, figures)
    ]


def signature(draft: Draft) -> str:
    """Who signs and when, as the document will show it."""
    return "\n".join(filter(None, (draft.unit, document.written_date(draft.date))))
