"""Building typed ledger frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

import pandas as pd

from zongjie import schema
from zongjie.errors import SchemaError

Ledgers = Mapping[str, pd.DataFrame]
"""All seven ledgers by identifier; one that was not given is an empty frame."""

EXTENSION = {"int": "Int64", "bool": "boolean"}


def empty(id_: str) -> pd.DataFrame:
    """A ledger without rows; `SchemaError` for an unknown ledger."""
    return _empty(id_).copy()


@cache
def _empty(id_: str) -> pd.DataFrame:
    """Made once: most workbooks leave most ledgers empty."""
    return from_columns(id_, {}, 0)


def empty_all() -> dict[str, pd.DataFrame]:
    """All seven ledgers without rows."""
    return {id_: empty(id_) for id_ in schema.LEDGER_IDS}


def frame(id_: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """A ledger from typed values, one mapping of field to value per row; missing keys are None.

    Raises `SchemaError` for an unknown ledger or field, and for a number given as a float
    where the column is decimal: money is never a float.
    """
    rows = list(rows)
    fields = set(schema.ledger(id_).fields)
    for row in rows:
        if unknown := sorted(set(row) - fields):
            raise SchemaError(f"{schema.ledger(id_).title}没有“{unknown[0]}”这一列")
    columns = {name: [row.get(name) for row in rows] for name in fields}
    return from_columns(id_, columns, len(rows))


def written(frame: pd.DataFrame) -> pd.Series:
    """Which rows hold anything at all: one truth value per row. The others are yet to be filled."""
    return frame.notna().any(axis=1).astype(bool)


def used(of: schema.Ledger, frame: pd.DataFrame) -> tuple[schema.Column, ...]:
    """The columns to show of a ledger: the usual ones, and those of many unions with something."""
    more = (one for one in of.columns if one.merged and frame[one.id].notna().any())
    return (*of.usual, *more)


def from_columns(id_: str, columns: Mapping[str, Sequence[object]], count: int) -> pd.DataFrame:
    """A ledger of `count` rows from typed values by field; absent fields are missing throughout.

    Raises `SchemaError` as `frame` does.
    """
    ledger = schema.ledger(id_)
    index = pd.RangeIndex(1, count + 1)
    missing: list[object] = [None] * count
    data = _typed(ledger, {name: columns.get(name, missing) for name in ledger.fields}, index)
    return pd.DataFrame(data, columns=list(ledger.fields), index=index)


def with_columns(
    id_: str, frame: pd.DataFrame, columns: Mapping[str, Sequence[object]]
) -> pd.DataFrame:
    """The same rows with these typed values, by field, in place of theirs.

    Raises `SchemaError` as `frame` does.
    """
    return frame.assign(**_typed(schema.ledger(id_), columns, frame.index))


def _typed(
    ledger: schema.Ledger, columns: Mapping[str, Sequence[object]], index: pd.Index
) -> dict[str, pd.Series]:
    data: dict[str, pd.Series] = {}
    for column in ledger.columns:
        if column.id in columns:
            data[column.id] = _series(column, columns[column.id], index)
        if column.approx and column.text_id in columns:
            texts = list(columns[column.text_id])
            data[column.text_id] = pd.Series(texts, index=index, dtype=object)
    return data


def _series(column: schema.Column, values: Sequence[object], index: pd.Index) -> pd.Series:
    if column.dtype in EXTENSION:
        try:
            return pd.Series(list(values), index=index, dtype=EXTENSION[column.dtype])
        except (TypeError, ValueError) as error:
            raise SchemaError(f"“{column.label}”里有不是{_KINDS[column.dtype]}的值") from error
    plain = [None if value is pd.NA else value for value in values]
    if column.dtype == "decimal":
        plain = [_decimal(column, value) for value in plain]
    return pd.Series(plain, index=index, dtype=object)


_KINDS = {"int": "整数", "bool": "是或否"}


def _decimal(column: schema.Column, value: object) -> Decimal | None:
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise SchemaError(f"“{column.label}”的值“{value}”不是 Decimal")
