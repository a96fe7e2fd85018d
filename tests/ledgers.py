"""Small ledgers for tests, and large ones for benchmarks."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from decimal import Decimal

import pandas as pd

from zongjie import ledger, schema

Rows = Iterable[Mapping[str, object]]


def make(**rows: Rows) -> dict[str, pd.DataFrame]:
    """The seven frames; those not named are empty."""
    return ledger.empty_all() | {name: ledger.frame(name, given) for name, given in rows.items()}


def large(rows: int, seed: int = 7) -> dict[str, pd.DataFrame]:
    """Activity and welfare ledgers of `rows` rows together, spread over a year."""
    chance = random.Random(seed)  # noqa: S311 - test data
    activity = [choice.label for choice in schema.choices("activity_category")]
    welfare = [choice.label for choice in schema.choices("welfare_category")]

    def date() -> str:
        return f"2026-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"

    return make(
        activity=[
            {
                "date_start": date(),
                "category": chance.choice(activity),
                "name": f"活动{number}",
                "organiser": "本会",
                "participants": chance.randint(5, 300),
                "participant_times": chance.randint(5, 600),
                "cost_yuan": Decimal(chance.randint(100, 2_000_000)) / 100,
            }
            for number in range(rows // 2)
        ],
        welfare=[
            {
                "date": date(),
                "category": chance.choice(welfare),
                "beneficiary_kind": "困难职工",
                "persons": chance.randint(1, 90),
                "person_times": chance.randint(1, 90),
                "amount_yuan": Decimal(chance.randint(100, 2_000_000)) / 100,
            }
            for _ in range(rows - rows // 2)
        ],
    )
