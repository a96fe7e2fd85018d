"""Typed numbers that nothing is known of: no figure, no row, nothing that they contradict."""

from __future__ import annotations

from collections.abc import Collection

from zongjie import prose
from zongjie.typed.amounts import Amount, amounts
from zongjie.typed.names import Names
from zongjie.typed.words import alike


def unchecked(text: str, names: Names, told: Collection[int]) -> tuple[Amount, ...]:
    """The typed numbers of a text that could be of a ledger and that nobody has looked up.

    `told` is where those begin of which something is known. A number whose unit no figure has is
    none of them, nor is a small one in characters (两次).
    """
    return tuple(
        amount
        for amount in amounts(prose.typed(text))
        if amount.unit
        and amount.start not in told
        and not (amount.style == "hanzi" and amount.value < 10)
        and any(alike(amount.unit, unit) for unit in names.units)
    )
