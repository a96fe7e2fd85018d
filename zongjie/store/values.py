"""What goes into the store and what comes out of it: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from typing import Literal, get_args

import pandas as pd

from zongjie.draft import Draft, Section
from zongjie.earlier import Earlier, Span
from zongjie.ledger import Ledgers

PROFILE, FORMULAS = "profile", "figures"
_SECTION, _LEDGER, _LAST, _EARLIER = "section:", "ledger:", "last:", "earlier:"

Role = Literal["reader", "writer", "owner"]
Shelf = Literal["open", "archived", "bin"]
Order = Literal["changed", "unit", "year", "progress"]


@dataclass(frozen=True)
class Person:
    """Somebody who reads and writes. `id` is what the server knows them by, `name` is shown.

    `alone` is for the one officer at their own machine, where nobody logs in: all rights.
    """

    id: str
    name: str = ""
    alone: bool = False

    @property
    def shown(self) -> str:
        return self.name or self.id or "本机"


ALONE = Person("", alone=True)
NOBODY = Person("")


@dataclass(frozen=True)
class Profile:
    """A draft without its sections."""

    genre: str
    unit: str
    year: int
    half: int | None = None
    author: str = ""
    date: str = ""
    public: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Formulas:
    """The figures of a draft's own: the text of its ``figures.toml``."""

    text: str


Content = Profile | Section | Formulas | Earlier | pd.DataFrame
"""What a part holds; which of them follows from the part's name."""


@dataclass(frozen=True)
class Saved:
    """An acknowledged save: the part's newest number, and when that was written (local time)."""

    number: int
    at: datetime


@dataclass(frozen=True)
class Whole:
    """A draft with all seven ledgers, and those of the year before where it has any.

    `earlier` are the summaries before it that it is held against.
    """

    draft: Draft
    ledgers: Ledgers
    last: Ledgers | None = None
    earlier: Mapping[Span, Earlier] = field(default_factory=dict)


@dataclass(frozen=True)
class Stored(Whole):
    """A draft as it stands; `numbers` is what to expect when saving each part.

    `step` is the last thing that happened to it: what `Store.news` asks from. `role` is that of
    whoever loads it.
    """

    _: KW_ONLY
    id: str
    step: int
    numbers: Mapping[str, int]
    name: str = ""
    signed: bool = False
    shelf: Shelf = "open"
    role: Role = "owner"
    """Of the person who has opened it."""


@dataclass(frozen=True)
class Newer:
    """A part as somebody else has left it: its number and content, by whom and when."""

    number: int
    content: Content
    by: str
    at: datetime


@dataclass(frozen=True)
class News:
    """What became of a draft. `step` is the last thing that happened to it."""

    step: int
    name: str
    signed: bool
    role: Role
    parts: Mapping[str, Newer]


@dataclass(frozen=True)
class Entry:
    """One line of the home page. `written` of `total` sections are written."""

    id: str
    title: str
    name: str
    genre: str
    unit: str
    year: int
    half: int | None
    written: int
    total: int
    signed: bool
    changed: datetime
    home: str
    """Id of the unit it belongs to."""
    role: Role
    """What who looks at it may do there."""


@dataclass(frozen=True)
class Revision:
    """One kept state of a part. `step` orders everything that ever happened to its draft."""

    part: str
    number: int
    step: int
    by: str
    at: datetime
    size: int = 0
    """Of what is stored of it, in bytes."""


@dataclass(frozen=True)
class Event:
    """Something that was done to a draft as a whole: ``signed``, ``exported``, ``named``."""

    step: int
    kind: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Imported:
    """Rows of a ledger that came from a file or a draft: how many, and what that is called."""

    rows: int
    file: str

    def words(self, part: str) -> str:
        """As the history keeps it; `imported_in` reads it."""
        return f"{part} {self.rows} {self.file}"


def imported_in(words: str) -> tuple[str, Imported]:
    """The part that an import went to, and what it was."""
    part, rows, file = words.split(" ", 2)
    return part, Imported(int(rows), file)


@dataclass(frozen=True)
class Present:
    """Somebody else who has the draft open, and the part they are in."""

    by: str
    part: str


def section_part(id_: str) -> str:
    """The part that holds a section."""
    return _SECTION + id_


def ledger_part(id_: str) -> str:
    """The part that holds a ledger."""
    return _LEDGER + id_


def last_part(id_: str) -> str:
    """The part that holds a ledger of the year before."""
    return _LAST + id_


def earlier_part(span: Span) -> str:
    """The part that holds an earlier summary."""
    return _EARLIER + span


def earlier_of(part: str) -> Span | None:
    """Which earlier summary a part holds; None when it holds something else."""
    return next((span for span in get_args(Span) if part == earlier_part(span)), None)


def section_of(part: str) -> str | None:
    """The section a part holds; None when it holds something else."""
    return part.removeprefix(_SECTION) if part.startswith(_SECTION) else None


def ledger_of(part: str) -> str | None:
    """The ledger a part holds, of this year or the one before; None when it holds none."""
    for prefix in (_LEDGER, _LAST):
        if part.startswith(prefix):
            return part.removeprefix(prefix)
    return None


def profile_of(draft: Draft) -> Profile:
    """The draft without its sections."""
    return Profile(
        genre=draft.genre,
        unit=draft.unit,
        year=draft.year,
        half=draft.half,
        author=draft.author,
        date=draft.date,
        public=draft.public,
        order=draft.order,
    )


def contents(whole: Whole) -> dict[str, Content]:
    """Every part of a draft, in the order of the document."""
    draft = whole.draft
    parts: dict[str, Content] = {PROFILE: profile_of(draft)}
    if draft.formulas:
        parts[FORMULAS] = Formulas(draft.formulas)
    parts |= {section_part(section.id): section for section in draft.sections}
    parts |= {ledger_part(id_): frame for id_, frame in whole.ledgers.items()}
    last = {} if whole.last is None else whole.last
    parts |= {last_part(id_): frame for id_, frame in last.items() if len(frame)}
    return parts | {earlier_part(span): one for span, one in whole.earlier.items()}


def together(parts: Mapping[str, Content]) -> Whole:
    """The draft that these parts are, in their order.

    Ledgers of the year before without any row are as good as none, and so is an earlier summary
    without a section.
    """
    from zongjie import ledger

    profile = parts[PROFILE]
    assert isinstance(profile, Profile)
    formulas = parts.get(FORMULAS)
    frames = {part: each for part, each in parts.items() if isinstance(each, pd.DataFrame)}
    last = _frames(frames, _LAST)
    draft = Draft(
        genre=profile.genre,
        unit=profile.unit,
        year=profile.year,
        author=profile.author,
        date=profile.date,
        sections=tuple(each for each in parts.values() if isinstance(each, Section)),
        half=profile.half,
        formulas=formulas.text if isinstance(formulas, Formulas) else "",
        public=profile.public,
        order=profile.order,
    )
    return Whole(
        draft,
        ledger.empty_all() | _frames(frames, _LEDGER),
        ledger.empty_all() | last if any(map(len, last.values())) else None,
        {
            span: each
            for part, each in parts.items()
            if (span := earlier_of(part)) and isinstance(each, Earlier) and each.draft.sections
        },
    )


def _frames(frames: Mapping[str, pd.DataFrame], prefix: str) -> dict[str, pd.DataFrame]:
    return {
        part.removeprefix(prefix): frame
        for part, frame in frames.items()
        if part.startswith(prefix)
    }
