"""What one chart shows: a series of figures, named and in order, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zongjie import schema
from zongjie.errors import FigureError
from zongjie.figures import SHORT, UNCOUNTED, UNDATED, Figure, Figures, Series, plain, shown, spoken
from zongjie.figures.formulas import BY_UNION
from zongjie.figures.summing import together

BUDGET = "预算"
LAST_YEAR = "上年"
AGAINST = (BUDGET, LAST_YEAR)
ABSENT = "—"
ALL_SPENDING = "经费.支出"
NO_LAST_YEAR = "还没有上年台账"

_KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "按月": ("各月", "月份"),
        "按类别": ("各类", "类别"),
        "按科目": ("各科目", "科目"),
        "按级别": ("各级", "级别"),
    }
)
MOST = 20
"""Unions that are drawn, the largest; what the others come to is said below."""

_SIZES = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))


@dataclass(frozen=True)
class Bar:
    """One label with what was recorded for it; `beside` is its budget or its last year."""

    label: str
    value: Figure | None
    beside: Figure | None = None


@dataclass(frozen=True)
class Chart:
    """What a spec, its table and its title are made from.

    `by` is the last segment of the series key (按月…), `header` the column that names the bars,
    `measure` and `unit` what their lengths mean. `against` is one of `AGAINST`, or None. `total`
    stands below the bars (合计): what they add up to, together with `undated`, the rows that say
    no month and so have no bar among the months. `period` and `before` say which years. `drawn` are
    the bars of the picture, of many unions the largest; `rest` is what the others come to, without
    the `rough_rest` of them that are only roughly known.
    """

    title: str
    by: str
    header: str
    measure: str
    unit: str
    bars: tuple[Bar, ...]
    against: str | None
    total: Bar | None
    undated: Bar | None
    period: str
    before: str
    drawn: tuple[Bar, ...]
    rest: Bar | None
    rough_rest: int

    @property
    def value_header(self) -> str:
        """慰问金额（元）."""
        return f"{self.measure}（{self.unit}）" if self.unit else self.measure

    @property
    def beside_header(self) -> str:
        """本年预算（元） or 2025年（元）."""
        name = "本年预算" if self.against == BUDGET else self.before
        return f"{name}（{self.unit}）" if self.unit else name


def chart(figures: Figures, name: str, against: str | None) -> Chart:
    """The chart of a series; bars by month in calendar order, all others the longest first.

    Where no budget was entered nothing is compared with it: `Chart.against` is then None.

    Raises `FigureError` for an unknown series, for one by month where no row says its month, and
    when `against` cannot go with it.
    """
    if against not in (None, *AGAINST):
        raise FigureError(f"图表不能和“{against}”比较", cure=f"可用：{'、'.join(AGAINST)}")
    series = figures.series_of(name)
    base, _, by = series.key.rpartition(".")
    if against == BUDGET:
        by = "按科目"
        bars = _beside_budget(figures, series, base)
        # a legend without a bar would say nothing
        against = BUDGET if any(bar.beside for bar in bars) else None
    elif against == LAST_YEAR:
        bars = _beside_last_year(figures, series)
    else:
        bars = tuple(Bar(label, figure) for label, figure in series.points)
    undated = None
    if by == "按月":
        undated = next((bar for bar in bars if bar.label == UNDATED), None)
        bars = tuple(bar for bar in bars if bar.label != UNDATED)
        if not any(number(one) is not None for bar in bars for one in (bar.value, bar.beside)):
            raise FigureError(
                f"{_measure(figures, base)}没有一个写明了月份的准数，画不出各月的图",
                cure="请在台账里把日期写到月份，或者换成按别的看",
            )
    else:
        recorded = (bar for bar in bars if bar.value or bar.beside)
        bars = tuple(sorted(recorded, key=_size, reverse=True))
    period, header = _KINDS.get(by, (f"各{by.removeprefix('按')}", by.removeprefix("按")))
    measure = _measure(figures, base)
    drawn = bars[:MOST] if by == BY_UNION else bars
    rest, rough_rest = _rest(series.key, bars[len(drawn) :])
    return Chart(
        title=f"{figures.period.label}{period}{measure}" + (f"与{against}对比" if against else ""),
        by=by,
        header=header,
        measure=measure,
        unit=series.unit,
        bars=bars,
        against=against,
        total=_total(figures, base, against) if len(bars) > 1 else None,
        undated=undated,
        period=figures.period.label,
        before=figures.last.period.label if figures.last else "",
        drawn=drawn,
        rest=rest,
        rough_rest=rough_rest,
    )


def key_of(name: str) -> str:
    """The key of a series by its short name or its key."""
    return SHORT.get(name, name)


def number(figure: Figure | None) -> int | Decimal | None:
    """The value to draw, of a sum with 概数 its exact part; None where there is none."""
    if figure is None:
        return None
    return figure.known if isinstance(figure.value, str) else figure.value


def text(figure: Figure | None) -> str:
    """The figure as a table cell reads it; a 概数 as it was written."""
    return ABSENT if figure is None else shown(figure)


def axis_scale(chart: Chart) -> tuple[Decimal, str]:
    """The one size that the numbers of an axis are written in, with its word: 万, 亿 or none.

    The longest bar reaches it.
    """
    values = [number(one) for bar in chart.drawn for one in (bar.value, bar.beside)]
    longest = max((abs(Decimal(value)) for value in values if value), default=Decimal(0))
    return next((size for size in _SIZES if longest >= size[0]), (Decimal(1), ""))


def is_rough(figure: Figure | None) -> bool:
    """Whether something was recorded that cannot be drawn."""
    return figure is not None and not figure.exact


def label(chart: Chart, figure: Figure | None) -> str:
    """What is written at a bar: 528, of 528人，另有60余人 528+, of what has no bar its words.

    Between months there is no room for the words of a 概数.
    """
    drawn = number(figure)
    if drawn is not None:
        return plain(drawn) + ("+" if is_rough(figure) else "")
    return "" if figure is None or chart.by == "按月" else text(figure)


def said(chart: Chart, figure: Figure | None) -> str:
    """A figure with its unit; a 概数 brings its own."""
    return text(figure) + ("" if figure is None or is_rough(figure) else chart.unit)


def words(chart: Chart, bar: Bar) -> str:
    """One bar in words: 送温暖费5200元（预算6000元）, 3月12次（上年8次）."""
    if bar.value is None:
        value = "没有支出" if chart.against == BUDGET else "没有记录"
    else:
        value = said(chart, bar.value)
    beside = f"（{chart.against}{said(chart, bar.beside)}）" if bar.beside else ""
    return f"{bar.label}{value}{beside}"


def note(chart: Chart) -> tuple[str, ...]:
    """What the picture leaves out, a line each; nothing when it shows everything."""
    now = ((bar.label, _unsaid(chart, bar.value)) for bar in chart.drawn)
    rough = [f"{name}{left}" for name, left in now if left]
    if chart.against == LAST_YEAR:
        beside = ((bar.label, _unsaid(chart, bar.beside)) for bar in chart.drawn)
        rough += [f"上年{name}{left}" for name, left in beside if left]
    notes = [f"另有概数未画入：{'，'.join(rough)}"] if rough else []
    if len(chart.drawn) < len(chart.bars):
        others = f"只画了最大的 {MOST} 个单位"
        if chart.rest:
            others += f"，{words(chart, chart.rest)}"
        if chart.rough_rest:
            others += f"，另有 {chart.rough_rest} 个单位是概数，没有加进去"
        notes.append(others)
    if chart.undated:
        apart = (("", chart.undated.value), ("上年", chart.undated.beside))
        parts = [f"{year}另有{said(chart, figure)}" for year, figure in apart if figure]
        notes += [f"{'，'.join(parts)}没有写明月份，没有画进去"] if parts else []
    return tuple(notes)


def _unsaid(chart: Chart, figure: Figure | None) -> str:
    """The 概数 of a figure, unless they stand where its bar would be."""
    if figure is None or figure.beyond == label(chart, figure):
        return ""
    return figure.beyond.removesuffix(UNCOUNTED)


def last_year(figures: Figures) -> Figures:
    """The figures of the year before; `FigureError` where nobody gave its ledgers."""
    if figures.last is None:
        raise FigureError(NO_LAST_YEAR, cure="请先在“上年对照”里导入上年的台账")
    return figures.last


def _beside_last_year(figures: Figures, series: Series) -> tuple[Bar, ...]:
    """Each label with what last year had for it; labels only last year had come after."""
    before = last_year(figures).series.get(series.key)
    if before is None:
        raise FigureError(
            f"上年台账里没有可以和“{spoken(series.key)}”比较的数字",
            cure="请补上年台账，或者不和上年比",
        )
    now, then = dict(series.points), dict(before.points)
    return tuple(Bar(label, now.get(label), then.get(label)) for label in {**now, **then})


def _beside_budget(figures: Figures, series: Series, base: str) -> tuple[Bar, ...]:
    """Spending by account with each account's budget; for 经费.支出 also accounts not yet used."""
    try:
        points = dict(figures.series_of(f"{base}.按科目").points)
    except FigureError as error:
        raise FigureError(
            f"“{spoken(series.key)}”没有按科目的金额，不能和预算比较",
            cure="请换用慰问金额或经费支出",
        ) from error
    labels = list(points)
    if base == ALL_SPENDING:
        labels += [
            choice.label
            for choice in schema.choices("account")
            if choice.extra.get("direction") == "expense" and choice.label not in points
        ]
    return tuple(
        Bar(label, points.get(label), figures.get(f"经费.{label}.预算")) for label in labels
    )


