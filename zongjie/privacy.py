"""Personal data in a draft: where it stands in texts and ledgers, and what to put in its place.

Nothing of it stops an export. What an officer has said may stay (`Draft.public`) is not told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from zongjie import ledger, personal, prose, schema
from zongjie.draft import Draft, Section
from zongjie.earlier import CALLED, Earlier, Span
from zongjie.ledger import Ledgers
from zongjie.personal import KINDS, Kind
from zongjie.prose import Finding
from zongjie.schema import Column

RULE = "personal."
"""What the rule of such a finding begins with; its kind follows."""

_CODED = re.compile(rf"{personal.CODE}([0-9]+)")


@dataclass(frozen=True)
class Mention:
    """One person or number in a ledger.

    Parameters
    ----------
    ledger : identifier of the ledger.
    words, kind : what is written, and what it seems to be.
    columns, rows : labels of the columns and numbers of the rows it stands in.
    instead : what could stand there; for one person the same in every ledger of the draft.
    """

    ledger: str
    words: str
    kind: Kind
    columns: tuple[str, ...]
    rows: tuple[int, ...]
    instead: str

    @property
    def message(self) -> str:
        """What there is to say, in plain Chinese."""
        where = "、".join(f"“{label}”" for label in self.columns)
        return f"{where}里的“{self.words}”可能是{KINDS[self.kind]}（{ledger.spans(self.rows)}）。"


@dataclass(frozen=True)
class Recalled:
    """One person or number in the text of an earlier summary, which is kept beside this one.

    Parameters
    ----------
    span : which earlier summary.
    words, kind : what is written, and what it seems to be.
    count : how many places it stands in.
    instead : what could stand there.
    """

    span: Span
    words: str
    kind: Kind
    count: int
    instead: tuple[str, ...]

    @property
    def message(self) -> str:
        """What there is to say, in plain Chinese."""
        where = f"{CALLED[self.span]}的总结里的“{self.words}”"
        return f"{where}可能是{KINDS[self.kind]}（{self.count} 处）。"


_Found = Mapping[tuple[str, Kind], list[tuple[Column, int]]]
"""Where each of a ledger's persons and numbers stands."""


class Privacy:
    """What was found, kept until the text or the ledger changes."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[str, tuple[personal.Personal, ...]]] = {}
        self._frames: dict[str, tuple[pd.DataFrame, _Found, frozenset[int]]] = {}

    def of_section(self, section: Section, public: Collection[str] = ()) -> tuple[Finding, ...]:
        """What stands in a section's text, with what could stand there instead."""
        return tuple(
            Finding(
                RULE + one.kind,
                section.id,
                one.span,
                f"“{one.words}”可能是{KINDS[one.kind]}。",
                personal.instead(one.kind, one.words),
                "look",
            )
            for one in self._found(section.id, section.text)
            if one.words not in public
        )

    def of_earlier(
        self, earlier: Mapping[Span, Earlier], public: Collection[str] = ()
    ) -> tuple[Recalled, ...]:
        """What stands in the earlier summaries, in the order of their texts."""
        return tuple(
            Recalled(span, words, kind, count, personal.instead(kind, words))
            for span, one in earlier.items()
            for (words, kind), count in Counter(
                (found.words, found.kind)
                for section in one.draft.sections
                for found in self._found(f"{span}/{section.id}", section.text)
            ).items()
            if words not in public
        )

    def _found(self, key: str, text: str) -> tuple[personal.Personal, ...]:
        known = self._texts.get(key)
        if known is None or known[0] != text:
            known = self._texts[key] = text, personal.find(prose.typed(text))
        return known[1]

    def of_ledgers(self, ledgers: Ledgers, public: Collection[str] = ()) -> tuple[Mention, ...]:
        """What stands in the ledgers, by ledger, in the order of their rows."""
        for id_, frame in ledgers.items():
            if id_ not in self._frames or self._frames[id_][0] is not frame:
                self._frames[id_] = frame, _look(id_, frame), _numbered(frame)
        looked = {id_: self._frames[id_] for id_ in ledgers}
        names = {
            words: ""
            for _, found, _ in looked.values()
            for words, kind in found
            if kind == "name" and words not in public
        }
        codes = coded(names, {number for *_, used in looked.values() for number in used})
        return tuple(
            Mention(
                id_,
                words,
                kind,
                tuple(dict.fromkeys(column.label for column, _ in places)),
                tuple(sorted({row for _, row in places})),
                codes[words] if kind == "name" else personal.masked(kind, words),
            )
            for id_, (_, found, _) in looked.items()
            for (words, kind), places in found.items()
            if words not in public
        )


