"""Room: what does not fit goes on beneath, ends in …, or stands elsewhere; what is not shown asks for none."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from bingo_planner.ui.chart_labels import LineLabels
from bingo_planner.ui.fieldlabel import FieldLabel
from bingo_planner.ui.flow import FlowLayout
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.page import Page
from bingo_planner.ui.pagestack import PageStack
from bingo_planner.ui.readline import ReadLine


def _box(wide: int, tall: int, parent: QWidget | None = None) -> QWidget:
    made = QWidget(parent)
    made.setMinimumSize(wide, tall)
    return made


def test_a_row_goes_on_in_a_second_line_where_it_must(qtbot: QtBot) -> None:
    bar = QWidget()
    qtbot.addWidget(bar)
    row = FlowLayout(bar)
    row.setContentsMargins(5, 5, 5, 5)
    row.setSpacing(10)
    parts = [_box(100, 20, bar) for _ in range(3)]
    for part in parts:
        row.addWidget(part)
    assert (row.heightForWidth(330), row.heightForWidth(329), row.heightForWidth(120)) == (30, 60, 90)
    assert row.minimumSize().toTuple() == (110, 30)
    bar.resize(329, 60)
    bar.show()
    assert [(part.x(), part.y()) for part in parts] == [(5, 5), (115, 5), (5, 35)]
    parts[1].hide()
    assert row.heightForWidth(329) == 30


def test_only_the_part_in_front_asks_for_room(qtbot: QtBot) -> None:
    stack = PartStack()
    qtbot.addWidget(stack)
    small, large = stack.take(_box(50, 40)), stack.take(_box(500, 400))
    stack.show_part(small)
    assert stack.minimumSizeHint().toTuple() == (50, 40)
    stack.show_part(large)
    assert stack.minimumSizeHint().toTuple() == (500, 400)


def test_the_cursor_goes_to_the_table_of_another_part_not_to_its_first_button(qtbot: QtBot) -> None:
    stack = PartStack()
    qtbot.addWidget(stack)
    one, other = stack.take(QWidget(stack)), stack.take(QWidget(stack))
    field = QLineEdit(one)
    bin_button, table = QPushButton("bin", other), QTableView(other)
    stack.show()
    stack.show_part(one)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    stack.show_part(other)
    assert table.hasFocus()
    assert not bin_button.hasFocus()


def test_a_read_only_line_keeps_its_whole_text(qtbot: QtBot) -> None:
    line = ReadLine("a name that is much too long for its place")
    qtbot.addWidget(line)
    line.setReadOnly(True)
    line.resize(80, 28)
    line.show()
    short = line.grab().toImage()
    line.setText("a name that is much too long for another place")
    assert line.grab().toImage() == short, "both end in … at the same letter"
    assert line.text().endswith("another place")


class _Tall(Page):
    page_id = "tall"

    def __init__(self, words: str, tall: int) -> None:
        super().__init__()
        label = QLabel(words)
        label.setWordWrap(True)
        label.setMinimumHeight(tall)
        self.set_content(label)
        self.state_widget.show_content()


def test_a_page_scrolls_for_its_own_sake_only(qtbot: QtBot) -> None:
    stack = PageStack()
    qtbot.addWidget(stack)
    short, tall = _Tall("a", 20), _Tall("word " * 500, 900)
    for page in (short, tall):
        stack.add(page)
    stack.resize(400, 300)
    stack.show()
    stack.show_page(short)
    assert stack.verticalScrollBar().maximum() == 0
    stack.show_page(tall)
    qtbot.waitUntil(lambda: stack.verticalScrollBar().maximum() > 0)


def test_a_label_of_two_lines_is_two_lines_tall(qtbot: QtBot) -> None:
    label = FieldLabel("Day of the &declaration")
    qtbot.addWidget(label)
    field = QWidget(label)
    label.setBuddy(field)
    label.setWordWrap(True)
    line = label.fontMetrics().height()
    wide = label.fontMetrics().horizontalAdvance("Day of the declaration") + 4
    assert label.heightForWidth(wide) == line
    assert label.heightForWidth(wide // 2 + 8) > 2 * line, "lines stand apart"


def test_words_of_a_line_stay_off_every_line() -> None:
    steep = [QPointF(0, 0), QPointF(100, 100), QPointF(200, 100)]
    other = [QPointF(0, 130), QPointF(200, 130)]
    labels = LineLabels([steep, other], QRectF(0, 0, 400, 300))
    name = labels.place([steep[1], steep[0]], 60, 14, 6)
    figure = labels.place([steep[2]], 40, 14, 6, below=True)
    for box in (name, figure):
        assert not any(box.contains(dot) for dot in (*steep, *other))
        assert not box.contains(QPointF(90, 90)), "the steep piece runs free"
    assert not name.intersects(figure)
