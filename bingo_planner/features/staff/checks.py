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
from bingo_planner.kernel.text import clean
from bingo_planner.kernel.typed import Stored

Values = Mapping[str, Stored]

_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_values(kind: str, values: Values) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("staff.kind", kind=kind)
    problems: list[FieldProblem] = []
    checked: dict[str, Stored] = {}
    for key, value in values.items():
        field = RECORDS[kind].by_key.get(key)
        if field is None:
            raise PlanError("field.unknown", kind=kind, field=key)
        try:
            checked[key] = _fit(field, clean(value) if isinstance(value, str) else value)
        except PlanError as error:
            problems.append(error.at(key))
    if problems:
        raise PlanError.in_fields(*problems)
    return checked


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
    if field.required and value in (None, ""):
        raise PlanError("field.required", label=field.name())
    if field.kind == "choice" and value not in {choice.value for choice in field.choices}:
        words = ", ".join(field.choice_name(choice.value) for choice in field.choices)
        raise PlanError("field.choice", text=value, choices=words)
    if field.key == "mail" and value and not _MAIL.fullmatch(str(value)):
        raise PlanError("staff.mail", text=value)
    return _in_range(field, value)


def _in_range(field: Field, value: Stored) -> Stored:
    low, high = field.minimum, field.maximum
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    if (low is not None and value < low) or (high is not None and value > high):
        first, last = "" if low is None else low, "" if high is None else high
        raise PlanError("field.range", label=field.name(), first=first, last=last)
    return value
