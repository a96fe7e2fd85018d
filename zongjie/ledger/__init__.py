"""Typed ledgers: one pandas frame each, what is wrong with them, and how they are written.

A frame has exactly the columns `schema.Ledger.fields` and an index of row numbers (序号) from 1.
By dtype: text, enum (the canonical label) and date (ISO text) are object columns of str or None;
int is ``Int64``, bool is ``boolean``, decimal is an object column of `Decimal` or None. A 概数
leaves the number missing and keeps the words in ``<column>_text``.
"""

from __future__ import annotations

from zongjie.ledger import counted
from zongjie.ledger.brief import brief
from zongjie.ledger.checks import DATES, Origin, not_of, validate, years
from zongjie.ledger.combine import Combined, Difference, How, combine
from zongjie.ledger.delimited import FORMULA, GUARD, csv_bytes
from zongjie.ledger.frames import (
    Ledgers,
    empty,
    empty_all,
    frame,
    from_columns,
    used,
    with_columns,
    written,
)
from zongjie.ledger.given import given
from zongjie.ledger.noted import unread
from zongjie.ledger.problems import SHOWN, Problem, Severity, listed, named, spans, together
from zongjie.ledger.xlsx import write_xlsx

__all__ = [
    "DATES",
    "FORMULA",
    "GUARD",
    "SHOWN",
    "Combined",
    "Difference",
    "How",
    "Ledgers",
    "Origin",
    "Problem",
    "Severity",
    "brief",
    "combine",
    "counted",
    "csv_bytes",
    "empty",
    "empty_all",
    "frame",
    "from_columns",
    "given",
    "listed",
    "named",
    "not_of",
    "spans",
    "together",
    "unread",
    "used",
    "validate",
    "with_columns",
    "write_xlsx",
    "written",
    "years",
]
