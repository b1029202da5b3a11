"""A planner without a mouse: keys, an input method, the clipboard, and eyes for what the window says."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QWidget

from bingo_planner.app.pages import PAGES
from bingo_planner.app.program import Program
from bingo_planner.app.rehearsal import close
from bingo_planner.app.window import make_app
from bingo_planner.cli.home import user_settings
from bingo_planner.store.home import Home
from bingo_planner.store.store import Store
from bingo_planner.ui.states import State

PATIENCE = 20.0
_STEP = 0.02


class Planner:
    """One planner at one computer. Every key goes to whatever has the focus; the program is never called."""

    def __init__(self, home: Home, region: Path) -> None:
        self.home, self.region = home, region
        self.keys = 0
        self.program = self._start()

    # -- the program ------------------------------------------------------------------------------
    def _start(self) -> Program:
        app = make_app()
        program = Program(app, self.home, user_settings(self.home), self.region)
        program.shell.resize(1366, 768)
        program.begin()
        program.shell.activateWindow()
        QTest.qWaitForWindowActive(program.shell)
        self.program = program
        self.wait_for(self._is_open, "the first page")
        self.settle()
        return program

    def _is_open(self) -> bool:
        """The file is open, or the program says why it is not."""
        page = self.program.shell.current_page()
        waits = page is None or (page.page_id == "first" and page.state_widget.state() is State.LOADING)
        return not waits

    def shut(self) -> None:
        """Close the window for good."""
        close(self.program.app, self.program)

    def restart(self) -> None:
        """Close the program and start it again on the same file."""
        self.shut()
        self._start()

    @property
    def store(self) -> Store:
        """The open file, only to look whether the window told the truth."""
        assert self.program.store is not None
        return self.program.store

    # -- hands ------------------------------------------------------------------------------------
    def focus(self) -> QWidget:
        """What gets the next key."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup if not isinstance(popup, QMenu) else popup
        found = QApplication.focusWidget() or QApplication.activeModalWidget() or self.program.shell
        assert found.isVisible(), f"keys would go to {found!r}, which nobody sees"
        return found

    def press(self, *keys: str, times: int = 1) -> None:
        """Press keys such as "Ctrl+K" or "Down", each as often as said, and wait for what they do."""
        for key in keys * times:
            combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # missing in the stubs
            QTest.keyClick(self.focus(), combination.key(), combination.keyboardModifiers())
            self.keys += 1
            self.settle()

    def type(self, text: str) -> None:
        """Type characters one by one; full-width ones come as from a keyboard set to full width."""
        for sign in text:
            _strike(self.focus(), sign)
            self.keys += 1
        self.settle()

    def write(self, reading: str, text: str) -> None:
        """Write Japanese as an input method does: the reading grows, Enter confirms the candidate."""
        target = self.focus()
        assert target.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), (
            f"no input method in {target!r}"
        )
        for end in range(1, len(reading) + 1):
            QApplication.sendEvent(target, QInputMethodEvent(reading[:end], []))
        QApplication.sendEvent(target, QInputMethodEvent(text, []))
        # Some systems hand the confirming Enter to the program as well, before the candidate is gone.
        QTest.keyClick(target, Qt.Key.Key_Return)
        assert self.focus() is target, "the Enter that confirms a candidate went somewhere"
        confirmed = QInputMethodEvent("", [])
        confirmed.setCommitString(text)
        QApplication.sendEvent(target, confirmed)
        self.keys += len(reading) + 1
        self.settle()

    def copy_elsewhere(self, text: str) -> None:
        """Another program (Excel) puts a block on the clipboard."""
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)

    def clipboard(self) -> str:
        """The text another program would paste."""
        return QGuiApplication.clipboard().text()

    def answer_file(self, path: Path) -> None:
        """When the system asks for a file next: type its name and press Enter."""
        waiting, typed = QTimer(self.program), False
        end = time.monotonic() + 3 * PATIENCE

        def look() -> None:
            nonlocal typed
            asked = QApplication.activeModalWidget()
            if time.monotonic() > end:
                # A dialog nobody can answer would hold up every story after this one.
                waiting.stop()
                for window in QApplication.topLevelWidgets():
                    if isinstance(window, QFileDialog):
                        window.reject()
                return
            if not isinstance(asked, QFileDialog):
                if typed:
                    waiting.stop()
                return
            field = asked.findChild(QLineEdit, "fileNameEdit")
            assert field is not None
            if typed:
                QTest.keyClick(field, Qt.Key.Key_Return)
                return
            typed = True
            asked.activateWindow()
            field.setFocus()
            field.selectAll()
            for sign in str(path):
                _strike(field, sign)

        waiting.timeout.connect(look)
        waiting.start(50)

    # -- eyes ---------------------------------------------------------------------------------------
    def settle(self) -> None:
        """Until nothing is under way."""
        QApplication.processEvents()
        self.program.jobs.settle(PATIENCE)
        QApplication.processEvents()
        if QApplication.activeWindow() is None:
            # A window manager gives the window back when a dialog has closed; without a screen there is none.
            (QApplication.activeModalWidget() or self.program.shell).activateWindow()
            QApplication.processEvents()

    def wait_for(self, seen: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        """Look until something is to be seen."""
        end = time.monotonic() + seconds
        while not seen():
            assert time.monotonic() < end, f"never seen: {what}"
            QTest.qWait(int(_STEP * 1000))
            self.program.jobs.settle(PATIENCE)

    def messages(self) -> list[str]:
        """What the message bar has said, newest last."""
        return [line.text for line in self.program.shell.messages.passing.history]

    def saved(self) -> str:
        """「保存済み 10:32」 in the status bar."""
        state = self.program.shell.state()
        return state.saved if state is not None else ""

    def dialog(self) -> QDialog | None:
        """The dialog in front."""
        found = QApplication.activeModalWidget()
        return found if isinstance(found, QDialog) else None

    # -- ways every planner knows -------------------------------------------------------------------
    def go(self, page_id: str) -> None:
        """Ctrl and the number of a page, as the navigation counts them to nine."""
        place = [page.page_id for page in PAGES].index(page_id) + 1
        if place < 10:
            self.press(f"Ctrl+{place}")
        else:
            # The tenth page and on have no number of their own: the navigation opens them.
            self.program.shell.open_page(page_id)
            self.settle()
        self.wait_for(self._has_read, "what the page holds")

    def _has_read(self) -> bool:
        page = self.program.shell.current_page()
        return page is not None and page.state_widget.state() is not State.LOADING

    def search(self, text: str) -> None:
        """Ctrl+K, words, and wait for the records."""
        box = self.program.shell.palette_box
        self.press("Ctrl+K")
        self.wait_for(box.isVisible, "the palette")
        self.type(text)
        QTest.qWait(140)
        self.settle()

    def found(self) -> list[str]:
        """The lines of the palette, from the chosen one on."""
        box = self.program.shell.palette_box
        return [hit.title for hit in box.hits()]

    def pick(self, words: str) -> None:
        """Go down the palette to a line and open it."""
        box = self.program.shell.palette_box
        for _ in range(len(box.hits())):
            hit = box.model.hit(box.list.currentIndex().row())
            if hit is not None and words in hit.title:
                self.press("Return")
                return
            self.press("Down")
        raise AssertionError(f"{words} is not among {self.found()}")

    def round_to(self, name: str) -> QWidget:
        """Press F6 until it comes to a part of the window with this name."""
        for _ in range(8):
            if name in self.focus().accessibleName():
                return self.focus()
            self.press("F6")
        raise AssertionError(f"F6 never came to {name}")

    def tab_to(self, name: str, most: int = 60) -> QWidget:
        """Press Tab until a widget whose accessible name holds these words has the focus."""
        for _ in range(most):
            if name in self.focus().accessibleName():
                return self.focus()
            self.press("Tab")
        raise AssertionError(f"Tab never came to {name}; it ends at {self.focus().accessibleName()}")

    def tab_to_button(self, words: str) -> None:
        """Press Tab until a button with these words has the focus."""
        for _ in range(120):
            here = self.focus()
            if isinstance(here, QAbstractButton) and words in (here.text() or here.accessibleName()):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never came to {words}")


def _strike(target: QWidget, sign: str) -> None:
    """One character; QTest knows the keys of plain ASCII only."""
    if sign.isascii():
        QTest.keyClicks(target, sign)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
