"""The region as values: bodies and their years, populations, outlines, pacts, locked years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bingo_planner.kernel.i18n import language, translate

Ring = tuple[tuple[float, float], ...]
"""A closed line of (longitude, latitude)."""


class MemberRole(StrEnum):
    """What a body is in the region."""

    CORE = "core"
    PARTNER = "partner"


class Sex(StrEnum):
    """Whom a figure counts."""

    TOTAL = "T"
    MALE = "M"
    FEMALE = "F"


class MapMeasure(StrEnum):
    """What a map of the region shows."""

    DENSITY = "density"
    ELDERLY = "elderly"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a body belongs to the region; no end: it still does."""

    id: str
    role: str = MemberRole.PARTNER
    joined_on: dt.date | None = None
    left_on: dt.date | None = None
    basis: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class OtherMembership:
    """Another region the body also belongs to."""

    id: str
    name: str
    core_name: str = ""
    since: dt.date | None = None
    source: str = ""


def short_english(name: str) -> str:
    """Fukuyama for Fukuyama City."""
    first, _gap, last = name.rpartition(" ")
    return first if first and last in {"City", "Town", "Village"} else name


@dataclass(frozen=True, slots=True)
class Body:
    """A municipality, or a partner outside the region."""

    id: str
    code: str = ""
    name: str = ""
    kana: str = ""
    short_name: str = ""
    name_en: str = ""
    mark: str = ""
    mark_en: str = ""
    prefecture: str = ""
    kind: str = "city"
    is_outside: bool = False
    area_km2: Decimal | None = None
    color_light: str = ""
    color_dark: str = ""
    desk: str = ""
    desk_tel: str = ""
    sort: int = 0
    source: str = ""
    note: str = ""
    terms: tuple[Term, ...] = ()
    others: tuple[OtherMembership, ...] = ()

    @property
    def label(self) -> str:
        """The name in the language in force."""
        return self.name_en if language() == "en" and self.name_en else self.name

    @property
    def brief(self) -> str:
        """The name on maps and in narrow columns: in English without City or Town."""
        return short_english(self.name_en) if language() == "en" and self.name_en else self.name

    @property
    def briefest(self) -> str:
        """Where not even `brief` has room: 福山, in English the two letters of the mark."""
        if language() == "en" and self.name_en:
            return self.mark_en or self.brief
        return self.short_name or self.name

    @property
    def is_core(self) -> bool:
        """Whether it is the core city in one of its terms."""
        return any(term.role == MemberRole.CORE for term in self.terms)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """The region's own facts; a file without one has an empty id."""

    id: str = ""
    name: str = ""
    kana: str = ""
    name_en: str = ""
    vision_name: str = ""
    core_id: str | None = None
    declared_on: dt.date | None = None
    office_name: str = ""
    office_tel: str = ""
    council_name: str = ""
    advisory_name: str = ""
    data_note: str = ""
    plays_on: dt.date | None = None
    note: str = ""

    @property
    def label(self) -> str:
        """The name in the language in force."""
        return self.name_en if language() == "en" and self.name_en else self.name

    @property
    def foot_mark(self) -> str:
        """What stands at the foot of every paper: the note on the figures; of a sample, in the paper's language."""
        if self.plays_on is None or not self.data_note:
            return self.data_note
        return translate("region", "Sample: money, indicators and names of persons are made up")


@dataclass(frozen=True, slots=True)
class Series:
    """Where a series of population figures comes from. Series of two vintages are two series."""

    id: str
    series: str
    name: str = ""
    name_en: str = ""
    vintage: str = ""
    source: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """The name in the language in force."""
        return (self.name_en if language() == "en" and self.name_en else self.name) or self.series


class PersonsKey(NamedTuple):
    """One population figure. Both ages None: all ages; only `last` None: that age and over."""

    body_id: str
    series: str
    year: int
    sex: str = Sex.TOTAL
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class PactRow:
    """A partnership pact with the days of its making."""

    id: str
    partner_id: str | None = None
    title: str = ""
    signed_on: dt.date | None = None
    core_voted_on: dt.date | None = None
    partner_voted_on: dt.date | None = None
    notified_on: dt.date | None = None
    filed_on: dt.date | None = None
    filed_to: str = ""
    effective_on: dt.date | None = None
    lapse_clause: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A line of a pact's schedule; `projects` are the names of the joint projects that rest on it."""

    id: str
    pact_id: str = ""
    number: str = ""
    role_area: str = ""
    title: str = ""
    content: str = ""
    core_part: str = ""
    partner_part: str = ""
    sort: int = 0
    projects: tuple[tuple[str, str], ...] = ()
    """(id, name) of each."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A fiscal year and whether its figures are settled."""

    year: int
    is_locked: bool = False
    reason: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """The whole region at one moment, seen from one fiscal year.

    `bodies` are in official order, partners outside last; `members` are ids of those who belong in `year` (or on the
    day asked for); `persons` holds every population figure; `outlines` rings by body.
    """

    region: RegionRow
    year: int
    bodies: tuple[Body, ...] = ()
    member_ids: frozenset[str] = frozenset()
    series: tuple[Series, ...] = ()
    persons: Mapping[PersonsKey, int] = field(default_factory=dict, hash=False)
    projected: frozenset[tuple[str, int]] = frozenset()
    """(series, year) of figures that are projections."""
    outlines: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict, hash=False)
    attribution: str = ""
    pacts: tuple[PactRow, ...] = ()

    @property
    def members(self) -> tuple[Body, ...]:
        """Bodies that belong to the region, in official order."""
        return tuple(body for body in self.bodies if body.id in self.member_ids)

    @property
    def core(self) -> Body | None:
        """The core city."""
        named = next((body for body in self.bodies if body.id == self.region.core_id), None)
        return named or next((body for body in self.bodies if body.is_core), None)

    def body(self, body_id: str | None) -> Body | None:
        """A body by its id."""
        return next((body for body in self.bodies if body.id == body_id), None)


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a record last, and when."""

    who: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class RegionPage:
    """Everything the page shows: the facts, schedule items, and the fiscal years with their locks."""

    facts: RegionFacts
    items: tuple[ItemRow, ...] = ()
    years: tuple[YearRow, ...] = ()

    def items_of(self, pact_id: str) -> tuple[ItemRow, ...]:
        """The schedule of one pact in its order."""
        return tuple(item for item in self.items if item.pact_id == pact_id)
