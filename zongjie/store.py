"""Where drafts are kept: one portable draft (folder) per draft, under an unguessable id.

A file is written beside its place and then moved into it, so that a crash leaves the old one
whole; `save_draft` and `save_ledgers` return only after the bytes are on disk.

Rows that reading ``ledger.xlsx`` would leave out or change (a date still missing, a negative
amount) are kept as they are in ``unfinished.json`` until they are put right.
"""

from __future__ import annotations

import io
import json
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from zongjie import cells, ledger, portable, schema, settings
from zongjie.draft import Draft, is_written
from zongjie.errors import StoreError, ZongjieError
from zongjie.ledger import Ledgers
from zongjie.portable import DRAFT_NAME, LAST_NAME, LEDGER_NAME, Portable

UNFINISHED_NAME = "unfinished.json"
_ID = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(frozen=True)
class Entry:
    """One line of the home page's list of drafts.

    Parameters
    ----------
    id : what stands in the page's address.
    draft : the draft itself.
    saved : when its text or ledgers last changed (local time).
    written : how many of its sections are written.
    """

    id: str
    draft: Draft
    saved: datetime
    written: int


class Store:
    """The drafts below one folder; by default the one the settings name."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or settings.load().data_dir / "drafts"

    def create(self, draft: Draft, ledgers: Ledgers, *, last: Ledgers | None = None) -> str:
        """Keep a new draft; returns its id. `last` are the ledgers of the year before."""
        id_ = secrets.token_urlsafe(12)
        self.save_ledgers(id_, ledgers)
        if last is not None:
            self.save_last(id_, last)
        self.save_draft(id_, draft)
        return id_

    def load(self, id_: str) -> Portable:
        """The draft with this id; `StoreError` when there is none."""
        folder = self._folder(id_)
        if not (folder / DRAFT_NAME).is_file():
            raise StoreError("没有找到这份总结", cure="它可能已被移走。请回首页从列表里打开")
        found = portable.read(folder)
        rows = folder / UNFINISHED_NAME
        if not rows.is_file():
            return found
        ledgers = _with_rows(found.intake.ledgers, json.loads(rows.read_text("utf-8")))
        return replace(found, intake=replace(found.intake, ledgers=ledgers))

    def save_draft(self, id_: str, draft: Draft) -> datetime:
        """Keep the text; returns the time it was saved, for 已保存 hh:mm:ss."""
        return self._write(self._folder(id_) / DRAFT_NAME, portable.dumps(draft).encode())

    def save_ledgers(self, id_: str, ledgers: Ledgers) -> datetime:
        """Keep all seven ledgers; returns the time they were saved."""
        workbook = io.BytesIO()
        finished, unfinished = _apart(ledgers)
        ledger.write_xlsx(finished, workbook)
        folder = self._folder(id_)
        if unfinished or (folder / UNFINISHED_NAME).is_file():
            rows = json.dumps(unfinished, ensure_ascii=False).encode()
            self._write(folder / UNFINISHED_NAME, rows)
        return self._write(folder / LEDGER_NAME, workbook.getvalue())

    def save_last(self, id_: str, last: Ledgers | None) -> datetime:
        """Keep the ledgers of the year before, or have none of them any more."""
        path = self._folder(id_) / LAST_NAME
        if last is None:
            path.unlink(missing_ok=True)
            return datetime.now()  # noqa: DTZ005 - the officer's own clock
        workbook = io.BytesIO()
        ledger.write_xlsx(last, workbook)
        return self._write(path, workbook.getvalue())

    def entries(self) -> tuple[Entry, ...]:
        """Every readable draft, the last changed first; a damaged one hides none of the others."""
        found = []
        for folder in self.root.iterdir() if self.root.is_dir() else ():
            path = folder / DRAFT_NAME
            if not (_ID.fullmatch(folder.name) and path.is_file()):
                continue
            try:
                draft = portable.loads(path.read_text("utf-8"))
            except (ZongjieError, OSError, UnicodeDecodeError):
                continue
            changed = max(member.stat().st_mtime for member in folder.iterdir())
            written = sum(is_written(section) for section in draft.sections)
            found.append(Entry(folder.name, draft, datetime.fromtimestamp(changed), written))  # noqa: DTZ006 - the officer's own clock
        return tuple(sorted(found, key=lambda entry: entry.saved, reverse=True))

    def _folder(self, id_: str) -> Path:
        """The folder of an id; anything that is no id (``../``) is no draft."""
        if not _ID.fullmatch(id_):
            raise StoreError("网址里的草稿编号不完整", cure="请回首页从列表里打开")
        return self.root / id_

    def _write(self, path: Path, data: bytes) -> datetime:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(stream.name).replace(path)
        except OSError as error:
            raise StoreError(
                f"没有存上（{error.strerror}）",
                where=str(self.root),
                cure="请先不要关网页；腾出磁盘空间或换一个存放位置后再改一个字，会再存一次",
            ) from error
        return datetime.now()  # noqa: DTZ005 - the officer's own clock


_Shown = dict[str, str]


def _apart(ledgers: Ledgers) -> tuple[dict[str, pd.DataFrame], dict[str, list[_Shown]]]:
    """Rows that read back from a workbook as they are, and the others as their cells read."""
    finished: dict[str, pd.DataFrame] = {}
    unfinished: dict[str, list[_Shown]] = {}
    for id_, whole in ledgers.items():
        frame = whole[ledger.written(whole)]
        kept, problems = ledger.validate(id_, frame, year=0)
        if all(problem.severity == "warning" for problem in problems):
            finished[id_] = frame
            continue
        before, after = _rows(id_, frame), _rows(id_, kept)
        changed = [number for number in before if after.get(number) != before[number]]
        finished[id_] = frame.drop(index=changed)
        if changed:
            unfinished[id_] = [before[number] for number in changed]
    return finished, unfinished


def _rows(id_: str, frame: pd.DataFrame) -> dict[int, _Shown]:
    """Every row as its cells read, by its number; empty cells are left out."""
    found: dict[int, _Shown] = {}
    columns = schema.ledger(id_).columns
    for number, row in zip(frame.index, frame.to_dict("records"), strict=True):
        shown = {
            column.id: cells.show(column, row[column.id], row.get(column.text_id))
            for column in columns
        }
        found[number] = {name: text for name, text in shown.items() if text}
    return found


def _with_rows(ledgers: Ledgers, unfinished: Mapping[str, list[_Shown]]) -> Ledgers:
    """The ledgers with these rows after the others."""
    full = dict(ledgers)
    for id_, rows in unfinished.items():
        typed: list[Any] = full[id_].to_dict("records")
        for row in rows:
            values: dict[str, object] = {}
            for name, text in row.items():
                column = schema.ledger(id_).column(name)
                cell = cells.parse(column, text, year=0)
                values[name] = cell.value
                if column.approx:
                    values[column.text_id] = cell.text
            typed.append(values)
        full[id_] = ledger.frame(id_, typed)
    return full
