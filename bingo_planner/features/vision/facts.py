"""What live fields can ask for, read at one moment: bodies, persons by age, KPIs, projects, money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from bingo_planner.features.usage.pictures_figures import YearUse
from bingo_planner.features.vision.model import VisionRow
from bingo_planner.kernel.numbers import Mark

if TYPE_CHECKING:
    from bingo_planner.features.surveys.crosstab.model import CrossSheet

ROLE_AREAS = ("ECONOMY", "HUB", "LIFE")
STAGES = ("estimate", "original", "supplementary", "settled")
PersonsKey = tuple[str, str, int, int | None, int | None]
"""Body id, series, year, first and last age (both None: all ages; only last None: that age and over)."""


@dataclass(frozen=True, slots=True)
class BodyFact:
    """A body that may be named in a field."""

    id: str
    code: str
    name: str
    area_km2: Decimal | None
    member: bool
    core: bool


@dataclass(frozen=True, slots=True)
class KpiFact:
    """A KPI as far as fields need it."""

    id: str
    project_id: str
    number: str
    name: str
    unit: str
    decimals: int
    year_kind: str
    baseline: Decimal | Mark | None
    baseline_year: int | None
    target_kind: str
    target: Decimal | None
    target_text: str
    target_year: int | None


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """A joint project as far as fields need it."""

    id: str
    code: str
    name: str
    role_area: str


@dataclass(frozen=True, slots=True)
class QuestionFact:
    """A question with options, as far as fields need it: code and words of each."""

    key: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SurveyFact:
    """A survey that answers are held of."""

    id: str
    title: str
    is_business: bool
    valid: int | None
    mailed: int | None
    questions: tuple[QuestionFact, ...] = ()

    def question(self, key: str) -> QuestionFact | None:
        """A question by its id."""
        return next((one for one in self.questions if one.key == key), None)


@dataclass(frozen=True)
class FigureFacts:
    """Everything fields can ask for, read at one moment."""

    vision: VisionRow | None
    bodies: Sequence[BodyFact]
    persons: Mapping[PersonsKey, int]
    series: Mapping[str, str]
    kpis: Mapping[str, KpiFact]
    kpi_values: Mapping[tuple[str, str, int], Decimal | Mark]
    projects: Mapping[str, ProjectFact]
    budgets: Mapping[tuple[str, str, int], int | Mark]
    pacts: int
    services: Mapping[str, str] = field(default_factory=dict)
    """Names of the joint services by id."""
    uses: Mapping[tuple[str, int], YearUse] = field(default_factory=dict)
    """By measure and fiscal year."""
    measures: Mapping[str, str] = field(default_factory=dict)
    """Service and measure in words, by measure."""
    surveys: Mapping[str, SurveyFact] = field(default_factory=dict)
    """Surveys by id, newest first."""
    shares: Mapping[tuple[str, str], CrossSheet] = field(default_factory=dict)
    """What everybody answered, by survey and question."""

    @cached_property
    def members(self) -> tuple[BodyFact, ...]:
        """The bodies that belong to the region on the day of the edition, in official order."""
        return tuple(body for body in self.bodies if body.member)

    @cached_property
    def term(self) -> tuple[int, ...]:
        """The fiscal years of the vision."""
        vision = self.vision
        if vision is None or vision.from_fy is None or vision.to_fy is None:
            return ()
        return tuple(range(vision.from_fy, vision.to_fy + 1))

    @cached_property
    def _classes(self) -> Mapping[tuple[str, str, int, int], Sequence[PersonsKey]]:
        """Age classes by body, series, year and first age, the narrowest first."""
        found: dict[tuple[str, str, int, int], list[PersonsKey]] = {}
        for key in self.persons:
            if key[3] is not None:
                found.setdefault((key[0], key[1], key[2], key[3]), []).append(key)
        for keys in found.values():
            keys.sort(key=lambda key: 999 if key[4] is None else key[4])
        return found

    def headcount(
        self,
        bodies: Sequence[BodyFact],
        series: str,
        year: int,
        first: int | None = None,
        last: int | None = None,
    ) -> int | None:
        """Persons of some bodies together; None when one of them has no such figure."""
        counts = [self._persons(body.id, series, year, first, last) for body in bodies]
        found = [count for count in counts if count is not None]
        return sum(found) if found and len(found) == len(counts) else None

    def money(self, whose: str, stage: str, years: Sequence[int]) -> int | Mark | None:
        """Yen of one project, a role area or in all (`total`).

        Marks add nothing, but a sum of marks alone stays a mark: a cost not yet counted is not 0.
        """
        found = [self.budgets.get((project, stage, year)) for project in self._ids(whose) for year in years]
        amounts = [amount for amount in found if isinstance(amount, int)]
        if amounts:
            return sum(amounts)
        marks = [amount for amount in found if isinstance(amount, Mark)]
        return Mark.PENDING if Mark.PENDING in marks else marks[0] if marks else None

    def _ids(self, whose: str) -> list[str]:
        if whose in self.projects:
            return [whose]
        return [p.id for p in self.projects.values() if whose in ("total", p.role_area)]

    def _persons(self, body: str, series: str, year: int, first: int | None, last: int | None) -> int | None:
        exact = self.persons.get((body, series, year, first, last))
        if exact is not None or (first is None and last is None):
            return exact
        total, age = 0, first or 0
        while True:
            steps = self._classes.get((body, series, year, age), ())
            step = next((key for key in steps if _within(key[4], last)), None)
            if step is None:
                return None
            total += self.persons[step]
            if step[4] is None or step[4] == last:
                return total
            age = step[4] + 1


def _within(ends: int | None, last: int | None) -> bool:
    """Whether an age class that ends there lies inside one that ends at `last`."""
    return last is None or (ends is not None and ends <= last)
