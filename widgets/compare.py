"""上年对照: this year beside the one before, in figures and in promises; and the half-year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from widgets import promises
from widgets.files import Receiver
from widgets.promises import Promises
from widgets.state import State
from widgets.times import ago
from widgets.view import BookView, Detail, Props
from zongjie import bring_back, figures, intake, ledger, portable, prose, settings
from zongjie.draft import Draft
from zongjie.earlier import Earlier, as_it_read
from zongjie.errors import IntakeError
from zongjie.figures import Figure, Figures, change
from zongjie.intake import Intake
from zongjie.ledger import Ledgers
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
            "rows": rows(self.state.figures, last) if last is not None else [],
            "limit": settings.load().max_upload_mb,
            "endings": ENDINGS,
        }

    async def on_read(self, detail: Detail) -> Props:
        """Compare with a file of ledgers, or go on from a draft of last year or of the half-year.

        `IntakeError` when it is of neither.
        """
        name, data = self.uploads.file(detail)
        if name.lower().endswith(".zip"):
            return await self._read_draft(name, data)
        if name.lower().endswith(".docx"):
            return await self._read_document(name, data)
        year = self.state.draft.year - 1

        def work(told: Callable[[str], None]) -> Intake:
            return intake.read(data, year=year, name=name, told=told)

        found = await self.read(work)
        if found is None:
            return {"stopped": True}
        self._take(found.ledgers, name)
        return {
            "said": f"已读入“{name}”，可以和{year}年比较了。",
            "problems": [str(problem) for problem in found.problems],
        }

    async def _read_draft(self, name: str, data: bytes) -> Props:
        found = await self.read(lambda _: portable.read(data))
        if found is None:
            return {"stopped": True}
        whole = Whole(found.draft, ledger.empty_all() | found.intake.everything)
        return {"said": self._go_on_from(whole, name), "problems": []}

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
        return {"said": f"已读入“{name}”的文字，每一节旁边可以看到。", "problems": []}

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
        found = self.state.keeping.store.load(str(detail["id"]))
        return {"said": self._go_on_from(found, found.name or found.draft.title), "problems": []}

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
            came = self.state.take_half(whole)
            rows = f"台账里添了 {came} 行，已有的行没有动" if came else "台账里的行这里都有了"
            return f"已接上“{name}”：{rows}；每一节旁边可以看到半年时写的。"
        if whole.draft.year != draft.year - 1:
            cure = f"请选{draft.year - 1}年的总结，或{draft.year}年半年的总结"
            raise IntakeError(f"这是{whole.draft.period.label}的总结", where=name, cure=cure)
        if figures.compute(whole.ledgers, draft.period.before):
            self.state.put_last(whole.ledgers)
        self.state.put_earlier("year", as_it_read(whole.draft, whole.ledgers))
        return f"已用上“{name}”的台账和文字。"

    def _take(self, ledgers: Ledgers, name: str) -> None:
        before = self.state.draft.period.before
        if not figures.compute(ledgers, before):
            raise IntakeError(
                f"里面没有{before.label}的记录", where=name, cure="请核对年份，选上年的台账"
            )
        self.state.put_last(ledgers)


def _is_half_of(draft: Draft, period: Period) -> bool:
    return draft.half is None and period.half is not None and period.year == draft.year


def rows(now: Figures, before: Figures) -> list[dict[str, Any]]:
    """The totals of each ledger and every indicator of either year, each with what became of it."""
    keys = [key for key in dict.fromkeys([*now, *before]) if key.count(".") == 1]
    return [
        {
            "name": key.replace(".", ""),
            "now": _said(now.get(key)),
            "before": _said(before.get(key)),
            "change": change(now.get(key), before.get(key)) or _why(now.get(key), before.get(key)),
        }
        for key in keys
    ]


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
