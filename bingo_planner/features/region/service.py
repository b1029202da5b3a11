"""Use cases of the region: read it whole, and change bodies, memberships, pacts, items, figures and locks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from bingo_planner.features.records import RecordAccess
from bingo_planner.features.region import service_read as rows
from bingo_planner.features.region.checks import check_together, check_values
from bingo_planner.features.region.fields import RECORDS
from bingo_planner.features.region.model import (
    LastChange,
    MemberRole,
    RegionFacts,
    RegionPage,
    Term,
)
from bingo_planner.features.region.rules import check_overlap, new_role
from bingo_planner.features.region.tables import (
    Membership,
    Municipality,
    OtherRegion,
    Pact,
    PactItem,
    Population,
    PopulationSeries,
    Region,
    YearLock,
)
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear, format_fiscal_year
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.ids import new_id
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store, Unit, live

Recorded = (
    Region
    | Municipality
    | Membership
    | OtherRegion
    | Population
    | PopulationSeries
    | Pact
    | PactItem
    | YearLock
)
TABLES: Final[Mapping[str, type[Recorded]]] = {
    "region": Region,
    "municipality": Municipality,
    "membership": Membership,
    "other_region": OtherRegion,
    "population": Population,
    "population_series": PopulationSeries,
    "pact": Pact,
    "pact_item": PactItem,
    "year_lock": YearLock,
}
Values = Mapping[str, Stored]


def read_region(store: Store, year: int, on: dt.date | None = None) -> RegionFacts:
    """Bodies, members of a fiscal year (or of the day `on`), populations, outlines and pacts."""
    with store.read() as session:
        return rows.region_facts(session, year, on)


def read_page(store: Store, year: int) -> RegionPage:
    """Everything the page shows, in one read."""
    with store.read() as session:
        return RegionPage(rows.region_facts(session, year), rows.items(session), rows.years(session, year))


def read_last_change(store: Store, kind: str, record_id: str) -> LastChange | None:
    """Who changed a record last; None when it came with an import."""
    entry = store.last_change(kind, record_id)
    if entry is None or entry.why == "import":
        return None
    return LastChange(entry.author.name, entry.at)


def do_add(store: Store, kind: str, values: Values) -> Changes:
    """Add a record of any kind of this room; its id is in the changes."""
    complete = check_values(kind, values)
    _refuse_missing(kind, complete)
    with store.change(_label("Add {kind}", kind)) as unit:
        _check(unit.session, kind, complete, "")
        unit.add(TABLES[kind](**complete))
    return unit.changes


def do_set(store: Store, kind: str, record_id: str, values: Values) -> Changes:
    """Set fields of one record."""
    checked = check_values(kind, values)
    with store.change(_set_label(kind, values)) as unit:
        row = unit.get(TABLES[kind], record_id)
        after = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields} | checked
        _check(unit.session, kind, after, record_id)
        unit.set(TABLES[kind], record_id, **checked)
    return unit.changes


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin; a municipality takes its memberships along, a pact its items."""
    with store.change(_label("Move {kind} to the bin", kind)) as unit:
        unit.get(TABLES[kind], record_id)
        _refuse_used(unit.session, kind, record_id)
        _remove_parts(unit, kind, record_id)
        unit.remove(TABLES[kind], record_id)
    return unit.changes


def do_add_member(store: Store, values: Values, joined_on: dt.date | None) -> Changes:
    """Add a municipality and, unless it is a partner outside, its membership, as one step."""
    complete = check_values("municipality", values)
    _refuse_missing("municipality", complete)
    with store.change(_label("Add {kind}", "municipality")) as unit:
        _check(unit.session, "municipality", complete, "")
        known = rows.bodies(unit.session)
        if complete.get("sort") in (None, 0):
            complete["sort"] = max((body.sort for body in known if not body.is_outside), default=0) + 10
        body = unit.add(Municipality(**complete))
        if not complete.get("is_outside"):
            role = new_role(known)
            unit.add(Membership(municipality_id=body.id, role=role.value, joined_on=joined_on))
            if role is MemberRole.CORE:
                for region in live(unit.session, Region):
                    region.core_id = body.id
    return unit.changes


def do_leave(store: Store, body_id: str, left_on: dt.date) -> Changes:
    """End the memberships of a body; what it did before stays."""
    with store.change(translate("region", "End the membership")) as unit:
        body = unit.get(Municipality, body_id)
        terms = live(unit.session, Membership, Membership.municipality_id == body_id)
        if any(term.role == MemberRole.CORE and term.left_on is None for term in terms):
            raise PlanError("region.is_core", name=body.name)
        for term in terms:
            if term.left_on is None:
                check_together("membership", {"joined_on": term.joined_on, "left_on": left_on})
                unit.set(Membership, term.id, left_on=left_on)
    return unit.changes


def do_set_others(store: Store, body_id: str, names: Sequence[str]) -> Changes:
    """Say to which other regions a body belongs: new names are added, those left out go to the bin."""
    wanted = [name.strip() for name in names if name.strip()]
    with store.change(translate("region", "Change the other regions")) as unit:
        unit.get(Municipality, body_id)
        known = {
            row.name: row for row in live(unit.session, OtherRegion, OtherRegion.municipality_id == body_id)
        }
        for name, row in known.items():
            if name not in wanted:
                unit.remove(OtherRegion, row.id)
        for name in dict.fromkeys(wanted):
            if name not in known:
                unit.add(OtherRegion(municipality_id=body_id, name=name))
    return unit.changes


