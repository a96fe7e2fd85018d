"""The notebook check can fail: a stored output that is wrong is found."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat import v4

CHECKED = {"tags": ["keep_output", "nbval-check-output"]}


@pytest.mark.parametrize(("stored", "outcome"), [("3\n", "passed"), ("4\n", "failed")])
def test_a_stored_output_is_compared(
    stored: str, outcome: str, pytester: pytest.Pytester, root: Path
) -> None:
    output = v4.new_output("stream", name="stdout", text=stored)
    cell = v4.new_code_cell("print(1 + 2)", outputs=[output], metadata=CHECKED, execution_count=1)
    nbformat.write(v4.new_notebook(cells=[cell]), pytester.path / "sum.ipynb")
    # With the project's own settings: warnings are errors there.
    config = ("-c", str(root / "pyproject.toml"), "--rootdir", str(pytester.path))
    result = pytester.runpytest_subprocess("--nbval-lax", *config, "sum.ipynb")
    result.assert_outcomes(**{outcome: 1})
