"""A ledger that is looked at, corrected row by row, or replaced from an Excel file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from widgets.files import XLSX, Uploads, as_report, file_name
from widgets.state import LEDGER_STEP, State
from widgets.view import BookView, Detail, Props, Reply
from zongjie import cells, ledger, schema, settings
from zongjie.errors import ZongjieError
from zongjie.intake import Intake
from zongjie.schema import Column

PAGE = 50
"""Rows shown at once."""

ENDINGS = [".xlsx", ".csv"]
_SUMMED = ("int", "decimal")
_WHOLE = re.compile(r"-?\d+(?=(\.\d+)?$)")
_HINTS = {"date": "如 3月8日"}


class LedgerView(BookView):
    """The editable table of one ledger."""

    name = "ledger"
    topics = frozenset({"ledgers"})

    def __init__(self, state: State, id_: str) -> None:
        self.ledger = schema.ledger(id_)
        self.first = 1
        self.uploads = Uploads()
        self._read: Intake | None = None
        self._appends = False
        self._removed: tuple[int, pd.DataFrame] | None = None
        super().__init__(state, LEDGER_STEP + id_)

    @property
    def frame(self) -> pd.DataFrame:
        """The ledger as it is now, rows that cannot be counted yet included."""
        return self.state.ledgers[self.ledger.id]

    def draw(self) -> Props:
        frame = self.frame
        self.first = min(self.first, max(1, len(frame)))
        window = frame.iloc[self.first - 1 : self.first - 1 + PAGE]
        told = self._told()
        whole = [str(p) for p in self.state.problems(self.ledger.id) if not p.row]
        limits = settings.load()
        return {
            "title": self.ledger.title,
            "columns": [_column(column, frame) for column in self.ledger.columns],
            "first": self.first,
            "total": len(frame),
            "size": PAGE,
            "rows": [
                {"number": number, "cells": row, "problems": told.get(number, {})}
                for number, row in _rows(self.ledger.columns, window)
            ],
            "sums": _sums(self.ledger.columns, self.state.counted[self.ledger.id]),
            "problems": whole,
            "limit": limits.max_upload_mb,
            "endings": ENDINGS,
        }

    # ------------------------------------------------------------------ rows

    def on_page(self, detail: Detail) -> None:
        """Show the rows from this one on."""
        self.first = max(1, int(detail["first"]))
        self.refresh()

    def on_edit(self, detail: Detail) -> Props:
        """Take what was typed into a cell, or say why it cannot be read."""
        column = self.ledger.column(str(detail["column"]))
        cell = cells.parse(column, str(detail["raw"]), year=self.state.draft.year)
        if cell.problem:
            return {"problem": f"{cell.problem}。" + (f"{cell.cure}。" if cell.cure else "")}
        number = self._number(detail)
        values: dict[str, object] = {column.id: cell.value}
        if column.approx:
            values[column.text_id] = cell.text
        if cell.rest is not None and pd.isna(self._value(number, column.companion)):
            values[column.companion] = cell.rest
        self._put(_changed(self.frame, number, values))
        return {"problem": ""}

    def on_add(self, _: Detail) -> None:
        """Add an empty row and show it."""
        count = len(self.frame) + 1
        self.first = (count - 1) // PAGE * PAGE + 1
        self._put(_stacked(self.ledger.id, self.frame, ledger.frame(self.ledger.id, [{}])))

    def on_remove(self, detail: Detail) -> None:
        """Delete a row; `on_restore` brings it back."""
        number = self._number(detail)
        self._removed = number, self.frame.loc[[number]]
        self._put(_numbered(self.frame.drop(index=number)))

    def on_restore(self, _: Detail) -> None:
        """Put the row that was deleted last back into its place."""
        if self._removed is None:
            return
        number, row = self._removed
        self._removed = None
        above, below = self.frame.iloc[: number - 1], self.frame.iloc[number - 1 :]
        self._put(_stacked(self.ledger.id, above, row, below))

    # ------------------------------------------------------------------ files

    def on_part(self, detail: Detail) -> None:
        """Take a part of a file on its way here."""
        self.uploads.take(detail)

    def on_read(self, detail: Detail) -> Props:
        """Read a file that has arrived; nothing is replaced before `on_take`."""
        from zongjie import intake

        name, data = self.uploads.file(detail)
        self._appends = False
        self._read = intake.read(data, year=self.state.draft.year, name=name)
        return as_report(name, self._read, self.state.ledgers, "导入，替换现有的行")

    def on_paste(self, detail: Detail) -> Props:
        """Read rows pasted from Excel; they are added to those that are there."""
        from zongjie import intake

        self._appends = True
        self._read = intake.paste(str(detail["text"]), self.ledger.id, year=self.state.draft.year)
        return as_report("粘贴的内容", self._read, {}, "加到表尾")

    def on_take(self, _: Detail) -> Props:
        """Take what was read into the ledgers."""
        if self._read is None:
            raise ZongjieError("要导入的内容已经不在了", cure="请重新选择文件")
        read = {id_: frame for id_, frame in self._read.ledgers.items() if len(frame)}
        if self._appends:
            read = {
                id_: _stacked(id_, self.state.ledgers[id_], frame) for id_, frame in read.items()
            }
        rows = sum(map(len, self._read.ledgers.values()))
        self._read = None
        self.first = 1
        self.state.put_ledgers(read)
        titles = "、".join(schema.ledger(id_).title for id_ in read)
        return {"said": f"{'加上' if self._appends else '导入'}了 {rows} 行：{titles}。"}

    def on_download(self, _: Detail) -> Reply:
        """All seven ledgers as one Excel file."""
        import io

        target = io.BytesIO()
        ledger.write_xlsx(self.state.ledgers, target)
        draft = self.state.draft
        name = file_name(f"{draft.unit}{draft.period.label}台账.xlsx")
        return Reply({"name": name, "type": XLSX}, [target.getvalue()])

    # ------------------------------------------------------------------ inside

    def _put(self, frame: pd.DataFrame) -> None:
        self.state.put_ledgers({self.ledger.id: frame})

    def _number(self, detail: Detail) -> int:
        number = int(detail["row"])
        if not 1 <= number <= len(self.frame):
            raise ZongjieError(f"表里已经没有第 {number} 行", cure="请刷新页面")
        return number

    def _value(self, number: int, column: str) -> Any:
        return self.frame.at[number, column]

    def _told(self) -> dict[int, dict[str, tuple[str, str]]]:
        """What is wrong and how severely, by row and column id; errors before warnings."""
        ids = {column.label: column.id for column in self.ledger.columns}
        first = self.ledger.columns[0].id
        told: dict[int, dict[str, tuple[str, str]]] = {}
        for problem in self.state.problems(self.ledger.id):
            cell = ids.get(problem.column, first)
            row = told.setdefault(problem.row, {})
            if cell not in row or row[cell][1] == "warning":
                row[cell] = _said(problem), problem.severity
        return told


def _said(problem: ledger.Problem) -> str:
    return f"{problem.message}。" + (f"{problem.cure}。" if problem.cure else "")


def _column(column: Column, frame: pd.DataFrame) -> dict[str, Any]:
    known = frame[column.id].notna().any()
    return {
        "id": column.id,
        "label": column.label,
        "dtype": column.dtype,
        "unit": column.unit,
        "required": column.required,
        "common": bool(column.required or column.expected or column.approx or known),
        "choices": [choice.label for choice in column.choices],
        "open": column.open,
        "hint": _HINTS.get(column.dtype, ""),
    }


def _rows(
    columns: tuple[Column, ...], window: pd.DataFrame
) -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in zip(window.index, window.to_dict("records"), strict=True):
        yield (
            number,
            {
                column.id: grouped(
                    column,
                    cells.show(column, row[column.id], row.get(column.text_id)),
                )
                for column in columns
            },
        )


def grouped(column: Column, text: str) -> str:
    """A number in a table, with thousands separators: 1,520.50; anything else as it is."""
    if column.dtype not in _SUMMED:
        return text
    return _WHOLE.sub(lambda match: f"{int(match[0]):,}", text, count=1)


def _sums(columns: tuple[Column, ...], frame: pd.DataFrame) -> dict[str, str]:
    """Sums of counts and money; 概数 are never added up, only mentioned."""
    sums = {}
    for column in columns:
        if column.dtype not in _SUMMED or (column.dtype == "decimal" and column.unit != "元"):
            continue
        known = frame[column.id].dropna()
        if not len(known):
            continue
        shown = grouped(column, cells.show(column, sum(known)))
        vague = int(frame[column.text_id].notna().sum()) if column.approx else 0
        sums[column.id] = f"{shown}（另有 {vague} 个概数）" if vague else shown
    return sums


def _changed(frame: pd.DataFrame, number: int, values: Mapping[str, Any]) -> pd.DataFrame:
    """The frame with these values in one row."""
    frame = frame.copy()
    for name, value in values.items():
        missing = value is None and frame[name].dtype != object
        frame.at[number, name] = pd.NA if missing else value
    return frame


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1), axis=0)


def _stacked(id_: str, *frames: pd.DataFrame) -> pd.DataFrame:
    """Rows of these frames one after another, numbered anew."""
    rows: list[Any] = [row for frame in frames for row in frame.to_dict("records")]
    return ledger.frame(id_, rows)
