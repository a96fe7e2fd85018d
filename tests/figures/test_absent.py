"""Why a figure of figures.toml has no value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ledgers import make
from zongjie.figures import compute
from zongjie.period import Period

LEDGERS = make(
    indicator=[
        {"key": "会员人数", "value": Decimal(3), "unit": "人"},
        {"key": "分会", "value": Decimal(0), "unit": "个"},
    ],
    activity=[
        {"date_start": "2026-03", "category": "公益", "name": "植树", "participants_text": "约40人"}
    ],
)
ROWS = 'ledger = "活动"\nunit = "次"\nfilter.name = "没有这一项"'

PERCENT = """
[[figure]]
key = "自定.数"
aggregate = "ratio"
of = "指标.会员人数"
to = "活动.次数"
unit = "%"
"""


@pytest.mark.parametrize(
    ("aggregate", "lines", "why"),
    [
        ("count", ROWS, "没有一行符合条件"),
        (
            "sum",
            f'column = "参加人次"\n{ROWS}',
            "没有一行符合条件，或者符合的行没有填“参加人次”",
        ),
        (
            "max",
            f'column = "参加人次"\n{ROWS}',
            "没有一行符合条件，或者符合的行没有填“参加人次”，或者其中有概数",
        ),
        ("ratio", 'of = "慰问.金额"\nto = "指标.女会员"', "缺“慰问·金额”，缺“指标·女会员”"),
        ("ratio", 'of = "活动.人数"\nto = "指标.会员人数"', "“活动·人数”是概数"),
        ("ratio", 'of = "指标.会员人数"\nto = "指标.分会"', "“指标·分会”是 0"),
    ],
)
def test_the_reason_is_told(aggregate: str, lines: str, why: str) -> None:
    text = f'[[figure]]\nkey = "自定.数"\naggregate = "{aggregate}"\n{lines}\n'
    assert compute(LEDGERS, Period(2026), formulas=text).absent == (f"“自定.数”没有数：{why}。",)


@pytest.mark.parametrize(
    "text",
    [
        '[[figure]]\nkey = "自定.数"\naggregate = "count"\nledger = "活动"\nunit = "次"\n',
        PERCENT,
        "[[figure]]\n",
    ],
    ids=["has a value", "is a trouble already", "is no file of figures"],
)
def test_nothing_is_told_of_others(text: str) -> None:
    assert compute(LEDGERS, Period(2026), formulas=text).absent == ()
