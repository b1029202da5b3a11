"""The one way from a paper to its file: where decisions about its records still wait, every page says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import bindparam, text

from bingo_planner.kernel.i18n import speaking, translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports import document
from bingo_planner.reports.model import Built, Paper
from bingo_planner.store.store import Store

REGION = frozenset(
    {"region", "municipality", "membership", "population", "population_series", "outline", "pact"}
)
PROJECTS = REGION | {
    "project",
    "project_member",
    "project_pact_item",
    "progress_line",
    "milestone",
    "budget_line",
    "kpi",
    "kpi_value",
}
SHARES = REGION | {
    "project",
    "cost_item",
    "cost_part",
    "cost_deduction",
    "cost_body",
    "cost_version",
    "base_set",
    "base_figure",
}
STAFF = REGION | {"person", "secondment", "duty", "task"}
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
SURVEYS = frozenset({"survey", "survey_stratum", "survey_question", "survey_answers", "survey_weight"})
VISION = (
    PROJECTS | USAGE | SURVEYS | {"pact_item", "vision", "vision_edition", "vision_section", "vision_figure"}
)
"""The kinds of record that the papers rest on."""

_WAITING = text(
    "SELECT count(*) FROM sync_item i JOIN sync_name t ON t.ix = i.tbl WHERE i.closed IS NULL AND t.name IN :kinds"
).bindparams(bindparam("kinds", expanding=True))


def read_waiting(store: Store, kinds: Collection[str]) -> int:
    """How many decisions about records of these kinds wait for a person."""
    with store.read() as session:
        return int(session.execute(_WAITING, {"kinds": sorted(kinds)}).scalar_one())


def marked(store: Store, paper: Paper, kinds: Collection[str]) -> Paper:
    """The paper with a word at the foot of every page while decisions about these kinds wait."""
    waiting = read_waiting(store, kinds)
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
) -> Built:
    """`document.build` of the marked paper; the same errors."""
    return document.build(marked(store, paper, kinds), target, progress=progress)
