"""The fields of placements: one table for the form, the command line and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.features.usage.placement_steps import LABELS
from bingo_planner.kernel.fields import Choice, Field, FieldKind, RecordKind

CONTEXT: Final = "placement"
STATES: Final = tuple(Choice(state.value, label) for state, label in LABELS.items())
CONDITIONS: Final = (
    Choice("own", "Residents of the host"),
    Choice("reason", "Cases with the reason"),
    Choice("rest", "All others"),
)


def _field(key: str, label: str, kind: FieldKind = "text", **more: object) -> Field:
    return Field(key, label, kind, context=CONTEXT, **more)  # type: ignore[arg-type]  # named fields of Field


def _ref(key: str, label: str, refers_to: str, **more: object) -> Field:
    return _field(key, label, "body" if refers_to == "municipality" else "ref", refers_to=refers_to, **more)


PLACEMENT = RecordKind(
    "placement",
    "Placement",
    CONTEXT,
    (
        _field("number", "Case number"),
        _ref("service_id", "Service", "usage_service"),
        _field("state", "State", "choice", choices=STATES),
        _ref("home_id", "Home body", "municipality", required=True),
        _ref("facility_id", "Nursery", "usage_facility"),
        _ref("second_id", "Second wish", "usage_facility"),
        _ref("third_id", "Third wish", "usage_facility"),
        _ref("age_id", "Age class", "usage_category", hint="On 1 April"),
        _ref("reason_id", "Reason", "usage_category"),
        _field("reason_note", "Reason in words", hint="No names"),
        _field("wanted_from", "Wanted from", "date"),
        _field("wanted_to", "Wanted to", "date"),
        _field("applied_on", "Applied on", "date", section="Steps"),
        _field("reviewed_on", "Reviewed on", "date", section="Steps"),
        _field("consulted_on", "Consulted on", "date", section="Steps"),
        _field("consult_no", "Number of the consultation", section="Steps"),
        _field("answered_on", "Answered on", "date", section="Steps"),
        _field("answer_no", "Number of the answer", section="Steps"),
        _field("refusal", "Why not", hint="No names", section="Steps"),
        _field("contracted_on", "Contract of", "date", section="Steps"),
        _field("decided_from", "Decided from", "date", section="Use"),
        _field("decided_to", "Decided to", "date", section="Use"),
        _field("started_on", "Begin noted on", "date", section="Use"),
        _field("checked_on", "Status report on", "date", section="Use"),
        _field("ended_on", "Ended on", "date", section="Use"),
        _ref("before_id", "Case of the year before", "placement", section="Use"),
        _field("remark", "Remark", "long", hint="No names", section="Use"),
    ),
)

RANK = RecordKind(
    "placement_rank",
    "Priority",
    CONTEXT,
    (
        _ref("service_id", "Service", "usage_service", required=True),
        _field("name", "Wording", required=True),
        _field("condition", "Whom it names", "choice", choices=CONDITIONS, required=True),
        _ref("reason_id", "Reason", "usage_category"),
        _field("sort", "Place in the order", "integer"),
    ),
)

RECORDS: Final[Mapping[str, RecordKind]] = {record.kind: record for record in (PLACEMENT, RANK)}


def field_of(kind: str, key: str) -> Field:
    """One field; KeyError when there is none."""
    return RECORDS[kind].by_key[key]
