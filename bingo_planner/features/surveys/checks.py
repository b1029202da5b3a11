"""Values checked before they are stored: each field by its record, and fields that must agree with each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from bingo_planner.features.surveys import room_messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.surveys.codetext import read_condition, read_options
from bingo_planner.features.surveys.fields import RECORDS, field_of
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.typed import Stored
from bingo_planner.kernel.typed import check_values as check_fields

_ORDERED = (
    ("sampled", "population"),
    ("mailed", "population"),
    ("undelivered", "mailed"),
    ("returned", "mailed"),
    ("valid", "returned"),
)
"""Counts of a stratum of which the first cannot be more than the second."""


def check_values(kind: str, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("survey.kind", kind=kind)
    return check_fields(RECORDS[kind], values, _fit)


def _fit(field: Field, value: Stored) -> Stored:
    """Texts of code sheets must be in their form before they are stored."""
    text = value if isinstance(value, str) else ""
    if field.key == "options":
        read_options(text)
    elif field.key == "asked_if":
        read_condition(text)
    elif field.key == "scores":
        _read_scores(text)
    return value


def _read_scores(text: str) -> None:
    for piece in text.split("|"):
        if not piece.strip():
            continue
        code, equal, points = piece.partition("=")
        try:
            Decimal(points.strip())
        except InvalidOperation as error:
            raise PlanError("survey.scores", text=piece.strip()) from error
        if not equal or not code.strip():
            raise PlanError("survey.scores", text=piece.strip())


def check_together(kind: str, values: Mapping[str, Stored]) -> None:
    """PlanError when fields of one record contradict each other."""
    start, end = values.get("starts_on"), values.get("ends_on")
    if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
        raise PlanError.in_fields(FieldProblem("ends_on", "survey.dates_crossed"))
    if kind == "survey_stratum":
        if not values.get("municipality_id") and not values.get("name"):
            raise PlanError.in_fields(FieldProblem("municipality_id", "survey.stratum_name"))
        _check_counts(values)


def _check_counts(values: Mapping[str, Stored]) -> None:
    for small, large in _ORDERED:
        count, most = values.get(small), values.get(large)
        if isinstance(count, int) and isinstance(most, int) and count > most:
            names = {name: field_of("survey_stratum", name).name() for name in (small, large)}
            facts = {"label": names[small], "other": names[large], "count": most}
            raise PlanError.in_fields(FieldProblem(small, "survey.more_than", facts))
