"""The window by keyboard, at every width and text size, in both looks and languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.desk import FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import missing, set_language
from bingo_planner.ui import theme
from bingo_planner.ui.actions import clashes
from bingo_planner.ui.jobs import RunningJob
from bingo_planner.ui.regions import region_of
from bingo_planner.ui.shell import Shell
from bingo_planner.ui.widths import Width
from tests.ui.shell.windows import Asked, plain_page, state, window

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def shell(asked: Asked, qtbot: QtBot) -> Iterator[Shell]:
    made = window(asked)
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


def press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(shell.focusWidget() or shell, key, modifier)


def test_title_says_year_region_and_program(shell: Shell) -> None:
    assert shell.windowTitle() == "令和6年度　備後圏域 ― 広域連携プランナー"


def test_ctrl_digits_open_pages(shell: Shell) -> None:
    press(shell, Key.Key_2, CTRL)
    assert shell.current_page() is plain_page(shell, "two")
    press(shell, Key.Key_1, CTRL)
    assert shell.current_page() is plain_page(shell, "one")
    assert plain_page(shell).diary == ["opened"], "what it shows still holds"


def test_f6_goes_round_the_regions_and_back(shell: Shell) -> None:
    shell.say("写しました")
    seen = []
    for _ in range(5):
        press(shell, Key.Key_F6)
        seen.append(region_of(shell, QApplication.focusWidget()))
    assert set(seen) == {"top", "navigation", "page", "message", "status"}
    order = ["top", "navigation", "page", "message", "status"]
    start = order.index(seen[0])
    assert seen == order[start:] + order[:start]
    press(shell, Key.Key_F6, SHIFT)
    assert region_of(shell, QApplication.focusWidget()) == seen[-2]


def test_arrows_in_the_navigation_open_the_next_page(shell: Shell) -> None:
    shell.navigation.focus_pages()
    press(shell, Key.Key_Down)
    assert shell.current_page() is plain_page(shell, "two")


def test_ctrl_k_finds_a_command_by_kana_and_runs_it(shell: Shell, asked: Asked, qtbot: QtBot) -> None:
    plain_page(shell).field.setFocus()
    press(shell, Key.Key_K, CTRL)
    assert shell.palette_box.isVisible()
    shell.palette_box.field.setText("ﾂｲｶ")
    assert [hit.id for hit in shell.palette_box.hits() if hit.kind == "action"] == []
    shell.palette_box.field.setText("追加")
    hit = shell.palette_box.hits()[0]
    assert (hit.title, hit.matches, hit.shortcut) == ("追加", ((0, 2),), "Ctrl+N")
    press(shell, Key.Key_Return)
    assert not shell.palette_box.isVisible()
    assert plain_page(shell).diary[-1] == "add"
    assert QApplication.focusWidget() is plain_page(shell).field


def test_the_palette_asks_for_records_and_opens_one(shell: Shell, asked: Asked, qtbot: QtBot) -> None:
    press(shell, Key.Key_K, CTRL)
    shell.palette_box.field.setText("病児")
    qtbot.waitUntil(lambda: any(hit.group == "record" for hit in shell.palette_box.hits()))
    press(shell, Key.Key_Down)
    press(shell, Key.Key_Return)
    assert [hit.id for hit in asked.hits] == ["p1"]
    press(shell, Key.Key_K, CTRL)
    assert shell.palette_box.hits()[0].id == "p1", "what was used last comes first"
    press(shell, Key.Key_Escape)
    assert not shell.palette_box.isVisible()


def test_readings_find_commands(shell: Shell) -> None:
    press(shell, Key.Key_K, CTRL)
    shell.palette_box.field.setText("ｶｸﾀﾞｲ")
    assert [hit.id for hit in shell.palette_box.hits()] == ["view.larger"]
    shell.palette_box.leave()


def test_year_and_style_by_keys(shell: Shell, asked: Asked) -> None:
    press(shell, Key.Key_PageUp, CTRL)
    press(shell, Key.Key_PageDown, CTRL)
    press(shell, Key.Key_E, CTRL)
    assert asked.years == [FiscalYear(2023), FiscalYear(2025)]
    assert asked.styles == [DateStyle.WESTERN]


def test_the_first_year_has_no_year_before(shell: Shell, asked: Asked) -> None:
    shell.top.years.show_years(state().years[0], state().years, DateStyle.ERA)
    assert not shell.top.years.before.isEnabled()
    shell.top.years.step(-1)
    assert asked.years == []
    assert shell.top.years.fill_list().actions()[0].text() == "令和4年度"


def test_ctrl_s_is_harmless_and_says_when(shell: Shell) -> None:
    press(shell, Key.Key_S, CTRL)
    assert "10:32" in shell.messages.passing.text.words()


def test_undo_goes_to_the_program_unless_a_text_is_being_edited(shell: Shell, asked: Asked) -> None:
    field = plain_page(shell).field
    field.setFocus()
    press(shell, Key.Key_Z, CTRL)
    assert asked.words == ["undo"]
    QTest.keyClicks(field, "abc")
    press(shell, Key.Key_Z, CTRL)
    assert (field.text(), asked.words) == ("", ["undo"])
    press(shell, Key.Key_Z, CTRL)
    assert asked.words == ["undo", "undo"]


def test_nothing_to_undo_turns_the_button_off(shell: Shell) -> None:
    assert shell.top.undo.isEnabled()
    assert "氏名の変更" in shell.top.undo.toolTip()
    shell.render_state(state(undo=None))
    assert not shell.top.undo.isEnabled()
    assert not shell.top.redo.isEnabled()


def test_f1_opens_the_help_of_the_page(shell: Shell, asked: Asked) -> None:
    press(shell, Key.Key_F1)
    press(shell, Key.Key_2, CTRL)
    press(shell, Key.Key_F1)
    assert asked.help == ["staff", "kpi"]


def test_ctrl_f_goes_to_the_filter_and_esc_to_the_page(shell: Shell) -> None:
    press(shell, Key.Key_F, CTRL)
    assert QApplication.focusWidget() is plain_page(shell).filter
    press(shell, Key.Key_Escape)
    assert plain_page(shell).diary[-1] == "esc"


def test_text_size_by_keys(shell: Shell, asked: Asked) -> None:
    press(shell, Key.Key_Plus, CTRL)
    press(shell, Key.Key_Minus, CTRL)
    press(shell, Key.Key_0, CTRL)
    assert asked.scales == [1.1, 0.9, 1.0]


def test_changes_reach_only_the_pages_that_watch(shell: Shell) -> None:
    one, two = plain_page(shell, "one"), plain_page(shell, "two")
    shell.changed(Changes.of(("kpi", "k1")))
    assert (one.diary, two.diary) == (["opened"], [])
    shell.open_page("two")
    assert two.diary == ["opened"], "a new page reads once"
    shell.open_page("one")
    shell.changed(Changes.of(("kpi", "k1")))
    shell.open_page("two")
    assert two.diary == ["opened", "refresh"], "what changed while it was hidden is read when it opens"
    shell.changed(Changes.of(("kpi", "k2")))
    assert two.diary[-1] == "refresh ['kpi']"
    shell.reload()
    assert two.diary[-1] == "refresh"


def test_a_record_opens_on_its_page(shell: Shell) -> None:
    shell.open_record("two", "kpi", "k1")
    assert plain_page(shell, "two").diary == ["opened", "record kpi k1"]


def test_a_locked_year_says_so_and_offers_the_key(shell: Shell, asked: Asked) -> None:
    shell.render_state(state(locked=True))
    bar = shell.messages.standing
    assert bar.text.words() == "令和5年度は確定しています。直すには鍵を外し、理由を書きます。"
    bar.action.click()
    assert asked.words == ["unlock"]
    assert bar.isVisible()
    shell.render_state(state())
    assert not bar.isVisible()


def test_the_newest_message_wins_and_old_ones_are_kept(shell: Shell) -> None:
    done: list[str] = []
    shell.say("一つめ")
    shell.problem(PlanError("date.month"))
    assert shell.messages.passing.text.words().startswith("月は1〜12で入力します")
    shell.warn("三つめ", FollowUp("見る", lambda: done.append("見る")))
    shell.messages.passing.action.click()
    assert done == ["見る"]
    assert not shell.messages.isVisible()
    assert shell.messages.passing.history[0].text == "一つめ"


def test_only_success_leaves_by_itself(shell: Shell) -> None:
    bar = shell.messages.passing
    shell.say("済み")
    assert bar._timer.isActive()
    shell.warn("注意")
    assert not bar._timer.isActive()
    bar.leave()


def test_menus_hold_what_can_be_done_at_this_moment(shell: Shell) -> None:
    lines = [line.text() for line in shell.menus.fill("edit").actions() if not line.isSeparator()]
    assert lines[0] == "追加(&A)"
    shell.open_page("two")
    assert "two.add" in [line.objectName() for line in shell.menus.fill("edit").actions()]
    press(shell, Key.Key_N, CTRL)
    assert plain_page(shell, "two").diary[-1] == "add"
    assert plain_page(shell, "one").diary == ["opened"]


def test_closing_can_be_refused(shell: Shell, asked: Asked) -> None:
    asked.may_close = False
    shell.close()
    assert shell.isVisible()
    asked.may_close = True


def test_no_key_is_used_twice_and_every_action_has_a_key_or_a_reason(shell: Shell) -> None:
    actions = shell.all_actions()
    assert clashes(actions) == []
    assert [a.id for a in actions if not a.shortcut and not a.reason_without_shortcut] == []


@pytest.mark.parametrize(
    ("pixels", "width", "rail", "folded"),
    [(683, Width.TINY, True, True), (910, Width.NARROW, True, True), (1180, Width.MIDDLE, True, False),
     (1366, Width.WIDE, False, False), (1920, Width.WIDE, False, False)],
)  # fmt: skip
def test_widths_arrange_the_window(shell: Shell, pixels: int, width: Width, rail: bool, folded: bool) -> None:
    shell.resize(pixels, 434 if pixels < 1000 else 700)
    QApplication.processEvents()
    assert shell.width_class() is width
    assert shell.navigation.is_rail() is rail
    assert shell.top.folded.isVisible() is folded
    assert shell.width() == pixels, "nothing in the window may need more room than there is"
    assert nothing_overlaps(shell.top)
    assert nothing_overlaps(shell.status)


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_text_sizes_keep_the_bars_whole(
    shell: Shell, qapp: QApplication, scale: float, language: str
) -> None:
    set_language("en" if language == "en" else "ja")
    theme.apply(qapp, theme.Theme("dark", scale))
    shell.render_state(state())
    shell.resize(1366, 690)
    QApplication.processEvents()
    assert shell.width() == 1366
    assert nothing_overlaps(shell.top)
    assert nothing_overlaps(shell.status)
    assert nothing_overlaps(shell.page("one").head)


def test_everything_in_the_shell_is_translated(shell: Shell) -> None:
    shell.refresh_actions()
    shell.open_palette()
    shell.palette_box.leave()
    assert [entry for entry in missing() if entry[0] == "ui"] == []


def test_a_page_that_needs_more_room_scrolls(shell: Shell) -> None:
    plain_page(shell).field.setMinimumSize(900, 600)
    shell.resize(683, 384)
    QApplication.processEvents()
    assert shell.width() == 683
    assert shell.stack.horizontalScrollBar().maximum() > 0
    assert shell.stack.verticalScrollBar().maximum() > 0
    shell.open_page("two")
    QApplication.processEvents()
    assert shell.stack.horizontalScrollBar().maximum() == 0


def test_another_language_reaches_every_part_of_the_frame(shell: Shell) -> None:
    set_language("en")
    shell.drop_pages()
    shell.render_state(state())
    shell.open_page("one")
    assert [title.text() for title in shell.top.menus.actions() if title.isVisible()] == [
        "&Edit",
        "&View",
        "&Go",
        "&Help",
    ]
    assert shell.top.style_choice.findChildren(QPushButton)[0].text() == "Era"
    assert shell.palette_box.field.placeholderText() == "Search, commands"
    assert shell.status.saved.words() == "Saved 10:32"
    japanese = [part for part in shell.top.findChildren(QWidget) if not (part.toolTip() or "x").isascii()]
    assert [part for part in japanese if "氏名" not in part.toolTip()] == []


def test_long_work_shows_in_the_status_bar(shell: Shell) -> None:
    shell.status.show_jobs([RunningJob(7, "PDF", 3, 10, "頁")])
    assert shell.status._bar.isVisible()
    assert shell.status._bar.value() == 3
    shell.status.show_jobs([])
    assert not shell.status._bar.isVisible()
    shell.status.show_busy(True)
    assert shell.status._work.isVisible()
    shell.status.show_busy(False)
    assert not shell.status._work.isVisible()


def nothing_overlaps(bar: QWidget) -> bool:
    """Children that are shown lie beside each other, inside the bar."""
    boxes = [child.geometry() for child in bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
             if child.isVisible() and child.objectName() != "focusRing" and child.width() > 0]  # fmt: skip
    inside = all(bar.rect().contains(box) for box in boxes)
    apart = all(not one.intersects(two) for at, one in enumerate(boxes) for two in boxes[at + 1 :])
    return inside and apart
