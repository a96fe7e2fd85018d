"""How each of the seven ledgers becomes figures: one function per ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

import pandas as pd

from zongjie import schema
from zongjie.figures.tally import (
    UNDATED,
    Leaves,
    Sum,
    Well,
    count_by,
    labels_of,
    merge,
    only,
    sum_by,
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
) -> None:
    """Totals over the counted categories, then each category by itself."""
    head = schema.ledger(ledger).label
    counted = [choice.label for choice in categories if choice.counted]
    for measure, (unit, leaves) in measures.items():
        well.add_split(f"{head}.{measure}", unit, ledger, only(leaves, counted), by="按类别")
    for choice in categories:
        for measure, (unit, leaves) in measures.items():
            well.add_split(
                f"{head}.{choice.label}.{measure}", unit, ledger, only(leaves, [choice.label])
            )


def _activity(well: Well, frame: pd.DataFrame) -> None:
    categories = schema.ledger("activity").column("category").choices
    labels = labels_of(frame, "category")
    months = well.in_period(texts_of(frame, "date_start"))
    measures: dict[str, tuple[str, Leaves]] = {
        "次数": ("次", count_by(labels, months)),
        "人数": ("人", sum_by(frame, "participants", labels, months)),
        "人次": ("人次", sum_by(frame, "participant_times", labels, months)),
        "支出": ("元", sum_by(frame, "cost_yuan", labels, months)),
    }
    _by_category(well, "activity", measures, categories)
    counted = {choice.label for choice in categories if choice.counted}
    accounts = [
        (account or UNASSIGNED) if label in counted else ""
        for account, label in zip(labels_of(frame, "account"), labels, strict=True)
    ]
    _by_account(well, "活动.支出", "activity", sum_by(frame, "cost_yuan", accounts, months))


def _welfare(well: Well, frame: pd.DataFrame) -> None:
    categories = schema.ledger("welfare").column("category").choices
    by_label = {choice.label: choice for choice in categories}
    months = well.in_period(texts_of(frame, "date"))
    labels = [
        ""
        if label not in by_label or (by_label[label].counted and funding in NOT_UNION_MONEY)
        else label
        for label, funding in zip(
            labels_of(frame, "category"), labels_of(frame, "funding"), strict=True
        )
    ]
    measures: dict[str, tuple[str, Leaves]] = {
        "金额": ("元", sum_by(frame, "amount_yuan", labels, months)),
        "人数": ("人", sum_by(frame, "persons", labels, months)),
        "人次": ("人次", sum_by(frame, "person_times", labels, months)),
        "户数": ("户", sum_by(frame, "households", labels, months)),
    }
    _by_category(well, "welfare", measures, categories)
    _per_head(well, frame, labels, months)
    accounts = [
        (account or by_label[label].extra.get("account") or UNASSIGNED)
        if label and by_label[label].counted
        else ""
        for account, label in zip(labels_of(frame, "account"), labels, strict=True)
    ]
    _by_account(well, "慰问.金额", "welfare", sum_by(frame, "amount_yuan", accounts, months))


def _per_head(well: Well, frame: pd.DataFrame, labels: list[str], months: list[str | None]) -> None:
    """人均: amount over persons, from the rows that give both, to the fen."""
    money: dict[str, Decimal] = defaultdict(Decimal)
    heads: dict[str, int] = defaultdict(int)
    rows: dict[str, list[int]] = defaultdict(list)
    for row, (label, month, yuan, persons) in enumerate(
        zip(
            labels,
            months,
            values_of(frame, "amount_yuan"),
            values_of(frame, "persons"),
            strict=True,
        ),
        start=1,
    ):
        if label and month is not None and yuan is not None and persons:
            money[label] += yuan
            heads[label] += int(persons)
            rows[label].append(row)
    for label, amount in money.items():
        each = (amount / heads[label]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        well.add(f"慰问.{label}.人均", "元", "welfare", Sum(each, [], rows[label]))


def _by_account(well: Well, key: str, ledger: str, leaves: Leaves) -> None:
    if leaves:
        well.add_groups(f"{key}.按科目", "元", ledger, leaves)


def _proposal(well: Well, frame: pd.DataFrame) -> None:
    everything, undated = ["全部"] * len(frame), [UNDATED] * len(frame)
    for measure, column in (
        ("征集", "collected"),
        ("立案", "filed"),
        ("采纳", "adopted"),
        ("优秀", "best"),
    ):
        leaves = sum_by(frame, column, everything, list(undated))
        well.add(f"提案.{measure}", "件", "proposal", total(leaves))


def _honour(well: Well, frame: pd.DataFrame) -> None:
    months = well.in_period(texts_of(frame, "date"))
    levels = [level or UNRANKED for level in labels_of(frame, "level")]
    leaves = sum_by(frame, "count", levels, months)
    well.add_split("荣誉.数量", "项", "honour", leaves, by="按级别")
    for level in dict.fromkeys(levels):
        if level != UNRANKED:
            well.add_split(f"荣誉.{level}.数量", "项", "honour", only(leaves, [level]))


def _meeting(well: Well, frame: pd.DataFrame) -> None:
    kinds = labels_of(frame, "kind")
    leaves = count_by(kinds, well.in_period(texts_of(frame, "date")))
    well.add_split("会议.次数", "次", "meeting", leaves, by="按类别")
    for kind in dict.fromkeys(kinds):
        well.add_split(f"会议.{kind}.次数", "次", "meeting", only(leaves, [kind]))


def _fund(well: Well, frame: pd.DataFrame) -> None:
    """结余 = 上年结余 + 收入 - 支出; without any income recorded there is no 结余."""
    accounts = labels_of(frame, "account")
    opening = {
        choice.label
        for choice in schema.ledger("fund").column("account").choices
        if choice.extra.get("direction") == "opening"
    }
    months = well.in_period(texts_of(frame, "date"))
    sides: dict[str, Leaves] = {}
    for side in ("收入", "支出"):
        groups = [
            account if direction == side and account not in opening else ""
            for direction, account in zip(labels_of(frame, "direction"), accounts, strict=True)
        ]
        sides[side] = leaves = sum_by(frame, "amount_yuan", groups, months)
        well.add_split(f"经费.{side}", "元", "fund", leaves, by="按科目")
        for account in dict.fromkeys(group for group in groups if group):
            well.add_split(f"经费.{account}.{side}", "元", "fund", only(leaves, [account]))
    carried = sum_by(
        frame, "amount_yuan", [name if name in opening else "" for name in accounts], months
    )
    well.add("经费.上年结余", "元", "fund", total(carried))
    _balance(well)
    _budgets(well, frame, accounts, months)


def _balance(well: Well) -> None:
    income, expense = well.figures.get("经费.收入"), well.figures.get("经费.支出")
    opening = well.figures.get("经费.上年结余")
    if income is None:
        return
    parts = [figure for figure in (opening, income, expense) if figure is not None]
    signs = {"经费.支出": -1}
    total = sum((signs.get(part.key, 1) * Decimal(part.value) for part in parts), start=Decimal(0))
    rows = sorted(row for part in parts for row in part.rows)
    well.add("经费.结余", "元", "fund", Sum(balance, [], rows))


def _budgets(
    well: Well, frame: pd.DataFrame, accounts: list[str], months: list[str | None]
) -> None:
    """本年预算 may stand on one row of an account or on each; two different ones are no budget."""
    found: dict[str, dict[Decimal, list[int]]] = defaultdict(lambda: defaultdict(list))
    spending = [
        choice.label
        for choice in schema.ledger("fund").column("account").choices
        if choice.extra.get("direction") == "expense"
    ]
    for row, (account, month, budget) in enumerate(
        zip(accounts, months, values_of(frame, "budget_now"), strict=True), start=1
    ):
        if account and month is not None and isinstance(budget, Decimal):
            found[account][budget].append(row)
    agreed = {
        account: Sum(next(iter(values)), [], next(iter(values.values())))
        for account, values in found.items()
        if len(values) == 1
    }
    for account, part in agreed.items():
        well.add(f"经费.{account}.预算", "元", "fund", part)
    if len(agreed) == len(found):
        whole = merge(part for account, part in agreed.items() if account in spending)
        well.add("经费.预算", "元", "fund", whole)
    for head in ("经费", *(f"经费.{account}" for account in agreed)):
        _rate(well, head)


def _rate(well: Well, head: str) -> None:
    """执行率 = 支出 / 预算, in percent to one decimal."""
    spent, budget = well.figures.get(f"{head}.支出"), well.figures.get(f"{head}.预算")
    if spent is None or budget is None or not Decimal(budget.value):
        return
    rate = (Decimal(spent.value) / Decimal(budget.value) * 100).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    rows = sorted({*spent.rows, *budget.rows})
    well.add(f"{head}.执行率", "%", "fund", Sum(rate, [], rows))


def _indicator(well: Well, frame: pd.DataFrame) -> None:
    """An indicator written twice with different values is nobody's figure (the check names it)."""
    names = [name.replace(".", "·") for name in labels_of(frame, "key")]
    units = labels_of(frame, "unit")
    for column, tail in (("value", ""), ("value_last", ".上年")):
        values = values_of(frame, column)
        texts = frame[f"{column}_text"].tolist() if column == "value" else [None] * len(frame)
        seen: dict[str, set[object]] = defaultdict(set)
        parts: dict[str, tuple[str, Sum]] = {}
        for row, (name, unit, value, text) in enumerate(
            zip(names, units, values, texts, strict=True), start=1
        ):
            written = text if isinstance(text, str) else None
            if not name or (value is None and written is None):
                continue
            seen[name].add(value if written is None else written)
            parts[name] = (unit, Sum(_whole(value), [written] if written else [], [row]))
        for name, (unit, part) in parts.items():
            if len(seen[name]) == 1:
                well.add(f"指标.{name}{tail}", unit, "indicator", part)


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
