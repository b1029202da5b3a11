"""What can be read and done with the staff: every write is one transaction and one step of undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from bingo_planner.features.records import RecordAccess
from bingo_planner.features.staff import service_read as rows
from bingo_planner.features.staff.checks import Values, check_together, check_values, refuse_missing
from bingo_planner.features.staff.fields import RECORDS, field_of
from bingo_planner.features.staff.handover import handover_of
from bingo_planner.features.staff.model import Handover, LastChange, StaffFacts, TaskState
from bingo_planner.features.staff.rules import shown_term
from bingo_planner.features.staff.tables import Duty, Person, Secondment, Task
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store, Unit, live

Recorded = Person | Secondment | Duty | Task
TABLES: Final[Mapping[str, type[Recorded]]] = {
    "person": Person,
    "secondment": Secondment,
    "duty": Duty,
    "task": Task,
}
_OWNED: Final = (Secondment, Duty, Task)
"""What goes into the bin with its person, and comes back with them."""

_KEPT_FROM_TERM: Final = (
    "seat",
    "sender_id",
    "host_id",
    "ground",
    "post_home",
    "post_host",
    "dual_post",
    "paid_by_id",
    "borne_by_id",
    "allowances",
    "retirement",
    "is_settled",
    "settlement",
    "working_days",
)


@dataclass(frozen=True, slots=True)
class NewSecondee:
    """A secondee to add. `after` is the term whose seat, terms and duties are taken over; None starts a new seat."""

    name: str
    kana: str = ""
    after: str | None = None
    sender_id: str | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    with_duties: bool = True


# --- reading --------------------------------------------------------------------------------------
def read_staff(store: Store) -> StaffFacts:
    """Everybody with terms, duties and tasks, in one read."""
    with store.read() as session:
        return rows.staff_facts(session, store.clock)


def read_last_change(store: Store, records: Iterable[tuple[str, str]]) -> LastChange | None:
    """Who changed any of these records last; None when they came with an import."""
    entries = [entry for kind, one in records if (entry := store.last_change(kind, one)) is not None]
    newest = max(entries, key=lambda entry: (entry.at, entry.seq), default=None)
    if newest is None or newest.why == "import":
        return None
    return LastChange(newest.author.name, newest.author.body, newest.at, newest.kind, newest.record_id)


def read_handover(store: Store, person_id: str | None = None) -> Handover:
    """What a person hands over; without a person, that of the secondee whose term ends first."""
    facts = read_staff(store)
    chosen = person_id or _first_to_leave(facts)
    person = facts.person(chosen)
    if person is None:
        raise PlanError("staff.nobody")
    return handover_of(facts, person)


def _first_to_leave(facts: StaffFacts) -> str | None:
    year = FiscalYear.of(facts.today)
    shown = (shown_term(facts.terms_of(person.id), year, facts.today) for person in facts.people)
    running = [term for term in shown if term is not None and (term.ends_on or dt.date.max) >= facts.today]
    first = min(running, key=lambda term: term.ends_on or dt.date.max, default=None)
    return first.person_id if first else None


# --- single records -------------------------------------------------------------------------------
def do_add(store: Store, kind: str, values: Values) -> Changes:
    """Add a record of any kind of this room; its id is in the changes."""
    complete = check_values(kind, values)
    refuse_missing(kind, complete)
    check_together(kind, complete)
    with store.change(_label("Add {kind}", kind)) as unit:
        unit.add(TABLES[kind](**complete))
    return unit.changes


def do_set(store: Store, kind: str, record_id: str, values: Values) -> Changes:
    """Set fields of one record. Who sends a person is also whom the person belongs to."""
    checked = check_values(kind, values)
    with store.change(_set_label(store, kind, record_id, checked)) as unit:
        row = unit.get(TABLES[kind], record_id)
        after = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields} | checked
        check_together(kind, after)
        if isinstance(row, Secondment) and "sender_id" in checked and row.person_id is not None:
            _move_person(unit, row, checked["sender_id"])
        unit.set(TABLES[kind], record_id, **checked)
    return unit.changes


def _move_person(unit: Unit, term: Secondment, sender: Stored) -> None:
    person = unit.session.get(Person, term.person_id)
    if person is not None and person.body_id == term.sender_id:
        unit.set(Person, person.id, body_id=sender)


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin; a person takes terms, duties and tasks along."""
    with store.change(_label("Move {kind} to the bin", kind)) as unit:
        unit.remove(TABLES[kind], record_id)
        if kind == "person":
            for table in _OWNED:
                for row in live(unit.session, table, table.person_id == record_id):
                    unit.remove(table, row.id)
    return unit.changes


def do_restore(store: Store, kind: str, record_id: str) -> Changes:
    """Take a record out of the bin; with a person comes what went into the bin in the same step."""
    parts = _binned_with(store, record_id) if kind == "person" else []
    with store.change(_label("Bring back {kind}", kind)) as unit:
        unit.restore(TABLES[kind], record_id)
        for table, one in parts:
            unit.restore(table, one)
    return unit.changes


def _binned_with(store: Store, person_id: str) -> list[tuple[type[Recorded], str]]:
    step = _bin_step(store, "person", person_id)
    found: list[tuple[type[Recorded], str]] = []
    for table in _OWNED:
        with store.read() as session:
            wanted = select(table.id).where(table.person_id == person_id, table.is_deleted.is_(True))
            ids = list(session.scalars(wanted))
        kind = str(table.__tablename__)
        found += [(table, one) for one in ids if step is not None and _bin_step(store, kind, one) == step]
    return found


