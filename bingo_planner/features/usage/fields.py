"""The fields of this room's records: one table for forms, the command line and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.features.usage.kinds import KINDS as SERVICE_KINDS
from bingo_planner.kernel.fields import Choice, Field, FieldKind, RecordKind

CONTEXT: Final = "usage"

KIND_CHOICES: Final = tuple(Choice(kind.value, kind.label) for kind in SERVICE_KINDS)
COUNTINGS: Final = (Choice("sum", "Months add up"), Choice("level", "Each month by itself"))
OWNERSHIPS: Final = (Choice("", "Not said"), Choice("public", "Public"), Choice("private", "Private"))
MARKS: Final = (
    Choice("", "A figure"),
    Choice("none", "Does not apply"),
    Choice("pending", "Not yet counted"),
)
REPORT_STATES: Final = (Choice("", "As its figures say"), Choice("pending", "Not yet counted"))
FORMULAS: Final = (
    Choice("sum", "Sum of the months"),
    Choice("average", "Average of the months"),
    Choice("max", "Largest month"),
    Choice("first", "First month"),
    Choice("last", "Last month"),
    Choice("ratio", "Ratio of two measures"),
    Choice("per_member", "Sum per member body"),
)


def _field(key: str, label: str, kind: FieldKind = "text", **more: object) -> Field:
    return Field(key, label, kind, context=CONTEXT, **more)  # type: ignore[arg-type]  # named fields of Field


def _ref(key: str, label: str, refers_to: str, **more: object) -> Field:
    return _field(key, label, "body" if refers_to == "municipality" else "ref", refers_to=refers_to, **more)


SERVICE = RecordKind(
    "usage_service",
    "Joint service",
    CONTEXT,
    (
        _field("name", "Service", required=True, section="Place"),
        _field("kana", "Reading", "kana", section="Place"),
        _field("kind", "Kind", "choice", choices=KIND_CHOICES, required=True, section="Place"),
        _ref("project_id", "Joint project", "project", section="Place"),
        _field("place_word", "Word for its places", hint="Empty when it has none", section="Place"),
        _field("starts_on", "Start", "date", section="Place"),
        _field("ends_on", "End", "date", section="Place"),
        _field("outline", "What changed", "long", section="Rules"),
        _field("eligibility", "Who may use it", "long", section="Rules"),
        _field("priority", "Order when seats are short", "long", section="Rules"),
        _field("opening", "Opening days and hours", "long", section="Rules"),
        _field("weekdays", "Open weekdays", hint="Monday to Sunday, such as 1111100", section="Rules"),
        _field("on_holidays", "Open on holidays", "bool", section="Rules"),
        _field("fee", "Fee", section="Rules"),
        _field("caution", "Notes on use", "long", section="Rules"),
        _field("legal_form", "Legal form", section="Money"),
        _field("payment", "Who pays", "long", section="Money"),
        _field("share_rule", "How shares read from it", "long", section="Money"),
        _field("operator", "Operator", section="Money"),
        _field("source", "Source", section="Money"),
        _field("sort", "Place in the order", "integer", section="Money"),
    ),
)

FACILITY = RecordKind(
    "usage_facility",
    "Facility",
    CONTEXT,
    (
        _ref("service_id", "Service", "usage_service", required=True),
        _ref("municipality_id", "Host body", "municipality"),
        _field("name", "Facility", required=True),
        _field("kana", "Reading", "kana"),
        _field("code", "Code"),
        _field("aliases", "Other spellings", hint="Separated by |"),
        _field("ownership", "Ownership", "choice", choices=OWNERSHIPS),
        _field("kind", "Kind of care"),
        _field("ages", "Ages"),
        _field("hours", "Hours"),
        _field("fee", "Fee"),
        _field("address", "Address"),
        _field("tel", "Telephone", "tel"),
        _field("opened_on", "Opened", "date"),
        _field("closed_on", "Closed", "date"),
        _field("note", "Note"),
        _field("source", "Source"),
        _field("sort", "Place in the order", "integer"),
    ),
)

CAPACITY = RecordKind(
    "usage_capacity",
    "Capacity",
    CONTEXT,
    (
        _ref("service_id", "Service", "usage_service", required=True),
        _ref("facility_id", "Facility", "usage_facility"),
        _field("name", "Kind of capacity", required=True, hint="Such as 定員 or 看護師"),
        _field("amount", "Number", "decimal", required=True),
        _field("unit", "Unit"),
        _field("from_on", "From", "date"),
        _field("to_on", "To", "date"),
        _field("note", "Note"),
    ),
)

BREAKDOWN = RecordKind(
    "usage_breakdown",
    "Breakdown",
    CONTEXT,
    (
        _ref("service_id", "Service", "usage_service", required=True),
        _field("name", "Breakdown", required=True),
        _field("sort", "Place in the order", "integer"),
    ),
)

CATEGORY = RecordKind(
    "usage_category",
    "Class of a breakdown",
    CONTEXT,
    (
        _ref("breakdown_id", "Breakdown", "usage_breakdown", required=True),
        _field("name", "Class", required=True),
        _field("aliases", "Other spellings", hint="Separated by |"),
        _field("sort", "Place in the order", "integer"),
    ),
)

MEASURE = RecordKind(
    "usage_measure",
    "Measure",
    CONTEXT,
    (
        _ref("service_id", "Service", "usage_service", required=True),
        _field("name", "Measure", required=True),
        _field("kana", "Reading", "kana"),
        _field("aliases", "Other spellings", hint="Separated by |"),
        _field("unit", "Unit"),
        _field("counting", "Over the months", "choice", choices=COUNTINGS, required=True),
        _field("by_place", "By facility", "bool"),
        _field("by_body", "By home body", "bool"),
        _ref("breakdown_id", "Breakdown", "usage_breakdown"),
        _field("decimals", "Decimals", "integer", minimum=0, maximum=6),
        _field("capacity_name", "Held against the capacity", hint="Such as 定員; empty: none"),
        _field("jump_percent", "Ask at a change of (%)", "integer", minimum=1, maximum=1000),
        _field("jump_least", "… of at least", "integer", minimum=0),
        _field("definition", "Definition"),
        _field("sort", "Place in the order", "integer"),
    ),
)

REPORT = RecordKind(
    "usage_report",
    "Monthly report",
    CONTEXT,
    (
        _ref("service_id", "Service", "usage_service", required=True),
        _ref("facility_id", "Facility", "usage_facility"),
        _field("month", "Month", "date", required=True),
        _field("state", "State", "choice", choices=REPORT_STATES),
        _field("open_days", "Open days", "integer", minimum=0, maximum=31),
        _field("note", "Note"),
    ),
)

VALUE = RecordKind(
    "usage_value",
    "Monthly figure",
    CONTEXT,
    (
        _ref("report_id", "Monthly report", "usage_report", required=True),
        _ref("measure_id", "Measure", "usage_measure", required=True),
        _ref("municipality_id", "Home body", "municipality"),
        _ref("category_id", "Class", "usage_category"),
        _field("value", "Figure", "decimal"),
        _field("mark", "Mark", "choice", choices=MARKS),
        _ref("source_id", "File", "usage_source"),
        _field("place", "Place in the file"),
        _field("seen", "Looked at", "decimal"),
    ),
)

MONTH = RecordKind(
    "usage_month",
    "Month of a service",
    CONTEXT,
    (
        _ref("service_id", "Service", "usage_service", required=True),
        _field("month", "Month", "date", required=True),
        _field("is_confirmed", "Confirmed", "bool"),
        _field("confirmed_on", "Confirmed on", "date"),
        _field("confirmed_by", "Confirmed by"),
        _field("note", "Note"),
    ),
)

CORRECTION = RecordKind(
    "usage_correction",
    "Correction",
    CONTEXT,
    (
        _ref("value_id", "Monthly figure", "usage_value", required=True),
        _field("old_value", "Before", "decimal"),
        _field("old_mark", "Mark before", "choice", choices=MARKS),
        _field("new_value", "After", "decimal"),
        _field("new_mark", "Mark after", "choice", choices=MARKS),
        _field("reason", "Reason", required=True),
        _field("corrected_on", "Corrected on", "date"),
        _field("corrected_by", "Corrected by"),
    ),
)

SOURCE = RecordKind(
    "usage_source",
    "File figures came from",
    CONTEXT,
    (
        _field("name", "File", required=True),
        _field("digest", "Check sum"),
        _field("encoding", "Encoding"),
        _field("read_on", "Taken in on", "date"),
        _field("read_by", "Taken in by"),
        _field("note", "Note"),
    ),
)

LINK = RecordKind(
    "usage_link",
    "KPI from a measure",
    CONTEXT,
    (
        _ref("kpi_id", "KPI", "kpi", required=True),
        _ref("measure_id", "Measure", "usage_measure", required=True),
        _field("formula", "Formula", "choice", choices=FORMULAS, required=True),
        _ref("other_id", "Measure beneath the line", "usage_measure"),
        _ref("category_id", "Only the class", "usage_category"),
        _field("factor", "Times", "decimal", hint="100 for percent"),
        _field("by_body", "Also by home body", "bool"),
        _field("note", "Note"),
    ),
)

SETUP: Final = (SERVICE, FACILITY, CAPACITY, MEASURE, BREAKDOWN, CATEGORY, LINK)
"""Kinds that are set up through forms."""
KINDS: Final = (*SETUP, REPORT, VALUE, MONTH, CORRECTION, SOURCE)
"""Every kind of record of this room."""

RECORDS: Final[Mapping[str, RecordKind]] = {record.kind: record for record in KINDS}


def field_of(kind: str, key: str) -> Field:
    """One field; KeyError when there is none."""
    return RECORDS[kind].by_key[key]


def word(kind: str, key: str, value: str) -> str:
    """The wording of a stored word."""
    return field_of(kind, key).choice_name(value)
