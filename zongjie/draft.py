"""The summary while it is being written: frozen values; a change is a replaced value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from zongjie import catalogue
from zongjie.period import Period

One = TypeVar("One")

SELF_MADE = ("title", "signature")
"""Sections that write themselves from the profile while nobody writes them by hand."""


@dataclass(frozen=True)
class Section:
    """One section of a summary.

    Parameters
    ----------
    id, title : the id is from the catalogue, or the title of an added section.
    text : Markdown with figure tokens, as the officer typed it.
    kept : what the officer leaves as it is: typed numbers although the ledger has others
        (`zongjie.typed.Hint.id`), little text (`zongjie.enough.AS_IT_IS`), and what else may stay
        (`zongjie.prose.Finding.id`).
    named : the title is this draft's own: it stays whatever a notebook calls the section.
    bound : clauses of it with their numbers bound, where a file brought back has other digits
        (`zongjie.typed.replaced`).

    Examples
    --------
    >>> from zongjie import Section
    >>> Section("volunteer", "志愿服务", "志愿服务{{活动.公益.次数}}次。").kept
    frozenset()
    """

    id: str
    title: str
    text: str = ""
    kept: frozenset[str] = frozenset()
    named: bool = False
    bound: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Draft:
    """One union's summary of one period.

    Parameters
    ----------
    genre : id of the genre notebook it is written in.
    unit : full name of the union (单位), as it is signed.
    year : the year it covers; `half` 1 or 2 for a half-year summary.
    author : who wrote it; empty when not said.
    date : day it is signed, ISO 8601 (2027-01-05), or empty.
    sections : in the order of the document.
    formulas : the text of its ``figures.toml``, figures of the office's own; mostly empty.
    public : what looks like personal data and may stay: no person's, or told with their consent.
    order : ids of sections in an order of the draft's own, which stays whatever a notebook's is;
        empty while they stand as the notebook has them. See `arranged`.

    Examples
    --------
    >>> from zongjie import Draft, Section
    >>> plan = Section("plan", "下一年打算", "再办三次培训。")
    >>> draft = Draft("school", "某某学校工会", 2026, sections=(plan,))
    >>> draft.title
    '某某学校工会2026年度工作总结'
    """

    genre: str
    unit: str
    year: int
    author: str = ""
    date: str = ""
    sections: tuple[Section, ...] = ()
    half: int | None = None
    formulas: str = ""
    public: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        """The time its figures are computed for."""
        return Period(self.year, self.half)

    @property
    def title(self) -> str:
        """What its title section says, else 单位全称 + 年度 + 文种: 某某厂工会2026年度工作总结."""
        written = self.section("title")
        if written is not None and written.text.strip():
            return " ".join(written.text.split())
        when = f"{self.year}年度" if self.half is None else self.period.label
        genre = catalogue.genres().get(self.genre)
        noun = genre.noun if genre else "工作总结"
        return f"{self.unit}{when}{'' if '工会' in self.unit else '工会'}{noun}"

    def section(self, id_: str) -> Section | None:
        """The section with this id, or None while nothing was written for it."""
        return next((section for section in self.sections if section.id == id_), None)


def put_section(draft: Draft, section: Section) -> Draft:
    """The draft with this section replaced, or added at the end when it is new."""
    if draft.section(section.id) is None:
        return replace(draft, sections=(*draft.sections, section))
    sections = tuple(section if old.id == section.id else old for old in draft.sections)
    return replace(draft, sections=sections)


def arranged(
    items: Iterable[One], order: Sequence[str], id_of: Callable[[One], str]
) -> tuple[One, ...]:
    """Sections, or what stands for them, in this order; without one as they are.

    Those it does not name stay behind what stood before them; the title comes first and the
    signature after all that is named.

    Examples
    --------
    >>> from zongjie.draft import arranged
    >>> arranged(["overview", "culture", "own", "plan"], ["plan", "overview", "culture"], str)
    ('plan', 'overview', 'culture', 'own')
    """
    found = tuple(items)
    if not order:
        return found
    title, signature = SELF_MADE
    place = {title: -1, **{id_: at for at, id_ in enumerate(order)}, signature: len(order)}
    at, keys = -1, []
    for id_ in map(id_of, found):
        at = place.get(id_, at)
        keys.append(at)
    return tuple(found[index] for index in sorted(range(len(found)), key=keys.__getitem__))


_PLACEHOLDER = re.compile(
    r"(?<![xX×Ｘ])[xX×Ｘ]{2,}+(?=[年月日期次人件项个篇场户元名届])|(?:19|20)[xX×]{2}|【(?!缺：)[^】\n]{0,20}】"
    r"|【(?![^【\n]*】)[^【\s，。；、！？]{0,20}|_{3,}|待补"
)


def placeholders(text: str) -> tuple[tuple[int, int, str], ...]:
    """What was left to be filled in (xx期, 20××年, 【】, a lone 【, 待补): start, end, wording."""
    return tuple((match.start(), match.end(), match[0]) for match in _PLACEHOLDER.finditer(text))
