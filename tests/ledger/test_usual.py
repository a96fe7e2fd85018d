"""An amount that is ten times what is usual in its category is worth a look."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zongjie import ledger

WEDDING: dict[str, object] = {"date": "2026-05", "category": "结婚慰问"}
WEDDING |= {"amount_yuan": Decimal(500), "beneficiary_kind": "困难职工"}


def told(*rows: dict[str, object]) -> list[str]:
    frame = ledger.frame("welfare", [{**WEDDING, **row} for row in rows])
    return [str(one) for one in ledger.validate("welfare", frame, year=2026)[1]]


def test_one_amount_far_from_those_of_its_category_is_told() -> None:
    several = {"amount_yuan": Decimal(4000), "person_times": 8}
    (said,) = told({}, {}, {}, several, {"amount_yuan": Decimal(10000)})
    assert said.startswith("慰问台账第 5 行“金额”写的是“10000”，每人合 10000 元，")
    assert said.endswith("别的“结婚慰问”多是 500 元。请核对有没有多写一个 0。")


@pytest.mark.parametrize(
    "last",
    [
        {"amount_yuan": Decimal(4900)},
        {"amount_yuan": Decimal(10000), "person_times": 20},
        {"amount_yuan": Decimal(10000), "persons_text": "二十余人"},
        {"amount_yuan": Decimal(10000), "category": "大病慰问"},
    ],
)
def test_what_may_well_be_so_is_left_in_peace(last: dict[str, object]) -> None:
    assert told({}, {}, {}, {}, last) == []
    assert told({}, {}, {}, {"amount_yuan": Decimal(10000)}) == [], "too few to know"
