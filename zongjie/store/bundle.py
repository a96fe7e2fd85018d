"""A draft with all its history as a portable draft, and back.

Beside the files of every portable draft the zip has ``history.jsonl``: first a line about those
files, then every kept revision, by part and number. Whoever edits the files by hand wins over the
history: on opening, what they say becomes a new revision.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from zongjie import ledger, portable
from zongjie.draft import Draft
from zongjie.errors import DraftError
from zongjie.portable import (
    DRAFT_NAME,
    EARLIER_NAMES,
    FORMULAS_NAME,
    LAST_NAME,
    LEDGER_NAME,
    MEMBERS,
    UNZIPPABLE,
    Portable,
)
from zongjie.store import access, content, drafts, lifecycle, membership, revisions, rows
from zongjie.store.revisions import Body, Replayed
from zongjie.store.tables import revision as revision_table
from zongjie.store.values import (
    FORMULAS,
    PROFILE,
    Content,
    Whole,
    contents,
    earlier_of,
    ledger_of,
    ledger_part,
    together,
)

if TYPE_CHECKING:
    from zongjie.store.store import Store

HISTORY_NAME = "history.jsonl"
_FORMAT = 1
_MAX_BYTES = 200_000_000
_MAX_NUMBER = 2**31 - 1
_MAX_TIME = 2**45  # the year 3084, in milliseconds: what every clock can show


@dataclass(frozen=True)
class _Past:
    """A revision as the history has it."""

    part: str
    number: int
    base: int | None
    by: str
    at: int
    body: bytes


def export(store: Store, id_: str) -> bytes:
    """The zip of a draft; that it was made stands in the draft's history."""
    with store.reading() as tx:
        access.check(tx, store.by, id_, "reader", "导出")
        numbers = drafts.numbers(tx, id_)
        now = together(drafts.contents(tx, id_, numbers))
        past = list(_past(tx, id_, numbers))
    target = io.BytesIO()
    portable.write(now.draft, now.ledgers, target, last=now.last, earlier=now.earlier)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        files = {name: _digest(archive.read(name)) for name in archive.namelist()}
        head = {"format": _FORMAT, "files": files}
        lines = [json.dumps(line, ensure_ascii=True) for line in (head, *past)]
        archive.writestr(HISTORY_NAME, "\n".join(lines) + "\n")
    lifecycle.exported(store, id_, "草稿文件")
    return target.getvalue()


def take(
    store: Store,
    source: Path | bytes,
    *,
    unit: str = "",
    check: Callable[[Draft], None] = lambda _: None,
) -> str:
    """Keep a portable draft, with its history if it has one, as a new draft; returns its id.

    `check` sees the draft before anything is kept, and may refuse it by raising. Raises
    `DraftError` and `IntakeError` as `portable.read` does, and when the history is damaged.
    """
    found = portable.read(source)
    check(found.draft)
    members = {} if isinstance(source, Path) and source.is_dir() else _members(source)
    head, past = _history(members[HISTORY_NAME]) if HISTORY_NAME in members else ({}, [])
    untouched = {
        name for name in MEMBERS if name in members and head.get(name) == _digest(members[name])
    }
    id_ = drafts.new_id()
    with store.writing() as tx:
        home = membership.home(tx, store.by, unit, found.draft.unit)
        stamp = drafts.insert(tx, id_, home, store.by, found.draft.genre)
        drafts.log(tx, id_, stamp, "imported")
        try:
            now = _replay(tx, id_, past, stamp)
        except content.UNREADABLE as error:
            raise _damaged() from error
        for part, new in _edited(found, untouched, now).items():
            number = revisions.newest(tx, id_, part)
            drafts.put(tx, id_, part, new, stamp, number=number + 1)
        drafts.describe(tx, id_)
    return id_


def _edited(found: Portable, untouched: set[str], now: Mapping[str, Content]) -> dict[str, Content]:
    """What the files say and the history does not."""
    last = None if found.last is None else found.last.everything
    ledgers = ledger.empty_all() | found.intake.everything
    said = contents(Whole(found.draft, ledgers, last, found.earlier))
    return {
        part: new
        for part, new in said.items()
        if part not in now or (_file(part) not in untouched and not revisions.equal(new, now[part]))
    }


