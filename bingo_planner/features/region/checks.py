"""Values checked before they are stored: each field by its record, and fields that must agree with each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from bingo_planner.features.region import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.region.fields import RECORDS
from bingo_planner.features.region.rules import check_pact_days, check_term
from bingo_planner.kernel.codes import parse_body_code
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.typed import Stored
from bingo_planner.kernel.typed import check_values as check_fields

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_NOTHING: Final[Mapping[str, Stored]] = {
    **dict.fromkeys(("text", "long", "kana", "tel", "choice"), ""),
    "bool": False,
}
_MARKS: Final = {"mark": 1, "mark_en": 2}


def check_values(kind: str, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("region.kind", kind=kind)
    return check_fields(RECORDS[kind], values, _fit)


def check_together(kind: str, values: Mapping[str, Stored]) -> None:
    """Fields of one record that must agree; PlanError names the field to correct."""
    problems: list[FieldProblem] = []
    if kind == "membership":
        problems = check_term(_day(values, "joined_on"), _day(values, "left_on"))
    elif kind == "pact":
        problems = check_pact_days(
            {key: value for key, value in values.items() if isinstance(value, dt.date)}
        )
    elif kind == "population":
        first, last = values.get("age_from"), values.get("age_to")
        if isinstance(first, int) and isinstance(last, int) and last < first:
            problems = [FieldProblem("age_to", "region.ages")]
    if problems:
        raise PlanError.in_fields(*problems)


def _day(values: Mapping[str, Stored], key: str) -> dt.date | None:
    value = values.get(key)
    return value if isinstance(value, dt.date) else None


def _fit(field: Field, value: Stored) -> Stored:
    if value is None:
        return _NOTHING.get(field.kind, 0 if field.key == "sort" else None)
    if field.key == "code" and isinstance(value, str):
        return parse_body_code(value)
    if field.key in _MARKS and len(str(value or "")) > _MARKS[field.key]:
        raise PlanError("region.mark_length", count=_MARKS[field.key])
    if field.key.startswith("color_") and value and not _COLOUR.fullmatch(str(value)):
        raise PlanError("region.colour", text=value)
    if field.key == "area_km2" and isinstance(value, Decimal) and value <= 0:
        raise PlanError("region.area")
    return value
