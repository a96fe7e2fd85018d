"""Two years side by side, like with like: ledger by ledger, of the branches that told of both.

A sum over 300 branches is never set beside one over 280: what one side lacks is left out of the
other, and named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from zongjie.figures import Figures, compute
from zongjie.ledger import DATES, Ledgers
from zongjie.period import Period
from zongjie.rollup import by_union
from zongjie.rollup.merging import Bounds, only

Units = Mapping[str, tuple[str, ...]]
"""By ledger, the branches that told something in it."""


@dataclass(frozen=True)
class Beside:
    """What is compared with last year, and of whom.

    Parameters
    ----------
    ledgers : last year's rows of all branches that gave them, numbered on their own.
    bounds : where each branch's rows stand among them.
    now, then : by ledger, the branches that told something of this year, and of last.
    figures : this year's of those that told of both; their `last` are theirs of the year before.
    """

    ledgers: Ledgers = field(repr=False, hash=False)
    bounds: Bounds = field(repr=False, hash=False)
    now: Units = field(hash=False)
    then: Units = field(hash=False)
    figures: Figures = field(repr=False, hash=False)

    def both(self, ledger: str) -> tuple[str, ...]:
        """The branches that told of both years in this ledger."""
        return _both(self.now, self.then)[ledger]

    def whole(self) -> Ledgers:
        """Last year's rows of the ledgers in which all who told of this year told of last as well.

        Only these can stand beside this year's sums of all branches; the others are empty.
        """
        both = _both(self.now, self.then)
        units = {id_: who if who == self.now[id_] else () for id_, who in both.items()}
        return only(self.ledgers, self.bounds, units)


def made(  # noqa: PLR0913 - two years, and how their figures are computed
    ledgers: Ledgers,
    bounds: Bounds,
    past: tuple[Ledgers, Bounds],
    *,
    period: Period,
    each: Mapping[str, Figures],
    formulas: str,
) -> Beside | None:
    """Both years side by side; None where no branch gave any of last year.

    Parameters
    ----------
    ledgers, bounds : this year's rows, and where each branch's stand; `past` the same of last.
    each : the figures of each branch, with last year's.
    """
    before, before_bounds = past
    if not any(map(len, before.values())):
        return None
    now = _telling(ledgers, bounds, period)
    then = _telling(before, before_bounds, period.before)
    both = _both(now, then)
    last = compute(only(before, before_bounds, both), period.before, formulas=formulas)
    figures = compute(
        only(ledgers, bounds, both),
        period,
        last=by_union.added(
            last, {unit: one.last for unit, one in each.items() if one.last}, formulas, both
        ),
        formulas=formulas,
    )
    return Beside(before, before_bounds, now, then, by_union.added(figures, each, formulas, both))


def _both(now: Units, then: Units) -> dict[str, tuple[str, ...]]:
    return {id_: tuple(unit for unit in units if unit in then[id_]) for id_, units in now.items()}


def _telling(ledgers: Ledgers, bounds: Bounds, period: Period) -> dict[str, tuple[str, ...]]:
    """By ledger, the branches with a row that counts in this period."""
    return {
        id_: tuple(
            unit
            for unit, of in bounds.items()
            if id_ in of and _counts(id_, frame.iloc[slice(*of[id_])], period)
        )
        for id_, frame in ledgers.items()
    }


def _counts(id_: str, frame: pd.DataFrame, period: Period) -> bool:
    """Whether a row lies in the period; one without a date does."""
    if id_ not in DATES:
        return len(frame) > 0
    dates = frame[DATES[id_]].tolist()
    return any(not isinstance(date, str) or period.contains(date) for date in dates)
