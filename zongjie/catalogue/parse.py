"""Genres and sections from the text of their TOML files, checked as they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from zongjie import prose
from zongjie.catalogue.check import faults
from zongjie.catalogue.values import Genre, SectionSpec
from zongjie.entry import Entry

_FIELDS: Mapping[str, Callable[[Entry, str], Any]] = MappingProxyType(
    {
        "title": Entry.text,
        "heading": Entry.flag,
        "feed": Entry.texts,
        "prompts": Entry.texts,
        "must_have": Entry.texts,
        "checks": Entry.texts,
        "words": Entry.span,
        "figures": Entry.texts,
        "example": Entry.text,
        "suggestions": Entry.texts,
    }
)
"""What a section's file says, and how each of it is read; a genre may say it anew."""

_SPOKEN = ("prompts", "must_have", "checks", "suggestions")
"""What a genre's own words for things go into."""


def parse_section(text: str, where: str) -> SectionSpec:
    """One section from the text of its TOML file; `where` names the file in messages."""
    entry = Entry(text, where)
    id_ = entry.text("id")
    spec = SectionSpec(id_, **{name: read(entry, name) for name, read in _FIELDS.items()})
    entry.refuse_rest()
    return _sound(entry, spec)


def parse_genre(text: str, where: str, known: Mapping[str, SectionSpec]) -> Genre:
    """One genre from the text of its TOML file; `known` are the sections that exist."""
    entry = Entry(text, where)
    words = entry.part("words")
    changes = entry.part("changes")
    sections, optional = entry.texts("sections"), entry.texts("optional")
    _check_sections(entry, (*sections, *optional), known)
    called = {key: words.text(key) for key in tuple(words.raw)}
    found = Genre(
        id=entry.text("id"),
        label=entry.text("label"),
        noun=entry.text("noun"),
        half=entry.flag("half"),
        order=entry.count("order", "排在第几"),
        minutes=entry.count("minutes", "大约需要的分钟数"),
        intro=entry.text("intro"),
        sections=sections,
        optional=optional,
        specs=MappingProxyType(
            {
                id_: _changed(changes.part(id_), _in_words(known[id_], called))
                for id_ in (*sections, *optional)
            }
        ),
    )
    entry.refuse_rest()
    changes.refuse_rest()
    return found


def _check_sections(
    entry: Entry, sections: tuple[str, ...], known: Mapping[str, SectionSpec]
) -> None:
    seen: set[str] = set()
    for id_ in sections:
        if id_ not in known:
            cure = f"可用的章节：{'、'.join(known)}"
            raise entry.error(f"没有名为“{id_}”的章节", key=id_, cure=cure)
        if id_ in seen:
            raise entry.error(f"章节“{id_}”写了两遍", key=id_, cure="请删去一个")
        seen.add(id_)


def _in_words(spec: SectionSpec, called: Mapping[str, str]) -> SectionSpec:
    """The section with things called as this kind of union calls them; tokens stay."""
    if not called:
        return spec
    longest_first = sorted(called, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))

    def say(text: str) -> str:
        said, end = [], 0
        for token in prose.tokens(text):
            said += [pattern.sub(lambda match: called[match[0]], text[end : token.start])]
            said += [text[token.start : token.end]]
            end = token.end
        return "".join([*said, pattern.sub(lambda match: called[match[0]], text[end:])])

    spoken: dict[str, Any] = {name: tuple(map(say, getattr(spec, name))) for name in _SPOKEN}
    return replace(spec, **spoken)


def _changed(entry: Entry, spec: SectionSpec) -> SectionSpec:
    """The section with what this genre says anew."""
    given = {name: read(entry, name) for name, read in _FIELDS.items() if name in entry.raw}
    entry.refuse_rest()
    return _sound(entry, replace(spec, **given))


def _sound(entry: Entry, spec: SectionSpec) -> SectionSpec:
    if not spec.prompts:
        raise entry.error("“prompts”是空的", key="prompts", cure="请至少写一个问题")
    for what, words, cure in faults(spec):
        raise entry.error(what, key=words, cure=cure)
    return spec
