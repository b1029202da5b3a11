"""The page of pictures: its states, its twins, what it copies, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.features.usage import pictures_service
from bingo_planner.features.usage.pictures import Kind
from bingo_planner.features.usage.pictures_page import PicturesPage
from bingo_planner.features.usage.pictures_state import PicturesState
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes, run_action
from bingo_planner.ui.states import State
from tests.support.doubles import NowJobs, PlainDesk


def _open(store: Store, desk: PlainDesk) -> Iterator[PicturesPage]:
    jobs = NowJobs()

    def jobs_of(_owner: QWidget) -> JobRunner:
        return jobs

    made = PicturesPage(store, jobs_of, desk)
    made.resize(1366, 690)
    made.show()
    made.opened()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def page(sample_store: Store, desk: PlainDesk, qtbot: QtBot) -> Iterator[PicturesPage]:
    """The page on the sample region."""
    yield from _open(sample_store, desk)


@pytest.fixture
def empty_page(store: Store, desk: PlainDesk, qtbot: QtBot) -> Iterator[PicturesPage]:
    """The page on an empty file."""
    yield from _open(store, desk)


def _state(page: PicturesPage) -> PicturesState:
    assert page._state is not None
    return page._state


def test_filled_empty_and_problem(page: PicturesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert page.state_widget.state() is State.CONTENT
    assert page.view.heat.matrix.accessibleName()
    assert page.view.heat.matrix.accessibleDescription() in page.view.sentence.text()

    def fail(*_args: object) -> None:
        raise PlanError("os.read_only", file="region.bingo")

    with monkeypatch.context() as broken:
        broken.setattr(pictures_service, "read_pictures", fail)
        page.refresh()
        assert page.state_widget.state() is State.PROBLEM
    page.refresh()
    assert page.state_widget.state() is State.CONTENT


def test_nothing_set_up(empty_page: PicturesPage) -> None:
    assert empty_page.state_widget.state() is State.EMPTY
    assert not any(action.enabled() for action in empty_page.actions())


@pytest.mark.parametrize("kind", list(Kind))
def test_each_picture_turns_over_and_is_copied(page: PicturesPage, desk: PlainDesk, kind: Kind) -> None:
    page.presenter.chose(kind)
    if _state(page).picture is None:
        services = _state(page).services or ()
        page.presenter.picked("service", services[3].id)
    front = page.view.front()
    assert front is not None
    page.focus_content()
    run_action(next(one for one in page.actions() if one.id == "pictures.turn"))
    assert page.view.shows_table()
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert not page.view.shows_table()

    run_action(next(one for one in page.actions() if one.id == "pictures.copy"))
    held = QApplication.clipboard().mimeData()
    assert held.hasImage()
    assert 'alt="' in held.html()
    assert bytes(held.data("text/x-alt").data()).decode("utf-8")
    run_action(next(one for one in page.actions() if one.id == "pictures.copy_table"))
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) > 3
    assert "\t" in lines[1]
    assert len(desk.said) == 2


def test_another_year_and_service(page: PicturesPage, desk: PlainDesk) -> None:
    before = page.view.sentence.text()
    desk.year = FiscalYear(2023)
    page.refresh()
    assert page.view.sentence.text() != before
    services = _state(page).services or ()
    page.presenter.picked("service", services[3].id)
    assert _state(page).picture is None, "calls have no places"
    assert page.view.none.state() is State.EMPTY
    assert page.view.front() is None
    page.presenter.chose(Kind.CLASSES)
    assert _state(page).picture is not None
    measures = _state(page).measures
    page.presenter.picked("measure", measures[-1].id)
    assert _state(page).measure_id == measures[-1].id


def test_keys_and_both_languages(page: PicturesPage) -> None:
    assert clashes(page.actions()) == []
    set_language("en")
    page.refresh()
    for kind in Kind:
        page.presenter.chose(kind)
    set_language("ja")
    assert not {text for context, text in missing() if context in ("pictures", "uikit")}
