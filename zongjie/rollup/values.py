"""What a roll-up is: the branches, what they come to together, and what there is to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from zongjie import packaged
from zongjie.errors import NoSuchFigure
from zongjie.figures import Figure, Figures, change
from zongjie.figures.formulas import parse
from zongjie.ledger import Ledgers, Problem
from zongjie.period import Period
from zongjie.prose import Finding
from zongjie.rollup.beside import Beside
from zongjie.rollup.sources import Failed

TOTAL = "合计"
"""What the last row of the table is called."""

COMPARED = ("本年", "上年", "变化", "计量单位", "可比单位", "全部单位")
"""The columns of the table beside last year."""


@dataclass(frozen=True)
class Branch:
    """One union of the roll-up.

    Parameters
    ----------
    unit : what it is called in the table and in 填报单位; told apart where two have one name.
    path : its file or folder, as seen from the federation's.
    figures : its own; their rows are numbers of rows in the merged ledgers.
    problems : what could not be read as it stands.
    unfinished : rows that are not counted because something in them is missing.
    """

    unit: str
    path: str
    figures: Figures = field(repr=False, hash=False)
    problems: tuple[Problem, ...] = ()
    unfinished: int = 0


@dataclass(frozen=True)
class RollUp:
    """Many branches as one.

    Parameters
    ----------
    name : what the federation is called: its folder, where nobody says more.
    period : the time they all tell of.
    branches : those that were read, by path.
    failed : those that were not, with the reason and the cure.
    ledgers : the rows of all, whose each is in 填报单位 (``branch``).
    figures : what these ledgers come to, with a series by branch (按单位) of all that adds up.
    formulas : the text of the ``figures.toml`` behind them.
    findings : what to look at before the figures go out.
    beside : this year beside the last, where a branch gave any of last year. `Figures.last` of
        `figures` holds only what all branches with figures of this year gave of last.
    """

    name: str
    period: Period
    branches: tuple[Branch, ...]
    failed: tuple[Failed, ...]
    ledgers: Ledgers = field(repr=False, hash=False)
    figures: Figures = field(repr=False, hash=False)
    formulas: str = ""
    findings: tuple[Finding, ...] = ()
    beside: Beside | None = field(default=None, repr=False, hash=False)

    def table(self, keys: Iterable[str] | None = None) -> pd.DataFrame:
        """Branches by figures, a row each and 合计 last; what was not recorded is missing.

        Parameters
        ----------
        keys : which figures, in this order; those of ``data/rollup.toml`` and the office's own
            when left out.

        Returns
        -------
        Values as they are (int, Decimal, or the words of a 概数), indexed by 单位, a column for
        each key. 合计 is the figure of the merged ledgers: rates are not added up, and what cannot
        be told of all together is missing there.

        Raises
        ------
        NoSuchFigure
            For a key that neither a branch nor all together have.
        """
        columns = self.usual_keys() if keys is None else tuple(dict.fromkeys(keys))
        for key in columns:
            if not any(key in one.figures for one in self.branches):
                self.figures[key]  # says which are like it
        rows = [*(branch.figures for branch in self.branches), self.figures]
        index = pd.Index([*(one.unit for one in self.branches), TOTAL], name="单位", dtype=object)
        return pd.DataFrame(
            {key: pd.Series([_value(row.get(key)) for row in rows], index, dtype=object)
             for key in columns},
            index=index,
        )  # fmt: skip

    def compared(self, keys: Iterable[str] | None = None) -> pd.DataFrame:
        """Figures beside those of the year before, of the same branches: a row each.

        Parameters
        ----------
        keys : as of `table`; those that neither year has are left out.

        Returns
        -------
        Indexed by 名称, every column as object: 本年 and 上年 are values as in `table`, 变化 the
        words of a summary (empty where the two cannot be compared), 计量单位 what they count,
        可比单位 how many branches both years are of, 全部单位 how many told of this year. There
        is no row where no branch gave any of last year.
        """
        wanted = self.usual_keys() if keys is None else tuple(dict.fromkeys(keys))
        rows: dict[str, tuple[object, ...]] = {}
        if self.beside is not None and (last := self.beside.figures.last) is not None:
            for key in wanted:
                now, then = self.beside.figures.get(key), last.get(key)
                if one := now or then:
                    both, whole = self.beside.both(one.ledger), self.beside.now[one.ledger]
                    what = change(now, then)
                    rows[key] = (_value(now), _value(then), what, one.unit, len(both), len(whole))
        index = pd.Index(list(rows), name="名称", dtype=object)
        return pd.DataFrame(list(rows.values()), index, columns=list(COMPARED), dtype=object)

    def usual_keys(self) -> tuple[str, ...]:
        """The figures of the table: the usual ones that a branch has, then the office's own."""
        there = {key for branch in self.branches for key in branch.figures}
        own = parse(self.formulas)
        mine = (*(one.key for one in own.formulas), *(one.key for one in own.ratios))
        return tuple(key for key in dict.fromkeys((*_usual(), *mine)) if key in there)

    def unit_of(self, key: str) -> str:
        """What a figure of the table counts."""
        rows = (self.figures, *(branch.figures for branch in self.branches))
        found = next((figure for row in rows if (figure := row.get(key))), None)
        if found is None:
            raise NoSuchFigure(f"没有“{key}”这个数字", cure="请核对名称")
        return found.unit


def _value(figure: Figure | None) -> object:
    return None if figure is None else figure.value


@cache
def _usual() -> tuple[str, ...]:
    raw = packaged.table("data/rollup.toml")
    return tuple(raw["table"])
