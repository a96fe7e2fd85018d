"""Several lists that one indicator counts: those of different parts of the year add up.

The same list twice counts once, one of another year not at all. Where nothing tells whether lists
may be added, the officer is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from zongjie.intake.guess import Guess
from zongjie.intake.roster import LEDGER, Tally
from zongjie.intake.sheets import Sheet, as_counted
from zongjie.ledger import Problem, counted

ADDED = "照名单相加"
"""What an officer agrees to whose lists are to be added up (`Guess.meant`)."""


@dataclass(frozen=True, eq=False)
class _List:
    """One list of an indicator: the `at`-th of the sheet at position `sheet`."""

    sheet: int
    at: int
    name: str
    years: tuple[int, ...]
    tally: Tally


@dataclass(frozen=True)
class _Taken:
    """What becomes of the lists of one indicator, and what is told and asked with the first."""

    first: _List
    tallies: dict[_List, Tally]
    problems: tuple[Problem, ...] = ()
    guesses: tuple[Guess, ...] = ()
    settled: tuple[Guess, ...] = ()


def added_up(sheets: Sequence[Sheet], year: int, agreed: Collection[Guess]) -> list[Sheet]:
    """The sheets, with one row for each indicator that several of them list."""
    by_indicator: dict[str, list[_List]] = defaultdict(list)
    for one in _lists(sheets):
        by_indicator[one.tally.label].append(one)
    takings = [_taken(lists, year, agreed) for lists in by_indicator.values() if len(lists) > 1]
    changed: dict[int, dict[int, Tally]] = defaultdict(dict)
    for taken in takings:
        for one, tally in taken.tallies.items():
            changed[one.sheet][one.at] = tally
    done = list(sheets)
    for number, tallies in changed.items():
        if (whole := sheets[number].counted) is not None:
            now = tuple(tallies.get(at, one) for at, one in enumerate(whole.tallies))
            done[number] = as_counted(replace(whole, tallies=now))
    for taken in takings:
        sheet = done[taken.first.sheet]
        done[taken.first.sheet] = replace(
            sheet,
            problems=(*sheet.problems, *taken.problems),
            guesses=(*sheet.guesses, *taken.guesses),
            settled=(*sheet.settled, *taken.settled),
        )
    return done


def _lists(sheets: Sequence[Sheet]) -> Iterator[_List]:
    for number, sheet in enumerate(sheets):
        for at, tally in enumerate(sheet.counted.tallies if sheet.counted else ()):
            if tally.counts:
                yield _List(number, at, sheet.report.name, sheet.report.years, tally)


def _taken(lists: Sequence[_List], year: int, agreed: Collection[Guess]) -> _Taken:
    left_out = _of_other_years(lists, year)
    for one in lists:
        others = [each for each in lists if each is not one and each not in left_out]
        if one not in left_out and (said := _there_already(one, others, lists)):
            left_out[one] = said
    dropped = {one: one.tally.without(said) for one, said in left_out.items()}
    left = [one for one in lists if one not in left_out]
    added = _added(left, agreed) if len(left) > 1 else _Taken(left[0], {})
    return replace(added, tallies={**dropped, **added.tallies})


def _of_other_years(lists: Sequence[_List], year: int) -> dict[_List, str]:
    """The lists of other years beside those of the summary's, and what is said of them.

    A list whose rows say themselves that they are of this year only has an old title.
    """
    others = {
        one: f"标题写的是{one.years[0]}年，没有算进{year}年"
        for one in lists
        if len(one.years) == 1 and year not in one.years and not one.tally.sure
    }
    return others if len(others) < len(lists) else {}


def _there_already(one: _List, others: Sequence[_List], lists: Sequence[_List]) -> str:
    """What is said of a list all of whose rows are on another; "" of one that is not.

    Numbers of units may be equal by chance, so that for these only the whole list tells.
    """
    rows = one.tally.rows
    for other in others:
        if not rows or not rows <= other.tally.rows:
            continue
        if rows == other.tally.rows:
            if lists.index(other) < lists.index(one):
                return f"和“{other.name}”一样，只算了一份"
        elif not (one.tally.summed and _are_apart([one, other])):
            return f"都在“{other.name}”里，没有再算"
    return ""


def _are_apart(lists: Sequence[_List]) -> bool:
    """Whether each list is of a part of the year of its own."""
    parts = [one.tally.part for one in lists if one.tally.part]
    return len(parts) == len(lists) and counted.apart(parts)


def _added(lists: Sequence[_List], agreed: Collection[Guess]) -> _Taken:
    """Several lists as one number, or as none that is known yet."""
    sure, first = _are_apart(lists), lists[0].tally
    if sure:
        lists = sorted(lists, key=lambda one: min(one.tally.part.months) if one.tally.part else 0)
    numbers = {
        one.tally.part.label if sure and one.tally.part else f"“{one.name}”": one.tally.number
        for one in lists
    }
    known = {name: number for name, number in numbers.items() if number is not None}
    said = counted.terms(known, first.unit)
    where = "、".join(one.name for one in lists)
    guess = Guess(LEDGER, where, first.label, "", ADDED, len(lists), said)
    if len(known) == len(numbers) and (sure or guess in agreed):
        total = sum(known.values())
        how, told = counted.note(known, first.unit), f"合计 {total} {first.unit} = {said}"
        return _Taken(
            lists[0], _in_first(lists, total, how, told), settled=() if sure else (guess,)
        )
    told = "没有和别的名单相加"
    tallies = _in_first(lists, None, f"{counted.BEGINS}{said}，没有相加", told)
    if len(known) < len(numbers):
        return _Taken(lists[0], tallies)  # the list that could not be counted is told of
    problem = Problem(
        LEDGER,
        where,
        column=first.label,
        message=f"{len(lists)} 份名单（{said}）看不出是不是同一时段的，没有相加",
        cure="请在指标台账里填上本期",
    )
    return _Taken(lists[0], tallies, (problem,), (guess,))


def _in_first(
    lists: Sequence[_List], number: int | None, how: str, told: str
) -> dict[_List, Tally]:
    """The row of the first list as that of all, those of the others left out."""
    first, *others = lists
    whole = replace(
        first.tally,
        number=number,
        how=how,
        said=f"{first.tally.said}；{told}",
        unclear=tuple(each for one in lists for each in one.tally.unclear),
    )
    return {first: whole, **{one: one.tally.without(told) for one in others}}
