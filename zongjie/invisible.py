"""Characters nobody types: some make text read as something else, none belongs on paper."""

from __future__ import annotations

import re

# Control characters, soft hyphens, zero-width and bidirectional marks, halves of surrogate pairs
# and noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")


def without(text: str) -> str:
    """The text without invisible characters; every kind of line break becomes a newline."""
    if text.isprintable():
        return text
    return _INVISIBLE.sub("", _BREAKS.sub("\n", text))


def shown(text: str) -> str:
    """The text for quoting: □ stands for each invisible character."""
    return _INVISIBLE.sub("□", text)


def has_any(text: str) -> bool:
    """Whether `without` takes away more than it turns into newlines."""
    return not text.isprintable() and _INVISIBLE.search(_BREAKS.sub("\n", text)) is not None
