"""Personal data in what officers write: names, ID numbers, telephones, bank cards.

Numbers are told by their own form, names by the words around them. A false alarm costs an
officer's trust: in doubt, silence. What to look for in names is data (``data/personal``).
"""

from __future__ import annotations

from zongjie.personal.found import CODE, KINDS, Kind, Personal, code, instead, masked
from zongjie.personal.names import is_name, names, person_in
from zongjie.personal.numbers import numbers

__all__ = [
    "CODE",
    "KINDS",
    "Kind",
    "Personal",
    "code",
    "find",
    "instead",
    "is_name",
    "masked",
    "numbers",
    "person_in",
]


def find(text: str) -> tuple[Personal, ...]:
    """Everything personal in a running text, in order."""
    found = [*numbers(text), *names(text)]
    return tuple(sorted(found, key=lambda one: one.span))
