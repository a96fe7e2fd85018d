"""What a notebook imports: ``book = Workbook("large_factory")``, then one call a cell.

The order of the calls is the order of the document, unless the draft has one of its own. Every call
returns a widget for its cell; run again, a cell gets a new one and the old one leaves the page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from widgets import address
from widgets.chart import ChartView
from widgets.compare import CompareView
from widgets.finish import ExportView, ReviewView
from widgets.following import follow
from widgets.history import HistoryView
from widgets.ledger import LedgerView
from widgets.numbers import Numbers
from widgets.preview import PreviewView
from widgets.profile import ProfileView
from widgets.progress import TOOLS, ProgressView
from widgets.section import SectionView
from widgets.shown import LEDGER_STEP
from widgets.state import State
from widgets.view import View, running_cell
from zongjie import catalogue, schema
from zongjie.catalogue import SectionSpec
from zongjie.draft import Section
from zongjie.errors import SchemaError

if TYPE_CHECKING:
    from zongjie.store import Store

Made = TypeVar("Made", bound=View)


class Workbook:
    """One summary being written.

    Parameters
    ----------
    genre : id of the genre, which is also the name of its sample.
    draft : the draft to open, by its id, or as a portable draft by its path. Without it the page's
        address says which (``?draft=…``), else the variable ``ZONGJIE_DRAFT``; where there is
        neither, the genre's sample is shown.
    store : where drafts are kept; by default the store of the settings.

    Raises `SchemaError` for an unknown genre, `StoreError` or `DraftError` for a draft that is not
    there or belongs to another genre.
    """

    def __init__(
        self, genre: str, draft: str | Path | None = None, *, store: Store | None = None
    ) -> None:
        self.state = State(genre, store, waiting=True)
        self._views: dict[str, View] = {}
        self._at: dict[str, str] = {}  # the cell that each section was shown in
        self._numbers: Numbers | None = None  # made for the first section
        self._tasks: list[asyncio.Task[None]] = []
        if asked := address.given(draft):
            self.state.open(asked)
        elif address.is_waiting():
            self.state.keeping.warm()
            self._run(self._open_when_asked())
        else:
            self.state.show(address.asked())
        self._run(follow(self.state))

    def profile(self) -> ProfileView:
        """Unit, year, author and date; in a document, the title."""
        self.state.add_step("title", "单位和年度")
        return self._show("title", lambda: ProfileView(self.state))

    def ledger(self, id_: str) -> LedgerView:
        """The editable table of one ledger, by its identifier (see `zongjie.schema.LEDGER_IDS`)."""
        step = LEDGER_STEP + id_
        self.state.add_step(step, schema.ledger(id_).label)
        return self._show(step, lambda: LedgerView(self.state, id_))

    def chart(self, *names: str, against: str | None = None) -> ChartView:
        """Charts of these series (活动.按月) side by side; ``against="预算"`` adds the budget."""
        self.state.add_step("charts", "图表")
        key = f"chart {names} {against}"
        made = self._show(key, lambda: ChartView(self.state, names, against))
        views = [view for view in self._views.values() if isinstance(view, ChartView)]
        for view in views:
            view.stand_beside(views)
        return made

    def section(  # noqa: PLR0913 - each is one thing an analyst may say in a cell
        self,
        id_: str,
        title: str | None = None,
        prompts: Sequence[str] | None = None,
        figures: Sequence[str] | None = None,
        *,
        checks: Sequence[str] | None = None,
        words: tuple[int, int] | None = None,
        example: str | None = None,
        suggestions: Sequence[str] | None = None,
    ) -> SectionView:
        """One section of the summary.

        Parameters
        ----------
        id_ : a section of the catalogue, or an identifier of one's own.
        title : its heading, without a number.
        prompts : questions to the officer.
        figures : keys (活动.公益.次数) that are useful here.
        checks : what to look over before it counts as written.
        words : least and greatest sensible length in characters.
        example : a short example with tokens.
        suggestions : sentences that are offered while their figures exist.

        What is given here goes before what the genre and the catalogue say; an own section has
        only what is given. Raises `SchemaError` for what cannot be used.
        """
        self._refuse_taken(id_)
        guide = catalogue.adapted(
            self.state.spec(id_),
            title=title,
            prompts=prompts,
            figures=figures,
            checks=checks,
            words=words,
            example=example,
            suggestions=suggestions,
        )
        place = Section(id_, guide.title)
        self.state.place(place, guide)
        self._at[id_] = running_cell()
        return self._show_section(place, guide)

    def _show_section(self, place: Section, guide: SectionSpec) -> SectionView:
        self._numbers = numbers = self._numbers or Numbers(self.state)
        return self._show(
            f"section {place.id}", lambda: SectionView(self.state, place, guide, numbers)
        )

    def _beyond(self, id_: str) -> View:
        """The view of a section that the draft has and no cell."""
        known = self._views.get(f"section {id_}")
        place = Section(id_, self.state.title(id_))
        return known or self._show_section(place, self.state.spec(id_))

    def _refuse_taken(self, id_: str) -> None:
        """`SchemaError` for a section that is a step of the page, or another cell's already."""
        if id_ in (*TOOLS, "charts") or str(id_).startswith(LEDGER_STEP):
            cure = f'请换一个编号，如 "my_{id_}"'
            raise SchemaError(f"“{id_}”是页面上别的一步", where="book.section(…)", cure=cure)
        here, before = running_cell(), self._at.get(id_, "")
        if here and before and here != before:
            cure = "请换一个编号，或删去其中一格；要是那一格已经删了，请重新启动内核，再全部运行"
            raise SchemaError("前面有一格已经是这一节", where=f'book.section("{id_}")', cure=cure)

    def progress(self) -> ProgressView:
        """The list of steps with what is done; in voila it turns the page."""
        return self._show("progress", lambda: ProgressView(self.state, self._beyond))

    def compare(self) -> CompareView:
        """Last year's ledgers, and the main figures of both years side by side."""
        self.state.add_step("compare", "上年对照")
        return self._show("compare", lambda: CompareView(self.state))

    def preview(self) -> PreviewView:
        """The whole summary as it will read."""
        self.state.add_step("preview", "预览")
        return self._show("preview", lambda: PreviewView(self.state))

    def review(self) -> ReviewView:
        """What to look at before the summary goes out."""
        self.state.add_step("review", "检查")
        return self._show("review", lambda: ReviewView(self.state))

    def export(self) -> ExportView:
        """The finished files."""
        self.state.add_step("export", "导出")
        return self._show("export", lambda: ExportView(self.state))

    def history(self) -> HistoryView:
        """Who did what when in the whole draft, and the way back to it."""
        self.state.add_step("history", "历史")
        return self._show("history", lambda: HistoryView(self.state))

    def _show(self, key: str, make: Callable[[], Made]) -> Made:
        old = self._views.pop(key, None)
        if old is not None:
            old.close()
        view = make()
        self._views[key] = view
        return view

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this beside the kernel's loop; not where there is none (plain Python)."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            work.close()
            return
        self._tasks.append(loop.create_task(work))

    async def _open_when_asked(self) -> None:
        self.state.show(await address.coming())
