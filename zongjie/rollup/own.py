"""Figures of one's own in a roll-up: which mean the same for all branches, and which do not.

What is agreed on is computed of every branch and of all together, so that the parts and the whole
are of the same thing. What the federation's own ``figures.toml`` says goes before all.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from zongjie.figures.formulas import Formula, Own, parse
from zongjie.figures.ratios import Ratio
from zongjie.rollup.sources import Taken

_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Dropped:
    """A figure that is not computed of all: who says it in which way, or what it lacks."""

    key: str
    ways: tuple[tuple[str, ...], ...]
    lacks: str = ""


@dataclass(frozen=True)
class Agreed:
    """What became of the branches' own figures.

    Parameters
    ----------
    text : the ``figures.toml`` that holds for all.
    rest : by unit, what that branch alone computes besides.
    dropped : the figures that the branches say in different ways.
    other_way : by key, the units whose own way gave way to the federation's.
    spread : by key, how many branches have not said a figure that others have.
    """

    text: str
    rest: Mapping[str, str]
    dropped: tuple[Dropped, ...]
    other_way: Mapping[str, tuple[str, ...]]
    spread: Mapping[str, int]

    def of(self, unit: str) -> str:
        """What to compute of one branch."""
        return self.text + self.rest.get(unit, "")


def agree(federation: str, branches: Mapping[str, Taken]) -> Agreed:
    """Hold the branches' own figures against each other and the federation's, by unit."""
    whole = _ways(federation)
    said: dict[str, dict[Formula | Ratio, list[str]]] = {}
    entries: dict[tuple[str, str], Mapping[str, Any]] = {}
    for unit, branch in branches.items():
        raw = _entries(branch.formulas)
        for key, way in _ways(branch.formulas).items():
            said.setdefault(key, {}).setdefault(way, []).append(unit)
            entries[key, unit] = raw[key]
    other_way = {
        key: tuple(chain.from_iterable(units for way, units in said[key].items() if way != mine))
        for key, mine in whole.items()
        if key in said
    }
    ways = {key: tuple(map(tuple, by.values())) for key, by in said.items() if key not in whole}
    dropped = {key: Dropped(key, units) for key, units in ways.items() if len(units) > 1}
    one_way = {key: next(iter(said[key])) for key in ways if key not in dropped}
    dropped |= _without_parts(one_way, dropped)
    shared = {key: ways[key][0] for key in one_way if key not in dropped}
    rest = {
        unit: _text(entries[key, unit] for key in dropped if (key, unit) in entries)
        for unit in branches
    }
    less = {key: len(branches) - len(units) for key, units in shared.items()}
    return Agreed(
        federation + _text(entries[key, units[0]] for key, units in shared.items()),
        {unit: text for unit, text in rest.items() if text},
        tuple(dropped.values()),
        {key: units for key, units in other_way.items() if units},
        {key: count for key, count in less.items() if count},
    )


def _without_parts(
    kept: Mapping[str, Formula | Ratio], dropped: Mapping[str, Dropped]
) -> dict[str, Dropped]:
    """The ratios that are made of a figure that is dropped, and those made of them in turn."""
    gone: dict[str, Dropped] = {}
    while more := {
        key: Dropped(key, (), part)
        for key, way in kept.items()
        if isinstance(way, Ratio) and key not in gone
        for part in (way.of, way.to)
        if part in dropped or part in gone
    }:
        gone |= more
    return gone


def _ways(text: str) -> dict[str, Formula | Ratio]:
    """How each figure is computed, without what it is called or where it stands."""
    own: Own = parse(text)
    formulas = {
        one.key: replace(one, label="", by_month=False, groups=(), how="") for one in own.formulas
    }
    return formulas | {one.key: replace(one, label="", where="") for one in own.ratios}


def _entries(text: str) -> dict[str, Mapping[str, Any]]:
    return {str(one["key"]): one for one in tomllib.loads(text).get("figure", [])}


def _text(entries: Iterable[Mapping[str, Any]]) -> str:
    """These figures as they stand in a ``figures.toml``."""
    return "".join(
        "\n[[figure]]\n" + "".join(f"{_key(key)} = {_toml(one)}\n" for key, one in entry.items())
        for entry in entries
    )


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
