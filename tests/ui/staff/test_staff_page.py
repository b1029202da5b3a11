"""The page: its states, its named parts, and a walk by keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bingo_planner.features.staff import service
from bingo_planner.features.staff.page import StaffPage
from bingo_planner.features.staff.side_view import PersonForm
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes, run_action
from bingo_planner.ui.states import State
from tests.support.doubles import PlainDesk
from tests.ui.staff.conftest import open_page
from tests.unit.staff.conftest import Office


@pytest.fixture
def empty_page(store: Store, desk: PlainDesk, qtbot: QtBot) -> Iterator[StaffPage]:
    """The page on an empty file."""
    yield from open_page(store, desk)


def _form(page: StaffPage) -> PersonForm:
    form = page.panel.current()
    assert form is not None
    return form


def _line(page: StaffPage, key: str) -> QLineEdit:
    widget = _form(page).form.field(key).focusProxy()
    assert isinstance(widget, QLineEdit)
    return widget


def test_filled_and_named(page: StaffPage) -> None:
    assert page.state_widget.state() is State.CONTENT
    assert len(page.table.shown_ids()) == 3
    for part in (page.table, page.loads, page.terms.timeline, page.panel.form(True), page.bar.field):
        assert part.accessibleName()
    texts = [page.table.rows_model.text_at(row, 0) for row in range(page.table.rows_model.rowCount())]
    assert texts[0] == "派遣職員 2"
    assert page.head.context.text().startswith("2人")


def test_empty_offers_to_add_and_does_it(empty_page: StaffPage, store: Store) -> None:
    assert empty_page.state_widget.state() is State.EMPTY
    empty_page.presenter.asked_to_add()
    assert empty_page.state_widget.state() is State.CONTENT
    assert len(service.read_staff(store).people) == 1


def test_problem_can_be_tried_again(page: StaffPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: Store) -> None:
        raise PlanError("os.read_only", file="region.bingo")

    with monkeypatch.context() as broken:
        broken.setattr(service, "read_staff", fail)
        page.refresh()
        assert page.state_widget.state() is State.PROBLEM
    page.refresh()
    assert page.state_widget.state() is State.CONTENT


def test_a_locked_year_is_read_only(page: StaffPage, desk: PlainDesk, office: Office) -> None:
    desk.read_only = True
    page.refresh()
    page.presenter.entered(office.taro)
    assert _line(page, "person.name").isReadOnly()
    enabled = {action.id: action.enabled() for action in page.actions()}
    assert not enabled["staff.add"]
    assert not enabled["staff.remove"]
    assert enabled["staff.handover"]


def test_keyboard_walk_opens_edits_and_closes(page: StaffPage, store: Store, office: Office) -> None:
    page.focus_content()
    page.table.select_row(office.hanako)
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    assert page.table.current_id() == office.taro
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.beside.is_open()
    assert page.side() is page.panel.form(True)
    name = _line(page, "person.name")
    name.setText("見本 次郎")
    name.setModified(True)
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert service.read_staff(store).name_of(office.taro) == "見本 次郎"
    store.undo()
    page.refresh()
    assert name.text() == "見本 太郎"
    QTest.keyClick(page.panel.form(True), Qt.Key.Key_Escape)
    assert not page.beside.is_open()
    assert not page.cancelled()


def test_dates_in_any_spelling_and_refusals_beneath_the_field(
    page: StaffPage, store: Store, office: Office
) -> None:
    page.presenter.entered(office.taro)
    span = _line(page, "secondment.span")
    span.setText("令和4年10月1日 〜 20250331")
    span.setModified(True)
    QTest.keyClick(span, Qt.Key.Key_Return)
    term = service.read_staff(store).term(office.taro_term)
    assert term is not None
    assert term.ends_on == dt.date(2025, 3, 31)
    span.setText("R4.13.1 〜 R7.3.31")
    span.setModified(True)
    QTest.keyClick(span, Qt.Key.Key_Return)
    form = page.panel.form(True).form
    assert "1〜12" in form.problem("secondment.span")
    assert span.text() == "R4.13.1 〜 R7.3.31"
    page.refresh()
    assert span.text() == "R4.13.1 〜 R7.3.31", "reading again does not take away what was typed"


def test_table_timeline_and_form_share_the_selection(page: StaffPage, office: Office) -> None:
    page.table.select_row(office.hanako)
    assert page.terms.timeline.current == page.terms.timeline.ids[1]
    page.terms.entered.emit(page.terms.timeline.ids[0])
    assert page.table.current_id() == office.taro
    assert _form(page).duties.table.shown_ids()


def test_the_load_view_marks_what_is_too_much(page: StaffPage, office: Office) -> None:
    page.views.chosen.emit("load")
    assert page.stack.currentWidget() is page.loads
    model = page.loads.rows_model
    row = model.row_of(office.hanako)
    assert model.text_at(row, 2) == "▲110"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "4月"
    assert not page.grab().isNull()


def test_parts_open_their_fields_and_tasks_are_ticked(page: StaffPage, store: Store, office: Office) -> None:
    page.presenter.entered(office.taro)
    panel = _form(page).tasks
    assert not panel.form.isVisibleTo(panel)
    panel.table.select_row(office.task)
    assert panel.form.isVisibleTo(panel)
    _form(page).tick.click()
    assert not next(task for task in service.read_staff(store).tasks if task.id == office.task).is_open
    assert _form(page).tick.text() == "未了に戻す"
    panel.add_button.click()
    assert len(service.read_staff(store).tasks_of(office.taro)) == 3


def test_the_menu_offers_every_seat(page: StaffPage, store: Store, office: Office) -> None:
    menu = page.commands.add_menu(page)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[0] == "三原市 枠　見本 太郎の後任"
    assert words[-2:] == ["新しい枠の派遣職員", "構成市町の担当者"]
    menu.actions()[0].trigger()
    menu.deleteLater()
    assert page.panel.form(True).form.field("person.name").value() == "（氏名未定）"
    assert page.window().focusWidget() is _line(page, "person.name"), "the name can be typed at once"


def test_every_action_has_a_key_of_its_own(page: StaffPage) -> None:
    actions = page.actions()
    assert clashes(actions) == []
    assert all(action.shortcut or action.reason_without_shortcut for action in actions)
    remove = next(action for action in actions if action.id == "staff.remove")
    run_action(remove)
    assert len(page.table.shown_ids()) == 3, "nobody is chosen, nobody goes"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [(1366, 690), (910, 512), (683, 384)])
def test_pages_on_the_sample_say_everything_in_both_languages(
    sample_store: Store, desk: PlainDesk, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    set_language("en" if language == "en" else "ja")
    for page in open_page(sample_store, desk):
        page.resize(*size)
        facts = service.read_staff(sample_store)
        for person in (facts.terms[-1].person_id, facts.people[0].id):
            page.presenter.entered(person or "")
            QApplication.processEvents()
            assert not page.grab().isNull()
        page.presenter.viewed("load")
        assert not page.grab().isNull()
    assert not {text for context, text in missing() if context == "staff"}
