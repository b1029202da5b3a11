"""Changes that touch several rows in one step: copies, blocks of budget cells and KPI figures, grounds in pacts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from bingo_planner.features.projects import service_read as rows
from bingo_planner.features.projects.model import BudgetEdit, KpiEdit, Step
from bingo_planner.features.projects.rules import budget_from_last_year, next_code, steps_for_next_year
from bingo_planner.features.projects.service_write import Recorded, refuse_locked
from bingo_planner.features.projects.tables import (
    BudgetLine,
    KpiValue,
    Milestone,
    Project,
    ProjectMember,
    ProjectPactItem,
)
from bingo_planner.features.projects.tables import Kpi as KpiRow
from bingo_planner.kernel.changes import NOTHING, Changes
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.errors import FieldProblem, PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store, Unit, live


def do_set_budget(store: Store, project_id: str, edits: Sequence[BudgetEdit]) -> Changes:
    """Set cells of a budget in one step (a pasted block is one); a locked year refuses all of it."""
    if not edits:
        return NOTHING
    label = translate("projects", "Change budget ({n} cells)", n=len(edits))
    with store.change(label if len(edits) > 1 else translate("projects", "Change budget")) as unit:
        unit.get(Project, project_id)
        refuse_locked(unit.session, (edit.key.year for edit in edits))
        _put_budget(unit, project_id, edits)
    return unit.changes


def _put_budget(unit: Unit, project_id: str, edits: Iterable[BudgetEdit]) -> None:
    held: dict[tuple[int | None, str, str], list[BudgetLine]] = {}
    for line in live(unit.session, BudgetLine, BudgetLine.project_id == project_id):
        held.setdefault((line.fiscal_year, line.stage, line.money), []).append(line)
    for edit in edits:
        key = (edit.key.year, edit.key.stage.value, edit.key.money.value)
        _put_cell(unit, project_id, edit, sorted(held.get(key, []), key=lambda line: line.id))


def _put_cell(unit: Unit, project_id: str, edit: BudgetEdit, lines: list[BudgetLine]) -> None:
    """One line holds the new value; further lines of the same cell (第2号 …) go to the bin with it."""
    amount = None if isinstance(edit.value, Mark) else edit.value
    mark = rows.WORDS[edit.value] if isinstance(edit.value, Mark) else ""
    for extra in lines[1:]:
        unit.remove(BudgetLine, extra.id)
    if lines and edit.value is Mark.BLANK:
        unit.remove(BudgetLine, lines[0].id)
    elif lines:
        unit.set(BudgetLine, lines[0].id, amount=amount, mark=mark)
    elif edit.value is not Mark.BLANK:
        key = edit.key
        unit.add(
            BudgetLine(
                project_id=project_id,
                fiscal_year=key.year,
                stage=key.stage.value,
                money=key.money.value,
                amount=amount,
                mark=mark,
            )
        )


def do_set_kpi_values(store: Store, edits: Sequence[KpiEdit]) -> Changes:
    """Set figures of KPIs in one step; a locked year refuses all of them."""
    if not edits:
        return NOTHING
    label = translate("projects", "Change KPI figures ({n})", n=len(edits))
    with store.change(label if len(edits) > 1 else translate("projects", "Change KPI figure")) as unit:
        refuse_locked(unit.session, (edit.year for edit in edits))
        for kpi_id in {edit.kpi_id for edit in edits}:
            unit.get(KpiRow, kpi_id)
            _put_values(unit, kpi_id, [edit for edit in edits if edit.kpi_id == kpi_id])
    return unit.changes


def _put_values(unit: Unit, kpi_id: str, edits: Iterable[KpiEdit]) -> None:
    held: dict[tuple[int | None, str, str | None], list[KpiValue]] = {}
    for row in live(unit.session, KpiValue, KpiValue.kpi_id == kpi_id):
        held.setdefault((row.year, row.kind, row.municipality_id), []).append(row)
    for edit in edits:
        found = sorted(
            held.get((edit.year, edit.kind.value, edit.municipality_id), []), key=lambda row: row.id
        )
        _put_value(unit, edit, found)


def _put_value(unit: Unit, edit: KpiEdit, found: list[KpiValue]) -> None:
    value = None if isinstance(edit.value, Mark) else edit.value
    mark = rows.WORDS[edit.value] if isinstance(edit.value, Mark) else ""
    for extra in found[1:]:
        unit.remove(KpiValue, extra.id)
    if found and edit.value is Mark.BLANK:
        unit.remove(KpiValue, found[0].id)
    elif found:
        unit.set(KpiValue, found[0].id, value=value, mark=mark)
    elif edit.value is not Mark.BLANK:
        unit.add(
            KpiValue(
                kpi_id=edit.kpi_id,
                year=edit.year,
                kind=edit.kind.value,
                municipality_id=edit.municipality_id,
                value=value,
                mark=mark,
            )
        )


def do_move_step(store: Store, step_id: str, starts_on: dt.date | None, ends_on: dt.date | None) -> Changes:
    """Move or resize a step of the schedule."""
    if starts_on and ends_on and ends_on < starts_on:
        raise PlanError.in_fields(FieldProblem("ends_on", "projects.dates_crossed"))
    with store.change(translate("projects", "Move step")) as unit:
        unit.set(Milestone, step_id, starts_on=starts_on, ends_on=ends_on)
    return unit.changes


def do_set_grounds(store: Store, project_id: str, pact_item_ids: Iterable[str]) -> Changes:
    """Name the pact items a project rests on: exactly these."""
    wanted = set(pact_item_ids)
    with store.change(translate("projects", "Change grounds in pacts")) as unit:
        unit.get(Project, project_id)
        links = live(unit.session, ProjectPactItem, ProjectPactItem.project_id == project_id)
        for link in links:
            if link.pact_item_id not in wanted:
                unit.remove(ProjectPactItem, link.id)
        for item in sorted(wanted - {link.pact_item_id or "" for link in links}):
            unit.add(ProjectPactItem(project_id=project_id, pact_item_id=item))
    return unit.changes


def do_copy_project(store: Store, project_id: str) -> Changes:
    """A new project from one that is there: sheet, members, grounds, KPIs without figures; status new."""
    with store.change(translate("projects", "Copy project")) as unit:
        source = unit.get(Project, project_id)
        taken = unit.session.scalars(select(Project.code).where(Project.is_deleted.is_(False)))
        copy = Project(**_columns(source), status="new")
        copy.code = next_code(source.code, taken)
        copy.name = translate("projects", "{name} (copy)", name=source.name)
        copy.evaluation = copy.next_policy = ""
        owner = unit.add(copy).id
        _copy_children(unit, project_id, owner)
    return unit.changes


def _copy_children(unit: Unit, source: str, owner: str) -> None:
    rows_: list[ProjectMember | ProjectPactItem | KpiRow] = [
        *live(unit.session, ProjectMember, ProjectMember.project_id == source),
        *live(unit.session, ProjectPactItem, ProjectPactItem.project_id == source),
        *live(unit.session, KpiRow, KpiRow.project_id == source),
    ]
    for row in rows_:
        unit.add(type(row)(**_columns(row) | {"project_id": owner}))


_NOT_COPIED = frozenset({"id", "is_deleted", "status"})


def _columns(row: Recorded) -> dict[str, object]:
    """The columns of a row that a copy takes over."""
    names = [column.name for column in type(row).__table__.columns]
    return {name: getattr(row, name) for name in names if name not in _NOT_COPIED}


def do_copy_from_last_year(store: Store, project_id: str, year: int) -> Changes:
    """Bring last year's plan into `year`: its steps a year later, its original budget where the cells are blank.

    PlanError `projects.nothing_to_copy` when last year has nothing that is not there yet.
    """
    label = translate("projects", "Copy from last year")
    with store.change(label) as unit:
        unit.get(Project, project_id)
        refuse_locked(unit.session, [year])
        budget = rows.budgets(unit.session, project_id).get(project_id, {})
        edits = budget_from_last_year(budget, year)
        steps = steps_for_next_year(rows.steps(unit.session, project_id).get(project_id, ()), year)
        if not edits and not steps:
            raise PlanError("projects.nothing_to_copy", year=format_fiscal_year(year - 1))
        _put_budget(unit, project_id, edits)
        _add_steps(unit, project_id, steps)
    return unit.changes


def _add_steps(unit: Unit, project_id: str, steps: Sequence[Step]) -> None:
    """Copies keep their order of work among themselves."""
    made = {
        step.id: unit.add(
            Milestone(
                project_id=project_id,
                title=step.title,
                starts_on=step.starts_on,
                ends_on=step.ends_on,
                label=step.label,
                sort=step.sort,
            )
        )
        for step in steps
    }
    for step in steps:
        if step.after_id in made:
            made[step.id].after_id = made[step.after_id].id
