"""Timeline and Gantt: gaps, overlaps, geometry, keys and drags."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.ui import theme
from bingo_planner.ui.gantt import Gantt, Milestone, Task
from bingo_planner.ui.timeline import Term, TermRow, Timeline, gaps, months_of, overlaps
from tests.ui.kit.samples import MIHARA, D, collect

TODAY = D(2024, 8, 26)
ROWS = (
    TermRow(
        "m",
        "三原市 枠",
        [Term(D(2022, 10, 1), D(2024, 9, 30), "見本 太郎"), Term(D(2025, 4, 1), None, "後任予定", plan=True)],
        MIHARA,
    ),
    TermRow(
        "o",
        "尾道市 枠",
        [Term(D(2021, 4, 1), D(2024, 4, 15), "前任"), Term(D(2024, 4, 1), D(2026, 3, 31), "後任")],
    ),
)
TASKS = (
    Task("a", "協定の改定", D(2024, 4, 1), D(2024, 7, 7), 1.0, milestones=[Milestone(D(2024, 7, 7), "議決")]),
    Task("b", "システム", D(2024, 8, 1), D(2024, 10, 15), 0.35, late="2週間の遅れ", after=["a"]),
    Task("c", "固定", D(2024, 11, 1), D(2024, 11, 30), fixed=True),
)
SPANS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 200)).map(
        lambda pair: Term(D(2022, 1, 1) + dt.timedelta(pair[0]), D(2022, 1, 1) + dt.timedelta(sum(pair)), "x")
    ),
    max_size=7,
)


def days_of(first: dt.date, last: dt.date) -> set[dt.date]:
    """All days from one to another."""
    return {first + dt.timedelta(step) for step in range((last - first).days + 1)}


@given(SPANS)
def test_gaps_are_the_days_nobody_covers(terms: list[Term]) -> None:
    held: set[dt.date] = set()
    for term in terms:
        held |= days_of(term.start, term.end or term.start)
    found: set[dt.date] = set()
    for first, last in gaps(terms):
        found |= days_of(first, last)
    assert found == (days_of(min(held), max(held)) - held if held else set())


@given(SPANS)
def test_overlaps_lie_in_two_terms_and_open_ends_leave_no_gap(terms: list[Term]) -> None:
    for first, last in overlaps(terms):
        assert first <= last
        assert sum(term.start <= first <= (term.end or dt.date.max) for term in terms) >= 2
    assert gaps([Term(D(2020, 1, 1), None, "x"), *terms][:1]) == []


def test_months_count_part_months_up() -> None:
    assert months_of((D(2024, 10, 1), D(2025, 3, 31))) == 6
    assert months_of((D(2024, 10, 1), D(2024, 10, 2))) == 1
    assert months_of((D(2024, 1, 15), D(2024, 3, 20))) == 3


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline("任期の線表")
    qtbot.addWidget(made)
    made.resize(900, 200)
    made.set_rows(ROWS, FiscalYear(2021), FiscalYear(2026), TODAY)
    made.show()
    return made


@pytest.fixture
def gantt(qtbot: QtBot) -> Gantt:
    made = Gantt("工程")
    qtbot.addWidget(made)
    made.resize(1000, 220)
    made.set_tasks(TASKS, FiscalYear(2024), TODAY)
    made.show()
    return made


def test_days_and_pixels_agree_at_every_zoom(timeline: Timeline) -> None:
    for _ in range(4):
        for day in (D(2021, 4, 1), TODAY, D(2027, 3, 31)):
            assert abs((timeline.day_at(timeline.x_of(day)) - day).days) <= 4
        timeline.zoom_in()
    assert timeline.horizontalScrollBar().maximum() > 0
    for _ in range(9):
        timeline.zoom_out()
    assert timeline.horizontalScrollBar().maximum() == 0
    assert timeline.x_of(D(2021, 4, 1)) == timeline.left_width


def test_terms_are_counted_and_spoken(timeline: Timeline) -> None:
    assert timeline.counts() == (1, 1)
    assert "空き 6か月" in timeline.row_words(0)
    assert "重なり" in timeline.row_words(1)


def test_rows_are_chosen_by_keyboard_and_from_the_table(timeline: Timeline) -> None:
    told: list[object] = []
    opened: list[object] = []
    timeline.selected_row.connect(collect(told))
    timeline.activated_row.connect(collect(opened))
    timeline.select_row("o")
    assert told == []
    QTest.keyClick(timeline, Qt.Key.Key_Up)
    QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert told == ["m"]
    assert opened == ["m"]
    assert not timeline.select_row("gone")
    place = QPoint(300, timeline.y_of(1) + 4)
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == ["m", "o"]


def test_only_visible_rows_are_asked_for(qtbot: QtBot) -> None:
    made = Timeline("長い表")
    qtbot.addWidget(made)
    made.resize(600, 200)
    rows = [TermRow(str(at), f"枠 {at}", [Term(D(2024, 4, 1), None, "x")]) for at in range(5000)]
    made.set_rows(rows, FiscalYear(2024), FiscalYear(2024), TODAY)
    made.show()
    made.select_row("4000")
    assert "4000" in [made.ids[place] for place in made.visible_places()]
    assert len(made.visible_places()) < 12


def test_alt_arrows_move_by_day_and_month(gantt: Gantt) -> None:
    told: list[object] = []
    gantt.moved.connect(collect(told))
    gantt.select_row("b")
    alt, shift, control = (
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
    )
    QTest.keyClick(gantt, Qt.Key.Key_Right, alt)
    QTest.keyClick(gantt, Qt.Key.Key_Left, alt | shift)
    QTest.keyClick(gantt, Qt.Key.Key_Right, alt | control)
    assert told == [
        ("b", D(2024, 8, 2), D(2024, 10, 16)),
        ("b", D(2024, 7, 2), D(2024, 9, 16)),
        ("b", D(2024, 7, 2), D(2024, 9, 17)),
    ]
    gantt.select_row("c")
    QTest.keyClick(gantt, Qt.Key.Key_Right, alt)
    gantt.read_only = True
    gantt.select_row("a")
    QTest.keyClick(gantt, Qt.Key.Key_Right, alt)
    assert len(told) == 3


def test_a_bar_is_dragged_and_escape_puts_it_back(gantt: Gantt) -> None:
    told: list[object] = []
    gantt.moved.connect(collect(told))
    box = gantt.bar_of(1)
    port, button = gantt.viewport(), Qt.MouseButton.LeftButton
    start = box.center()
    days = gantt.day_at(start.x() + 60) - gantt.day_at(start.x())
    QTest.mousePress(port, button, pos=start)
    QTest.mouseMove(port, start + QPoint(60, 0))
    QTest.keyClick(gantt, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, button, pos=start + QPoint(60, 0))
    assert told == []
    QTest.mousePress(port, button, pos=start)
    QTest.mouseMove(port, start + QPoint(60, 0))
    QTest.mouseRelease(port, button, pos=start + QPoint(60, 0))
    assert told == [("b", TASKS[1].start + days, TASKS[1].end + days)]
    end = gantt.bar_of(1)
    QTest.mousePress(port, button, pos=QPoint(end.right() - 1, end.center().y()))
    QTest.mouseMove(port, QPoint(end.left() - 200, end.center().y()))
    QTest.mouseRelease(port, button, pos=QPoint(end.left() - 200, end.center().y()))
    last = told[-1]
    assert isinstance(last, tuple)
    assert last[1] == last[2] == TASKS[1].start + days


def test_gantt_rows_are_spoken(gantt: Gantt) -> None:
    assert gantt.row_words(1) == "システム、R6.8.1〜R6.10.15、35%、2週間の遅れ"
    assert gantt.row_words(0).endswith("◆ 議決")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_paint_in_every_look(qapp: QApplication, timeline: Timeline, gantt: Gantt, name: theme.Name) -> None:
    theme.apply(qapp, theme.Theme(name, 1.5))
    QApplication.processEvents()
    late = theme.current().color("warn").name()
    image = gantt.grab().toImage()
    box = gantt.bar_of(1)
    assert image.pixelColor(box.left() + 4, box.center().y()).name() == late
    image = timeline.grab().toImage()
    today = timeline.x_of(TODAY)
    assert image.pixelColor(today, timeline.y_of(0) + 3).name() == theme.current().color("err").name()
