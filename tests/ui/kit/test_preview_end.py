"""A program that ends while a page is drawn waits for it."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bingo_planner.ui.preview_pages import PageStore


def test_the_end_of_the_program_waits_for_the_page_being_drawn(qapp: QApplication, qtbot: QtBot) -> None:
    begun, finished = threading.Event(), threading.Event()

    def render(_page: int, _scale: float) -> tuple[bytes, int, int]:
        begun.set()
        threading.Event().wait(0.05)
        finished.set()
        return bytes(4), 1, 1

    owner = QObject()
    pages = PageStore(owner)
    pages.set_render(render)
    assert pages.picture(0, 1.0) is None
    assert pages.picture(1, 1.0) is None
    assert begun.wait(5)
    qapp.aboutToQuit.emit()
    assert finished.is_set()
    finished.clear()
    qtbot.wait(80)
    assert not finished.is_set(), "the next page is not begun"
    owner.deleteLater()
