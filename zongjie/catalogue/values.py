"""What a genre of summary and a section of it are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """What one section of a summary asks for and offers.

    Parameters
    ----------
    id, title : stable identifier, and the heading without its number.
    heading : whether the finished document prints the title as a numbered heading.
    feed : where its facts come from: ``profile``, ``free``, a ledger (``welfare``) or one category
        of a ledger (``activity:safety``).
    prompts : questions to the officer.
    must_have : what readers look for in it.
    checks : what to look over before it counts as written.
    words : least and greatest sensible length in characters.
    figures : keys that are useful here.
    example : a short example with tokens.
    suggestions : sentences whose every number is a token.
    """

    id: str
    title: str
    heading: bool = True
    feed: tuple[str, ...] = ("free",)
    prompts: tuple[str, ...] = ()
    must_have: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    words: tuple[int, int] | None = None
    figures: tuple[str, ...] = ()
    example: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Genre:
    """One kind of summary.

    Parameters
    ----------
    id : stable identifier, also the name of its notebook and its sample.
    label : what officers call it.
    noun : what the document is (文种), the end of its title: 工作总结.
    half : whether it covers half a year.
    order : its place among the genres, the most usual first.
    minutes : how long filling it in takes with the ledgers at hand, in minutes.
    intro : one or two sentences on who writes it and what it is for.
    sections : its sections in document order.
    optional : sections a union may add where it has something to say.
    specs : all of these by identifier, as this genre words them.
    """

    id: str
    label: str
    noun: str
    half: bool
    order: int
    minutes: int
    intro: str
    sections: tuple[str, ...]
    optional: tuple[str, ...]
    specs: Mapping[str, SectionSpec]
