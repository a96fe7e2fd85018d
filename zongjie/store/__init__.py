"""Where drafts are kept: parts with append-only revisions, in SQLite or PostgreSQL.

A draft is a set of parts: ``profile``, ``section:<id>``, ``ledger:<id>``, ``last:<id>`` for a
ledger of the year before, and ``earlier:<span>`` for an earlier summary. Saving a part adds a
revision after the one its writer had seen; whoever had seen an older one is told by `StalePart`.
What a reader gets is a `Stored`: the draft, its ledgers and the number each part has.

`Store` does what the page does all the time. The rest are functions of their modules that take a
store: `lifecycle`, `history`, `units`, `bundle`, `backup`, `tidying`.

SQLAlchemy is imported when the first of these is asked for, not with this package.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from zongjie.store.errors import NoSuchDraft, NotAllowed, SignedDraft, StalePart
from zongjie.store.values import (
    ALONE,
    FORMULAS,
    NOBODY,
    PROFILE,
    Entry,
    Person,
    Profile,
    Stored,
    Whole,
    earlier_part,
    last_part,
    ledger_part,
    section_part,
)

if TYPE_CHECKING:
    from zongjie.store.store import Store

__all__ = [
    "ALONE",
    "FORMULAS",
    "NOBODY",
    "PROFILE",
    "Entry",
    "NoSuchDraft",
    "NotAllowed",
    "Person",
    "Profile",
    "SignedDraft",
    "StalePart",
    "Store",
    "Stored",
    "Whole",
    "earlier_part",
    "last_part",
    "ledger_part",
    "section_part",
]


def __getattr__(name: str) -> Any:
    if name == "Store":
        return importlib.import_module("zongjie.store.store").Store
    raise AttributeError(name)
