"""Paper preview: pages come when they are seen, turn by keys, zoom, print, and stop cleanly."""

from __future__ import annotations

import threading
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bingo_planner.ui import theme
from bingo_planner.ui.preview import PagePreview
from tests.ui.kit.samples import collect

PAGES = [(595.0, 842.0)] * 12


class Paper:
    """Draws every page in one colour and remembers who asked for what."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, float]] = []
        self.threads: set[int] = set()

    def render(self, page: int, scale: float) -> tuple[bytes, int, int]:
        self.asked.append((page, scale))
        self.threads.add(threading.get_ident())
        if page == 11:
            raise ValueError("torn page")
        image = QImage(round(595 * scale), round(842 * scale), QImage.Format.Format_RGB32)
        image.fill(QColor(20 * page, 100, 200))
        return bytes(image.constBits()), image.width(), image.height()


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def preview(qtbot: QtBot, paper: Paper) -> PagePreview:
    made = PagePreview()
    qtbot.addWidget(made, before_close_func=lambda one: one.shut_down())
    made.resize(800, 500)
    made.set_document(PAGES, paper.render)
    made.show()
    return made


def shown(preview: PagePreview) -> str:
    """Colour in the middle of the paper view."""
    view = preview.paper.viewport()
    return str(view.grab().toImage().pixelColor(view.width() // 2, view.height() // 2).name())


def test_only_pages_in_sight_are_drawn_and_not_in_the_window_thread(
    preview: PagePreview, paper: Paper, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: shown(preview) == QColor(0, 100, 200).name(), timeout=3000)
    large = {page for page, scale in paper.asked if scale > 0.5}
    assert large <= {0, 1}
    assert threading.get_ident() not in paper.threads
    preview.go_to(8)
    qtbot.waitUntil(lambda: shown(preview) == QColor(160, 100, 200).name(), timeout=3000)
    assert not any(page in (4, 5) and scale > 0.5 for page, scale in paper.asked)


def test_keys_turn_pages_and_the_box_follows(preview: PagePreview) -> None:
    view = preview.paper
    for key, page in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageUp, 1),
        (Qt.Key.Key_End, 11),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(view, key)
        assert preview.page() == page
        assert preview.box.text() == str(page + 1)
    preview.box.selectAll()
    QTest.keyClicks(preview.box, "7")
    QTest.keyClick(preview.box, Qt.Key.Key_Return)
    assert preview.page() == 6
    assert preview.count.text() == "/ 12"
    QTest.keyClick(preview.list, Qt.Key.Key_Down)
    assert preview.page() == 7
    assert view.accessibleDescription() == "12ページ中8ページ"


def test_zoom_by_wheel_keys_and_fit(preview: PagePreview) -> None:
    view = preview.paper
    before = view.zoom
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom > before
    for _ in range(20):
        QTest.keyClicks(view, "+")
    assert view.zoom == 4.0
    for _ in range(20):
        view.zoom_step(-1)
    assert view.zoom == 0.25
    view.set_mode("page")
    assert view.verticalScrollBar().pageStep() > 842 * view.zoom
    view.set_mode("width")
    wide = view.zoom
    preview.resize(600, 500)
    QApplication.processEvents()
    assert view.zoom < wide


def test_spread_puts_the_first_page_on_the_right(preview: PagePreview) -> None:
    preview.paper.set_spread(True)
    places = preview.paper._places
    assert places[0].left() > preview.paper.viewport().width() // 2 - 2
    assert places[1].top() == places[2].top()
    assert places[1].right() + 1 == places[2].left()
    QTest.keyClick(preview.paper, Qt.Key.Key_Home)
    QTest.keyClick(preview.paper, Qt.Key.Key_PageDown)
    assert preview.page() in (1, 2)


def test_a_renewed_paper_keeps_the_place(preview: PagePreview) -> None:
    other = Paper()
    preview.go_to(5)
    preview.set_document(PAGES[:9], other.render, keep=True)
    assert preview.page() == 5
    preview.set_document(PAGES[:3], other.render, keep=True)
    assert preview.page() == 2
    preview.set_document([], other.render)
    assert not preview.print_button.isEnabled()


def test_prints_the_chosen_pages(preview: PagePreview, qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFromTo(10, 12)
    told: list[object] = []
    preview.printed.connect(collect(told))
    preview.print_to(printer)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [3]
    assert len(pypdf.PdfReader(tmp_path / "out.pdf").pages) == 3


def test_follows_the_theme(qapp: QApplication, preview: PagePreview) -> None:
    theme.apply(qapp, theme.Theme("dark", 1.5))
    QApplication.processEvents()
    image = preview.paper.viewport().grab().toImage()
    assert image.pixelColor(6, 200).name() == theme.current().color("desk").name()
