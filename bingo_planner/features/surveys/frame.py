"""What the page of surveys shows round its tabs: every survey, the chosen one, the chosen tab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bingo_planner.features.region.model import Body, Series
from bingo_planner.features.surveys.room import SurveyFacts
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_fiscal_year
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number


@dataclass(frozen=True)
class FrameData:
    """One reading for all tabs: surveys without their answers, newest first, and what stands round them."""

    surveys: tuple[SurveyFacts, ...] = ()
    bodies: tuple[Body, ...] = ()
    series: tuple[Series, ...] = ()
    """Sources of populations."""
    locked: Mapping[int, str] = field(default_factory=dict, hash=False)
    """Settled years with their reasons."""
    owners: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Groups, rules and quotes of free answers, and whose survey they belong to."""

    def survey(self, survey_id: str) -> SurveyFacts | None:
        """One survey by its id."""
        return next((one for one in self.surveys if one.id == survey_id), None)

    def body(self, body_id: str | None) -> Body | None:
        """One town by its id."""
        return next((one for one in self.bodies if one.id == body_id), None)


@dataclass(frozen=True)
class FrameState:
    """All the page shows round its tabs; every tab gets it too."""

    year: FiscalYear
    style: DateStyle = DateStyle.ERA
    loading: bool = True
    problem: PlanError | None = None
    data: FrameData = field(default_factory=FrameData)
    survey_id: str = ""
    tab: str = "design"
    page_read_only: bool = False
    """The year of the window is settled, or the file can only be read."""

    @property
    def facts(self) -> SurveyFacts | None:
        """The chosen survey."""
        return self.data.survey(self.survey_id)

    @property
    def read_only(self) -> bool:
        """Whether nothing of the chosen survey can be changed: its year or the window's is settled."""
        facts = self.facts
        return self.page_read_only or (
            facts is not None and (facts.survey.fiscal_year or 0) in self.data.locked
        )

    @property
    def is_empty(self) -> bool:
        """No survey at all."""
        return not self.loading and not self.data.surveys


def survey_title(facts: SurveyFacts, style: DateStyle) -> str:
    """令和6年度 圏域住民意識調査; the year is not said twice."""
    year = format_fiscal_year(facts.survey.fiscal_year, style) if facts.survey.fiscal_year else ""
    name = facts.survey.name
    return name if not year or name.startswith(year) else f"{year} {name}"


def head_words(facts: SurveyFacts | None) -> str:
    """3,402 票（有効回収率 42.5 %）; which survey it is stands in the picker beside."""
    if facts is None or facts.valid is None:
        return ""
    count = format_number(facts.valid)
    if not facts.mailed:
        return translate("surveys", "{count} answers", count=count)
    rate = format_number(facts.rate, 1)
    return translate("surveys", "{count} answers, {rate} % valid", count=count, rate=rate)


def preset_survey(data: FrameData, year: int) -> str:
    """Where work goes on: the newest survey that is no younger than the year; "" when there is none."""
    known = [one.id for one in data.surveys if (one.survey.fiscal_year or 0) <= year]
    return next(iter([*known, *(one.id for one in data.surveys)]), "")
