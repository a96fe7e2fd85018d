"""Contents as the bytes of a revision, and back.

A profile, a section or the formulas are JSON as they stand. A ledger is compressed: either all its
rows, or splices to the rows of an earlier revision. The bytes of a revision tell which.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from zongjie.draft import Draft, Section
from zongjie.earlier import Answer, Earlier
from zongjie.errors import StoreError, ZongjieError
from zongjie.store import rows
from zongjie.store.rows import Sheet, Splice
from zongjie.store.values import (
    FORMULAS,
    PROFILE,
    Content,
    Formulas,
    Profile,
    earlier_of,
    ledger_of,
    profile_of,
    section_of,
)

UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, zlib.error, ZongjieError)
"""What reading damaged bytes may raise."""

_LEVEL = 1  # a tenth of the time of the best, for a fifth more bytes
_MAX_BYTES = 200_000_000  # what a revision may unpack to


def whole(part: str, content: Content) -> bytes:
    """A content by itself; `StoreError` when the part holds something else."""
    if ledger_of(part) is not None and isinstance(content, pd.DataFrame):
        return of_sheet(rows.of_frame(content))
    if part == PROFILE and isinstance(content, Profile):
        return _dumps(_of_profile(content))
    if part == FORMULAS and isinstance(content, Formulas):
        return _dumps(asdict(content))
    if section_of(part) is not None and isinstance(content, Section):
        more: dict[str, Any] = {"kept": sorted(content.kept)} if content.kept else {}
        if content.named:
            more["named"] = True
        if content.bound:
            more["bound"] = sorted(content.bound)
        return _dumps({"title": content.title, "text": content.text, **more})
    if earlier_of(part) is not None and isinstance(content, Earlier):
        return _dumps(_of_earlier(content))
    raise StoreError(f"存不了这样的内容（{part}）", cure="请更新 zongjie")


def read(part: str, body: bytes) -> Content:
    """The content that `whole` made these bytes of; `StoreError` when it was something else."""
    try:
        if (ledger := ledger_of(part)) is not None:
            return rows.to_frame(ledger, to_sheet(body))
        values = _loads(body)
        if earlier_of(part) is not None:
            return _earlier(values)
        if (section := section_of(part)) is not None:
            return Section(
                section,
                _text(values["title"]),
                _text(values["text"]),
                kept=frozenset(_text(one) for one in values.get("kept", ())),
                named=bool(values.get("named")),
                bound=frozenset(_text(one) for one in values.get("bound", ())),
            )
        if part == FORMULAS:
            return Formulas(_text(values["text"]))
        return _profile(values)
    except UNREADABLE as error:
        raise unreadable(part) from error


def unreadable(part: str) -> StoreError:
    """A revision whose bytes are not what was written."""
    return StoreError(
        f"有一部分内容读不出来（{part}）", cure="请用最近一次备份恢复，或找回较早的版本"
    )


def of_sheet(sheet: Sheet) -> bytes:
    """All rows of a ledger."""
    index = None if sheet.index is None else list(sheet.index)
    return _pack({"fields": sheet.fields, "index": index, "rows": sheet.rows})


def to_sheet(body: bytes) -> Sheet:
    """The rows that `of_sheet` packed."""
    values = _unpack(body)
    index = None if values["index"] is None else tuple(values["index"])
    return Sheet(tuple(values["fields"]), index, [tuple(row) for row in values["rows"]])


def of_change(count: int, splices: Sequence[Splice]) -> bytes:
    """Splices to a ledger of `count` rows."""
    return _pack({"count": count, "splices": splices})


def changed(old: Sheet, body: bytes) -> Sheet:
    """The ledger after this change; `ValueError` when the change belongs to another."""
    values = _unpack(body)
    if values["count"] != len(old.rows):
        raise ValueError("these splices belong to another ledger")
    splices = [(at, cut, [tuple(row) for row in put]) for at, cut, put in values["splices"]]
    return Sheet(old.fields, None, rows.apply(old.rows, splices))


def to_json(part: str, body: bytes) -> Any:
    """The bytes of a revision as a value that JSON can write."""
    return _unpack(body) if ledger_of(part) is not None else _loads(body)


def from_json(part: str, values: Any) -> bytes:
    """The bytes of a revision from what `to_json` gave; whether they make sense `read` says."""
    return _pack(values) if ledger_of(part) is not None else _dumps(values)


def _profile(values: dict[str, Any]) -> Profile:
    half = values["half"]
    return Profile(
        genre=_text(values["genre"]),
        unit=_text(values["unit"]),
        year=int(values["year"]),
        half=None if half is None else int(half),
        author=_text(values["author"]),
        date=_text(values["date"]),
        public=frozenset(_text(one) for one in values.get("public", ())),
        order=tuple(_text(one) for one in values.get("order", ())),
    )


def _of_profile(profile: Profile) -> dict[str, Any]:
    values = asdict(profile)
    seldom = {"public": sorted(values.pop("public")), "order": values.pop("order")}
    return values | {name: one for name, one in seldom.items() if one}


def _of_earlier(earlier: Earlier) -> dict[str, Any]:
    return {
        **_of_profile(profile_of(earlier.draft)),
        "sections": [[each.id, each.title, each.text] for each in earlier.draft.sections],
        "answers": {what: [each.state, each.note] for what, each in earlier.answers.items()},
    }


def _earlier(values: dict[str, Any]) -> Earlier:
    sections = tuple(
        Section(_text(id_), _text(title), _text(text)) for id_, title, text in values["sections"]
    )
    answers = {
        what: Answer(_text(state), _text(note)) for what, (state, note) in values["answers"].items()
    }
    return Earlier(Draft(**vars(_profile(values)), sections=sections), answers)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _dumps(values: object) -> bytes:
    # surrogatepass: half an emoji from a clipboard is kept as it came
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def _pack(values: object) -> bytes:
    return zlib.compress(_dumps(values), _LEVEL)


def _unpack(body: bytes) -> Any:
    opener = zlib.decompressobj()
    data = opener.decompress(body, _MAX_BYTES)
    if not opener.eof:
        raise ValueError("cut short, or larger than any ledger")
    return _loads(data)


def _loads(data: bytes) -> Any:
    return json.loads(data.decode("utf-8", "surrogatepass"))
