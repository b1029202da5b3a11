"""The one way from a paper to its file: where decisions about its records still wait, every page says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from bingo_planner.kernel.i18n import speaking, translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.model import Built, Paper
from bingo_planner.store.store import Store

REGION = frozenset(
    {"region", "municipality", "membership", "population", "population_series", "outline", "pact"}
)
PROJECT = frozenset(
    {
        "project",
        "project_member",
        "project_pact_item",
        "progress_line",
        "milestone",
        "budget_line",
        "kpi",
        "kpi_value",
    }
)
PROJECTS = REGION | PROJECT
SHARE = frozenset(
    {
        "cost_item",
        "cost_part",
        "cost_deduction",
        "cost_body",
        "cost_version",
        "base_set",
        "base_figure",
    }
)
SHARES = REGION | SHARE | {"project"}
PERSON = frozenset({"person", "secondment", "duty", "task"})
STAFF = REGION | PERSON
USAGE = REGION | {
    "usage_service",
    "usage_facility",
    "usage_capacity",
    "usage_measure",
    "usage_breakdown",
    "usage_category",
    "usage_report",
    "usage_value",
    "usage_month",
    "usage_correction",
}
PLACEMENTS = REGION | {"usage_service", "usage_facility", "placement", "placement_rank"}
SURVEYS = frozenset(
    {"survey", "survey_stratum", "survey_question", "survey_batch", "survey_answers", "survey_weight"}
)
VISION = (
    PROJECTS | USAGE | SURVEYS | {"pact_item", "vision", "vision_edition", "vision_section", "vision_figure"}
)
"""The kinds of record that the papers rest on."""

Own = Mapping[str, Collection[str]]
"""What a paper is about where it is not about everything of a kind: kind → ids."""
_ABOVE: Mapping[str, tuple[str, str]] = {
    "project_member": ("project", "project_id"),
    "project_pact_item": ("project", "project_id"),
    "progress_line": ("project", "project_id"),
    "milestone": ("project", "project_id"),
    "budget_line": ("project", "project_id"),
    "kpi": ("project", "project_id"),
    "kpi_value": ("kpi", "kpi_id"),
    "cost_part": ("cost_item", "cost_item_id"),
    "cost_deduction": ("cost_item", "cost_item_id"),
    "cost_body": ("cost_item", "cost_item_id"),
    "cost_version": ("cost_item", "cost_item_id"),
    "base_figure": ("base_set", "base_set_id"),
    "secondment": ("person", "person_id"),
    "duty": ("person", "person_id"),
    "task": ("person", "person_id"),
    "usage_facility": ("usage_service", "service_id"),
    "usage_capacity": ("usage_service", "service_id"),
    "usage_measure": ("usage_service", "service_id"),
    "usage_breakdown": ("usage_service", "service_id"),
    "usage_category": ("usage_breakdown", "breakdown_id"),
    "usage_report": ("usage_service", "service_id"),
    "usage_month": ("usage_service", "service_id"),
    "usage_value": ("usage_report", "report_id"),
    "usage_correction": ("usage_value", "value_id"),
    "survey_stratum": ("survey", "survey_id"),
    "survey_question": ("survey", "survey_id"),
    "survey_batch": ("survey", "survey_id"),
    "survey_answers": ("survey_batch", "batch_id"),
    "survey_weight": ("survey", "survey_id"),
    "vision_section": ("vision_edition", "edition_id"),
    "vision_figure": ("vision_edition", "edition_id"),
}
"""Kind → the kind it is part of, and the field that says of which."""
_WAITING = text(
    "SELECT t.name, i.row, coalesce(c.name, '') FROM sync_item i JOIN sync_name t ON t.ix = i.tbl "
    "LEFT JOIN sync_name c ON c.ix = i.col WHERE i.closed IS NULL AND t.name IN :kinds ORDER BY i.opened, i.id"
).bindparams(bindparam("kinds", expanding=True))


@dataclass(frozen=True)
class Waiting:
    """A field (empty: whether the record stays) of a record that waits for a person."""

    kind: str
    record_id: str
    field: str


def read_waiting(store: Store, kinds: Collection[str], own: Own | None = None) -> list[Waiting]:
    """What waits about records of these kinds; `own` leaves out what belongs to other records than these."""
    with store.read() as session:
        found = [Waiting(*row) for row in session.execute(_WAITING, {"kinds": sorted(kinds)})]
        return [
            one
            for one in found
            if not own
            or all(record in own[kind] for kind, record in _line(store, session, one).items() if kind in own)
        ]


def waiting_by(store: Store, kinds: Collection[str], whole: str) -> Mapping[str, tuple[Waiting, ...]]:
    """What waits, by the record of the kind `whole` that it is part of; what is part of none is left out."""
    found: dict[str, tuple[Waiting, ...]] = {}
    waiting = read_waiting(store, kinds)
    with store.read() as session:
        for one in waiting:
            record = _line(store, session, one).get(whole, "")
            if record:
                found[record] = (*found.get(record, ()), one)
    return found


def _line(store: Store, session: Session, one: Waiting) -> Mapping[str, str]:
    """The record and everything it is part of: kind → id, empty where a record is part of nothing."""
    kind, record = one.kind, one.record_id
    found = {kind: record}
    while kind in _ABOVE:
        above, field = _ABOVE[kind]
        table = store.recorder.registry.metadata.tables[kind]
        record = session.execute(select(table.c[field]).where(table.c.id == record)).scalar() or ""
        found[above] = record
        kind = above
    return found


def marked(store: Store, paper: Paper, kinds: Collection[str], own: Own | None = None) -> Paper:
    """The paper with a word at the foot of every page while decisions about what it holds wait."""
    waiting = len(read_waiting(store, kinds, own))
    if not waiting:
        return paper
    with speaking(paper.language):
        words = translate("records", "{n} values wait for a decision", n=waiting)
    return replace(paper, foot_mark="　".join(part for part in (paper.foot_mark, words) if part))


def build_marked(
    store: Store,
    paper: Paper,
    kinds: Collection[str],
    target: Path | BinaryIO,
    progress: Progress | None = None,
    own: Own | None = None,
) -> Built:
    """`document.build` of the marked paper; the same errors."""
    from bingo_planner.reports import (
        document,
    )  # faces and shapes of a page: much to load, for who prints only

    return document.build(marked(store, paper, kinds, own), target, progress=progress)
