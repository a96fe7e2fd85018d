"""What one chart shows: a series of figures, named and put in order, beside its budget if asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zongjie import schema
from zongjie.errors import FigureError
from zongjie.figures import Figure, Figures, Series, shown

BUDGET = "预算"
ABSENT = "—"

_ALL_SPENDING = "经费.支出"

_KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "按月": ("各月", "月份"),
        "按类别": ("各类", "类别"),
        "按科目": ("各科目", "科目"),
        "按级别": ("各级", "级别"),
    }
)


@dataclass(frozen=True)
class Bar:
    """One label with what was recorded for it; `budget` only in charts against the budget."""

    label: str
    value: Figure | None
    budget: Figure | None = None


@dataclass(frozen=True)
class Chart:
    """What a spec, its table and its title are made from.

    `by` is the last segment of the series key (按月…), `header` the column that names the bars,
    `measure` and `unit` what their lengths mean, `total` and `total_budget` the figures that the
    values and the budgets of its bars add up to.
    """

    title: str
    by: str
    header: str
    measure: str
    unit: str
    bars: tuple[Bar, ...]
    against: bool
    total: Figure | None
    total_budget: Figure | None

    @property
    def value_header(self) -> str:
        """慰问金额（元）."""
        return f"{self.measure}（{self.unit}）" if self.unit else self.measure

    @property
    def budget_header(self) -> str:
        """本年预算（元）."""
        return f"本年预算（{self.unit}）"


def chart(figures: Figures, name: str, against: str | None) -> Chart:
    """The chart of a series; bars by month in calendar order, all others the longest first.

    Raises `FigureError` for an unknown series, or when `against` cannot go with it.
    """
    if against not in (None, BUDGET):
        raise FigureError(f"图表不能和“{against}”比较", cure=f"可用：{BUDGET}")
    series = figures.series_of(name)
    base, _, by = series.key.rpartition(".")
    if against:
        by = "按科目"
        bars = _beside_budget(figures, series, base)
    else:
        bars = tuple(Bar(label, figure) for label, figure in series.points)
    if by != "按月":
        recorded = (bar for bar in bars if bar.value or bar.budget)
        bars = tuple(sorted(recorded, key=_size, reverse=True))
    period, header = _KINDS[by]
    measure = _measure(base)
    adds_up = len(bars) > 1
    # the budget of all accounts is no budget of the few that welfare is paid from
    budgeted = adds_up and against is not None and base == _ALL_SPENDING
    return Chart(
        title=f"{figures.period.label}{period}{measure}" + ("与预算" if against else ""),
        by=by,
        header=header,
        measure=measure,
        unit=series.unit,
        bars=bars,
        against=against is not None,
        total=figures.get(base) if adds_up else None,
        total_budget=figures.get("经费.预算") if budgeted else None,
    )


def number(figure: Figure | None) -> int | Decimal | None:
    """The value to draw; None for what is absent or only roughly known."""
    if figure is None or not figure.exact or isinstance(figure.value, str):
        return None
    return figure.value


def text(figure: Figure | None) -> str:
    """The figure as a table cell reads it; a 概数 as it was written."""
    return ABSENT if figure is None else shown(figure)


def is_rough(bar: Bar) -> bool:
    """Whether something was recorded for this label that cannot be drawn."""
    return bar.value is not None and number(bar.value) is None


def words(chart: Chart, bar: Bar) -> str:
    """One bar in words: 送温暖费5200元（预算6000元）."""
    unit = chart.unit if number(bar.value) is not None else ""
    value = f"{text(bar.value)}{unit}" if bar.value else "没有支出"
    budget = f"（预算{text(bar.budget)}{chart.unit}）" if bar.budget else ""
    return f"{bar.label}{value}{budget}"


def note(chart: Chart) -> str:
    """What the picture leaves out, in words; empty when it shows everything."""
    rough = [f"{bar.label}{text(bar.value)}" for bar in chart.bars if is_rough(bar)]
    notes = [f"另有概数未画入：{'，'.join(rough)}"] if rough else []
    if chart.against and not any(bar.budget for bar in chart.bars):
        notes.append("台账里没有登记这些科目的本年预算")
    return "；".join(notes)


def _beside_budget(figures: Figures, series: Series, base: str) -> tuple[Bar, ...]:
    """Spending by account with each account's budget; for 经费.支出 also accounts not yet used."""
    try:
        points = dict(figures.series_of(f"{base}.按科目").points)
    except FigureError as error:
        raise FigureError(
            f"“{series.key}”没有按科目的金额，不能和预算比较", cure="请换用慰问金额或经费支出"
        ) from error
    labels = list(points)
    if base == _ALL_SPENDING:
        labels += [
            choice.label
            for choice in schema.choices("account")
            if choice.extra.get("direction") == "expense" and choice.label not in points
        ]
    return tuple(
        Bar(label, points.get(label), figures.get(f"经费.{label}.预算")) for label in labels
    )


def _measure(base: str) -> str:
    """慰问.金额 reads 慰问金额, 活动.公益.次数 公益活动次数, 慰问.困难帮扶.金额 困难帮扶金额."""
    ledger, *category, measure = base.split(".")
    if not category:
        return ledger + measure
    name = category[0]
    return f"{name}{ledger if ledger == '活动' and not name.endswith(ledger) else ''}{measure}"


def _size(bar: Bar) -> tuple[bool, Decimal, Decimal]:
    value, budget = number(bar.value), number(bar.budget)
    return (value is not None, Decimal(value or 0), Decimal(budget or 0))
