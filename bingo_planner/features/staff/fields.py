"""The fields of this room's records: one table for forms, the command line and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.features.staff.model import Ground, TaskKind, TaskState, TermState
from bingo_planner.kernel.fields import Choice, Field, FieldKind, RecordKind

CONTEXT: Final = "staff"

GROUNDS: Final = (
    Choice(Ground.ARTICLE, "Local Autonomy Act, art. 252-17"),
    Choice(Ground.TRAINING, "Training secondment"),
    Choice(Ground.DUAL, "Concurrent appointment"),
    Choice(Ground.OTHER, "Other"),
)
SHORT_GROUNDS: Final = (
    Choice(Ground.ARTICLE, "Art. 252-17"),
    Choice(Ground.TRAINING, "Training"),
    Choice(Ground.DUAL, "Concurrent"),
    Choice(Ground.OTHER, "Other"),
)
STATES: Final = (Choice(TermState.FIXED, "Settled"), Choice(TermState.PLANNED, "Planned"))
TASK_KINDS: Final = (
    Choice(TaskKind.TASK, "To do"),
    Choice(TaskKind.DATE, "Fixed date"),
    Choice(TaskKind.UNDECIDED, "Undecided"),
)
TASK_STATES: Final = (Choice(TaskState.OPEN, "Open"), Choice(TaskState.DONE, "Done"))


def _field(key: str, label: str, kind: FieldKind = "text", **more: object) -> Field:
    return Field(key, label, kind, context=CONTEXT, **more)  # type: ignore[arg-type]  # named fields of Field


def _body(key: str, label: str, **more: object) -> Field:
    return _field(key, label, "body", refers_to="municipality", **more)


PERSON: Final = RecordKind(
    "person",
    "Person",
    CONTEXT,
    (
        _field("name", "Name", required=True),
        _field("kana", "Reading", "kana"),
        _body("body_id", "Body"),
        _field("section", "Section", section="Contact"),
        _field("post", "Post", section="Contact"),
        _field("duty", "In charge of", section="Contact"),
        _field("tel", "Telephone", "tel", section="Contact"),
        _field("mail", "Mail", section="Contact"),
        _field("is_contact", "In the duty list", "bool", section="Contact"),
        _field("note", "Note", "long", section="Contact"),
    ),
)

SECONDMENT: Final = RecordKind(
    "secondment",
    "Term of secondment",
    CONTEXT,
    (
        _field("person_id", "Person", "ref", refers_to="person", required=True),
        _body("sender_id", "Sent by"),
        _body("host_id", "Sent to"),
        _field("starts_on", "From", "date"),
        _field("ends_on", "To", "date"),
        _field("state", "State", "choice", choices=STATES, required=True),
        _field("seat", "Seat", hint="Terms of one seat follow one another"),
        _field("successor", "Successor"),
        _field("successor_id", "Successor in the list", "ref", refers_to="person"),
        _field("ground", "Ground", "choice", choices=GROUNDS, required=True, section="Status and pay"),
        _field("post_home", "Post at home", section="Status and pay"),
        _field("post_host", "Post here", section="Status and pay"),
        _field("dual_post", "Holds both posts", "bool", section="Status and pay"),
        _field("working_days", "Working days", section="Status and pay"),
        _body("paid_by_id", "Paid by", section="Status and pay"),
        _body("borne_by_id", "Borne by", section="Status and pay"),
        _field("allowances", "Allowances", section="Status and pay"),
        _field("retirement", "Retirement allowance", section="Status and pay"),
        _field("is_settled", "Accounts are settled", "bool", section="Status and pay"),
        _field("settlement", "Settlement", section="Status and pay"),
        _field("agreement_no", "Agreement", section="Status and pay"),
        _field("agreement_on", "Agreed on", "date", section="Status and pay"),
        _field("note", "Note", "long", section="Status and pay"),
    ),
)

DUTY: Final = RecordKind(
    "duty",
    "Duty",
    CONTEXT,
    (
        _field("person_id", "Person", "ref", refers_to="person", required=True),
        _field("title", "Duty", required=True),
        _field("share", "Share of time", "integer", unit="%", minimum=0, maximum=100),
        _field("project_id", "Joint project", "ref", refers_to="project"),
        _field("starts_on", "From", "date"),
        _field("ends_on", "To", "date"),
        _field("detail", "What it takes", "long"),
        _field("sort", "Place", "integer", minimum=0),
    ),
)

TASK: Final = RecordKind(
    "task",
    "Task",
    CONTEXT,
    (
        _field("title", "Matter", required=True),
        _field("kind", "Kind", "choice", choices=TASK_KINDS, required=True),
        _field("due_on", "By", "date"),
        _field("state", "State", "choice", choices=TASK_STATES, required=True),
        _field("done_on", "Done on", "date"),
        _field("person_id", "Person", "ref", refers_to="person"),
        _body("body_id", "Body"),
        _field("project_id", "Joint project", "ref", refers_to="project"),
        _field("detail", "Details", "long"),
    ),
)

RECORDS: Final[Mapping[str, RecordKind]] = {one.kind: one for one in (PERSON, SECONDMENT, DUTY, TASK)}
FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {kind: record.fields for kind, record in RECORDS.items()}


def field_of(kind: str, key: str) -> Field:
    """One field record."""
    return RECORDS[kind].by_key[key]


def word(kind: str, key: str, value: str) -> str:
    """A stored word in the language in force."""
    return field_of(kind, key).choice_name(value)
