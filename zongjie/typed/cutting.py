"""A text cut into sentences and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE = re.compile(r"[。！？!?\n]")
CLAUSE = re.compile(r"[，；;：:,](?![0-9])")  # 22,500 and 8:30 stay whole


def spans(text: str, separator: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each part between separators begins and ends."""
    cuts = [start]
    for match in separator.finditer(text, start, end):
        cuts += match.span()
    return zip((*cuts[::2],), (*cuts[1::2], end), strict=True)
