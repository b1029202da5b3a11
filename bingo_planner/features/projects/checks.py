"""Values checked before they are stored: each field by its record, and fields that must agree with each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from bingo_planner.features.projects import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.projects.assess import DEFAULT_LIMITS, limits
from bingo_planner.features.projects.fields import RECORDS
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.text import clean
from bingo_planner.kernel.typed import Stored


def check_values(kind: str, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("projects.kind", kind=kind)
    problems: list[FieldProblem] = []
    checked: dict[str, Stored] = {}
    for key, value in values.items():
        field = RECORDS[kind].by_key.get(key)
        if field is None:
            raise PlanError("field.unknown", kind=kind, field=key)
        checked[key] = clean(value) if isinstance(value, str) else value
        problem = _refusal(field, checked[key])
        if problem is not None:
            problems.append(problem)
    problems += _together(checked)
    if problems:
        raise PlanError.in_fields(*problems)
    return checked


def _refusal(field: Field, value: Stored) -> FieldProblem | None:
    if field.required and (value is None or value == ""):
        return FieldProblem(field.key, "field.required", {"label": field.name()})
    if field.kind == "choice" and value not in {choice.value for choice in field.choices} and value != "":
        words = ", ".join(field.choice_name(choice.value) for choice in field.choices)
        return FieldProblem(field.key, "field.choice", {"text": value, "choices": words})
    if isinstance(value, int) and not isinstance(value, bool) and not _in_range(field, value):
        facts = {"label": field.name(), "first": field.minimum, "last": field.maximum}
        return FieldProblem(field.key, "field.range", facts)
    if field.key == "rule" and not is_rule(str(value)):
        return FieldProblem(field.key, "projects.rule", {"text": value})
    return None


def _in_range(field: Field, value: int) -> bool:
    low, high = field.minimum, field.maximum
    return (low is None or low <= value) and (high is None or value <= high)


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
