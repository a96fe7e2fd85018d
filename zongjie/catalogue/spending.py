"""A sentence about the accounts that took most of the money, whichever they are this year."""

from __future__ import annotations

from decimal import Decimal

from zongjie import prose, schema
from zongjie.figures import Figures

SECTIONS = ("fund", "fund_expense")
"""Those that tell what the money was spent on."""

_MOST = 3


def largest(figures: Figures) -> tuple[str, ...]:
    """The largest accounts of the 经费 ledger in one sentence; none where there is but one."""
    labels = {
        f"经费.{account.label}.支出": account.label
        for account in schema.ledger("fund").column("account").choices
    }
    spent = [figures[key] for key in labels if key in figures and figures[key].exact]
    spent.sort(key=lambda figure: Decimal(figure.value), reverse=True)
    if len(spent) < 2:
        return ()
    named = "、".join(
        f"{labels[one.key].removesuffix('支出')}支出{prose.bind(one, '元')}"
        for one in spent[:_MOST]
    )
    return (f"支出中，{'较多的是' if len(spent) > _MOST else ''}{named}。",)
