"""Ledgers as rows of JSON values, and what changed between two of them.

A 10,000-row ledger is one megabyte of JSON; the change of a cell is one row. What changed is a
list of splices: at this row, take out so many, put these in. Any two lists of rows have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from zongjie import ledger, schema
from zongjie.errors import ZongjieError

Row = tuple[Any, ...]
Splice = tuple[int, int, Sequence[Row]]


@dataclass(frozen=True)
class Sheet:
    """A ledger's cells. `index` is None for rows numbered from 1, as almost all are."""

    fields: tuple[str, ...]
    index: tuple[int, ...] | None
    rows: list[Row]

    def fits(self, other: Sheet) -> bool:
        """Whether splices can tell the one from the other."""
        return self.fields == other.fields and self.index is None and other.index is None


def of_frame(frame: pd.DataFrame) -> Sheet:
    """The cells of a ledger; `to_frame` gives the same frame back."""
    columns = [_plain(frame[name]) for name in frame.columns]
    usual = frame.index.equals(pd.RangeIndex(1, len(frame) + 1))
    index = None if usual else tuple(int(number) for number in frame.index)
    return Sheet(tuple(frame.columns), index, list(zip(*columns, strict=True)))


def to_frame(id_: str, sheet: Sheet) -> pd.DataFrame:
    """A typed ledger; columns that it has no longer are left out, new ones are empty."""
    columns = dict(zip(sheet.fields, zip(*sheet.rows, strict=True), strict=False))
    for column in schema.ledger(id_).columns:
        if column.dtype == "decimal" and column.id in columns:
            columns[column.id] = tuple(
                None if value is None else _decimal(value) for value in columns[column.id]
            )
    frame = ledger.from_columns(id_, columns, len(sheet.rows))
    if sheet.index is not None:
        frame.index = pd.Index(sheet.index)
    return frame


def check(sheet: Sheet) -> None:
    """`ValueError` for cells that no ledger has: lists, broken numbers, rows of another length."""
    for row in sheet.rows:
        if len(row) != len(sheet.fields) or not all(
            value is None or isinstance(value, str | int) for value in row
        ):
            raise ValueError("no ledger has these cells")


def splices(old: Sequence[Row], new: Sequence[Row]) -> list[Splice]:
    """What to do to the old rows, from the first to the last, to get the new ones."""
    if len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return _runs([at for at, (before, after) in pairs if before != after], new)
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    return [(head, len(old) - head - tail, new[head : len(new) - tail])]


def apply(old: Sequence[Row], changes: Sequence[Splice]) -> list[Row]:
    """The rows after these splices; their places are those of the old rows."""
    rows = list(old)
    for at, cut, put in reversed(changes):
        rows[at : at + cut] = put
    return rows


def _plain(column: pd.Series) -> list[Any]:
    """A column's values for JSON: a saved ledger waits for this, so it is done by the column."""
    missing = column.isna().to_numpy()
    if missing.all():
        return [None] * len(column)
    if column.dtype == object:
        return [
            value if type(value) is str else None if empty else _value(value)
            for value, empty in zip(column.tolist(), missing.tolist(), strict=True)
        ]
    filled: list[Any] = column.fillna(column.dtype.type(0)).to_numpy().tolist()  # type: ignore[arg-type]
    if not missing.any():
        return filled
    return [None if empty else value for value, empty in zip(filled, missing.tolist(), strict=True)]


def _value(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def _decimal(text: object) -> Decimal:
    try:
        return Decimal(str(text))
    except InvalidOperation as error:
        raise ZongjieError(f"“{text}”不是金额") from error


def _same(one: Sequence[Row], other: Sequence[Row]) -> int:
    """How many rows they begin with in common."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def _runs(places: Sequence[int], new: Sequence[Row]) -> list[Splice]:
    """Rows that changed where they stand, neighbours together."""
    found: list[Splice] = []
    first = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            begin, end = places[first], places[at - 1] + 1
            found.append((begin, end - begin, new[begin:end]))
            first = at
    return found
