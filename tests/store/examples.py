"""A draft that tests of the store begin with."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from tests.ledgers import make
from zongjie.draft import Draft, Section

DRAFT = Draft(
    "large_factory",
    "某某厂工会",
    2026,
    author="张三",
    date="2027-01-05",
    sections=(
        Section("overview", "前言", "一年来，会员{{指标.会员人数}}人。"),
        Section("problems", "存在的问题和不足", ""),
    ),
)
ROW: dict[str, object] = {
    "date": "2026-02",
    "category": "送温暖",
    "beneficiary_kind": "困难职工",
    "persons": 3,
    "amount_yuan": Decimal("1520.50"),
}
LEDGERS = make(
    activity=[
        {"date_start": "2026-03-08", "category": "文体活动", "name": "比赛", "organiser": "本会"}
    ],
    welfare=[ROW, ROW | {"amount_yuan": None, "amount_yuan_text": "10万余元"}, {"persons": 4}],
)


def overview(text: str) -> Section:
    """The draft's first section with another text."""
    return Section("overview", "前言", text)


def same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> bool:
    """Whether all ledgers are the same, dtypes and row numbers included."""
    for id_, frame in one.items():
        pd.testing.assert_frame_equal(frame, other[id_])
    return set(one) == set(other)
