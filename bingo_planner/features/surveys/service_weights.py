"""Weights of a survey: what they are made from, made, kept, and put into force."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import Session

from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.population import Counts
from bingo_planner.features.surveys import codec
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.service import refuse_locked
from bingo_planner.features.surveys.service_design import Census, censuses_of
from bingo_planner.features.surveys.service_import import Hand, signed_by
from bingo_planner.features.surveys.service_read import survey_data
from bingo_planner.features.surveys.weighting import TRIMS, Line, Made, People
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import new_id
from bingo_planner.store.store import Store, Unit, live


@dataclass(frozen=True, eq=False)
class WeightFacts:
    """What weights are made from: the answers and the populations."""

    data: SurveyData
    source: People
    censuses: tuple[Census, ...]

    def with_census(self, series: str, year: int) -> WeightFacts:
        """With another source of the population."""
        return replace(self, source=replace(self.source, series=series, year=year))


def read_weighting(store: Store, survey_id: str) -> WeightFacts:
    """Answers, towns and populations, in one read."""
    with store.read() as session:
        return weighting(session, survey_id)


def weighting(session: Session, survey_id: str) -> WeightFacts:
    """`read_weighting` as a part of a read or change under way."""
    data = survey_data(session, survey_id)
    counts = Counts(region_rows.populations(session)[0])
    row = data.survey
    towns = tuple(one.municipality_id for one in data.facts.strata if one.municipality_id)
    source = People(
        counts, row.population_series, row.population_year or 0, data.bodies, towns, row.age_from or 0
    )
    return WeightFacts(data, source, censuses_of(counts, data.facts))


def do_put_weights(store: Store, survey_id: str, batch_id: str, made: Made, name: str, note: str) -> Changes:
    """Keep weights and put them into force; PlanError `survey.batch_gone` when other answers are in force by now."""
    with store.change(translate("surveys", "Weight the answers")) as unit:
        row = unit.get(t.Survey, survey_id)
        refuse_locked(unit.session, row)
        if row.batch_id != batch_id:
            raise PlanError("survey.batch_gone")
        put_weights(unit, row, made, name, note, Hand(store.clock.today(), signed_by(store)))
    return unit.changes


def put_weights(unit: Unit, row: t.Survey, made: Made, name: str, note: str, by: Hand, own: str = "") -> None:
    """Keep weights within a change under way; `own`: the id they get, when it matters."""
    low, high = TRIMS[made.wish.trim] or (None, None)
    held = live(unit.session, t.SurveyWeight, t.SurveyWeight.survey_id == row.id)
    weight = unit.add(
        t.SurveyWeight(
            id=own or new_id(),
            survey_id=row.id,
            batch_id=row.batch_id,
            name=name,
            method=made.wish.method.value,
            questions="|".join("*".join(axis) for axis in made.wish.axes),
            targets="\n".join(f"{one.margin},{one.name},{round(one.people)}" for one in made.lines),
            targets_note=note,
            trim_low=None if low is None else Decimal(str(low)),
            trim_high=None if high is None else Decimal(str(high)),
            iterations=made.rounds,
            smallest=_figure(made.smallest),
            largest=_figure(made.largest),
            kish_deff=_figure(made.kish),
            n_effective=_figure(made.effective, 1),
            margins=codec.pack_texts([json.dumps(_line(one), ensure_ascii=False) for one in made.lines]),
            payload=codec.pack_floats(made.weights),
            made_on=by.on,
            made_by=by.by,
            sort=10 * (1 + len(held)),
        )
    )
    row.weight_id = weight.id


def do_use_weights(store: Store, survey_id: str, weight_id: str | None) -> Changes:
    """Put other weights into force, or none."""
    with store.change(translate("surveys", "Use other weights")) as unit:
        row = unit.get(t.Survey, survey_id)
        refuse_locked(unit.session, row)
        if weight_id is not None and unit.get(t.SurveyWeight, weight_id).survey_id != survey_id:
            raise PlanError("record.gone", kind="survey_weight", id=weight_id)
        row.weight_id = weight_id
    return unit.changes


def do_set_role(store: Store, survey_id: str, role: str, question_id: str | None) -> Changes:
    """Say which question tells the town, the sex or the age; nothing: none does."""
    with store.change(translate("surveys", "Say what a question tells")) as unit:
        refuse_locked(unit.session, unit.get(t.Survey, survey_id))
        for row in live(unit.session, t.SurveyQuestion, t.SurveyQuestion.survey_id == survey_id):
            if row.id == question_id:
                row.role = role
            elif row.role == role:
                row.role = ""
    return unit.changes


def lines_of(margins: str) -> tuple[Line, ...]:
    """The report that was kept with weights."""
    return tuple(Line(*json.loads(text)) for text in codec.unpack_texts(margins)) if margins else ()


def _line(one: Line) -> list[object]:
    return [one.margin, one.name, one.count, one.people, one.before, one.target, one.reached]


def _figure(value: float, places: int = 4) -> Decimal:
    return Decimal(f"{value:.{places}f}")
