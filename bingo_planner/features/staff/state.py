"""What the staff page shows at one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bingo_planner.features.region.model import Body
from bingo_planner.features.staff.model import (
    Duty,
    LastChange,
    Person,
    Presence,
    Seat,
    StaffFacts,
    Task,
    Term,
)
from bingo_planner.features.staff.rules import Remark
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.errors import PlanError

ALL = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown of the list; an empty value filters nothing."""

    text: str = ""
    body: str = ALL
    presence: str = Presence.PRESENT


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list: a secondee with the term shown, or a contact without one."""

    person: Person
    body: Body | None
    term: Term | None = None
    borne_by: Body | None = None
    presence: Presence = Presence.PRESENT
    left: int | None = None
    soon: bool = False
    remarks: tuple[Remark, ...] = ()
    load: int = 0

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id

    @property
    def is_secondee(self) -> bool:
        """Whether the person has a term in the office."""
        return self.term is not None

    @property
    def is_contact(self) -> bool:
        """Whether the person stands in the duty list of the member bodies."""
        return self.term is None and self.person.is_contact


@dataclass(frozen=True, slots=True)
class LoadRow:
    """Percent of time of one person from April to March."""

    person: Person
    body: Body | None
    percents: tuple[int, ...]

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class Side:
    """The record beside the list. `values`, `problems` and `warnings` go by the keys of the form."""

    person: Person
    body: Body | None
    term: Term | None
    soon: int | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    problems: Mapping[str, str] = field(default_factory=dict, hash=False)
    warnings: Mapping[str, str] = field(default_factory=dict, hash=False)
    duties: tuple[Duty, ...] = ()
    tasks: tuple[Task, ...] = ()
    duty_id: str = ""
    task_id: str = ""
    share: int = 0
    last: LastChange | None = None
    focus: str = ""
    """A field to put the cursor into, once."""

    @property
    def duty(self) -> Duty | None:
        """The duty whose fields are shown."""
        return next((duty for duty in self.duties if duty.id == self.duty_id), None)

    @property
    def task(self) -> Task | None:
        """The task whose fields are shown."""
        return next((task for task in self.tasks if task.id == self.task_id), None)


@dataclass(frozen=True, slots=True)
class StaffState:
    """All the page shows. `facts` None: nothing has been read yet."""

    year: FiscalYear
    today: dt.date
    style: DateStyle = DateStyle.ERA
    read_only: bool = False
    facts: StaffFacts | None = None
    problem: PlanError | None = None
    filters: Filters = Filters()
    view: str = "list"
    rows: tuple[PersonRow, ...] = ()
    secondees: int = 0
    contacts: int = 0
    seats: tuple[Seat, ...] = ()
    loads: tuple[LoadRow, ...] = ()
    chosen: str = ""
    side: Side | None = None

    @property
    def is_empty(self) -> bool:
        """Nobody is there yet."""
        return self.facts is not None and not self.facts.people
