"""Reading surveys: few wide selects, straight into dataclasses; answers unpacked only for whoever asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.projects import service_read as project_rows
from bingo_planner.features.region import service_read as region_rows
from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys import codec
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.frame import FrameData
from bingo_planner.features.surveys.freetext.service_groups import owners, with_derived_rows, with_groups
from bingo_planner.features.surveys.model import Codebook, Question
from bingo_planner.features.surveys.room import (
    BatchRow,
    LinkRow,
    QuestionRow,
    Role,
    StratumRow,
    SurveyData,
    SurveyDesign,
    SurveyFacts,
    SurveyRow,
    WeightRow,
)
from bingo_planner.features.surveys.stats.answers import Answers, AnswerSheet, SingleAnswers
from bingo_planner.features.surveys.towns import town_of
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store

RESPONDENTS = "KEY"
"""The kind of the row that holds the keys of the respondents."""

P = TypeVar("P", StratumRow, QuestionRow, BatchRow, WeightRow, LinkRow)


def read_frame(store: Store) -> FrameData:
    """Surveys, towns, sources of populations and settled years, in one read."""
    with store.read() as session:
        return FrameData(
            surveys(session),
            region_rows.bodies(session),
            region_rows.series(session),
            project_rows.locked_years(session),
            owners(session),
        )


def read_surveys(store: Store) -> tuple[SurveyFacts, ...]:
    """Every survey, newest first, without answers."""
    with store.read() as session:
        return surveys(session)


def read_survey(store: Store, survey_id: str) -> SurveyFacts:
    """One survey without its answers; PlanError `record.gone`."""
    with store.read() as session:
        return survey(session, survey_id)


def read_sheet(store: Store, survey_id: str) -> SurveyData:
    """One survey with its answers, weights and design; no answers: an empty sheet."""
    with store.read() as session:
        return survey_data(session, survey_id)


def surveys(session: Session) -> tuple[SurveyFacts, ...]:
    """Every survey, newest first; those of one year as they are ordered by hand."""
    names = tuple(SurveyRow.__dataclass_fields__)
    rows = session.execute(
        select(*(getattr(t.Survey, name) for name in names)).where(t.Survey.is_deleted.is_(False))
    )
    found = [SurveyRow(*row) for row in rows]
    strata, questions = (
        _parts(session, t.SurveyStratum, StratumRow),
        _parts(session, t.SurveyQuestion, QuestionRow),
    )
    batches, weights = _parts(session, t.SurveyBatch, BatchRow), _parts(session, t.SurveyWeight, WeightRow)
    links = _parts(session, t.SurveyLink, LinkRow)
    order = {body.id: at for at, body in enumerate(region_rows.bodies(session))}

    def official(row: StratumRow) -> tuple[int, int, str]:
        return (row.sort, order.get(row.municipality_id or "", 999), row.id)

    return tuple(
        SurveyFacts(
            one,
            tuple(sorted(strata.get(one.id, ()), key=official)),
            tuple(sorted(questions.get(one.id, ()), key=lambda row: (row.sort, row.key))),
            tuple(sorted(batches.get(one.id, ()), key=lambda row: (str(row.read_on or ""), row.id))),
            tuple(sorted(weights.get(one.id, ()), key=lambda row: (row.sort, row.id))),
            tuple(sorted(links.get(one.id, ()), key=lambda row: (row.key, row.earlier_id or "", row.id))),
        )
        for one in sorted(found, key=lambda row: (-(row.fiscal_year or 0), row.sort, row.name, row.id))
    )


def survey(session: Session, survey_id: str) -> SurveyFacts:
    """One survey; PlanError `record.gone`."""
    found = next((one for one in surveys(session) if one.id == survey_id), None)
    if found is None:
        raise PlanError("record.gone", kind="survey", id=survey_id)
    return found


def survey_data(session: Session, survey_id: str) -> SurveyData:
    """One survey with its answers; groups of opinions are questions of its code sheet too."""
    facts = survey(session, survey_id)
    codebook = facts.codebook
    bodies = region_rows.bodies(session)
    sheet = answer_sheet(session, facts.survey.batch_id or "", codebook)
    weight = facts.weight
    payload = _payload(session, weight) if weight is not None else ""
    weights = codec.unpack_floats(payload) if payload else None
    if weights is not None and len(weights) != sheet.size:
        weights = None
    design = design_of(facts, codebook, sheet, bodies)
    codebook, sheet = with_groups(session, survey_id, codebook, sheet)
    facts = replace(facts, questions=with_derived_rows(facts.questions, codebook))
    return SurveyData(facts, codebook, sheet, weights, design, bodies)


def answer_sheet(session: Session, batch_id: str, codebook: Codebook) -> AnswerSheet:
    """The answers of a batch to the questions of a code sheet, in its order; an empty sheet for no batch."""
    held = _columns(session, batch_id)
    kind, payload = held.pop("", ("", ""))
    keys = codec.unpack_texts(payload) if kind == RESPONDENTS and payload else ()
    found: dict[str, Answers] = {}
    for question in codebook.questions:
        own = held.get(question.id)
        if own is not None and own[0] == question.kind:
            found[question.id] = _fitting(codec.unpack(*own, question.id), question)
    return AnswerSheet(keys, found)


def _columns(session: Session, batch_id: str) -> dict[str, tuple[str, str]]:
    """Kind and packed answers by question; parts of a long column in one."""
    a = t.SurveyAnswers
    rows = session.execute(
        select(a.key, a.kind, a.payload)
        .where(a.batch_id == batch_id, a.is_deleted.is_(False))
        .order_by(a.key, a.part)
    )
    found: dict[str, tuple[str, str]] = {}
    for key, kind, payload in rows:
        found[key] = (kind, found[key][1] + payload if key in found else payload)
    return found


def _fitting(answers: Answers, question: Question) -> Answers:
    """PlanError `survey.payload` for codes beyond the options: somebody took options away."""
    if isinstance(answers, SingleAnswers) and answers.codes.max(initial=-1) >= len(question.options):
        raise PlanError("survey.payload", question=question.id)
    return answers


def design_of(
    facts: SurveyFacts, codebook: Codebook, sheet: AnswerSheet, bodies: Sequence[Body]
) -> SurveyDesign:
    """Which stratum each respondent belongs to: by the question that says the town."""
    strata = facts.strata
    population = tuple(one.population for one in strata)
    nowhere = np.full(sheet.size, -1, dtype=np.int16)
    asked = facts.with_role(Role.TOWN)
    answers = sheet.answers.get(asked.key) if asked is not None else None
    if asked is None or not isinstance(answers, SingleAnswers):
        return SurveyDesign(strata, nowhere if len(strata) != 1 else nowhere * 0, population)
    place = stratum_places(codebook.question(asked.key), strata, bodies)
    return SurveyDesign(
        strata, np.where(answers.codes >= 0, place[answers.codes], -1).astype(np.int16), population
    )


def stratum_places(
    question: Question, strata: Sequence[StratumRow], bodies: Sequence[Body]
) -> NDArray[np.int16]:
    """For each option of the question of the town the place of its stratum, −1 for none."""
    by_town = {one.municipality_id: at for at, one in enumerate(strata) if one.municipality_id}
    by_name = {one.name: at for at, one in enumerate(strata) if not one.municipality_id}
    found = []
    for option in question.options:
        body = town_of(option.label, bodies) or town_of(option.code, bodies)
        found.append(by_town.get(body.id, -1) if body is not None else by_name.get(option.label, -1))
    return np.array(found or [-1], dtype=np.int16)


def _payload(session: Session, weight: WeightRow) -> str:
    return session.scalar(select(t.SurveyWeight.payload).where(t.SurveyWeight.id == weight.id)) or ""


_Part = (
    type[t.SurveyStratum]
    | type[t.SurveyQuestion]
    | type[t.SurveyBatch]
    | type[t.SurveyWeight]
    | type[t.SurveyLink]
)


def _parts(session: Session, table: _Part, row: type[P]) -> Mapping[str, tuple[P, ...]]:
    names = tuple(row.__dataclass_fields__)
    rows = session.execute(
        select(table.survey_id, *(getattr(table, name) for name in names)).where(table.is_deleted.is_(False))
    )
    found: dict[str, list[P]] = defaultdict(list)
    for owner, *values in rows:
        found[owner or ""].append(row(*values))
    return {owner: tuple(held) for owner, held in found.items()}
