"""A file that was edited elsewhere: its differences by section, and taking them over one by one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from widgets.detail import Detail
from widgets.files import Receiver
from widgets.past import shown
from widgets.state import State
from widgets.view import Props
from zongjie import wording
from zongjie.draft import SELF_MADE, Section, arranged
from zongjie.errors import DraftError

if TYPE_CHECKING:
    from zongjie.bring_back import Change, Returned


class BringBack(Receiver):
    """What a view answers about an edited file."""

    state: State

    def __init__(self) -> None:
        super().__init__()
        self._came: dict[str, Change] = {}
        self._order: tuple[str, ...] = ()

    async def on_bring(self, detail: Detail) -> Props:
        """Read an edited file and show what it would change; nothing changes by that."""
        name, data = self.uploads.file(detail)
        draft, figures = self.state.document, self.state.figures

        def work() -> Returned:
            from zongjie import bring_back

            return bring_back.compare(draft, figures, bring_back.read(data, name))

        found = await asyncio.to_thread(work)
        self._came = {change.section.id: change for change in found.changes}
        self._order = found.order
        return {
            "name": name,
            "changes": [self._drawn(change) for change in found.changes],
            "order": list(self._moved(draft.sections, found)),
            "notes": list(found.notes),
        }

    def on_accept(self, detail: Detail) -> None:
        """Take over what the file has of a section; what was written here since is kept with it."""
        change = self._came.get(detail.text("id"))
        if change is None:
            raise _gone()
        before = change.before.text if change.before else ""
        title = change.section.title if _is_renamed(change) else ""
        section = change.section
        self.state.write(section.id, section.text, before, title=title, bound=section.bound)
        if change.before is None and section.id in self._order:
            self._put_in_place(section.id)

    def _put_in_place(self, id_: str) -> None:
        """Let a new section stand where the file has it, and the others where they stand."""
        from zongjie import bring_back

        there = [one.id for one in self.state.document.sections if one.id not in (*SELF_MADE, id_)]
        there.insert(bring_back.place_of(id_, there, self._order), id_)
        self.state.arrange(there)

    def on_arrange(self, _: Detail) -> None:
        """Let the sections stand as they do in the file, from now on."""
        if not self._order:
            raise _gone()
        self.state.arrange(self._order)

    def _drawn(self, change: Change) -> dict[str, Any]:
        section, figures = change.section, self.state.figures
        before = change.before.text if change.before else ""
        will = ""
        renamed = change.before is not None and _is_renamed(change)
        if change.before is None:
            will = "页面上还没有这一节：采用以后，目录里就有它，排在它在文件里的位置。"
        elif not section.text.strip():
            will = "文件里没有这一节了。采用，就清空这一节。"
        title = change.before.title if change.before else section.title
        named = [["removed", f"标题：{title}\n"], ["added", f"标题：{section.title}\n"]]
        pieces = wording.diff(before, section.text)
        return {
            "id": section.id,
            "title": title,
            "pieces": [
                *(named if renamed else []),
                *([piece.kind, shown(piece.text, figures)] for piece in pieces),
            ],
            "differs": renamed or before != section.text,
            "step": section.id,
            "notes": list(change.notes),
            "will": will,
        }

    def _moved(self, sections: Sequence[Section], found: Returned) -> Iterator[list[str]]:
        """The titles of the sections in the order of the page and of the file, in pieces."""
        if not found.order:
            return
        new = [change.section for change in found.changes if change.before is None]
        old = [one for one in sections if one.text.strip() and one.id not in SELF_MADE]
        now = arranged((*old, *new), found.order, attrgetter("id"))
        before, after = ([f"{one.title}　" for one in each] for each in (old, now))
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                yield ["same", "".join(before[i1:i2])]
                continue
            for kind, titles in (("removed", before[i1:i2]), ("added", after[j1:j2])):
                if titles:
                    yield [kind, "".join(titles)]


def _gone() -> DraftError:
    return DraftError("这处改动已经不在了", cure="请重新选择文件")


def _is_renamed(change: Change) -> bool:
    """Whether it brings another title; a new section always does."""
    return change.before is None or change.before.title != change.section.title
