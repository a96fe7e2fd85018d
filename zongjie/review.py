"""What to look at before a summary goes out: gaps, places left open, numbers unlike the ledger's.

Findings are the same wherever they are shown: beside a section, in the list of sections, in the
review and on the command line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from zongjie import catalogue, charts, document, enough, plan, prose, typed, unplaced
from zongjie.draft import SELF_MADE, Draft, Section, placeholders
from zongjie.earlier import Copied, Earlier, Known, Span
from zongjie.earlier import findings as promises
from zongjie.figures import Figures, disagreements, plain, spoken
from zongjie.ledger import Ledgers
from zongjie.prose import Finding

DIFFERS = "typed.differs"
"""The rule of a finding that a typed number contradicts the ledger."""

PLACEHOLDER = "placeholder"
"""The rule of a finding that something in a text is left to fill in."""

UNCHECKED = "typed.unchecked"
"""The rule of a note that typed numbers are held against nothing."""

COPIED = "copied"
"""The rule of a finding that a sentence stands as it did last year."""

REUSED = "copied.numbers"
"""The rule of a finding that sentences differ from last year's only in their numbers."""

NOT_WRITTEN = "section.unwritten"
"""The rule of a finding that nothing is written for a section of the genre."""

MISSPELT = "genre.misspelt"
"""The rule of a finding that a kind of summary is not known, and nearly is."""

TROUBLE = "figures.own"
"""The rule of a finding that figures of one's own could not be computed."""

ABSENT = "figures.absent"
"""The rule of a note that a figure of one's own has no value, and why."""

DISAGREE = "ledgers.disagree"
"""The rule of a finding that two ledgers tell of the same money and differ."""

SIGNED = "signature.date"
"""The rule of a finding that the date below the summary is missing, or an unlikely one."""

YEAR_WORD = "year.word"
"""The rule of a note that 今年 or 明年 is read from the date below, which is of the next year."""

SAME_LEVEL = "numbers.level"
"""The rule of a finding that a text numbers 一、二、 as the document numbers its sections."""

LISTED = 8
"""Typed numbers that are named in one line."""

LONGEST = 200_000
"""Characters of a section beyond which its numbers are not held against the ledger."""

_DATED = re.compile(r"[\d〇零○一二三四五六七八九十]\s*[年月日]")
_YEARS = {"去年": -1, "今年": 0, "明年": 1, "来年": 1}
# Neither 失去年轻人, 说明年限, 几年来年均 nor what is quoted: 《今年工作安排》.
_YEAR_WORDS = re.compile(
    r"(?:(?<![过失除离])去年|今年|(?<![说证声表注标])明年|(?<!年)来年)(?![轻龄限均])"
    r"(?![^《“\n]*[》”])"
)
_NAME = re.compile(rf"{prose.TOKEN.pattern}|(?<=\])\([^)\n]*\)")

UNWRITTEN = "没有这方面的事，可以不写，导出时会略去。"


_Seen = TypeVar("_Seen")


