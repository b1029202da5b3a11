"""The fields of records about free answers: one table for forms, the command line and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.kernel.fields import Choice, Field, FieldKind, RecordKind

CONTEXT: Final = "survey_text"

WORD_KINDS: Final = (
    Choice("stop", "Left out"),
    Choice("pick", "Taken as one word"),
    Choice("same", "Counted as another word"),
    Choice("use", "Not as the built-in list says"),
)
MARKS: Final = (
    Choice("", "As the rules say"),
    Choice("in", "Belongs to it"),
    Choice("out", "Does not belong"),
)


def _field(key: str, label: str, kind: FieldKind = "text", **more: object) -> Field:
    return Field(key, label, kind, context=CONTEXT, **more)  # type: ignore[arg-type]  # named fields of Field


def _ref(key: str, label: str, refers_to: str, **more: object) -> Field:
    return _field(key, label, "ref", refers_to=refers_to, **more)


GROUP = RecordKind(
    "survey_group",
    "Group of opinions",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey", required=True),
        _field("question_key", "Free question", required=True, hint="Such as q20"),
        _field("field", "Field", hint="Such as 交通"),
        _field("name", "Kind", required=True, hint="Such as バスの便数"),
        _field("code", "Code in tables", "integer", minimum=0),
        _field("note", "What belongs here"),
        _field("sort", "Place in the order", "integer"),
    ),
)

RULE = RecordKind(
    "survey_rule",
    "Rule of a group",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey"),
        _ref("group_id", "Group of opinions", "survey_group", required=True),
        _field("text", "Rule", required=True, hint="バス かつ （少な または 減）"),
        _field("sort", "Place in the order", "integer"),
    ),
)

WORD = RecordKind(
    "survey_word",
    "Word of the lists",
    CONTEXT,
    (
        _field("kind", "How it is counted", "choice", choices=WORD_KINDS, required=True),
        _field("text", "Word", required=True),
        _field("means", "Counted as"),
    ),
)

CODING = RecordKind(
    "survey_coding",
    "Sorting by hand",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey", required=True),
        _field("question_key", "Free question", required=True),
        _field("respondent", "Respondent"),
        _field("digest", "Check sum"),
        _ref("group_id", "Group of opinions", "survey_group"),
        _field("mark", "By hand", "choice", choices=MARKS),
    ),
)

QUOTE = RecordKind(
    "survey_quote",
    "Quote",
    CONTEXT,
    (
        _ref("survey_id", "Survey", "survey", required=True),
        _field("question_key", "Free question", required=True),
        _ref("group_id", "Group of opinions", "survey_group"),
        _field("respondent", "Respondent"),
        _field("digest", "Check sum"),
        _field("text", "Text", "long"),
        _field("shown", "Printed of the respondent"),
        _field("checked", "Read and found safe", "bool"),
        _field("sort", "Place in the order", "integer"),
    ),
)

KINDS: Final = (GROUP, RULE, WORD, CODING, QUOTE)
"""Every kind of record about free answers."""
RECORDS: Final[Mapping[str, RecordKind]] = {record.kind: record for record in KINDS}
