"""The staff of the office as values: people, terms of secondment, duties, tasks, and what a handover holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bingo_planner.features.region.model import Body


class Ground(StrEnum):
    """On what ground a person is seconded."""

    ARTICLE = "article_252_17"
    TRAINING = "training"
    DUAL = "dual_post"
    OTHER = "other"


class TermState(StrEnum):
    """Whether a term is settled between the bodies."""

    FIXED = "fixed"
    PLANNED = "planned"


class Presence(StrEnum):
    """Where a secondee's term lies, seen from the chosen year."""

    PRESENT = "present"
    COMING = "coming"
    PAST = "past"


class TaskKind(StrEnum):
    """Something to do, a date to keep, a matter still undecided."""

    TASK = "task"
    DATE = "date"
    UNDECIDED = "undecided"


class TaskState(StrEnum):
    """Whether it is done."""

    OPEN = "open"
    DONE = "done"


class Span(NamedTuple):
    """Days from the first to the last, both included; no end: it goes on."""

    start: dt.date
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Person:
    """A secondee, or the person in a member body who holds a duty."""

    id: str
    name: str = ""
    kana: str = ""
    body_id: str | None = None
    section: str = ""
    post: str = ""
    duty: str = ""
    tel: str = ""
    mail: str = ""
    is_contact: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a person in the office."""

    id: str
    person_id: str | None = None
    seat: str = ""
    sender_id: str | None = None
    host_id: str | None = None
    ground: str = Ground.ARTICLE
    state: str = TermState.FIXED
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    post_home: str = ""
    post_host: str = ""
    dual_post: bool = True
    paid_by_id: str | None = None
    borne_by_id: str | None = None
    allowances: str = ""
    retirement: str = ""
    is_settled: bool = False
    settlement: str = ""
    agreement_no: str = ""
    agreement_on: dt.date | None = None
    working_days: str = ""
    successor: str = ""
    successor_id: str | None = None
    note: str = ""

    @property
    def span(self) -> Span | None:
        """Its days; None while the first one is not known."""
        return Span(self.starts_on, self.ends_on) if self.starts_on is not None else None


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty with its share of time in percent; `project` is the title of its joint project."""

    id: str
    person_id: str | None = None
    project_id: str | None = None
    title: str = ""
    detail: str = ""
    share: int | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    sort: int = 0
    project: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, a date to keep, or a matter still undecided."""

    id: str
    title: str = ""
    detail: str = ""
    kind: str = TaskKind.TASK
    state: str = TaskState.OPEN
    person_id: str | None = None
    body_id: str | None = None
    project_id: str | None = None
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    project: str = ""

    @property
    def is_open(self) -> bool:
        """Still to do."""
        return self.state != TaskState.DONE


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """Everybody with terms, duties and tasks, read at once. `bodies` stand in official order."""

    today: dt.date
    office: str = ""
    host_id: str | None = None
    bodies: tuple[Body, ...] = ()
    people: tuple[Person, ...] = ()
    terms: tuple[Term, ...] = ()
    duties: tuple[Duty, ...] = ()
    tasks: tuple[Task, ...] = ()
    projects: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Titles of all joint projects by id, in the order of their numbers."""
    foot_mark: str = ""

    def body(self, body_id: str | None) -> Body | None:
        """A body by its id."""
        return next((body for body in self.bodies if body.id == body_id), None)

    def person(self, person_id: str | None) -> Person | None:
        """A person by id."""
        return next((person for person in self.people if person.id == person_id), None)

    def term(self, term_id: str) -> Term | None:
        """A term by id."""
        return next((term for term in self.terms if term.id == term_id), None)

    def terms_of(self, person_id: str) -> tuple[Term, ...]:
        """A person's terms, in the order of their days."""
        return tuple(term for term in self.terms if term.person_id == person_id)

    def duties_of(self, person_id: str) -> tuple[Duty, ...]:
        """A person's duties in their order."""
        return tuple(duty for duty in self.duties if duty.person_id == person_id)

    def tasks_of(self, person_id: str) -> tuple[Task, ...]:
        """A person's tasks, the next date first."""
        return tuple(task for task in self.tasks if task.person_id == person_id)

    def name_of(self, person_id: str | None) -> str:
        """A person's name; empty for nobody."""
        found = self.person(person_id)
        return found.name if found else ""

    def body_name(self, body_id: str | None) -> str:
        """A body's name in the language in force; empty for none."""
        found = self.body(body_id)
        return found.label if found else ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post a body fills in turn (枠) with its terms in the order of their days."""

    key: str
    title: str
    body: Body | None
    terms: tuple[Term, ...]
    gaps: tuple[Span, ...] = ()
    overlaps: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a record last, and when."""

    who: str
    body: str
    at: dt.datetime
    kind: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What one person hands over to the next: everything the pack prints."""

    today: dt.date
    until: dt.date
    """Dates are listed to this day, 30 June."""
    person: Person
    office: str = ""
    body: Body | None = None
    term: Term | None = None
    successor: str = ""
    duties: tuple[Duty, ...] = ()
    open_tasks: tuple[Task, ...] = ()
    dates: tuple[Task, ...] = ()
    undecided: tuple[Task, ...] = ()
    people: tuple[tuple[Person, Body | None], ...] = ()
    """Whom to talk to, with their bodies."""
    foot_mark: str = ""
