"""Domain checks of a typed ledger: what no single cell can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import NamedTuple

import pandas as pd

from zongjie import schema
from zongjie.cells import show
from zongjie.ledger.frames import Ledgers, written
from zongjie.ledger.noted import still_unread
from zongjie.ledger.problems import SHOWN, Problem, Severity, listed
from zongjie.ledger.usual import far_from_usual
from zongjie.period import Period
from zongjie.schema import Column, Ledger


class _Pair(NamedTuple):
    """`part` may not exceed `whole`: both are columns of one ledger."""

    part: str
    whole: str
    severity: Severity


_PAIRS = {
    "activity": (_Pair("participants", "participant_times", "warning"),),
    "welfare": (_Pair("persons", "person_times", "warning"),),
    "proposal": (_Pair("filed", "collected", "error"), _Pair("adopted", "collected", "error")),
}

DATES = {
    "activity": "date_start",
    "welfare": "date",
    "honour": "date",
    "meeting": "date",
    "fund": "date",
}
"""The date by which a row belongs to a year."""


def years(ledgers: Ledgers) -> Counter[int]:
    """How many rows are dated to each year."""
    dated = (frame[DATES[id_]] for id_, frame in ledgers.items() if id_ in DATES)
    return Counter(int(date[:4]) for column in dated for date in column if date)


@dataclass(frozen=True)
class _Finding:
    """One check that some rows did not pass: `bad` holds one truth value per row."""

    column: Column
    bad: Sequence[bool]
    kind: str
    cure: str
    severity: Severity = "error"
    messages: Sequence[str] = ()  # for the bad rows only, where they differ
    whole: str = ""  # how to say it once when every one of several rows is bad


@dataclass(frozen=True)
class Origin:
    """Where the rows of a frame come from, for problems that an officer can find.

    Parameters
    ----------
    sheet : the worksheet; "" in the grid.
    numbers : the row number to show for each row of the frame; its index by default.
    unread : index of the rows, by column, whose cell held something that could not be read and
        is told elsewhere, so that it is not called empty as well.
    called : what the sheet itself calls its columns, by label, where that is another word.
    """

    sheet: str = ""
    numbers: Sequence[int] | None = None
    unread: Mapping[str, Collection[int]] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)

    def name(self, column: Column) -> str:
        """A column in the words of the sheet."""
        return self.called.get(column.label, column.label)


def validate(
    id_: str,
    frame: pd.DataFrame,
    *,
    year: int,
    half: int | None = None,
    origin: Origin | None = None,
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Check a typed frame as its domain demands.

    Parameters
    ----------
    id_ : ledger identifier.
    frame : the ledger, rows numbered from 1.
    year, half : the time of the summary; rows of another time are kept and pointed out.
    origin : how to name its rows; by their index, as in the grid, when it is left out.

    Returns
    -------
    The frame and its problems. Rows that lack a required value are left out (the others keep
    their index, so a figure still names the officer's rows), and a negative count or amount
    of money is emptied. Wholly empty rows are left out without a word.
    """
    ledger, origin = schema.ledger(id_), origin or Origin()
    filled = written(frame)
    shown = [int(number) for number in compress(origin.numbers or frame.index, filled)]
    given = frame = frame[filled]
    findings = list(_negative(ledger, frame))
    left_out = _none(frame)
    for finding in findings:
        frame = _emptied(frame, finding)
        if finding.column.required:
            left_out |= pd.Series(finding.bad, index=frame.index)
    for finding in _required(ledger, frame, left_out.copy(), origin):
        findings.append(finding)
        left_out |= pd.Series(finding.bad, index=frame.index)
    problems = _told(findings, ledger, given, shown, origin.sheet)
    shown = list(compress(shown, ~left_out))
    frame = frame[~left_out]
    # those of a sheet are told while it is read
    noted = {} if origin.sheet else still_unread(ledger, frame)
    findings = [
        *_still_unread(ledger, frame, noted),
        *_expected(ledger, frame, {**origin.unread, **noted}),
        *_part_of_whole(ledger, frame, origin),
        *_other_time(ledger, frame, Period(year, half)),
        *_end_before_start(ledger, frame, origin),
        *_wrong_account(ledger, frame),
        *_far_from_usual(ledger, frame),
    ]
    return frame, (*problems, *_told(findings, ledger, frame, shown, origin.sheet))


def _negative(ledger: Ledger, frame: pd.DataFrame) -> Iterator[_Finding]:
    """Counts and money are never negative: a reversal (冲销) is a row of its own."""
    cure = {"fund": "退款、冲销请另记一行，收支写相反的方向"}.get(
        ledger.id, "退款、冲销请记在经费台账"
    )
    for column in ledger.columns:
        money = column.dtype == "decimal" and column.unit == "元"
        if money or column.dtype == "int":
            if money:
                bad = [value is not None and value < 0 for value in frame[column.id]]
            else:
                bad = list((frame[column.id] < 0).fillna(value=False))
            yield _Finding(column, bad, "不能是负数", cure if money else "请核对后改正")


def _emptied(frame: pd.DataFrame, finding: _Finding) -> pd.DataFrame:
    if not any(finding.bad):
        return frame
    column = frame[finding.column.id]
    kept = [None if bad else value for value, bad in zip(column, finding.bad, strict=True)]
    return frame.assign(
        **{finding.column.id: pd.Series(kept, index=frame.index, dtype=column.dtype)}
    )


def _required(
    ledger: Ledger, frame: pd.DataFrame, told: pd.Series, origin: Origin
) -> Iterator[_Finding]:
    for column in ledger.columns:
        if column.required:
            yield _Finding(
                column,
                list(_missing(frame, column) & ~told),
                "没有填，整行没有计入",
                f"请补上{origin.name(column)}",
                whole="这一列都没有填，各行都没有计入",
            )


