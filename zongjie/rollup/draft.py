"""The federation's own draft: the merged ledgers and an empty summary to write on them.

Last year's go with them as far as they are of the same branches: beside others, each 同比 would be
of two different sums.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pandas as pd

from zongjie import catalogue, portable, settings
from zongjie.draft import Draft
from zongjie.errors import DraftError
from zongjie.ledger import Ledgers
from zongjie.rollup.values import RollUp

GENRE, OF_HALF = "township", "half_year"
"""The kinds of summary a federation writes: that of 总工会 and 工会联合会, and of half a year."""


def write(made: RollUp, target: Path | BinaryIO, *, genre: str = "") -> Draft:
    """Write a portable draft of this federation, which the page and ``zongjie export`` open.

    Parameters
    ----------
    target : as `portable.write` takes it.
    genre : which kind of summary; that of a federation when left out.

    Raises
    ------
    DraftError
        Where there is a draft already, or a ledger has more rows than can be read again.
    SchemaError
        For an unknown kind of summary.
    """
    chosen = catalogue.genre(genre or (GENRE if made.period.half is None else OF_HALF))
    if isinstance(target, Path) and (target.is_file() or (target / portable.DRAFT_NAME).exists()):
        raise DraftError(
            "这里已经有一份草稿，没有覆盖它", where=str(target), cure="请换一个名字，或先移走它"
        )
    last = _last(made)
    frames = (*made.ledgers.values(), *(last or {}).values())
    most, limit = max(map(len, frames)), settings.load().max_rows
    if most > limit:
        raise DraftError(
            f"一张台账有 {most} 行，打开草稿时最多读 {limit} 行",
            cure="请把设置 max_rows 改大，或者只写汇总表（-o 汇总.xlsx）",
        )
    period = made.period
    draft = Draft(chosen.id, made.name, period.year, half=period.half, formulas=made.formulas)
    portable.write(draft, made.ledgers, target, last=last)
    return draft


def _last(made: RollUp) -> Ledgers | None:
    """Last year's ledgers that may stand beside all of this year's, numbered by themselves."""
    whole = made.beside.whole() if made.beside else {}
    if not any(map(len, whole.values())):
        return None
    return {id_: frame.set_axis(pd.RangeIndex(1, len(frame) + 1)) for id_, frame in whole.items()}
