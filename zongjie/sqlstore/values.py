"""What goes into the store and what comes out of it: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import pandas as pd

from zongjie.draft import Draft, Section
from zongjie.ledger import Ledgers

PROFILE = "profile"
_SECTION, _LEDGER = "section:", "ledger:"

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


Content = Profile | Section | pd.DataFrame
"""What a part holds; which of them follows from the part's name."""


@dataclass(frozen=True)
class Saved:
    """An acknowledged save: the part's newest number, and when that was written (local time)."""

    number: int
    at: datetime


@dataclass(frozen=True)
class Stored:
    """A draft as it stands; `numbers` is what to expect when saving each part."""

    id: str
    draft: Draft
    ledgers: Ledgers
    numbers: Mapping[str, int]
    name: str = ""
    signed: bool = False
    shelf: Shelf = "open"


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


@dataclass(frozen=True)
class Revision:
    """One kept state of a part. `step` orders everything that ever happened to its draft."""

    part: str
    number: int
    step: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Event:
    """Something that was done to a draft as a whole: ``signed``, ``exported``, ``named``."""

    step: int
    kind: str
    words: str
    by: str
    at: datetime


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


def section_of(part: str) -> str | None:
    """The section a part holds; None when it holds something else."""
    return part.removeprefix(_SECTION) if part.startswith(_SECTION) else None


def ledger_of(part: str) -> str | None:
    """The ledger a part holds; None when it holds something else."""
    return part.removeprefix(_LEDGER) if part.startswith(_LEDGER) else None


def profile_of(draft: Draft) -> Profile:
    """The draft without its sections."""
    return Profile(draft.genre, draft.unit, draft.year, draft.half, draft.author, draft.date)


def contents(draft: Draft, ledgers: Ledgers) -> dict[str, Content]:
    """Every part of a draft, in the order of the document."""
    parts: dict[str, Content] = {PROFILE: profile_of(draft)}
    parts |= {section_part(section.id): section for section in draft.sections}
    return parts | {ledger_part(id_): frame for id_, frame in ledgers.items()}


def together(parts: Mapping[str, Content]) -> tuple[Draft, dict[str, pd.DataFrame]]:
    """The draft and the ledgers that these parts are, in their order; all seven ledgers."""
    from zongjie import ledger

    profile = parts[PROFILE]
    assert isinstance(profile, Profile)
    sections = tuple(content for content in parts.values() if isinstance(content, Section))
    ledgers = ledger.empty_all() | {
        id_: content
        for part, content in parts.items()
        if (id_ := ledger_of(part)) is not None and isinstance(content, pd.DataFrame)
    }
    draft = Draft(
        genre=profile.genre,
        unit=profile.unit,
        year=profile.year,
        author=profile.author,
        date=profile.date,
        sections=sections,
        half=profile.half,
    )
    return draft, ledgers
