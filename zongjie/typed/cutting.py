"""A section's text cut into sentences and clauses, without what is no typed text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zongjie import prose

SENTENCE = re.compile(r"[。！？!?\n]")
CLAUSE = re.compile(r"[，；;：:,](?![0-9])")  # 22,500 and 8:30 stay whole
_HIDDEN = "\ue000"
"""Stands for each character of a token or picture, which are no typed text."""


def spans(text: str, separator: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each part between separators begins and ends."""
    cuts = [start]
    for match in separator.finditer(text, start, end):
        cuts += match.span()
    return zip((*cuts[::2],), (*cuts[1::2], end), strict=True)


def masked(text: str) -> str:
    """The typed text alone, every character in its place."""
    for match in (*prose.TOKEN.finditer(text), *prose.PICTURE.finditer(text)):
        start, end = match.span()
        text = text[:start] + _HIDDEN * (end - start) + text[end:]
    return text
