"""The fiscal year: April to March by law (地方自治法 208条)."""

from calendar import monthrange
from datetime import date
from typing import Self

MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


class FiscalYear(int):
    """A fiscal year, named for the calendar year in which it begins: `FiscalYear(2024)` is 令和6年度.

    It is an `int`, so that it sorts, stores and compares as its year. `fy + 1` is a plain int: use `next`, or
    `shift(n)`.
    """

    @classmethod
    def of(cls, day: date) -> Self:
        """The fiscal year in which a day lies."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def range(cls, first: int, last: int) -> tuple[Self, ...]:
        """All fiscal years from `first` to `last`, both included."""
        return tuple(cls(year) for year in range(first, last + 1))

    @property
    def start(self) -> date:
        """1 April."""
        return date(self, 4, 1)

    @property
    def end(self) -> date:
        """31 March of the next calendar year."""
        return date(self + 1, 3, 31)

    @property
    def next(self) -> Self:
        """The fiscal year after this."""
        return self.shift(1)

    @property
    def previous(self) -> Self:
        """The fiscal year before this."""
        return self.shift(-1)

    def shift(self, years: int) -> Self:
        """The fiscal year `years` later (earlier when negative)."""
        return type(self)(int(self) + years)

    def months(self) -> tuple[date, ...]:
        """The first day of each month, April to March."""
        return tuple(self.day(month, 1) for month in MONTHS)

    def quarters(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each quarter, the first from April to June."""
        firsts = [self.day(month, 1) for month in (4, 7, 10, 1)]
        lasts = [self.day(month, last) for month, last in ((6, 30), (9, 30), (12, 31), (3, 31))]
        return tuple(zip(firsts, lasts, strict=True))

    def quarter_of(self, day: date) -> int:
        """1 to 4, counted from April."""
        return (day.month - 4) % 12 // 3 + 1

    def day(self, month: int, day: int) -> date:
        """The day of this fiscal year with this month and day; January to March lie in the next calendar year."""
        return date(int(self) + (month < 4), month, day)

    def contains(self, day: date) -> bool:
        """Whether the day lies in this fiscal year."""
        return self.start <= day <= self.end

    def __repr__(self) -> str:
        return f"FiscalYear({int(self)})"

    def __str__(self) -> str:
        return str(int(self))


def month_end(day: date) -> date:
    """The last day of the month in which a day lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])
