"""Folder drafts of the first version, taken over into the store with their ids.

Such a draft is a folder with ``draft.md``, ``ledger.xlsx`` and, for rows that a workbook would
change, ``unfinished.json``. What is taken over moves into the folder ``taken``; what cannot be
read stays where it is.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa

from zongjie import cells, ledger, portable, schema
from zongjie.errors import ZongjieError
from zongjie.ledger import Ledgers
from zongjie.store import drafts
from zongjie.store.membership import LOCAL
from zongjie.store.tables import draft as draft_table
from zongjie.store.values import ALONE, Whole, contents

TAKEN = "taken"
_UNFINISHED = "unfinished.json"
_ID = re.compile(r"[A-Za-z0-9_-]{16}")
_LOG = logging.getLogger(__name__)


def run(writing: Callable[[], AbstractContextManager[sa.Connection]], folder: Path) -> None:
    """Take over every folder draft, the one changed last being last."""
    if not folder.is_dir():
        return
    folders = [path for path in folder.iterdir() if _is_draft(path)]
    for path in sorted(folders, key=_changed):
        try:
            found = _read(path)
        except (ZongjieError, OSError, ValueError, TypeError, AttributeError, KeyError):
            _LOG.warning("folder draft %s cannot be read and stays where it is", path.name)
            continue
        with writing() as tx:
            _insert(tx, path.name, found, int(_changed(path) * 1000))
        (folder / TAKEN).mkdir(exist_ok=True)
        path.rename(folder / TAKEN / path.name)


def _insert(tx: sa.Connection, id_: str, found: Whole, changed: int) -> None:
    where = draft_table.c.id == id_
    if tx.execute(sa.select(draft_table.c.id).where(where)).scalar() is not None:
        return  # it was taken over, and the machine stopped before its folder moved
    stamp = drafts.insert(tx, id_, LOCAL, ALONE, found.draft.genre)
    drafts.log(tx, id_, stamp, "taken")
    for part, content in contents(found).items():
        drafts.put(tx, id_, part, content, stamp, number=1)
    drafts.describe(tx, id_)
    tx.execute(draft_table.update().where(where).values(changed=changed))


def _is_draft(path: Path) -> bool:
    return bool(_ID.fullmatch(path.name)) and (path / portable.DRAFT_NAME).is_file()


def _changed(folder: Path) -> float:
    return max(member.stat().st_mtime for member in folder.iterdir())


def _read(folder: Path) -> Whole:
    """The draft; a row of its workbook that cannot be read whole comes with what can be."""
    found = portable.read(folder)
    ledgers = ledger.empty_all() | found.intake.everything
    last = None if found.last is None else found.last.everything
    rows = folder / _UNFINISHED
    if rows.is_file():
        ledgers = _with_rows(ledgers, json.loads(rows.read_text("utf-8")))
    return Whole(found.draft, ledgers, last, found.earlier)


def _with_rows(
    ledgers: Ledgers, unfinished: Mapping[str, list[dict[str, str]]]
) -> dict[str, pd.DataFrame]:
    """The ledgers with these rows, kept as their cells read, after the others."""
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
