"""上年对照: this year beside the one before, in figures and in promises; and the half-year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from widgets import promises
from widgets.detail import Detail
from widgets.files import Receiver, agreed_in, as_report, gone
from widgets.promises import Promises
from widgets.state import State
from widgets.times import ago
from widgets.view import BookView, Props
from zongjie import bring_back, figures, intake, ledger, portable, prose, settings
from zongjie.draft import Draft
from zongjie.earlier import Earlier, as_it_read
from zongjie.errors import IntakeError
from zongjie.figures import Figure, Figures, change
from zongjie.intake import Guess, Intake
from zongjie.period import Period
from zongjie.store import Whole

ENDINGS = [".xlsx", ".csv", ".zip", ".docx"]
_ABSENT = "—"
_YEAR = re.compile(r"((?:19|20)\d\d)年")


class CompareView(Promises, Receiver, BookView):
    """What was before, beside this year, and where that comes from."""

    name = "compare"
    topics = frozenset({"ledgers", "profile", "earlier", "text", "outline"})

    def __init__(self, state: State) -> None:
        self._file: tuple[str, bytes] | None = None
        self._found: Intake | None = None
        Receiver.__init__(self)
        BookView.__init__(self, state, "compare")

    def draw(self) -> Props:
        period = self.state.draft.period
        last = self.state.figures.last
        return {
            "now": period.label,
            "before": f"{period.year - 1}年",
            "known": last is not None,
            "texts": [
                {"span": span, "title": one.draft.title} for span, one in self.state.earlier.items()
            ],
            **promises.drawn(self.state),
            "rows": rows(self.state.figures, last, self.state.left_before)
            if last is not None
            else [],
            "limit": settings.load().max_upload_mb,
            "endings": ENDINGS,
        }

    async def on_read(self, detail: Detail) -> Props:
        """Compare with a file of ledgers, or go on from a draft of last year or of the half-year.

        Ledgers that were not read whole are told of first, as at every import; nothing is compared
        before `on_take`. `IntakeError` when it is a file of neither.
        """
        name, data = self.uploads.file(detail)
        if name.lower().endswith(".zip"):
            return await self._read_draft(name, data)
        if name.lower().endswith(".docx"):
            return await self._read_document(name, data)
        self._file = name, data
        agreed = agreed_in(detail)
        found = await self._read_ledgers(agreed)
        if found is None:
            return {"stopped": True}
        unclear = found.unfinished or found.guesses or not found.everything
        if unclear or (found.problems and self._counts(found)):
            return {"report": self._report(name, found, agreed)}
        return self._take(name, found)

    async def on_mend(self, detail: Detail) -> Props:
        """Read the same file with what the officer has agreed to taken as meant."""
        agreed = agreed_in(detail)
        found = await self._read_ledgers(agreed)
        if found is None or self._file is None:
            return {"stopped": True}
        return self._report(self._file[0], found, agreed)

    def on_take(self, _: Detail) -> Props:
        """Compare with what was read last."""
        if self._file is None or self._found is None:
            raise gone()
        return self._take(self._file[0], self._found)

    async def _read_ledgers(self, agreed: Collection[Guess]) -> Intake | None:
        if self._file is None:
            raise gone()
        name, data = self._file
        year = self.state.draft.year - 1

        def work(told: Callable[[str], None]) -> Intake:
            return intake.read(data, year=year, name=name, told=told, agreed=agreed)

        self._found = await self.read(work)
        return self._found

    def _report(self, name: str, found: Intake, agreed: Collection[Guess]) -> Props:
        return as_report(name, found, f"和{self.state.draft.year - 1}年比", agreed)

    async def _read_draft(self, name: str, data: bytes) -> Props:
        found = await self.read(lambda _: portable.read(data))
        if found is None:
            return {"stopped": True}
        whole = Whole(found.draft, ledger.empty_all() | found.intake.everything)
        return {"said": self._go_on_from(whole, name)}

    async def _read_document(self, name: str, data: bytes) -> Props:
        """Last year's summary as it went out; it has no ledgers."""
        found = await self.read(lambda _: bring_back.read(data, name))
        if found is None:
            return {"stopped": True}
        draft = self.state.draft
        years = {int(year) for year in _YEAR.findall(found.title)}
        if years and draft.year - 1 not in years:
            cure = f"请选{draft.year - 1}年的总结"
            raise IntakeError(f"标题写的是“{found.title}”", where=name, cure=cure)
        written = bring_back.as_draft(found, replace(draft, year=draft.year - 1))
        if not written.sections:
            raise IntakeError("里面没有文字", where=name, cure="请选上年总结的 Word 文件")
        self.state.put_earlier("year", Earlier(written))
        return {"said": f"已读入“{name}”的文字，每一节旁边可以看到。"}

    def on_drafts(self, _: Detail) -> Props:
        """Summaries of the same unit to go on from: of last year, and of half of this one."""
        draft = self.state.draft
        now = dt.datetime.now()  # noqa: DTZ005 - the officer's own clock
        return {
            "drafts": [
                {
                    "id": entry.id,
                    "title": entry.name or entry.title,
                    "changed": ago(entry.changed, now),
                    "half": entry.year == draft.year,
                }
                for entry in self.state.keeping.store.entries(draft.unit)
                if entry.unit == draft.unit
                and (
                    entry.year == draft.year - 1
                    or _is_half_of(draft, Period(entry.year, entry.half))
                )
            ]
        }

    def on_use(self, detail: Detail) -> Props:
        """Go on from another summary."""
        found = self.state.keeping.store.load(detail.text("id"))
        return {"said": self._go_on_from(found, found.name or found.draft.title)}

    def on_drop(self, _: Detail) -> None:
        """Compare with nothing of last year any more."""
        if self.state.last is not None:
            self.state.put_last(None)
        if "year" in self.state.earlier:
            self.state.put_earlier("year", None)

    def on_drop_half(self, _: Detail) -> None:
        """Look at the half-year's text no more; its rows stay."""
        self.state.put_earlier("half", None)

    def _go_on_from(self, whole: Whole, name: str) -> str:
        """Take over another summary; returns what was done, in words."""
        draft = self.state.draft
        if _is_half_of(draft, whole.draft.period):
            came = self.state.take_half(whole, name)
            rows = f"台账里添了 {came} 行，已有的行没有动" if came else "台账里的行这里都有了"
            return f"已接上“{name}”：{rows}；每一节旁边可以看到半年时写的。"
        if whole.draft.year != draft.year - 1:
            cure = f"请选{draft.year - 1}年的总结，或{draft.year}年半年的总结"
            raise IntakeError(f"这是{whole.draft.period.label}的总结", where=name, cure=cure)
        if figures.compute(whole.ledgers, draft.period.before):
            self.state.put_last(whole.ledgers, name)
        self.state.put_earlier("year", as_it_read(whole.draft, whole.ledgers))
        return f"已用上“{name}”的台账和文字。"

    def _counts(self, found: Intake) -> bool:
        """Whether anything of it is of the year before."""
        return bool(figures.compute(found.ledgers, self.state.draft.period.before))

    def _take(self, name: str, found: Intake) -> Props:
        before, everything = self.state.draft.period.before, found.everything
        if not self._counts(found):
            if found.unfinished:
                said = f"读到 {sum(map(len, everything.values()))} 行，都没有读全，比不了"
                cure = "请照报告里列出的，在这里选好，或者在 Excel 里补上"
            else:
                said, cure = f"里面没有{before.label}的记录", "请核对年份，选上年的台账"
            raise IntakeError(said, where=name, cure=cure)
        self.state.put_last(ledger.empty_all() | everything, name)
        self._file = self._found = None
        return {"said": f"已读入“{name}”，可以和{before.label}比较了。"}