def do_copy_items(store: Store, from_pact: str, to_pact: str) -> Changes:
    """Copy the schedule of one pact into another that does not have those numbers yet."""
    with store.change(translate("region", "Copy the schedule")) as unit:
        taken = {item.number for item in live(unit.session, PactItem, PactItem.pact_id == to_pact)}
        names = [field.key for field in RECORDS["pact_item"].fields if field.key != "pact_id"]
        for item in live(unit.session, PactItem, PactItem.pact_id == from_pact):
            if item.number not in taken:
                unit.add(PactItem(pact_id=to_pact, **{name: getattr(item, name) for name in names}))
    return unit.changes


def do_lock_year(store: Store, year: int, locked: bool, reason: str) -> Changes:
    """Settle a fiscal year, or open it again; the reason stays in the history."""
    if not reason.strip():
        raise PlanError("region.reason", problems=(FieldProblem("reason", "region.reason"),))
    words = "Settle {year}" if locked else "Unlock {year}"
    with store.change(translate("region", words, year=format_fiscal_year(FiscalYear(year)))) as unit:
        found = live(unit.session, YearLock, YearLock.fiscal_year == year)
        if found:
            unit.set(YearLock, found[0].id, is_locked=locked, reason=reason.strip())
        else:
            unit.add(YearLock(fiscal_year=year, is_locked=locked, reason=reason.strip()))
    return unit.changes


def accesses() -> tuple[RecordAccess, ...]:
    """Every kind of this room with its checks, for the command line and the bin."""
    return tuple(_access(kind) for kind in TABLES)


def _access(kind: str) -> RecordAccess:
    def add(store: Store, values: Values) -> Changes:
        return do_add(store, kind, values)

    def change(store: Store, record_id: str, values: Values) -> Changes:
        return do_set(store, kind, record_id, values)

    def remove(store: Store, record_id: str) -> Changes:
        return do_remove(store, kind, record_id)

    return RecordAccess(RECORDS[kind], TABLES[kind], add, change, remove)


def _refuse_missing(kind: str, values: Values) -> None:
    columns = TABLES[kind].__table__.columns
    missing = [
        FieldProblem(field.key, "field.required", {"label": field.name()})
        for field in RECORDS[kind].fields
        if field.required and field.key not in values and not getattr(columns[field.key].default, "arg", "")
    ]
    if missing:
        raise PlanError.in_fields(*missing)


def _check(session: Session, kind: str, values: Values, record_id: str) -> None:
    """What one record may not do beside the others."""
    check_together(kind, values)
    problem = None
    if kind == "municipality":
        problem = _code_taken(session, str(values.get("code") or ""), record_id)
    elif kind == "membership":
        problem = _membership_problem(session, values, record_id)
    elif kind == "pact":
        core = rows.region(session).core_id
        if core and values.get("partner_id") == core:
            problem = FieldProblem("partner_id", "region.partner_is_core")
    elif kind == "pact_item":
        problem = _number_taken(session, values, record_id)
    if problem is not None:
        raise PlanError.in_fields(problem)


def _code_taken(session: Session, code: str, record_id: str) -> FieldProblem | None:
    for row in live(session, Municipality, Municipality.code == code):
        if row.id != record_id:
            return FieldProblem("code", "region.code_taken", {"code": code, "name": row.name})
    return None


def _membership_problem(session: Session, values: Values, record_id: str) -> FieldProblem | None:
    known = rows.bodies(session)
    owner = next((body for body in known if body.id == values.get("municipality_id")), None)
    joined, left = values.get("joined_on"), values.get("left_on")
    term = Term(
        record_id or new_id(),
        str(values.get("role")),
        joined if isinstance(joined, dt.date) else None,
        left if isinstance(left, dt.date) else None,
    )
    overlaps = check_overlap(term, owner.terms if owner else ())
    if overlaps:
        return overlaps[0]
    if term.role == MemberRole.CORE:
        for body in known:
            cores = [one for one in body.terms if one.role == MemberRole.CORE and one.id != term.id]
            if check_overlap(term, cores):
                return FieldProblem("role", "region.second_core", {"name": body.name})
    return None


def _number_taken(session: Session, values: Values, record_id: str) -> FieldProblem | None:
    pact, number = values.get("pact_id"), values.get("number")
    for row in live(session, PactItem, PactItem.pact_id == pact, PactItem.number == number):
        if row.id != record_id:
            return FieldProblem("number", "region.number_taken", {"number": number})
    return None


def _refuse_used(session: Session, kind: str, record_id: str) -> None:
    if kind == "pact_item":
        used = next((item.projects for item in rows.items(session) if item.id == record_id), ())
        if used:
            raise PlanError("region.item_in_use", count=len(used))
    if kind == "pact" and any(item.projects for item in rows.items(session) if item.pact_id == record_id):
        raise PlanError("region.pact_in_use")
    if kind == "municipality" and rows.region(session).core_id == record_id:
        body = next(body for body in rows.bodies(session) if body.id == record_id)
        raise PlanError("region.is_core", name=body.name)


def _remove_parts(unit: Unit, kind: str, record_id: str) -> None:
    if kind == "municipality":
        for table in (Membership, OtherRegion):
            for row in live(unit.session, table, table.municipality_id == record_id):
                unit.remove(table, row.id)
    elif kind == "pact":
        for item in live(unit.session, PactItem, PactItem.pact_id == record_id):
            unit.remove(PactItem, item.id)


def _label(words: str, kind: str) -> str:
    return translate("region", words, kind=RECORDS[kind].name())


def _set_label(kind: str, values: Values) -> str:
    if len(values) == 1 and kind in RECORDS:
        field = RECORDS[kind].by_key.get(next(iter(values)))
        if field is not None:
            return translate(
                "region", "Change {field} of {kind}", field=field.name(), kind=RECORDS[kind].name()
            )
    return _label("Change {kind}", kind)
