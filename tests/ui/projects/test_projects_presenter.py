"""The presenters of joint projects, without a window."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from bingo_planner.features.projects.detail_presenter import DetailPresenter, DetailState
from bingo_planner.features.projects.model import (
    BudgetEdit,
    BudgetKey,
    KpiEdit,
    ProjectDetail,
    Stage,
    ValueKind,
)
from bingo_planner.features.projects.presenter import ListState, Phase, ProjectsPresenter
from bingo_planner.features.projects.rules import Gap
from bingo_planner.features.projects.service import owner_of, read_project, read_projects
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk


@dataclass
class Shown:
    """What the presenters showed, newest last."""

    lists: list[ListState] = field(default_factory=list)
    details: list[DetailState] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    left: int = 0

    def leave(self) -> None:
        self.left += 1


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def listing(sample_store: Store, now_jobs: NowJobs, desk: PlainDesk, shown: Shown) -> ProjectsPresenter:
    made = ProjectsPresenter(sample_store, now_jobs, desk, shown.lists.append, shown.opened.append)
    made.refreshed()
    return made


@pytest.fixture
def sick(sample_store: Store) -> str:
    """The id of the project of shared sick-child care."""
    return next(row.id for row in read_projects(sample_store, 2024).rows if row.code == "3-A-02")


@pytest.fixture
def project(
    sample_store: Store, now_jobs: NowJobs, desk: PlainDesk, shown: Shown, sick: str
) -> DetailPresenter:
    made = DetailPresenter(sample_store, now_jobs, desk, shown.details.append, shown.leave)
    made.opened(sick)
    return made


def _detail(project: DetailPresenter) -> ProjectDetail:
    assert project.state.detail is not None
    return project.state.detail


def test_the_list_is_filled(listing: ProjectsPresenter) -> None:
    assert listing.state.phase is Phase.FILLED
    assert listing.state.total == len(listing.state.rows) == 24
    assert listing.state.summary == "24事業・令和6年度"


def test_an_empty_region(store: Store, now_jobs: NowJobs, desk: PlainDesk, shown: Shown) -> None:
    made = ProjectsPresenter(store, now_jobs, desk, shown.lists.append, shown.opened.append)
    made.refreshed()
    assert shown.lists[-1].phase is Phase.EMPTY
    made.asked_to_add()
    assert len(shown.opened) == 1
    assert read_project(store, shown.opened[0]).sheet.code == "2024-01"
    made.refreshed()
    made.asked_to_add()
    assert read_project(store, shown.opened[1]).sheet.code == "2024-02"


def test_filters_narrow_and_clear(listing: ProjectsPresenter) -> None:
    listing.picked("area", "HUB")
    assert {row.role_area for row in listing.state.rows} == {"HUB"}
    listing.picked("state", "late")
    assert listing.state.rows
    assert all(row.late for row in listing.state.rows)
    listing.cleared()
    body = next(one for one in listing.state.bodies if one.short_name == "笠岡")
    listing.picked("body", body.id)
    assert 0 < len(listing.state.rows) < 24
    assert listing.state.summary.startswith("24事業のうち")
    listing.picked("body", "")
    listing.picked("state", "new")
    assert {row.status for row in listing.state.rows} == {"new"}


def test_members_of_another_year(listing: ProjectsPresenter, desk: PlainDesk) -> None:
    desk.year = FiscalYear(2022)
    listing.refreshed()
    names = {body.name for row in listing.state.rows for body in row.bodies}
    assert "竹原市" not in names


def test_remove_asks_and_can_be_undone(
    listing: ProjectsPresenter, desk: PlainDesk, sample_store: Store, sick: str
) -> None:
    listing.chose(sick)
    desk.confirms = False
    listing.asked_to_remove()
    listing.refreshed()
    assert listing.state.total == 24
    desk.confirms = True
    listing.asked_to_remove()
    listing.refreshed()
    assert listing.state.total == 23
    assert "ごみ箱" in desk.said[-1]
    sample_store.undo()
    listing.refreshed()
    assert listing.state.total == 24


def test_a_copy_opens(listing: ProjectsPresenter, shown: Shown, sample_store: Store, sick: str) -> None:
    listing.chose(sick)
    listing.asked_to_copy()
    copied = read_project(sample_store, shown.opened[-1])
    assert copied.sheet.name.endswith("（写し）")
    assert copied.sheet.code not in ("3-A-02", "")


def test_a_field_is_typed_and_refused(project: DetailPresenter, desk: PlainDesk) -> None:
    own = _detail(project).sheet.id
    project.field_edited("project", own, "name", "病児保育")
    project.refreshed()
    assert _detail(project).sheet.name == "病児保育"
    project.field_edited("project", own, "code", "3-A-01")
    assert "3-A-01" in project.state.problems[own, "code"]
    project.refreshed()
    assert _detail(project).sheet.code == "3-A-02"
    assert desk.problems == []
    project.field_edited("project", own, "code", "3-A-99")
    assert project.state.problems == {}


def test_budget_and_kpi_figures(project: DetailPresenter, desk: PlainDesk) -> None:
    key = BudgetKey(2026, Stage.ORIGINAL)
    project.budget_edited([BudgetEdit(key, 41_000_000)], "20行5列を貼り付けました。")
    assert desk.said == ["20行5列を貼り付けました。"]
    kpi = _detail(project).kpis[0].id
    project.kpi_edited([KpiEdit(kpi, 2024, ValueKind.ACTUAL, Decimal(1842))])
    project.refreshed()
    assert _detail(project).budget[key] == 41_000_000
    assert _detail(project).kpis[0].actuals[2024] == 1842


def test_a_locked_year_is_refused_and_shown_again(
    project: DetailPresenter, desk: PlainDesk, shown: Shown
) -> None:
    before = len(shown.details)
    project.budget_edited([BudgetEdit(BudgetKey(2023, Stage.ORIGINAL), 1)])
    assert desk.problems[-1].code == "projects.year_locked"
    assert len(shown.details) == before + 1
    project.kpi_edited([KpiEdit(_detail(project).kpis[0].id, 2023, ValueKind.ACTUAL, Mark.PENDING)])
    assert len(desk.problems) == 2


def test_steps_are_added_moved_and_removed(project: DetailPresenter) -> None:
    steps = len(_detail(project).steps)
    project.asked_to_add_step()
    project.refreshed()
    step = project.state.chosen_step()
    assert step is not None
    assert step.starts_on == dt.date(2024, 8, 26)
    project.step_moved(step.id, dt.date(2024, 9, 2), dt.date(2024, 9, 30))
    project.refreshed()
    moved = project.state.chosen_step()
    assert moved is not None
    assert moved.ends_on == dt.date(2024, 9, 30)
    project.removed("milestone", step.id)
    project.refreshed()
    assert len(_detail(project).steps) == steps


def test_a_point_in_time_stays_one(project: DetailPresenter) -> None:
    point = next(step for step in _detail(project).steps if step.is_point)
    project.step_moved(point.id, dt.date(2025, 2, 3), dt.date(2025, 2, 3))
    project.refreshed()
    found = next(step for step in _detail(project).steps if step.id == point.id)
    assert (found.starts_on, found.ends_on) == (dt.date(2025, 2, 3), None)


def test_grounds_members_progress_and_kpis(project: DetailPresenter) -> None:
    for line in _detail(project).pact_items:
        project.ground_removed(line.id)
        project.refreshed()
    assert Gap.PACT_ITEM in {one.gap for one in project.state.findings}
    number, title = project.state.grounds[0].number, project.state.grounds[0].title
    project.ground_added(number, title)
    project.refreshed()
    assert len(_detail(project).pact_items) == 8
    project.asked_to_add_member("")
    project.asked_to_add_progress()
    project.asked_to_add_kpi()
    project.refreshed()
    assert any(member.partner_name for member in _detail(project).members)
    assert _detail(project).progress[-1].on_date == dt.date(2024, 8, 26)
    kpi = project.state.chosen_kpi()
    assert kpi is not None
    assert kpi.role_area == "LIFE"


def test_copy_from_last_year_says_so(project: DetailPresenter, desk: PlainDesk) -> None:
    desk.year = FiscalYear(2026)
    project.refreshed()
    project.asked_to_copy_last_year()
    assert desk.said[-1] == "令和7年度から写しました。値のあるセルはそのままです。"
    project.refreshed()
    project.asked_to_copy_last_year()
    assert desk.problems[-1].code == "projects.nothing_to_copy"


def test_history_is_read_when_it_is_looked_at(
    project: DetailPresenter, desk: PlainDesk, shown: Shown
) -> None:
    assert not any(state.history for state in shown.details)
    project.field_edited("project", _detail(project).sheet.id, "effect", "効果")
    project.tab_chosen("history")
    project.refreshed()
    history = shown.details[-1].history
    assert history is not None
    # The sample's own entries were written by today's clock, later than the day the test plays on.
    assert "effect" in {one.field for one in history if one.what == "set"}
    project.asked_for_history()
    project.chose("milestone", _detail(project).steps[0].id)
    project.asked_for_record_history("milestone")
    assert [kind for kind, _id in desk.histories] == ["project", "milestone"]


def test_the_sheet_is_previewed(project: DetailPresenter, desk: PlainDesk) -> None:
    project.asked_for_paper()
    title, path = desk.previews[-1]
    assert title == "病児・病後児保育の広域利用"
    assert path.read_bytes().startswith(b"%PDF")


def test_a_project_that_went_away(
    project: DetailPresenter, shown: Shown, sample_store: Store, sick: str
) -> None:
    from bingo_planner.features.projects.service_write import do_remove

    do_remove(sample_store, "project", sick)
    project.refreshed()
    assert shown.left == 1
    assert project.project_id == ""


def test_owner_of_a_record(project: DetailPresenter, sample_store: Store, sick: str) -> None:
    detail = _detail(project)
    assert owner_of(sample_store, "kpi", detail.kpis[0].id) == sick
    assert owner_of(sample_store, "milestone", detail.steps[0].id) == sick
    assert owner_of(sample_store, "person", sick) == ""
    assert owner_of(sample_store, "kpi_value", "nothing") == ""


def test_a_kpi_says_what_its_newest_figure_rests_on(project: DetailPresenter, desk: PlainDesk) -> None:
    kpi = next(one for one in _detail(project).kpis if one.evidence)
    project.chose("kpi", kpi.id)
    project.asked_for_evidence()
    newest = max(year for year in kpi.evidence if year <= 2024)
    assert kpi.evidence[newest] in desk.said[-1]
    assert kpi.name in desk.said[-1]
