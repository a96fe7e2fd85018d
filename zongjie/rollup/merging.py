"""The rows of all branches in one set of ledgers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from zongjie import ledger, schema
from zongjie.ledger import Ledgers
from zongjie.rollup.sources import Failed, Past, Taken

WITHIN = "／"
"""Between a federation that is a branch itself and the union whose row it is."""

Bounds = Mapping[str, Mapping[str, tuple[int, int]]]
"""By unit and ledger, the positions of the first row and behind the last."""


def apart(taken: Iterable[Taken]) -> tuple[dict[str, Taken], tuple[Failed, ...]]:
    """The branches by what they are called, and those that are there twice.

    The same rows under the same name are one branch. Other rows under a name that another has are
    told apart by a number.
    """
    units: dict[str, Taken] = {}
    first: dict[tuple[str, str], str] = {}
    twice = []
    times: Counter[str] = Counter()
    for one in taken:
        if one.ledgers and (path := first.setdefault((one.unit, one.digest), one.path)) != one.path:
            twice.append(Failed(one.path, f"和“{path}”是同一份，没有重复计算。请删去一份。"))
            continue
        times[one.unit] += 1
        name = one.unit if times[one.unit] == 1 else f"{one.unit}（{times[one.unit]}）"
        while name in units:
            times[one.unit] += 1
            name = f"{one.unit}（{times[one.unit]}）"
        units[name] = one
    return units, tuple(twice)


def with_past(
    branches: Mapping[str, Taken], pasts: Iterable[Past]
) -> tuple[dict[str, Taken], tuple[Failed, ...]]:
    """The branches with what lies beside them of the year before, and what none of them takes."""
    found, failed = dict(branches), []
    names: dict[str, list[str]] = defaultdict(list)
    for name, branch in branches.items():
        names[branch.unit].append(name)
    for past in pasts:
        match names.get(past.unit, []):
            case [name]:
                has = found[name].past
                if has is None:
                    found[name] = replace(found[name], past=past)
                    continue
                where = "草稿里的" if has.path == found[name].path else f"“{has.path}”"
                say = f"{past.unit}的上年台账已经用了{where}，这一份没有用。请只留一份。"
            case []:
                say = past.alone
            case many:
                say = f"今年叫“{past.unit}”的有 {len(many)} 份，不知道是哪一份的上年台账。"
                say += "请改单位名称，或只留一份。"
        failed.append(Failed(past.path, say))
    return found, tuple(failed)


def merged(branches: Mapping[str, Ledgers]) -> tuple[dict[str, pd.DataFrame], Bounds]:
    """All rows, branch by branch, each with its 填报单位; and where each branch's rows stand."""
    frames: dict[str, list[pd.DataFrame]] = {id_: [] for id_ in schema.LEDGER_IDS}
    ends = dict.fromkeys(schema.LEDGER_IDS, 0)
    bounds: dict[str, dict[str, tuple[int, int]]] = {}
    for unit, ledgers in branches.items():
        bounds[unit] = {}
        for id_, frame in ledgers.items():
            frames[id_].append(_named(id_, frame, unit))
            bounds[unit][id_] = ends[id_], ends[id_] + len(frame)
            ends[id_] += len(frame)
    return {id_: _stacked(id_, found) for id_, found in frames.items()}, bounds


def part(ledgers: Ledgers, bounds: Mapping[str, tuple[int, int]]) -> dict[str, pd.DataFrame]:
    """One branch's rows of the merged ledgers, under the numbers that they have there."""
    return {id_: ledgers[id_].iloc[start:end] for id_, (start, end) in bounds.items()}


def only(ledgers: Ledgers, bounds: Bounds, units: Mapping[str, Collection[str]]) -> Ledgers:
    """The rows of some branches, ledger by ledger, under their numbers."""
    return {
        id_: frame.take(
            [
                at
                for unit, of in bounds.items()
                if unit in units[id_] and id_ in of
                for at in range(*of[id_])
            ]
        )
        for id_, frame in ledgers.items()
    }


def inside(branch: Taken) -> tuple[str, ...]:
    """The unions whose rows a branch has already put together."""
    said = (
        name
        for frame in branch.ledgers.values()
        for name in frame[schema.BRANCH].tolist()
        if isinstance(name, str)
    )
    return tuple(dict.fromkeys(said))


def _named(id_: str, frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    names: Sequence[str] = [
        f"{unit}{WITHIN}{name}" if isinstance(name, str) else unit
        for name in frame[schema.BRANCH].tolist()
    ]
    return ledger.with_columns(id_, frame, {schema.BRANCH: names})


def _stacked(id_: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if not frames:
        return ledger.empty(id_)
    frame = pd.concat(frames)
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1))
