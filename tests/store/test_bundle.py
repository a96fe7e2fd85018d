from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.store.examples import DRAFT, LEDGERS, ROW, overview, same
from zongjie import ledger, portable
from zongjie.draft import Draft, put_section
from zongjie.errors import DraftError
from zongjie.store import PROFILE, Store, bundle, history, ledger_part, section_part

OVERVIEW, WELFARE = section_part("overview"), ledger_part("welfare")
Line = dict[str, Any]


@pytest.fixture
def exported(store: Store) -> bytes:
    """A draft with a few revisions, as a portable draft."""
    id_ = store.create(DRAFT, LEDGERS)
    store.save(id_, OVERVIEW, 1, overview("二稿\ud83d"))
    store.save(id_, OVERVIEW, 2, DRAFT.sections[0])
    store.save(id_, WELFARE, 1, ledger.frame("welfare", [ROW] * 8))
    store.save(id_, WELFARE, 2, ledger.frame("welfare", [ROW] * 9))
    store.save(id_, WELFARE, 3, LEDGERS["welfare"])
    return bundle.export(store, id_)


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def test_any_program_reads_the_draft_itself(exported: bytes) -> None:
    assert portable.read(exported).draft == DRAFT


def test_a_draft_comes_back_with_its_history(store: Store, exported: bytes) -> None:
    id_ = bundle.take(store, exported)
    found = store.load(id_)
    assert found.draft == DRAFT
    assert same(dict(found.ledgers), LEDGERS)  # the row that lacks a date included
    assert [item.number for item in history.of_part(store, id_, OVERVIEW)] == [3, 2, 1]
    assert history.content(store, id_, OVERVIEW, 2) == overview("二稿\ud83d")
    nine = history.content(store, id_, WELFARE, 3)
    assert isinstance(nine, pd.DataFrame)
    assert len(nine) == 9
    assert store.entries()[0].total == 2
    store.save(id_, WELFARE, 4, ledger.frame("welfare", [ROW]))


def test_a_draft_without_history_is_taken_too(store: Store, tmp_path: Path) -> None:
    portable.write(DRAFT, LEDGERS, tmp_path / "草稿")
    assert store.load(bundle.take(store, tmp_path / "草稿")).draft == DRAFT
    portable.write(DRAFT, LEDGERS, tmp_path / "草稿.zip")
    assert store.load(bundle.take(store, tmp_path / "草稿.zip")).draft == DRAFT


def test_the_year_before_and_numbers_left_as_typed_come_along(store: Store) -> None:
    kept = dataclasses.replace(overview("280人次"), kept=frozenset({"慰问.人次=280人次"}))
    draft = put_section(DRAFT, kept)
    first = store.create(draft, LEDGERS, last=LEDGERS)
    found = store.load(bundle.take(store, bundle.export(store, first)))
    assert found.draft == draft
    assert found.last is not None
    assert same(dict(found.last), LEDGERS)


def test_what_was_edited_by_hand_wins_and_becomes_a_revision(store: Store, exported: bytes) -> None:
    members = _members(exported)
    edited = put_section(DRAFT, overview("手工改的"))
    members["draft.md"] = portable.dumps(edited).encode()
    id_ = bundle.take(store, _zip(members))
    found = store.load(id_)
    assert found.draft == edited
    assert found.numbers[OVERVIEW] == 4
    assert found.numbers[PROFILE] == 1
    assert same(dict(found.ledgers), LEDGERS)


def _change(where: int, **values: Any) -> Callable[[list[Line]], None]:
    return lambda lines: lines[where].update(values)


DAMAGE: dict[str, Callable[[list[Line]], object]] = {
    "no head": lambda lines: lines.pop(0),
    "nothing": list.clear,
    "no profile": lambda lines: lines.pop(1),
    "a part of no kind": _change(1, part="mood"),
    "a number below": _change(1, number=0),
    "a number beyond": _change(1, number=2**40),
    "a moment beyond": _change(1, at=2**60),
    "a long name": _change(1, part="section:" + "x" * 500),
    "no content": _change(1, content=None),
    "a list for a text": _change(2, content={"title": [], "text": "x"}),
    "a list in a cell": _change(
        -1, base=None, content={"fields": ["a"], "index": None, "rows": [[[]]]}
    ),
    "a change to nothing": _change(-1, base=77),
    "money in words": _change(
        -1, base=None, content={"fields": ["value"], "index": None, "rows": [["三千"]]}
    ),
    "an unknown ledger": _change(-1, part="ledger:mood"),
    "a number twice": lambda lines: lines.append(dict(lines[-1])),
    "a part twice": lambda lines: lines.append(dict(lines[1])),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_history_is_refused_as_a_whole(store: Store, exported: bytes, name: str) -> None:
    members = _members(exported)
    lines = [json.loads(line) for line in members[bundle.HISTORY_NAME].splitlines()]
    DAMAGE[name](lines)
    members[bundle.HISTORY_NAME] = "\n".join(map(json.dumps, lines)).encode()
    before = store.entries()
    with pytest.raises(DraftError, match="历史读不出来"):
        bundle.take(store, _zip(members))
    assert store.entries() == before


@pytest.mark.parametrize("data", [b"\xff\xfe", b"{", b"[" * 100_000])
def test_a_history_that_is_no_text_is_refused(store: Store, exported: bytes, data: bytes) -> None:
    members = _members(exported) | {bundle.HISTORY_NAME: data}
    with pytest.raises(DraftError, match="历史读不出来"):
        bundle.take(store, _zip(members))


def test_a_history_larger_than_any_is_not_unpacked(
    store: Store, exported: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "_MAX_BYTES", 1000)
    with pytest.raises(DraftError, match="历史读不出来"):
        bundle.take(store, exported)


def test_a_history_of_a_newer_program_says_so(store: Store, exported: bytes) -> None:
    members = _members(exported)
    members[bundle.HISTORY_NAME] = b'{"format": 2, "files": {}}\n'
    with pytest.raises(DraftError, match="更新的 zongjie"):
        bundle.take(store, _zip(members))


def test_what_is_refused_leaves_nothing_behind(store: Store, exported: bytes) -> None:
    def refuse(draft: Draft) -> None:
        raise DraftError(f"不收 {draft.genre}")

    with pytest.raises(DraftError, match="large_factory"):
        bundle.take(store, exported, check=refuse)
    assert len(store.entries()) == 1
