"""The vision page by keyboard: typing, live fields, outline, Japanese input, reading only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bingo_planner.features.vision import service, text_view
from bingo_planner.features.vision.editor_view import SectionEditor
from bingo_planner.features.vision.markup import LineKind
from bingo_planner.features.vision.model import SectionState
from bingo_planner.features.vision.page import VisionPage
from bingo_planner.features.vision.service_build import do_fix
from bingo_planner.features.vision.text_view import FieldLook, PlateLook
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.states import State
from tests.support.doubles import PlainDesk
from tests.ui.vision.test_presenter import TellingJobs

FIELD = "{{members:count}}"
BODY = f"一つ目の段落に{FIELD}がある。\n\n### 小見出し\n\n- **太い**点\n\n[[map]]\n\n終わり"


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[SectionEditor]:
    made = SectionEditor(lambda key: FieldLook(f"<{key}>"), lambda block: PlateLook("map", block))
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show_section("s", BODY, 1, True)
    made.show()
    made.setFocus()
    yield made
    made.close()


@pytest.fixture
def page(sample_store: Store, desk: PlainDesk, qtbot: QtBot) -> Iterator[VisionPage]:
    yield from _page(sample_store, desk, qtbot)


def _page(store: Store, desk: PlainDesk, qtbot: QtBot) -> Iterator[VisionPage]:
    jobs = TellingJobs()
    made = VisionPage(store, jobs, desk)
    made.presenter.printing.preview_wanted = lambda: None  # type: ignore[method-assign]  # pages are not looked at here
    jobs.refresh = made.refresh
    qtbot.addWidget(made)
    made.resize(1366, 690)
    made.show()
    made.opened()
    yield made
    made.preview.shut_down()
    made.close()


def put_cursor(editor: SectionEditor, place: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)


def commit(editor: SectionEditor, text: str) -> None:
    """Text confirmed through the input method."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


# -- the editor ------------------------------------------------------------------------------------
def test_a_text_comes_back_as_it_was_put_in(editor: SectionEditor) -> None:
    assert editor.body() == BODY
    assert not editor.is_dirty()


def test_showing_it_on_a_picture_leaves_the_text_alone(editor: SectionEditor) -> None:
    assert not editor.grab().isNull()
    editor.refresh_objects()
    assert editor.body() == BODY
    assert not editor.is_dirty()


def test_typing_is_written_once_after_a_pause(editor: SectionEditor, qtbot: QtBot) -> None:
    put_cursor(editor, 0)
    with qtbot.waitSignal(editor.written, timeout=3000) as told:
        commit(editor, "まず、")
    assert told.args == ["s", f"まず、{BODY}"]
    assert not editor.is_dirty()


def test_a_field_is_taken_away_whole(editor: SectionEditor) -> None:
    place = next(n for n in range(40) if text_view.object_at(editor.document(), n))
    put_cursor(editor, place + 1)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.body() == BODY.replace(FIELD, "")
    editor.undo()
    assert editor.body() == BODY


def test_enter_that_confirms_a_candidate_does_nothing_else(editor: SectionEditor) -> None:
    put_cursor(editor, 0)
    QApplication.sendEvent(editor, QInputMethodEvent("けんいき", []))
    editor.flush()
    assert editor.is_dirty()
    commit(editor, "圏域")
    editor.flush()
    assert editor.body() == f"圏域{BODY}"


def test_enter_ends_a_heading_and_an_empty_bullet(editor: SectionEditor) -> None:
    editor.show_section("t", "### 見出し\n\n- 点", 1, True)
    put_cursor(editor, 3)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    commit(editor, "文")
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    commit(editor, "後")
    assert editor.body() == "### 見出し\n\n文\n\n- 点\n\n後"


