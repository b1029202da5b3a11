"""Fields of a form: each keeps what was typed, says why it is refused and commits when it is finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import refusal_words
from bingo_planner.ui.icons import pixmap
from bingo_planner.ui.labels import loosen
from bingo_planner.ui.marks import Mark
from bingo_planner.ui.readline import ReadLine
from bingo_planner.ui.typedover import Typing

Parse = Callable[[str], object]
Show = Callable[[object], str]


@dataclass(frozen=True)
class Option:
    """One thing to choose: its key, its words, a body mark before and a grey note after them."""

    key: str
    text: str
    mark: Mark | None = None
    note: str = ""


@dataclass(frozen=True)
class FormField:
    """One field of a form.

    `kind`: text, kana, multiline, date, span, fiscal_year, number, integer, yen, choice, body,
    bodies, person, bool, display. Values by kind: str · date or None · (date or None, date or
    None) · FiscalYear · Decimal · int · yen as int in `yen_unit` on screen · key · frozenset of
    keys · bool; an empty field is None (text: ""). `kana_of` names the field whose typing fills
    this reading. `marks` lets figures be － or 未集計.
    """

    key: str
    label: str
    kind: str = "text"
    mnemonic: str = ""
    required: bool = False
    hint: str = ""
    choices: Sequence[Option] = ()
    read_only: bool = False
    unit: str = ""
    yen_unit: int = 1000
    marks: bool = False
    rows: int = 4
    kana_of: str = ""
    placeholder: str = ""
    tip: str = ""


@dataclass
class FormContext:
    """What all fields of a form share: how dates are written and read, and the days off."""

    style: DateStyle = DateStyle.ERA
    fiscal_year: int | None = None
    sunday_first: bool = False
    holidays: Callable[[date], str] = field(default=lambda _day: "")
    today: Callable[[], date] = date.today


class FieldWidget(QWidget):
    """Base of all fields: `committed(key, value)` on a finished change, `refused(key, words)` else."""

    committed = Signal(str, object)
    refused = Signal(str, str)
    typed = Signal(str)

    def __init__(self, record: FormField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self._value: object = None
        self.typing = Typing()
        self._read_only = False
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.current().px(0.45))

    def value(self) -> object:
        """The committed value."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show a value; what is being typed is kept."""
        self._value = value
        if not self.is_dirty():
            self.show_value()

    def is_dirty(self) -> bool:
        """True while something typed is neither committed nor given up."""
        return False

    def show_value(self) -> None:
        """Write the committed value into the control."""

    def described(self) -> str:
        """What a screen reader adds to the name when nothing is wrong."""
        return self.record.hint

    def set_read_only(self, read_only: bool) -> None:
        """The same place without a border."""
        self._read_only = read_only

    def set_faulty(self, faulty: bool) -> None:
        """Red ground and foot line; the words stand beneath the field."""

    def restyle(self) -> None:
        """Take on other sizes after a change of theme."""
        self.row.setSpacing(theme.current().px(0.45))
        self.setMinimumHeight(theme.current().field_height)

    def set_choices(self, choices: Sequence[Option]) -> None:
        """Other things to choose from (fields of choice only)."""

    def commit(self, value: object) -> None:
        """Keep a value and tell it when it is another one."""
        changed = value != self._value
        self._value = value
        with self.typing.told():
            self.show_value()
            if changed:
                self.committed.emit(self.record.key, value)


