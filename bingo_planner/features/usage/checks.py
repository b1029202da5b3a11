"""Values checked before they are stored: each field by its record, and fields that must agree with each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from bingo_planner.features.usage import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.usage.fields import RECORDS
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.typed import Stored
from bingo_planner.kernel.typed import check_values as check_fields


def check_values(kind: str, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("usage.kind", kind=kind)
    return check_fields(RECORDS[kind], values, _fit)


def _fit(field: Field, value: Stored) -> Stored:
    if field.key == "weekdays" and not re.fullmatch("[01]{7}", str(value)):
        raise PlanError("usage.weekdays", text=value)
    if field.key == "month" and isinstance(value, dt.date):
        return value.replace(day=1)
    return value


def check_together(kind: str, values: Mapping[str, Stored]) -> None:
    """PlanError when fields of one record contradict each other."""
    for first, last in (("starts_on", "ends_on"), ("opened_on", "closed_on"), ("from_on", "to_on")):
        start, end = values.get(first), values.get(last)
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            raise PlanError.in_fields(FieldProblem(last, "usage.dates_crossed"))
    if kind == "usage_link" and values.get("formula") == "ratio" and not values.get("other_id"):
        raise PlanError.in_fields(FieldProblem("other_id", "usage.ratio"))