def _total(figures: Figures, base: str, against: str | None) -> Bar | None:
    """What the bars add up to; nothing where the figures hold no such total."""
    beside = None
    if against == LAST_YEAR:
        beside = last_year(figures).get(base)
    elif against == BUDGET and base == ALL_SPENDING:
        # the budget of all accounts is no budget of the few that welfare is paid from
        beside = figures.get("经费.预算")
    value = figures.get(base)
    return Bar("合计", value, beside) if value or beside else None


def _rest(key: str, others: tuple[Bar, ...]) -> tuple[Bar | None, int]:
    """What unions that are not drawn come to, and how many of them are rough."""
    exact = [bar for bar in others if not is_rough(bar.value) and not is_rough(bar.beside)]
    rough = len(others) - len(exact)
    if not exact:
        return None, rough
    label = f"其余 {len(exact)} 个单位合计"
    now, before = (
        together(f"{key}.{label}", [one for one in found if one])
        for found in zip(*((bar.value, bar.beside) for bar in exact), strict=True)
    )
    return Bar(label, now, before), rough


def _measure(figures: Figures, base: str) -> str:
    """慰问.金额 reads 慰问金额, 活动.公益.次数 公益活动次数, 经费.会费收入.收入 会费收入."""
    if (whole := figures.get(base)) and whole.label:
        return whole.label
    ledger, *category, measure = base.split(".")
    if not category:
        return ledger + measure
    name = category[0]
    if name.endswith(measure):
        return name
    return f"{name}{ledger if ledger == '活动' and not name.endswith(ledger) else ''}{measure}"


def _size(bar: Bar) -> tuple[bool, Decimal, Decimal]:
    value, beside = number(bar.value), number(bar.beside)
    return (value is not None, Decimal(value or 0), Decimal(beside or 0))