def _still_unread(
    ledger: Ledger, frame: pd.DataFrame, noted: Mapping[str, Mapping[int, str]]
) -> Iterator[_Finding]:
    for column in ledger.columns:
        if said := noted.get(column.id):
            bad = [row in said for row in frame.index.tolist()]
            messages = [f"原写“{words}”，没有看懂，没有计入" for words in said.values()]
            cure = "请填上；不用填的，请删去备注里的这句"
            yield _Finding(column, bad, "原来写的没有看懂，没有计入", cure, messages=messages)


def _expected(
    ledger: Ledger, frame: pd.DataFrame, unread: Mapping[str, Collection[int]]
) -> Iterator[_Finding]:
    for column in ledger.columns:
        if column.expected:
            told = frame.index.isin(list(unread.get(column.id, ())))
            missing = _missing(frame, column) & ~told
            if column.unless:
                missing &= frame[column.unless].isna()
            bad = list(missing)
            yield _Finding(column, bad, "没有填", "知道的请补上", "warning", whole="这一列都没有填")


def _part_of_whole(ledger: Ledger, frame: pd.DataFrame, origin: Origin) -> Iterator[_Finding]:
    for pair in _PAIRS.get(ledger.id, ()):
        part, whole = ledger.column(pair.part), ledger.column(pair.whole)
        bad = (frame[part.id] > frame[whole.id]).fillna(value=False).astype(bool)
        more = origin.name(whole)
        kind = f"比{more}还多"
        messages = [f"比{more}（{value}）还多" for value in frame.loc[bad, whole.id]]
        cure = f"请核对{origin.name(part)}和{more}"
        yield _Finding(part, list(bad), kind, cure, pair.severity, messages)


def _other_time(ledger: Ledger, frame: pd.DataFrame, period: Period) -> Iterator[_Finding]:
    if ledger.id not in DATES:
        return
    column = ledger.column(DATES[ledger.id])
    dates, whole = frame[column.id].tolist(), Period(period.year)
    bad = [date is not None and not whole.contains(date) for date in dates]
    kind = f"不在{whole.label}，{not_of(period.year)}"
    yield _Finding(column, bad, kind, "年份写错了请改；确是别的年度可以不管", "warning")
    if period.half:
        outside = [
            date is not None and not other and not period.contains(date)
            for date, other in zip(dates, bad, strict=True)
        ]
        kind = f"不在{period.label}，不计入{period.label}的数字"
        yield _Finding(column, outside, kind, "日期写错了请改；确是另外半年的可以不管", "warning")


def not_of(year: int) -> str:
    """The words in the message of a problem by which a row that is dated otherwise is told."""
    return f"不计入{Period(year).label}的数字"


def _end_before_start(ledger: Ledger, frame: pd.DataFrame, origin: Origin) -> Iterator[_Finding]:
    for start in ledger.columns:
        if start.dtype == "date" and start.companion:
            end = ledger.column(start.companion)
            pairs = zip(frame[start.id], frame[end.id], strict=True)
            bad = [None not in (a, b) and b < a[: len(b)] for a, b in pairs]
            yield _Finding(end, bad, f"早于{origin.name(start)}", "请核对这两个日期", "warning")


def _wrong_account(ledger: Ledger, frame: pd.DataFrame) -> Iterator[_Finding]:
    """An account of income on a row of expense, or the other way round."""
    if ledger.id != "fund":
        return
    column = ledger.column("account")
    wanted = ledger.goes_with(column)
    rows = list(zip(frame["account"], frame["direction"], strict=True))
    bad = [wanted.get(account) not in (None, direction) for account, direction in rows]
    messages = [
        f"是{wanted[account]}科目，这一行的收支却是{direction}"
        for (account, direction), hit in zip(rows, bad, strict=True)
        if hit
    ]
    yield _Finding(column, bad, "与收支不一致", "请核对收支和科目", "warning", messages)


def _far_from_usual(ledger: Ledger, frame: pd.DataFrame) -> Iterator[_Finding]:
    if not ledger.money_to_people:
        return
    said = far_from_usual(frame)
    bad = [row in said for row in frame.index.tolist()]
    cure = "请核对有没有多写一个 0"
    messages = list(said.values())
    column = ledger.column("amount_yuan")
    yield _Finding(column, bad, "比同类的多得多", cure, "warning", messages)


def _told(
    findings: Sequence[_Finding],
    ledger: Ledger,
    frame: pd.DataFrame,
    numbers: Sequence[int],
    sheet: str,
) -> list[Problem]:
    """Findings as problems; one that hits every one of several rows is told once."""
    problems: list[Problem] = []
    for finding in findings:
        if not any(finding.bad):
            continue
        at = [i for i, bad in enumerate(finding.bad) if bad]
        column = finding.column
        kind = Problem(
            ledger.id, sheet, 0, column.label, "", finding.kind, finding.cure, finding.severity
        )
        if finding.whole and len(at) == len(frame) > 1:
            problems.append(replace(kind, message=finding.whole))
            continue
        cells = frame[column.id]
        problems += listed(
            kind,
            [numbers[i] for i in at],
            [show(column, cells.iloc[i]) for i in at[:SHOWN]],
            finding.messages,
        )
    return problems


def _missing(frame: pd.DataFrame, column: Column) -> pd.Series:
    missing = frame[column.id].isna()
    return missing & frame[column.text_id].isna() if column.approx else missing


def _none(frame: pd.DataFrame) -> pd.Series:
    return pd.Series([False] * len(frame), index=frame.index, dtype=bool)