def _bin_step(store: Store, kind: str, record_id: str) -> int | None:
    entries = store.history(kind, record_id)
    return next((entry.seq for entry in entries if entry.what == "binned"), None)


# --- people ---------------------------------------------------------------------------------------
def do_add_secondee(store: Store, new: NewSecondee) -> Changes:
    """Add a person with a term: from the last term of a seat, or as the first on a new seat."""
    name = check_values("person", {"name": new.name, "kana": new.kana})
    today = store.clock.today()
    with store.change(translate("staff", "Add a secondee")) as unit:
        before = unit.get(Secondment, new.after) if new.after else None
        sender = before.sender_id if before is not None else new.sender_id
        person = unit.add(Person(**name, body_id=sender, is_contact=False))
        first, last = _days(new, before, today)
        check_together("secondment", {"starts_on": first, "ends_on": last})
        kept = {key: getattr(before, key) for key in _KEPT_FROM_TERM} if before is not None else {}
        values = {"sender_id": sender, "host_id": rows.core_id(unit.session)} | kept
        state = "planned" if first > today else "fixed"
        unit.add(Secondment(**values, person_id=person.id, starts_on=first, ends_on=last, state=state))
        if before is not None:
            _name_successor(unit, before, person, new)
            if new.with_duties:
                _copy_duties(unit, before.person_id, person.id, first, today)
    return unit.changes


def _days(new: NewSecondee, before: Secondment | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """From the day after the seat falls free (else next 1 April) for two fiscal years, unless told otherwise."""
    first = new.starts_on
    if first is None and before is not None and before.ends_on is not None:
        first = before.ends_on + dt.timedelta(days=1)
    first = first or FiscalYear.of(today).next.start
    return first, new.ends_on or FiscalYear.of(first).next.end


def _name_successor(unit: Unit, before: Secondment, person: Person, new: NewSecondee) -> None:
    if not before.successor and before.successor_id is None:
        unit.set(Secondment, before.id, successor_id=person.id)


def _copy_duties(unit: Unit, from_person: str | None, to_person: str, first: dt.date, today: dt.date) -> None:
    for duty in live(unit.session, Duty, Duty.person_id == from_person):
        if duty.ends_on is None or duty.ends_on >= today:
            unit.add(
                Duty(
                    person_id=to_person,
                    project_id=duty.project_id,
                    title=duty.title,
                    detail=duty.detail,
                    share=duty.share,
                    starts_on=first,
                    sort=duty.sort,
                )
            )


def do_add_contact(store: Store, name: str, body_id: str | None = None) -> Changes:
    """Add somebody of a member body to the duty list."""
    values = check_values("person", {"name": name, "body_id": body_id, "is_contact": True})
    with store.change(translate("staff", "Add a contact")) as unit:
        unit.add(Person(**values))
    return unit.changes


def do_copy_person(store: Store, person_id: str) -> Changes:
    """The same person once more, with terms and duties but without tasks."""
    with store.change(translate("staff", "Copy a person")) as unit:
        old = unit.get(Person, person_id)
        values = _fields(old, "person") | {"name": translate("staff", "{name} (copy)", name=old.name)}
        new = unit.add(Person(**values))
        for term in live(unit.session, Secondment, Secondment.person_id == person_id):
            unit.add(Secondment(**(_fields(term, "secondment") | {"person_id": new.id})))
        for duty in live(unit.session, Duty, Duty.person_id == person_id):
            unit.add(Duty(**(_fields(duty, "duty") | {"person_id": new.id})))
    return unit.changes


def _fields(row: Recorded, kind: str) -> dict[str, Stored]:
    return {field.key: getattr(row, field.key) for field in RECORDS[kind].fields}


def do_finish_task(store: Store, task_id: str, done: bool = True) -> Changes:
    """Mark a task done today, or open again."""
    label = translate("staff", "Finish a task") if done else translate("staff", "Open a task again")
    with store.change(label) as unit:
        state = TaskState.DONE if done else TaskState.OPEN
        unit.set(Task, task_id, state=state.value, done_on=store.clock.today() if done else None)
    return unit.changes


# --- for the command line -------------------------------------------------------------------------
def accesses() -> tuple[RecordAccess, ...]:
    """Every kind of record of this room with its checks."""
    return tuple(_access(kind) for kind in TABLES)


def _access(kind: str) -> RecordAccess:
    def add(store: Store, values: Values) -> Changes:
        return do_add(store, kind, values)

    def change(store: Store, record_id: str, values: Values) -> Changes:
        return do_set(store, kind, record_id, values)

    def remove(store: Store, record_id: str) -> Changes:
        return do_remove(store, kind, record_id)

    def restore(store: Store, record_id: str) -> Changes:
        return do_restore(store, kind, record_id)

    return RecordAccess(RECORDS[kind], TABLES[kind], add, change, remove, restore)


def _label(words: str, kind: str) -> str:
    return translate("staff", words, kind=RECORDS[kind].name())


def _set_label(store: Store, kind: str, record_id: str, values: Values) -> str:
    if len(values) != 1:
        return _label("Change {kind}", kind)
    field = field_of(kind, next(iter(values)))
    return translate("staff", "Change “{field}” of {kind}", field=field.name(), kind=RECORDS[kind].name())
