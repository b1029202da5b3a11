"""Changes of single records of any kind of this room: add, set, into the bin and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.projects import service_read as rows
from bingo_planner.features.projects.checks import check_values
from bingo_planner.features.projects.fields import RECORDS
from bingo_planner.features.projects.model import (
    Member,
)
from bingo_planner.features.projects.tables import (
    BudgetLine,
    KpiValue,
    Milestone,
    ProgressLine,
    Project,
    ProjectMember,
    ProjectPactItem,
)
from bingo_planner.features.projects.tables import Kpi as KpiRow
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store

Recorded = (
    Project | ProjectMember | ProjectPactItem | ProgressLine | Milestone | BudgetLine | KpiRow | KpiValue
)
TABLES: Final[Mapping[str, type[Recorded]]] = {
    "project": Project,
    "project_member": ProjectMember,
    "project_pact_item": ProjectPactItem,
    "progress_line": ProgressLine,
    "milestone": Milestone,
    "budget_line": BudgetLine,
    "kpi": KpiRow,
    "kpi_value": KpiValue,
}


def do_add(store: Store, kind: str, values: Mapping[str, Stored]) -> Changes:
    """Add a record of any kind of this room; its id is in the changes."""
    complete = _with_defaults(kind, values)
    with store.change(_label("Add {kind}", kind)) as unit:
        _check_together(unit.session, kind, complete)
        unit.add(TABLES[kind](**complete))
    return unit.changes


def _with_defaults(kind: str, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """Checked values; a required field left out is a problem, unless its column has a default."""
    record = RECORDS.get(kind)
    checked = check_values(kind, values)
    if record is None:
        raise PlanError("projects.kind", kind=kind)
    columns = TABLES[kind].__table__.columns
    missing = [
        FieldProblem(field.key, "field.required", {"label": field.name()})
        for field in record.fields
        if field.required and field.key not in checked and not _has_default(columns[field.key].default)
    ]
    if missing:
        raise PlanError.in_fields(*missing)
    return checked


def _has_default(default: object) -> bool:
    return default is not None and getattr(default, "arg", "") != ""


def do_set(store: Store, kind: str, record_id: str, values: Mapping[str, Stored]) -> Changes:
    """Set fields of one record."""
    checked = check_values(kind, values)
    with store.change(set_label(kind, values)) as unit:
        row = unit.get(TABLES[kind], record_id)
        refuse_locked(unit.session, _years(kind, row))
        after = {field.key: getattr(row, field.key) for field in RECORDS[kind].fields} | checked
        check_values(kind, {key: after[key] for key in _PAIRED if key in after})
        _check_together(unit.session, kind, after, record_id)
        unit.set(TABLES[kind], record_id, **checked)
    return unit.changes


_PAIRED = ("starts_on", "ends_on", "starts_fy", "ends_fy", "from_fy", "to_fy")


def do_remove(store: Store, kind: str, record_id: str) -> Changes:
    """Put a record into the bin. What hangs on a project stays with it and comes back with it."""
    with store.change(_label("Move {kind} to the bin", kind)) as unit:
        row = unit.get(TABLES[kind], record_id)
        refuse_locked(unit.session, _years(kind, row))
        unit.remove(TABLES[kind], record_id)
    return unit.changes


def do_restore(store: Store, kind: str, record_id: str) -> Changes:
    """Take a record out of the bin."""
    with store.change(_label("Restore {kind}", kind)) as unit:
        unit.restore(TABLES[kind], record_id)
    return unit.changes


def set_label(kind: str, values: Mapping[str, Stored]) -> str:
    """What the undo menu says about an edit: the field when there is one, else the record."""
    record = RECORDS[kind]
    if len(values) == 1:
        name = record.by_key[next(iter(values))].name()
        return translate("projects", "Change {field}", field=name)
    return _label("Change {kind}", kind)


def _label(text: str, kind: str) -> str:
    if kind not in RECORDS:
        raise PlanError("projects.kind", kind=kind)
    return translate("projects", text, kind=RECORDS[kind].name())


# -- rules that need the table -------------------------------------------------------------------------
def refuse_locked(session: Session, years: Iterable[int]) -> None:
    """PlanError `projects.year_locked` when one of the years is locked."""
    locked = rows.locked_years(session)
    for year in years:
        if year in locked:
            raise PlanError("projects.year_locked", year=format_fiscal_year(year), reason=locked[year])


def _years(kind: str, row: Recorded) -> set[int]:
    """The fiscal years whose figures a record belongs to; other records may always be changed."""
    if isinstance(row, BudgetLine):
        return {row.fiscal_year} if row.fiscal_year is not None else set()
    if isinstance(row, KpiValue):
        return {row.year} if row.year is not None else set()
    return set()


def _check_together(session: Session, kind: str, values: Mapping[str, Stored], record_id: str = "") -> None:
    if kind == "project":
        _check_code(session, str(values.get("code", "")), record_id)
    elif kind == "project_member":
        _check_member(session, values, record_id)
    elif kind == "milestone" and record_id and values.get("after_id") == record_id:
        raise PlanError.in_fields(FieldProblem("after_id", "projects.after_itself"))
    elif kind == "budget_line":
        refuse_locked(session, [year for year in (values.get("fiscal_year"),) if isinstance(year, int)])
    elif kind == "kpi_value":
        refuse_locked(session, [year for year in (values.get("year"),) if isinstance(year, int)])


def _check_code(session: Session, code: str, record_id: str) -> None:
    for other, name in session.execute(
        select(Project.id, Project.name).where(Project.code == code, Project.is_deleted.is_(False))
    ):
        if other != record_id:
            raise PlanError.in_fields(
                FieldProblem("code", "projects.code_taken", {"code": code, "name": name})
            )


def _check_member(session: Session, values: Mapping[str, Stored], record_id: str) -> None:
    body, name = values.get("municipality_id"), values.get("partner_name")
    if not body and not name:
        raise PlanError.in_fields(FieldProblem("municipality_id", "projects.member_unnamed"))
    others = rows.members(session, str(values.get("project_id"))).get(str(values.get("project_id")), [])
    for other in others:
        same = other.municipality_id == body if body else other.partner_name == name
        if other.id != record_id and same and _overlap(other, values):
            shown = next((one.name for one in rows.bodies(session) if one.id == body), str(name))
            raise PlanError.in_fields(FieldProblem("from_fy", "projects.member_twice", {"name": shown}))


def _overlap(member: Member, values: Mapping[str, Stored]) -> bool:
    first, last = values.get("from_fy"), values.get("to_fy")
    start = first if isinstance(first, int) else 0
    end = last if isinstance(last, int) else 9999
    return (member.from_fy or 0) <= end and start <= (member.to_fy or 9999)
