from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.examples import DRAFT, LEDGERS, overview, same
from tests.store.postgres import Server
from zongjie.errors import StoreError
from zongjie.store import ALONE, Person, Store, backup, history, section_part, units
from zongjie.store.archive import MANIFEST

OVERVIEW = section_part("overview")


@pytest.fixture
def filled(store: Store) -> tuple[Store, str]:
    """A store with a draft of two revisions, and a unit with a member."""
    id_ = store.create(DRAFT, LEDGERS)
    store.save(id_, OVERVIEW, 1, overview("二"))
    unit = units.found(store.seen_by(Person("wang")), "某某厂工会")
    units.grant(store.seen_by(Person("wang")), unit, "li", "reader")
    return store, id_


def _holds(store: Store, id_: str) -> bool:
    found = store.load(id_)
    assert found.draft.sections[0].text == "二"
    assert history.content(store, id_, OVERVIEW, 1) == DRAFT.sections[0]
    assert list(units.mine(store.seen_by(Person("li"))).values()) == [("某某厂工会", "reader")]
    return same(dict(found.ledgers), LEDGERS)


def test_a_backup_moves_everything_between_databases(
    filled: tuple[Store, str], tmp_path: Path, postgres: Server
) -> None:
    store, id_ = filled
    path, count = backup.write(store, tmp_path / "all.zip")
    assert count == 1
    assert path.stat().st_mode & 0o077 == 0
    for url in (f"sqlite:///{tmp_path / 'new.db'}", postgres.new()):
        other = Store(url, by=ALONE)
        assert backup.restore(other, path) is None
        assert _holds(other, id_)
        other.save(id_, OVERVIEW, 2, overview("三"))
        other.close()


def test_what_a_restore_replaces_is_kept(filled: tuple[Store, str]) -> None:
    store, id_ = filled
    path, _ = backup.write(store)
    store.save(id_, OVERVIEW, 2, overview("备份以后写的"))
    with pytest.raises(StoreError, match="已经有总结"):
        backup.restore(store, path)
    assert store.load(id_).draft.sections[0].text == "备份以后写的"
    kept = backup.restore(store, path, replace=True)
    assert _holds(store, id_)
    assert kept is not None
    backup.restore(store, kept, replace=True)
    assert store.load(id_).draft.sections[0].text == "备份以后写的"


def _without(name: str) -> Callable[[dict[str, bytes]], object]:
    return lambda members: members.pop(name)


def _newer(members: dict[str, bytes]) -> None:
    manifest = json.loads(members[MANIFEST]) | {"version": "9999"}
    members[MANIFEST] = json.dumps(manifest).encode()


DAMAGE: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "a changed file": (
        lambda members: members.update({"draft.jsonl": members["draft.jsonl"] + b" "}),
        "与写下时不一样",
    ),
    "a missing file": (_without("revision.jsonl"), "不是完好的备份"),
    "no manifest": (_without(MANIFEST), "不是完好的备份"),
    "a manifest in words": (lambda members: members.update({MANIFEST: b"?"}), "不是完好的备份"),
    "a newer program": (_newer, "更新的 zongjie"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_backup_changes_nothing(
    filled: tuple[Store, str], tmp_path: Path, name: str
) -> None:
    store, id_ = filled
    path, _ = backup.write(store, tmp_path / "all.zip")
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    change, said = DAMAGE[name]
    change(members)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    path.write_bytes(target.getvalue())
    with pytest.raises(StoreError, match=said):
        backup.restore(store, path, replace=True)
    assert _holds(store, id_)


def test_a_file_that_is_no_backup_or_not_there_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="没有这个文件"):
        backup.restore(store, tmp_path / "none.zip")
    (tmp_path / "half.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(StoreError, match="不是完好的备份"):
        backup.restore(store, tmp_path / "half.zip")


def test_a_place_that_cannot_be_written_says_so(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreError, match="没有写成：这个位置不能放文件。请换一个位置"):
        backup.write(store, tmp_path / "file" / "all.zip")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError, match="没有写成：这个位置不让写"):
        backup.write(store, tmp_path / "all.zip")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
