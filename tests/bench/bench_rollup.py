"""Rolling up 1,000 branches, held against reading their cells and putting them together raw."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.bench.harness import Case, Ratio, Topic, peak_of, seconds_of
from tests.ledgers import large
from zongjie import ledger, portable
from zongjie.draft import Draft

BRANCHES = 1_000
ROWS = 40
OURS = f"roll-up of {BRANCHES:,} branches of {ROWS} rows (typed, checked, every figure)"
ALONE = "the same in one process"
FLOOR = "pandas.concat of what calamine reads of the same files (raw cells only)"
MEMORY = "peak memory of the roll-up, main process"
LEAST = "peak memory of the floor"

_ROLL = """
from zongjie.rollup import roll_up
made = roll_up({folder!r}, workers={workers})
assert (len(made.branches), len(made.failed)) == ({branches}, 0)
"""
_CONCAT = """
import pandas as pd
from pathlib import Path
read = [pd.read_excel(path / "ledger.xlsx", sheet_name=None, engine="calamine")
        for path in Path({folder!r}).iterdir()]
made = {{name: pd.concat([one[name] for one in read]) for name in read[0]}}
"""


def topic() -> Topic:
    """Each case in an interpreter of its own, whose start is left out."""
    return Topic(
        "Roll-up",
        (
            Case(OURS, lambda: seconds_of(_roll()), _folder),
            Case(ALONE, lambda: seconds_of(_roll(workers=1))),
            Case(FLOOR, lambda: seconds_of(_floor())),
            Case(MEMORY, lambda: peak_of(_roll()), target="≤ 1000 MB"),
            Case(LEAST, lambda: peak_of(_floor())),
        ),
        (Ratio(OURS, FLOOR), Ratio(OURS, ALONE), Ratio(MEMORY, LEAST)),
    )


def _roll(workers: int | None = None) -> str:
    return _ROLL.format(folder=_folder(), workers=workers, branches=BRANCHES)


def _floor() -> str:
    return _CONCAT.format(folder=_folder())


@cache
def _folder() -> str:
    """A folder of drafts; equal rows would be taken for one branch handed in twice."""
    folder = Path(tempfile.mkdtemp(prefix="zongjie-rollup-"))
    atexit.register(shutil.rmtree, folder)
    for number in range(BRANCHES):
        draft = Draft("company", f"某某{number:04}厂工会", 2026)
        portable.write(draft, ledger.empty_all() | large(ROWS, number), folder / draft.unit)
    return str(folder)
