"""Records checked before they are stored: each field by its record, and fields that must agree."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bingo_planner.features.costshare import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.costshare.fields import RECORDS
from bingo_planner.features.costshare.model import Basis
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.typed import Stored
from bingo_planner.kernel.typed import check_values as check_fields

_EMPTY: Mapping[str, Stored] = {**dict.fromkeys(("text", "long", "choice"), ""), "bool": False}
_COUNTS: Mapping[str, Stored] = {"sort": 0, "unit": 1, "instalments": 1}
_PERCENT = frozenset({"ratio", "relief_fall"})


def check_values(kind: str, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """Values fit to be stored, or one PlanError that carries a problem for each refused field."""
    if kind not in RECORDS:
        raise PlanError("share.kind", kind=kind)
    return check_fields(RECORDS[kind], values, _fit)


def refuse_missing(kind: str, values: Mapping[str, Stored]) -> None:
    """PlanError with a problem for every required field that is empty and has no default of its own."""
    missing = [
        FieldProblem(field.key, "field.required", {"label": field.name()})
        for field in RECORDS[kind].fields
        if field.required and field.kind != "choice" and values.get(field.key) in (None, "")
    ]
    if missing:
        raise PlanError.in_fields(*missing)


def check_together(kind: str, values: Mapping[str, Stored]) -> None:
    """Fields of one record that must agree; PlanError names the field to correct."""
    if kind == "cost_part" and values.get("basis") == Basis.EQUAL and values.get("base_set_id"):
        raise PlanError.in_fields(FieldProblem("base_set_id", "share.equal_base"))
    least, most = values.get("minimum"), values.get("maximum")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        raise PlanError.in_fields(FieldProblem("maximum", "share.least_most"))


def _fit(field: Field, value: Stored) -> Stored:
    if value is None:
        return _COUNTS.get(field.key, _EMPTY.get(field.kind))
    if isinstance(value, Decimal) and value < 0:
        raise PlanError("share.negative", place=field.name())
    if field.key in _PERCENT and isinstance(value, Decimal) and value > 100:
        raise PlanError("share.percent", label=field.name())
    return value
