"""What JupyterLab is told, and what it saves; `tests/browser/test_lab.py` drives it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from widgets.lab import without_views

LAB = Path(sys.prefix) / "share" / "jupyter"
VIEW = {
    "output_type": "execute_result",
    "data": {"application/vnd.jupyter.widget-view+json": {}, "text/markdown": "职工姓名"},
}
PRINTED = {"output_type": "stream", "name": "stdout", "text": "62\n"}


def saved(*outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    """The code cell that is left of one with these outputs."""
    cell: dict[str, Any] = {"cell_type": "code", "metadata": {"tags": list(tags)}}
    code = {**cell, "source": "book.review()", "execution_count": 3, "outputs": list(outputs)}
    guide = {"cell_type": "markdown", "metadata": {}, "source": "## 检查"}
    model: dict[str, Any] = {
        "type": "notebook",
        "content": {"cells": [guide, code], "metadata": {"widgets": {"state": "职工姓名"}}},
    }
    without_views(model=model, path="school.ipynb", contents_manager=None)
    assert model["content"]["metadata"] == {}
    return code


def test_a_views_output_is_not_saved() -> None:
    assert saved(VIEW)["outputs"] == []
    assert saved(VIEW)["execution_count"] is None
    assert saved(VIEW)["source"] == "book.review()"


def test_what_an_analyst_lets_print_is_saved() -> None:
    cell = saved(VIEW, PRINTED)
    assert (cell["outputs"], cell["execution_count"]) == ([PRINTED], 3)
    assert saved(VIEW, tags=("keep_output",))["outputs"] == [VIEW]


@pytest.mark.parametrize("content", ["text", None])
def test_other_files_are_saved_as_they_are(content: str | None) -> None:
    model = {"type": "file", "content": content}
    without_views(model)
    assert model == {"type": "file", "content": content}


def test_every_setting_of_lab_is_one_that_exists(root: Path) -> None:
    """Unknown names are passed over in silence by JupyterLab."""
    folder = root / "lab" / "labconfig"
    settings = json.loads((folder / "default_setting_overrides.json").read_text("utf-8"))
    for name, values in settings.items():
        package, _, plugin = name.partition(":")
        schema = LAB / "lab" / "schemas" / package / f"{plugin}.json"
        assert set(values) <= set(json.loads(schema.read_text("utf-8"))["properties"]), name
    disabled = json.loads((folder / "page_config.json").read_text("utf-8"))["disabledExtensions"]
    for name in disabled:
        assert (LAB / "labextensions" / name).is_dir(), name
