"""Accounts that only add up those below them: 职工活动支出, and under it 其中：职工教育支出."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from zongjie.cells.text import compact
from zongjie.cells.words import as_text
from zongjie.intake.columns import ReadColumn


def wholes(columns: Sequence[ReadColumn]) -> Iterator[int]:
    """The rows, counted from the one below the header, whose parts stand below and add up to them.

    Only where the first part says 其中 and the sum is exact, so that nothing is left out by chance.
    """
    by = {one.column.id: one for one in columns}
    if not by.keys() >= {"account", "amount_yuan"}:
        return
    if not any(compact(as_text(raw)).startswith("其中") for raw in by["account"].distinct):
        return
    names = [compact(as_text(raw)) for raw in by["account"].raws]
    amounts = [cell.value for cell in by["amount_yuan"].cells]
    for i, name in enumerate(names[1:]):
        parts = takewhile(lambda amount: amount is not None, amounts[i + 1 :])
        if name.startswith("其中") and amounts[i] in accumulate(parts):
            yield i
