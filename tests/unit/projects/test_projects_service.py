"""Projects in a region file: read, written, taken back and done again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bingo_planner.features.projects.model import (
    BudgetEdit,
    BudgetKey,
    KpiEdit,
    Money,
    ProjectDetail,
    Rating,
    Stage,
    ValueKind,
)
from bingo_planner.features.projects.service import (
    read_details,
    read_history,
    read_kpis,
    read_pact_lines,
    read_project,
    read_projects,
)
from bingo_planner.features.projects.service_blocks import (
    do_copy_from_last_year,
    do_copy_project,
    do_move_step,
    do_set_budget,
    do_set_grounds,
    do_set_kpi_values,
)
from bingo_planner.features.projects.service_write import do_add, do_remove, do_restore, do_set
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.numbers import Mark
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.rebuild import differences
from bingo_planner.store.store import Store

if TYPE_CHECKING:
    from tests.unit.projects.conftest import Little


def _content(detail: ProjectDetail) -> tuple[object, ...]:
    return (
        detail.sheet,
        detail.members,
        detail.pact_items,
        detail.progress,
        detail.steps,
        dict(detail.budget),
        detail.kpis,
    )


def _unchanged_by_undo_and_redo(store: Store, project: str, before: ProjectDetail) -> None:
    after = read_project(store, project)
    assert _content(after) != _content(before)
    store.undo()
    assert _content(read_project(store, project)) == _content(before)
    store.redo()
    assert _content(read_project(store, project)) == _content(after)
    with store.read() as session:
        assert differences(session.connection()) == []


def test_list_shows_the_year(little: Little) -> None:
    row = read_projects(little.store, 2024).rows[0]
    assert [body.name for body in row.bodies] == ["甲市", "乙市", "丙町"]
    assert row.partners == ("外の法人",)
    assert row.budget == 37_950_000
    assert row.lead is not None
    assert row.lead.name == "甲市"
    assert (row.progress_on, row.progress) == (dt.date(2024, 7, 22), "仕様を確かめた")
    assert (row.late, row.pending, row.pact_items) == (1, 1, 1)
    assert row.ratings == (Rating.A,)


def test_members_follow_the_year(little: Little) -> None:
    assert [body.name for body in read_projects(little.store, 2023).rows[0].bodies] == ["甲市", "乙市"]
    assert [body.name for body in read_projects(little.store, 2026).rows[0].bodies] == ["甲市", "丙町"]


def test_detail_and_all_details_agree(little: Little) -> None:
    one = read_project(little.store, little.project)
    (other,) = read_details(little.store)
    assert _content(one) == _content(other)
    assert one.locked == {2023: "決算認定"}
    assert one.kpis[0].actuals[2024] is Mark.PENDING


def test_set_a_field(little: Little) -> None:
    before = read_project(little.store, little.project)
    changes = do_set(little.store, "project", little.project, {"name": "  病児保育  ", "status": "expanded"})
    assert changes.touches("project")
    assert read_project(little.store, little.project).sheet.name == "病児保育"
    _unchanged_by_undo_and_redo(little.store, little.project, before)


@pytest.mark.parametrize(
    ("kind", "record", "values", "field", "code"),
    [
        ("project", "p1", {"name": ""}, "name", "field.required"),
        ("project", "p1", {"status": "vanished"}, "status", "field.choice"),
        ("project", "p1", {"ends_fy": 2020}, "ends_fy", "projects.years_crossed"),
        ("milestone", "e1", {"ends_on": dt.date(2024, 3, 1)}, "ends_on", "projects.dates_crossed"),
        ("milestone", "e1", {"percent": 101}, "percent", "field.range"),
        ("milestone", "e1", {"after_id": "e1"}, "after_id", "projects.after_itself"),
        ("kpi", "k1", {"rule": "50,60,70"}, "rule", "projects.rule"),
    ],
)
def test_refused_values_name_their_field(
    little: Little, kind: str, record: str, values: dict[str, Stored], field: str, code: str
) -> None:
    before = read_project(little.store, little.project)
    with pytest.raises(PlanError) as refused:
        do_set(little.store, kind, record, values)
    assert [(one.field, one.code) for one in refused.value.problems] == [(field, code)]
    assert "code" not in describe(refused.value.problems[0]).text
    assert _content(read_project(little.store, little.project)) == _content(before)


def test_codes_are_unique(little: Little) -> None:
    with pytest.raises(PlanError) as refused:
        do_add(little.store, "project", {"code": "3-A-01", "name": "別の事業"})
    assert refused.value.problems[0].field == "code"


def test_required_fields_of_a_new_record(little: Little) -> None:
    with pytest.raises(PlanError) as refused:
        do_add(little.store, "progress_line", {"project_id": little.project})
    assert {one.field for one in refused.value.problems} == {"on_date", "line"}


def test_add_remove_restore(little: Little) -> None:
    changes = do_add(little.store, "project", {"code": "1-01", "name": "新しい事業", "role_area": "ECONOMY"})
    (new,) = changes.ids_of("project")
    assert read_project(little.store, new).sheet.status == "continued"
    do_remove(little.store, "project", little.project)
    assert [row.id for row in read_projects(little.store, 2024).rows] == [new]
    assert read_kpis(little.store) == ()
    do_restore(little.store, "project", little.project)
    assert len(read_projects(little.store, 2024).rows) == 2
    assert len(read_kpis(little.store)) == 1


def test_members_do_not_stand_twice(little: Little) -> None:
    values: dict[str, Stored] = {
        "project_id": little.project,
        "municipality_id": little.partner,
        "from_fy": 2025,
    }
    with pytest.raises(PlanError) as refused:
        do_add(little.store, "project_member", values)
    assert refused.value.code == "projects.member_twice"
    do_add(little.store, "project_member", {**values, "from_fy": 2026})
    with pytest.raises(PlanError):
        do_add(little.store, "project_member", {"project_id": little.project})


def test_a_block_of_budget_is_one_step(little: Little) -> None:
    before = read_project(little.store, little.project)
    edits = [
        BudgetEdit(BudgetKey(2024 + at % 5, stage, money), 1_000 * at)
        for at, (stage, money) in enumerate((stage, money) for stage in Stage for money in Money)
    ]
    do_set_budget(little.store, little.project, edits)
    _unchanged_by_undo_and_redo(little.store, little.project, before)


def test_four_kinds_of_empty_are_kept(little: Little) -> None:
    key = BudgetKey(2025, Stage.ORIGINAL)
    for value in (0, Mark.NONE, Mark.PENDING, -1_200_000):
        do_set_budget(little.store, little.project, [BudgetEdit(key, value)])
        assert read_project(little.store, little.project).budget[key] == value
    do_set_budget(little.store, little.project, [BudgetEdit(key, Mark.BLANK)])
    assert key not in read_project(little.store, little.project).budget


def test_locked_years_refuse_everything(little: Little) -> None:
    edits = [
        BudgetEdit(BudgetKey(2025, Stage.ORIGINAL), 1),
        BudgetEdit(BudgetKey(2023, Stage.ORIGINAL), 1),
    ]
    with pytest.raises(PlanError) as refused:
        do_set_budget(little.store, little.project, edits)
    assert "令和5年度" in describe(refused.value).text
    assert BudgetKey(2025, Stage.ORIGINAL) not in read_project(little.store, little.project).budget
    with pytest.raises(PlanError):
        do_set_kpi_values(little.store, [KpiEdit(little.kpi, 2023, ValueKind.ACTUAL, Decimal(1))])
    with pytest.raises(PlanError):
        do_remove(little.store, "budget_line", "c1")


def test_kpi_figures(little: Little) -> None:
    before = read_project(little.store, little.project)
    do_set_kpi_values(
        little.store,
        [
            KpiEdit(little.kpi, 2024, ValueKind.ACTUAL, Decimal("1842.5")),
            KpiEdit(little.kpi, 2024, ValueKind.ACTUAL, Decimal(900), little.core),
            KpiEdit(little.kpi, 2024, ValueKind.ACTUAL, Mark.NONE, little.partner),
        ],
    )
    kpi = read_project(little.store, little.project).kpis[0]
    assert kpi.actuals[2024] == Decimal("1842.5")
    assert kpi.member_actuals == {("m1", 2024): Decimal(900), ("m2", 2024): Mark.NONE}
    _unchanged_by_undo_and_redo(little.store, little.project, before)


def test_a_step_is_moved(little: Little) -> None:
    do_move_step(little.store, "e1", dt.date(2024, 4, 8), dt.date(2024, 8, 7))
    step = read_project(little.store, little.project).steps[0]
    assert (step.starts_on, step.ends_on) == (dt.date(2024, 4, 8), dt.date(2024, 8, 7))
    with pytest.raises(PlanError):
        do_move_step(little.store, "e1", dt.date(2024, 4, 8), dt.date(2024, 4, 7))


def test_grounds_are_exactly_those_named(little: Little) -> None:
    assert [line.id for line in read_pact_lines(little.store)] == ["i1", "i2"]
    before = read_project(little.store, little.project)
    do_set_grounds(little.store, little.project, ["i2"])
    assert [line.id for line in read_project(little.store, little.project).pact_items] == ["i2"]
    _unchanged_by_undo_and_redo(little.store, little.project, before)


def test_copy_of_a_project(little: Little) -> None:
    changes = do_copy_project(little.store, little.project)
    copied = [row for row in read_projects(little.store, 2024).rows if row.id != little.project]
    assert [row.code for row in copied] == ["3-A-02"]
    assert copied[0].id in changes.ids_of("project")
    detail = read_project(little.store, copied[0].id)
    assert len(detail.members) == 4
    assert [line.id for line in detail.pact_items] == ["i1"]
    assert detail.kpis[0].actuals == {}
    assert detail.budget == {}


def test_copy_from_last_year_fills_only_blanks(little: Little) -> None:
    before = read_project(little.store, little.project)
    do_set_budget(little.store, little.project, [BudgetEdit(BudgetKey(2025, Stage.ORIGINAL), 40_000_000)])
    do_copy_from_last_year(little.store, little.project, 2025)
    detail = read_project(little.store, little.project)
    assert detail.budget[BudgetKey(2025, Stage.ORIGINAL)] == 40_000_000
    assert detail.budget[BudgetKey(2025, Stage.ORIGINAL, Money.BOND)] is Mark.NONE
    new = [step for step in detail.steps if step not in before.steps]
    assert [(step.title, step.starts_on, step.percent) for step in new] == [
        ("協定の改定", dt.date(2025, 4, 1), 0),
        ("評価", dt.date(2026, 3, 20), 0),
    ]
    assert new[1].after_id == new[0].id
    with pytest.raises(PlanError) as refused:
        do_copy_from_last_year(little.store, little.project, 2025)
    assert refused.value.code == "projects.nothing_to_copy"


def test_history_holds_the_records_of_the_project(little: Little) -> None:
    do_set_budget(little.store, little.project, [BudgetEdit(BudgetKey(2025, Stage.ORIGINAL), 7_000)])
    do_set(little.store, "kpi", little.kpi, {"name": "新しい指標名"})
    entries = read_history(little.store, read_project(little.store, little.project))
    assert ("kpi", "name", "新しい指標名") in [(entry.kind, entry.field, entry.new) for entry in entries]
    assert ("budget_line", "amount", 7_000) in [(entry.kind, entry.field, entry.new) for entry in entries]
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)


def test_a_project_that_is_gone(little: Little) -> None:
    with pytest.raises(PlanError) as refused:
        read_project(little.store, "nothing")
    assert refused.value.code == "record.gone"
