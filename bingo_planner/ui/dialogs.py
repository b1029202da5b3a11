"""Dialogs: only for what cannot be undone or needs a file. Head, content, buttons; Esc is the safe way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button, icon_button, rule
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.theme import current


class HouseDialog(QDialog):
    """A dialog over a window: title and close above a line, content, buttons below a line.

    Use `present()`: it opens without stopping the program, and the dialog is deleted when closed.
    """

    def __init__(self, parent: QWidget | None, title: str, size_fh: tuple[float, float]) -> None:
        super().__init__(parent)
        self.setObjectName(type(self).__name__)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme = current()
        self.resize(*_within(parent, theme.px(size_fh[0]), theme.px(size_fh[1])))
        self.head = QHBoxLayout()
        self.title = ElidedLabel(title, "section", parent=self)
        self.close_button = icon_button(
            "x", translate("ui", "Close"), self.reject, shortcut="Esc", parent=self
        )
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.close_button)
        self.head.setContentsMargins(theme.px(1.4), theme.px(0.55), theme.px(0.9), theme.px(0.5))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(theme.px(1.4), theme.px(0.9), theme.px(1.4), theme.px(0.9))
        self.body.setSpacing(theme.px(0.6))
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(theme.px(1.4), theme.px(0.6), theme.px(1.1), theme.px(0.6))
        self.foot.setSpacing(theme.px(0.62))
        self.note = ElidedLabel("", "small", "text2", self)
        self.foot.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(rule(parent=self))
        column.addLayout(self.body, 1)
        column.addWidget(rule(parent=self))
        column.addLayout(self.foot)

    def add_button(self, made: QPushButton, *, default: bool = False) -> QPushButton:
        """A button at the right of the foot; the default one answers to Enter."""
        self.foot.addWidget(made)
        made.setAutoDefault(True)  # Enter presses the button that has the focus, not always the default one
        if default:
            made.setDefault(True)
            made.setFocus()
        return made

    def add_close(self) -> QPushButton:
        """閉じる, the default."""
        return self.add_button(button(translate("ui", "Close"), self.accept, parent=self), default=True)

    def present(self) -> None:
        """Open over the parent."""
        self.open()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Page ground; the head and foot stand on the same."""
        QPainter(self).fillRect(self.rect(), current().color("page"))


def _within(parent: QWidget | None, width: int, height: int) -> tuple[int, int]:
    if parent is None:
        return width, height
    room = parent.window().size()
    return min(width, room.width() - 20), min(height, room.height() - 20)


class ConfirmDialog(HouseDialog):
    """The question in the head, the consequence beneath, a verb on the button; the safe one left and on Esc."""

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        consequence: str,
        verb: str,
        confirmed: Callable[[], None],
    ) -> None:
        super().__init__(parent, question, (34, 11))
        self._confirmed = confirmed
        self.consequence = Label(consequence, "body", "text2", wrap=True, parent=self)
        self.consequence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.consequence, 1)
        self.back = self.add_button(
            button(translate("ui", "Go back"), self.reject, parent=self), default=True
        )
        self.go = self.add_button(button(verb, self._go, kind="danger", parent=self))

    def _go(self) -> None:
        self.accept()
        self._confirmed()


def confirm(
    parent: QWidget | None, question: str, consequence: str, verb: str, confirmed: Callable[[], None]
) -> ConfirmDialog:
    """Ask before what cannot be undone."""
    dialog = ConfirmDialog(parent, question, consequence, verb, confirmed)
    dialog.present()
    return dialog


class ReasonDialog(HouseDialog):
    """Asks for a sentence (why a locked year is opened); an empty one is not accepted."""

    def __init__(
        self, parent: QWidget | None, question: str, hint: str, verb: str, given: Callable[[str], None]
    ) -> None:
        super().__init__(parent, question, (36, 12))
        self._given = given
        label = Label(hint, "body", "text2", wrap=True, parent=self)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(hint)
        label.setBuddy(self.field)
        self.body.addWidget(label)
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.add_button(button(translate("ui", "Go back"), self.reject, parent=self))
        self.go = self.add_button(button(verb, self._go, kind="primary", parent=self), default=True)
        self.go.setEnabled(False)
        self.field.textChanged.connect(self._typed)
        self.field.setFocus()

    def _typed(self, text: str) -> None:
        self.go.setEnabled(bool(text.strip()))

    def _go(self) -> None:
        text = self.field.text().strip()
        self.accept()
        self._given(text)


def ask_reason(
    parent: QWidget | None, question: str, hint: str, verb: str, given: Callable[[str], None]
) -> ReasonDialog:
    """Ask for a reason in one sentence."""
    dialog = ReasonDialog(parent, question, hint, verb, given)
    dialog.present()
    return dialog
