"""What can be read and done with placements: every write is one transaction and one step of undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from bingo_planner.features.records import RecordAccess
from bingo_planner.features.region.rules import members_of_year
from bingo_planner.features.usage import placement_read as rows
from bingo_planner.features.usage import service_put as put
from bingo_planner.features.usage.placement_fields import RECORDS, field_of
from bingo_planner.features.usage.placement_model import Case, Placements, State, Step
from bingo_planner.features.usage.placement_rules import (
    check_days,
    check_place,
    next_number,
    year_of,
)
from bingo_planner.features.usage.placement_steps import (
    FIXED,
    STEPS,
    allowed,
    check_step,
    effects,
    is_fixed,
    step_word,
    taken_back,
)
from bingo_planner.features.usage.placement_tables import Placement, PlacementRank
from bingo_planner.features.usage.rules import open_in
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear, format_date, format_fiscal_year
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored, check_values
from bingo_planner.store.store import Store, Unit

Values = Mapping[str, Stored]
TABLES: Final[Mapping[str, type[Placement] | type[PlacementRank]]] = {
    "placement": Placement,
    "placement_rank": PlacementRank,
}


def _t(text: str, **facts: object) -> str:
    return translate("placement", text, **facts)


# -- reading ------------------------------------------------------------------------------------------
def read_placements(store: Store, year: int) -> Placements:
    """Every case, with what facilities reported in a fiscal year."""
    with store.read() as session:
        return rows.placements(session, year, store.clock.today())


# -- steps --------------------------------------------------------------------------------------------
def do_step(store: Store, case_ids: Sequence[str], step: Step, on: dt.date | None = None) -> Changes:
    """Take cases one step on, today unless another day is said. Refused as a whole."""
    with store.change(step_word(step)) as unit:
        facts = _facts(unit, store)
        for case_id in case_ids:
            _put_step(unit, facts, _case(facts, case_id), step, on or facts.today)
    return unit.changes


def _put_step(unit: Unit, facts: Placements, case: Case, step: Step, on: dt.date) -> None:
    facility = facts.facility(case.facility_id)
    check_step(case, step, facility, on)
    if step is Step.CONSULT:
        _check_members(facts, case)
    _refuse_locked(unit, case)
    values = effects(case, step, on)
    _check_after(facts, _fields(case) | values, case.id)
    unit.set(Placement, case.id, **values)


def do_back(store: Store, case_id: str) -> Changes:
    """Take the last step back, for one that was noted by mistake."""
    with store.change(_t("Take the last step back")) as unit:
        case = _case(_facts(unit, store), case_id)
        _refuse_locked(unit, case)
        unit.set(Placement, case_id, **taken_back(case))
    return unit.changes


def do_again(store: Store, case_ids: Sequence[str]) -> Changes:
    """Apply again for the next fiscal year: a new case each, of the same home body, nursery and reason.

    The age class is left open: it is another one on 1 April.
    """
    with store.change(_t("Apply again for the next year ({n})", n=len(case_ids))) as unit:
        facts = _facts(unit, store)
        taken = [one.number for one in facts.cases]
        for case_id in case_ids:
            old = _case(facts, case_id)
            number = next_number(facts.body(old.home_id), taken)
            taken.append(number)
            unit.add(Placement(**_again(facts, old, number)))
    return unit.changes


def _again(facts: Placements, old: Case, number: str) -> dict[str, Stored]:
    later = next((one for one in facts.cases if one.before_id == old.id), None)
    if later is not None:
        raise PlanError("placement.again", number=old.number, other=later.number)
    if old.state != State.RUNNING or old.decided_to is None:
        raise PlanError("placement.not_running", number=old.number)
    following = FiscalYear.of(old.decided_to).next
    kept = ("service_id", "home_id", "facility_id", "reason_id", "reason_note")
    return {
        **{key: getattr(old, key) or None for key in kept if key != "reason_note"},
        "reason_note": old.reason_note,
        "number": number,
        "before_id": old.id,
        "wanted_from": following.start,
        "wanted_to": following.end,
        "applied_on": facts.today,
    }


# -- single records -----------------------------------------------------------------------------------
def do_add(store: Store, kind: str, values: Values) -> Changes:
    """Add a case or a step of the order. A case without a number gets the next one of its home body."""
    complete = check_values(RECORDS[kind], values)
    missing = [
        FieldProblem(one.key, "field.required", {"label": one.name()})
        for one in RECORDS[kind].fields
        if one.required and one.kind != "choice" and not complete.get(one.key)
    ]
    if missing:
        raise PlanError.in_fields(*missing)
    with store.change(_t("Add: {kind}", kind=RECORDS[kind].name())) as unit:
        if kind == "placement":
            complete = _new_case(unit, store, complete)
        unit.add(TABLES[kind](**complete))
    return unit.changes


def _new_case(unit: Unit, store: Store, values: dict[str, Stored]) -> dict[str, Stored]:
    facts = _facts(unit, store)
    if facts.service is None:
        raise PlanError("placement.no_service")
    home = facts.body(str(values["home_id"]))
    values.setdefault("applied_on", store.clock.today())
    if not values.get("number"):
        values["number"] = next_number(home, (one.number for one in facts.cases))
    place = facts.facility(str(values.get("facility_id") or ""))
    if not values.get("service_id"):
        values["service_id"] = place.service_id if place is not None else facts.service.id
    _check_after(facts, values)
    _refuse_locked(unit, _as_case("", values))
    return values


def do_set(store: Store, kind: str, record_id: str, values: Values) -> Changes:
    """Set fields of one record. Another state is a step, and refused when it is not next."""
    checked = check_values(RECORDS[kind], values)
    with store.change(_set_label(kind, checked)) as unit:
        unit.get(TABLES[kind], record_id)
        if kind == "placement":
            _set_case(unit, store, record_id, checked)
        else:
            unit.set(TABLES[kind], record_id, **checked)
    return unit.changes


def _set_case(unit: Unit, store: Store, record_id: str, checked: dict[str, Stored]) -> None:
    facts = _facts(unit, store)
    case = _case(facts, record_id)
    _refuse_locked(unit, case)
    _refuse_fixed(case, checked)
    state = checked.pop("state", case.state)
    after = _fields(case) | checked
    _check_after(facts, after, record_id)
    if checked:
        unit.set(Placement, record_id, **checked)
    if state != case.state:
        step = _step_to(case, facts, str(state))
        _put_step(unit, facts, _as_case(record_id, after), step, facts.today)
    else:
        _refuse_locked(unit, _as_case(record_id, after))


def _step_to(case: Case, facts: Placements, state: str) -> Step:
    """The step that leads to a state: one that may come next, else any, to be refused in its own words."""
    leading = [rule.step for rule in STEPS if rule.target == state and rule.step is not Step.CHECK]
    following = allowed(case, facts.facility(case.facility_id))
    return next((step for step in leading if step in following), leading[0] if leading else Step.REVIEW)


def _refuse_fixed(case: Case, checked: Values) -> None:
    """PlanError `placement.fixed` for what stands in a consultation paper that was sent."""
    if not is_fixed(case.state):
        return
    problems = [
        FieldProblem(key, "placement.fixed", {"label": field_of("placement", key).name()})
        for key in FIXED
        if key in checked and (checked[key] or "") != (getattr(case, key) or "")
    ]
    if problems:
        raise PlanError.in_fields(*problems)


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin."""
    with store.change(_t("To the bin: {kind}", kind=RECORDS[kind].name())) as unit:
        if kind == "placement":
            _refuse_locked(unit, _case(_facts(unit, store), record_id))
        unit.remove(TABLES[kind], record_id)
    return unit.changes


