"""The page: its states, its named parts, and a walk by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from bingo_planner.features.usage import placement_service as service
from bingo_planner.features.usage.placement_model import State
from bingo_planner.features.usage.placement_page import PlacementPage
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes, run_action
from bingo_planner.ui.states import State as Shown
from tests.support.doubles import PlainDesk
from tests.ui.placements.conftest import Laid, open_page
from tests.unit.usage.placement_region import case_of, lay_nurseries


@pytest.fixture
def empty_page(store: Store, desk: PlainDesk, qtbot: QtBot) -> Iterator[PlacementPage]:
    """The page on nurseries without cases."""
    lay_nurseries(store)
    yield from open_page(store, desk)


def _buttons(page: PlacementPage) -> dict[str, QPushButton]:
    return {
        one.objectName(): one
        for one in page.form.steps.findChildren(QPushButton)
        if one.isVisible() and one.objectName()
    }


def test_filled_and_named(page: PlacementPage) -> None:
    assert page.state_widget.state() is Shown.CONTENT
    assert len(page.table.shown_ids()) == 3
    for part in (page.table, page.counts, page.form, page.form.steps, page.bar.field):
        assert part.accessibleName()
    assert page.head.context.text() == "利用中 1件、利用前 2件"


def test_empty_offers_to_add_and_does_it(empty_page: PlacementPage, store: Store) -> None:
    assert empty_page.state_widget.state() is Shown.EMPTY
    empty_page.presenter.asked_to_add()
    assert empty_page.state_widget.state() is Shown.CONTENT
    assert len(service.read_placements(store, 2024).cases) == 1


def test_problem_can_be_tried_again(page: PlacementPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: Store, _year: int) -> None:
        raise PlanError("os.read_only", file="region.bingo")

    with monkeypatch.context() as broken:
        broken.setattr(service, "read_placements", fail)
        page.refresh()
        assert page.state_widget.state() is Shown.PROBLEM
    page.refresh()
    assert page.state_widget.state() is Shown.CONTENT


def test_a_settled_year_is_read_only(page: PlacementPage, desk: PlainDesk, laid: Laid) -> None:
    desk.read_only = True
    page.refresh()
    page.presenter.entered(laid.sent)
    assert not _buttons(page)
    enabled = {action.id: action.enabled() for action in page.actions()}
    assert not enabled["placement.add"]
    assert not enabled["placement.next"]
    assert enabled["placement.consultation"]
    number = page.form.form.field("number").focusProxy()
    assert isinstance(number, QLineEdit)
    assert number.isReadOnly()


def test_a_step_by_the_menu_and_by_its_button(page: PlacementPage, store: Store, laid: Laid) -> None:
    page.focus_content()
    page.table.select_row(laid.sent)
    run_action(next(action for action in page.actions() if action.id == "placement.next"))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions() if one.text()] == [
        "承諾の回答",
        "不承諾の回答",
        "取下げ",
        "1つ前に戻す",
    ]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert case_of(store, laid.sent).state == State.ACCEPTED
    assert list(_buttons(page)) == ["step_contract", "step_withdraw"]
    QTest.keyClick(_buttons(page)["step_contract"], Qt.Key.Key_Space)
    assert case_of(store, laid.sent).state == State.CONTRACTED


def test_keyboard_opens_edits_and_closes(page: PlacementPage, store: Store, laid: Laid) -> None:
    page.focus_content()
    page.table.select_row(laid.new)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.side() is page.form
    field = page.form.form.field("number").focusProxy()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "T-77")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert case_of(store, laid.new).number == "T-77"
    assert page.cancelled()
    assert page.side() is None


def test_views_show_what_they_say(page: PlacementPage, laid: Laid) -> None:
    page.views.chosen.emit("ending")
    assert page.table.shown_ids() == [laid.used]
    page.views.chosen.emit("count")
    assert page.stack.currentWidget() is page.counts
    texts = [page.counts.rows_model.text_at(row, 2) for row in range(page.counts.rows_model.rowCount())]
    assert "個票（0歳）" in texts
    assert "施設の報告" in texts


def test_actions_have_keys_of_their_own(page: PlacementPage) -> None:
    assert clashes(page.actions()) == []
    assert all(action.shortcut for action in page.actions())


def test_both_languages_are_whole(page: PlacementPage, laid: Laid, desk: PlainDesk) -> None:
    set_language("en")
    page.refresh()
    page.presenter.entered(laid.sent)
    page.presenter.viewed("count")
    set_language("ja")
    assert not {text for context, text in missing() if context == "placement"}
