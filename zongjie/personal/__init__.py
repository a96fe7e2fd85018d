"""Personal data in what officers write: names, ID numbers, telephones, bank cards.

Numbers are told by their own form, names by the words around them. A false alarm costs an
officer's trust: in doubt, silence. What to look for in names is data (``data/personal``).
"""

from __future__ import annotations

from zongjie.personal.found import KINDS, Kind, Personal, instead, masked
from zongjie.personal.names import is_name, names, person_in
from zongjie.personal.numbers import numbers

__all__ = ["KINDS", "Kind", "Personal", "find", "in_cell", "instead", "is_name", "masked"]


def find(text: str) -> tuple[Personal, ...]:
    """Everything personal in a running text, in order."""
    found = [*numbers(text), *names(text)]
    return tuple(sorted(found, key=lambda one: one.span))


def in_cell(text: str, *, persons: bool) -> tuple[Personal, ...]:
    """The same in a cell of a ledger; `persons` when its column says who somebody is.

    There a cell that reads like a name is one, without any words around it.
    """
    found = find(text)
    return person_in(text) if persons and not found else found
