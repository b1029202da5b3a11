"""Values checked before they are stored: each field by its record, and fields that must agree with each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from bingo_planner.features.staff import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.staff.fields import RECORDS
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.typed import Stored
from bingo_planner.kernel.typed import check_values as check_fields

Values = Mapping[str, Stored]

_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_values(kind: str, values: Values) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("staff.kind", kind=kind)
    return check_fields(RECORDS[kind], values, _fit)


def check_together(kind: str, values: Values) -> None:
    """Fields of one record that must agree; PlanError names the field to correct."""
    first, last = values.get("starts_on"), values.get("ends_on")
    if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
        raise PlanError.in_fields(FieldProblem("ends_on", "staff.dates_crossed"))
    person = values.get("person_id")
    if kind == "secondment" and person is not None and values.get("successor_id") == person:
        raise PlanError.in_fields(FieldProblem("successor_id", "staff.same_person"))


def refuse_missing(kind: str, values: Values) -> None:
    """PlanError with a problem for every required field that is empty and has no default of its own."""
    missing = [
        FieldProblem(field.key, "field.required", {"label": field.name()})
        for field in RECORDS[kind].fields
        if field.required and field.kind != "choice" and values.get(field.key) in (None, "")
    ]
    if missing:
        raise PlanError.in_fields(*missing)


def _fit(field: Field, value: Stored) -> Stored:
    if field.key == "mail" and value and not _MAIL.fullmatch(str(value)):
        raise PlanError("staff.mail", text=value)
    return value
