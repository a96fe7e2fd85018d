"""Tells each kernel that was started ahead which address its page was opened with.

voila's own handler loses the message where the kernel's connection broke unnoticed, as it does
when many kernels start at once: the page then stays empty for good. Its `on_close` forgets some
other kernel when the one that closes has connected anew meanwhile. Both are mended here.
"""

from __future__ import annotations

import contextlib
from typing import Any

from tornado.websocket import WebSocketClosedError
from voila.request_info_handler import RequestInfoSocketHandler


class TellingHandler(RequestInfoSocketHandler):
    """One kernel's connection; what it is told is kept until the kernel ends."""

    kernel_id = ""

    def initialize(self, kernels: Any) -> None:
        """`kernels` tells which kernels there are."""
        self.kernels = kernels

    def open(self, kernel_id: str) -> None:
        """A kernel asks: now, or anew after its connection broke."""
        for ended in [id_ for id_ in self._cache if id_ not in self.kernels]:
            del self._cache[ended]
        self.kernel_id = kernel_id
        super().open(kernel_id)

    def write_message(self, message: Any, **how: Any) -> Any:
        """Say it, and keep it for the case that it does not arrive."""
        self._cache[self.kernel_id] = message
        with contextlib.suppress(WebSocketClosedError):
            return super().write_message(message, **how)

    def on_close(self) -> None:
        """Forget this connection, unless the kernel has a newer one."""
        if self._waiters.get(self.kernel_id) is self:
            del self._waiters[self.kernel_id]
