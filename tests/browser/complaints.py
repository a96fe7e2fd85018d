"""What a page reports as wrong."""

from __future__ import annotations

from playwright.sync_api import Page

LATE = "[anywidget] Failed to initialize model."
"""What anywidget says of a widget it no longer listens for, as on a computer that is busy with many
tests. Ours listen all the same: test_late.py."""


def hear(page: Page, wrong: list[str], *, console: bool = True) -> None:
    """Add to `wrong` whatever the page throws, and what its console calls an error."""

    def add(text: str) -> None:
        if LATE not in text:
            wrong.append(text)

    page.on("pageerror", lambda error: add(str(error)))
    if console:
        page.on("console", lambda line: add(line.text) if line.type == "error" else None)
