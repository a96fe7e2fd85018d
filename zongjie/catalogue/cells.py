"""Which sections the cells of a notebook show, read from the notebook without running it."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def shown(notebook: Path) -> tuple[str, ...]:
    """The identifiers in its ``book.section("…")`` calls, in their order.

    A cell that is no plain Python (``%magic``) shows none, and so does a file that is no notebook.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8-sig"))["cells"]
        return tuple(id_ for cell in cells for id_ in _of_cell(cell))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def _of_cell(cell: dict[str, Any]) -> Iterator[str]:
    if cell["cell_type"] != "code":
        return
    try:
        tree = ast.parse("".join(cell["source"]))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "id_")]
        if node.func.attr == "section" and given and isinstance(given[0], ast.Constant):
            yield str(given[0].value)
