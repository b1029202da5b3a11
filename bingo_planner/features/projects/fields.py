"""The fields of this room's records: one table for forms, pasting, the command line and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.kernel.fields import Choice, Field, FieldKind, RecordKind

CONTEXT: Final = "projects"

ROLE_AREAS: Final = (
    Choice("ECONOMY", "Growth of the region's economy"),
    Choice("HUB", "Higher urban functions"),
    Choice("LIFE", "Services of daily life"),
)
STATUSES: Final = (
    Choice("new", "New"),
    Choice("continued", "Continued"),
    Choice("expanded", "Expanded"),
    Choice("ended", "Ended"),
)
MEMBER_ROLES: Final = (
    Choice("lead", "Lead"),
    Choice("support", "Support"),
    Choice("join", "Takes part"),
)
STAGES: Final = (
    Choice("estimate", "Estimated cost"),
    Choice("original", "Original budget"),
    Choice("supplementary", "Supplementary"),
    Choice("settled", "Settled"),
)
MONEY: Final = (
    Choice("total", "Total"),
    Choice("national", "National subsidies"),
    Choice("prefecture", "Prefectural subsidies"),
    Choice("bond", "Local bonds"),
    Choice("other", "Other earmarked"),
    Choice("general", "General funds"),
)
MARKS: Final = (
    Choice("", "A figure"),
    Choice("none", "Does not apply"),
    Choice("pending", "Not yet counted"),
)
LEVELS: Final = (
    Choice("region", "Basic goal of the region"),
    Choice("measure", "Measure"),
    Choice("project", "Single project"),
)
DIRECTIONS: Final = (
    Choice("up", "Larger is better"),
    Choice("down", "Smaller is better"),
    Choice("keep", "To be kept"),
)
COUNTINGS: Final = (Choice("single", "Single year"), Choice("cumulative", "Sum of the term"))
YEAR_KINDS: Final = (Choice("fiscal", "Fiscal year"), Choice("calendar", "Calendar year"))
TARGET_KINDS: Final = (
    Choice("number", "A number"),
    Choice("at_least", "At least"),
    Choice("at_most", "At most"),
    Choice("keep", "Keep the present level"),
    Choice("text", "In words"),
    Choice("pending", "Under study"),
)
FLAGS: Final = (Choice("", "As before"), Choice("new", "New"), Choice("abolished", "Abolished"))
VALUE_KINDS: Final = (Choice("actual", "Actual"), Choice("target", "Target"))


def _field(key: str, label: str, kind: FieldKind = "text", **more: object) -> Field:
    return Field(key, label, kind, context=CONTEXT, **more)  # type: ignore[arg-type]  # named fields of Field


PROJECT = RecordKind(
    "project",
    "Joint project",
    CONTEXT,
    (
        _field("code", "Number", required=True, section="Place"),
        _field("name", "Project", required=True, section="Place"),
        _field("kana", "Reading", "kana", section="Place"),
        _field("role_area", "Role area", "choice", choices=ROLE_AREAS, required=True, section="Place"),
        _field("field", "Field", section="Place"),
        _field("status", "Status", "choice", choices=STATUSES, required=True, section="Place"),
        _field("starts_fy", "First year", "fiscal_year", section="Place"),
        _field("ends_fy", "Last year", "fiscal_year", section="Place"),
        _field("lead_id", "Lead body", "body", refers_to="municipality", section="Place"),
        _field("purpose", "Purpose", "long", section="Content"),
        _field("outline", "Outline", "long", section="Content"),
        _field("works", "Main works", "long", hint="One a line", section="Content"),
        _field("effect", "Expected effect", "long", section="Content"),
        _field("caution", "Notes on use", "long", section="Content"),
        _field("roles", "Division of roles", "long", section="Roles and cost"),
        _field("cost_policy", "Sharing of cost", "long", section="Roles and cost"),
        _field("subsidy", "Subsidy", section="Roles and cost"),
        _field("subsidy_rate", "Subsidy rate", section="Roles and cost"),
        _field("evaluation", "Evaluation", "long", section="Evaluation"),
        _field("next_policy", "Next year's line", "long", section="Evaluation"),
        _field("source", "Source", section="Evaluation"),
        _field("sort", "Place in the order", "integer", section="Place"),
    ),
)

PROJECT_MEMBER = RecordKind(
    "project_member",
    "Member of a project",
    CONTEXT,
    (
        _field("project_id", "Joint project", "ref", refers_to="project", required=True),
        _field("municipality_id", "Body", "body", refers_to="municipality"),
        _field("partner_name", "Outside partner"),
        _field("role", "Role", "choice", choices=MEMBER_ROLES, required=True),
        _field("part", "Part"),
        _field("section", "Section in charge"),
        _field("from_fy", "From", "fiscal_year"),
        _field("to_fy", "To", "fiscal_year"),
    ),
)

PROJECT_PACT_ITEM = RecordKind(
    "project_pact_item",
    "Ground in a pact",
    CONTEXT,
    (
        _field("project_id", "Joint project", "ref", refers_to="project", required=True),
        _field("pact_item_id", "Pact item", "ref", refers_to="pact_item", required=True),
    ),
)

PROGRESS_LINE = RecordKind(
    "progress_line",
    "Progress",
    CONTEXT,
    (
        _field("project_id", "Joint project", "ref", refers_to="project", required=True),
        _field("on_date", "Date", "date", required=True),
        _field("line", "What happened", required=True),
    ),
)

MILESTONE = RecordKind(
    "milestone",
    "Step",
    CONTEXT,
    (
        _field("project_id", "Joint project", "ref", refers_to="project", required=True),
        _field("title", "Step", required=True),
        _field("starts_on", "Start", "date"),
        _field("ends_on", "End", "date", hint="Empty: a point in time"),
        _field("percent", "Done (%)", "integer", minimum=0, maximum=100),
        _field("after_id", "After", "ref", refers_to="milestone"),
        _field("label", "Remark"),
        _field("sort", "Place in the order", "integer"),
    ),
)

BUDGET_LINE = RecordKind(
    "budget_line",
    "Budget",
    CONTEXT,
    (
        _field("project_id", "Joint project", "ref", refers_to="project", required=True),
        _field("fiscal_year", "Fiscal year", "fiscal_year", required=True),
        _field("stage", "Stage", "choice", choices=STAGES, required=True),
        _field("money", "Source of money", "choice", choices=MONEY, required=True),
        _field("amount", "Amount", "yen"),
        _field("mark", "Mark", "choice", choices=MARKS),
        _field("note", "Note"),
    ),
)

KPI = RecordKind(
    "kpi",
    "KPI",
    CONTEXT,
    (
        _field("project_id", "Joint project", "ref", refers_to="project"),
        _field("level", "Level", "choice", choices=LEVELS, required=True, section="Indicator"),
        _field("role_area", "Role area", "choice", choices=ROLE_AREAS, section="Indicator"),
        _field("number", "Number", section="Indicator"),
        _field("name", "Indicator", required=True, section="Indicator"),
        _field("unit", "Unit", section="Indicator"),
        _field("decimals", "Decimal places", "integer", minimum=0, maximum=6, section="Indicator"),
        _field("formula", "Formula", section="Indicator"),
        _field("source", "Source", section="Indicator"),
        _field("direction", "Direction", "choice", choices=DIRECTIONS, required=True, section="Counting"),
        _field("counting", "Counting", "choice", choices=COUNTINGS, required=True, section="Counting"),
        _field("year_kind", "Kind of year", "choice", choices=YEAR_KINDS, required=True, section="Counting"),
        _field("baseline", "Baseline", "decimal", section="Goal"),
        _field("baseline_mark", "Mark of the baseline", "choice", choices=MARKS, section="Goal"),
        _field("baseline_year", "Year of the baseline", "fiscal_year", section="Goal"),
        _field(
            "target_kind", "Kind of target", "choice", choices=TARGET_KINDS, required=True, section="Goal"
        ),
        _field("target", "Target", "decimal", section="Goal"),
        _field("target_text", "Target in words", section="Goal"),
        _field("target_year", "Year of the target", "fiscal_year", section="Goal"),
        _field("rule", "Limits of A, B, C (%)", hint="Such as 86,71,56", section="Goal"),
        _field("flag", "New or abolished", "choice", choices=FLAGS, section="Goal"),
        _field("note", "Note", section="Goal"),
        _field("sort", "Place in the order", "integer", section="Goal"),
    ),
)

KPI_VALUE = RecordKind(
    "kpi_value",
    "Figure of a KPI",
    CONTEXT,
    (
        _field("kpi_id", "KPI", "ref", refers_to="kpi", required=True),
        _field("year", "Year", "fiscal_year", required=True),
        _field("kind", "Actual or target", "choice", choices=VALUE_KINDS, required=True),
        _field("municipality_id", "Body", "body", refers_to="municipality"),
        _field("value", "Figure", "decimal"),
        _field("mark", "Mark", "choice", choices=MARKS),
        _field("is_prompt", "Prompt figure", "integer", minimum=0, maximum=1),
        _field("evidence", "Evidence"),
    ),
)

KINDS: Final = (
    PROJECT,
    PROJECT_MEMBER,
    PROJECT_PACT_ITEM,
    PROGRESS_LINE,
    MILESTONE,
    BUDGET_LINE,
    KPI,
    KPI_VALUE,
)
"""Every kind of record of this room."""

RECORDS: Final[Mapping[str, RecordKind]] = {record.kind: record for record in KINDS}
FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {record.kind: record.fields for record in KINDS}


def field_of(kind: str, key: str) -> Field:
    """One field; KeyError when there is none."""
    return RECORDS[kind].by_key[key]


def word(kind: str, key: str, value: str) -> str:
    """The wording of a stored word, such as 継続 for a project's status."""
    return field_of(kind, key).choice_name(value)
