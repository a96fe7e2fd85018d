"""What a file said in a cell that could not be read: kept in 备注, so that it can be put right."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from zongjie.schema import Column, Ledger

NOTE = "note"
_SAID = re.compile(r"(?:^|；)(?P<label>[^；“”]+)原写“(?P<words>.*?)”(?=；|$)")


def unread(column: Column, written: str) -> str:
    """The words in 备注 that say what stood in a cell of this column."""
    return f"{column.label}原写“{written}”"


def still_unread(ledger: Ledger, frame: pd.DataFrame) -> Mapping[str, Mapping[int, str]]:
    """What such words say of cells that are still empty: by column, by the row's index."""
    columns = {column.label: column for column in ledger.columns}
    empty: dict[str, list[bool]] = {}
    found: dict[str, dict[int, str]] = {}
    rows = zip(frame.index.tolist(), frame[NOTE].tolist(), strict=True)
    for place, (number, note) in enumerate(rows):
        if not isinstance(note, str) or "原写“" not in note:
            continue
        for said in _SAID.finditer(note):
            column = columns.get(said["label"])
            if column is None:
                continue
            if column.id not in empty:
                empty[column.id] = _empty(frame, column)
            if empty[column.id][place]:
                found.setdefault(column.id, {})[number] = said["words"]
    return found


def _empty(frame: pd.DataFrame, column: Column) -> list[bool]:
    """Whether each row has neither a value nor a 概数 in this column."""
    cells = [cell for cell in (column.id, f"{column.id}_text") if cell in frame]
    empty: list[bool] = frame[cells].isna().all(axis=1).tolist()
    return empty
