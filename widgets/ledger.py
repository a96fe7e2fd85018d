"""A ledger in a grid that is typed into like Excel, or replaced from an Excel file."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from widgets import clash, other_year, sheet
from widgets.audit import written_down
from widgets.detail import Detail
from widgets.files import CSV, XLSX, Receiver, agreed_in, file_name, gone
from widgets.importing import Importing
from widgets.past import Past
from widgets.profile import filled
from widgets.shown import LEDGER_STEP
from widgets.state import State
from widgets.totals import totals
from widgets.view import BookView, Props, Reply
from zongjie import catalogue, intake, ledger, schema, settings
from zongjie.errors import ZongjieError
from zongjie.intake import Guess, Intake
from zongjie.schema import Column
from zongjie.store import ledger_part, merging

ENDINGS = [".xlsx", ".csv"]
REMEMBERED = 16
"""How many versions of the rows are known, for what is done before the newest has arrived."""

Guesses = tuple[Guess, ...]
_Work = Callable[[Callable[[str], None], Guesses], Intake]
INDICATORS = "indicator"
_HINTS = {"date": "如 3.8、3月8日；只知道月份写 3月"}


class LedgerView(Receiver, Past, BookView):
    """The grid of one ledger; `widgets/frontend/src/grid/wire.ts` is its other side.

    Props say which version of the ledger there is, not its rows: the grid asks for those once,
    and again when the version is one that it has not been told in answer to its own change.
    """

    name = "ledger"
    topics = frozenset({"ledgers"})

    def __init__(self, state: State, id_: str) -> None:
        self.ledger = schema.ledger(id_)
        self.part = ledger_part(id_)
        self.version = 0
        self.importing = Importing(state)
        self._reading: tuple[str, _Work] | None = None
        self._drawn: pd.DataFrame | None = None
        self._frames: dict[int, pd.DataFrame] = {}
        self._known = 0
        Receiver.__init__(self)
        BookView.__init__(self, state, LEDGER_STEP + id_)

    @property
    def frame(self) -> pd.DataFrame:
        """The ledger as it is now, rows that cannot be counted yet included."""
        return self.state.ledgers[self.ledger.id]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the grid, as a written file has them: blocks go from one to the other."""
        return ledger.used(self.ledger, self.frame)

    def draw(self) -> Props:
        counted = self.state.counted[self.ledger.id]
        if counted is not self._drawn:  # it is counted anew with every change of rows or year
            self._drawn = counted
            self.version = self._remember(self.frame)
        limits = settings.load()
        return {
            "title": self.ledger.title,
            "columns": [self._column(column) for column in self.columns],
            "year": self.state.draft.year,
            "version": self.version,
            "total": len(self.frame),
            "problems": self._beyond_rows(),
            "limit": limits.max_upload_mb,
            "endings": ENDINGS,
            "another": other_year.of_rows(self.state, {self.ledger.id: self.frame}),
            "clash": clash.drawn(self.state, self.part),
        }

    @cached_property
    def _asked_for(self) -> tuple[str, ...]:
        return catalogue.indicators(self.state.genre)

    def _column(self, column: Column) -> dict[str, Any]:
        known = self.frame[column.id].notna().any()
        choices = [choice.label for choice in column.choices]
        if self.ledger.id == INDICATORS and column.open:  # first those that the sections ask for
            choices = list(dict.fromkeys([*self._asked_for, *choices]))
        return {
            "id": column.id,
            "label": column.label,
            "dtype": column.dtype,
            "unit": column.unit,
            "required": column.required,
            "common": bool(column.required or column.expected or column.approx or known),
            "choices": choices,
            "open": column.open,
            "by": column.by,
            "goes_with": self.ledger.goes_with(column),
            "hint": _HINTS.get(column.dtype, ""),
        }

    # ------------------------------------------------------------------ rows

    def on_rows(self, _: Detail) -> Props:
        """Every row as it reads."""
        return {"rows": sheet.texts(self.columns, self.frame), **self._standing()}

    def on_change(self, detail: Detail) -> Props:
        """Take one action of the officer, whole; ``unsaved`` says why it is not on disk yet.

        What was done on rows that others have changed meanwhile is done to theirs where it does
        not touch them, else refused with `ZongjieError`. The answer's version is of the rows that
        the grid has then: of others' there may be a newer one.
        """
        base, year = self._frames.get(detail.number("base")), self.state.draft.year
        if base is None:
            raise _outrun()
        id_ = self.ledger.id
        before = self.state.refused.get(id_, {})
        if base is self.frame:
            done = sheet.apply(base, self.ledger, detail.details("steps"), year, before)
            unsaved = self._put(done.frame, done.refused)
        else:
            done = sheet.apply(base, self.ledger, detail.details("steps"), year)
            both = merging.merged(id_, base, done.frame, self.frame)
            if not isinstance(both, pd.DataFrame):
                raise _outrun()
            theirs = sheet.still_refused(before, self.frame, both)
            mine = sheet.still_refused(done.refused, done.frame, both)
            unsaved = self._put(both, {**theirs, **mine})
        if self.frame is not done.frame:  # put together with others', by the store at the latest
            version = self._remember(done.frame)
            return {"rows": {}, **self._standing(), "version": version, "unsaved": unsaved}
        rows = sheet.texts(self.columns, done.frame.loc[list(done.touched)])
        return {
            "rows": dict(zip(map(str, done.touched), rows, strict=True)),
            **self._standing(),
            "unsaved": unsaved,
        }

    def on_redo(self, detail: Detail) -> Props:
        """Do once more what was done and may not have got to the disk; answered as a change is.

        ``over`` are marks of rows, on one of which it was done: the rows that are here now, or an
        earlier revision's; then it is put together with what has changed since. `ZongjieError` when
        there are no such rows any more, or both changed the same.
        """
        over, since = detail.texts("over"), dict[str, pd.DataFrame]()
        for frame in (self.frame, *self.state.keeping.before(self.part, REMEMBERED)):
            if isinstance(frame, pd.DataFrame):
                mark = self._mark(frame)
                since.setdefault(mark, frame)
                if mark in over:
                    return self._do_rest(frame, detail.details("steps"), since)
        raise _outrun()

    def on_sums(self, detail: Detail) -> Props:
        """What some rows come to, those that a filter leaves; `version` says of which ledger."""
        return {"version": self.version, **self._sums(detail.numbers("rows"))}

    def on_settle(self, detail: Detail) -> None:
        """Choose between this ledger and what somebody else has made of it."""
        self.state.settle(self.part, clash.choice(detail))

    # ------------------------------------------------------------------ files

    async def on_read(self, detail: Detail) -> Props:
        """Read a file that has arrived; nothing is changed before `on_take`."""
        name, data = self.uploads.file(detail)

        def work(told: Callable[[str], None], agreed: Guesses) -> Intake:
            year = self.state.draft.year
            return intake.read(data, year=year, name=name, told=told, agreed=agreed)

        return await self._offer(name, work, agreed_in(detail))

    async def on_paste(self, detail: Detail) -> Props:
        """Read a table pasted with its own headings; nothing is changed before `on_take`."""
        text = detail.text("text")

        def work(_: Callable[[str], None], agreed: Guesses) -> Intake:
            year = self.state.draft.year
            return intake.paste(text, self.ledger.id, year=year, agreed=agreed)

        return await self._offer("粘贴的表", work, agreed_in(detail))

    async def on_mend(self, detail: Detail) -> Props:
        """Read the same once more, with what the officer has agreed to taken as meant."""
        if self._reading is None:
            raise gone()
        return await self._offer(*self._reading, agreed_in(detail))

    async def on_year(self, detail: Detail) -> Props:
        """Let the summary be of the year its rows are of; what is being read is read for it."""
        self.state.fill(filled(self.state.draft, "year", str(detail.number("year"))))
        if self._reading is None:
            return {}
        return await self._offer(*self._reading, agreed_in(detail))

    async def _offer(self, name: str, work: _Work, agreed: Guesses = ()) -> Props:
        def offer(told: Callable[[str], None]) -> Props:
            return self.importing.offer(name, work(told, agreed), told, agreed)

        self._reading = name, work
        offered = await self.read(offer)
        return {"stopped": True} if offered is None else offered

    async def on_take(self, detail: Detail) -> Props:
        """Take what was read into the ledgers, into each as it was chosen."""
        hows = detail.within("hows").words()
        taking = await self.read(lambda told: self.importing.combined(hows, told))
        if taking is None:
            return {"stopped": True}
        taken = self.importing.take(taking)
        self._reading = None
        return taken

    def on_untake(self, _: Detail) -> Props:
        """Take the last import back."""
        return self.importing.undo()

    async def on_download(self, detail: Detail) -> Reply:
        """The ledger as ``xlsx`` or ``csv``, or ``all`` seven as one Excel file."""
        kind = detail.text("kind")
        ledgers, draft = self.state.ledgers, self.state.draft
        ids = schema.LEDGER_IDS if kind == "all" else (self.ledger.id,)

        def make() -> bytes:
            if kind == "csv":
                return ledger.csv_bytes(self.ledger.id, ledgers[self.ledger.id])
            target = io.BytesIO()
            ledger.write_xlsx(ledgers, target, ids)
            return target.getvalue()

        data = await asyncio.to_thread(make)
        title = "台账" if kind == "all" else self.ledger.title
        there = {id_: ledgers[id_] for id_ in ids}
        found = len(self.state.privacy.of_ledgers(there, draft.public))
        notes = [f"其中 {found} 处可能是个人信息，在“检查”里可以换掉。"] if found else []
        ending, media = ("csv", CSV) if kind == "csv" else ("xlsx", XLSX)
        name = file_name(f"{draft.unit}{draft.period.label}{title}.{ending}")
        notes += await written_down(self.state, f"{title}（{ending}）", draft)
        return Reply({"name": name, "type": media, "notes": notes}, [data])

    # ------------------------------------------------------------------ inside

    def _do_rest(
        self, base: pd.DataFrame, steps: Sequence[Detail], since: Mapping[str, pd.DataFrame]
    ) -> Props:
        """Do what is not in a revision since `base` already: a part may have been saved."""
        frame, saved = base, 0
        for count, step in enumerate(steps, 1):
            frame = sheet.apply(frame, self.ledger, [step], self.state.draft.year).frame
            if (there := since.get(self._mark(frame))) is not None:
                base, saved = there, count
        rest = steps[saved:]
        if not rest:
            return {"rows": {}, **self._standing(), "unsaved": ""}
        return self.on_change(Detail({"base": self._remember(base), "steps": rest}))

    def _mark(self, frame: pd.DataFrame) -> str:
        return sheet.mark(sheet.texts(ledger.used(self.ledger, frame), frame))

    def _remember(self, frame: pd.DataFrame) -> int:
        """The number of a new version, which are these rows."""
        self._known += 1
        self._frames[self._known] = frame
        self._frames.pop(self._known - REMEMBERED, None)
        return self._known

    def _put(self, frame: pd.DataFrame, refused: sheet.Refusals) -> str:
        """Take these rows; returns why they are not on disk yet, "" when they are."""
        before = self.frame
        try:
            self.state.put_ledgers({self.ledger.id: frame}, {self.ledger.id: refused})
        except ZongjieError as error:
            if self.frame is before:  # nothing was taken
                raise
            return str(error)
        return ""

    def _standing(self) -> Props:
        """What holds for the whole ledger now."""
        refused = self.state.refused.get(self.ledger.id, {})
        problems = sheet.about_refused(self.ledger, self.frame, refused)
        return {
            "version": self.version,
            "problems": self._told(),
            "refused": [
                (*cell, refused[cell].raw, _said(problem)) for cell, problem in problems.items()
            ],
            **self._sums(),
        }

    def _sums(self, some: Sequence[int] | None = None) -> Props:
        """The line under the rows, or under some of them."""
        frames = self.frame, self.state.counted[self.ledger.id]
        line = totals(self.ledger, *frames, self.state.figures, some)
        return {"sums": line.sums, "left_out": line.left_out}

    def _beyond_rows(self) -> list[str]:
        """What no cell shows: of the ledger as a whole, and of more rows than are marked."""
        return [
            kind.of_rows(rows)
            for kind, rows in ledger.together(self.state.problems(self.ledger.id))
            if not rows or len(rows) > ledger.SHOWN
        ]

    def _told(self) -> dict[str, dict[str, tuple[str, str]]]:
        """What is wrong and how severely, by row and column id; errors before warnings."""
        ids = {column.label: column.id for column in self.ledger.columns}
        first = self.ledger.columns[0].id
        told: dict[str, dict[str, tuple[str, str]]] = {}
        for problem in self.state.problems(self.ledger.id):
            if not problem.row:
                continue
            cell = ids.get(problem.column, first)
            row = told.setdefault(str(problem.row), {})
            if cell not in row or row[cell][1] == "warning":
                row[cell] = _said(problem), problem.severity
        return told


def _outrun() -> ZongjieError:
    return ZongjieError("这张台账刚在别处改过，已换成新的内容", cure="请照新的内容再改一次")


def _said(problem: ledger.Problem) -> str:
    return f"{problem.message}。" + (f"{problem.cure}。" if problem.cure else "")
