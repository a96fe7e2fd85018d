"""Figures of 10,000 ledger rows, held against two bare pandas group-bys of the same rows."""

from __future__ import annotations

from functools import cache

import pandas as pd

from tests.bench.harness import Case, Ratio, Topic
from tests.ledgers import large
from zongjie.figures import compute
from zongjie.period import Period

ROWS = 10_000
OURS = "figures of 10,000 rows (every key and series)"
PEER = "pandas groupby-sum of one money column by category, activity and welfare"


def topic() -> Topic:
    """All figures and series of 10,000 activity and welfare rows."""
    ledgers = cache(lambda: large(ROWS))
    return Topic(
        "Figures",
        (
            Case(OURS, lambda: compute(ledgers(), Period(2026)), ledgers, "≤ 50 ms"),
            Case(PEER, lambda: _group_by(ledgers()), ledgers),
        ),
        (Ratio(OURS, PEER),),
    )


def _group_by(ledgers: dict[str, pd.DataFrame]) -> tuple[object, ...]:
    return (
        ledgers["activity"].groupby("category")["cost_yuan"].sum(),
        ledgers["welfare"].groupby("category")["amount_yuan"].sum(),
    )
