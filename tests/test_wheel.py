"""What `pip install .` puts on an officer's machine is complete without the source tree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

SHARE = "share/zongjie/"


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Every file of the wheel; what goes to ``share`` is named from there."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(folder), "."], check=True, cwd=ROOT)
    (wheel,) = folder.glob("zongjie-*.whl")
    with ZipFile(wheel) as archive:
        return frozenset(name.partition(".data/data/")[2] or name for name in archive.namelist())


@pytest.mark.parametrize("package", ["zongjie", "widgets"])
def test_every_file_of_the_packages_is_in_it(names: frozenset[str], package: str) -> None:
    left_out = {"frontend", "__pycache__"}
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not left_out & set(path.relative_to(ROOT).parts)
    }
    assert files <= names


def test_notebooks_samples_and_the_page_are_in_it(names: frozenset[str]) -> None:
    shipped = [*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "sample_data").rglob("*.*")]
    assert {SHARE + path.relative_to(ROOT).as_posix() for path in shipped} <= names
    assert SHARE + "voila.json" in names
    for name in ("default_setting_overrides", "page_config"):
        assert f"{SHARE}lab/labconfig/{name}.json" in names
    template = "share/jupyter/voila/templates/zongjie/"
    assert any(name.startswith(template) for name in names)
    assert "share/jupyter/labextensions/zongjie/static/page.js" in names
    assert SHARE + "share/guide/officer/start.html" in names


def test_nothing_else_is_in_it(names: frozenset[str]) -> None:
    roots = {Path(name).parts[0] for name in names}
    assert {root for root in roots if not root.endswith(".dist-info")} == {
        "zongjie",
        "widgets",
        "share",
    }
    assert not any("node_modules" in name or name.endswith((".ts", ".pyc")) for name in names)