def do_restore(store: Store, kind: str, record_id: str) -> Changes:
    """Take a record out of the bin."""
    with store.change(_t("Bring back: {kind}", kind=RECORDS[kind].name())) as unit:
        unit.restore(TABLES[kind], record_id)
    return unit.changes


# -- what must hold -----------------------------------------------------------------------------------
def _facts(unit: Unit, store: Store) -> Placements:
    today = store.clock.today()
    return rows.placements(unit.session, int(FiscalYear.of(today)), today)


def _case(facts: Placements, case_id: str) -> Case:
    found = facts.case(case_id)
    if found is None:
        raise PlanError("record.gone", kind="placement", id=case_id)
    return found


def _fields(case: Case) -> dict[str, Stored]:
    return {one.key: getattr(case, one.key) for one in RECORDS["placement"].fields}


def _as_case(case_id: str, values: Values) -> Case:
    texts = {key: "" if value is None and key.endswith("_id") else value for key, value in values.items()}
    return Case(case_id, **texts)  # type: ignore[arg-type]  # keys and kinds are those of the record


def _check_after(facts: Placements, values: Values, case_id: str = "") -> None:
    """What must hold of a case as it will stand."""
    case = _as_case(case_id, values)
    check_days(values)
    if any(one.number == case.number and one.id != case_id for one in facts.cases):
        raise PlanError.in_fields(FieldProblem("number", "placement.number_taken", {"number": case.number}))
    for key in ("facility_id", "second_id", "third_id"):
        place = facts.facility(str(values.get(key) or ""))
        if place is None:
            continue
        check_place(case.home_id, place, facts.body(place.municipality_id), key)
        if place.service_id != case.service_id:
            raise PlanError.in_fields(FieldProblem(key, "usage.other_service", {"name": place.name}))
        first = case.decided_from or case.wanted_from
        if key == "facility_id" and first is not None and not open_in(place, first):
            said = {"facility": place.name, "day": format_date(first)}
            raise PlanError.in_fields(FieldProblem(key, "placement.closed", said))


def _check_members(facts: Placements, case: Case) -> None:
    """Home and host are members in the year of the placement."""
    year = year_of(case) or facts.year
    members = {body.id for body in members_of_year(facts.bodies, year)}
    for body in (facts.body(case.home_id), facts.host(case)):
        if body is not None and body.id not in members:
            raise PlanError("usage.not_member", body=body.label, year=format_fiscal_year(year))


def _refuse_locked(unit: Unit, case: Case) -> None:
    """Cases of settled years stay as they are."""
    year = year_of(case)
    if year is not None:
        put.refuse_locked(unit, [FiscalYear(year).start])


def _set_label(kind: str, values: Values) -> str:
    if len(values) == 1:
        return _t("Change: {field}", field=field_of(kind, next(iter(values))).name())
    return _t("Change: {field}", field=RECORDS[kind].name())


# -- for the command line -----------------------------------------------------------------------------
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


ACCESS: Final = tuple(_access(kind) for kind in TABLES)
