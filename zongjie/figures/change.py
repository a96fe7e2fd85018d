"""A year beside the one before: by how much, by what share, and in the words a summary uses."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from zongjie.figures.values import Figure, plain


def difference(now: Figure | None, before: Figure | None) -> int | Decimal | None:
    """By how much a figure grew in a year, in its own unit (of a rate, in 百分点).

    Negative where it fell. None where the two cannot be compared: one is absent (which is not
    zero), a 概数, or counted in another unit.
    """
    if now is None or before is None or now.unit != before.unit:
        return None
    if not (now.exact and before.exact):
        return None
    new, old = now.value, before.value
    if isinstance(new, int) and isinstance(old, int):
        return new - old
    return Decimal(new) - Decimal(old)


def growth(now: Figure | None, before: Figure | None) -> Decimal | None:
    """By what share a figure grew in a year, in percent to one decimal; negative where it fell.

    None where there is no `difference`, for a rate, and where there was nothing or less before:
    a percentage of that means nothing.
    """
    by = difference(now, before)
    if by is None or now is None or before is None or now.unit == "%":
        return None
    old = Decimal(before.value)
    return (by / old * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if old > 0 else None


def change(now: Figure | None, before: Figure | None) -> str:
    """What became of a figure in a year: 同比增长12.5%, 同比下降8%, 由无到有 or 持平.

    A rate moves by 个百分点; what was below zero moves by its own unit. Empty where there is no
    `difference`.
    """
    by = difference(now, before)
    if by is None or before is None:
        return ""
    more, size = by > 0, plain(by if by > 0 else -by)
    if by == 0:
        return "持平"
    if before.unit == "%":
        return f"{'提高' if more else '降低'}{size}个百分点"
    share = growth(now, before)
    if share is not None:
        # a change too small to show is not said to be none
        return f"同比{'增长' if more else '下降'}{plain(abs(share)) if share else '不到0.1'}%"
    if before.value == 0:
        return "由无到有"
    return f"{'增加' if more else '减少'}{size}{before.unit}"
