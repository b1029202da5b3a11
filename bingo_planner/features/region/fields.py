"""The fields of this room's records: one table for forms, pasting, the command line and the history's wording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bingo_planner.kernel.fields import Choice, Field, FieldKind, RecordKind

CONTEXT: Final = "region"

KINDS_OF_BODY: Final = (
    Choice("city", "City"),
    Choice("town", "Town"),
    Choice("village", "Village"),
    Choice("ward", "Ward"),
    Choice("prefecture", "Prefecture"),
    Choice("other", "Other body"),
)
MEMBER_ROLES: Final = (Choice("core", "Core city"), Choice("partner", "Partner"))
ROLE_AREAS: Final = (
    Choice("ECONOMY", "Growth of the region's economy"),
    Choice("HUB", "Higher urban functions"),
    Choice("LIFE", "Services of daily life"),
)
SEXES: Final = (Choice("T", "Men and women"), Choice("M", "Men"), Choice("F", "Women"))


def _field(key: str, label: str, kind: FieldKind = "text", **more: object) -> Field:
    return Field(key, label, kind, context=CONTEXT, **more)  # type: ignore[arg-type]  # named fields of Field


REGION = RecordKind(
    "region",
    "Region",
    CONTEXT,
    (
        _field("name", "Name of the region", required=True, section="Names"),
        _field("kana", "Reading", "kana", section="Names"),
        _field("name_en", "Name in English", section="Names"),
        _field("vision_name", "Name of the vision", section="Names"),
        _field("core_id", "Core city", "body", refers_to="municipality", section="Scheme"),
        _field("declared_on", "Day of the declaration", "date", section="Scheme"),
        _field("council_name", "Council of the heads", section="Scheme"),
        _field("advisory_name", "Advisory council", section="Scheme"),
        _field("office_name", "Office", section="Office"),
        _field("office_tel", "Telephone", "tel", section="Office"),
        _field(
            "data_note", "Note on the figures", "long", hint="Printed at the foot of papers", section="Notes"
        ),
        _field("note", "Note", "long", section="Notes"),
    ),
)

MUNICIPALITY = RecordKind(
    "municipality",
    "Municipality",
    CONTEXT,
    (
        _field(
            "code", "Code", required=True, hint="Five digits, or six with the check digit", section="Names"
        ),
        _field("name", "Name", required=True, section="Names"),
        _field("kana", "Reading", "kana", section="Names"),
        _field("short_name", "Short name", section="Names"),
        _field("name_en", "Name in English", section="Names"),
        _field("prefecture", "Prefecture", section="Names"),
        _field("kind", "Kind", "choice", choices=KINDS_OF_BODY, required=True, section="Names"),
        _field("area_km2", "Area", "decimal", unit="km²", section="Names"),
        _field("is_outside", "Partner outside the region", "bool", section="Names"),
        _field("sort", "Place in the official order", "integer", section="Names"),
        _field("desk", "Section in charge", section="Desk"),
        _field("desk_tel", "Telephone", "tel", section="Desk"),
        _field("mark", "Mark", hint="One character", section="Mark"),
        _field("mark_en", "Mark in English", hint="Two letters", section="Mark"),
        _field("color_light", "Colour", hint="#RRGGBB", section="Mark"),
        _field("color_dark", "Colour on dark ground", hint="#RRGGBB", section="Mark"),
        _field("source", "Source", section="Notes"),
        _field("note", "Note", "long", section="Notes"),
    ),
)

MEMBERSHIP = RecordKind(
    "membership",
    "Membership",
    CONTEXT,
    (
        _field("municipality_id", "Municipality", "body", refers_to="municipality", required=True),
        _field("role", "Part", "choice", choices=MEMBER_ROLES, required=True),
        _field("joined_on", "Joined on", "date"),
        _field("left_on", "Left on", "date", hint="The first day outside"),
        _field("basis", "Ground"),
        _field("source", "Source"),
    ),
)

OTHER_REGION = RecordKind(
    "other_region",
    "Other region",
    CONTEXT,
    (
        _field("municipality_id", "Municipality", "body", refers_to="municipality", required=True),
        _field("name", "Other region", required=True),
        _field("core_name", "Its core city"),
        _field("since", "Since", "date"),
        _field("source", "Source"),
    ),
)

POPULATION = RecordKind(
    "population",
    "Population figure",
    CONTEXT,
    (
        _field("municipality_id", "Municipality", "body", refers_to="municipality", required=True),
        _field("series", "Series", required=True),
        _field("year", "Year", "integer", required=True, minimum=1868, maximum=2200),
        _field("as_of", "As of", "date"),
        _field("sex", "Sex", "choice", choices=SEXES, required=True),
        _field("age_from", "Age from", "integer", minimum=0, maximum=120),
        _field("age_to", "Age to", "integer", minimum=0, maximum=120, hint="Empty: and over"),
        _field("persons", "Persons", "integer", minimum=0),
        _field("is_projection", "Projection", "bool"),
    ),
)

POPULATION_SERIES = RecordKind(
    "population_series",
    "Series of population figures",
    CONTEXT,
    (
        _field("series", "Series", required=True),
        _field("name", "Name", required=True),
        _field("name_en", "Name in English"),
        _field("vintage", "Vintage"),
        _field("source", "Source"),
        _field("note", "Note"),
    ),
)

PACT = RecordKind(
    "pact",
    "Pact",
    CONTEXT,
    (
        _field("partner_id", "Partner", "body", refers_to="municipality", required=True, section="Pact"),
        _field("title", "Title", required=True, section="Pact"),
        _field("core_voted_on", "Vote of the core city's council", "date", section="Days"),
        _field("partner_voted_on", "Vote of the partner's council", "date", section="Days"),
        _field("signed_on", "Signed on", "date", section="Days"),
        _field("notified_on", "Public notice", "date", section="Days"),
        _field("filed_on", "Filed on", "date", section="Days"),
        _field("filed_to", "Filed to", section="Days"),
        _field("effective_on", "In force from", "date", section="Days"),
        _field("lapse_clause", "Clause on lapse", "long", section="Text"),
        _field("source", "Source", section="Text"),
        _field("note", "Note", "long", section="Text"),
    ),
)

PACT_ITEM = RecordKind(
    "pact_item",
    "Schedule item",
    CONTEXT,
    (
        _field("pact_id", "Pact", "ref", refers_to="pact", required=True),
        _field("number", "Number", required=True),
        _field("role_area", "Role area", "choice", choices=ROLE_AREAS, required=True),
        _field("title", "Undertaking", required=True),
        _field("content", "Content", "long"),
        _field("core_part", "Part and cost of the core city", "long"),
        _field("partner_part", "Part and cost of the partner", "long"),
        _field("sort", "Place in the order", "integer"),
    ),
)

YEAR_LOCK = RecordKind(
    "year_lock",
    "Settled fiscal year",
    CONTEXT,
    (
        _field("fiscal_year", "Fiscal year", "fiscal_year", required=True),
        _field("is_locked", "Settled", "bool"),
        _field("reason", "Reason"),
    ),
)

KINDS: Final = (
    REGION,
    MUNICIPALITY,
    MEMBERSHIP,
    OTHER_REGION,
    POPULATION,
    POPULATION_SERIES,
    PACT,
    PACT_ITEM,
    YEAR_LOCK,
)
"""Every kind of record of this room that people write."""

RECORDS: Final[Mapping[str, RecordKind]] = {record.kind: record for record in KINDS}
FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {record.kind: record.fields for record in KINDS}


def field_of(kind: str, key: str) -> Field:
    """One field; KeyError when there is none."""
    return RECORDS[kind].by_key[key]


def word(kind: str, key: str, value: str) -> str:
    """The wording of a stored word, such as 連携中枢都市 for a member's part."""
    return field_of(kind, key).choice_name(value)
