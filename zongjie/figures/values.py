"""What a figure is, and the well that holds all of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar, overload

from zongjie.errors import FigureError, NoSuchFigure
from zongjie.period import Period

T = TypeVar("T")

SHORT: Mapping[str, str] = MappingProxyType(
    {
        "活动.按月": "活动.次数.按月",
        "活动.按类别": "活动.次数.按类别",
        "慰问.按月": "慰问.金额.按月",
        "慰问.按类别": "慰问.金额.按类别",
        "慰问.按科目": "慰问.金额.按科目",
        "会议.按月": "会议.次数.按月",
        "会议.按类别": "会议.次数.按类别",
        "荣誉.按级别": "荣誉.数量.按级别",
        "经费.按月": "经费.支出.按月",
        "经费.按科目": "经费.支出.按科目",
    }
)

ALSO = "，另有"
"""Between an exact sum and the 概数 that come on top of it: 22500元，另有10万余元."""

COUNTED = "个概数"
"""Behind how many 概数 there are, where they are too many to be written out."""

UNCOUNTED = "未计入"
"""Behind that, beside an exact sum: 22500元，另有4个概数未计入."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One named number and where it comes from.

    Parameters
    ----------
    key : its name, e.g. 慰问.困难帮扶.金额.
    value : int for counts (人, 人次, 户, 次…), Decimal for money (元) and rates (%); the words as
        written when the figure is not exact.
    unit : 元, 人, 人次, 户, 次, 件, 项, % or what the indicator ledger says.
    period : the time it covers.
    exact : False when a 概数 such as 10万余元 is part of it.
    ledger : identifier of the ledger it was counted in.
    rows : 序号 of the ledger rows behind it.
    label, how : what it is called and how it is computed, where its key does not say it: figures
        of ``figures.toml`` and of plug-ins.
    blank : how many rows of the same things have no such number; of a sum only.
    known : of a sum that a 概数 is part of, what its exact rows come to; None where there are none.
        A bar may show it, no sentence may say it for the whole.

    Examples
    --------
    >>> from zongjie import read_draft
    >>> figure = read_draft("sample_data/large_factory").figures()["慰问.送温暖.人次"]
    >>> figure.value, figure.unit, figure.exact, figure.rows
    (278, '人次', True, (1,))
    """

    key: str
    value: int | Decimal | str
    unit: str
    period: Period
    exact: bool
    ledger: str
    rows: tuple[int, ...]
    label: str = ""
    how: str = ""
    blank: int = 0
    known: int | Decimal | None = None

    @property
    def beyond(self) -> str:
        """Of a figure that is not exact, the 概数 that come on top of what is known."""
        words = "" if self.exact else str(self.value)
        return words if self.known is None else words.partition(ALSO)[2]

    @property
    def is_indicator(self) -> bool:
        """Whether it is a line of the 指标 ledger as it stands there."""
        return self.ledger == "indicator" and not self.how


@dataclass(frozen=True, slots=True)
class Series:
    """A figure taken apart by month, category or account; its points add up to that figure.

    `points` are (label, figure) in display order; a month nobody recorded holds None.
    """

    key: str
    unit: str
    points: tuple[tuple[str, Figure | None], ...]


class Figures(Mapping[str, Figure]):
    """All figures of one set of ledgers in one period, by key.

    `last` are those of the same period a year before; None where nobody gave its ledgers.
    `troubles` say in plain Chinese which figures of one's own could not be computed, and the cure;
    `absent` which of those that ``figures.toml`` describes have no value, and why.
    """

    def __init__(  # noqa: PLR0913 - the last two are said of what is not there
        self,
        period: Period,
        figures: Mapping[str, Figure],
        series: Mapping[str, Series],
        last: Figures | None = None,
        *,
        troubles: tuple[str, ...] = (),
        absent: tuple[str, ...] = (),
    ) -> None:
        self.period = period
        self.last = last
        self.troubles = troubles
        self.absent = absent
        self.series: Mapping[str, Series] = MappingProxyType(dict(series))
        self._figures = dict(figures)

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to have the same ones: a view of a dict cannot go there."""
        return {**self.__dict__, "series": dict(self.series)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.series = MappingProxyType(dict(self.series))

    def __getitem__(self, key: str) -> Figure:
        try:
            return self._figures[key]
        except KeyError:
            near = "、".join(self.nearest(key))
            cure = f"相近的有：{near}" if near else "请先导入相应的台账"
            raise NoSuchFigure(f"台账里没有“{key}”这个数字", cure=cure) from None

    def __contains__(self, key: object) -> bool:
        return key in self._figures

    @overload
    def get(self, key: str, default: None = None, /) -> Figure | None: ...
    @overload
    def get(self, key: str, default: T, /) -> Figure | T: ...
    def get(self, key: str, default: object = None, /) -> object:
        """The figure of this key; looking for it costs nothing where there is none."""
        return self._figures.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def series_of(self, name: str) -> Series:
        """The series with this key or short name (活动.按月); `FigureError` when there is none."""
        found = self.series.get(SHORT.get(name, name))
        if found is None:
            there = [short for short, key in SHORT.items() if key in self.series]
            close = difflib.get_close_matches(name, [*there, *self.series], n=3, cutoff=0.3)
            hint = f"相近的有：{'、'.join(map(spoken, close))}" if close else "请先导入相应的台账"
            raise FigureError(f"台账里没有可画成“{spoken(name)}”的数字", cure=hint)
        return found

    def nearest(self, key: str, n: int = 3) -> tuple[str, ...]:
        """The `n` existing keys most like `key`, best first."""
        return tuple(difflib.get_close_matches(key, self._figures, n=n, cutoff=0.3))


def plain(value: int | Decimal) -> str:
    """A number as documents write it: no separators, no trailing zeros (GB/T 15835-2011)."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def counted(unit: str) -> str:
    """What numbers of a unit count: 元 of 元/人."""
    return unit.partition("/")[0]


def spoken(key: str) -> str:
    """The name of a figure or chart as officers read it: 慰问·困难帮扶·金额."""
    return key.partition("?")[0].replace(".", "·")


def shown(figure: Figure) -> str:
    """The bare number as documents write it; an inexact figure as it was written."""
    return figure.value if isinstance(figure.value, str) else plain(figure.value)
