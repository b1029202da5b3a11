"""What one person hands over, gathered from the facts."""

from __future__ import annotations

from bingo_planner.features.region.model import Body
from bingo_planner.features.staff.model import Duty, Handover, Person, StaffFacts, Task, TaskKind
from bingo_planner.features.staff.rules import next_june, shown_term, undecided
from bingo_planner.kernel.dates import FiscalYear


def handover_of(facts: StaffFacts, person: Person) -> Handover:
    """Duties, open tasks, dates to June, undecided matters and whom to talk to, of one person."""
    year = FiscalYear.of(facts.today)
    until = next_june(facts.today)
    term = shown_term(facts.terms_of(person.id), year, facts.today)
    duties = facts.duties_of(person.id)
    own = [task for task in facts.tasks_of(person.id) if task.is_open]
    concerned = [task for task in facts.tasks if task.is_open and _concerns(task, person, duties)]
    return Handover(
        facts.today,
        until,
        person,
        facts.office,
        facts.body(term.sender_id if term else person.body_id),
        term,
        (facts.name_of(term.successor_id) or term.successor) if term else "",
        duties,
        tuple(task for task in own if task.kind == TaskKind.TASK),
        tuple(
            task
            for task in concerned
            if task.kind == TaskKind.DATE and task.due_on is not None and task.due_on <= until
        ),
        undecided(concerned),
        _people(facts, person, duties),
        facts.foot_mark,
    )


def _concerns(task: Task, person: Person, duties: tuple[Duty, ...]) -> bool:
    """Theirs, or nobody's: a date of the whole office, or of a project they work on."""
    if task.person_id is not None:
        return task.person_id == person.id
    return task.project_id is None or task.project_id in {duty.project_id for duty in duties}


def _people(
    facts: StaffFacts, person: Person, duties: tuple[Duty, ...]
) -> tuple[tuple[Person, Body | None], ...]:
    """Contacts of the member bodies in official order, those of the own body first."""
    places = {body.id: place for place, body in enumerate(facts.bodies)}
    contacts = [one for one in facts.people if one.is_contact and one.id != person.id]
    contacts.sort(key=lambda one: (one.body_id != person.body_id, places.get(one.body_id or "", len(places))))
    return tuple((one, facts.body(one.body_id)) for one in contacts)
