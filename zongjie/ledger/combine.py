"""Taking the rows of a file into a ledger that has rows already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pandas as pd

from zongjie import schema
from zongjie.cells import show
from zongjie.ledger.codes import recoded
from zongjie.ledger.counted import joined
from zongjie.ledger.frames import from_columns, written
from zongjie.schema import Column, Ledger

How = Literal["append", "replace", "merge"]

_Row = tuple[object, ...]
"""The values of a row by field, None where there is none."""

_Ids = frozenset[str]

_Where = Mapping[Column, Sequence[int]]
"""Where the values of columns stand in a row, with the words of 概数."""

_NOTHING: Mapping[str, Collection[int]] = MappingProxyType({})


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


def combine(
    how: How,
    id_: str,
    now: pd.DataFrame,
    read: pd.DataFrame,
    supposed: Mapping[str, Collection[int]] = _NOTHING,
) -> Combined:
    """Take the rows of `read` into `now`; neither is changed.

    ``append`` puts them after the rows that are there, ``replace`` in their place. ``merge`` takes
    rows that agree in the ledger's `identity` for the same row: what the file says goes before
    what the ledger says, what it leaves empty stays, and every other row is added at the end. Rows
    that could be more than one of those that are there are added too, and told.

    Columns of the identity about which the file says nothing do not count. A row that lacks a
    required one, here or there, is the same as the row that agrees in the rest, if that is plain:
    it says all that the other says, or the rest is a name and more and stands once on either side.

    Codes that were made for persons are the file's own: they become those of the ledger first.
    Numbers counted from lists of other parts of the year are added up (`counted.joined`).

    `supposed` are the numbers of rows of `read`, by column, whose value the file itself does not
    say: such a value fills what is empty, and never goes before what the ledger says.
    """
    ledger = schema.ledger(id_)
    there, given = _rows(now), _rows(read)
    if how != "replace":
        given = recoded(ledger, there, given)
    if how == "merge":
        return _merge(ledger, there, joined(ledger, there, given), supposed)
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


def _merge(
    ledger: Ledger,
    there: list[_Row],
    given: list[_Row],
    supposed: Mapping[str, Collection[int]],
) -> Combined:
    told = {column: _places(ledger, [column]) for column in _told(ledger, given)}
    weak = _weak(given, supposed)
    pairs, unclear = _same(ledger, there, given, told, weak)
    rows, differences = list(there), []
    same = 0
    for place, at in pairs.items():
        found: list[Difference] = []
        if there[at] != given[place]:
            rows[at], found = _updated(told, at + 1, there[at], given[place], weak[place])
        differences += found
        same += not found
    added = [place for place in range(len(given)) if place not in pairs]
    numbers = {place: len(there) + number for number, place in enumerate(added, start=1)}
    return Combined(
        _frame(ledger, rows + [given[place] for place in added]),
        tuple(numbers.values()),
        same,
        unclear=tuple(numbers[place] for place in added if place in unclear),
        changed=tuple(sorted(differences, key=lambda one: one.row)),
        by=_by(ledger, told, given, weak),
    )


def _same(
    ledger: Ledger,
    there: Sequence[_Row],
    given: Sequence[_Row],
    told: _Where,
    weak: Sequence[_Ids],
) -> tuple[dict[int, int], set[int]]:
    """The row that is there already for each of the file that is one, and those that are unclear.

    Whole identities are compared first, then those of which either side lacks something.
    """
    by = [one for one in map(ledger.column, ledger.identity) if one.required or one in told]
    needed = [column for column in by if column.required]
    empty_there = _lacking(ledger, there, needed)
    empty_given = _lacking(ledger, given, needed)
    lack = [empty | unsaid for empty, unsaid in zip(empty_given, weak, strict=True)]
    pairs: dict[int, int] = {}
    unclear: set[int] = set()

    def compare(out: _Ids, asked: Iterable[int], known: Iterable[int]) -> None:
        key_columns = [column for column in by if column.id not in out]
        key = _places(ledger, key_columns)
        values = [places for column, places in told.items() if column.id not in out]
        everywhere = [at for places in values for at in places]
        taken = set(pairs.values())
        held = _groups(there, key, (at for at in known if at not in taken))
        new = _groups(given, key, (at for at in asked if at not in pairs))
        for who in new.keys() & held.keys():
            equal, left, right = _paired(there, given, held[who], new[who], everywhere)
            pairs.update(equal)
            sure = not out & {column.id for column in needed} or _names(key_columns, who)
            if len(left) == len(right) == 1 and (
                sure or (_any(who) and _within(there[left[0]], given[right[0]], values))
            ):
                pairs[right[0]] = left[0]
            elif sure:
                unclear.update(right)

    whole = frozenset[str]()
    compare(
        whole,
        (at for at, empty in enumerate(empty_given) if not empty),
        (at for at, empty in enumerate(empty_there) if not empty),
    )
    kinds_given, kinds_there = set(lack), set(empty_there)
    for out in sorted({a | b for a in kinds_given for b in kinds_there} - {whole}, key=_in_turn):
        for mine in sorted(kinds_given, key=_in_turn):
            compare(
                out,
                (at for at, one in enumerate(lack) if one == mine),
                (at for at, one in enumerate(empty_there) if one | mine == out),
            )
    return pairs, unclear - set(pairs)


def _in_turn(ids: _Ids) -> tuple[int, list[str]]:
    """Where less is left out comes first."""
    return len(ids), sorted(ids)


def _names(columns: Sequence[Column], who: _Row) -> bool:
    """Whether what two rows agree in is a name, and something beside it."""
    shared = [one for one, value in zip(columns, who, strict=True) if value is not None]
    return len(shared) > 1 and any(one.dtype == "text" for one in shared)


def _within(one: _Row, other: _Row, columns: Sequence[Sequence[int]]) -> bool:
    """Whether one of two rows says all that the other says."""
    parts = [(_part(one, places), _part(other, places)) for places in columns]
    odd = [(a, b) for a, b in parts if a != b]
    return not any(_any(a) for a, _ in odd) or not any(_any(b) for _, b in odd)


def _paired(
    there: Sequence[_Row],
    given: Sequence[_Row],
    left: Sequence[int],
    right: Sequence[int],
    values: Sequence[int],
) -> tuple[dict[int, int], list[int], list[int]]:
    """Rows of equal values put together, and positions that are left on either side."""
    held: dict[_Row, list[int]] = defaultdict(list)
    for at in reversed(left):
        held[_part(there[at], values)].append(at)
    rest: list[int] = []
    pairs: dict[int, int] = {}
    for at in right:
        alike = held.get(_part(given[at], values))
        if alike:
            pairs[at] = alike.pop()
        else:
            rest.append(at)
    return pairs, [at for alike in held.values() for at in alike], rest


def _lacking(ledger: Ledger, rows: Sequence[_Row], needed: Sequence[Column]) -> list[_Ids]:
    """For each row, which of these columns it has nothing in."""
    lacking = [frozenset[str]()] * len(rows)
    for column in needed:
        places = _places(ledger, [column])
        for at, row in enumerate(rows):
            if row[places[0]] is None and not _any(_part(row, places)):
                lacking[at] |= {column.id}
    return lacking


def _weak(rows: Sequence[_Row], supposed: Mapping[str, Collection[int]]) -> list[_Ids]:
    """For each row of the file, the columns whose value it does not say itself."""
    weak = [frozenset[str]()] * len(rows)
    for id_, numbers in supposed.items():
        for number in numbers:
            weak[number - 1] |= {id_}
    return weak


def _by(
    ledger: Ledger, told: _Where, given: Sequence[_Row], weak: Sequence[_Ids]
) -> tuple[str, ...]:
    """Labels of the columns by which rows were compared: those of which the file says anything."""

    def is_said(column: Column) -> bool:
        rows = zip(given, weak, strict=True)
        return any(_any(_part(row, told[column])) and column.id not in no for row, no in rows)

    identity = list(map(ledger.column, ledger.identity))
    said = [column for column in identity if column in told and is_said(column)]
    return tuple(one.label for one in said or identity if one in said or one.required)


def _updated(
    told: _Where, number: int, row: _Row, given: _Row, weak: _Ids
) -> tuple[_Row, list[Difference]]:
    """A row with what the file says of it, and what is different then.

    What the file does not say itself (`weak`) only fills what is empty.
    """
    values, found = list(row), []
    for column, places in told.items():
        old, new = _part(row, places), _part(given, places)
        if old == new or not _any(new) or (column.id in weak and _any(old)):
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


def _any(values: Iterable[object]) -> bool:
    return any(value is not None for value in values)


def _groups(
    rows: Sequence[_Row], key: Sequence[int], wanted: Iterable[int]
) -> dict[_Row, list[int]]:
    groups: dict[_Row, list[int]] = defaultdict(list)
    for at in wanted:
        groups[_part(rows[at], key)].append(at)
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
}