def of_draft(draft: Draft, ledgers: Ledgers) -> tuple[tuple[Finding, ...], tuple[Mention, ...]]:
    """Everything personal in a document: in its sections, and in its ledgers."""
    privacy = Privacy()
    found = (privacy.of_section(section, draft.public) for section in draft.sections)
    return tuple(one for each in found for one in each), privacy.of_ledgers(ledgers, draft.public)


def coded(names: Iterable[str], used: Collection[int] = ()) -> dict[str, str]:
    """A code for each of these names, the lowest numbers that are not in use."""
    free = (number for number in range(1, 10**9) if number not in used)
    return {name: personal.code(next(free)) for name in dict.fromkeys(names)}


def redacted(ledgers: Ledgers, mentions: Iterable[Mention]) -> dict[str, pd.DataFrame]:
    """The ledgers that change when these give way to what could stand there."""
    by_ledger: dict[str, dict[str, str]] = {}
    for one in mentions:
        by_ledger.setdefault(one.ledger, {})[one.words] = one.instead
    return {id_: _replaced(id_, ledgers[id_], words) for id_, words in by_ledger.items()}


def forgotten(earlier: Earlier, instead: Mapping[str, str]) -> Earlier:
    """An earlier summary with other words for these, also in what is said of its promises."""

    def without(text: str) -> str:
        for words, new in instead.items():
            text = text.replace(words, new)
        return text

    sections = tuple(replace(one, text=without(one.text)) for one in earlier.draft.sections)
    answers = {
        without(what): replace(answer, note=without(answer.note))
        for what, answer in earlier.answers.items()
    }
    return Earlier(replace(earlier.draft, sections=sections), answers)


def _replaced(id_: str, frame: pd.DataFrame, words: Mapping[str, str]) -> pd.DataFrame:
    changed: dict[str, list[object]] = {}
    for column in _columns(id_):
        values = frame[column.id].tolist()
        for at, value in enumerate(values):
            if not isinstance(value, str) or not any(one in value for one in words):
                continue
            new = value
            for one in reversed(_in_cell(column, value)):
                if one.words in words:
                    new = new[: one.start] + words[one.words] + new[one.end :]
            changed.setdefault(column.id, list(values))[at] = new
    return ledger.with_columns(id_, frame, changed)


def _look(id_: str, frame: pd.DataFrame) -> _Found:
    found: dict[tuple[str, Kind], list[tuple[Column, int]]] = {}
    for column in _columns(id_):
        known: dict[str, tuple[personal.Personal, ...]] = {}
        for row, value in zip(frame.index, frame[column.id], strict=True):
            if not isinstance(value, str):
                continue
            if value not in known:
                known[value] = _in_cell(column, value)
            for one in known[value]:
                found.setdefault((one.words, one.kind), []).append((column, int(row)))
    return found


def _in_cell(column: Column, value: str) -> tuple[personal.Personal, ...]:
    """What stands in a cell; where persons are expected, a name needs no words around it."""
    found = personal.find(value)
    if found or not (column.private or column.open):
        return found
    return personal.person_in(value, strict=column.open)


def _columns(id_: str) -> Iterator[Column]:
    """The columns in which anything can be written."""
    return (one for one in schema.ledger(id_).columns if one.dtype == "text" or one.open)


def _numbered(frame: pd.DataFrame) -> frozenset[int]:
    """The numbers of the codes that a ledger has already."""
    texts = (value for name in frame for value in frame[name] if isinstance(value, str))
    return frozenset(int(match[1]) for text in texts for match in _CODED.finditer(text))
