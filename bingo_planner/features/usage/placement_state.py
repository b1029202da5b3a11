"""What the page of placements shows at one moment, and the rows of its tables. Pure functions from facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bingo_planner.features.region.model import Body
from bingo_planner.features.staff.model import LastChange
from bingo_planner.features.usage.model import Facility, Figure
from bingo_planner.features.usage.placement_model import Case, CountKey, Placements, State, Step
from bingo_planner.features.usage.placement_rules import (
    by_pair,
    counts,
    ends_with_year,
    in_priority,
    months_so_far,
    pairs,
    rank_of,
    year_of,
)
from bingo_planner.features.usage.placement_steps import state_word
from bingo_planner.features.usage.placement_words import rank_words, reason_words
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.numbers import Mark
from bingo_planner.kernel.text import fold

ALL = ""
OPEN = "open"
"""Filter value: everything that still needs a step before use."""
_WAITING = (State.APPLIED, State.REVIEWED, State.CONSULTED, State.ACCEPTED, State.CONTRACTED, State.REFUSED)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown of the list; an empty value filters nothing."""

    text: str = ""
    state: str = ALL
    home: str = ALL
    host: str = ALL


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list."""

    case: Case
    home: Body | None
    host: Body | None
    facility: Facility | None
    age: str = ""
    reason: str = ""
    place: int = 0
    rank: str = ""
    again: str = ""
    """Number of the case with which it was applied for again."""

    @property
    def id(self) -> str:
        """The case's id."""
        return self.case.id


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line of the count: an age class, the sum of the cases, the reported figures, or their difference."""

    id: str
    kind: str
    facility: Facility | None
    host: Body | None
    home: Body | None
    age: str
    cells: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The case beside the list. `values` and `problems` go by the keys of the form."""

    row: CaseRow
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    problems: Mapping[str, str] = field(default_factory=dict, hash=False)
    steps: tuple[Step, ...] = ()
    can_go_back: bool = False
    last: LastChange | None = None
    focus: str = ""


@dataclass(frozen=True, slots=True)
class PlacementState:
    """All the page shows. `facts` None: nothing has been read yet."""

    year: FiscalYear
    style: DateStyle = DateStyle.ERA
    read_only: bool = False
    facts: Placements | None = None
    problem: PlanError | None = None
    filters: Filters = Filters()
    view: str = "list"
    rows: tuple[CaseRow, ...] = ()
    total: int = 0
    running: int = 0
    waiting: int = 0
    counts: tuple[CountRow, ...] = ()
    differences: int = 0
    chosen: str = ""
    side: Side | None = None

    @property
    def is_empty(self) -> bool:
        """No case of this year yet."""
        return self.facts is not None and not self.total


# -- the list -----------------------------------------------------------------------------------------
def belongs(case: Case, year: int) -> bool:
    """Whether a case is shown in a fiscal year: it is used in it, or was applied for in it."""
    applied = case.applied_on is not None and FiscalYear.of(case.applied_on) == year
    return year_of(case) == year or applied


def case_rows(facts: Placements) -> tuple[CaseRow, ...]:
    """Cases of the year in the written order."""
    again = {one.before_id: one.number for one in facts.cases if one.before_id}
    mine = [case for case in facts.cases if belongs(case, facts.year)]
    return tuple(_row(facts, case, again.get(case.id, "")) for case in in_priority(facts, mine))


def _row(facts: Placements, case: Case, again: str) -> CaseRow:
    host = facts.host(case)
    return CaseRow(
        case,
        facts.body(case.home_id),
        host,
        facts.facility(case.facility_id),
        facts.word(case.age_id),
        reason_words(facts, case),
        rank_of(case, host, facts.ranks)[0],
        rank_words(facts, case),
        again,
    )


def filtered(rows: Sequence[CaseRow], filters: Filters, ending: int | None = None) -> tuple[CaseRow, ...]:
    """What the filters leave; `ending` keeps only what ends with that fiscal year."""
    words = [fold(word) for word in filters.text.split()]
    return tuple(
        row
        for row in rows
        if (ending is None or ends_with_year(row.case, ending))
        and _in_state(row.case, filters.state)
        and (not filters.home or row.case.home_id == filters.home)
        and (not filters.host or (row.host is not None and row.host.id == filters.host))
        and _holds(row, words)
    )


def is_waiting(case: Case) -> bool:
    """Whether a step is still to come before use."""
    return case.state in _WAITING


def _in_state(case: Case, wanted: str) -> bool:
    if wanted == OPEN:
        return is_waiting(case)
    return not wanted or case.state == wanted


def _holds(row: CaseRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    case = row.case
    parts = [case.number, row.age, row.reason, row.rank, case.remark, case.refusal, state_word(case.state)]
    parts += [case.consult_no, case.answer_no, row.facility.name if row.facility else ""]
    parts += [body.label for body in (row.home, row.host) if body is not None]
    hay = fold(" ".join(parts))
    return all(word in hay for word in words)


# -- the count ----------------------------------------------------------------------------------------
def count_rows(facts: Placements) -> tuple[CountRow, ...]:
    """Running placements by nursery, home body and age class, beside what the nurseries reported."""
    months = FiscalYear(facts.year).months()
    begun = months_so_far(facts.year, facts.today)
    counted = counts(facts.cases, begun)
    summed = by_pair(counted)
    order = ["", *(c.id for s in facts.services for b in s.breakdowns for c in b.categories)]
    found: list[CountRow] = []
    for key in _ordered(facts, pairs(facts.cases, facts.year)):
        held = {one.age for _month, one in counted if one[:2] == key[:2]}
        ages = [age for age in order if age in held]
        mine = [_cell(summed, begun, month, key) for month in months]
        told = [facts.reported.get((month, key), Mark.BLANK) for month in months]
        only = key._replace(age=ages[0]) if len(ages) == 1 else key
        found.append(_line(facts, "sum", only, mine))
        for age in ages if len(ages) > 1 else ():
            part = CountKey(key.facility, key.home, age)
            found.append(_line(facts, "age", part, [_cell(counted, begun, m, part) for m in months]))
        found.append(_line(facts, "reported", key, told))
        gaps = [_gap(one, other) for one, other in zip(mine, told, strict=True)]
        if any(isinstance(one, Decimal) and one for one in gaps):
            found.append(_line(facts, "difference", key, gaps))
    return tuple(found)


def _ordered(facts: Placements, keys: Sequence[CountKey]) -> list[CountKey]:
    places = {one.id: at for at, one in enumerate(f for s in facts.services for f in s.facilities)}
    homes = {body.id: at for at, body in enumerate(facts.bodies)}
    return sorted(keys, key=lambda key: (places.get(key.facility, 999), homes.get(key.home, 999)))


def _cell(
    counted: Mapping[tuple[dt.date, CountKey], int], begun: Sequence[dt.date], month: dt.date, key: CountKey
) -> Figure:
    return Decimal(counted.get((month, key), 0)) if month in begun else Mark.BLANK


def _gap(mine: Figure, told: Figure) -> Figure:
    if told in (Mark.BLANK, Mark.PENDING) or not isinstance(mine, Decimal):
        return Mark.BLANK
    return mine - (told if isinstance(told, Decimal) else Decimal(0))


def _line(facts: Placements, kind: str, key: CountKey, cells: Sequence[Figure]) -> CountRow:
    place = facts.facility(key.facility)
    host = facts.body(place.municipality_id) if place is not None else None
    own = f"{kind}/{key.facility}/{key.home}/{key.age if kind == 'age' else ''}"
    return CountRow(own, kind, place, host, facts.body(key.home), facts.word(key.age), tuple(cells))
