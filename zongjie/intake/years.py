"""Of which year a sheet is whose name or title speaks of another one than the summary's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from zongjie import ledger
from zongjie.intake.sheets import Sheet
from zongjie.ledger import Problem


def in_their_years(
    sheets: Sequence[Sheet], year: int, again: Callable[[int, int], Sheet]
) -> list[Sheet]:
    """The sheets, each read as of the year it is of, and one sentence on each of another year.

    `again` reads the sheet at a position once more, with dates that lack a year taken for those
    of the year it is given. A title alone may have been left over from last year's file. It means
    what it says where most dates of its sheet say so too, and where another sheet of the same
    ledger is of the summary's year, `year`.
    """
    told: list[Sheet] = []
    for at, sheet in enumerate(sheets):
        own = _named_year(sheet, year)
        if not own:
            told.append(sheet)
        elif sheet.dated and _means_it(sheets, sheet, own, year):
            told.append(_of_other_year(again(at, own), own, year))
        else:
            problems = (*_about_title(sheet, own, year), *sheet.problems)
            told.append(_asked(replace(sheet, problems=problems)))
    return told


def _named_year(sheet: Sheet, year: int) -> int:
    """The only year that a sheet with rows is said to be of, if that is not the summary's; or 0."""
    years, has_rows = sheet.report.years, sheet.numbers or sheet.left
    return years[0] if has_rows and len(years) == 1 and year not in years else 0


def _dates(sheet: Sheet) -> Counter[int]:
    """How many rows are dated to each year, those that cannot be counted yet included."""
    frames = (one for one in (sheet.frame, sheet.unfinished) if one is not None)
    return sum((ledger.years({sheet.report.ledger: one}) for one in frames), Counter[int]())


def _means_it(sheets: Sequence[Sheet], sheet: Sheet, own: int, year: int) -> bool:
    """Whether a title means what it says, for rows that are dated."""
    dates, yearless = _dates(sheet), sheet.report.yearless
    agree = dates[own] > dates[year] - yearless  # rows that say no year are read as this one's
    return agree or bool(yearless and _beside_this_years(sheets, sheet, year))


def _beside_this_years(sheets: Sequence[Sheet], sheet: Sheet, year: int) -> bool:
    """Whether another sheet of the same ledger is of the summary's year, or of none.

    A further table of one worksheet stands under the same title, and tells nothing.
    """
    name = sheet.report.name
    return any(
        one.report.ledger == sheet.report.ledger
        and (year in one.report.years or not one.report.years)
        and not one.report.name.startswith(f"{name}，")
        for one in sheets
        if one is not sheet
    )


def _of_other_year(sheet: Sheet, own: int, year: int) -> Sheet:
    """A sheet that was read as one of its own year, told of once instead of row by row."""
    rows, within = len(sheet.numbers) + len(sheet.left), _dates(sheet)[year] + _undated(sheet)
    as_own = f"没有写年份的日期按{own}年读，" if sheet.report.yearless else ""
    rest = f"，写明是{year}年或没有写日期的 {within} 行照计" if within else ""
    problem = Problem(
        sheet.report.ledger,
        sheet.report.name,
        message=f"标题写的是{own}年，{as_own}{rows - within} 行不计入{year}年的数字{rest}",
        cure="请核对；要和上年比的，到“上年对照”里导入" if own == year - 1 else "请核对",
        severity="warning",
    )
    by_row = ledger.not_of(own)  # these are the ones that do count
    others = (one for one in sheet.problems if by_row not in one.message)
    report = replace(sheet.report, yearless=0)
    return _asked(replace(sheet, report=report, problems=(problem, *others)))


def _about_title(sheet: Sheet, own: int, year: int) -> Iterator[Problem]:
    """What to look at where rows are taken for this year's under a title of another one."""
    if not sheet.dated:
        counted = "这里的数"
    elif rows := sheet.report.yearless + _undated(sheet):
        counted = f"没有写年份的 {rows} 行"
    else:
        return
    last = "，要和上年比的到“上年对照”里导入" if own == year - 1 else ""
    yield Problem(
        sheet.report.ledger,
        sheet.report.name,
        message=f"标题写的是{own}年，现在的年度是{year}年，{counted}都算作{year}年的",
        cure=f"请核对：不是{year}年的请不要导入{last}",
        severity="warning",
    )


def _asked(sheet: Sheet) -> Sheet:
    """A sheet that an officer may leave out."""
    return replace(sheet, report=replace(sheet.report, asked=True))


def _undated(sheet: Sheet) -> int:
    """How many rows have no date and count all the same."""
    if sheet.frame is None or not sheet.dated:
        return 0
    return int(sheet.frame[ledger.DATES[sheet.report.ledger]].isna().sum())