class Review:
    """Sections held against the figures of the moment.

    What was found for a section is kept until its text changes or a figure it speaks of.

    Parameters
    ----------
    figures : what the ledgers give now.
    ledgers : what the rows that a text may name are looked up in.
    earlier : the review of the figures before these.
    last_year : the sentences of last year's summary.
    """

    def __init__(
        self,
        figures: Figures,
        earlier: Review | None = None,
        last_year: Known | None = None,
        ledgers: Ledgers | None = None,
    ) -> None:
        self.figures = figures
        self.last_year = last_year or Known(None)
        self.names = typed.Names(figures)
        self.rows: typed.Rows = typed.Rows(ledgers or {}, earlier.rows if earlier else None)
        self._hints: dict[str, tuple[str, tuple[typed.Hint, ...]]] = {}
        self._of_rows: dict[str, tuple[str, tuple[tuple[typed.Hint, ...], frozenset[int]]]] = {}
        # Of no ledger: it stays as it is when one changes.
        self._guides: dict[str, typed.Sentences] = earlier._guides if earlier else {}  # noqa: SLF001
        self._findings: dict[str, tuple[Section, tuple[Finding, ...]]] = {}
        self._copied: dict[str, tuple[str, tuple[Copied, ...]]] = {}
        if earlier is not None:
            changed = self.names.changed_since(earlier.names)
            keys = {name.figure.key for name in changed}
            self._hints = {
                id_: (text, hints)
                for id_, (text, hints) in earlier._hints.items()  # noqa: SLF001 - one of its own
                if not any(name.is_spoken_of(text) for name in changed)
                and keys.isdisjoint(earlier.guide(id_).keys_in(text))
            }

    def guide(self, id_: str) -> typed.Sentences:
        """The sentences that any genre suggests for a section, and for the others."""
        if id_ not in self._guides:
            suggested = catalogue.suggested()
            texts = suggested.pop(id_, ())
            self._guides[id_] = _sentences(texts, tuple(chain.from_iterable(suggested.values())))
        return self._guides[id_]

    def hints(self, section: Section) -> tuple[typed.Hint, ...]:
        """Everything worth saying about its typed numbers, kept ones included.

        A number in a plan is an aim: it need not be what the ledger counts today.
        """
        guide = self.guide(section.id)
        said = _kept(self._hints, section, lambda text: typed.hints(text, self.names, guide))
        if section.id in plan.ANSWERS:
            return tuple(hint for hint in said if hint.kind != "differs")
        told = typed.replaced(section.text, section.bound, self.names) if section.bound else ()
        there = {hint.span[0] for hint in told}
        said = (*told, *(hint for hint in said if hint.span[0] not in there))
        taken = {hint.span[0] for hint in said}
        differing, _ = self._against_rows(section)
        more = [hint for hint in differing if hint.span[0] not in taken]
        return tuple(sorted((*said, *more), key=lambda hint: hint.span))

    def _against_rows(self, section: Section) -> tuple[tuple[typed.Hint, ...], frozenset[int]]:
        return _kept(self._of_rows, section, lambda text: typed.against_rows(text, self.rows))

    def copied(self, section: Section) -> tuple[Copied, ...]:
        """Its sentences that stood in last year's summary, those left as they are included."""
        known = self._copied.get(section.id)
        if known is None or known[0] != section.text:
            known = (section.text, self.last_year.look(section, self.figures))
            self._copied[section.id] = known
        return known[1]

    def findings(self, section: Section) -> tuple[Finding, ...]:
        """What is to be put right in a section, in the order of its text."""
        return tuple(one for one in self.all_findings(section) if one.id not in section.kept)

    def all_findings(self, section: Section) -> tuple[Finding, ...]:
        """The same with what the officer leaves as it is, but for numbers and sentences."""
        known = self._findings.get(section.id)
        if known is None or known[0] != section:
            known = (section, self._look(section))
            self._findings[section.id] = known
        return known[1]

    def _look(self, section: Section) -> tuple[Finding, ...]:
        text, part = section.text, section.id
        found = list(prose.findings(text, self.figures, part))
        for picture in document.unknown_pictures(text, self.figures):
            say = _of_chart(picture["ref"])
            found.append(Finding("chart.missing", part, picture.span(), say, (), "block"))
        hints = self.hints(section)
        for hint in hints:
            if hint.kind == "differs" and hint.id not in section.kept:
                fixes = tuple(fix.token for fix in hint.fixes)
                found.append(Finding(DIFFERS, part, hint.span, hint.message, fixes, "look"))
        lower = document.lowered(text) if document.has_heading(section) else None
        if lower:
            span, words = lower
            say = "这一节里的“一、二、”和各节的编号同级。请改成“（一）（二）”。"
            found.append(Finding(SAME_LEVEL, part, span, say, (words,), "look", "编号同级"))
        if len(text) > LONGEST:
            size = f"这一节有 {len(text) // 10_000} 万字"
            say = f"{size}，太长了，没有核对其中的数字。请删去多余的内容。"
            found.append(Finding("section.long", part, (0, 0), say, (), "look"))
        copied = self.copied(section)
        found += [
            Finding(COPIED, part, one.span, f"{one.message}。", (), "look")
            for one in copied
            if one.exact and one.id not in section.kept
        ]
        alike = [one for one in copied if not one.exact]
        if alike:
            say = f"有 {len(alike)} 句和去年只有数字不同，情况也没有变化的可以不改。"
            found.append(Finding(REUSED, part, alike[0].span, say, (), "note"))
        found += self._unchecked(section, hints)
        for start, end, words in placeholders(text):
            say = f"“{words}”还没有填。请填好，或删去。"
            found.append(Finding(PLACEHOLDER, part, (start, end), say, (), "look"))
        return tuple(sorted(found, key=lambda finding: finding.span))

    def _unchecked(self, section: Section, hints: Sequence[typed.Hint]) -> Iterator[Finding]:
        """That typed numbers were held against nothing; what a plan aims at is in no ledger."""
        text = section.text
        if section.id in plan.ANSWERS or len(text) > LONGEST:
            return
        _, equal = self._against_rows(section)
        left = typed.unchecked(text, self.names, equal.union(hint.span[0] for hint in hints))
        if not left:
            return
        words = [text[one.start : one.end] for one in left]
        some = "、".join(dict.fromkeys(words[:LISTED]))
        more = f"等 {len(left)} 个" if len(left) > LISTED else ""
        say = f"手写的数字台账里没有对得上的，请自己核对：{some}{more}。"
        span = (left[0].start, left[0].end)
        yield Finding(UNCHECKED, section.id, span, say, (), "note", f"手写数字：{'、'.join(words)}")


def _of_chart(ref: str) -> str:
    """Why a chart or table cannot be had."""
    _, against = charts.split(ref)
    if against not in (None, *charts.AGAINST):
        return f"图表不能和“{against}”比较，against 只能写 上年、预算。请改过来。"
    return f"台账里没有可画成“{spoken(ref)}”的数字。请先补台账，或删去这个图表。"


@lru_cache(maxsize=128)
def _sentences(texts: tuple[str, ...], elsewhere: tuple[str, ...]) -> typed.Sentences:
    return typed.Sentences(texts, elsewhere)


