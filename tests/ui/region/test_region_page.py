"""The region's page: a walk by keyboard, five states, names for screen readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.features.region.page import RegionPage
from bingo_planner.features.region.presenter import Tab
from bingo_planner.features.region.service import read_page, read_region
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.states import State
from bingo_planner.ui.table import MarkCell
from tests.support.doubles import NowJobs, PlainDesk

Make = Callable[[Store], RegionPage]


@pytest.fixture
def make(qtbot: QtBot, now_jobs: NowJobs, desk: PlainDesk) -> Make:
    def build(store: Store) -> RegionPage:
        page = RegionPage(store, lambda _owner: now_jobs, desk)
        qtbot.addWidget(page)
        page.resize(1366, 690)
        page.show()
        page.opened()
        return page

    return build


def type_into(widget: QWidget, text: str) -> None:
    """Text as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget.focusProxy() or widget, event)


def test_enter_opens_the_form_and_escape_closes_it(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    table = page.bodies.table
    table.setFocus()
    table.select_row(page.presenter.state.bodies[1].id)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.beside.is_open()
    assert page.side() is page.form("municipality")
    assert page.cancelled()
    assert not page.beside.is_open()
    assert page.presenter.state.form is None


def test_a_desk_is_changed_by_keyboard_and_undone(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    body = page.presenter.state.bodies[1].id
    page.open_record("municipality", body)
    field = page.form("municipality").form.field("desk").findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    field.selectAll()
    type_into(field, "広域連携課")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert read_region(sample_store, 2024).body(body).desk == "広域連携課"  # type: ignore[union-attr]  # in the sample
    page.presenter.jobs.change(sample_store.undo)
    page.refresh()
    assert field.text() == "経営企画課"


def test_a_wrong_code_is_told_beneath_its_field(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    page.open_record("municipality", page.presenter.state.bodies[1].id)
    form = page.form("municipality").form
    field = form.field("code").findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "342042")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "342041" in form.problem("code")
    assert field.text() == "342042"


def test_tabs_are_walked_with_the_arrows(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    page.tabs.setFocus()
    seen = [page.presenter.state.tab]
    for _ in range(5):
        QTest.keyClick(page.tabs, Qt.Key.Key_Right)
        seen.append(page.presenter.state.tab)
    assert seen == list(Tab)


def test_a_year_is_opened_again_with_its_reason(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    page.open_record("year_lock", "2023")
    field = page.form("year_lock").form.field("reason").findChild(QTextEdit)
    assert field is not None
    field.setFocus()
    type_into(field, "指標の訂正")
    (action,) = [action for action in page.actions() if action.primary]
    assert action.shortcut == "Ctrl+L"
    action.run()
    row = next(row for row in read_page(sample_store, 2024).years if row.year == 2023)
    assert (row.is_locked, row.reason) == (False, "指標の訂正")


def test_a_member_of_another_year_has_a_dashed_mark(sample_store: Store, make: Make, desk: PlainDesk) -> None:
    desk.year = FiscalYear(2023)
    page = make(sample_store)
    name = page.bodies.table.rows_model.columns[0]
    cells = {line.body.name: name.value(line) for line in page.presenter.state.bodies}
    away, stays = cells["竹原市"], cells["三原市"]
    assert isinstance(away, MarkCell)
    assert isinstance(stays, MarkCell)
    assert (len(away.marks), len(away.absent)) == (0, 1)
    assert (len(stays.marks), len(stays.absent)) == (1, 0)


def test_a_locked_year_shows_the_form_without_borders(
    sample_store: Store, make: Make, desk: PlainDesk
) -> None:
    desk.read_only = True
    page = make(sample_store)
    page.open_record("municipality", page.presenter.state.bodies[0].id)
    field = page.form("municipality").form.field("name").findChild(QLineEdit)
    assert field is not None
    assert field.isReadOnly()
    writing = [action for action in page.actions() if action.id not in ("region.print", "region.export")]
    assert [action.enabled() for action in writing] == [False, False]


def test_an_empty_file_offers_the_first_municipality(store: Store, make: Make) -> None:
    page = make(store)
    assert page.state_widget.state() is State.EMPTY
    (add,) = [action for action in page.actions() if action.primary]
    add.run()
    assert page.state_widget.state() is State.CONTENT
    form = page.form("municipality").form
    for key, text in (("name", "試行市"), ("code", "34212")):
        field = form.field(key).findChild(QLineEdit)
        assert field is not None
        field.setFocus()
        type_into(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert [body.name for body in read_region(store, 2024).members] == ["試行市"]


def test_a_fault_while_reading_is_shown_with_a_way_on(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    page.presenter._failed(PlanError("os.other", file="x", reason="y"))
    assert page.state_widget.state() is State.PROBLEM
    page.presenter.opened()
    assert page.state_widget.state() is State.CONTENT


def test_before_the_first_answer_it_is_loading(qtbot: QtBot, sample_store: Store, desk: PlainDesk) -> None:
    class Silent(NowJobs):
        """Never answers."""

        def _finish(self, *_args: object) -> None:
            return None

    page = RegionPage(sample_store, lambda _owner: Silent(), desk)
    qtbot.addWidget(page)
    page.opened()
    page.render_state(page.presenter.state)
    assert page.state_widget.state() is State.LOADING
    page.state_widget.show_content()


def test_everything_has_a_name_and_every_action_its_own_key(sample_store: Store, make: Make) -> None:
    page = make(sample_store)
    for tab in Tab:
        page.presenter.chose_tab(tab)
        assert clashes(page.actions()) == []
        assert all(action.shortcut or action.reason_without_shortcut for action in page.actions())
    for widget in (page.tabs, page.bodies.table, page.pacts.pacts, page.pacts.items, page.years.table):
        assert widget.accessibleName()
    for kind in ("municipality", "pact", "pact_item", "year_lock"):
        form = page.form(kind)
        keys = form.form.keys()
        for key in keys:
            target = form.form.field(key).focusProxy() or form.form.field(key)
            assert target.accessibleName(), key


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_word_is_missing_in_any_tab(sample_store: Store, make: Make, language: str) -> None:
    set_language("en" if language == "en" else "ja")
    page = make(sample_store)
    for tab in Tab:
        page.presenter.chose_tab(tab)
    for kind, key in (
        ("municipality", page.presenter.state.page.facts.bodies[0].id),  # type: ignore[union-attr]  # it was read
        ("pact", page.presenter.state.pacts[0].id),
        ("year_lock", "2023"),
    ):
        page.open_record(kind, key)
    assert [entry for entry in missing() if entry[0] in ("region", "errors.region")] == []
    assert page.head.title.words() == ("Region and pacts" if language == "en" else "圏域・協約")
