"""The one thing that changes: the draft being written, its ledgers and the figures they give.

Views never keep a copy; they are told by topic what has changed and look again. Topics are
``profile``, ``ledgers``, ``text``, ``text:<section>``, ``saved`` and ``outline``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from widgets import places, sheet
from widgets.keeping import Choice, Keeping
from widgets.sheet import Refusals
from zongjie import catalogue, figures, ledger, portable, schema
from zongjie.catalogue import SectionSpec
from zongjie.draft import Draft, Section, put_section
from zongjie.errors import DraftError, ZongjieError
from zongjie.figures import Figures
from zongjie.ledger import Ledgers, Problem
from zongjie.review import Review
from zongjie.store import (
    FORMULAS,
    PROFILE,
    SignedDraft,
    StalePart,
    Whole,
    last_part,
    ledger_part,
    merging,
    section_part,
)
from zongjie.store.values import (
    Content,
    Formulas,
    Newer,
    Profile,
    ledger_of,
    profile_of,
    section_of,
)

if TYPE_CHECKING:
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
    waiting : show nothing until `show` is called, since nobody has asked for a page yet; else the
        genre's sample is shown.
    """

    def __init__(self, genre: str, store: Store | None = None, *, waiting: bool = False) -> None:
        self.genre = catalogue.genre(genre)
        self.keeping = Keeping(store)
        self.waiting = waiting
        self.trouble = ""
        """Why the draft that was asked for is not shown; empty when it is."""
        self.outline: list[Section] = []
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
        self.figures: Figures
        self.review: Review
        self._watchers: list[Watcher] = []
        self._take(empty(genre) if waiting else sample(genre))

    # ------------------------------------------------------------------ reading

    @property
    def id(self) -> str:
        """The draft's id; empty while a sample is shown, which is copied at its first change."""
        return self.keeping.id

    @property
    def signed(self) -> bool:
        """Whether the draft is signed off: then it is only read."""
        return self.keeping.signed

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
        sections = {place.id for place in self.outline}
        return section_part(step) if step in sections else PROFILE

    def content(self, part: str) -> Content:
        """What this page has of a part of the draft."""
        if (section := section_of(part)) is not None:
            return self.section(section)
        if part == FORMULAS:
            return Formulas(self.draft.formulas)
        if (ledger_ := ledger_of(part)) is None:
            return profile_of(self.draft)
        if part == ledger_part(ledger_):
            return self.ledgers[ledger_]
        return (self.last or ledger.empty_all())[ledger_]

    # ------------------------------------------------------------------ changing

    def open(self, draft: str | Path) -> None:
        """Show the draft with this id, or the genre's sample for an empty one.

        A path is that of a portable draft; it is copied at its first change as a sample is. Raises
        `StoreError` when there is no such draft, `DraftError` when it belongs to another genre's
        notebook, and what `portable.read` raises.
        """
        found: Whole
        if isinstance(draft, str) and draft:
            found = self.keeping.open(draft)
        else:
            self.keeping.leave()
            found = read(draft) if isinstance(draft, Path) else sample(self.genre.id)
        if found.draft.genre != self.genre.id:
            self.keeping.leave()
            raise DraftError(f"这份总结不是“{self.genre.label}”", cure="请回首页从列表里打开")
        self._take(found)
        self.waiting = False
        self.trouble = ""
        self._tell_all()

    def show(self, id_: str) -> None:
        """Open what the page's address asks for; what stands in the way is kept in `trouble`."""
        if id_ == self.id and not self.waiting:
            return
        try:
            self.open(id_)
        except ZongjieError as error:
            self.trouble = str(error)
            self.tell("saved")

    def place(self, section: Section, guide: SectionSpec | None = None) -> None:
        """Take a section of the notebook into the outline, or its new title and guide."""
        if guide is not None:
            self.guides[section.id] = guide
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

    def write(self, section: str, text: str, over: str | None = None) -> None:
        """Take the new text of a section, typed over the text `over`.

        What others have written since is put together with it; `StalePart` when both wrote at the
        same place.
        """
        now = self.section(section)
        part = section_part(section)
        if text == now.text and part not in self.keeping.unsaved:
            return
        self._refuse_signed()
        new = replace(now, title=self._title(section), text=text)
        if over in (None, now.text) or text == now.text:
            self._put(new)
            return
        both = merging.text(over, text, now.text)
        if both is not None:
            self._put(replace(new, text=both))
            return
        stale = self.keeping.differ(part, replace(now, text=over), new, now)
        self._accept(part, new)
        self.tell("saved")
        raise stale

    def keep(self, section: str, id_: str, *, kept: bool = True) -> None:
        """Leave a typed number of a section as it is although the ledger has another, or no more.

        `id_` names the difference (`zongjie.typed.Hint.id`).
        """
        old = self.section(section)
        ids = old.kept | {id_} if kept else old.kept - {id_}
        if ids != old.kept:
            self._refuse_signed()
            self._put(replace(old, kept=ids))

    def fill(self, draft: Draft) -> None:
        """Take a new unit, year, author or date.

        `DraftError` when somebody else has just changed the same; then theirs stands.
        """
        if draft == self.draft and PROFILE not in self.keeping.unsaved:
            return
        self._refuse_signed()
        self._accept(PROFILE, profile_of(draft))
        try:
            self._save(PROFILE)
        except StalePart as stale:
            theirs = self.keeping.yield_to(stale)
            self._accept(PROFILE, theirs)
            raise DraftError(
                f"{stale.who}刚改了这一项，已换成新的内容", cure="仍要改的，请再写一次"
            ) from stale

    def put_ledgers(
        self,
        changed: Mapping[str, pd.DataFrame],
        refused: Mapping[str, Refusals] = MappingProxyType({}),
    ) -> None:
        """Take these ledgers in place of those that are there; the others stay.

        `refused` is what is written over their cells; without it, what still stands as it did.
        """
        self._refuse_signed()
        for id_, frame in changed.items():
            self._put_rows(id_, frame, refused.get(id_))
        self._count(tuple(changed))
        self.tell("ledgers")  # the eye first: what is on the page moves before the disk does
        self._save(*map(ledger_part, changed))

    def put_last(self, last: Ledgers | None) -> None:
        """Compare with these ledgers of the year before, or with none."""
        self._refuse_signed()
        ids = {*(last or ()), *(self.last or ())}
        self.last = last
        self._count_last()
        self._count()
        self.tell("ledgers")
        self._save(*map(last_part, sorted(ids)))

    def settle(self, part: str, choice: Choice) -> None:
        """End a clash: one of the two contents stays, or both stand in the text one after another.

        What is given up is in the history. Nothing is done when there is no clash any more.
        """
        if part not in self.keeping.clashes:
            return
        self._accept(part, self.keeping.settle(part, self.content(part), choice))
        if part in self.keeping.unsaved:
            self._save(part)
        else:
            self.tell("saved")

    def take(self, found: Mapping[str, Newer]) -> None:
        """Show what others have saved (`Keeping.look`)."""
        for part, content in self.keeping.take(found).items():
            self._accept(part, content)

    def retry(self) -> None:
        """Save what could not be saved before; in a signed draft it waits until it is reopened."""
        if self.keeping.waiting() and not self.signed:
            self._save()

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

    def _accept(self, part: str, content: Content) -> None:
        """Take the content of a part into the page; nothing is saved."""
        match content:
            case Section():
                self.draft = put_section(self.draft, content)
                self.tell("text", f"text:{content.id}")
                return
            case Profile():
                period = self.draft.period
                self.draft = replace(self.draft, **vars(content))
                if self.draft.period == period:
                    self.tell("profile")
                    return
                self._count_last()
                self._count()
            case Formulas():
                self.draft = replace(self.draft, formulas=content.text)
                self._count_last()
                self._count()
            case _ if part == ledger_part(str(ledger_of(part))):
                self._put_rows(str(ledger_of(part)), content)
                self._count((str(ledger_of(part)),))
            case _:
                last = {**(self.last or ledger.empty_all()), str(ledger_of(part)): content}
                self.last = last if any(map(len, last.values())) else None
                self._count_last()
                self._count()
        self.tell("profile", "ledgers")

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
        self.refused = {}
        self.counted = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self.review = Review(Figures(self.draft.period, {}, {}))
        self._count_last()
        self._count()

    def _count(self, changed: tuple[str, ...] = ()) -> None:
        for id_ in changed or tuple(self.ledgers):
            self.counted[id_], self._problems[id_] = ledger.validate(
                id_, self.ledgers[id_], year=self.draft.year
            )
        self.figures = figures.compute(
            self.counted, self.draft.period, last=self._before, formulas=self.draft.formulas
        )
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
        self._before = figures.compute(counted, before, formulas=self.draft.formulas)

    def _title(self, section: str) -> str:
        usual = self.spec(section).title
        return next((place.title for place in self.outline if place.id == section), usual)

    def _refuse_signed(self) -> None:
        """Before anything is taken into the page that the store would not keep."""
        if self.signed:
            raise SignedDraft

    def _put(self, section: Section) -> None:
        part = section_part(section.id)
        self._accept(part, section)
        self._save(part)

    def _save(self, *parts: str) -> None:
        """Put these parts into the store, and whatever did not get there before.

        Each is tried; then the first trouble is raised.
        """
        keeping = self.keeping
        keeping.unsaved.update(parts)
        try:
            if not self.id:
                keeping.create(Whole(self.draft, self.ledgers, self.last))
                return
            for part in parts:
                if part in keeping.clashes:
                    raise keeping.clashes[part]
            troubles = [trouble for part in keeping.waiting() if (trouble := self._saved(part))]
            if troubles:
                raise troubles[0]
        finally:
            self.tell("saved")

    def _saved(self, part: str) -> ZongjieError | None:
        """Save a part and show what it has become; returns what kept it from being saved."""
        try:
            now = self.keeping.put(part, self.content(part))
        except ZongjieError as error:
            section = section_of(part)
            self.tell("ledgers" if section is None else f"text:{section}")
            return error
        if now is not None:
            self._accept(part, now)
        return None


def sample(genre: str) -> Whole:
    """The genre's sample, else a draft with nothing in it."""
    folder = places.sample(genre)
    return empty(genre) if folder is None else read(folder)


def read(path: Path) -> Whole:
    """A portable draft."""
    found = portable.read(path)
    return Whole(found.draft, found.intake.ledgers, found.before)


def empty(genre: str) -> Whole:
    """A draft with nothing in it."""
    year = dt.date.today().year  # noqa: DTZ011 - the officer's own calendar
    half = 1 if catalogue.genre(genre).half else None
    return Whole(Draft(genre=genre, unit="某某工会", year=year, half=half), ledger.empty_all())
