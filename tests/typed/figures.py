"""Figures of an invented union."""

from __future__ import annotations

from decimal import Decimal

from zongjie import schema
from zongjie.figures import Figure, Figures
from zongjie.period import Period

YEAR = Period(2026)
_LEDGERS = {ledger.label: ledger.id for ledger in schema.ledgers().values()}


def figure(key: str, value: int | str, unit: str) -> Figure:
    """A figure as its ledger would give it; a text is a 概数."""
    exact = isinstance(value, int)
    held = Decimal(value) if exact and unit in ("元", "%") else value
    ledger = _LEDGERS[key.partition(".")[0]]
    return Figure(key, held, unit, YEAR, exact, ledger, (1,))


def figures(*found: Figure) -> Figures:
    """All of them together."""
    return Figures(YEAR, {one.key: one for one in found}, {})


SAMPLE = figures(
    figure("慰问.人次", 337, "人次"),
    figure("慰问.金额", 37140, "元"),
    figure("慰问.送温暖.人次", 278, "人次"),
    figure("慰问.送温暖.金额", "10万余元", "元"),
    figure("慰问.婚丧慰问.金额", 22500, "元"),
    figure("慰问.婚丧慰问.人次", 59, "人次"),
    figure("活动.次数", 24, "次"),
    figure("活动.文体活动.次数", 10, "次"),
    figure("活动.送温暖.次数", 3, "次"),
    figure("提案.征集", 108, "件"),
    figure("经费.送温暖费.支出", 128600, "元"),
    figure("经费.支出", 409040, "元"),
    figure("经费.收入", 420000, "元"),
    figure("经费.执行率", 96, "%"),
    figure("指标.办实事", "230余件", "件"),
    figure("指标.岗位创优能手", 47, "名"),
    figure("指标.岗位创优能手.上年", 40, "名"),
)
