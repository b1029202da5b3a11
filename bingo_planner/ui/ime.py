"""The input layer: Enter that confirms a candidate does nothing else; figures switch the input method off.

One object watches only the widget that has the focus. While a candidate is open, Enter and Esc belong to the input
method. Ctrl+Z belongs to a text field only as long as it has something of its own to take back.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_KEY = "bingoInputWatch"
_INPUT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


def figures_only(widget: QWidget) -> None:
    """Numbers, dates and codes: no input method, no automatic capitals."""
    widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    widget.setInputMethodHints(
        Qt.InputMethodHint.ImhPreferLatin
        | Qt.InputMethodHint.ImhFormattedNumbersOnly
        | Qt.InputMethodHint.ImhNoPredictiveText
    )


def japanese_text(widget: QWidget) -> None:
    """Names and sentences: the input method is on."""
    widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
    widget.setInputMethodHints(Qt.InputMethodHint.ImhNone)


class InputWatch(QObject):
    """Follows the focus and knows whether a candidate is open there."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_KEY)
        self._target: QWidget | None = None
        self._composing = False
        app.focusChanged.connect(self._moved)
        self._moved(None, app.focusWidget())

    def composing(self) -> bool:
        """Whether the focused widget shows text that is not confirmed yet."""
        return self._composing

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._target is not None and shiboken6.isValid(self._target):
            self._target.removeEventFilter(self)
        self._target = new
        self._composing = False
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Enter and Esc from doing more than the input method asked for."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if self._composing and event.key() in _INPUT_KEYS:
            # Accepting the override keeps shortcuts and default buttons away, swallowing the press the rest.
            event.accept()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and self._undo_is_ours(event):
            event.ignore()
            return True
        return False

    def _undo_is_ours(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return not _can_undo(self._target)
        return event.matches(QKeySequence.StandardKey.Redo) and not _can_redo(self._target)


def _can_undo(widget: QWidget | None) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() and not widget.isReadOnly()
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.document().isUndoAvailable() and not widget.isReadOnly()
    return True  # not a text field: nothing to overrule


def _can_redo(widget: QWidget | None) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isRedoAvailable() and not widget.isReadOnly()
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return widget.document().isRedoAvailable() and not widget.isReadOnly()
    return True


def watch_input(app: QApplication) -> InputWatch:
    """Install the watch once."""
    found = app.findChild(InputWatch, _KEY)
    return found if found is not None else InputWatch(app)
