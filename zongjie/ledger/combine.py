"""Taking the rows of a file into a ledger that has rows already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from zongjie import schema
from zongjie.cells import show
from zongjie.ledger.frames import from_columns, written
from zongjie.schema import Column, Ledger

How = Literal["append", "replace", "merge"]

_Row = tuple[object, ...]
"""The values of a row by field, None where there is none."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that a merge changes: the row's number, the column's label, and how it reads."""

    row: int
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Combined:
    """What becomes of a ledger.

    Parameters
    ----------
    frame : the ledger after it.
    added : numbers, in `frame`, of rows that were not there.
    same : how many rows of the file are in the ledger as they are.
    repeated : those of `added` that equal a row that was there.
    unclear : those of `added` that might be more than one of the rows that were there.
    changed : the cells that have another value.
    gone : numbers, in the ledger as it was, of rows that are no more.
    by : labels of the columns in which a merge took rows for the same.
    """

    frame: pd.DataFrame
    added: tuple[int, ...] = ()
    same: int = 0
    repeated: tuple[int, ...] = ()
    unclear: tuple[int, ...] = ()
    changed: tuple[Difference, ...] = ()
    gone: tuple[int, ...] = ()
    by: tuple[str, ...] = ()


def combine(how: How, id_: str, now: pd.DataFrame, read: pd.DataFrame) -> Combined:
    """Take the rows of `read` into `now`; neither is changed.

    ``append`` puts them after the rows that are there, ``replace`` in their place. ``merge`` takes
    rows that agree in the ledger's `identity` for the same row: what the file says goes before
    what the ledger says, what it leaves empty stays, and every other row is added at the end. Rows
    that could be more than one of those that are there are added too, and told.

    Columns of the identity about which the file says nothing do not count, unless they are
    required: a row that lacks one of those is the same only as its equal.
    """
    ledger = schema.ledger(id_)
    there, given = _rows(now), _rows(read)
    return _WAYS[how](ledger, there, given)


def _append(ledger: Ledger, there: list[_Row], given: list[_Row]) -> Combined:
    known = set(there)
    added = tuple(range(len(there) + 1, len(there) + len(given) + 1))
    repeated = tuple(number for number, row in zip(added, given, strict=True) if row in known)
    return Combined(_frame(ledger, there + given), added, repeated=repeated)


def _replace(ledger: Ledger, there: list[_Row], given: list[_Row]) -> Combined:
    added, same = _beyond(given, there)
    gone, _ = _beyond(there, given)
    gone = [number for number in gone if any(value is not None for value in there[number - 1])]
    return Combined(_frame(ledger, given), tuple(added), same, gone=tuple(gone))


def _beyond(rows: Sequence[_Row], others: Sequence[_Row]) -> tuple[list[int], int]:
    """Numbers of rows that are not among the others, and how many are."""
    left = Counter(others)
    beyond = []
    for number, row in enumerate(rows, start=1):
        if left[row]:
            left[row] -= 1
        else:
            beyond.append(number)
    return beyond, len(rows) - len(beyond)


def _merge(ledger: Ledger, there: list[_Row], given: list[_Row]) -> Combined:
    told = _told(ledger, given)
    by = [
        column
        for column in map(ledger.column, ledger.identity)
        if column.required or column in told
    ]
    key = _places(ledger, by)
    known, new = _groups(there, key), _groups(given, key)
    values = _places(ledger, told)
    needed = _places(ledger, [column for column in by if column.required])
    rows, differences = list(there), []
    same, added, unclear = 0, [], []
    for who, asked in new.items():
        left, right, equal = _paired(there, given, known.get(who, []), asked, values)
        same += equal
        whole = all(None not in _part(given[at], needed) for at in right)
        if whole and len(left) == len(right) == 1:
            at, row = left[0], given[right[0]]
            rows[at], found = _updated(ledger, told, at + 1, there[at], row)
            differences += found
            same += not found
            continue
        added += right
        if whole and who in known:
            unclear += right
    added.sort()
    numbers = {place: len(there) + number for number, place in enumerate(added, start=1)}
    return Combined(
        _frame(ledger, rows + [given[place] for place in added]),
        tuple(numbers.values()),
        same,
        unclear=tuple(sorted(numbers[place] for place in unclear)),
        changed=tuple(sorted(differences, key=lambda one: one.row)),
        by=tuple(column.label for column in by),
    )


def _paired(
    there: Sequence[_Row],
    given: Sequence[_Row],
    left: Sequence[int],
    right: Sequence[int],
    values: Sequence[int],
) -> tuple[list[int], list[int], int]:
    """Positions that are left on either side when rows of equal values are put together."""
    held: dict[_Row, list[int]] = defaultdict(list)
    for at in left:
        held[_part(there[at], values)].append(at)
    rest, equal = [], 0
    for at in right:
        alike = held.get(_part(given[at], values))
        if alike:
            alike.pop()
            equal += 1
        else:
            rest.append(at)
    return [at for alike in held.values() for at in alike], rest, equal


def _updated(
    ledger: Ledger, told: Sequence[Column], number: int, row: _Row, given: _Row
) -> tuple[_Row, list[Difference]]:
    """A row with what the file says of it, and what is different then."""
    values, found = list(row), []
    for column in told:
        places = _places(ledger, [column])
        old, new = _part(row, places), _part(given, places)
        if old == new or all(value is None for value in new):
            continue
        for at, value in zip(places, new, strict=True):
            values[at] = value
        found.append(Difference(number, column.label, show(column, *old), show(column, *new)))
    return tuple(values), found


def _told(ledger: Ledger, given: Sequence[_Row]) -> list[Column]:
    """The columns about which the file says anything."""
    return [
        column
        for column in ledger.columns
        if any(row[at] is not None for at in _places(ledger, [column]) for row in given)
    ]


def _places(ledger: Ledger, columns: Sequence[Column]) -> list[int]:
    """Where the values of these columns stand in a row, with the words of 概数."""
    wanted = {name for column in columns for name in (column.id, column.text_id)}
    return [at for at, name in enumerate(ledger.fields) if name in wanted]


def _part(row: _Row, places: Sequence[int]) -> _Row:
    return tuple(row[at] for at in places)


def _groups(rows: Sequence[_Row], key: Sequence[int]) -> dict[_Row, list[int]]:
    groups: dict[_Row, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        groups[_part(row, key)].append(at)
    return groups


def _rows(frame: pd.DataFrame) -> list[_Row]:
    """The rows as values that can be compared; wholly empty ones are left out at the end."""
    filled = written(frame)
    last = int(filled[filled].index.max()) if filled.any() else 0
    columns = [
        [None if missing else value for value, missing in zip(values, values.isna(), strict=True)]
        for _, values in frame.iloc[:last].items()
    ]
    return list(zip(*columns, strict=True))


def _frame(ledger: Ledger, rows: Sequence[_Row]) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(ledger.fields)
    return from_columns(ledger.id, dict(zip(ledger.fields, columns, strict=True)), len(rows))


_WAYS: Mapping[How, Callable[[Ledger, list[_Row], list[_Row]], Combined]] = {
    "append": _append,
    "replace": _replace,
    "merge": _merge,
}
