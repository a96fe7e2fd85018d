"""A year beside the one before, in the words a summary uses."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from zongjie.figures.values import Figure, plain


def change(now: Figure | None, before: Figure | None) -> str:
    """What became of a figure in a year: 同比增长12.5%, 同比下降8%, 由无到有 or 持平.

    A rate moves by 个百分点; what was below zero moves by its own unit, since a percentage of it
    means nothing. Empty where the two cannot be compared: one is absent (which is not zero), a
    概数, or counted in another unit.
    """
    if now is None or before is None or now.unit != before.unit:
        return ""
    if not (now.exact and before.exact):
        return ""
    return _in_words(Decimal(now.value), Decimal(before.value), now.unit)


def _in_words(new: Decimal, old: Decimal, unit: str) -> str:
    more, by = new > old, plain(abs(new - old))
    if new == old:
        return "持平"
    if unit == "%":
        return f"{'提高' if more else '降低'}{by}个百分点"
    if old < 0:
        return f"{'增加' if more else '减少'}{by}{unit}"
    if old == 0:
        return "由无到有"
    share = (abs(new - old) / old * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    # a change too small to show is not said to be none
    return f"同比{'增长' if more else '下降'}{plain(share) if share else '不到0.1'}%"