def test_backspace_makes_a_heading_plain_and_signs_begin_lines(editor: SectionEditor) -> None:
    editor.show_section("t", "### 見出し", 1, True)
    put_cursor(editor, 0)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.body() == "見出し"
    editor.show_section("u", "", 1, True)
    QTest.keyClicks(editor, "- ")
    commit(editor, "点")
    assert editor.body() == "- 点"
    editor.set_kind(LineKind.HEADING)
    assert editor.body() == "### 点"


def test_bold_and_bullets_by_action(editor: SectionEditor) -> None:
    editor.show_section("t", "太い字", 1, True)
    cursor = editor.textCursor()
    cursor.setPosition(2, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.toggle_bold()
    assert editor.body() == "**太い**字"
    editor.set_kind(LineKind.BULLET)
    assert editor.body() == "- **太い**字"


def test_fields_are_copied_as_fields_here_and_as_figures_elsewhere(editor: SectionEditor) -> None:
    editor.selectAll()
    data = editor.createMimeDataFromSelection()
    assert "<members:count>" in data.text()
    assert "・太い点" in data.text()
    editor.show_section("t", "", 1, True)
    editor.insertFromMimeData(data)
    assert editor.body() == BODY


def test_pasted_text_is_plain(editor: SectionEditor) -> None:
    data = QMimeData()
    data.setText("一\r\n二\n")
    data.setHtml("<b>一</b>")
    editor.show_section("t", "", 1, True)
    editor.insertFromMimeData(data)
    assert editor.body() == "一\n\n二"


def test_a_block_stands_on_a_line_of_its_own(editor: SectionEditor) -> None:
    editor.show_section("t", "前後", 1, True)
    put_cursor(editor, 1)
    editor.put("[[kpi-table]]")
    assert editor.body() == "前後\n\n[[kpi-table]]"
    commit(editor, "次")
    assert editor.body() == "前後\n\n[[kpi-table]]\n\n次"


def test_typed_words_are_not_overwritten_by_a_reading(editor: SectionEditor) -> None:
    put_cursor(editor, 0)
    commit(editor, "書きかけ")
    editor.show_section("s", BODY, 1, True)
    assert editor.body() == f"書きかけ{BODY}"
    editor.flush()
    editor.show_section("s", "ほかの人の文", 1, True)
    assert editor.body() == "ほかの人の文"


# -- the page --------------------------------------------------------------------------------------
def test_the_page_shows_outline_text_and_what_is_open(page: VisionPage) -> None:
    view = page.presenter.state.view
    assert view is not None
    assert page.state_widget.state() is State.CONTENT
    assert page.outline.count() == len(view.outline)
    assert page.editor.body() == view.outline[0].section.body
    assert page.tag.accessibleName() == "下書き"
    assert page.title() == "ビジョン"
    assert page.middle.heading.accessibleName() == "見出し"


def test_every_action_has_a_key_or_a_reason(page: VisionPage) -> None:
    actions = page.actions()
    assert not clashes(actions)
    assert all(action.shortcut or action.reason_without_shortcut for action in actions)


def test_a_live_figure_is_put_in_by_keyboard_and_kept(page: VisionPage, qtbot: QtBot) -> None:
    page.outline.setCurrentRow(1)
    section = page.presenter.state.section_id
    put_cursor(page.editor, 0)
    page.open_chooser("figures")
    QTest.keyClicks(page.middle.chooser.field, "65")
    qtbot.waitUntil(lambda: page.middle.chooser.list.count() > 0, timeout=3000)
    qtbot.waitUntil(lambda: "65" in page.middle.chooser.list.item(0).text(), timeout=3000)
    QTest.keyClick(page.middle.chooser.field, Qt.Key.Key_Down)
    QTest.keyClick(page.middle.chooser.field, Qt.Key.Key_Return)
    assert not page.middle.chooser.isVisible()
    page.editor.flush()
    item = service.read_vision(page.presenter.store).item(section)
    assert item is not None
    assert item.section.body.startswith("{{population")


def test_what_is_typed_is_written_on_leaving_for_another_section(page: VisionPage) -> None:
    first = page.presenter.state.section_id
    put_cursor(page.editor, 0)
    commit(page.editor, "書き足し。")
    page.outline.setCurrentRow(3)
    item = service.read_vision(page.presenter.store).item(first)
    assert item is not None
    assert item.section.body.startswith("書き足し。")
    assert page.presenter.state.section_id != first
    page.presenter.store.undo()
    page.refresh()
    page.outline.setCurrentRow(0)
    assert not page.editor.body().startswith("書き足し。")


def test_the_outline_is_worked_by_keyboard(page: VisionPage) -> None:
    page.outline.setFocus()
    page.outline.setCurrentRow(0)
    QTest.keyClick(page.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.presenter.state.item is not None
    assert page.presenter.state.item.number == "第2章"
    page.middle.heading.setFocus()
    page.middle.heading.selectAll()
    QTest.keyClicks(page.middle.heading, "New heading")
    QTest.keyClick(page.middle.heading, Qt.Key.Key_Return)
    assert page.presenter.state.item is not None
    assert page.presenter.state.item.section.title == "New heading"
    page.toggle_done()
    assert page.presenter.state.item is not None
    state = page.presenter.state.item.section.state
    page.toggle_done()
    assert page.presenter.state.item is not None
    assert {state, page.presenter.state.item.section.state} == {SectionState.DONE, SectionState.WRITING}
    count = page.outline.count()
    page.outline.setFocus()
    QTest.keyClick(page.outline, Qt.Key.Key_Delete)
    assert page.outline.count() < count


def test_the_card_of_a_figure_opens_at_the_cursor_and_closes_with_escape(page: VisionPage) -> None:
    view = page.presenter.state.view
    assert view is not None
    row = next(n for n, item in enumerate(view.outline) if "{{" in item.section.body)
    page.outline.setCurrentRow(row)
    place = next(
        n
        for n in range(2000)
        if (text_view.object_at(page.editor.document(), n) or [0])[0] == text_view.FIELD
    )
    put_cursor(page.editor, place)
    page.open_card_at_cursor()
    assert page.middle.card.isVisible()
    assert page.cancelled()
    assert not page.middle.card.isVisible()
    assert not page.cancelled()


def test_a_fixed_edition_is_shown_read_only(sample_store: Store, desk: PlainDesk, qtbot: QtBot) -> None:
    found = service.read_vision(sample_store).edition
    assert found is not None
    do_fix(sample_store, found.id)
    for page in _page(sample_store, desk, qtbot):
        assert page.editor.isReadOnly()
        assert page.middle.heading.isReadOnly()
        assert page.tag.accessibleName() == "確定"
        page.open_chooser("figures")
        assert not page.middle.chooser.isVisible()


def test_without_a_vision_the_page_offers_to_start_one(store: Store, desk: PlainDesk, qtbot: QtBot) -> None:
    for page in _page(store, desk, qtbot):
        assert page.state_widget.state() is State.EMPTY
        page.presenter.asked_to_start()
        assert page.state_widget.state() is State.CONTENT
        assert page.outline.count() == 6


@pytest.mark.parametrize(
    ("width", "left", "pages"), [(1366, True, True), (910, True, False), (683, False, False)]
)
def test_columns_follow_the_width(page: VisionPage, width: int, left: bool, pages: bool) -> None:
    page.resize(width, 512)
    assert page.left.isVisible() == left
    assert page.preview.isVisible() == pages
    assert page.middle.isVisible()
    page.toggle_preview()
    assert page.preview.isVisible() != pages


def test_with_one_column_the_outline_takes_the_place_of_the_text(page: VisionPage) -> None:
    page.resize(683, 512)
    page.show_outline()
    assert page.left.isVisible()
    assert not page.middle.isVisible()
    QTest.keyClick(page.outline, Qt.Key.Key_Down)
    QTest.keyClick(page.outline, Qt.Key.Key_Return)
    assert page.middle.isVisible()
    assert not page.left.isVisible()
    assert page.presenter.state.item is not None
    assert page.presenter.state.item.number == "1"
