"""The whole is what the parts add up to, for every key that adds up, and no other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ledgers import make
from zongjie import schema
from zongjie.figures import Figures, compute
from zongjie.figures.formulas import BY_UNION, parse
from zongjie.figures.summing import is_sum
from zongjie.period import Period
from zongjie.rollup import by_union, merging

PERIOD = Period(2026)
OWN = """
[[figure]]
key = "大额.金额"
ledger = "慰问"
aggregate = "sum"
column = "金额"
filter.amount_yuan = { from = 100 }

[[figure]]
key = "地点.个数"
ledger = "活动"
aggregate = "distinct"
column = "地点"
unit = "个"

[[figure]]
key = "受助.职工数"
ledger = "慰问"
aggregate = "distinct"
column = "对象代码"
unit = "人"
"""

DAYS = st.dates(dt.date(2025, 11, 1), dt.date(2027, 2, 1)).map(str)
COUNTS = st.one_of(st.none(), st.integers(0, 500))
MONEY = st.integers(0, 1_000_000).map(lambda cents: Decimal(cents) / 100)
ROUGH = st.sampled_from([None, None, None, "200余人", "近百人"])


def labels(ledger_id: str, column: str) -> st.SearchStrategy[str]:
    return st.sampled_from([c.label for c in schema.ledger(ledger_id).column(column).choices][:6])


def approx(name: str) -> st.SearchStrategy[dict[str, object]]:
    """A count, or the words of a 概数 in its place."""
    rough = ROUGH.flatmap(lambda text: st.just((None, text)) if text else st.tuples(COUNTS, ROUGH))
    return rough.map(lambda pair: {name: None if pair[1] else pair[0], f"{name}_text": pair[1]})


def row(
    fixed: Mapping[str, st.SearchStrategy[object]], *rough: str
) -> st.SearchStrategy[dict[str, object]]:
    parts = st.tuples(st.fixed_dictionaries(dict(fixed)), *map(approx, rough))
    return parts.map(lambda found: {key: value for part in found for key, value in part.items()})


ROWS: Mapping[str, st.SearchStrategy[dict[str, object]]] = {
    "activity": row(
        {
            "date_start": DAYS,
            "category": labels("activity", "category"),
            "name": st.sampled_from(["球赛", "讲座"]),
            "place": st.sampled_from([None, "礼堂", "操场"]),
            "cost_yuan": st.none() | MONEY,
        },
        "participants",
        "participant_times",
    ),
    "welfare": row(
        {
            "date": DAYS,
            "category": labels("welfare", "category"),
            "beneficiary_code": st.sampled_from([None, "职工01", "职工02"]),
            "amount_yuan": st.none() | MONEY,
        },
        "persons",
        "person_times",
        "households",
    ),
    "proposal": row({"period": st.just("一届一次"), "collected": st.integers(0, 50)}, "filed"),
    "honour": row(
        {"date": DAYS, "name": st.just("先进"), "level": labels("honour", "level")}, "count"
    ),
    "meeting": row({"date": DAYS, "kind": labels("meeting", "kind")}),
    "fund": row(
        {
            "date": DAYS,
            "direction": st.sampled_from(["收入", "支出"]),
            "account": labels("fund", "account"),
            "amount_yuan": MONEY,
            "budget_now": st.sampled_from([None, None, Decimal(1000), Decimal(2000)]),
        }
    ),
    "indicator": row(
        {
            "key": st.sampled_from(["会员人数", "职工人数", "入会率", "书屋面积"]),
            "unit": st.sampled_from(["人", "人", None]),
            "value_last": st.none() | st.integers(0, 99).map(Decimal),
        },
        "value",
    ),
}
BRANCH = st.fixed_dictionaries({id_: st.lists(rows, max_size=4) for id_, rows in ROWS.items()})


@dataclass(frozen=True)
class Rolled:
    ledgers: dict[str, pd.DataFrame]
    each: dict[str, Figures]
    whole: Figures


def rolled(branches: list[dict[str, list[dict[str, object]]]]) -> Rolled:
    taken = {
        f"某某{number}厂工会": {id_: one for id_, one in make(**rows).items() if len(one)}
        for number, rows in enumerate(branches)
    }
    ledgers, bounds = merging.merged(taken)
    each = {
        unit: compute(merging.part(ledgers, at), PERIOD, formulas=OWN)
        for unit, at in bounds.items()
    }
    return Rolled(ledgers, each, compute(ledgers, PERIOD, formulas=OWN))


def summed(key: str, each: Mapping[str, Figures]) -> tuple[object, tuple[int, ...]]:
    """What the branches' figures come to, as `tally` puts sums together."""
    parts = [own[key] for own in each.values() if key in own]
    exact = [one.value for one in parts if one.exact]
    assert not any(isinstance(value, str) for value in exact)
    return sum(exact, start=0), tuple(row for one in parts for row in one.rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(BRANCH, min_size=1, max_size=4))
def test_every_figure_that_adds_up_is_the_sum_of_the_branches(
    branches: list[dict[str, list[dict[str, object]]]],
) -> None:
    made = rolled(branches)
    said = parse(OWN)
    for key, whole in made.whole.items():
        if not is_sum(key, said):
            continue
        total, rows = summed(key, made.each)
        assert whole.rows == tuple(sorted(rows)), key
        if whole.exact:
            assert whole.value == total, key
            assert all(own[key].exact for own in made.each.values() if key in own), key
        else:
            assert any(not own[key].exact for own in made.each.values() if key in own), key


@settings(max_examples=60, deadline=None)
@given(st.lists(BRANCH, min_size=1, max_size=4))
def test_no_figure_that_adds_up_is_lost_but_for_a_reason(
    branches: list[dict[str, list[dict[str, object]]]],
) -> None:
    """Indicators that do not count the same, balances without income, and disputed budgets."""
    made = rolled(branches)
    reasons = ("经费.结余", "指标.")
    for key in {key for own in made.each.values() for key in own} - set(made.whole):
        assert key.startswith(reasons) or key.endswith(("执行率", "预算")), key


@settings(max_examples=30, deadline=None)
@given(st.lists(BRANCH, min_size=1, max_size=3))
def test_a_chart_by_union_adds_up_to_its_total_and_names_its_rows(
    branches: list[dict[str, list[dict[str, object]]]],
) -> None:
    made = rolled(branches)
    figures = by_union.added(made.whole, made.each, OWN)
    for key, whole in made.whole.items():
        series = figures.series.get(f"{key}.{BY_UNION}")
        if series is None:
            continue
        rows = [row for _, one in series.points if one for row in one.rows]
        assert sorted(rows) == list(whole.rows)
        names = made.ledgers[whole.ledger][schema.BRANCH]
        for unit, one in series.points:
            assert one is not None
            assert set(names.loc[list(one.rows)]) <= {unit}


@settings(max_examples=30, deadline=None)
@given(BRANCH)
def test_one_branch_alone_keeps_its_own_figures(rows: dict[str, list[dict[str, object]]]) -> None:
    alone = compute(make(**rows), PERIOD, formulas=OWN)
    together = rolled([rows]).whole
    assert {key: (one.value, one.exact) for key, one in together.items()} == {
        key: (one.value, one.exact) for key, one in alone.items()
    }
