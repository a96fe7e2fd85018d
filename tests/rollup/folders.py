"""Folders of branches for the tests."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.ledgers import make
from zongjie import ledger, portable
from zongjie.draft import Draft

YEAR = 2026
Frames = dict[str, pd.DataFrame]


def activity(name: str = "健步走", date: str = "2026-05-18", **more: object) -> dict[str, object]:
    return {"date_start": date, "category": "文体活动", "name": name, **more}


def indicator(
    key: str, value: object, unit: str | None = "人", **more: object
) -> dict[str, object]:
    return {"key": key, "value": value, "unit": unit, **more}


def put(
    folder: Path,
    unit: str,
    frames: Frames | None = None,
    *,
    year: int = YEAR,
    half: int | None = None,
    formulas: str = "",
    name: str = "",
    last: Frames | None = None,
) -> Path:
    """Write a branch's draft into a folder, under its own name or another; `last` is of 2025."""
    draft = Draft("company", unit, year, half=half, formulas=formulas)
    path = folder / (name or unit)
    portable.write(draft, frames or make(activity=[activity(f"{unit}的活动")]), path, last=last)
    return path


def put_ledger(path: Path, frames: Frames) -> Path:
    """Write a branch that has handed in its ledger only."""
    ledger.write_xlsx(frames, path)
    return path
