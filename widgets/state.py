"""The one thing that changes: the draft being written, its ledgers and the figures they give.

Views never keep a copy; they are told by topic what has changed and look again. Topics are
``profile``, ``ledgers``, ``text``, ``text:<section>``, ``saved`` and ``outline``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from widgets import places
from zongjie import catalogue, figures, ledger, portable
from zongjie.catalogue import SectionSpec
from zongjie.draft import Draft, Section, put_section
from zongjie.errors import DraftError, ZongjieError
from zongjie.figures import Figures
from zongjie.ledger import Ledgers, Problem
from zongjie.review import Review
from zongjie.store import Store

Watcher = Callable[[frozenset[str]], None]

LEDGER_STEP = "ledger-"
"""What the step of a ledger begins with; its identifier follows."""

EVERYTHING = frozenset({"profile", "ledgers", "text", "saved", "outline"})


class State:
    """What all views of one page share.

    Parameters
    ----------
    genre : id of the genre notebook.
    store : where drafts are kept; by default the store of the settings.
    """

    def __init__(self, genre: str, store: Store | None = None) -> None:
        self.genre = catalogue.genre(genre)
        self.store = store or Store()
        self.id = ""
        """The draft's id; empty while a sample is shown, which is copied at its first change."""
        self.saved = ""
        self.unsaved: set[str] = set()
        """What changed and could not be put on disk; it goes with the next change."""
        self.trouble = ""
        """Why the draft that was asked for is not shown; empty when it is."""
        self.outline: list[Section] = []
        """Sections in the order of the notebook's cells, with the titles those cells give."""
        self.steps: dict[str, str] = {}
        """The other steps of the page and what they are called, in the order of the cells."""
        self.draft: Draft
        self.ledgers: dict[str, pd.DataFrame]
        """All rows, those that lack something included; see `counted`."""
        self.counted: dict[str, pd.DataFrame]
        """The rows that make the figures."""
        self.last: Ledgers | None
        """The ledgers of the year before, to compare with; None where there are none."""
        self.figures: Figures
        self.review: Review
        self._watchers: list[Watcher] = []
        self._take(*blank(genre))

    # ------------------------------------------------------------------ reading

    @property
    def document(self) -> Draft:
        """The draft in the order of the notebook: what is previewed, reviewed and exported.

        Text that no cell of the notebook shows is kept, after the rest.
        """
        placed = tuple(replace(self.section(place.id), title=place.title) for place in self.outline)
        ids = {section.id for section in placed}
        rest = tuple(section for section in self.draft.sections if section.id not in ids)
        return replace(self.draft, sections=placed + rest)

    def section(self, id_: str) -> Section:
        """A section with its text, which is empty while nothing is written."""
        return self.draft.section(id_) or Section(id_, self._title(id_))

    def text(self, section: str) -> str:
        """The text of a section as typed; "" while nothing is written."""
        return self.section(section).text

    def spec(self, section: str) -> SectionSpec:
        """What a section asks and offers, as its genre words it; an own section's is empty."""
        known = self.genre.specs.get(section) or catalogue.sections().get(section)
        return known or SectionSpec(section, section)

    def problems(self, id_: str) -> tuple[Problem, ...]:
        """What is to be put right in one ledger."""
        return self._problems[id_]

    # ------------------------------------------------------------------ changing

    def open(self, id_: str) -> None:
        """Show this draft, or the genre's sample for an empty id.

        Raises `StoreError` when there is no such draft and `DraftError` when it belongs to another
        genre's notebook.
        """
        if id_:
            found = self.store.load(id_)
            if found.draft.genre != self.genre.id:
                raise DraftError(f"这份总结不是“{self.genre.label}”", cure="请回首页从列表里打开")
            self._take(found.draft, found.intake.ledgers, found.before)
        else:
            self._take(*blank(self.genre.id))
        self.id = id_
        self.saved = self.trouble = ""
        self._tell_all()

    def show(self, id_: str) -> None:
        """Open what the page's address asks for; what stands in the way is kept in `trouble`."""
        if id_ == self.id:
            return
        try:
            self.open(id_)
        except ZongjieError as error:
            self.trouble = str(error)
            self.tell("saved")

    def place(self, section: Section) -> None:
        """Take a section of the notebook into the outline, or its new title."""
        for index, known in enumerate(self.outline):
            if known.id == section.id:
                self.outline[index] = section
                break
        else:
            self.outline.append(section)
        self.tell("outline")

    def add_step(self, step: str, label: str) -> None:
        """Take a step that is no section into the page's list."""
        self.steps[step] = label
        self.tell("outline")

    def write(self, section: str, text: str) -> None:
        """Take the new text of a section."""
        if text == self.text(section) and not self.unsaved:
            return
        self._put(replace(self.section(section), title=self._title(section), text=text))

    def keep(self, section: str, id_: str, *, kept: bool = True) -> None:
        """Leave a typed number of a section as it is although the ledger has another, or no more.

        `id_` names the difference (`zongjie.typed.Hint.id`).
        """
        old = self.section(section)
        ids = old.kept | {id_} if kept else old.kept - {id_}
        if ids != old.kept:
            self._put(replace(old, kept=ids))

    def fill(self, draft: Draft) -> None:
        """Take a new unit, year, author or date."""
        if draft == self.draft and not self.unsaved:
            return
        period = draft.period
        self.draft = draft
        if period != self.figures.period:
            self._count_last()
            self._count()
        self.tell("profile", "ledgers")
        self._save("text")

    def put_ledgers(self, changed: Mapping[str, pd.DataFrame]) -> None:
        """Take these ledgers in place of those that are there; the others stay."""
        self.ledgers = {**self.ledgers, **changed}
        self._count(tuple(changed))
        self.tell("ledgers")  # the eye first: what is on the page moves before the disk does
        self._save("ledgers")

    def put_last(self, last: Ledgers | None) -> None:
        """Compare with these ledgers of the year before, or with none."""
        self.last = last
        self._count_last()
        self._count()
        self.tell("ledgers")
        self._save("last")

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
        self.tell(*EVERYTHING, *(f"text:{place.id}" for place in self.outline))

    # ------------------------------------------------------------------ inside

    def _take(self, draft: Draft, ledgers: Ledgers, last: Ledgers | None = None) -> None:
        self.draft = draft
        self.ledgers = dict(ledgers)
        self.last = last
        self.unsaved = set()
        self.counted = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self.review = Review(Figures(draft.period, {}, {}))
        self._count_last()
        self._count()

    def _count(self, changed: tuple[str, ...] = ()) -> None:
        for id_ in changed or tuple(self.ledgers):
            self.counted[id_], self._problems[id_] = ledger.validate(
                id_, self.ledgers[id_], year=self.draft.year
            )
        self.figures = figures.compute(self.counted, self.draft.period, last=self._before)
        self.review = Review(self.figures, self.review)

    def _count_last(self) -> None:
        self._before: Figures | None = None
        if self.last is None:
            return
        before = self.draft.period.before
        counted = {
            id_: ledger.validate(id_, frame, year=before.year)[0]
            for id_, frame in self.last.items()
        }
        self._before = figures.compute(counted, before)

    def _title(self, section: str) -> str:
        usual = self.spec(section).title
        return next((place.title for place in self.outline if place.id == section), usual)

    def _put(self, section: Section) -> None:
        self.draft = put_section(self.draft, section)
        self.tell("text", f"text:{section.id}")
        self._save("text")

    def _save(self, part: str) -> None:
        """Put ``text``, ``ledgers`` or ``last`` on disk, and whatever did not get there before."""
        self.unsaved.add(part)
        try:
            if not self.id:
                self.id = self.store.create(self.draft, self.ledgers, last=self.last)
                self.unsaved = {"text"}
            if "ledgers" in self.unsaved:
                saved = self.store.save_ledgers(self.id, self.ledgers)
            if "last" in self.unsaved:
                saved = self.store.save_last(self.id, self.last)
            if "text" in self.unsaved:
                saved = self.store.save_draft(self.id, self.draft)
            self.unsaved.clear()
            self.saved = f"{saved:%H:%M:%S}"
        finally:
            self.tell("saved")


def blank(genre: str) -> tuple[Draft, Ledgers]:
    """The genre's sample, else a draft with nothing in it."""
    folder = places.sample(genre)
    if folder is not None:
        found = portable.read(folder)
        return found.draft, found.intake.ledgers
    import datetime as dt

    year = dt.date.today().year  # noqa: DTZ011 - the officer's own calendar
    half = 1 if catalogue.genre(genre).half else None
    return Draft(genre=genre, unit="某某工会", year=year, half=half), ledger.empty_all()
