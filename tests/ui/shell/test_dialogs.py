"""Dialogs: the safe way out, preferences at once, profile, history, bin, backups, help, keys, about, crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.i18n import set_language
from bingo_planner.kernel.profile import Profile
from bingo_planner.kernel.settings import Setting, Settings, Value
from bingo_planner.ui.about import AboutBox, licences
from bingo_planner.ui.actions import Action
from bingo_planner.ui.backupview import BackupLine, BackupView
from bingo_planner.ui.crash import CrashDialog
from bingo_planner.ui.dialogs import ConfirmDialog, ask_reason, confirm
from bingo_planner.ui.helptext import TOPICS, search, topics
from bingo_planner.ui.helpview import HelpView
from bingo_planner.ui.historyview import HistoryLine, HistoryView
from bingo_planner.ui.marks import Mark
from bingo_planner.ui.preferences import Preferences
from bingo_planner.ui.profile_dialog import ProfileDialog
from bingo_planner.ui.shortcuts import ShortcutList, sheet_html, sized_sheet
from bingo_planner.ui.trashview import BinLine, TrashView

Key = Qt.Key
SCHEMA = (
    Setting("look.mode", "choice", "light", "&Theme", "Look", choices=(("light", "Light"), ("dark", "Dark"))),
    Setting("look.scale", "int", 100, "&Size", "Look", minimum=80, maximum=200),
    Setting("years.style", "bool", True, "Eras", "Years"),
    Setting("years.region", "str", "", "Region", "Years", hint="where"),
)


@pytest.fixture
def over(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.close()
    made.close()
    made.deleteLater()


def test_the_safe_answer_is_the_default_and_on_esc(over: QWidget) -> None:
    done: list[str] = []
    dialog = confirm(over, "消しますか", "1年間は戻せます。", "ごみ箱へ", lambda: done.append("gone"))
    assert dialog.back.isDefault()
    QTest.keyClick(dialog, Key.Key_Return)
    assert done == []
    dialog = confirm(over, "消しますか", "", "ごみ箱へ", lambda: done.append("gone"))
    QTest.keyClick(dialog, Key.Key_Escape)
    assert done == []
    dialog = confirm(over, "消しますか", "", "ごみ箱へ", lambda: done.append("gone"))
    dialog.go.click()
    assert done == ["gone"]


def test_a_reason_must_be_given(over: QWidget) -> None:
    reasons: list[str] = []
    dialog = ask_reason(over, "鍵を外しますか", "理由", "鍵を外す", reasons.append)
    assert not dialog.go.isEnabled()
    dialog.field.setText("  ")
    assert not dialog.go.isEnabled()
    dialog.field.setText("決算の訂正")
    dialog.go.click()
    assert reasons == ["決算の訂正"]


def test_preferences_take_effect_at_once_and_reset_by_group(over: QWidget, tmp_path: Path) -> None:
    told: list[tuple[str, Value]] = []
    settings = Settings(tmp_path / "s.json", SCHEMA)
    dialog = Preferences.show_over(over, settings, lambda key, value: told.append((key, value)))
    dialog.fields["look.mode"].changed.emit("look.mode", "dark")
    dialog.fields["look.scale"].target().setProperty("value", 150)
    assert settings.text("look.mode") == "dark"
    assert settings.number("look.scale") == 150
    assert ("look.scale", 150) in told
    settings.set("years.style", False)
    dialog.reset.click()
    assert (settings.text("look.mode"), settings.number("look.scale")) == ("light", 100)
    assert settings.flag("years.style") is False, "only the group shown is reset"
    assert told[-1] == ("look.scale", 100)


def test_preferences_can_be_searched(over: QWidget, tmp_path: Path) -> None:
    set_language("en")
    dialog = Preferences.show_over(over, Settings(tmp_path / "s.json", SCHEMA))
    dialog.search.setText("ＷＨＥＲＥ")
    assert dialog.list.item(0).isHidden()
    assert dialog.stack.currentIndex() == 1
    dialog.search.setText("")
    assert not dialog.list.item(0).isHidden()


def test_a_profile_is_checked_beside_its_fields(over: QWidget) -> None:
    given: list[Profile] = []
    bodies = [("34207", "福山市", Mark("福", "Fk", "#23367A", "#516AB3")), ("34204", "三原市", None)]
    dialog = ProfileDialog.show_over(over, bodies, None, given.append)
    dialog.take()
    assert given == []
    assert dialog._problems["name"].isVisible()
    dialog.name.setText(" 見本　花子 ")
    dialog.place.setCurrentIndex(1)
    dialog.go.click()
    assert [(p.body_code, p.body_name) for p in given] == [("34204", "三原市")]


def test_history_can_be_copied_as_a_table(over: QWidget) -> None:
    lines = [HistoryLine("R6.8.26 10:32", "福山市 見本", "事業費", "38,000", "39,120", "入力")]
    dialog = HistoryView.show_over(over, "病児", lines)
    dialog.copy()
    assert QGuiApplication.clipboard().text().split("\t")[3:5] == ["38,000", "39,120"]
    cell = dialog.list.item(0, 4)
    assert cell is not None
    assert cell.text() == "39,120"


def test_the_bin_gives_back_one_record_at_a_time(over: QWidget) -> None:
    back: list[str] = []
    lines = [BinLine("a", "事業", "一", "8/26", "見本"), BinLine("b", "職員", "二", "8/25", "見本")]
    dialog = TrashView.show_over(over, lines, back.append)
    dialog.list.setCurrentCell(1, 0)
    dialog.bring.click()
    dialog.bring.click()
    assert back == ["b", "a"]
    assert not dialog.bring.isEnabled()
    assert dialog.empty.isVisible()


def test_going_back_to_a_backup_asks_first(over: QWidget) -> None:
    back: list[str] = []
    dialog = BackupView.show_over(over, [BackupLine("x", "R6.8.26 8:31", "起動", "1 MB")], back.append)
    dialog.bring.click()
    assert back == []
    question = dialog.findChild(ConfirmDialog)
    assert question is not None
    question.go.click()
    assert back == ["x"]


def test_crash_copies_its_report(over: QWidget) -> None:
    dialog = CrashDialog.show_over(over, "ZeroDivisionError: x")
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "ZeroDivisionError: x"


@pytest.mark.parametrize("code", ["ja", "en"])
def test_the_help_has_every_topic_in_both_languages(code: str) -> None:
    set_language("en" if code == "en" else "ja")
    assert [one.name for one in topics()] == list(TOPICS)
    for one in topics():
        assert len(one.text.splitlines()) >= 12, one.name
        for link in _links(one.text):
            assert link.partition("#")[0].removesuffix(".md") in TOPICS, (one.name, link)


def _links(text: str) -> list[str]:
    return [part.split(")")[0] for part in text.split("](")[1:]]


def test_help_opens_at_a_topic_and_finds_by_any_spelling(over: QWidget) -> None:
    dialog = HelpView.show_over(over, "staff")
    assert dialog.shown() == "staff"
    assert "派遣" in dialog.view.toPlainText()
    dialog.search.setText("ﾋﾞｼﾞｮﾝ")
    assert dialog.list.count() >= 1
    assert dialog.shown() == search("ビジョン")[0][0].name
    dialog.open_topic("no-such-topic")
    assert dialog.shown() == "index"


def test_the_key_sheet_fits_one_page(over: QWidget) -> None:
    actions = [Action(f"a{n}", f"操作 {n}", lambda: None, f"Ctrl+{n % 10}", menu="view") for n in range(45)]
    html = sheet_html(actions)
    assert html.count("操作") == 45
    document = sized_sheet("キー操作", html)
    assert isinstance(document, QTextDocument)
    assert document.pageCount() == 1
    dialog = ShortcutList.show_over(over, actions)
    assert "操作 44" in dialog.view.toPlainText()


def test_about_carries_the_licences(over: QWidget) -> None:
    texts = dict(licences())
    assert any("SIL Open Font License" in text or "SIL OPEN FONT LICENSE" in text for text in texts.values())
    assert any(name.startswith("reportlab") and text for name, text in texts.items())
    dialog = AboutBox.show_over(over)
    assert dialog.text.toPlainText()
