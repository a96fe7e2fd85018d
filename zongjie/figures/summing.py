"""What may be added up over many unions, and what only the parts of each can tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from zongjie import packaged, schema
from zongjie.figures.keys import is_own
from zongjie.figures.values import Figure

if TYPE_CHECKING:
    from zongjie.figures.formulas import Own

_RATES = ("人均", "执行率")


def unions(frame: pd.DataFrame) -> Mapping[int, str]:
    """Whose each row is, by its number; empty words throughout in a ledger of one union."""
    said = frame[schema.BRANCH].tolist() if schema.BRANCH in frame else [None] * len(frame)
    return dict(zip(frame.index.tolist(), (name or "" for name in said), strict=True))


def adds_up(name: str, units: Iterable[str]) -> bool:
    """Whether an indicator of several unions is a count, in these units, that adds up.

    A union that says no unit means the usual one of this indicator, where it has one.
    """
    said = {unit or _usual_units().get(name, "") for unit in units}
    if len(said) != 1:
        return False
    (unit,) = said
    words = _words()
    return not (
        any(one in unit for one in words["units"])
        or any(one in name for one in words["words"])
        or name.endswith(words["endings"])
    )


def is_sum(key: str, own: Own) -> bool:
    """Whether the figure of many unions is what theirs add up to, where all of them have one.

    `own` are the figures of one's own; those of plug-ins may be anything.
    """
    if is_own(key):
        return any(one.key == key and one.aggregate in ("count", "sum") for one in own.formulas)
    return key.rpartition(".")[2] not in _RATES


def together(key: str, parts: Sequence[Figure]) -> Figure | None:
    """What some points of a series add up to, under a key of its own; 概数 are never added.

    None where none of them is exact.
    """
    exact = [one for one in parts if one.exact and not isinstance(one.value, str)]
    if not exact:
        return None
    value = sum(one.value for one in exact if not isinstance(one.value, str))
    rows = tuple(sorted({row for one in exact for row in one.rows}))
    first = exact[0]
    return Figure(key, value, first.unit, first.period, exact=True, ledger=first.ledger, rows=rows)


@cache
def _usual_units() -> Mapping[str, str]:
    known = schema.choices("indicator")
    return MappingProxyType({one.label: str(one.extra.get("unit", "")) for one in known})


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    raw = packaged.table("data/summing.toml")
    return MappingProxyType({name: tuple(words) for name, words in raw.items()})
