"""Values checked before they are stored: each field by its record, and fields that must agree with each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from bingo_planner.features.projects import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.projects.assess import DEFAULT_LIMITS, limits
from bingo_planner.features.projects.fields import RECORDS
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.typed import Stored
from bingo_planner.kernel.typed import check_values as check_fields


def check_values(kind: str, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("projects.kind", kind=kind)
    checked = check_fields(RECORDS[kind], values, _fit)
    problems = _together(checked)
    if problems:
        raise PlanError.in_fields(*problems)
    return checked


def _fit(field: Field, value: Stored) -> Stored:
    if field.key == "rule" and not is_rule(str(value)):
        raise PlanError("projects.rule", text=value)
    return value


def is_rule(text: str) -> bool:
    """Three falling limits."""
    parts = [part.strip() for part in text.split(",")]
    plain = ",".join(str(one) for one in DEFAULT_LIMITS)
    return limits(text) != DEFAULT_LIMITS or ",".join(parts) == plain


def _together(values: Mapping[str, Stored]) -> list[FieldProblem]:
    """Problems between fields that were given together."""
    problems = []
    start, end = values.get("starts_on"), values.get("ends_on")
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        problems.append(FieldProblem("ends_on", "projects.dates_crossed"))
    for first, last in (("starts_fy", "ends_fy"), ("from_fy", "to_fy")):
        one, other = values.get(first), values.get(last)
        if isinstance(one, int) and isinstance(other, int) and other < one:
            problems.append(FieldProblem(last, "projects.years_crossed"))
    return problems
