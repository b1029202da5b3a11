"""Placements across borders as values: cases, their steps, the order when seats are short, monthly counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bingo_planner.features.region.model import Body
from bingo_planner.features.usage.model import Facility, Figure, Service


class State(StrEnum):
    """How far a case has come."""

    APPLIED = "applied"
    REVIEWED = "reviewed"
    REJECTED = "rejected"
    CONSULTED = "consulted"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CONTRACTED = "contracted"
    RUNNING = "running"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What takes a case from one state to another."""

    REVIEW = "review"
    REJECT = "reject"
    CONSULT = "consult"
    ACCEPT = "accept"
    REFUSE = "refuse"
    NEXT = "next"
    CONTRACT = "contract"
    START = "start"
    CHECK = "check"
    END = "end"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Case:
    """One placement; the fields are those of its row."""

    id: str
    number: str = ""
    service_id: str = ""
    state: str = State.APPLIED
    home_id: str = ""
    facility_id: str = ""
    second_id: str = ""
    third_id: str = ""
    age_id: str = ""
    reason_id: str = ""
    reason_note: str = ""
    wanted_from: dt.date | None = None
    wanted_to: dt.date | None = None
    decided_from: dt.date | None = None
    decided_to: dt.date | None = None
    applied_on: dt.date | None = None
    reviewed_on: dt.date | None = None
    consulted_on: dt.date | None = None
    consult_no: str = ""
    answered_on: dt.date | None = None
    answer_no: str = ""
    refusal: str = ""
    contracted_on: dt.date | None = None
    started_on: dt.date | None = None
    checked_on: dt.date | None = None
    ended_on: dt.date | None = None
    before_id: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """One step of the written order."""

    id: str
    service_id: str = ""
    name: str = ""
    condition: str = "reason"
    reason_id: str = ""
    sort: int = 0


class CountKey(NamedTuple):
    """Whose running placements are counted."""

    facility: str
    home: str
    age: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A month in which the cases and the reported figure do not agree."""

    month: dt.date
    key: CountKey
    cases: int
    reported: Figure


@dataclass(frozen=True, slots=True)
class Placements:
    """Everything of this slice that a page or paper shows, in one read."""

    today: dt.date
    year: int
    services: tuple[Service, ...]
    bodies: tuple[Body, ...]
    cases: tuple[Case, ...]
    ranks: tuple[Rank, ...]
    reported: Mapping[tuple[dt.date, CountKey], Figure] = field(default_factory=dict)
    """What facilities reported, by month, facility and home body (no age class)."""
    confirmed: frozenset[dt.date] = frozenset()
    foot_mark: str = ""

    def case(self, case_id: str) -> Case | None:
        """A case by its id."""
        return next((one for one in self.cases if one.id == case_id), None)

    def body(self, body_id: str) -> Body | None:
        """A body by its id."""
        return next((one for one in self.bodies if one.id == body_id), None)

    def body_name(self, body_id: str) -> str:
        """A body's name; "" for none."""
        found = self.body(body_id)
        return found.label if found is not None else ""

    def facility(self, facility_id: str) -> Facility | None:
        """A nursery by its id, of any service."""
        return next((found for one in self.services if (found := one.facility(facility_id))), None)

    def facility_name(self, facility_id: str) -> str:
        """A nursery's name; "" for none."""
        found = self.facility(facility_id)
        return found.name if found is not None else ""

    def host(self, case: Case) -> Body | None:
        """The body in which the nursery lies."""
        found = self.facility(case.facility_id)
        return self.body(found.municipality_id) if found is not None else None

    def word(self, category_id: str) -> str:
        """An age class or a reason."""
        found = next((hit for one in self.services if (hit := one.category(category_id))), None)
        return found.name if found is not None else ""

    @property
    def service(self) -> Service | None:
        """The service new cases belong to: the childcare one, else the first with places."""
        placed = [one for one in self.services if one.facilities]
        return next((one for one in placed if one.row.kind == "childcare"), placed[0] if placed else None)
