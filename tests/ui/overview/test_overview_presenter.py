"""The overview's presenter without a window."""

from __future__ import annotations

import pytest

from bingo_planner.features.overview.model import Scope
from bingo_planner.features.overview.presenter import OverviewPresenter, OverviewState
from bingo_planner.features.staff.service import do_set
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.store.store import Store
from tests.support.doubles import NowJobs, PlainDesk


@pytest.fixture
def shown() -> list[OverviewState]:
    return []


@pytest.fixture
def presenter(
    sample_store: Store, now_jobs: NowJobs, desk: PlainDesk, shown: list[OverviewState]
) -> OverviewPresenter:
    made = OverviewPresenter(sample_store, now_jobs, desk, shown.append)
    made.opened()
    return made


def test_the_quick_part_is_shown_before_the_whole(
    shown: list[OverviewState], presenter: OverviewPresenter
) -> None:
    wholes = [state.overview.is_whole for state in shown if state.overview is not None]
    assert wholes == [False, True]
    presenter.opened()
    assert shown[-1].overview is not None
    assert len(shown) == 3


def test_a_line_leads_to_its_record(presenter: OverviewPresenter, desk: PlainDesk) -> None:
    line = presenter.state.lines[0]
    presenter.went_to(line.id)
    presenter.went_to("no such line")
    presenter.went_to_body("b")
    assert desk.gone == [(line.kind, line.record_id), ("municipality", "b")]


def test_mine_is_a_part_of_all(presenter: OverviewPresenter) -> None:
    everything = presenter.state.lines
    presenter.chose_scope(Scope.MINE)
    state = presenter.state
    assert 0 < len(state.lines) < len(everything)
    assert all(line.mine for line in state.lines)
    assert (state.count_all, state.count_mine) == (len(everything), len(state.lines))


def test_weak_kpis_and_back(presenter: OverviewPresenter, desk: PlainDesk) -> None:
    due = presenter.state.lines
    presenter.asked_weak("LIFE")
    weak = presenter.state.lines
    overview = presenter.state.overview
    assert overview is not None
    assert len(weak) == next(card.weak for card in overview.areas if card.area == "LIFE")
    presenter.went_to(weak[0].id)
    assert desk.gone == [("kpi", weak[0].record_id)]
    assert presenter.left_weak()
    assert presenter.state.lines == due
    assert not presenter.left_weak()


def test_one_body_narrows_the_list_and_a_stranger_widens_it_again(
    presenter: OverviewPresenter, desk: PlainDesk
) -> None:
    overview = presenter.state.overview
    assert overview is not None
    newest = next(body for body in overview.facts.here if body.name == "竹原市")
    presenter.chose_body(newest.id)
    assert all(newest.id in line.body_ids for line in presenter.state.lines)
    desk.year = FiscalYear(2023)
    presenter.opened()
    assert presenter.state.body_id == ""


def test_a_finished_task_leaves_the_list(presenter: OverviewPresenter) -> None:
    task = next(line for line in presenter.state.lines if line.kind == "task")
    do_set(presenter.store, "task", task.record_id, {"state": "done"})
    presenter.opened()
    assert task.id not in {line.id for line in presenter.state.lines}
    presenter.store.undo()
    presenter.opened()
    assert task.id in {line.id for line in presenter.state.lines}


def test_the_list_is_printed(presenter: OverviewPresenter, desk: PlainDesk) -> None:
    presenter.asked_to_print()
    ((title, path),) = desk.previews
    assert title == "やること"
    assert path.read_bytes().startswith(b"%PDF-")


def test_an_empty_file(store: Store, now_jobs: NowJobs, desk: PlainDesk) -> None:
    states: list[OverviewState] = []
    presenter = OverviewPresenter(store, now_jobs, desk, states.append)
    presenter.asked_to_print()
    presenter.opened()
    presenter.went_to_projects()
    assert presenter.state.overview is not None
    assert presenter.state.overview.is_empty
    assert desk.gone == []
