"""An analyst's notebooks of an installation: copied once, brought up to date, never overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from widgets import copies, places
from zongjie.errors import SettingsError


def write(path: Path, *sources: str, version: str = "3.11") -> None:
    cells = [{"cell_type": "code", "source": [source]} for source in sources]
    language = {"name": "python", "version": version}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {"language_info": language}}), "utf-8")


def sources(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    write(folder / "school.ipynb", "第一版")
    write(folder / "agency.ipynb", "第一版")
    return folder


@pytest.fixture
def own(tmp_path: Path, shipped: Path) -> Path:
    folder = tmp_path / "own"
    copies.bring(shipped, folder)
    return folder


def test_all_are_copied(own: Path) -> None:
    assert {path.name for path in own.glob("*.ipynb")} == {"school.ipynb", "agency.ipynb"}


def test_a_new_version_comes_where_nothing_was_edited(shipped: Path, own: Path) -> None:
    write(own / "school.ipynb", "我改的")
    write(own / "agency.ipynb", "第一版", version="3.12")  # only saved
    for name in ("school.ipynb", "agency.ipynb", "company.ipynb"):
        write(shipped / name, "第二版")
    copies.bring(shipped, own)
    assert sources(own / "school.ipynb") == ["我改的"]
    assert sources(own / "agency.ipynb") == sources(own / "company.ipynb") == ["第二版"]


def test_what_was_thrown_away_comes_back_as_shipped(shipped: Path, own: Path) -> None:
    (own / "school.ipynb").unlink()
    copies.bring(shipped, own)
    assert sources(own / "school.ipynb") == ["第一版"]


def test_one_that_is_no_notebook_any_more_is_left_alone(shipped: Path, own: Path) -> None:
    (own / "school.ipynb").write_text("{", "utf-8")
    copies.bring(shipped, own)
    assert (own / "school.ipynb").read_text("utf-8") == "{"


@pytest.fixture
def installed(tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation; gives the folder of its user's data."""
    shipped.rename(tmp_path / "notebooks")
    monkeypatch.setattr(places, "share", lambda: tmp_path)
    monkeypatch.setenv("ZONGJIE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_pages_are_made_of_the_copies_once_there_are_some(installed: Path, tmp_path: Path) -> None:
    assert copies.folder(edited=False) == tmp_path / "notebooks"
    assert not installed.exists()
    assert copies.folder(edited=True) == installed / "notebooks"
    assert copies.folder(edited=False) == installed / "notebooks"


def test_a_source_tree_edits_its_own(root: Path) -> None:
    assert copies.folder(edited=True) == root / "notebooks"


def test_a_folder_that_takes_no_copies_says_so(installed: Path) -> None:
    installed.write_text("", "utf-8")
    with pytest.raises(SettingsError, match="放不进"):
        copies.folder(edited=True)
