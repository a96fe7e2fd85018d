"""Series by branch (按单位) of the figures that the branches add up to."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zongjie.figures import Figure, Figures, Series
from zongjie.figures.formulas import BY_UNION, parse
from zongjie.figures.summing import is_sum


def added(
    figures: Figures,
    each: Mapping[str, Figures],
    formulas: str,
    only: Mapping[str, Collection[str]] | None = None,
) -> Figures:
    """The same figures with a series by branch of each that the branches add up to.

    `only` are the branches, by ledger, where not all of them are in the figures.
    """
    said = parse(formulas)
    series: dict[str, Series] = {}
    for key, figure in figures.items():
        if is_sum(key, said):
            points: list[tuple[str, Figure | None]] = [
                (unit, one)
                for unit, own in each.items()
                if (one := own.get(key)) is not None
                and (only is None or unit in only[figure.ledger])
            ]
            name = f"{key}.{BY_UNION}"
            series[name] = Series(name, figure.unit, tuple(points))
    return Figures(
        figures.period,
        figures,
        {**figures.series, **series},
        figures.last,
        troubles=figures.troubles,
        absent=figures.absent,
    )
