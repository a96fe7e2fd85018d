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
    columns = {
        name: [_value(ledger, name, value) for value in frame[name]]
        for name in ledger.fields
        if name in frame.columns
    }
    made = from_columns(id_, columns, len(frame))
    made.index = frame.index
    return made


def _value(ledger: schema.Ledger, name: str, value: Any) -> object:
    """One cell as its column keeps it."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN
        return None
    column = next((one for one in ledger.columns if one.id == name), None)
    if column is None:  # the words of a 概数
        return str(value)
    made = _typed(column.dtype, value)
    allowed = [] if column.open else [choice.label for choice in column.choices]
    if not isinstance(made, _KINDS.get(column.dtype, object)) or (allowed and made not in allowed):
        known = f"可以写：{'、'.join(allowed)}" if allowed else f"这一列是 {column.dtype}"
        raise SchemaError(f"{ledger.title}的 {name} 里有“{value}”", cure=known)
    return made


_KINDS: Mapping[str, type] = {"decimal": Decimal, "date": str, "text": str, "enum": str}


def _typed(dtype: str, value: Any) -> object:
    value = value.item() if hasattr(value, "item") else value  # numpy's are none of Python's
    if dtype == "decimal" and isinstance(value, float | int) and not isinstance(value, bool):
        return Decimal(str(value))
    if dtype == "int" and isinstance(value, float) and value.is_integer():
        return int(value)
    if dtype == "date" and isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    return value
