"""National holidays, asked month by month: the library holds every day against every rule of the law, 2 ms a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container
from functools import lru_cache


@lru_cache(maxsize=256)
def holidays_in(year: int, month: int) -> frozenset[dt.date]:
    """The holidays of a month, those that stand in for others included."""
    import jpholiday

    return frozenset(day for day, _name in jpholiday.month_holidays(year, month))


class Holidays(Container[dt.date]):
    """Every national holiday."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and day in holidays_in(day.year, day.month)


NATIONAL = Holidays()