def _file(part: str) -> str:
    """The file of a portable draft that a part stands in."""
    if (span := earlier_of(part)) is not None:
        return EARLIER_NAMES[span]
    kind = ledger_of(part)
    if part == FORMULAS:
        return FORMULAS_NAME
    if kind is None:
        return DRAFT_NAME
    return LEDGER_NAME if part == ledger_part(kind) else LAST_NAME


# ------------------------------------------------------------------ writing


def _past(tx: sa.Connection, id_: str, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    columns = revision_table.c
    for part in numbers:
        query = sa.select(revision_table).where(columns.draft_id == id_, columns.part == part)
        for row in tx.execute(query.order_by(columns.number)):
            yield {
                "part": part,
                "number": row.number,
                "base": row.base,
                "by": row.author,
                "at": row.at,
                "content": content.to_json(part, row.body),
            }


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# ------------------------------------------------------------------ reading


def _members(source: Path | bytes) -> dict[str, bytes]:
    """The files of the zip that `portable.read` has been content with."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
        for name in (*MEMBERS, HISTORY_NAME):
            try:
                with archive.open(name) as member:
                    found[name] = member.read(_MAX_BYTES + 1)
            except KeyError:  # in a folder of the zip, or not there
                continue
            except UNZIPPABLE as error:
                raise _damaged() from error
            if len(found[name]) > _MAX_BYTES:
                raise _damaged()
    return found


def _history(data: bytes) -> tuple[dict[str, str], list[_Past]]:
    try:
        lines = [json.loads(line) for line in data.decode().splitlines()]
        head = lines[0]
        if head["format"] != _FORMAT:
            raise DraftError(
                "历史是用更新的 zongjie 写的", where=HISTORY_NAME, cure="请先更新 zongjie"
            )
        files = {str(name): str(digest) for name, digest in head["files"].items()}
        return files, [_checked(line) for line in lines[1:]]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise _damaged() from error


def _checked(line: dict[str, Any]) -> _Past:
    part, number, base = str(line["part"]), int(line["number"]), line["base"]
    if not (0 < number <= _MAX_NUMBER and 0 <= int(line["at"]) <= _MAX_TIME and len(part) <= 200):
        raise ValueError("no revision has these")
    return _Past(
        part,
        number,
        None if base is None else int(base),
        drafts.shown(str(line["by"])),
        int(line["at"]),
        content.from_json(part, line["content"]),
    )


def _replay(
    tx: sa.Connection, id_: str, past: list[_Past], stamp: drafts.Stamp
) -> dict[str, Content]:
    """Write the history down; returns each part's last content. Every revision must be readable."""
    now: dict[str, Content] = {}
    before: Replayed | None = None
    for index, item in enumerate(past):
        earlier = past[index - 1] if index else None
        if earlier is None or earlier.part != item.part:
            before = None
            if item.part in now:
                raise _damaged()
        elif earlier.number >= item.number:
            raise _damaged()
        if (kind := ledger_of(item.part)) is not None:
            before = revisions.following(item.part, before, item.number, item.base, item.body)
            rows.check(before.sheet)
            now[item.part] = rows.to_frame(kind, before.sheet)
        else:
            now[item.part] = content.read(item.part, item.body)
        was = drafts.Stamp(stamp.step, item.by, item.at)
        body = Body(item.body, item.base)
        written = drafts.is_done(tx, id_, now[item.part])
        drafts.put_body(tx, id_, item.part, body, was, number=item.number, written=written)
    if past and PROFILE not in now:
        raise _damaged()
    return now


def _damaged() -> DraftError:
    return DraftError(
        "草稿里的历史读不出来",
        where=HISTORY_NAME,
        cure=f"请换一份完好的草稿；只要正文和台账，可从压缩包里删去 {HISTORY_NAME} 再打开",
    )
