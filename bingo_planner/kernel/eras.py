"""Japanese eras (元号): their first days, and years counted in them."""

from datetime import date
from typing import NamedTuple


class Era(NamedTuple):
    """One era: kanji name 令和, letter R, name in Latin letters, first day."""

    name: str
    letter: str
    latin: str
    start: date

    def year_of(self, western: int) -> int:
        """Which year of this era a western year is; below 1 before the era."""
        return western - self.start.year + 1

    def western(self, year: int) -> int:
        """The western year of a year of this era; also past its end (平成36年 = 2024)."""
        return self.start.year + year - 1


# Meiji: the reform counts from the first day of the old calendar's year, 25 January 1868. Days before 1873 follow
# the Gregorian calendar throughout.
ERAS = (
    Era("明治", "M", "Meiji", date(1868, 1, 25)),
    Era("大正", "T", "Taisho", date(1912, 7, 30)),
    Era("昭和", "S", "Showa", date(1926, 12, 25)),
    Era("平成", "H", "Heisei", date(1989, 1, 8)),
    Era("令和", "R", "Reiwa", date(2019, 5, 1)),
)


def era_of(day: date) -> Era | None:
    """The era of a day; None before Meiji."""
    return next((era for era in reversed(ERAS) if era.start <= day), None)


def era_of_fiscal_year(year: int) -> Era | None:
    """The era that names a fiscal year: the one in which its calendar year ends.

    The whole of April 2019 to March 2020 is 令和元年度, although Heisei lasted until the end of April; 1988 is
    昭和63年度, although it ended in Heisei.
    """
    return era_of(date(year, 12, 31))


def find_era(word: str) -> Era | None:
    """The era meant by 令和, 令, R, r or Reiwa."""
    key = word.casefold()
    return next(
        (era for era in ERAS if key in (era.name, era.name[0], era.letter.lower(), era.latin.lower())), None
    )
