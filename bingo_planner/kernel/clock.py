"""The time of day, handed in where it is needed so that tests and sample regions can say what day it is."""

from datetime import date, datetime
from typing import NamedTuple, Protocol


class Clock(Protocol):
    """Whoever needs the time asks one of these."""

    def now(self) -> datetime:
        """This moment, aware of its time zone."""
        ...

    def today(self) -> date:
        """The day the planner works on."""
        ...


class SystemClock:
    """The clock of the machine, in its local zone."""

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def today(self) -> date:
        return self.now().date()


class FixedClock(NamedTuple):
    """A clock that stands still, for tests and for output that must not change from run to run."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment if self.moment.tzinfo else self.moment.astimezone()

    def today(self) -> date:
        return self.now().date()


class AsOfClock(NamedTuple):
    """The real time of day on a given date: a sample region says what day it plays on."""

    base: Clock
    day: date

    def now(self) -> datetime:
        """The real moment; stamps in histories must not lie about when a thing was written."""
        return self.base.now()

    def today(self) -> date:
        return self.day
