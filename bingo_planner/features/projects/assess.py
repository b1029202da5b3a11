"""How far a KPI has come: percent of the way from the baseline to the year's target, and the rating A to D.

The rule, stated wherever a rating stands: achievement = (actual − baseline) ÷ (target of the year − baseline).
The target of a year is the one written for it, else the point on the straight line from baseline to final target.
Sums over the term start from 0. Without a baseline, and where baseline and target are the same figure, the ratio of
actual to target (of target to actual when smaller is better) stands in; a target that is met is at least 100 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from bingo_planner.features.projects.model import (
    Assessment,
    Counting,
    Direction,
    Figure,
    Kpi,
    Rating,
    TargetKind,
)
from bingo_planner.kernel.numbers import Mark, round_half_up

HUNDRED = Decimal(100)
DEFAULT_LIMITS = (Decimal(86), Decimal(71), Decimal(56))
_UNASSESSABLE = frozenset({TargetKind.TEXT, TargetKind.PENDING})


@lru_cache(maxsize=256)
def limits(rule: str) -> tuple[Decimal, Decimal, Decimal]:
    """Lower limits of A, B and C as written in a rule ("86,71,56"); the default where it cannot be read."""
    try:
        parts = [Decimal(part.strip()) for part in rule.split(",")]
    except ArithmeticError:
        return DEFAULT_LIMITS
    falls = len(parts) == 3 and all(part.is_finite() for part in parts) and parts[0] > parts[1] > parts[2]
    return (parts[0], parts[1], parts[2]) if falls else DEFAULT_LIMITS


def rate(percent: Decimal | None, rule: str) -> Rating:
    """The letter for an achievement in percent; the percent is compared as shown, with one decimal."""
    if percent is None:
        return Rating.NONE
    shown = round_half_up(percent, 1)
    for letter, limit in zip((Rating.A, Rating.B, Rating.C), limits(rule), strict=True):
        if shown >= limit:
            return letter
    return Rating.D


def smaller_is_better(kpi: Kpi) -> bool:
    """Whether a lower figure is the better one."""
    return kpi.direction == Direction.DOWN or kpi.target_kind == TargetKind.AT_MOST


def final_target(kpi: Kpi) -> Decimal | None:
    """The figure aimed at in the end; keeping aims at the baseline; None for words and 検討中."""
    if kpi.target_kind in _UNASSESSABLE:
        return None
    if kpi.target_kind == TargetKind.KEEP:
        return _number(kpi.baseline) if kpi.target is None else kpi.target
    return kpi.target


def term_start(kpi: Kpi) -> int | None:
    """The first year a cumulative KPI adds: that of the first yearly target, else the year after the baseline."""
    planned = [year for year, value in kpi.targets.items() if isinstance(value, Decimal)]
    if planned:
        return min(planned)
    return None if kpi.baseline_year is None else kpi.baseline_year + 1


def reached(kpi: Kpi, year: int) -> Figure:
    """The figure to hold against the target: of the year itself, or the sum of the term up to it.

    A sum with a missing year before the last one is 未集計: it would be too small.
    """
    own = kpi.actuals.get(year, Mark.BLANK)
    if kpi.counting != Counting.CUMULATIVE or not isinstance(own, Decimal):
        return own
    start = term_start(kpi)
    if start is not None and year < start:
        return Mark.NONE
    first = start if start is not None else min(kpi.actuals, default=year)
    return add_figures(kpi.actuals.get(at, Mark.BLANK) for at in range(first, year + 1))


def add_figures(figures: Iterable[Figure]) -> Figure:
    """A sum: － counts nothing; a blank or 未集計 part makes the sum 未集計."""
    total = Decimal(0)
    for figure in figures:
        if isinstance(figure, Decimal):
            total += figure
        elif figure is not Mark.NONE:
            return Mark.PENDING
    return total


def goal(kpi: Kpi, year: int) -> Decimal | None:
    """The target of a year (for sums: up to the year); None when nothing can be held against it."""
    final = final_target(kpi)
    if final is None:
        return None
    if kpi.counting == Counting.CUMULATIVE:
        return _cumulative_goal(kpi, year, final)
    written = kpi.targets.get(year)
    if isinstance(written, Decimal):
        return written
    return _on_the_line(year, kpi.baseline_year, _number(kpi.baseline), kpi.target_year, final)


def _cumulative_goal(kpi: Kpi, year: int, final: Decimal) -> Decimal | None:
    planned = {at: value for at, value in kpi.targets.items() if isinstance(value, Decimal)}
    if planned:
        if _are_levels(planned, final, kpi.target_year):
            return planned.get(year)
        due = [value for at, value in planned.items() if at <= year]
        return sum(due, Decimal(0)) if due else None
    start = term_start(kpi)
    return _on_the_line(year, None if start is None else start - 1, Decimal(0), kpi.target_year, final)


def _are_levels(planned: Mapping[int, Decimal], final: Decimal, target_year: int | None) -> bool:
    """Yearly targets written as sums so far (the last one is the final target), not as figures of single years."""
    last = target_year if target_year is not None else max(planned)
    return len(planned) > 1 and planned.get(last) == final


def _on_the_line(
    year: int, from_year: int | None, start: Decimal | None, to_year: int | None, final: Decimal
) -> Decimal:
    if from_year is None or start is None or to_year is None or to_year <= from_year:
        return final
    share = Decimal(min(max(year - from_year, 0), to_year - from_year)) / Decimal(to_year - from_year)
    return start + (final - start) * share


def achievement(kpi: Kpi, value: Figure, year: int) -> Decimal | None:
    """Percent of the way to the target of a year; None when it cannot be assessed. May be negative (a step back).

    `value` is the figure of the year, for cumulative KPIs the sum up to it (`reached`).
    """
    target = goal(kpi, year)
    if target is None or not isinstance(value, Decimal):
        return None
    return _way(kpi, value, target)


def _way(kpi: Kpi, value: Decimal, target: Decimal) -> Decimal:
    start = Decimal(0) if kpi.counting == Counting.CUMULATIVE else _number(kpi.baseline)
    return progress(value, start, target, smaller_is_better(kpi))


def progress(value: Decimal, start: Decimal | None, target: Decimal, down: bool) -> Decimal:
    """Percent of the way from `start` to `target`; see the head of this module."""
    met = value <= target if down else value >= target
    ahead = start is not None and (start > target if down else start < target)
    if start is not None and ahead:
        return (value - start) / (target - start) * HUNDRED
    if met:
        return HUNDRED
    return _ratio(target, value) if down else _ratio(value, target)


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    """Part of whole in percent, for targets that are not met; 0 where a ratio says nothing."""
    if whole <= 0 or part < 0:
        return Decimal(0)
    return part / whole * HUNDRED


def assess(kpi: Kpi, year: int) -> Assessment:
    """How a KPI stands in one year, by the figure of that very year; years up to the baseline are not rated."""
    value = reached(kpi, year)
    if kpi.baseline_year is not None and year <= kpi.baseline_year:
        return Assessment(Rating.NONE, year, value)
    target = goal(kpi, year)
    if target is None or value is Mark.NONE:
        return Assessment(Rating.NONE, year, value)
    if not isinstance(value, Decimal):
        return Assessment(Rating.PENDING, year, value, target, pending=value is Mark.PENDING)
    percent = _way(kpi, value, target)
    return Assessment(rate(percent, kpi.rule), year, value, target, percent)


def latest(kpi: Kpi, year: int) -> Assessment:
    """How a KPI stands at a year by its newest figure up to then, since the year's own comes after it ends."""
    known = [at for at, value in kpi.actuals.items() if at <= year and isinstance(value, Decimal)]
    pending = kpi.actuals.get(year) is Mark.PENDING
    if not known:
        found = assess(kpi, year)
        return found if found.rating is Rating.NONE else Assessment(Rating.PENDING, pending=pending)
    newest = max(known)
    if kpi.baseline_year is not None and newest <= kpi.baseline_year and final_target(kpi) is not None:
        # Nothing has come since the baseline: there is a figure to show, but none to rate.
        return Assessment(Rating.PENDING, newest, kpi.actuals[newest], pending=pending)
    found = assess(kpi, newest)
    return Assessment(found.rating, found.year, found.value, found.goal, found.percent, pending)