def _kept(
    known: dict[str, tuple[str, _Seen]], section: Section, look: Callable[[str], _Seen]
) -> _Seen:
    """What is known of a section's text, else what `look` finds; nothing where it is too long."""
    old = known.get(section.id)
    if old is None or old[0] != section.text:
        text = section.text
        old = known[section.id] = (text, look(text if len(text) <= LONGEST else ""))
    return old[1]


def of_draft(
    draft: Draft,
    figures: Figures,
    earlier: Mapping[Span, Earlier] = MappingProxyType({}),
    ledgers: Ledgers | None = None,
) -> tuple[Finding, ...]:
    """Everything to look at in a draft, section by section, then as a whole."""
    review = Review(figures, last_year=sentences_of(earlier), ledgers=ledgers)
    genres = catalogue.genres()
    genre = genres.get(draft.genre)
    specs = genre.specs if genre else {}
    found: list[Finding] = []
    for section in draft.sections:
        found += review.findings(section)
        found += of_years(section, draft)
        brief = enough.finding(section, specs[section.id]) if section.id in specs else None
        found += [brief] if brief else []
    if genre is None and (near := difflib.get_close_matches(draft.genre, genres, 1, 0.8)):
        say = f"不认识“{draft.genre}”这种总结，是不是要写：{near[0]}？现在各节按通用的写法检查。"
        found.append(Finding(MISSPELT, "", (0, 0), say, tuple(near), "look"))
    written = {section.id for section in draft.sections if section.text.strip()}
    lacking = (
        Finding(NOT_WRITTEN, id_, (0, 0), f"还没有写。{UNWRITTEN}", (), "look")
        for id_ in (genre.sections if genre else ())
        if id_ not in written and id_ not in (*SELF_MADE, *plan.not_asked(draft))
    )
    troubles = (
        *(Finding(TROUBLE, "", (0, 0), say, (), "look") for say in figures.troubles),
        *(Finding(ABSENT, "", (0, 0), say, (), "note") for say in figures.absent),
    )
    left = (
        *of_ledgers(figures),
        *plan.findings(draft),
        *of_signature(draft),
        *promises(earlier, draft),
        *unplaced.of_draft(draft),
    )
    return (*found, *troubles, *left, *lacking)


def of_ledgers(figures: Figures) -> tuple[Finding, ...]:
    """Where two ledgers tell of the same money and differ markedly; both may be right."""
    return tuple(
        Finding(
            DISAGREE,
            "",
            (0, 0),
            f"经费台账中“{one.account}”支出 {plain(one.spent)}元，"
            f"{'和'.join(one.sides)}合计{'至少' if one.more else ''} {plain(one.told)}元。"
            "请核对有没有漏记。",
            (),
            "note",
        )
        for one in disagreements(figures)
    )


def of_signature(draft: Draft) -> tuple[Finding, ...]:
    """What is to be said of the date below the summary, once something is written."""
    by_hand = next((one.text for one in draft.sections if one.id == "signature"), "")
    if not any(one.text.strip() for one in draft.sections if one.id not in SELF_MADE):
        return ()
    if by_hand.strip():
        dated = _DATED.search(by_hand)
        part, say = "signature", "" if dated else "落款里没有成文日期。请补上。"
    else:
        part, say = "title", _of_date(draft)
    return (Finding(SIGNED, part, (0, 0), say, (), "look"),) if say else ()


def _of_date(draft: Draft) -> str:
    if not draft.date:
        return "还没有填成文日期，落款就没有日期。请在“单位和年度”里填上。"
    if draft.period.suits(draft.date) or not _tells_of_a_period(draft):
        return ""
    day, label = document.written_date(draft.date), draft.period.label
    return f"成文日期是{day}，这份总结写的是{label}的工作。请核对是哪一年。"


def of_years(section: Section, draft: Draft) -> tuple[Finding, ...]:
    """Where 今年 or 明年 stands in the summary of a year that is dated in the next one."""
    signed = draft.year + 1
    of_a_year = draft.half is None and draft.date.startswith(f"{signed}-")
    if section.id in SELF_MADE or not of_a_year or not _tells_of_a_period(draft):
        return ()
    return tuple(
        Finding(
            YEAR_WORD,
            section.id,
            match.span(),
            f"落款是{signed}年，“{match[0]}”会被读成{signed + _YEARS[match[0]]}年。请写年份。",
            (),
            "note",
        )
        for match in _YEAR_WORDS.finditer(_without_names(section.text))
    )


def _without_names(text: str) -> str:
    """The text without what only names a figure or a chart, every character in its place."""
    return _NAME.sub(lambda match: " " * len(match[0]), text)


def _tells_of_a_period(draft: Draft) -> bool:
    genre = catalogue.genres().get(draft.genre)
    return genre is not None and genre.noun == "工作总结" and not plan.is_only_a_plan(draft)


def sentences_of(earlier: Mapping[Span, Earlier]) -> Known:
    """What this year's sentences are held against. The half-year's are meant to be taken over."""
    last = earlier.get("year")
    return Known(last.draft if last else None)