def polish(widget: QWidget, name: str, on: bool) -> None:
    """Set a property the style sheet looks at."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Line(ReadLine):
    """A line that tells Esc, F4 and compositions to its field."""

    escaped = Signal()
    pick = Signal()
    composed = Signal(str, str)
    composing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_F4 or down:
            self.pick.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.composed.emit(event.preeditString(), event.commitString())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class LineField(FieldWidget):
    """One line: text, dates, years and figures, by the `parse` and `show` it is given."""

    def __init__(
        self, record: FormField, parse: Parse, show: Show, parent: QWidget | None = None, *, ime: bool = True
    ) -> None:
        super().__init__(record, parent)
        self._parse, self._show = parse, show
        self._bad: str | None = None
        self.line = Line(self)
        self.line.setPlaceholderText(record.placeholder)
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, ime)
        self.line.textEdited.connect(self._typing)
        self.line.composed.connect(self._composing)
        self.line.editingFinished.connect(self.finish)
        self.line.escaped.connect(self.restore)
        self.row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self._unit = QLabel(record.unit, self)
        self._unit.setVisible(bool(record.unit))
        self.row.addWidget(self._unit)

    def _typing(self, _text: str) -> None:
        self.typing.begin()
        self.typed.emit(self.record.key)

    def _composing(self, preedit: str, _committed: str) -> None:
        if preedit:
            self.typing.begin()
        elif not self.is_dirty():
            self.show_value()  # given up; something else may have come meanwhile

    def is_dirty(self) -> bool:
        return self.line.isModified() or self.line.composing or self._bad is not None

    def show_value(self) -> None:
        text = self._show(self._value)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)
        self.line.setModified(False)
        self._bad = None
        self.typing.end()
        self._tell_whole()

    def _tell_whole(self) -> None:
        """What can only be read cannot be scrolled either: the tool tip says all of it."""
        self.line.setToolTip(self.line.text() if self.line.isReadOnly() else "")

    def finish(self) -> None:
        """The edit is finished: commit it, or say why it cannot be read and keep it."""
        if not self.line.isModified() or self.line.isReadOnly() or self.line.text() == self._bad:
            return
        try:
            value = self._parse(self.line.text())
        except PlanError as error:
            self._bad = self.line.text()
            self.refused.emit(self.record.key, refusal_words(error))
            return
        self._bad = None
        self.line.setModified(False)
        self.commit(value)

    def restore(self) -> None:
        """Esc: what stood here before."""
        self.show_value()
        self.typed.emit(self.record.key)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.line.setReadOnly(read_only)
        self.line.setFrame(not read_only)
        self._tell_whole()

    def set_faulty(self, faulty: bool) -> None:
        polish(self.line, "problem", faulty)


class PlainText(QTextEdit):
    """Several lines in 150 % leading; Tab leaves, Ctrl+Enter finishes, Esc restores."""

    finished = Signal()
    escaped = Signal()
    composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()


class TextField(FieldWidget):
    """Several lines of text."""

    def __init__(self, record: FormField, parent: QWidget | None = None) -> None:
        super().__init__(record, parent)
        self.edit = PlainText(self)
        self.edit.setAcceptRichText(False)
        loosen(self.edit.document())
        self.edit.setProperty("field", True)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(record.placeholder)
        self.edit.finished.connect(self._finish)
        self.edit.escaped.connect(self.restore)
        self.edit.textChanged.connect(self._typing)
        self.row.addWidget(self.edit, 1)
        self.setFocusProxy(self.edit)
        self.restyle()

    def is_dirty(self) -> bool:
        return self.edit.document().isModified() or self.edit.composing

    def show_value(self) -> None:
        text = "" if self._value is None else str(self._value)
        if text != self.edit.toPlainText():
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            loosen(self.edit.document())
            self.edit.blockSignals(False)
        self.edit.document().setModified(False)
        self.typing.end()

    def _typing(self) -> None:
        self.typing.begin()
        self.typed.emit(self.record.key)

    def _finish(self) -> None:
        if self.edit.document().isModified() and not self.edit.isReadOnly():
            self.edit.document().setModified(False)
            self.commit(self.edit.toPlainText())

    def restore(self) -> None:
        """Esc: what stood here before."""
        self.show_value()
        self.typed.emit(self.record.key)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.edit.setReadOnly(read_only)

    def set_faulty(self, faulty: bool) -> None:
        polish(self.edit, "problem", faulty)

    def restyle(self) -> None:
        super().restyle()
        now = theme.current()
        self.edit.setFixedHeight(round(now.fh * 1.5 * self.record.rows) + now.px(0.9))


class ProblemLine(QWidget):
    """The words beneath a field: an icon and why it is refused, or what to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._plain = "err", ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._icon, self._words = QLabel(self), QLabel(self)
        self._words.setWordWrap(True)
        box = QVBoxLayout()
        box.setContentsMargins(0, theme.current().px(0.18), 0, 0)
        box.addWidget(self._icon)
        box.addStretch(1)
        row.addLayout(box)
        row.addWidget(self._words, 1)
        row.setSpacing(theme.current().px(0.35))
        self.hide()

    def text(self) -> str:
        """The words shown, "" when all is well."""
        return self._plain if not self.isHidden() else ""

    def show_problem(self, text: str, state: str = "err") -> None:
        """Show words in the ink of err, warn or ok; "" hides the line."""
        self._state = state
        self._plain = text
        # Rich text, because plain labels set wrapped lines of this face too close together.
        self._words.setText(f'<div style="line-height:135%">{escape(text)}</div>')
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.restyle()

    def restyle(self) -> None:
        """Ink and icon of the theme in force."""
        now = theme.current()
        name = {"err": "circle-alert", "warn": "triangle-alert", "ok": "check"}.get(self._state, "info")
        token = self._state if self._state in ("err", "warn", "ok") else "text3"
        side = now.px(1.0)
        self._icon.setPixmap(pixmap(name, token, side, self.devicePixelRatioF()))
        palette = self._words.palette()
        palette.setColor(palette.ColorRole.WindowText, now.color(token))
        self._words.setPalette(palette)
        self._words.setFont(now.font("small"))


class WheelGuard(QObject):
    """Keeps the wheel from changing a field the reader only scrolls past."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
