"""Places in a text as the browser counts them: rare characters such as 𠮷 take two there."""

from __future__ import annotations


def in_browser(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span in characters as a span in UTF-16 units, which JavaScript counts."""
    start, end = span
    return start + _extra(text, start), end + _extra(text, end)


def _extra(text: str, place: int) -> int:
    before = text[:place]
    return len(before.encode("utf-16-le", "surrogatepass")) // 2 - len(before)
