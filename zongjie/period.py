"""The time a summary covers, and ledger dates of day, month, quarter or year precision.

A ledger date is ISO 8601 text of exactly the precision that is known:
``2026-03-08``, ``2026-03``, ``2026-Q1`` or ``2026``.
"""

from __future__ import annotations

from dataclasses import dataclass

from zongjie.errors import SettingsError


@dataclass(frozen=True)
class Period:
    """A calendar year, or one half of it (`half` 1 or 2).

    Examples
    --------
    >>> from zongjie import Period
    >>> Period(2026, 1).label
    '2026年上半年'
    """

    year: int
    half: int | None = None

    def __post_init__(self) -> None:
        if not 1949 <= self.year <= 2100:
            raise SettingsError(f"年度“{self.year}”不对", cure="请写四位数的年份，如 2026")
        if self.half not in (None, 1, 2):
            raise SettingsError(f"没有第{self.half}个半年", cure="上半年写 1，下半年写 2")

    @property
    def label(self) -> str:
        """2026年, 2026年上半年 or 2026年下半年."""
        return f"{self.year}年" + {None: "", 1: "上半年", 2: "下半年"}[self.half]

    @property
    def before(self) -> Period:
        """The same time a year before."""
        return Period(self.year - 1, self.half)

    @property
    def months(self) -> range:
        """The months it covers, 1 to 12."""
        return {None: range(1, 13), 1: range(1, 7), 2: range(7, 13)}[self.half]

    def suits(self, day: str) -> bool:
        """Whether a summary of it may be signed on a day: in its last quarter or nine months after.

        Any month lies in that time once, so that a day without a year is told by it.
        """
        month = (int(day[:4]) - self.year) * 12 + int(day[5:7])
        return 0 <= month - (self.months[-1] - 2) < 12

    def contains(self, date: str) -> bool:
        """Whether a ledger date lies in the period; a year-only date lies only in a whole year."""
        if date[:4] != f"{self.year:04d}":
            return False
        if self.half is None:
            return True
        months = months_of(date)
        return bool(months) and all(month in self.months for month in months)


def months_of(date: str) -> range:
    """The months a ledger date may fall in: one, three for a quarter, none for a bare year."""
    rest = date[5:]
    if not rest:
        return range(0)
    if rest.startswith("Q"):
        first = 3 * int(rest[1]) - 2
        return range(first, first + 3)
    return range(int(rest[:2]), int(rest[:2]) + 1)
