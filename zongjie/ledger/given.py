"""Ledgers as an analyst hands them over: made what figures are computed from, or refused by name.

pandas turns money into floats and dates into timestamps on the way; a figure that is left out in
silence for that would be worse than no figure.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from zongjie import schema
from zongjie.errors import SchemaError
from zongjie.ledger.frames import Ledgers, from_columns


def given(ledgers: Ledgers) -> Ledgers:
    """The same rows with the dtypes of `zongjie.ledger`, each column typed anew where it is not.

    Floats become Decimals as they are printed, timestamps dates, whole floats integers. Raises
    `SchemaError` for what is no mapping of frames, an unknown ledger, a column that is missing,
    row numbers that come twice, and a value that a column cannot hold.
    """
    if not isinstance(ledgers, Mapping):
        raise SchemaError(
            "台账要按名称给：{'welfare': DataFrame, …}", cure="read_ledgers 给出的就是这样"
        )
    return {str(id_): _frame(str(id_), frame) for id_, frame in ledgers.items()}


def _frame(id_: str, frame: pd.DataFrame) -> pd.DataFrame:
    if id_ not in schema.LEDGER_IDS:
        known = "、".join(difflib.get_close_matches(id_, schema.LEDGER_IDS, 1) or schema.LEDGER_IDS)
        raise SchemaError(f"没有叫“{id_}”的台账", cure=f"是不是要写：{known}")
    ledger = schema.ledger(id_)
    if not isinstance(frame, pd.DataFrame):
        raise SchemaError(f"{ledger.title}不是 DataFrame", cure="请给 pandas 的 DataFrame")
    absent = [column.id for column in ledger.columns if column.id not in frame.columns]
    if absent:
        raise SchemaError(
            f"{ledger.title}少了这一列：{absent[0]}",
            cure="列名照 read_ledgers 给出的写；没有内容的列也要留着，空着即可",
        )
    if not frame.index.is_unique:
        raise SchemaError(
            f"{ledger.title}有两行的序号相同",
            cure="合并以后请重编序号：frame.index = range(1, len(frame) + 1)",
        )
    words = [one.text_id for one in ledger.columns if one.approx and one.text_id in frame.columns]
    columns: dict[str, list[object]] = {
        one.id: _values(ledger, one, frame) for one in ledger.columns
    }
    columns |= {
        name: [None if _is_missing(one) else str(one) for one in frame[name]] for name in words
    }
    made = from_columns(id_, columns, len(frame))
    made.index = frame.index
    return made


def _values(ledger: schema.Ledger, column: schema.Column, frame: pd.DataFrame) -> list[object]:
    """The cells of a column as it keeps them."""
    kind = _KINDS.get(column.dtype, object)
    allowed = [] if column.open else [choice.label for choice in column.choices]
    values: list[object] = []
    for value in frame[column.id]:
        made = None if _is_missing(value) else _typed(column.dtype, value)
        if made is not None and (not isinstance(made, kind) or (allowed and made not in allowed)):
            known = f"可以写：{'、'.join(allowed)}" if allowed else f"这一列是 {column.dtype}"
            raise SchemaError(f"{ledger.title}的 {column.id} 里有“{value}”", cure=known)
        values.append(made)
    return values


_KINDS: Mapping[str, type] = {"decimal": Decimal, "date": str, "text": str, "enum": str}


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 - NaN


def _typed(dtype: str, value: Any) -> object:
    value = value.item() if hasattr(value, "item") else value  # numpy's are none of Python's
    if dtype == "decimal" and isinstance(value, float | int) and not isinstance(value, bool):
        return Decimal(str(value))
    if dtype == "int" and isinstance(value, float) and value.is_integer():
        return int(value)
    if dtype == "date" and isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    return value
