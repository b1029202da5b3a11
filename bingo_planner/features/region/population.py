"""Head counts out of population figures: by body, series, year, sex and any span of ages the classes allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from bingo_planner.features.region.model import PersonsKey, RegionFacts, Sex

CHILDREN = (0, 14)
WORKING = (15, 64)
ELDERLY: tuple[int, None] = (65, None)
Ages = tuple[int | None, int | None]
ALL_AGES: Ages = (None, None)
_Place = tuple[str, str, int, str]


class Counts:
    """Figures made ready for counting; built once for a set of facts."""

    def __init__(self, persons: Mapping[PersonsKey, int]) -> None:
        self._persons = persons
        self._classes: dict[_Place, dict[int, list[int | None]]] = defaultdict(dict)
        for key in persons:
            if key.first is not None:
                starts = self._classes[key.body_id, key.series, key.year, key.sex]
                starts.setdefault(key.first, []).append(key.last)
        self.years: dict[str, tuple[int, ...]] = _years(persons)

    def of(
        self, body: str, series: str, year: int, ages: Ages = ALL_AGES, sex: str = Sex.TOTAL
    ) -> int | None:
        """Persons of one body; None when the figures do not tell. A total may be men and women added."""
        found = self._of_sex(body, series, year, ages, sex)
        if found is None and sex == Sex.TOTAL:
            men = self._of_sex(body, series, year, ages, Sex.MALE)
            women = self._of_sex(body, series, year, ages, Sex.FEMALE)
            return men + women if men is not None and women is not None else None
        return found

    def together(
        self, bodies: Iterable[str], series: str, year: int, ages: Ages = ALL_AGES, sex: str = Sex.TOTAL
    ) -> int | None:
        """Persons of several bodies; None when one of them has no figure, or there is no body."""
        counts = [self.of(body, series, year, ages, sex) for body in bodies]
        known = [count for count in counts if count is not None]
        return sum(known) if known and len(known) == len(counts) else None

    def ages(self, body: str, series: str, year: int) -> tuple[tuple[int, int | None], ...]:
        """The narrowest age classes by sex, youngest first."""
        starts = self._classes.get((body, series, year, Sex.MALE), {})
        return tuple((first, _narrowest(lasts)) for first, lasts in sorted(starts.items()))

    def _of_sex(self, body: str, series: str, year: int, ages: Ages, sex: str) -> int | None:
        exact = self._persons.get(PersonsKey(body, series, year, sex, *ages))
        starts = self._classes.get((body, series, year, sex), {})
        if exact is not None:
            return exact
        first, last = ages if ages != ALL_AGES else (0, None)
        total, age = 0, first or 0
        while age in starts:
            ends = _widest_within(starts[age], last)
            if ends is _NONE:
                return None
            total += self._persons[PersonsKey(body, series, year, sex, age, ends)]
            if ends is None or ends == last:
                return total
            age = ends + 1
        return None


_NONE = -1


def _widest_within(lasts: Sequence[int | None], last: int | None) -> int | None:
    """The widest class that does not run past `last`; `_NONE` when every class does."""
    if last is None:
        return None if None in lasts else max(end for end in lasts if end is not None)
    inside = [end for end in lasts if end is not None and end <= last]
    return max(inside, default=_NONE)


def _narrowest(lasts: Sequence[int | None]) -> int | None:
    closed = [end for end in lasts if end is not None]
    return min(closed) if closed else None


def _years(persons: Iterable[PersonsKey]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for key in persons:
        found[key.series].add(key.year)
    return {series: tuple(sorted(years)) for series, years in found.items()}


def whole_years(facts: RegionFacts, counts: Counts, series: str, ages: Ages = ALL_AGES) -> tuple[int, ...]:
    """Years of a series for which every member has a figure."""
    bodies = [body.id for body in facts.members]
    return tuple(
        year
        for year in counts.years.get(series, ())
        if counts.together(bodies, series, year, ages) is not None
    )


def main_series(facts: RegionFacts, counts: Counts) -> str:
    """The projection to show: the one that looks furthest ahead, the newest of equals; "" when there is none."""
    projections = {series for series, _year in facts.projected}
    order = [one.series for one in facts.series]
    best = [
        (years[-1], years[0], order.index(series) if series in order else -1, series)
        for series in projections
        if (years := whole_years(facts, counts, series))
    ]
    return max(best)[-1] if best else ""


def counted_series(facts: RegionFacts, counts: Counts) -> str:
    """The series of counted (not projected) figures with the newest year; "" when there is none."""
    projections = {series for series, _year in facts.projected}
    best = [
        (years[-1], series)
        for series in counts.years
        if series not in projections and (years := whole_years(facts, counts, series))
    ]
    return max(best)[-1] if best else ""


def sexed_series(facts: RegionFacts, counts: Counts) -> str:
    """The projection with narrow age classes by sex in two years or more; "" when there is none."""
    if not facts.members:
        return ""
    first = facts.members[0].id
    best = []
    for series, years in counts.years.items():
        fit = [year for year in years if len(counts.ages(first, series, year)) >= 10]
        if len(fit) > 1 and any((series, year) in facts.projected for year in fit):
            best.append((fit[-1], series))
    return max(best)[-1] if best else ""


def index_of(count: int | None, base: int | None) -> Decimal | None:
    """Count when the base year is 100."""
    return None if count is None or not base else Decimal(count) * 100 / base