def member_kpi(kpi: Kpi, body_id: str) -> Kpi | None:
    """The KPI of one body, to be assessed like that of the region; None when the body has no figures.

    A body without targets of its own takes part of the region's in the share of its first figure.
    """
    actuals = _by_body(kpi.member_actuals).get(body_id)
    return None if actuals is None else _scaled(kpi, actuals, _by_body(kpi.member_targets).get(body_id, {}))


def member_kpis(kpi: Kpi) -> dict[str, Kpi]:
    """`member_kpi` of every body that has figures."""
    targets = _by_body(kpi.member_targets)
    return {
        body: _scaled(kpi, actuals, targets.get(body, {}))
        for body, actuals in _by_body(kpi.member_actuals).items()
    }


def _by_body(figures: Mapping[tuple[str, int], Figure]) -> dict[str, dict[int, Figure]]:
    found: dict[str, dict[int, Figure]] = {}
    for (body, at), value in figures.items():
        found.setdefault(body, {})[at] = value
    return found


def _scaled(kpi: Kpi, actuals: Mapping[int, Figure], targets: Mapping[int, Figure]) -> Kpi:
    base_year = kpi.baseline_year
    own = actuals.get(base_year, Mark.BLANK) if base_year is not None else Mark.BLANK
    region = _number(kpi.baseline)
    share = own / region if isinstance(own, Decimal) and region else None
    final = final_target(kpi)
    scaled = None if share is None or final is None else final * share
    written = [value for at, value in sorted(targets.items()) if isinstance(value, Decimal)]
    return replace(
        kpi,
        actuals=actuals,
        targets=targets,
        baseline=own,
        target=written[-1] if written else scaled,
        target_kind=kpi.target_kind if written or scaled is not None else TargetKind.PENDING,
        member_actuals={},
        member_targets={},
    )


