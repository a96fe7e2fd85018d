"""The first page: begin a summary, or go on with one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from widgets import address, places
from widgets.detail import Detail
from widgets.drafts import Shelves, listed, opened
from widgets.files import Receiver, agreed_in, as_report, gone
from widgets.identity import who
from widgets.pile import File, put_together
from widgets.profile import filled
from widgets.view import Props, View
from zongjie import catalogue, schema, settings
from zongjie.draft import Draft, Section
from zongjie.errors import StoreError, ZongjieError
from zongjie.intake import Intake

if TYPE_CHECKING:
    from zongjie.store import Store


BEGIN = "建立{}年总结，导入这些行"
KEEP = "记下这些行"


class HomeView(Shelves, Receiver, View):
    """Genres to begin from, and the drafts there are."""

    name = "home"

    def __init__(self, store: Store | None = None) -> None:
        from zongjie.store import Store as Opened

        self.store = store or Opened(by=who())
        self._read: File | None = None
        self._kept: list[File] = []
        Receiver.__init__(self)
        View.__init__(self, "")

    def draw(self) -> Props:
        from zongjie.store import lifecycle

        genres = [genre for genre in catalogue.genres().values() if places.notebook(genre.id)]
        return {
            "list": listed(self.store, Detail({})),
            "keep": lifecycle.BIN_DAYS,
            "genres": [
                {
                    "id": genre.id,
                    "label": genre.label,
                    "intro": genre.intro,
                    "minutes": genre.minutes,
                    "half": genre.half,
                    "sample": opened(genre.id),
                }
                for genre in genres
            ],
            "year": _this_year(),
            "limit": settings.load().max_upload_mb,
            "guide": address.guide(),
        }

    def on_refresh(self, _: Detail) -> None:
        """Look again what drafts there are; the bin keeps none for longer than it says."""
        from zongjie.store import tidying

        with suppress(StoreError):  # the next visit does it
            tidying.empty_bin(self.store)
        self.refresh()

    async def on_read(self, detail: Detail) -> Props:
        """Read a ledger file; the summary is made when its report has been agreed to.

        The year is the one that the first file itself speaks of, if it does. Of `several` chosen
        together each is kept when it has been agreed to, and the summary is made of all of them.
        """
        file = File(*self.uploads.file(detail), agreed_in(detail))
        asked, several = _asked_year(detail), detail.yes("several", default=False)

        def work(told: Callable[[str], None]) -> tuple[int, Intake]:
            year = asked if self._kept else _written_year(file, asked, told) or asked
            return year, file.read(year, told)

        found = await self.read(work)
        if found is None:
            return {"stopped": True}
        self._read = file
        return _report(file, *found, several=several)

    async def on_again(self, detail: Detail) -> Props:
        """Read the same file for another year."""
        file = self._read
        if file is None:
            raise gone()
        year = _asked_year(detail)
        found = await self.read(lambda told: file.read(year, told))
        several = detail.yes("several", default=False)
        return {"stopped": True} if found is None else _report(file, year, found, several=several)

    async def on_mend(self, detail: Detail) -> Props:
        """Read the same file with what the officer has agreed to taken as meant."""
        if self._read is not None:
            self._read = replace(self._read, agreed=agreed_in(detail))
        return await self.on_again(detail)

    def on_keep(self, _: Detail) -> Props:
        """Keep the file that was read last, to be taken with others; the names of all of them."""
        if self._read is None:
            raise gone()
        self._kept.append(self._read)
        self._read = None
        return {"kept": [file.name for file in self._kept]}

    def on_empty(self, _: Detail) -> None:
        """Let go of the files that were kept."""
        self._kept, self._read = [], None

    async def on_create(self, detail: Detail) -> Props:
        """Make a new draft, with the ledgers that were read.

        None is made where a field cannot be what is typed; `wrong` says why, by field.
        """
        genre = catalogue.genre(detail.text("genre"))
        sections = tuple(
            Section(id_, genre.specs[id_].title) for id_ in genre.sections if id_ != "title"
        )
        draft = replace(_new(genre.id, _this_year()), sections=sections)
        wrong = {}
        for name in ("unit", "year", "author"):
            try:
                draft = filled(draft, name, detail.text(name))
            except ZongjieError as error:
                wrong[name] = str(error)
        if wrong:
            return {"wrong": wrong}
        read = self._kept or [file for file in (self._read,) if file]
        files = read if detail.yes("ledgers") else []
        begin = await self.read(lambda told: put_together(files, draft.year, told))
        if begin is None:
            return {"stopped": True}
        unit = detail.text("home", "")
        id_ = self.store.create(draft, begin.ledgers, unit=unit, imported=begin.imported)
        return opened(genre.id, id_)

    def on_open(self, detail: Detail) -> Props:
        """Keep a portable draft, with its history if it has one, as a draft of one's own."""
        from zongjie.store import bundle

        _, data = self.uploads.file(detail)
        unit = detail.text("home", "")
        id_ = bundle.take(self.store, data, unit=unit, check=_has_page)
        return opened(self.store.load(id_).draft.genre, id_)


def _new(genre: str, year: int) -> Draft:
    known = catalogue.genres().get(genre)
    return Draft(genre=genre, unit="", year=year, half=1 if known and known.half else None)


def home() -> HomeView:
    """The home page's one widget."""
    return HomeView()


def _has_page(draft: Draft) -> None:
    if places.notebook(draft.genre) is None:
        own = f"{draft.genre}.toml 和 {draft.genre}.ipynb"
        cure = f"请先更新 zongjie；是本单位自己的类型，请把 {own} 放进笔记本的文件夹"
        raise ZongjieError(f"这份草稿的类型“{draft.genre}”这里还不能写", cure=cure)


def _this_year() -> int:
    """The year a summary is most likely of: in spring one still writes the last year's."""
    today = dt.date.today()  # noqa: DTZ011 - the officer's own calendar
    return today.year - (today.month <= 4)


def _report(file: File, year: int, read: Intake, *, several: bool) -> Props:
    verb = KEEP if several else BEGIN.format(year)
    return {**as_report(file.name, read, verb, file.agreed), "year": year}


def _asked_year(detail: Detail) -> int:
    return filled(_new("", _this_year()), "year", detail.text("year")).year


def _written_year(file: File, year: int, told: Callable[[str], None]) -> int | None:
    """The year most rows of a file are written with, in their dates or in titles above them.

    A date without a year says nothing: it is told from the others by reading the file for two
    years. None when no year is written at more than half of the places.
    """
    asked = replace(file, agreed=())
    once, again = (asked.read(each, told) for each in (year, year - 1))
    votes = Counter({sheet.years[0]: sheet.rows for sheet in once.sheets if len(sheet.years) == 1})
    for id_, frame in once.ledgers.items():
        other = again.ledgers[id_]
        for column in schema.ledger(id_).columns:
            if column.dtype == "date" and len(frame) == len(other):
                pairs = zip(frame[column.id], other[column.id], strict=True)
                votes.update(int(date[:4]) for date, same in pairs if date and date == same)
    ((found, times),) = votes.most_common(1) or [(0, 0)]
    return found if times * 2 > votes.total() else None
