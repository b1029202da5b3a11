"""Reading joint projects for pages and papers: the list, one project, KPIs, budgets, history."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bingo_planner.features.projects import service_read as rows
from bingo_planner.features.projects.assess import latest
from bingo_planner.features.projects.budgeting import cell
from bingo_planner.features.projects.fields import RECORDS
from bingo_planner.features.projects.model import (
    Body,
    Budget,
    Kpi,
    LastChange,
    Member,
    PactLine,
    PaperData,
    Progress,
    ProjectBudget,
    ProjectDetail,
    ProjectList,
    ProjectRow,
    ProjectSheet,
    Stage,
    Step,
)
from bingo_planner.features.projects.rules import late_steps, members_in, partners
from bingo_planner.features.projects.tables import (
    BudgetLine,
    KpiValue,
    Milestone,
    ProgressLine,
    ProjectMember,
    ProjectPactItem,
)
from bingo_planner.features.projects.tables import Kpi as KpiRow
from bingo_planner.features.region import service_read as region_read
from bingo_planner.features.service_paper import PROJECT, Waiting, waiting_by
from bingo_planner.store.history import Entry
from bingo_planner.store.store import Store


# -- reading -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Shelf:
    """Everything the list needs, by project."""

    year: int
    today: dt.date
    bodies: tuple[Body, ...]
    by_id: Mapping[str, Body]
    members: Mapping[str, Sequence[Member]]
    budgets: Mapping[str, Budget]
    kpis: Mapping[str, Sequence[Kpi]]
    progress: Mapping[str, Sequence[Progress]]
    steps: Mapping[str, Sequence[Step]]
    pact_items: Mapping[str, int]


def read_projects(store: Store, year: int) -> ProjectList:
    """The list as of a fiscal year: its members, its original budget, the newest ratings up to it."""
    with store.read() as session:
        bodies = rows.bodies(session)
        shelf = _Shelf(
            year,
            store.clock.today(),
            bodies,
            {body.id: body for body in bodies},
            rows.members(session),
            rows.budgets(session, totals_of=year),
            _by_project(rows.kpis(session)),
            rows.progress(session),
            rows.steps(session),
            _pact_counts(session),
        )
        sheets = rows.sheets(session, with_texts=False)
    return ProjectList(year, tuple(_row(sheet, shelf) for sheet in sheets), shelf.bodies)


def _row(sheet: ProjectSheet, shelf: _Shelf) -> ProjectRow:
    members = shelf.members.get(sheet.id, ())
    here = {member.municipality_id for member in members_in(members, shelf.year)}
    judged = [latest(kpi, shelf.year) for kpi in shelf.kpis.get(sheet.id, ())]
    lines = [line for line in shelf.progress.get(sheet.id, ()) if line.on_date]
    return ProjectRow(
        id=sheet.id,
        code=sheet.code,
        name=sheet.name,
        kana=sheet.kana,
        role_area=sheet.role_area,
        field=sheet.field,
        status=sheet.status,
        starts_fy=sheet.starts_fy,
        ends_fy=sheet.ends_fy,
        lead=shelf.by_id.get(sheet.lead_id or ""),
        bodies=tuple(body for body in shelf.bodies if body.id in here and not body.is_outside),
        partners=partners(members, shelf.bodies, shelf.year),
        budget=cell(shelf.budgets.get(sheet.id, {}), shelf.year, Stage.ORIGINAL),
        ratings=tuple(one.rating for one in judged),
        progress_on=lines[-1].on_date if lines else None,
        progress=lines[-1].line if lines else "",
        pact_items=shelf.pact_items.get(sheet.id, 0),
        late=len(late_steps(shelf.steps.get(sheet.id, ()), shelf.today)),
        pending=sum(one.pending for one in judged),
    )


def _by_project(kpis: Iterable[Kpi]) -> dict[str, list[Kpi]]:
    found: dict[str, list[Kpi]] = defaultdict(list)
    for kpi in kpis:
        found[kpi.project_id or ""].append(kpi)
    return found


def _pact_counts(session: Session) -> Counter[str]:
    links = session.execute(select(ProjectPactItem.project_id).where(ProjectPactItem.is_deleted.is_(False)))
    return Counter(owner for (owner,) in links if owner)


def read_project(store: Store, project_id: str) -> ProjectDetail:
    """One project with everything that hangs on it; PlanError `record.gone` when it is not there."""
    last = _last_change(store.last_change("project", project_id))
    with store.read() as session:
        sheet = rows.sheet(session, project_id)
        return ProjectDetail(
            sheet=sheet,
            bodies=rows.bodies(session),
            members=tuple(rows.members(session, project_id).get(project_id, ())),
            pact_items=tuple(rows.pact_items(session, project_id).get(project_id, ())),
            progress=tuple(rows.progress(session, project_id).get(project_id, ())),
            steps=tuple(rows.steps(session, project_id).get(project_id, ())),
            budget=rows.budgets(session, project_id).get(project_id, {}),
            kpis=tuple(rows.kpis(session, project_id)),
            locked=rows.locked_years(session),
            today=store.clock.today(),
            last_change=last,
        )


def _last_change(entry: Entry | None) -> LastChange | None:
    if entry is None:
        return None
    who = " ".join(part for part in (entry.author.body, entry.author.name) if part)
    return LastChange(who, entry.at)


def read_details(store: Store, project_ids: Sequence[str] | None = None) -> list[ProjectDetail]:
    """Several projects at once (all when none is named), in the order of the list; for papers."""
    with store.read() as session:
        bodies, locked = rows.bodies(session), rows.locked_years(session)
        members, links = rows.members(session), rows.pact_items(session)
        progress, steps = rows.progress(session), rows.steps(session)
        budgets, kpis = rows.budgets(session), _by_project(rows.kpis(session))
        sheets = rows.sheets(session)
    return [
        ProjectDetail(
            sheet,
            bodies,
            tuple(members.get(sheet.id, ())),
            tuple(links.get(sheet.id, ())),
            tuple(progress.get(sheet.id, ())),
            tuple(steps.get(sheet.id, ())),
            budgets.get(sheet.id, {}),
            tuple(kpis.get(sheet.id, ())),
            locked,
            store.clock.today(),
        )
        for sheet in sheets
        if project_ids is None or sheet.id in project_ids
    ]


def read_kpis(store: Store) -> tuple[Kpi, ...]:
    """All KPIs of all levels with all their figures; those of projects in the bin are left out."""
    with store.read() as session:
        return rows.kpis(session)


def read_budgets(store: Store) -> list[ProjectBudget]:
    """The budgets of all projects."""
    with store.read() as session:
        return rows.project_budgets(session)


def read_bodies(store: Store) -> tuple[Body, ...]:
    """Municipalities in official order, outside partners last."""
    with store.read() as session:
        return rows.bodies(session)


def read_pact_lines(store: Store) -> tuple[PactLine, ...]:
    """Every pact item a project may rest on."""
    with store.read() as session:
        return rows.all_pact_lines(session)


def read_paper(store: Store, year: int, project_ids: Sequence[str] | None = None) -> PaperData:
    """What the papers of this room need: all projects, or only those named."""
    with store.read() as session:
        region, author, note = _region(session)
    details = read_details(store, project_ids)
    return PaperData(
        region=region,
        author=author,
        note=note,
        date=store.clock.today(),
        year=year,
        details=tuple(details),
        kpis=read_kpis(store),
        budgets=tuple(read_budgets(store)),
        waiting={
            project: tuple(_waiting_words(one) for one in found)
            for project, found in waiting_by(store, PROJECT, "project").items()
        },
    )


def _waiting_words(one: Waiting) -> str:
    record = RECORDS[one.kind]
    name = record.by_key[one.field].name() if one.field in record.by_key else ""
    if name and one.kind == "project":
        return name
    whole = record.name()
    return whole if name in whole else f"{whole}・{name}"


def _region(session: Session) -> tuple[str, str, str]:
    """Name in the language in force, council and what stands at the foot."""
    found = region_read.region(session)
    return found.label, found.council_name, found.foot_mark


def read_history(store: Store, detail: ProjectDetail) -> list[Entry]:
    """What was changed in a project and its records, newest first; imports are left out but for the project."""
    records = [("project", detail.sheet.id)]
    records += [("project_member", one.id) for one in detail.members]
    records += [("milestone", one.id) for one in detail.steps]
    records += [("progress_line", one.id) for one in detail.progress]
    with store.read() as session:
        for kind, table in (("budget_line", BudgetLine), ("kpi", KpiRow)):
            found = session.scalars(select(table.id).where(table.project_id == detail.sheet.id))
            records += [(kind, one) for one in found]
        ids = [kpi.id for kpi in detail.kpis]
        values = session.scalars(select(KpiValue.id).where(KpiValue.kpi_id.in_(ids)))
        records += [("kpi_value", one) for one in values]
    entries = [entry for kind, record in records for entry in store.history(kind, record, limit=100)]
    shown = [
        entry
        for entry in entries
        if entry.why != "import" or (entry.what == "created" and entry.kind == "project")
    ]
    return sorted(shown, key=lambda entry: entry.at, reverse=True)


def _is_birth(entry: Entry) -> bool:
    return entry.what == "created" and entry.kind == "project"


def owner_of(store: Store, kind: str, record_id: str) -> str:
    """The project a record belongs to; "" when it belongs to none."""
    with store.read() as session:
        if kind == "kpi_value":
            value = session.get(KpiValue, record_id)
            kpi = session.get(KpiRow, value.kpi_id) if value is not None and value.kpi_id else None
            return (kpi.project_id if kpi else "") or ""
        table = _OWNED.get(kind)
        if table is None:
            return ""
        found = session.execute(select(table.project_id).where(table.id == record_id)).first()
        return (found[0] if found else "") or ""


_OWNED: Final[Mapping[str, type[rows.Owned]]] = {
    "kpi": KpiRow,
    "budget_line": BudgetLine,
    "milestone": Milestone,
    "project_member": ProjectMember,
    "project_pact_item": ProjectPactItem,
    "progress_line": ProgressLine,
}
