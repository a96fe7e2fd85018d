"""Asking a view as the front end does, and hearing what it answers."""

from __future__ import annotations

from typing import Any

import pytest

from widgets.view import Reply, View


class Refused(Exception):
    """What the officer was told instead of an answer."""


def question(number: int, action: str, /, *, waits: int = 0, **detail: Any) -> dict[str, Any]:
    """The message in which a page asks its view."""
    said = {"page": "page", "number": number, "waits": waits or number}
    return {**said, "action": action, "detail": detail}


class Asker:
    """The front end's side of one view."""

    def __init__(self, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
        self.view = view
        self._asked = 0
        self._answers: list[tuple[dict[str, Any], list[bytes]]] = []
        monkeypatch.setattr(view, "send", self._hear)

    def __call__(self, action: str, *buffers: bytes, **detail: Any) -> dict[str, Any]:
        """Ask, and return the result; `Refused` when the view says why not."""
        return self.whole(action, *buffers, **detail).result

    def whole(self, action: str, *buffers: bytes, **detail: Any) -> Reply:
        """Ask, and return the result with its bytes."""
        self._asked += 1
        message = question(self._asked, action, **detail)
        self.view._asked(None, message, [memoryview(buffer) for buffer in buffers])
        ((answer, sent),) = self._answers
        self._answers.clear()
        assert answer["re"] == self._asked
        if "say" in answer:
            raise Refused(answer["say"])
        return Reply(answer["result"], sent)

    def upload(
        self,
        data: bytes,
        name: str,
        *,
        key: int = 1,
        part: int = 1 << 20,
        year: str = "2026",
        **detail: Any,
    ) -> None:
        """Send a file in parts, then read it."""
        for start in range(0, max(len(data), 1), part):
            self("part", data[start : start + part], key=key, start=start)
        self.report = self("read", key=key, name=name, year=year, **detail)

    def _hear(self, answer: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        if "re" in answer:  # else it is told to the page as a whole
            self._answers.append((answer, buffers or []))


__all__ = ["Asker", "Refused", "question"]
