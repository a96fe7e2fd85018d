"""Where drafts are kept: one portable draft (folder) per draft, under an unguessable id.

A file is written beside its place and then moved into it, so that a crash leaves the old one
whole; `save_draft` and `save_ledgers` return only after the bytes are on disk.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zongjie import ledger, portable, settings
from zongjie.draft import Draft, is_written
from zongjie.errors import StoreError, ZongjieError
from zongjie.ledger import Ledgers
from zongjie.portable import DRAFT_NAME, LEDGER_NAME, Portable

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

    def create(self, draft: Draft, ledgers: Ledgers) -> str:
        """Keep a new draft; returns its id."""
        id_ = secrets.token_urlsafe(12)
        self.save_ledgers(id_, ledgers)
        self.save_draft(id_, draft)
        return id_

    def load(self, id_: str) -> Portable:
        """The draft with this id; `StoreError` when there is none."""
        folder = self._folder(id_)
        if not (folder / DRAFT_NAME).is_file():
            raise StoreError("没有找到这份总结", cure="它可能已被移走。请回首页从列表里打开")
        return portable.read(folder)

    def save_draft(self, id_: str, draft: Draft) -> datetime:
        """Keep the text; returns the time it was saved, for 已保存 hh:mm:ss."""
        return self._write(self._folder(id_) / DRAFT_NAME, portable.dumps(draft).encode())

    def save_ledgers(self, id_: str, ledgers: Ledgers) -> datetime:
        """Keep all seven ledgers; returns the time they were saved."""
        workbook = io.BytesIO()
        ledger.write_xlsx(ledgers, workbook)
        return self._write(self._folder(id_) / LEDGER_NAME, workbook.getvalue())

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
