"""The one thing that changes: what a page shows (`Shown`), saved as it is changed (`Keeping`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from widgets.keeping import Choice, Keeping
from widgets.sheet import Refusals
from widgets.shown import Shown, empty, nothing, read, sample
from zongjie import ledger
from zongjie.draft import Draft, Section
from zongjie.earlier import Answer, Earlier, Span, as_it_read
from zongjie.errors import DraftError, ZongjieError
from zongjie.ledger import Ledgers
from zongjie.store import (
    PROFILE,
    StalePart,
    Whole,
    earlier_part,
    last_part,
    ledger_part,
    merging,
    section_part,
)
from zongjie.store.values import Imported, Newer, profile_of, section_of

if TYPE_CHECKING:
    from zongjie.store import Store


class State(Shown):
    """What all views of one page share.

    Parameters
    ----------
    genre : id of the genre notebook.
    store : where drafts are kept; by default the store of the settings.
    waiting : show nothing until `show` is called, since nobody has asked for a page yet; else the
        genre's sample is shown.
    """

    def __init__(self, genre: str, store: Store | None = None, *, waiting: bool = False) -> None:
        self.keeping = Keeping(store)
        self.waiting = waiting
        self.trouble = ""
        """Why the draft that was asked for is not shown; empty when it is."""
        super().__init__(genre, empty(genre) if waiting else sample(genre))

    @property
    def id(self) -> str:
        """The draft's id; empty while a sample is shown, which is copied at its first change."""
        return self.keeping.id

    @property
    def locked(self) -> str:
        """Why the draft is only read; empty while it may be changed."""
        return str(self.keeping.refusal or "")

    # ------------------------------------------------------------------ changing

    def open(self, draft: str | Path) -> None:
        """Show the draft with this id, or the genre's sample for an empty one.

        A path is that of a portable draft; it is copied at its first change as a sample is. Raises
        `StoreError` when there is no such draft, `DraftError` when it belongs to another genre's
        notebook, and what `portable.read` raises.
        """
        found: Whole
        if isinstance(draft, str) and draft:
            found = self.keeping.open(draft)
        else:
            self.keeping.leave()
            found = read(draft) if isinstance(draft, Path) else sample(self.genre.id)
        if found.draft.genre != self.genre.id:
            self.keeping.leave()
            raise DraftError(
                f"这份总结不是“{self.genre.label}”",
                cure=f"请回首页从列表里打开，或打开笔记本 {found.draft.genre}.ipynb",
            )
        self._take(found)
        self.waiting = False
        self.trouble = ""
        self._tell_all()

    def show(self, id_: str) -> None:
        """Open what the page's address asks for; what stands in the way is kept in `trouble`."""
        if id_ == self.id and not self.waiting:
            return
        try:
            self.open(id_)
        except ZongjieError as error:
            self.trouble = str(error)
            self.tell("saved")

    def write(
        self,
        section: str,
        text: str,
        over: str | None = None,
        *,
        title: str = "",
        bound: frozenset[str] = frozenset(),
    ) -> None:
        """Take the new text of a section, typed over the text `over`, and its new title.

        `bound` are clauses as they were bound, whose numbers the new text has as digits.
        What others have written since is put together with it; `StalePart` when both wrote at the
        same place. The title that the notebook's cell gives makes it that one's again.
        """
        now = self.section(section)
        part = section_part(section)
        cell = self.cells.get(section)
        named = now.named if not title else cell is not None and title != cell.title
        new = replace(
            now,
            title=title or self.title(section),
            text=text,
            named=named,
            bound=now.bound | bound,
        )
        if text == now.text and (not title or new == now) and part not in self.keeping.unsaved:
            return
        self._refuse_locked()
        if over in (None, now.text) or text == now.text:
            self._put(new)
            return
        both = merging.text(over, text, now.text)
        if both is not None:
            self._put(replace(new, text=both))
            return
        stale = self.keeping.differ(part, replace(now, text=over), new, now)
        self._accept({part: new})
        self.tell("saved")
        raise stale

    def keep(self, section: str, id_: str, *, kept: bool = True) -> None:
        """Leave a typed number of a section as it is although the ledger has another, or no more.

        `id_` names the difference (`zongjie.typed.Hint.id`).
        """
        old = self.section(section)
        ids = old.kept | {id_} if kept else old.kept - {id_}
        if ids != old.kept:
            self._refuse_locked()
            self._put(replace(old, kept=ids))

    def fill(self, draft: Draft) -> None:
        """Take a new unit, year, author or date.

        `DraftError` when somebody else has just changed the same; then theirs stands.
        """
        if draft == self.draft and PROFILE not in self.keeping.unsaved:
            return
        self._refuse_locked()
        self._accept({PROFILE: profile_of(draft)})
        self._save_or_yield(PROFILE)

    def arrange(self, order: Sequence[str]) -> None:
        """Let the sections stand in this order; in the notebook's, when it is that one or none."""
        there = [section.id for section in self._by_cells() if section.id in order]
        usual = [*there, *(id_ for id_ in order if id_ not in there)]
        self.fill(replace(self.draft, order=() if usual == list(order) else tuple(order)))

    def allow(self, words: str, *, allowed: bool = True) -> None:
        """Let words stay that look like personal data, wherever they stand; or no more."""
        public = self.draft.public
        public = public | {words} if allowed else public - {words}
        self.fill(replace(self.draft, public=public))

    def put_ledgers(
        self,
        changed: Mapping[str, pd.DataFrame],
        refused: Mapping[str, Refusals] = MappingProxyType({}),
        imported: Mapping[str, Imported] = MappingProxyType({}),
    ) -> None:
        """Take these ledgers in place of those that are there; the others stay.

        `refused` is what is written over their cells; without it, what still stands as it did.
        `imported` says which came from a file.
        """
        self._refuse_locked()
        self.keeping.imported({ledger_part(id_): one for id_, one in imported.items()})
        for id_, frame in changed.items():
            self._put_rows(id_, frame, refused.get(id_))
        self._count(tuple(changed))
        self.tell("ledgers")  # the eye first: what is on the page moves before the disk does
        self._save(*map(ledger_part, changed))

    def put_last(self, last: Ledgers | None, source: str = "") -> None:
        """Compare with these ledgers of the year before, or with none.

        `source` is what the file or draft is called that they come from.
        """
        self._refuse_locked()
        both = (last or {}), (self.last or {})
        ids = {id_ for one in both for id_, frame in one.items() if len(frame)}
        came = {id_: len(frame) for id_, frame in (last or {}).items() if len(frame)}
        if source:
            imported = {last_part(id_): Imported(rows, source) for id_, rows in came.items()}
            self.keeping.imported(imported)
        self.last = last
        self._count_last()
        self._count()
        self.tell("ledgers")
        self._save(*map(last_part, sorted(ids)))

    def put_earlier(self, span: Span, earlier: Earlier | None) -> None:
        """Hold the draft against this earlier summary, or against none.

        What was said of its promises stays, where the new one promises the same. `DraftError` when
        somebody else has just changed it too; then theirs stands.
        """
        if earlier is not None and (old := self.earlier.get(span)):
            earlier = replace(earlier, answers={**old.answers, **earlier.answers})
        self.rewrite_earlier(span, earlier or nothing(self.draft))

    def rewrite_earlier(self, span: Span, earlier: Earlier) -> None:
        """Keep an earlier summary as it is here, with what is said of its promises and no more."""
        self._refuse_locked()
        part = earlier_part(span)
        self._accept({part: earlier})
        self._save_or_yield(part)

    def answer(self, span: Span, what: str, answer: Answer | None) -> None:
        """Say what became of a promise of an earlier summary, or leave it open again."""
        earlier = self.earlier.get(span)
        if earlier is None:
            raise DraftError("对照的总结已经换了", cure="请再看一看")
        answers = {each: said for each, said in earlier.answers.items() if each != what}
        answers |= {what: answer} if answer else {}
        self.rewrite_earlier(span, replace(earlier, answers=answers))

    def take_half(self, whole: Whole, source: str) -> int:
        """Go on from the half-year's draft: its text to look at, its rows that are not here yet.

        `source` is what it is called. Returns how many rows came. What stands in this draft
        already stays as it is.
        """
        changed, came = {}, {}
        for id_, frame in whole.ledgers.items():
            both = ledger.combine("merge", id_, self.ledgers[id_], frame)
            if both.added:
                new = both.frame.loc[list(both.added)]
                changed[id_] = ledger.combine("append", id_, self.ledgers[id_], new).frame
                came[id_] = Imported(len(new), source)
        if changed:
            self.put_ledgers(changed, imported=came)
        self.put_earlier("half", as_it_read(whole.draft, whole.ledgers))
        return sum(one.rows for one in came.values())

    def settle(self, part: str, choice: Choice) -> None:
        """End a clash: one of the two contents stays, or both stand in the text one after another.

        What is given up is in the history. Nothing is done when there is no clash any more.
        """
        if part not in self.keeping.clashes:
            return
        self._accept({part: self.keeping.settle(part, self.content(part), choice)})
        if part in self.keeping.unsaved:
            self._save(part)
        else:
            self.tell("saved")

    def take(self, found: Mapping[str, Newer]) -> None:
        """Show what others have saved (`Keeping.look`)."""
        self._accept(self.keeping.take(found))

    def sign(self) -> None:
        """Sign the draft off; `StoreError` while something is not saved."""
        self.keeping.sign()
        self._follow()

    def reopen(self, reason: str) -> None:
        """Let the signed draft be changed again."""
        self.keeping.reopen(reason)
        self._follow()

    def bring_back(self, part: str, number: int) -> None:
        """Show and keep a part as it was at this revision; what it replaces is in the history."""
        self._accept(self.keeping.bring_back(part, number))
        self.tell("saved")

    def bring_all_back(self, step: int) -> None:
        """Show and keep the whole draft as it was after this step."""
        self._accept(self.keeping.bring_all_back(step))
        self.tell("saved")

    def retry(self) -> None:
        """Save what could not be saved before; in a locked draft it waits until it is not."""
        if self.keeping.waiting() and not self.locked:
            self._save()

    # ------------------------------------------------------------------ inside

    def _refuse_locked(self) -> None:
        """Before anything is taken into the page that the store would not keep."""
        if self.keeping.refusal:
            raise self.keeping.refusal.with_traceback(None)

    def _follow(self) -> None:
        """Show what the store has by now, and whether it may be changed."""
        self.take(self.keeping.look())
        self.tell("saved")
        self.retry()

    def _put(self, section: Section) -> None:
        part = section_part(section.id)
        self.keeping.unsaved.add(part)  # first: whatever goes wrong now, it is asked for again
        self._accept({part: section})
        self._save(part)

    def _save(self, *parts: str) -> None:
        """Put these parts into the store, and whatever did not get there before.

        Each is tried; then the first trouble is raised.
        """
        keeping = self.keeping
        keeping.unsaved.update(parts)
        try:
            if not self.id:
                keeping.create(Whole(self.draft, self.ledgers, self.last, self.earlier))
                return
            for part in parts:
                if part in keeping.clashes:
                    raise keeping.clashes[part]
            troubles = [trouble for part in keeping.waiting() if (trouble := self._saved(part))]
            if troubles:
                raise troubles[0]
        finally:
            self.tell("saved")

    def _save_or_yield(self, part: str) -> None:
        """Save a part that is quickly said again: what somebody else has just saved stands."""
        try:
            self._save(part)
        except StalePart as stale:
            theirs = self.keeping.yield_to(stale)
            self._accept({part: theirs})
            raise DraftError(
                f"{stale.who}刚改了这一项，已换成新的内容", cure="仍要改的，请再写一次"
            ) from stale

    def _saved(self, part: str) -> ZongjieError | None:
        """Save a part and show what it has become; returns what kept it from being saved."""
        try:
            now = self.keeping.put(part, self.content(part))
        except ZongjieError as error:
            section = section_of(part)
            self.tell("ledgers" if section is None else f"text:{section}")
            return error
        if now is not None:
            self._accept({part: now})
        return None
