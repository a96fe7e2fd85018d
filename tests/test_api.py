"""The public API: few names, each documented by an example that runs."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import zongjie
from tests.conftest import ROOT


def test_there_are_few_names_and_all_are_there() -> None:
    assert len(zongjie.__all__) <= 15
    assert set(zongjie.__all__) <= set(dir(zongjie))
    with pytest.raises(AttributeError):
        zongjie.no_such_name  # noqa: B018


@pytest.mark.parametrize("name", zongjie.__all__)
def test_every_name_is_documented_by_an_example_that_runs(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    (found,) = (
        test
        for test in doctest.DocTestFinder(recurse=False).find(
            getattr(zongjie, name), name, globs={"folder": tmp_path}
        )
    )
    assert found.examples, "it has an example"
    said: list[str] = []
    result = doctest.DocTestRunner().run(found, out=said.append)
    assert not result.failed, "".join(said)


def test_importing_it_is_light() -> None:
    code = "import sys, zongjie; print([m for m in ('pandas', 'nbformat') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"
