"""What a page shows: a draft, its ledgers and the figures they give. Nothing here is saved.

Views never keep a copy; they are told by topic what has changed and look again. Topics are
``profile``, ``ledgers``, ``text``, ``text:<section>``, ``earlier``, ``saved`` and ``outline``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pandas as pd

from widgets import places, sheet
from widgets.sheet import Refusals
from zongjie import catalogue, figures, ledger, portable, schema
from zongjie.catalogue import SectionSpec
from zongjie.draft import Draft, Section, arranged, put_section
from zongjie.earlier import Earlier, Records, Span
from zongjie.figures import Figures
from zongjie.ledger import Ledgers, Problem
from zongjie.privacy import Privacy
from zongjie.review import Review, sentences_of
from zongjie.store import FORMULAS, PROFILE, Whole, ledger_part, section_part
from zongjie.store.values import (
    Content,
    Formulas,
    Profile,
    earlier_of,
    ledger_of,
    profile_of,
    section_of,
)

Watcher = Callable[[frozenset[str]], None]

LEDGER_STEP = "ledger-"
"""What the step of a ledger begins with; its identifier follows."""

EVERYTHING = frozenset({"profile", "ledgers", "text", "earlier", "saved", "outline"})


class Shown:
    """What all views of one page look at.

    Parameters
    ----------
    genre : id of the genre notebook.
    whole : what is shown at first.
    """

    def __init__(self, genre: str, whole: Whole) -> None:
        self.genre = catalogue.genre(genre)
        self.cells: dict[str, Section] = {}
        """Sections in the order of the notebook's cells, with the titles those cells give."""
        self.guides: dict[str, SectionSpec] = {}
        """What those cells ask of their sections."""
        self.steps: dict[str, str] = {}
        """The other steps of the page and what they are called, in the order of the cells."""
        self.draft: Draft
        self.ledgers: dict[str, pd.DataFrame]
        """All rows, those that lack something included; see `counted`."""
        self.counted: dict[str, pd.DataFrame]
        """The rows that make the figures."""
        self.refused: dict[str, Refusals]
        """What is written over cells and was not taken; the browser keeps it beyond this page."""
        self.last: Ledgers | None
        """The ledgers of the year before, to compare with; None where there are none."""
        self.left_before: dict[str, int]
        """By ledger: how many of last year's rows lack something and make no figures."""
        self.earlier: dict[Span, Earlier]
        """The summaries before this one that it is held against."""
        self.figures: Figures
        self.review: Review
        self.records: Records
        """What the ledgers have about promises of earlier summaries."""
        self.privacy = Privacy()
        self._watchers: list[Watcher] = []
        self._take(whole)

    # ------------------------------------------------------------------ reading

    @property
    def outline(self) -> tuple[Section, ...]:
        """The sections of the page in the order and with the titles of the document.

        They are those of the notebook's cells, then what the draft has of its own beyond them.
        """
        beyond = (one.id for one in self.unplaced if self._is_own(one))
        places = (Section(id_, self.title(id_)) for id_ in (*self.cells, *beyond))
        return arranged(places, self.draft.order, attrgetter("id"))

    @property
    def document(self) -> Draft:
        """The draft in the order of the notebook: what is previewed, reviewed and exported.

        Text that no cell of the notebook shows is kept, after the rest. A draft with an order of
        its own keeps that, and its own titles.
        """
        sections = arranged(self._by_cells(), self.draft.order, attrgetter("id"))
        return replace(self.draft, sections=sections)

    def title(self, id_: str) -> str:
        """What a section is called: by the draft itself, else by its cell, else as usual.

        The cell of an own section that gives no title leaves it to the draft.
        """
        section, cell, usual = self.draft.section(id_), self.cells.get(id_), self.spec(id_).title
        unsaid = cell is None or cell.title == id_ == usual
        if section is not None and (section.named or unsaid):
            return section.title
        return cell.title if cell else usual

    @property
    def unplaced(self) -> tuple[Section, ...]:
        """The sections that no cell of the notebook shows; they come last in the document."""
        shown = {*self.cells, "title"}
        return tuple(section for section in self.draft.sections if section.id not in shown)

    def section(self, id_: str) -> Section:
        """A section with its text, which is empty while nothing is written."""
        return self.draft.section(id_) or Section(id_, self.title(id_))

    def text(self, section: str) -> str:
        """The text of a section as typed; "" while nothing is written."""
        return self.section(section).text

    def spec(self, section: str) -> SectionSpec:
        """What a section asks and offers, as its genre words it; an own section's is empty."""
        return catalogue.guide(self.genre.id, section)

    def guide(self, section: str) -> SectionSpec:
        """What the notebook's cell asks of a section, else what its genre does."""
        return self.guides.get(section) or self.spec(section)

    def problems(self, id_: str) -> tuple[Problem, ...]:
        """What is to be put right in one ledger, cells that show what was refused before all."""
        of = schema.ledger(id_)
        found = sheet.about_refused(of, self.ledgers[id_], self.refused.get(id_, {}))
        refused = tuple(found.values())
        told = {(problem.row, problem.column) for problem in refused}
        rest = (one for one in self._problems[id_] if (one.row, one.column) not in told)
        return (*refused, *rest)

    def part(self, step: str) -> str:
        """The part of the draft that a step of the page is about."""
        if step.startswith(LEDGER_STEP):
            return ledger_part(step.removeprefix(LEDGER_STEP))
        return section_part(step) if step in {one.id for one in self.outline} else PROFILE

    def content(self, part: str) -> Content:
        """What this page has of a part of the draft."""
        if (section := section_of(part)) is not None:
            return self.section(section)
        if part == FORMULAS:
            return Formulas(self.draft.formulas)
        if (span := earlier_of(part)) is not None:
            return self.earlier.get(span) or nothing(self.draft)
        if (ledger_ := ledger_of(part)) is None:
            return profile_of(self.draft)
        if part == ledger_part(ledger_):
            return self.ledgers[ledger_]
        return (self.last or ledger.empty_all())[ledger_]

    # ------------------------------------------------------------------ the notebook

    def place(self, section: Section, guide: SectionSpec | None = None) -> None:
        """Take a section of the notebook into the outline, or its new title and guide."""
        if guide is not None:
            self.guides[section.id] = guide
        self.cells[section.id] = section
        self.tell("outline")

    def add_step(self, step: str, label: str) -> None:
        """Take a step that is no section into the page's list."""
        self.steps[step] = label
        self.tell("outline")

    # ------------------------------------------------------------------ telling

    def watch(self, watcher: Watcher, *, first: bool = False) -> None:
        """Call this with the topics of each change, `first` before those that can wait."""
        if first:
            self._watchers.insert(0, watcher)
        else:
            self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Call it no more."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    def tell(self, *topics: str) -> None:
        """Let every watcher know what has changed."""
        for watcher in tuple(self._watchers):
            watcher(frozenset(topics))

    def _tell_all(self) -> None:
        self.tell(*EVERYTHING, *(f"text:{id_}" for id_ in self.cells))

    # ------------------------------------------------------------------ inside

    def _is_own(self, section: Section) -> bool:
        """Whether it is a section of this draft's own: one of the genre was left out on purpose."""
        placed = section.text.strip() or section.id in self.draft.order
        return bool(placed) and section.id not in self.genre.specs

    def _by_cells(self) -> tuple[Section, ...]:
        """The sections in the order of the notebook, then those it does not show."""
        placed = (replace(self.section(id_), title=self.title(id_)) for id_ in self.cells)
        rest = (section for section in self.draft.sections if section.id not in self.cells)
        return (*placed, *rest)

    def _accept(self, found: Mapping[str, Content]) -> None:
        """Take these contents of parts into the page, and tell what is another now."""
        topics: set[str] = set()
        changed: list[str] = []
        anew = False  # the period, or the year before: all is counted with another measure
        for part, content in found.items():
            match content:
                case Section():
                    title = self.title(content.id)
                    self.draft = put_section(self.draft, content)
                    topics |= {"text", f"text:{content.id}"}
                    topics |= {"outline"} if self.title(content.id) != title else set()
                case Profile():
                    period = self.draft.period
                    self.draft = replace(self.draft, **vars(content))
                    anew = anew or self.draft.period != period
                    topics.add("profile")
                case Formulas():
                    self.draft = replace(self.draft, formulas=content.text)
                    anew = True
                case Earlier():
                    topics |= self._put_earlier(part, content)
                case _ if part == ledger_part(id_ := str(ledger_of(part))):
                    self._put_rows(id_, content)
                    changed.append(id_)
                case _:
                    last = {**(self.last or ledger.empty_all()), id_: content}
                    self.last = last if any(map(len, last.values())) else None
                    anew = True
        if anew:
            self._count_last()
        if anew or changed:
            self._count(() if anew else tuple(changed))
            topics.add("ledgers")
        if topics:
            self.tell(*topics)

    def _put_earlier(self, part: str, content: Earlier) -> set[str]:
        span = earlier_of(part)
        if span is None:
            return set()  # of a later version of the program
        kept = {each: one for each, one in self.earlier.items() if each != span}
        self.earlier = kept | ({span: content} if content.draft.sections else {})
        self._known = sentences_of(self.earlier)
        self.review = Review(self.figures, self.review, self._known, self.counted)
        return {"earlier"}

    def _put_rows(self, id_: str, frame: pd.DataFrame, refused: Refusals | None = None) -> None:
        old = self.refused.get(id_, {})
        if refused is None and old:
            refused = sheet.still_refused(old, self.ledgers[id_], frame)
        self.refused[id_] = refused or {}
        self.ledgers = {**self.ledgers, id_: frame}

    def _take(self, found: Whole) -> None:
        self.draft = found.draft
        self.ledgers = dict(found.ledgers)
        self.last = found.last
        self.earlier = dict(found.earlier)
        self._known = sentences_of(self.earlier)
        self.refused = {}
        self.counted = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self.review = Review(Figures(self.draft.period, {}, {}))
        self._count_last()
        self._count()

    def _count(self, changed: tuple[str, ...] = ()) -> None:
        for id_ in changed or tuple(self.ledgers):
            self.counted[id_], self._problems[id_] = ledger.validate(
                id_, self.ledgers[id_], year=self.draft.year, half=self.draft.half
            )
        self.figures = figures.compute(
            self.counted, self.draft.period, last=self._before, formulas=self.draft.formulas
        )
        self.review = Review(self.figures, self.review, self._known, self.counted)
        self.records = Records(self.review.names, self.counted)

    def _count_last(self) -> None:
        self._before: Figures | None = None
        self.left_before = {}
        if self.last is None:
            return
        before = self.draft.period.before
        counted = {
            id_: ledger.validate(id_, frame, year=before.year)[0]
            for id_, frame in self.last.items()
        }
        for id_, frame in self.last.items():
            if left := int(ledger.written(frame).sum()) - len(counted[id_]):
                self.left_before[id_] = left
        self._before = figures.compute(counted, before, formulas=self.draft.formulas)


def sample(genre: str) -> Whole:
    """The genre's sample, else a draft with nothing in it."""
    folder = places.sample(genre)
    return empty(genre) if folder is None else read(folder)


def read(path: Path) -> Whole:
    """A portable draft."""
    found = portable.read(path)
    return Whole(found.draft, found.intake.ledgers, found.before, found.earlier)


def nothing(draft: Draft) -> Earlier:
    """What stands for no earlier summary."""
    return Earlier(replace(draft, sections=()))


def empty(genre: str) -> Whole:
    """A draft with nothing in it."""
    year = dt.date.today().year  # noqa: DTZ011 - the officer's own calendar
    half = 1 if catalogue.genre(genre).half else None
    return Whole(Draft(genre=genre, unit="某某工会", year=year, half=half), ledger.empty_all())
