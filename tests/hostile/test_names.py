"""Hostile names: no file lands or is read outside its place."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.hostile.corpus import TEXTS
from tests.stores import opened
from widgets.files import file_name
from zongjie import portable
from zongjie.draft import Draft
from zongjie.store import NoSuchDraft


@pytest.mark.parametrize("text", TEXTS)
def test_any_unit_gives_a_name_that_stays_in_its_folder(text: str, tmp_path: Path) -> None:
    name = file_name(f"{text}.pdf")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    assert (tmp_path / name).resolve().parent == tmp_path.resolve()


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_is_an_id_of_a_draft(text: str, tmp_path: Path) -> None:
    with opened(tmp_path) as store, pytest.raises(NoSuchDraft):
        store.load(text)


def test_a_packed_draft_writes_nothing_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../outside.txt", "x")
        archive.writestr("/etc/outside.txt", "x")
        archive.writestr("draft.md", portable.dumps(Draft("large_factory", "某某工会", 2026)))
    monkeypatch.chdir(tmp_path)
    assert portable.read(target.getvalue()).draft.unit == "某某工会"
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "outside.txt").exists()
