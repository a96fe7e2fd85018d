"""The pages of the summary as they will be printed, sent one by one and only when they changed."""

from __future__ import annotations

import asyncio
import hashlib
import re
import zlib

from widgets.detail import Detail
from widgets.state import State
from widgets.view import BookView, Props, Reply
from zongjie import document
from zongjie.errors import ZongjieError

_SIZE = re.compile(rb'width="([\d.]+)pt" height="([\d.]+)pt"')


class PreviewView(BookView):
    """The whole summary as it will read: its printed pages, or the web page."""

    name = "preview"
    topics = frozenset({"profile", "ledgers", "text", "outline"})

    def __init__(self, state: State) -> None:
        self.version = 0
        self._pages: dict[str, bytes] = {}
        super().__init__(state, "preview")

    def draw(self) -> Props:
        self.version += 1
        return {"version": self.version}

    async def on_pages(self, detail: Detail) -> Props:
        """Set the pages anew; each is named by what is on it: only changed ones are asked for."""
        theme = detail.text("theme")
        draft, figures = self.state.document, self.state.figures

        def make() -> dict[str, bytes]:
            from zongjie import export

            made = export.pages(document.build(draft, figures), theme=theme)
            return {f"{number}-{_digest(page)}": page for number, page in enumerate(made, start=1)}

        self._pages = await asyncio.to_thread(make)
        return {"pages": list(self._pages), "size": _size(next(iter(self._pages.values())))}

    def on_page(self, detail: Detail) -> Reply:
        """One page as SVG, deflated; `ZongjieError` when it has been set anew meanwhile."""
        page = self._pages.get(detail.text("page"))
        if page is None:
            raise ZongjieError("这一页刚刚重新排过", cure="请稍候，新的一页就来")
        return Reply({}, [zlib.compress(page, 1)])

    async def on_render(self, _: Detail) -> Props:
        """The summary as one web page, gaps marked."""
        draft, figures = self.state.document, self.state.figures

        def make() -> bytes:
            from zongjie import export

            return export.export(document.build(draft, figures), "html", allow_missing=True)

        return {"html": (await asyncio.to_thread(make)).decode()}


def _digest(page: bytes) -> str:
    return hashlib.sha256(page).hexdigest()[:16]


def _size(page: bytes) -> list[float]:
    """Width and height in points; A4 where the picture does not say."""
    found = _SIZE.search(page)
    return [float(number) for number in found.groups()] if found else [595.28, 841.89]
