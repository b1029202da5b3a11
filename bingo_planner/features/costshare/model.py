"""Cost shares as values: items with their rules, base figures, confirmed versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bingo_planner.features.projects.model import Body
from bingo_planner.kernel.money import Rule


class CostStage(StrEnum):
    """Stages of an item, in the order in which they come."""

    ESTIMATE = "estimate"
    BUDGET = "budget"
    SUPPLEMENTARY = "supplementary"
    SETTLED = "settled"


class Basis(StrEnum):
    """By what a part is shared."""

    EQUAL = "equal"
    POPULATION = "population"
    USE = "use"
    FISCAL = "fiscal"
    AREA = "area"
    STAFF = "staff"
    PERCENT = "percent"
    GRANT = "grant"
    OTHER = "other"


class ItemState(StrEnum):
    """Whether an item's figures still move."""

    DRAFT = "draft"
    FIXED = "fixed"


class Taking(StrEnum):
    """Whether a body takes part, beside what the project says."""

    AS_PROJECT = ""
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class CostItem:
    """One cost item of a project, in one fiscal year at one stage."""

    id: str
    project_id: str | None = None
    name: str = ""
    fiscal_year: int = 0
    stage: str = CostStage.BUDGET
    total: int | None = None
    unit: int = 1
    rounding: str = Rule.LARGEST_REMAINDER.value
    two_stage: bool = False
    lead_id: str | None = None
    relief_rise: Decimal | None = None
    relief_fall: Decimal | None = None
    before_id: str | None = None
    against_id: str | None = None
    ground: str = ""
    rule_date: dt.date | None = None
    rule_by: str = ""
    due_on: dt.date | None = None
    instalments: int = 1
    notice_no: str = ""
    notice_on: dt.date | None = None
    payment: str = ""
    settling: str = ""
    state: str = ItemState.DRAFT
    reason: str = ""
    note: str = ""
    sort: int = 0

    @property
    def is_fixed(self) -> bool:
        """Whether it was confirmed."""
        return self.state == ItemState.FIXED


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a rule; `ratio` in percent."""

    id: str
    cost_item_id: str = ""
    basis: str = Basis.EQUAL
    ratio: Decimal | None = None
    is_inverse: bool = False
    base_set_id: str | None = None
    sort: int = 0


@dataclass(frozen=True, slots=True)
class Off:
    """Earmarked money that comes off first."""

    id: str
    cost_item_id: str = ""
    name: str = ""
    amount: int | None = None
    sort: int = 0


@dataclass(frozen=True, slots=True)
class BodyTerms:
    """What is special about one body in one item."""

    id: str
    cost_item_id: str = ""
    municipality_id: str | None = None
    part: str = Taking.AS_PROJECT
    weight: Decimal | None = None
    fixed: int | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class BaseSet:
    """Named, dated, sourced figures; `figures` by body id."""

    id: str
    kind: str = Basis.POPULATION
    name: str = ""
    unit: str = ""
    as_of: dt.date | None = None
    fiscal_year: int | None = None
    source: str = ""
    origin: str = ""
    provenance: str = ""
    sort: int = 0
    figures: Mapping[str, Decimal] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Census:
    """A year of a population series that every member of a fiscal year has a figure in."""

    series: str
    year: int
    name: str
    is_projection: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A confirmed sheet; `snapshot` is what `frozen` reads."""

    id: str
    cost_item_id: str = ""
    number: int = 1
    fixed_on: dt.date | None = None
    fixed_by: str = ""
    reason: str = ""
    rule_text: str = ""
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item with all that its sheet needs. `members` pay, in official order; `bases` by id.

    `last` and `against` are the amounts of last year's item and of the earlier stage, by body id.
    """

    item: CostItem
    project: str = ""
    parts: tuple[Part, ...] = ()
    offs: tuple[Off, ...] = ()
    terms: tuple[BodyTerms, ...] = ()
    members: tuple[Body, ...] = ()
    bodies: tuple[Body, ...] = ()
    bases: Mapping[str, BaseSet] = field(default_factory=dict, hash=False)
    lead_id: str | None = None
    versions: tuple[Version, ...] = ()
    last: Mapping[str, int] = field(default_factory=dict, hash=False)
    before: CostItem | None = None
    against: Mapping[str, int] = field(default_factory=dict, hash=False)
    settles: CostItem | None = None

    @property
    def newest(self) -> Version | None:
        """The version confirmed last."""
        return max(self.versions, key=lambda one: one.number, default=None)

    def terms_of(self, body_id: str) -> BodyTerms:
        """What is special about a body; nothing, when no row says so."""
        found = (one for one in self.terms if one.municipality_id == body_id)
        return next(found, BodyTerms("", self.item.id, body_id))


@dataclass(frozen=True, slots=True)
class Office:
    """Who sends the notices, and what stands at the foot of papers."""

    council: str = ""
    core_id: str | None = None
    name: str = ""
    tel: str = ""
    foot: str = ""


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """Everything about cost shares seen from one fiscal year: its items, all base sets, what stands around."""

    year: int
    items: tuple[ItemFacts, ...] = ()
    bases: tuple[BaseSet, ...] = ()
    bodies: tuple[Body, ...] = ()
    projects: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Number and name of joint projects by id, in their order."""
    office: Office = field(default_factory=Office)
    locked: bool = False
    fixed_bases: frozenset[str] = frozenset()
    """Sets on which a confirmed item of any year rests."""

    def item(self, item_id: str) -> ItemFacts | None:
        """One item of the year."""
        return next((one for one in self.items if one.item.id == item_id), None)
