"""Rows of another year than the summary: said where they are, with the year that puts it right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from widgets.state import State
from widgets.view import Props
from zongjie import ledger
from zongjie.intake import Intake


def of_rows(state: State, frames: Mapping[str, pd.DataFrame]) -> Props | None:
    """What is said of ledgers of the draft, most of whose dated rows are of another year."""
    years = ledger.years(frames)
    return _told(state, years, years.total(), "不计入")


def of_file(state: State, read: Intake) -> Props | None:
    """What is said of a file that was read for the draft's year.

    Rows that say themselves of no year may be of the one that the title of their sheet speaks of,
    and count for the draft's.
    """
    years, rows = ledger.years(read.everything), sum(map(len, read.everything.values()))
    if said := _told(state, years, rows, "不计入"):
        return said
    now = state.draft.year
    for sheet in read.sheets:
        if len(sheet.years) == 1:
            years[sheet.years[0]] += sheet.yearless
            years[now] -= sheet.yearless
    return _told(state, years, rows, f"没有写年份的都算作{now}年的")


def _told(state: State, years: Counter[int], rows: int, counted: str) -> Props | None:
    """Nothing where no other year has most of the rows, which are `counted` or not.

    The year can be taken where no row that is there already is of the draft's own.
    """
    now = state.draft.year
    found = next((year for year, count in years.most_common() if count * 2 > rows), now)
    if found == now:
        return None
    last = f"要拿来和{now}年比的，请到“上年对照”里导入。" if found == now - 1 else ""
    free = not state.locked and not ledger.years(state.ledgers)[now]
    return {
        "year": found,
        "says": f"大多是{found}年的记录，这份总结是{now}年的，{counted}。{last}",
        "does": f"把总结改成{found}年的" if free else "",
    }
