"""The design of a survey with figures from elsewhere: populations of its strata, valid returns by stratum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.population import Counts
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.model import Codebook
from bingo_planner.features.surveys.people import People, people
from bingo_planner.features.surveys.room import Role, SurveyFacts
from bingo_planner.features.surveys.service import refuse_locked
from bingo_planner.features.surveys.service_read import answer_sheet, design_of, survey
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.store.store import Store, Unit


@dataclass(frozen=True, slots=True)
class Census:
    """A source and year of populations that can stand behind a survey."""

    series: str
    year: int


@dataclass(frozen=True)
class DesignFacts:
    """What the design needs beside the survey itself."""

    survey_id: str
    populations: Mapping[str, People] = field(default_factory=dict)
    """By stratum: people of the age asked, as the chosen source says."""
    valid: Mapping[str, int] = field(default_factory=dict)
    """By stratum: answers held."""
    unknown: int = 0
    """Answers held whose stratum nobody knows."""
    censuses: tuple[Census, ...] = ()


def read_design(store: Store, survey_id: str) -> DesignFacts:
    """Populations and valid returns by stratum."""
    with store.read() as session:
        facts = survey(session, survey_id)
        counts = Counts(region_rows.populations(session)[0])
        valid, unknown = _valid(session, facts)
        return DesignFacts(survey_id, _populations(counts, facts), valid, unknown, censuses_of(counts, facts))


def _valid(session: Session, facts: SurveyFacts) -> tuple[dict[str, int], int]:
    asked = facts.with_role(Role.TOWN)
    if facts.batch is None:
        return {}, 0
    codebook = Codebook((asked.question,) if asked is not None else ())
    sheet = answer_sheet(session, facts.batch.id, codebook)
    design = design_of(facts, codebook, sheet, region_rows.bodies(session))
    counts = design.counts.tolist()
    by_stratum = {one.id: count for one, count in zip(facts.strata, counts, strict=True)}
    return by_stratum, sheet.size - sum(counts)


def _populations(counts: Counts, facts: SurveyFacts) -> dict[str, People]:
    series, year = facts.survey.population_series, facts.survey.population_year
    if not series or year is None:
        return {}
    span = (facts.survey.age_from or 0, None)
    found = {
        one.id: people(counts, [one.municipality_id], series, year, span)
        for one in facts.strata
        if one.municipality_id
    }
    return {own: held for own, held in found.items() if held is not None}


def censuses_of(counts: Counts, facts: SurveyFacts) -> tuple[Census, ...]:
    """Sources and years that have a figure for every town of the survey, newest first."""
    towns = [one.municipality_id for one in facts.strata if one.municipality_id]
    found = [
        Census(series, year)
        for series, years in counts.years.items()
        for year in years
        if towns and people(counts, towns, series, year, (facts.survey.age_from or 0, None)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.series, -one.year)))


def do_take_populations(store: Store, survey_id: str) -> Changes:
    """Write the populations of the chosen source into the strata; PlanError `survey.no_population` when it has none."""
    with store.change(translate("surveys", "Take populations into the strata")) as unit:
        refuse_locked(unit.session, unit.get(t.Survey, survey_id))
        put_populations(unit, survey_id)
    return unit.changes


def put_populations(unit: Unit, survey_id: str) -> None:
    """The same within a change under way."""
    counts = Counts(region_rows.populations(unit.session)[0])
    found = _populations(counts, survey(unit.session, survey_id))
    if not found:
        raise PlanError("survey.no_population")
    for own, held in found.items():
        unit.set(t.SurveyStratum, own, population=round(held.count))
