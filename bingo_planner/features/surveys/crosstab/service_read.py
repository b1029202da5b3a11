"""Reading what tables are made of: answers, any of a survey's weights, and what was found in its file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.surveys import codec
from bingo_planner.features.surveys import tables as t
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.service_read import survey_data
from bingo_planner.features.surveys.stats.answers import Floats
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store.store import Store


@dataclass(frozen=True, eq=False)
class TableData:
    """A survey with its answers, its weights by their ids, and how many findings its file left by question."""

    data: SurveyData
    weights: Mapping[str, Floats] = field(default_factory=dict)
    checks: Mapping[str, int] = field(default_factory=dict)


def read_tables(store: Store, survey_id: str) -> TableData:
    """One survey; PlanError `record.gone`."""
    with store.read() as session:
        data = survey_data(session, survey_id)
        return TableData(data, _weights(session, data), _checks(session, data))


def _weights(session: Session, data: SurveyData) -> dict[str, Floats]:
    """Weights that were made for the answers in force, one a respondent."""
    ids = [one.id for one in data.facts.weights if one.batch_id == data.survey.batch_id]
    rows = session.execute(
        select(t.SurveyWeight.id, t.SurveyWeight.payload).where(t.SurveyWeight.id.in_(ids))
    )
    found = {row_id: codec.unpack_floats(payload) for row_id, payload in rows if payload}
    return {row_id: values for row_id, values in found.items() if len(values) == data.sheet.size}


def _checks(session: Session, data: SurveyData) -> dict[str, int]:
    """Findings by question; a list that cannot be read stops no table."""
    text = session.scalar(
        select(t.SurveyBatch.findings).where(t.SurveyBatch.id == (data.survey.batch_id or ""))
    )
    try:
        told = codec.unpack_texts(text) if text else ()
        return dict(Counter(str(json.loads(one)[3]) for one in told))
    except (PlanError, ValueError, IndexError, TypeError):
        return {}
