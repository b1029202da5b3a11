"""The band table: cells by keyboard, first rows in sight, words for readers and the clipboard, its picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bingo_planner.ui import theme
from bingo_planner.ui.band_data import BandCell, BandData, BandHead, BandLegend, BandPart, BandRow
from bingo_planner.ui.bands import fill_of, legend_height
from bingo_planner.ui.bandtable import BandTable
from bingo_planner.ui.bandtable_paint import wrapped
from bingo_planner.ui.colours import contrast

FILLS = ("ramp6", "ramp4", "ramp1", "bad", "worst", "blank")


def line(key: str, n: int, kind: str = "line") -> BandRow:
    cells = (BandCell(f"{n:,}"), BandCell("60.0", sign="up"), BandCell("-", faint=True))
    band = tuple(BandPart(1 / 6, "16.7", fill) for fill in FILLS)
    return BandRow(key, f"line {key}", cells, band, kind, starred=n < 30)


def data(lines: int = 40) -> BandData:
    heads = (
        BandHead("n", "n"),
        BandHead("a", "どちらかといえば満足している"),
        BandHead("b", "bad", kind="sum"),
    )
    rows = [line("", 1200, "total"), BandRow("g", "group", kind="group")]
    rows += [line(str(at), at + 1) for at in range(lines)]
    legend = [BandLegend(fill, fill) for fill in FILLS]
    return BandData(
        "title", "corner", (*heads, BandHead("band", "", 17, "band")), rows, legend, ("a note",), "words"
    )


@pytest.fixture
def table(qtbot: QtBot) -> BandTable:
    made = BandTable("name")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.show_data(data())
    return made


def test_the_cursor_walks_cells_and_steps_over_groups(table: BandTable, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    table.moved.connect(lambda row, head: told.append((row, head)))
    table.setFocus()
    assert table.go_to("", "a")
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert told == [("", "a"), ("0", "a"), ("0", "b")]
    assert not table.go_to("g", "a")


def test_the_cursor_stays_when_the_table_is_shown_again(table: BandTable) -> None:
    table.go_to("7", "b")
    table.show_data(replace(data(), notes=()))
    assert table.current_keys() == ("7", "b")


def test_the_first_row_stays_in_sight_and_nothing_hides_under_it(table: BandTable) -> None:
    assert table.top_height() == 0
    table.go_to("39", "a")
    assert table.verticalScrollBar().value() > 0
    assert table.top_height() == table.rowHeight(0)
    table.go_to("10", "a")
    assert table.visualRect(table.currentIndex()).top() >= table.top_height()


def test_the_band_takes_what_is_over_and_scrolls_when_there_is_too_little(table: BandTable) -> None:
    wide = table.widths(1200)
    assert sum(wide) == 1200
    assert table.widths(300)[-1] == theme.current().px(7.5)
    no_band = replace(data(), heads=data().heads[:-1])
    table.show_data(no_band)
    assert sum(table.widths(1200)) <= 1200


def test_a_reader_hears_line_head_figure_and_sign(table: BandTable) -> None:
    assert table.lines.spoken(2, 2) == "line 0 どちらかといえば満足している 60.0 有意に高い"
    assert table.lines.spoken(2, 4).startswith("line 0 16.7")
    assert table.accessibleDescription() == "words"


def test_copying_gives_title_heads_lines_and_notes(table: BandTable) -> None:
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    held = QGuiApplication.clipboard().mimeData()
    rows = held.text().split("\r\n")
    assert rows[0] == "title"
    assert rows[1].split("\t") == ["corner", "n", "どちらかといえば満足している", "bad"]
    assert rows[2].split("\t") == ["line ", "1,200", "60.0", "-"]
    assert rows[-1] == "a note"
    assert "<table border" in held.html()


def test_the_picture_holds_the_whole_table(table: BandTable) -> None:
    table.copy_picture()
    picture = QGuiApplication.clipboard().image()
    assert picture.height() > 2 * 40 * theme.current().px(1.8)
    table.show_data(replace(data(), two_lines=True))
    table.copy_picture()
    assert QGuiApplication.clipboard().image().height() > picture.height()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_figures_can_be_read_on_every_fill(name: theme.Name, qtbot: QtBot) -> None:
    held = theme.current()
    theme._held["theme"] = theme.Theme(name)
    try:
        for fill in (*FILLS, "ramp0", "ramp2", "ramp3", "ramp5", "ramp4/"):
            ground, _lines, ink = fill_of(fill)
            assert contrast(QColor(ground), QColor(ink)) >= 4.4, fill
    finally:
        theme._held["theme"] = held


def test_heads_break_between_characters_and_words(qtbot: QtBot) -> None:
    assert wrapped("満足", 100, 1.0) == ("満足",)
    assert len(wrapped("どちらともいえない", 50, 1.0)) > 1
    assert wrapped("Rather satisfied", 60, 1.0)[0] == "Rather"
    assert wrapped("あ" * 60, 40, 1.0)[-1].endswith("…")


def test_the_legend_breaks_into_lines() -> None:
    legend = data().legend
    assert legend_height(2000, legend) < legend_height(150, legend)
    assert legend_height(100, ()) == 0


def test_forty_seven_columns_scroll_with_their_titles_in_sight(table: BandTable) -> None:
    heads = (BandHead("n", "n"), *(BandHead(str(at), f"choice {at}") for at in range(47)))
    rows = [BandRow(str(at), f"line {at}", [BandCell("1.0")] * 48, kind="line") for at in range(9)]
    table.show_data(BandData("title", "corner", heads, rows, frozen=1))
    assert table.horizontalScrollBar().maximum() > 0
    table.setFocus()
    table.go_to("3", "46")
    assert table.horizontalScrollBar().value() > 0
    head = table.frozen_header()
    assert head.frozen_sections() == [0, 1]
    assert head.frozen_width() == table.columnWidth(0) + table.columnWidth(1)
    table.go_to("3", "0")
    assert table.visualRect(table.currentIndex()).left() >= head.frozen_width()
