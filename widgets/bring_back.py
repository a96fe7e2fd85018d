"""A file that was edited elsewhere: its differences by section, and taking them over one by one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from widgets.files import Receiver
from widgets.past import shown
from widgets.state import State
from widgets.view import Detail, Props
from zongjie import prose, wording
from zongjie.errors import DraftError

if TYPE_CHECKING:
    from zongjie.bring_back import Change, Returned


class BringBack(Receiver):
    """What a view answers about an edited file."""

    state: State

    def __init__(self) -> None:
        super().__init__()
        self._came: dict[str, Change] = {}

    async def on_bring(self, detail: Detail) -> Props:
        """Read an edited file and show what it would change; nothing changes by that."""
        name, data = self.uploads.file(detail)
        draft, figures = self.state.document, self.state.figures

        def work() -> Returned:
            from zongjie import bring_back

            return bring_back.compare(draft, figures, bring_back.read(data, name))

        found = await asyncio.to_thread(work)
        self._came = {change.section.id: change for change in found.changes}
        notes = [*found.notes]
        if found.order:
            notes.append("各节的顺序和页面上不同；页面上的顺序由笔记本定，这里不改。")
        changes = [self._drawn(change) for change in found.changes]
        return {"name": name, "changes": changes, "notes": notes}

    def on_accept(self, detail: Detail) -> None:
        """Take over what the file has of a section; what was written here since is kept with it."""
        change = self._came.get(str(detail["id"]))
        if change is None:
            raise DraftError("这处改动已经不在了", cure="请重新选择文件")
        before = change.before.text if change.before else ""
        self.state.write(change.section.id, change.section.text, before)

    def _drawn(self, change: Change) -> dict[str, Any]:
        section, figures = change.section, self.state.figures
        before = change.before.text if change.before else ""
        notes = [*change.notes]
        if change.before is None:
            notes.append("页面上还没有这一节：采用以后放在最后，会一起预览和导出。")
        elif change.before.title != section.title:
            notes.append(f"标题写的是“{section.title}”；页面上的标题由笔记本定，这里不改。")
        if change.before is not None and not section.text.strip():
            notes.append("文件里没有这一节了。采用，就清空这一节。")
        pieces = wording.diff(_readable(before), _readable(section.text))
        return {
            "id": section.id,
            "title": change.before.title if change.before else section.title,
            "pieces": [[piece.kind, shown(piece.text, figures)] for piece in pieces],
            "differs": before != section.text,
            "notes": notes,
        }


def _readable(text: str) -> str:
    """Charts and tables by what stands under or above them."""
    return prose.PICTURE.sub(
        lambda match: (
            f"［{'图' if match['kind'] == 'chart' else '表'}］{match['caption'] or match['ref']}"
        ),
        text,
    )
