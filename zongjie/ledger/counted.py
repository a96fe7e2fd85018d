"""Numbers counted from lists: the note that says of which parts of the year they are, and sums.

The note is what is left of a list, for nothing else of it goes into the ledger: from it a list of
the second half is known not to stand in the place of the first half's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from zongjie.cells.numerals import read_chinese
from zongjie.cells.text import compact
from zongjie.schema import Ledger

BEGINS = "照名单数出："
"""How the note of such a number begins."""

_N = "[0-9]{1,2}|[一二三四五六七八九十]{1,2}"
_PART = re.compile(
    "(?P<half>[上下])半年"
    "|第?(?P<quarter>[一二三四1-4])季度?"
    f"|(?<![0-9])(?P<first>{_N})(?:月份?)?[-—–~至到](?P<last>{_N})月"
    f"|(?<![0-9])(?P<month>{_N})月(?!(?:{_N}|[0-9]+)[日号])"
)
_DAY_OF = re.compile("截[至止]|填[表报]|制表|打印")
"""What follows is the day on which a list was made."""

_COUNT = re.compile("([^ ]+) ([0-9]+) ([^ ]+)")


@dataclass(frozen=True)
class Part:
    """A part of a year: half, quarter or months, as `label` says it."""

    label: str
    months: frozenset[int]


def part_in(text: str) -> Part | None:
    """The one part of a year that a name speaks of; None where it speaks of none or of several."""
    key = _DAY_OF.split(compact(text))[0]
    found = [part for match in _PART.finditer(key) if (part := _part(match))]
    return found[0] if len({part.months for part in found}) == 1 else None


def apart(parts: Collection[Part]) -> bool:
    """Whether no month is in two of these parts."""
    return not any(one.months & other.months for one, other in combinations(parts, 2))


def note(counts: Mapping[str, int], unit: str) -> str:
    """How a number came about: 照名单数出：上半年 32 人 + 下半年 41 人."""
    return BEGINS + terms(counts, unit)


def terms(counts: Mapping[str, int], unit: str) -> str:
    """The numbers of lists, each by what it is called."""
    return " + ".join(f"{label} {count} {unit}" for label, count in counts.items())


def joined(
    ledger: Ledger, there: Sequence[tuple[object, ...]], given: Sequence[tuple[object, ...]]
) -> list[tuple[object, ...]]:
    """Rows of a file, with those counted from lists added to what the ledger counted from others.

    That is done where the note of either says of which parts of the year, these are apart, and
    the ledger's number is still their sum. A list of a part that is there already takes its place.
    """
    if ledger.id != "indicator":
        return list(given)
    at = {name: place for place, name in enumerate(ledger.fields)}
    by_name: dict[tuple[object, ...], list[tuple[object, ...]]] = defaultdict(list)
    for row in there:
        by_name[row[at["key"]], row[at["unit"]]].append(row)
    return [_added(by_name[row[at["key"]], row[at["unit"]]], row, at) for row in given]


def _added(
    same: Sequence[tuple[object, ...]], row: tuple[object, ...], at: Mapping[str, int]
) -> tuple[object, ...]:
    """A row of a file with what the ledger's only row of the same name counted added to it."""
    both = _both(same[0], row, at["value"], at["note"]) if len(same) == 1 else None
    if not both:
        return row
    changed = {
        at["value"]: Decimal(sum(both.values())),
        at["note"]: note(both, str(row[at["unit"]])),
    }
    return tuple(changed.get(place, value) for place, value in enumerate(row))


def _both(
    there: tuple[object, ...], given: tuple[object, ...], value: int, said: int
) -> dict[str, int] | None:
    """The numbers of both rows by part of the year, in its order; None where they do not add up."""
    old, new = _counts(there[said]), _counts(given[said])
    if not old or not new or sum(old.values()) != there[value] or sum(new.values()) != given[value]:
        return None
    counts = old | new
    parts = [part for label in counts if (part := part_in(label))]
    if len(parts) < len(counts) or not apart(parts):
        return None
    return {one.label: counts[one.label] for one in sorted(parts, key=lambda one: min(one.months))}


def _counts(said: object) -> dict[str, int]:
    """The numbers in a note, by part of the year; none where it says anything else."""
    if not isinstance(said, str) or not said.startswith(BEGINS):
        return {}
    found = [_COUNT.fullmatch(term) for term in said.removeprefix(BEGINS).split(" + ")]
    return {match[1]: int(match[2]) for match in found if match} if all(found) else {}


def _part(match: re.Match[str]) -> Part | None:
    if half := match["half"]:
        return Part(f"{half}半年", frozenset(range(1, 7) if half == "上" else range(7, 13)))
    if quarter := match["quarter"]:
        number = _number(quarter)
        months = range(3 * number - 2, 3 * number + 1)
        return Part(f"{'一二三四'[number - 1]}季度", frozenset(months))
    first, last = (_number(match[name] or match["month"]) for name in ("first", "last"))
    if not 1 <= first <= last <= 12:
        return None
    label = f"{first}月" if first == last else f"{first}-{last}月"
    return Part(label, frozenset(range(first, last + 1)))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(read_chinese(text) or 0)