def member_ratings(kpi: Kpi, body_ids: Iterable[str], year: int) -> dict[str, Rating]:
    """The rating of each body that has figures of its own; the others are －."""
    own = member_kpis(kpi) if kpi.member_actuals else {}
    return {
        body_id: latest(own[body_id], year).rating if body_id in own else Rating.NONE for body_id in body_ids
    }


@dataclass(frozen=True, slots=True)
class RollUp:
    """How many ratings of each letter, and the share of A and B among those that could be rated."""

    counts: Mapping[Rating, int]

    @property
    def total(self) -> int:
        """All KPIs counted, rated or not."""
        return sum(self.counts.values())

    @property
    def rated(self) -> int:
        """KPIs with a letter A to D."""
        return sum(self.counts[letter] for letter in (Rating.A, Rating.B, Rating.C, Rating.D))

    @property
    def good_share(self) -> Decimal | None:
        """Percent of A and B among the rated, one decimal; None when nothing was rated."""
        if not self.rated:
            return None
        good = Decimal(self.counts[Rating.A] + self.counts[Rating.B])
        return round_half_up(good / Decimal(self.rated) * HUNDRED, 1)


def roll_up(ratings: Iterable[Rating]) -> RollUp:
    """Count letters."""
    counts = dict.fromkeys(Rating, 0)
    for rating in ratings:
        counts[rating] += 1
    return RollUp(counts)


def by_role_area(kpis: Iterable[Kpi], year: int) -> dict[str, RollUp]:
    """Roll-up for each role area, by the newest figures up to `year`."""
    sorted_out: dict[str, list[Rating]] = {}
    for kpi in kpis:
        sorted_out.setdefault(kpi.role_area, []).append(latest(kpi, year).rating)
    return {area: roll_up(ratings) for area, ratings in sorted_out.items()}


def by_municipality(kpis: Iterable[Kpi], body_ids: Iterable[str], year: int) -> dict[str, RollUp]:
    """Roll-up for each body over the KPIs in which it has figures of its own."""
    bodies = tuple(body_ids)
    letters: dict[str, list[Rating]] = {body: [] for body in bodies}
    for kpi in kpis:
        for body, own in (member_kpis(kpi) if kpi.member_actuals else {}).items():
            if body in letters:
                letters[body].append(latest(own, year).rating)
    return {body: roll_up(ratings) for body, ratings in letters.items()}


def _number(figure: Figure) -> Decimal | None:
    return figure if isinstance(figure, Decimal) else None
