"""The fields of this room's records: for the command line, the bin and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.kernel.fields import Choice, Field, RecordKind

CONTEXT: Final = "vision"

EDITION_STATES: Final = (
    Choice("draft", "Draft"),
    Choice("consulting", "Consulting the members"),
    Choice("fixed", "Fixed"),
)
SECTION_STATES: Final = (
    Choice("empty", "Empty"),
    Choice("writing", "Being written"),
    Choice("done", "Finished"),
)

VISION: Final = RecordKind(
    "vision",
    "Vision",
    CONTEXT,
    (
        Field("title", "Title", "text", CONTEXT, required=True),
        Field("number", "Which vision", "text", CONTEXT),
        Field("from_fy", "First year", "fiscal_year", CONTEXT),
        Field("to_fy", "Last year", "fiscal_year", CONTEXT),
        Field("slogan", "Slogan", "text", CONTEXT),
    ),
)
EDITION: Final = RecordKind(
    "vision_edition",
    "Edition",
    CONTEXT,
    (
        Field("vision_id", "Vision", "ref", CONTEXT, required=True, refers_to="vision"),
        Field("name", "Name of the edition", "text", CONTEXT, required=True),
        Field("state", "State", "choice", CONTEXT, EDITION_STATES),
        Field("fiscal_year", "Fiscal year", "fiscal_year", CONTEXT),
        Field("based_on_id", "Based on", "ref", CONTEXT, refers_to="vision_edition"),
        Field("issued_on", "Issued on", "date", CONTEXT),
        Field("fixed_on", "Fixed on", "date", CONTEXT),
        Field("note", "Note", "long", CONTEXT),
    ),
)
SECTION: Final = RecordKind(
    "vision_section",
    "Section",
    CONTEXT,
    (
        Field("edition_id", "Edition", "ref", CONTEXT, required=True, refers_to="vision_edition"),
        Field("parent_id", "Under", "ref", CONTEXT, refers_to="vision_section"),
        Field("title", "Heading", "text", CONTEXT, required=True),
        Field("body", "Text", "long", CONTEXT),
        Field("state", "State", "choice", CONTEXT, SECTION_STATES),
        Field("sort", "Place", "integer", CONTEXT),
    ),
)
KINDS: Final = (VISION, EDITION, SECTION)
"""Every kind of record of this room that people name."""

RECORDS: Final[Mapping[str, RecordKind]] = {record.kind: record for record in KINDS}
