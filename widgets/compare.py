"""上年对照: last year's ledgers, and the main figures of both years side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from widgets.files import Receiver
from widgets.state import State
from widgets.times import ago
from widgets.view import BookView, Detail, Props
from zongjie import figures, intake, prose, settings
from zongjie.errors import IntakeError
from zongjie.figures import Figure, Figures, change
from zongjie.intake import Intake
from zongjie.ledger import Ledgers

ENDINGS = [".xlsx", ".csv"]
_ABSENT = "—"


class CompareView(Receiver, BookView):
    """The main figures of this year beside those of last year, and where the latter come from."""

    name = "compare"
    topics = frozenset({"ledgers", "profile"})

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
            "rows": rows(self.state.figures, last) if last is not None else [],
            "limit": settings.load().max_upload_mb,
            "endings": ENDINGS,
        }

    async def on_read(self, detail: Detail) -> Props:
        """Compare with the ledgers of a file; `IntakeError` when none of them is of last year."""
        name, data = self.uploads.file(detail)
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

    def on_drafts(self, _: Detail) -> Props:
        """Last year's summaries of the same unit, whose ledgers may be taken."""
        draft = self.state.draft
        now = dt.datetime.now()  # noqa: DTZ005 - the officer's own clock
        return {
            "drafts": [
                {
                    "id": entry.id,
                    "title": entry.name or entry.title,
                    "changed": ago(entry.changed, now),
                }
                for entry in self.state.keeping.store.entries(draft.unit)
                if entry.unit == draft.unit and entry.year == draft.year - 1
            ]
        }

    def on_use(self, detail: Detail) -> Props:
        """Compare with the ledgers of another summary."""
        found = self.state.keeping.store.load(str(detail["id"]))
        name = found.name or found.draft.title
        self._take(found.ledgers, name)
        return {"said": f"已用上“{name}”的台账。", "problems": []}

    def on_drop(self, _: Detail) -> None:
        """Compare with nothing any more."""
        self.state.put_last(None)

    def _take(self, ledgers: Ledgers, name: str) -> None:
        before = self.state.draft.period.before
        if not figures.compute(ledgers, before):
            raise IntakeError(
                f"里面没有{before.label}的记录", where=name, cure="请核对年份，选上年的台账"
            )
        self.state.put_last(ledgers)


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
