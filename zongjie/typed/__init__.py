"""Typed numbers held against the ledger.

Two things are said, and only when the words around leave little doubt: this number *is* a figure
(offered as a bound number), or it stands where a figure's number should and *differs*. A false
alarm costs an officer's trust: in doubt neither is said, and the number is one of those that are
`unchecked`, which are listed.
"""

from __future__ import annotations

from zongjie.typed.amounts import Amount, amounts
from zongjie.typed.match import Fix, Hint, hints
from zongjie.typed.names import Names, aliases
from zongjie.typed.replaced import NUMBER, clause_of, replaced
from zongjie.typed.rows import Rows, against_rows
from zongjie.typed.sentences import Sentences
from zongjie.typed.unchecked import unchecked

__all__ = [
    "NUMBER",
    "Amount",
    "Fix",
    "Hint",
    "Names",
    "Rows",
    "Sentences",
    "against_rows",
    "aliases",
    "amounts",
    "clause_of",
    "hints",
    "replaced",
    "unchecked",
]
