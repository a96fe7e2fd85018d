"""A ledger in a grid that is typed into like Excel, or replaced from an Excel file."""

from __future__ import annotations

from typing import Any

import pandas as pd

from widgets import sheet
from widgets.files import XLSX, Uploads, as_report, file_name
from widgets.state import LEDGER_STEP, State
from widgets.view import BookView, Detail, Props, Reply
from zongjie import ledger, schema, settings
from zongjie.errors import ZongjieError
from zongjie.intake import Intake
from zongjie.schema import Column

ENDINGS = [".xlsx", ".csv"]
_HINTS = {"date": "如 3.8、3月8日；只知道月份写 3月"}


class LedgerView(BookView):
    """The grid of one ledger; `widgets/frontend/src/grid/wire.ts` is its other side.

    Props say which version of the ledger there is, not its rows: the grid asks for those once,
    and again when the version is one that it has not been told in answer to its own change.
    """

    name = "ledger"
    topics = frozenset({"ledgers"})

    def __init__(self, state: State, id_: str) -> None:
        self.ledger = schema.ledger(id_)
        self.version = 0
        self.uploads = Uploads()
        self._read: Intake | None = None
        self._appends = False
        self._drawn: pd.DataFrame | None = None
        super().__init__(state, LEDGER_STEP + id_)

    @property
    def frame(self) -> pd.DataFrame:
        """The ledger as it is now, rows that cannot be counted yet included."""
        return self.state.ledgers[self.ledger.id]

    def draw(self) -> Props:
        counted = self.state.counted[self.ledger.id]
        if counted is not self._drawn:  # it is counted anew with every change of rows or year
            self._drawn = counted
            self.version += 1
        limits = settings.load()
        return {
            "title": self.ledger.title,
            "columns": [_column(column, self.frame) for column in self.ledger.columns],
            "version": self.version,
            "total": len(self.frame),
            "problems": [str(p) for p in self.state.problems(self.ledger.id) if not p.row],
            "limit": limits.max_upload_mb,
            "endings": ENDINGS,
        }

    # ------------------------------------------------------------------ rows

    def on_rows(self, _: Detail) -> Props:
        """Every row as it reads."""
        return {"rows": sheet.texts(self.ledger, self.frame), **self._standing()}

    def on_change(self, detail: Detail) -> Props:
        """Take one action of the officer, whole; `ZongjieError` when it was done on other rows."""
        if detail["base"] != self.version:
            raise ZongjieError("这张台账刚在别处改过，已换成新的内容", cure="请照新的内容再改一次")
        year = self.state.draft.year
        done = sheet.apply(self.frame, self.ledger, detail["steps"], year)
        self.state.put_ledgers({self.ledger.id: done.frame})
        rows = sheet.texts(self.ledger, done.frame.loc[list(done.touched)])
        return {
            "rows": dict(zip(map(str, done.touched), rows, strict=True)),
            "refused": done.refused,
            **self._standing(),
        }

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

    def _standing(self) -> Props:
        """What holds for the whole ledger now."""
        return {
            "version": self.version,
            "problems": self._told(),
            "sums": sheet.sums(self.ledger, self.state.counted[self.ledger.id]),
        }

    def _told(self) -> dict[str, dict[str, tuple[str, str]]]:
        """What is wrong and how severely, by row and column id; errors before warnings."""
        ids = {column.label: column.id for column in self.ledger.columns}
        first = self.ledger.columns[0].id
        told: dict[str, dict[str, tuple[str, str]]] = {}
        for problem in self.state.problems(self.ledger.id):
            if not problem.row:
                continue
            cell = ids.get(problem.column, first)
            row = told.setdefault(str(problem.row), {})
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


def _stacked(id_: str, *frames: pd.DataFrame) -> pd.DataFrame:
    """Rows of these frames one after another, numbered anew."""
    rows: list[Any] = [row for frame in frames for row in frame.to_dict("records")]
    return ledger.frame(id_, rows)
