"""Why a figure that ``figures.toml`` describes is not among those that were computed."""

from __future__ import annotations

from collections.abc import Mapping

from zongjie import schema
from zongjie.errors import SchemaError
from zongjie.figures.formulas import Formula, parse
from zongjie.figures.values import Figure, spoken


def absent(figures: Mapping[str, Figure], formulas: str) -> tuple[str, ...]:
    """A line for each figure of this ``figures.toml`` that has no value, with the reason.

    None for what is among the `Figures.troubles` already.
    """
    try:
        said = parse(formulas)
    except SchemaError:
        return ()
    why = {one.key: _no_rows(one) for one in said.formulas}
    for ratio in said.ratios:
        parts = [(key, figures.get(key)) for key in (ratio.of, ratio.to)]
        reasons = [_not_divided(*part) for part in parts]
        if not any(reasons) and (by := parts[1][1]) and by.value == 0:
            reasons = [f"“{spoken(ratio.to)}”是 0"]
        why[ratio.key] = "，".join(filter(None, reasons))
    return tuple(
        f"“{key}”没有数：{reason}。" for key, reason in why.items() if reason and key not in figures
    )


def _no_rows(formula: Formula) -> str:
    none = "没有一行符合条件"
    if formula.aggregate == "count":
        return none
    label = schema.ledger(formula.ledger).column(formula.column).label
    vague = "" if formula.aggregate == "sum" else "，或者其中有概数"
    return f"{none}，或者符合的行没有填“{label}”{vague}"


def _not_divided(key: str, figure: Figure | None) -> str:
    if figure is None:
        return f"缺“{spoken(key)}”"
    return "" if figure.exact else f"“{spoken(key)}”是概数"
