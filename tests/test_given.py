"""Ledgers an analyst has worked on: nothing is left out in silence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.ledgers import make
from zongjie import compute
from zongjie.errors import FigureError, SchemaError, ZongjieError
from zongjie.ledger import given

LEDGERS = make(
    welfare=[
        {
            "date": "2026-02-03",
            "category": "送温暖",
            "beneficiary_kind": "困难职工",
            "persons": 3,
            "amount_yuan": Decimal("1520.50"),
        },
        {"date": "2026-03-01", "category": "送温暖", "persons": 2, "amount_yuan": Decimal(800)},
    ]
)
BEFORE = compute(LEDGERS, 2026)


def changed(**columns: Any) -> dict[str, pd.DataFrame]:
    return {**LEDGERS, "welfare": LEDGERS["welfare"].assign(**columns)}


@pytest.mark.parametrize(
    "columns",
    [
        {"amount_yuan": lambda frame: frame["amount_yuan"].astype(float)},
        {"amount_yuan": [np.float64(1520.5), np.int64(800)]},
        {"persons": lambda frame: frame["persons"].astype(float)},
        {"date": lambda frame: pd.to_datetime(frame["date"])},
    ],
)
def test_what_pandas_made_of_a_column_is_made_good(columns: dict[str, Any]) -> None:
    assert dict(compute(changed(**columns), 2026)) == dict(BEFORE)
    assert BEFORE["慰问.金额"].value == Decimal("2320.5")


def test_untouched_ledgers_stay_as_they_are() -> None:
    for id_, frame in given(LEDGERS).items():
        pd.testing.assert_frame_equal(frame, LEDGERS[id_], check_index_type=False)


@pytest.mark.parametrize(
    ("ledgers", "said"),
    [
        (LEDGERS["welfare"], "台账要按名称给"),
        ("sample_data/large_factory", "台账要按名称给"),
        ({"welfar": LEDGERS["welfare"]}, "没有叫“welfar”的台账。是不是要写：welfare"),
        ({"welfare": [1]}, "慰问台账不是 DataFrame"),
        ({"welfare": LEDGERS["welfare"].drop(columns="amount_yuan")}, "少了这一列：amount_yuan"),
        ({"welfare": pd.concat([LEDGERS["welfare"]] * 2)}, "有两行的序号相同"),
        (changed(amount_yuan="一些"), "amount_yuan 里有“一些”"),
        (changed(category="乱写"), "category 里有“乱写”。可以写："),
        (changed(persons=1.5), "不是整数"),
        (changed(date=3), "date 里有“3”"),
    ],
)
def test_what_no_figure_can_be_made_of_is_named(ledgers: Any, said: str) -> None:
    with pytest.raises(SchemaError) as caught:
        compute(ledgers, 2026)
    assert said in str(caught.value)


def test_a_mistake_in_ones_own_figures_is_an_error_where_they_are_given() -> None:
    with pytest.raises(ZongjieError, match=r"figures\.toml"):
        compute(LEDGERS, 2026, formulas="[[figure]]\nkey = 3\n")


def test_a_figure_that_is_not_there_is_named_with_those_like_it() -> None:
    with pytest.raises(KeyError):
        BEFORE["慰问金额"]
    with pytest.raises(FigureError, match=r"没有“慰问金额”.*相近的有：慰问\.金额"):
        BEFORE["慰问金额"]
    assert BEFORE.get("慰问金额") is None
    assert "慰问金额" not in BEFORE