def _is_half_of(draft: Draft, period: Period) -> bool:
    return draft.half is None and period.half is not None and period.year == draft.year


def rows(
    now: Figures, before: Figures, left: Mapping[str, int] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """The totals of each ledger and every indicator of either year, each with what became of it.

    `left` says how many of last year's rows, by ledger, could not be counted: its sums are none.
    """
    keys = [key for key in dict.fromkeys([*now, *before]) if key.count(".") == 1]
    return [
        {
            "name": key.replace(".", ""),
            "now": _said(now.get(key)),
            "before": _said(before.get(key)),
            "change": _change(now.get(key), before.get(key), left),
        }
        for key in keys
    ]


def _change(now: Figure | None, before: Figure | None, left: Mapping[str, int]) -> str:
    """What became of a figure, and what is to be known of that."""
    either = now or before
    if either is not None and (lost := left.get(either.ledger)):
        return f"上年有 {lost} 行没有计入，不比较"
    said = change(now, before)
    if not said:
        return _why(now, before)
    blanks = [
        f"{when} {one.blank} 行"
        for when, one in (("今年", now), ("上年", before))
        if one is not None and one.blank
    ]
    return f"{said}（{'、'.join(blanks)}没有填）" if blanks else said


def _said(figure: Figure | None) -> str:
    if figure is None:
        return _ABSENT
    return f"{prose.show(figure)}{figure.unit if figure.exact else ''}"


def _why(now: Figure | None, before: Figure | None) -> str:
    """Why two figures are not compared."""
    if before is None:
        return "上年没有记录"
    if now is None:
        return "今年没有记录"
    return "概数，不比较" if not (now.exact and before.exact) else "单位不同，不比较"
