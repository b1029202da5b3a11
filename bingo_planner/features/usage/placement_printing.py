"""From the store to a finished paper: what the command line and the page call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bingo_planner.features.service_paper import PLACEMENTS, build_marked
from bingo_planner.features.usage.placement_model import Case, Placements
from bingo_planner.features.usage.placement_report import (
    answer_paper,
    answered,
    consultation_paper,
    consulted,
    refuse_early,
)
from bingo_planner.features.usage.placement_rules import year_of
from bingo_planner.features.usage.placement_service import read_placements
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_fiscal_year
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import Language
from bingo_planner.kernel.jobs import Progress
from bingo_planner.reports.model import Built
from bingo_planner.store.store import Store


def build_letter(
    store: Store,
    case_id: str | None,
    year: FiscalYear,
    lang: Language,
    target: Path,
    progress: Progress | None = None,
    style: DateStyle = DateStyle.ERA,
    *,
    is_answer: bool = False,
) -> Built:
    """The consultation or the answer of one case; without one, of every case of the year that has come so far."""
    facts = read_placements(store, int(year))
    cases = [_one(facts, case_id, is_answer)] if case_id else _all(facts, year, is_answer)
    make = answer_paper if is_answer else consultation_paper
    own = {"placement": {case.id for case in cases}}
    return build_marked(store, make(facts, cases, style, lang), PLACEMENTS, target, progress, own)


def _one(facts: Placements, case_id: str, is_answer: bool) -> Case:
    found = facts.case(case_id) or next((one for one in facts.cases if one.number == case_id), None)
    if found is None:
        raise PlanError("field.no_record", text=case_id)
    refuse_early(found, is_answer=is_answer)
    return found


def _all(facts: Placements, year: FiscalYear, is_answer: bool) -> Sequence[Case]:
    ready = answered if is_answer else consulted
    found = [case for case in facts.cases if year_of(case) == year and ready(case)]
    if not found:
        raise PlanError("placement.nothing", year=format_fiscal_year(year))
    return found
