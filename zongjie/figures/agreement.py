"""Where two ledgers tell of the same money and differ markedly.

An account of the 经费 ledger is held against what the 慰问 ledger has under it and what the 活动
ledger has under the category of its name. Both may be right, so this is only good to know. That the
account paid more is only said where the other side lacks no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from zongjie import schema
from zongjie.figures.values import Figure, Figures

_LEAST = 1000
"""Yuan that are worth a look; of what an account paid beyond the work also more than a third is."""


@dataclass(frozen=True)
class Disagreement:
    """An account whose spending is not what the ledgers of the work itself add up to.

    `sides` says which rows of those ledgers were added up, each in a few words; where `more`, they
    come to `told` and more, since some lack a number.
    """

    account: str
    spent: Decimal
    sides: tuple[str, ...]
    told: Decimal
    more: bool = False


def disagreements(figures: Figures) -> tuple[Disagreement, ...]:
    """The accounts on which the ledgers differ markedly."""
    found = []
    for account in schema.ledger("fund").column("account").choices:
        spent = figures.get(f"经费.{account.label}.支出")
        sides = dict(_sides(account, figures))
        if spent is None or not spent.exact or not sides:
            continue
        whole = Decimal(spent.value)
        told = sum(map(_at_least, sides.values()), Decimal(0))
        more = not all(one.exact for one in sides.values())
        beyond = whole - told
        if told - whole >= _LEAST or (not more and beyond >= _LEAST and beyond * 3 > whole):
            found.append(Disagreement(account.label, whole, tuple(sides), told, more))
    return tuple(found)


def _at_least(figure: Figure) -> Decimal:
    """What a figure comes to without the 概数 in it."""
    exact = figure.known if isinstance(figure.value, str) else figure.value
    return Decimal(exact or 0)


def _sides(account: schema.Choice, figures: Figures) -> Iterator[tuple[str, Figure]]:
    """What the 慰问 ledger has under an account, and the 活动 ledger in its category."""
    by_account = figures.series.get("慰问.金额.按科目")
    for label, figure in by_account.points if by_account else ():
        if label == account.label and figure is not None:
            yield f"慰问台账里归在这个科目的{_kinds(account, figures, figure)}", figure
    for category in schema.ledger("activity").column("category").choices:
        spent = figures.get(f"活动.{category.label}.支出")
        if spent is None or not _is_its(category.label, account):
            continue
        # with some costs left out the sum is no sum
        part = replace(spent, exact=False) if spent.blank else spent
        yield f"活动台账里“{category.label}”类的", part


def _kinds(account: schema.Choice, figures: Figures, whole: Figure) -> str:
    """The categories of what is under an account, where they are all of it and no more."""
    usual = [
        (category.label, figures.get(f"慰问.{category.label}.金额"))
        for category in schema.ledger("welfare").column("category").choices
        if category.extra["account"] == account.label
    ]
    found = [(label, figure) for label, figure in usual if figure]
    rows = sorted(row for _, figure in found for row in figure.rows)
    return f"（{'、'.join(label for label, _ in found)}）" if rows == list(whole.rows) else ""


def _is_its(category: str, account: schema.Choice) -> bool:
    names = (account.label, *account.aliases)
    return any(name in (category, f"{category}支出", f"{category}费") for name in names)
