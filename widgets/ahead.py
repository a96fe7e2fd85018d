"""Which notebooks are drawn ahead, each with a kernel that waits for its reader.

The first page always is (``preheat_denylist`` in ``voila.json`` leaves out the others). Of the
kinds of summary only those are that somebody has opened, or is about to. Measured: a waiting kernel
takes 90 MB and three seconds of a processor; all fourteen notebooks together took an office's
computer 1.7 GB and half a minute at each start.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import Any

import tornado.ioloop
import tornado.web
from jupyter_server.base.handlers import APIHandler

from widgets.places import HOME


class Ahead:
    """At most `most` notebooks of the folder `root`: the ones that were asked for last."""

    def __init__(self, kernels: Any, root: Path, most: int) -> None:
        self._kernels = kernels
        self._root = root
        self._most = most
        self._asked: list[str] = []

    def draw(self, name: str) -> bool:
        """Have this one wait for its next reader; what was asked for longest ago gives way.

        False where there is no such notebook.
        """
        if not (self._root / name).is_file():
            return False
        if name == HOME or self._most == 0:
            return True
        asked = [*(one for one in self._asked if one != name), name]
        self._asked = asked[-self._most :]
        for one in asked[: -self._most]:
            waiting = self._kernels._pools.pop(one, [])  # noqa: SLF001 - voila has no other way
            end = functools.partial(self._end, waiting)
            tornado.ioloop.IOLoop.current().add_callback(end)
        self._kernels.fill_if_needed(notebook_name=name)
        return True

    async def _end(self, waiting: Sequence[Awaitable[Any]]) -> None:
        for drawn in await asyncio.gather(*waiting, return_exceptions=True):
            if isinstance(drawn, dict) and drawn["kernel_id"] in self._kernels:
                await self._kernels.shutdown_kernel(drawn["kernel_id"], now=True)


class AheadHandler(APIHandler):
    """Somebody is about to open a notebook."""

    def initialize(self, ahead: Ahead) -> None:
        """`ahead` draws it."""
        self.ahead = ahead

    @tornado.web.authenticated
    async def post(self, name: str) -> None:
        if not self.ahead.draw(name):
            raise tornado.web.HTTPError(404)
        self.set_status(204)
        self.finish()
