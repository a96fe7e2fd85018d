"""What else a chart could show: another measure, another grouping, another comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zongjie.charts.model import BUDGET, LAST_YEAR, chart, key_of
from zongjie.errors import FigureError
from zongjie.figures import Figures

_MEASURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "活动": ("次数", "人次", "人数", "支出"),
        "慰问": ("金额", "人次", "人数", "户数"),
        "荣誉": ("数量",),
        "会议": ("次数",),
        "经费": ("支出", "收入"),
    }
)
_GROUPINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "活动": ("按月", "按类别", "按科目"),
        "慰问": ("按月", "按类别", "按科目"),
        "荣誉": ("按月", "按级别"),
        "会议": ("按月", "按类别"),
        "经费": ("按月", "按科目"),
    }
)
_PLAIN = "不比较"
_NO_BUDGET = "经费台账里没有本年预算"


@dataclass(frozen=True)
class Choice:
    """One thing a chart could be changed to.

    `name` and `against` are the chart it gives; `why` says why it cannot be had, and is empty when
    it can; `chosen` marks what is shown now.
    """

    label: str
    name: str
    against: str | None
    chosen: bool
    why: str = ""


def choices(
    figures: Figures, name: str, against: str | None = None
) -> tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[Choice, ...]]:
    """What a chart could show instead: measures, groupings, comparisons, each in its usual order.

    A chart of one category (慰问.困难帮扶.金额.按月) keeps its category.
    """
    base, _, by = key_of(name).rpartition(".")
    head, _, measure = base.rpartition(".")
    ledger = head.partition(".")[0]
    measures = _MEASURES.get(ledger, (measure,))
    if against == BUDGET:
        by = "按科目"
        against = None if _why_not(figures, f"{base}.{by}", BUDGET) == _NO_BUDGET else BUDGET
    return (
        tuple(_measure(figures, head, one, by, against, now=measure) for one in measures),
        tuple(_grouping(figures, base, one, against, now=by) for one in _groupings(figures, base)),
        tuple(
            _comparison(figures, base, by, one, now=against) for one in (None, LAST_YEAR, BUDGET)
        ),
    )


def _groupings(figures: Figures, base: str) -> tuple[str, ...]:
    """The groupings of a ledger; a category is not divided into categories.

    A figure of one's own has those that it was given.
    """
    head = base.rpartition(".")[0]
    ledger, _, category = head.partition(".")
    if ledger in _GROUPINGS:
        return ("按月",) if category else _GROUPINGS[ledger]
    series = (key.rpartition(".") for key in figures.series)
    return tuple(by for whole, _, by in series if whole == base)


def _measure(  # noqa: PLR0913 - a measure, and all that stays as it is
    figures: Figures, head: str, measure: str, by: str, against: str | None, *, now: str
) -> Choice:
    base = f"{head}.{measure}"
    groupings = _groupings(figures, base)
    wanted = [(by, against), (by, None), *((one, None) for one in groupings)]
    found = _first(figures, ((f"{base}.{one}", compared) for one, compared in wanted))
    if found is None:
        return Choice(measure, base, None, measure == now, why=f"台账里没有填{measure}")
    return Choice(measure, *found, measure == now)


def _grouping(figures: Figures, base: str, by: str, against: str | None, *, now: str) -> Choice:
    name = f"{base}.{by}"
    kept = None if against == BUDGET and by != "按科目" else against
    found = _first(figures, ((name, kept), (name, None)))
    if found is None:
        return Choice(by, name, None, by == now, why=_why_not(figures, name, None))
    return Choice(by, *found, by == now)


def _comparison(
    figures: Figures, base: str, by: str, against: str | None, *, now: str | None
) -> Choice:
    name = f"{base}.按科目" if against == BUDGET else f"{base}.{by}"
    label = f"和{against}比" if against else _PLAIN
    return Choice(label, name, against, against == now, _why_not(figures, name, against))


def _first(
    figures: Figures, wanted: Iterable[tuple[str, str | None]]
) -> tuple[str, str | None] | None:
    """The first of these charts that there is."""
    return next((one for one in wanted if not _why_not(figures, *one)), None)


def _why_not(figures: Figures, name: str, against: str | None) -> str:
    """Why there is no such chart, in a few words; empty when there is."""
    by = name.rpartition(".")[2]
    if name not in figures.series:
        return "只有金额能和预算比" if against == BUDGET else f"台账里没有可以{by}看的数"
    try:
        shown = chart(figures, name, against)
    except FigureError as error:
        return error.what
    return _NO_BUDGET if against and not shown.against else ""
