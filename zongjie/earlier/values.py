"""A summary that was written before this one, and what its promises came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from zongjie import figures, ledger, prose
from zongjie.draft import SELF_MADE, Draft
from zongjie.ledger import Ledgers

Span = Literal["year", "half"]
"""Which earlier summary: of the year before, or of half of this year."""

CALLED: Mapping[Span, str] = MappingProxyType({"year": "去年", "half": "半年时"})

STATES = ("已完成", "部分完成", "未完成", "不再需要")
"""What a promise can have come to."""


@dataclass(frozen=True)
class Answer:
    """What a promise came to: one of `STATES`, and what there is to say about it."""

    state: str
    note: str = ""


@dataclass(frozen=True)
class Earlier:
    """A summary as it read then, and what its promises came to.

    Parameters
    ----------
    draft : its numbers stand in the text, since the ledgers behind them are not here.
    answers : by the words a promise begins with (`plan.Item.what`).
    """

    draft: Draft
    answers: Mapping[str, Answer] = field(default_factory=dict)


def as_it_read(draft: Draft, ledgers: Ledgers) -> Earlier:
    """A draft with its ledgers' numbers in place, without charts and what writes itself."""
    counted = {
        id_: ledger.validate(id_, frame, year=draft.year)[0] for id_, frame in ledgers.items()
    }
    well = figures.compute(counted, draft.period, formulas=draft.formulas)
    sections = tuple(
        replace(section, text=text, kept=frozenset(), bound=frozenset())
        for section in draft.sections
        if section.id not in SELF_MADE
        and (text := prose.PICTURE.sub("", prose.resolve(section.text, well).text).strip())
    )
    return Earlier(replace(draft, sections=sections, formulas=""))
