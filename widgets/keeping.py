"""What of a page's draft is in the store, and what is not there yet.

A part that could not be saved stays `unsaved` and goes with the next try. Where somebody else has
saved the same part meanwhile, both are put together if they do not touch each other; else the part
waits among the `clashes` until its writer has chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from widgets.identity import who
from zongjie import wording
from zongjie.draft import Section
from zongjie.errors import StoreError
from zongjie.store import (
    NotAllowed,
    SignedDraft,
    StalePart,
    Stored,
    Whole,
    merging,
)
from zongjie.store.values import (
    Content,
    Imported,
    Newer,
    News,
    Present,
    Role,
    contents,
    ledger_of,
)

if TYPE_CHECKING:
    from zongjie.store import Store

Choice = Literal["mine", "theirs", "both"]

_TRIES = 8
"""How often a part is put together anew while others go on saving it."""


class Keeping:
    """The way between one page and the store.

    Parameters
    ----------
    store : where drafts are kept; by default the store of the settings, opened when it is needed.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self.id = ""
        """The draft's id; empty while nothing is kept."""
        self.name = ""
        """What its officers call it, if not by its title."""
        self.saved = ""
        """When something was last saved, as hh:mm:ss."""
        self.refusal: StoreError | None = None
        """Why the draft is only read: it is signed off, or not this person's to write."""
        self.role: Role = "owner"
        """What this person may do with the draft."""
        self.unsaved: set[str] = set()
        self.clashes: dict[str, StalePart] = {}
        self._numbers: dict[str, int] = {}
        self._settled: set[str] = set()  # parts whose next save ends a clash
        self._imported: dict[str, Imported] = {}  # by part, of its next save
        self._step = 0

    @property
    def store(self) -> Store:
        """The store; `StoreError` when it cannot be opened."""
        if self._store is None:
            from zongjie.store import Store

            self._store = Store(by=who())
        return self._store

    def warm(self) -> None:
        """Open the store before anybody waits for it; what is wrong is said when it is needed."""
        with suppress(StoreError):
            self.store  # noqa: B018 - asking for it opens it

    def leave(self) -> None:
        """Keep nothing: a sample is shown."""
        self.id = self.name = self.saved = ""
        self.refusal, self.role = None, "owner"
        self.unsaved.clear()
        self.clashes.clear()
        self._settled.clear()
        self._imported.clear()

    def open(self, id_: str) -> Stored:
        """Go on with this draft; `NoSuchDraft` when there is none."""
        found = self.store.load(id_)
        self.leave()
        self.id, self.name = id_, found.name
        self.refusal, self.role = _refusal(found), found.role
        self._numbers, self._step = dict(found.numbers), found.step
        return found

    def create(self, whole: Whole) -> None:
        """Keep a new draft."""
        self.id = self.store.create(
            whole.draft,
            whole.ledgers,
            last=whole.last,
            earlier=whole.earlier,
            imported=self._imported,
        )
        self._numbers = {part: 1 + (part in self._imported) for part in contents(whole)}
        self.unsaved.clear()
        self._imported.clear()
        self._note(datetime.now())  # noqa: DTZ005 - the officer's own clock

    def imported(self, found: Mapping[str, Imported]) -> None:
        """Say of parts that are saved next that their rows come from a file."""
        self._imported.update(found)

    def put(self, part: str, mine: Content) -> Content | None:
        """Save a part; returns what it is now, when others had changed it too.

        `StalePart` when both changed the same place: it is then among the clashes.
        """
        self.unsaved.add(part)
        now, number = mine, self._numbers.get(part, 0)
        settled, imported = part in self._settled, self._imported.get(part)
        for _ in range(_TRIES):
            try:
                saved = self.store.save(
                    self.id, part, number, now, settled=settled, imported=imported
                )
            except StalePart as stale:
                both = merging.merged(ledger_of(part), stale.base, now, stale.theirs)
                if both is None:
                    self.clashes[part] = stale
                    raise
                # not noted before it is saved: else the next try would go over what `now` has
                now, number = both, stale.number
                continue
            self._numbers[part] = saved.number
            self.unsaved.discard(part)
            self._settled.discard(part)
            self._imported.pop(part, None)
            self._note(saved.at)
            return None if now is mine else now
        raise StoreError("好几个人在同时改这一部分，还没有存上", cure="请稍等，会再存一次")

    def differ(self, part: str, base: Content, mine: Content, theirs: Content) -> StalePart:
        """A clash with what the page has taken from somebody else already."""
        now = self.store.newest(self.id, part)
        both = {"base": base, "mine": mine, "theirs": theirs}
        stale = StalePart(part, self._numbers[part], **both, by=now.by, at=now.at)
        self.unsaved.add(part)
        self.clashes[part] = stale
        return stale

    def yield_to(self, stale: StalePart) -> Content:
        """Give up what was to be saved; returns what stands instead."""
        self.clashes.pop(stale.part, None)
        self.unsaved.discard(stale.part)
        self._numbers[stale.part] = stale.number
        return stale.theirs

    def settle(self, part: str, mine: Content, choice: Choice) -> Content:
        """What a part is after its writer has chosen; what is still `unsaved` is saved next.

        What is given up is in the history.
        """
        stale = self.clashes[part]
        if choice == "theirs":  # as it stands by now: others may have gone on writing
            now = self.store.give_up(self.id, part, mine)
            self.unsaved.discard(part)
            self._imported.pop(part, None)
            self._note(now.at)
            chosen, number = now.content, now.number
        else:
            chosen = mine if choice == "mine" else _joined(stale.theirs, mine)
            number = stale.number
            self._settled.add(part)
        del self.clashes[part]
        self._numbers[part] = number
        return chosen

    def before(self, part: str, most: int) -> Iterator[Content]:
        """What a part is in the store and was before, the newest first, so many at most."""
        from zongjie.store import history

        if self.id:
            for one in history.of_part(self.store, self.id, part)[:most]:
                yield history.content(self.store, self.id, part, one.number)

    def bring_back(self, part: str, number: int) -> dict[str, Content]:
        """Make an earlier revision of a part the newest; returns what to show now."""
        from zongjie.store import history

        self._refuse_unsaved({part} & self.unsaved)
        self._note(history.bring_back(self.store, self.id, part, number).at)
        return self.take(self.look())

    def bring_all_back(self, step: int) -> dict[str, Content]:
        """Make the whole draft what it was after this step; returns what to show now."""
        from zongjie.store import history

        self._refuse_unsaved(self.unsaved)
        self._note(history.bring_all_back(self.store, self.id, step))
        return self.take(self.look())

    def name_version(self, words: str) -> None:
        """Give the draft as it is now a name under which it is found again."""
        from zongjie.store import history

        self._refuse_unsaved(self.unsaved, "请等存上以后再起名字")
        history.keep_version(self.store, self.id, words)

    def rename_version(self, step: int, words: str) -> None:
        """Give another name to the version that was named at this step."""
        from zongjie.store import history

        history.rename_version(self.store, self.id, step, words)

    def sign(self) -> None:
        """Sign the draft off: from now on it is only read."""
        from zongjie.store import lifecycle

        self._refuse_unsaved(self.unsaved, "请等存上以后再定稿")
        lifecycle.sign(self.store, self.id)

    def reopen(self, reason: str) -> None:
        """Let the signed draft be changed again; the reason stays in its history."""
        from zongjie.store import lifecycle

        lifecycle.reopen(self.store, self.id, reason)

    def look(self) -> Mapping[str, Newer]:
        """What others have saved meanwhile, of parts that have nothing unsaved here.

        It only reads, and may be called from another thread; `take` believes it.
        """
        if not self.id:
            return {}
        news = self.store.news(self.id, self._step, self._numbers)
        if news is None:
            return {}
        self._step, self.name = news.step, news.name
        self.refusal, self.role = _refusal(news), news.role
        return news.parts

    def take(self, found: Mapping[str, Newer]) -> dict[str, Content]:
        """What to show now of what `look` found: not what was changed or saved here since."""
        taken = {
            part: newer
            for part, newer in found.items()
            if part not in self.unsaved and newer.number > self._numbers.get(part, 0)
        }
        for part, newer in taken.items():
            self._numbers[part] = newer.number
        return {part: newer.content for part, newer in taken.items()}

    def present(self, part: str, session: str) -> tuple[Present, ...]:
        """Say that this page is in a part, and hear who else is in the draft."""
        return self.store.present(self.id, part, session) if self.id else ()

    def waiting(self) -> list[str]:
        """The parts to save: what is unsaved and need not be chosen first."""
        return sorted(self.unsaved - self.clashes.keys())

    def _note(self, at: datetime) -> None:
        self.saved = f"{at:%H:%M:%S}"

    def _refuse_unsaved(self, parts: set[str], cure: str = "请等存上以后再恢复旧版本") -> None:
        if parts:
            raise StoreError("这里还有没存上的内容", cure=cure)


def _joined(theirs: Content, mine: Content) -> Content:
    if not (isinstance(theirs, Section) and isinstance(mine, Section)):
        raise StoreError("这两份内容不能接在一起", cure="请选其中一份")
    text = wording.both(theirs.text, mine.text)
    return replace(mine, text=text, kept=mine.kept | theirs.kept, bound=mine.bound | theirs.bound)


def _refusal(found: Stored | News) -> StoreError | None:
    if found.role == "reader":
        return NotAllowed("修改这份总结")
    return SignedDraft(found.role) if found.signed else None
