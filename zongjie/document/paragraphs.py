"""Enter begins a new paragraph, as officers know it from Word and WPS."""

from __future__ import annotations

import re

# A line that Markdown reads as part of a list, table, quotation, heading or picture.
_BLOCK = re.compile(r"[ ]{0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|>|!\[)|[^\n]*\|")
_CONTINUES = re.compile(r"[ ]{2,}\S|\t\S")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")


def paragraphs(text: str) -> str:
    """Markdown in which every line of plain text is a paragraph of its own.

    Lines of one list, table or quotation stay together, as does a line that ends in Markdown's
    own break (two spaces or a backslash) with the next.
    """
    result: list[str] = []
    before = ""
    inside = False  # a list, table or quotation
    for line in text.split("\n"):
        stays = bool(_BLOCK.match(line)) or (inside and bool(_CONTINUES.match(line)))
        together = (inside and stays) or _HARD_BREAK.search(before)
        if before.strip() and line.strip() and not together:
            result.append("")
        result.append(line)
        before, inside = line, stays
    return "\n".join(result)
