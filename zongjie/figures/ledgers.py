"""How each of the seven ledgers becomes figures: one function per ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

import pandas as pd

from zongjie import schema
from zongjie.figures.summing import adds_up, unions
from zongjie.figures.tally import (
    Buckets,
    Leaves,
    Sum,
    Well,
    bucket,
    count_rows,
    labels_of,
    merge,
    only,
    sum_column,
    texts_of,
    total,
    values_of,
)

UNASSIGNED = "未列科目"
UNRANKED = "未写级别"
NOT_UNION_MONEY = frozenset({"行政经费", "捐赠"})


def _by_category(
    well: Well,
    ledger: str,
    measures: Mapping[str, tuple[str, Leaves]],
    categories: tuple[schema.Choice, ...],
    rows: Buckets,
) -> None:
    """Totals over the counted categories, then each category by itself."""
    head = schema.ledger(ledger).label
    sizes = {label: sum(map(len, months.values())) for label, months in rows.items()}
    counted = [choice.label for choice in categories if choice.counted]
    for measure, (unit, leaves) in measures.items():
        well.add_split(f"{head}.{measure}", unit, ledger, only(leaves, counted), by="按类别")
        well.lacks(f"{head}.{measure}", sum(sizes.get(label, 0) for label in counted))
    for choice in categories:
        for measure, (unit, leaves) in measures.items():
            well.add_split(
                f"{head}.{choice.label}.{measure}", unit, ledger, only(leaves, [choice.label])
            )
            well.lacks(f"{head}.{choice.label}.{measure}", sizes.get(choice.label, 0))


def _activity(well: Well, frame: pd.DataFrame) -> None:
    """Who came to one activity came once: where only 人数 is written, it is the 人次 as well."""
    categories = schema.ledger("activity").column("category").choices
    labels = labels_of(frame, "category")
    months = well.in_period(texts_of(frame, "date_start"))
    rows = bucket(labels, months)
    measures: dict[str, tuple[str, Leaves]] = {
        "次数": ("次", count_rows(frame, rows)),
        "人数": ("人", sum_column(frame, "participants", rows)),
        "人次": ("人次", sum_column(frame, "participant_times", rows, "participants")),
        "支出": ("元", sum_column(frame, "cost_yuan", rows)),
    }
    _by_category(well, "activity", measures, categories, rows)
    usual = {choice.label: UNASSIGNED for choice in categories if choice.counted}
    rows = bucket(_accounts(frame, labels, usual), months)
    well.add_groups("活动.支出.按科目", "元", "activity", sum_column(frame, "cost_yuan", rows))


def _welfare(well: Well, frame: pd.DataFrame) -> None:
    """As with activities 人数 is 人次 where that alone is written, but not of who is insured."""
    categories = schema.ledger("welfare").column("category").choices
    counted = {choice.label for choice in categories if choice.counted}
    labels = [
        "" if label in counted and funding in NOT_UNION_MONEY else label
        for label, funding in zip(
            labels_of(frame, "category"), labels_of(frame, "funding"), strict=True
        )
    ]
    months = well.in_period(texts_of(frame, "date"))
    rows = bucket(labels, months)
    enrolled = {choice.label for choice in categories if choice.extra.get("enrolled")}
    visited = {label: found for label, found in rows.items() if label not in enrolled}
    insured = {label: found for label, found in rows.items() if label in enrolled}
    visits = {
        **sum_column(frame, "person_times", visited, "persons"),
        **sum_column(frame, "person_times", insured),
    }
    measures: dict[str, tuple[str, Leaves]] = {
        "金额": ("元", sum_column(frame, "amount_yuan", rows)),
        "人数": ("人", sum_column(frame, "persons", rows)),
        "人次": ("人次", visits),
        "户数": ("户", sum_column(frame, "households", rows)),
    }
    _by_category(well, "welfare", measures, categories, rows)
    _per_head(well, frame, rows)
    usual = {
        choice.label: choice.extra["account"] or UNASSIGNED
        for choice in categories
        if choice.counted
    }
    rows = bucket(_accounts(frame, labels, usual), months)
    well.add_groups("慰问.金额.按科目", "元", "welfare", sum_column(frame, "amount_yuan", rows))


def _accounts(frame: pd.DataFrame, labels: list[str], usual: Mapping[str, str]) -> list[str]:
    """The account of each counted row: the one written, else the usual one of its category."""
    return [
        (account or usual[label]) if label in usual else ""
        for account, label in zip(labels_of(frame, "account"), labels, strict=True)
    ]


def _per_head(well: Well, frame: pd.DataFrame, rows: Buckets) -> None:
    """人均: amount over persons, from the rows that give both, to the fen."""
    amounts, persons = values_of(frame, "amount_yuan"), values_of(frame, "persons")
    numbers = frame.index.tolist()
    for label, months in rows.items():
        both = sorted(
            row
            for found in months.values()
            for row in found
            if amounts[row] is not None and persons[row]
        )
        if both:
            money = Decimal(sum(amounts[row] or 0 for row in both))
            heads = sum(persons[row] or 0 for row in both)
            each = (money / heads).quantize(Decimal("0.01"), ROUND_HALF_UP)
            well.add(
                f"慰问.{label}.人均", "元", "welfare", Sum(each, [], [numbers[row] for row in both])
            )


def _proposal(well: Well, frame: pd.DataFrame) -> None:
    everything = {"": {"": list(range(len(frame)))}}
    for measure, column in (
        ("征集", "collected"),
        ("立案", "filed"),
        ("采纳", "adopted"),
        ("优秀", "best"),
    ):
        whole = total(sum_column(frame, column, everything))
        well.add(f"提案.{measure}", "件", "proposal", whole)


def _honour(well: Well, frame: pd.DataFrame) -> None:
    levels = [level or UNRANKED for level in labels_of(frame, "level")]
    rows = bucket(levels, well.in_period(texts_of(frame, "date")))
    leaves = sum_column(frame, "count", rows)
    well.add_split("荣誉.数量", "项", "honour", leaves, by="按级别")
    for level in leaves:
        if level != UNRANKED:
            well.add_split(f"荣誉.{level}.数量", "项", "honour", only(leaves, [level]))


def _meeting(well: Well, frame: pd.DataFrame) -> None:
    rows = bucket(labels_of(frame, "kind"), well.in_period(texts_of(frame, "date")))
    leaves = count_rows(frame, rows)
    well.add_split("会议.次数", "次", "meeting", leaves, by="按类别")
    for kind in leaves:
        well.add_split(f"会议.{kind}.次数", "次", "meeting", only(leaves, [kind]))


def _fund(well: Well, frame: pd.DataFrame) -> None:
    accounts = labels_of(frame, "account")
    opening = _of_direction("opening")
    months = well.in_period(texts_of(frame, "date"))
    for side in ("收入", "支出"):
        groups = [
            account if direction == side and account not in opening else ""
            for direction, account in zip(labels_of(frame, "direction"), accounts, strict=True)
        ]
        leaves = sum_column(frame, "amount_yuan", bucket(groups, months))
        well.add_split(f"经费.{side}", "元", "fund", leaves, by="按科目")
        for account in leaves:
            well.add_split(f"经费.{account}.{side}", "元", "fund", only(leaves, [account]))
    carried = bucket([name if name in opening else "" for name in accounts], months)
    well.add("经费.上年结余", "元", "fund", total(sum_column(frame, "amount_yuan", carried)))
    whose = unions(frame)
    _balance(well, whose)
    _budgets(well, frame, bucket(accounts, months), whose)


def _of_direction(direction: str) -> frozenset[str]:
    """Labels of the accounts that are income, expense, or the opening balance."""
    accounts = schema.ledger("fund").column("account").choices
    return frozenset(choice.label for choice in accounts if choice.extra["direction"] == direction)


def _balance(well: Well, whose: Mapping[int, str]) -> None:
    """结余 = 上年结余 + 收入 - 支出; where no income is recorded there is no 结余.

    Of many unions none either where one of them has recorded no income: its spending alone would
    make the balance of all too small.
    """
    if "经费.收入" not in well.figures:
        return
    signs = {"经费.上年结余": 1, "经费.收入": 1, "经费.支出": -1}
    parts = [well.figures[key] for key in signs if key in well.figures]
    earning = {whose[row] for row in well.figures["经费.收入"].rows}
    if any(whose[row] not in earning for part in parts for row in part.rows):
        return
    balance = sum((signs[part.key] * Decimal(part.value) for part in parts), start=Decimal(0))
    well.derive("经费.结余", "元", balance, parts)


def _budgets(well: Well, frame: pd.DataFrame, rows: Buckets, whose: Mapping[int, str]) -> None:
    """本年预算 may stand on one row of an account or on each; two different ones are no budget.

    Of many unions each has its own, and they add up.
    """
    budgets, numbers = values_of(frame, "budget_now"), frame.index.tolist()
    agreed: dict[str, Sum] = {}
    disputed = False
    for account, months in rows.items():
        stated: dict[str, dict[int | Decimal, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row in sorted(row for found in months.values() for row in found):
            budget = budgets[row]
            if budget is not None:
                stated[whose[numbers[row]]][budget].append(numbers[row])
        if any(len(said) > 1 for said in stated.values()):
            disputed = True
        elif stated:
            said = (one for each in stated.values() for one in each.items())
            agreed[account] = merge(Sum(budget, [], found) for budget, found in said)
            well.add(f"经费.{account}.预算", "元", "fund", agreed[account])
            _rate(well, f"经费.{account}", whose)
    if not disputed:
        spending = _of_direction("expense")
        whole = merge(part for account, part in agreed.items() if account in spending)
        well.add("经费.预算", "元", "fund", whole)
        _rate(well, "经费", whose)


def _rate(well: Well, head: str, whose: Mapping[int, str]) -> None:
    """执行率 = 支出 / 预算, in percent to one decimal; all who have spent have a budget."""
    spent, budget = well.figures.get(f"{head}.支出"), well.figures.get(f"{head}.预算")
    if spent is None or budget is None or not Decimal(budget.value):
        return
    if not {whose[row] for row in spent.rows} <= {whose[row] for row in budget.rows}:
        return
    rate = (Decimal(spent.value) / Decimal(budget.value) * 100).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    well.derive(f"{head}.执行率", "%", rate, (spent, budget))


def _indicator(well: Well, frame: pd.DataFrame) -> None:
    """An indicator written twice with different values is nobody's figure (the check names it).

    Of many unions each has one value, and counts add up: last year's only where it is told of all
    that this year's is of.
    """
    whose = unions(frame)
    now = _stated(frame, whose, "value")
    before = _stated(frame, whose, "value_last")
    several = len(set(whose.values())) > 1
    for told, tail in ((now, ""), (before, ".上年")):
        for name, parts in told.items():
            units = [unit for unit, _ in parts.values()]
            if several and not adds_up(name, units):
                continue
            if tail and not set(now.get(name, ())) <= set(parts):
                continue
            whole = merge(part for _, part in parts.values())
            well.add(f"指标.{name}{tail}", max(units), "indicator", whole)


def _stated(
    frame: pd.DataFrame, whose: Mapping[int, str], column: str
) -> dict[str, dict[str, tuple[str, Sum]]]:
    """What each union says of each indicator, with its unit, where it does not say two things."""
    names = [name.replace(".", "·") for name in labels_of(frame, "key")]
    units, numbers = labels_of(frame, "unit"), frame.index.tolist()
    values = values_of(frame, column)
    texts = frame[f"{column}_text"].tolist() if f"{column}_text" in frame else [None] * len(frame)
    seen: dict[tuple[str, str], set[object]] = defaultdict(set)
    parts: dict[str, dict[str, tuple[str, Sum]]] = defaultdict(dict)
    for number, name, unit, value, text in zip(numbers, names, units, values, texts, strict=True):
        written = text if isinstance(text, str) else None
        if not name or (value is None and written is None):
            continue
        union = whose[number]
        seen[name, union].add(value if written is None else written)
        parts[name][union] = (unit, Sum(_whole(value), [written] if written else [], [number]))
    return {
        name: said
        for name, each in parts.items()
        if (said := {union: one for union, one in each.items() if len(seen[name, union]) == 1})
    }


def _whole(value: int | Decimal | None) -> int | Decimal | None:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


COUNTERS: Mapping[str, Callable[[Well, pd.DataFrame], None]] = MappingProxyType(
    {
        "activity": _activity,
        "welfare": _welfare,
        "proposal": _proposal,
        "honour": _honour,
        "meeting": _meeting,
        "fund": _fund,
        "indicator": _indicator,
    }
)
