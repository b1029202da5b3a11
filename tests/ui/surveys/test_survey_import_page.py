"""A file of answers by keyboard: open, steps, columns, questions, checks, taken in; dropped; given up; replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bingo_planner.features.surveys.import_state import Step
from bingo_planner.features.surveys.import_view import ImportTab
from bingo_planner.features.surveys.page import SurveysPage
from bingo_planner.features.surveys.service_read import read_sheet, read_survey
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import clashes
from tests.support.doubles import PlainDesk
from tests.ui.surveys.conftest import Make
from tests.unit.surveys.files import CODES, write_csv, write_xlsx
from tests.unit.surveys.test_survey_import import BAD, GOOD


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "回答.xlsx", {"回答": GOOD, "コード表": CODES})


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "悪い回答.xlsx", {"回答": BAD, "コード表": CODES})


def tab_of(page: SurveysPage) -> ImportTab:
    page.presenter.chose_tab("import")
    tab = page.tab("import")
    assert isinstance(tab, ImportTab)
    return tab


def press(widget: QWidget | None, key: Qt.Key) -> None:
    assert widget is not None
    QTest.keyClick(widget, key)


def test_enter_goes_all_the_way(towns: Store, survey: str, make: Make, desk: PlainDesk, good: Path) -> None:
    page = make(towns)
    tab = tab_of(page)
    desk.answer = good
    next(one for one in page.actions() if one.id == "surveys.import").run()
    for step in (Step.COLUMNS, Step.CODES, Step.CHECKS):
        assert tab.focusWidget() is tab.next
        press(tab.next, Qt.Key.Key_Return)
        state = tab.presenter.state
        assert state is not None
        assert state.step is step
    assert tab.focusWidget() is tab.take
    press(tab.take, Qt.Key.Key_Return)
    assert read_sheet(towns, survey).sheet.size == 4
    assert desk.said == ["4票を取り込みました。"]
    assert page.head.context.words() == "4 票"
    assert [one.file_name for one in tab.files.table.rows_model.rows] == ["回答.xlsx"]
    towns.undo()
    page.presenter.opened()
    assert tab.files.table.rows_model.rows == []


def test_somebodys_data_are_left_unless_somebody_keeps_them(
    towns: Store, survey: str, make: Make, good: Path
) -> None:
    tab = tab_of(make(towns))
    tab.presenter.files_came([good])
    tab.presenter.went_to(Step.COLUMNS)
    assert "電話番号" in tab.columns.note.words()
    assert "取り込みません" in tab.columns.note.words()
    tab.columns.table.select_row("5")
    tab.presenter.toggled_column(tab.columns.place())
    assert "取り込む設定" in tab.columns.note.words()
    tab.presenter.toggled_column(5)
    tab.presenter.made_key(1)
    state = tab.presenter.state
    assert state is not None
    assert state.draft is not None
    assert [one.head for one in state.draft.columns if one.use == "key"] == ["Q1"]


def test_a_question_is_put_right_in_its_form(towns: Store, survey: str, make: Make, good: Path) -> None:
    page = make(towns)
    tab = tab_of(page)
    tab.presenter.files_came([good])
    tab.presenter.went_to(Step.CODES)
    table = tab.codes.table
    table.select_row("q2")
    table.setFocus()
    press(table, Qt.Key.Key_Return)
    assert page.side() is tab.form
    tab.presenter.edited_question("options", "1=男性|女性")
    assert "コード=選択肢" in tab.form.form.problem("options")
    tab.presenter.edited_question("options", "1=男|2=女|9=無回答")
    assert tab.form.form.problem("options") == ""
    state = tab.presenter.state
    assert state is not None
    assert state.draft is not None
    assert state.draft.by_key["q2"].options[1].label == "女"
    assert page.cancelled()
    assert page.side() is None


def test_what_is_wrong_is_listed_and_decided_about(towns: Store, survey: str, make: Make, bad: Path) -> None:
    page = make(towns)
    tab = tab_of(page)
    tab.presenter.files_came([bad])
    tab.presenter.went_to(Step.CHECKS)
    assert not tab.take.isEnabled()
    assert "5件" in tab.checks.summary.words()
    action = next(one for one in page.actions() if one.id == "surveys.next_finding")
    action.run()
    state = tab.presenter.state
    assert state is not None
    assert state.row == 6
    assert page.side() is tab.row
    assert tab.row.table.current_id() == "1", "the cell that was found"
    assert "電話番号" not in [one[1] for one in tab.row.table.rows_model.rows]
    tab.presenter.chose_acceptance("good")
    assert "4票" in tab.checks.summary.words()
    tab.presenter.chose_acceptance("mark")
    assert tab.take.isEnabled()
    tab.take.click()
    batch = read_survey(towns, survey).batch
    assert batch is not None
    assert (batch.valid, batch.marked, batch.left_out) == (8, 4, 1)


def test_answers_are_replaced_only_when_that_is_ticked(
    towns: Store, survey: str, make: Make, good: Path, bad: Path
) -> None:
    tab = tab_of(make(towns))
    tab.presenter.files_came([good])
    tab.presenter.went_to(Step.CHECKS)
    tab.take.click()
    tab.presenter.files_came([bad])
    tab.presenter.went_to(Step.CHECKS)
    tab.presenter.chose_acceptance("mark")
    assert not tab.take.isEnabled()
    assert "回答.xlsx" in tab.checks.replace.text()
    tab.checks.replace.click()
    tab.take.click()
    facts = read_survey(towns, survey)
    assert [one.valid for one in facts.batches if one.id == facts.survey.batch_id] == [8]
    other = next(one.id for one in facts.batches if one.id != facts.survey.batch_id)
    tab.files.table.select_row(other)
    tab.presenter.asked_to_use(other)
    assert read_survey(towns, survey).valid == 4


def test_a_file_and_its_code_sheet_are_dropped(towns: Store, survey: str, make: Make, tmp_path: Path) -> None:
    page = make(towns)
    answers = write_csv(tmp_path / "回答.csv", GOOD)
    codes = write_xlsx(tmp_path / "コード表.xlsx", {"コード表": CODES})
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(answers)), QUrl.fromLocalFile(str(codes))])
    copy, none = Qt.DropAction.CopyAction, Qt.MouseButton.NoButton
    no_key = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), copy, dropped, none, no_key))
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), copy, dropped, none, no_key))
    tab = tab_of(page)
    state = tab.presenter.state
    assert state is not None
    assert state.code_sheet == "コード表"
    assert "コード表.xlsx" in tab.file.codes.accessibleName()
    tab.presenter.chose_code_sheet("")
    assert tab.presenter.state is not None
    assert tab.presenter.state.draft is not None
    assert not tab.presenter.state.draft.questions[0].from_sheet
    assert page.cancelled()
    assert tab.presenter.state.draft is None


def test_a_file_that_cannot_be_read_is_told(
    towns: Store, survey: str, make: Make, desk: PlainDesk, tmp_path: Path
) -> None:
    tab = tab_of(make(towns))
    path = tmp_path / "壊れた.xlsx"
    path.write_bytes(b"PK broken")
    tab.presenter.files_came([path])
    assert [one.code for one in desk.problems] == ["exchange.unreadable"]
    assert tab.presenter.state is not None
    assert tab.presenter.state.draft is None


def test_keys_and_words(towns: Store, survey: str, make: Make, bad: Path) -> None:
    page = make(towns)
    tab = tab_of(page)
    assert not clashes(page.actions())
    tab.presenter.files_came([bad])
    assert not clashes(page.actions())
    set_language("en")
    other = make(towns)
    english = tab_of(other)
    english.presenter.files_came([bad])
    for step in Step:
        english.presenter.went_to(step)
    set_language("ja")
    for step in Step:
        tab.presenter.went_to(step)
    assert not [one for one in missing() if one[0] == "surveys"]
