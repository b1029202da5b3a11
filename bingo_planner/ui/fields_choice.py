"""Fields of choice: one of a list, one body, several bodies, a person, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QToolTip, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.text import fold
from bingo_planner.ui import theme
from bingo_planner.ui.fields import FieldWidget, FormField, Option, WheelGuard
from bingo_planner.ui.marks import mark_icon, mark_size, paint_mark
from bingo_planner.ui.readline import ReadLine


class ComboField(FieldWidget):
    """One of a list; value is the key, "" when nothing is chosen. A person may also be typed freely."""

    def __init__(self, record: FormField, parent: QWidget | None = None, *, free: bool = False) -> None:
        super().__init__(record, parent)
        self._free = free
        self._choices: list[Option] = []
        self.combo = QComboBox(self)
        self.combo.setEditable(free)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(4)
        self.combo.setMaxVisibleItems(16)
        self._guard = WheelGuard(self)
        self.combo.installEventFilter(self._guard)
        self.combo.activated.connect(self._chosen)
        line = self.combo.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._typed_out)
            line.textEdited.connect(self._note_typing)
        self.words = ReadLine(self)
        self.words.setReadOnly(True)
        self.words.setAccessibleName(record.label)
        self.words.hide()
        self.row.addWidget(self.combo, 1)
        self.row.addWidget(self.words, 1)
        self.setFocusProxy(self.combo)
        self.set_choices(record.choices)

    def _note_typing(self, _text: str) -> None:
        self.typing.begin()
        self.typed.emit(self.record.key)

    def set_choices(self, choices: Sequence[Option]) -> None:
        """Other things to choose; an optional field gets an empty line first. What is being typed is kept."""
        found = list(choices)
        if not self.record.required and not any(one.key == "" for one in found):
            found.insert(0, Option("", ""))
        if found != self._choices:
            self._choices = found
            self._fill()

    def _fill(self) -> None:
        line = self.combo.lineEdit()
        half = line.text() if line is not None and line.isModified() else None
        self.combo.blockSignals(True)
        self.combo.clear()
        for one in self._choices:
            text = f"{one.text}  {one.note}" if one.note else one.text
            if one.mark is not None:
                self.combo.addItem(mark_icon(one.mark), text, one.key)
            else:
                self.combo.addItem(text, one.key)
        if line is not None and half is not None:
            self.combo.setEditText(half)
            line.setModified(True)
        self.combo.blockSignals(False)
        if half is None:
            self.show_value()

    def _text_of(self, key: object) -> str:
        known = next((one.text for one in self._choices if one.key == key), None)
        return known if known is not None else str(key or "")

    def show_value(self) -> None:
        keys = [one.key for one in self._choices]
        key = "" if self._value is None else str(self._value)
        self.combo.blockSignals(True)
        self.combo.setCurrentIndex(keys.index(key) if key in keys else -1)
        if self._free:
            self.combo.setEditText(self._text_of(key))
        self.combo.blockSignals(False)
        line = self.combo.lineEdit()
        if line is not None:
            line.setModified(False)
        self.typing.end()
        self.words.setText(self._text_of(key))
        self.words.setToolTip(self.words.text())
        self.words.setCursorPosition(0)

    def is_dirty(self) -> bool:
        line = self.combo.lineEdit()
        return line is not None and line.isModified()

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._choices):
            self.commit(self._choices[place].key)

    def _typed_out(self) -> None:
        line = self.combo.lineEdit()
        if line is None or not line.isModified():
            return
        text = line.text().strip()
        found = next((one.key for one in self._choices if fold(one.text) == fold(text)), None)
        line.setModified(False)
        self.commit(found if found is not None else text)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.combo.setVisible(not read_only)
        self.words.setVisible(read_only)
        self.setFocusProxy(self.words if read_only else self.combo)

    def restyle(self) -> None:
        super().restyle()
        side = mark_size()
        self.combo.setIconSize(QSize(side, side))
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_dirty():
            self.show_value()
        else:
            super().keyPressEvent(event)


class BoolField(FieldWidget):
    """Yes or no; the words stand beside the box, in the place of the value."""

    def __init__(self, record: FormField, parent: QWidget | None = None) -> None:
        super().__init__(record, parent)
        self.box = QCheckBox(record.placeholder, self)
        self.box.clicked.connect(self._clicked)
        self.row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)

    def _clicked(self, on: bool) -> None:
        self.commit(on)

    def show_value(self) -> None:
        self.box.setChecked(bool(self._value))

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.box.setEnabled(not read_only)


class MarkRow(QWidget):
    """The marks of all bodies in official order; those not taken part are dashed. ←/→ walk, Space switches."""

    switched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: list[Option] = []
        self.taken: frozenset[str] = frozenset()
        self.locked = False
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _step(self) -> int:
        return mark_size() + theme.current().px(0.3)

    def _columns(self) -> int:
        return max(1, (self.width() - 4) // self._step())

    def sizeHint(self) -> QSize:
        rows = -(-max(1, len(self.choices)) // self._columns())
        return QSize(self._step() * min(max(1, len(self.choices)), 9) + 8, rows * self._step() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._step() * 3, self.sizeHint().height())

    def resizeEvent(self, _event: QEvent) -> None:
        self.updateGeometry()

    def rect_of(self, place: int) -> QRect:
        """Where a mark stands."""
        line, column = divmod(place, self._columns())
        side = mark_size()
        return QRect(3 + column * self._step(), 4 + line * self._step(), side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, one in enumerate(self.choices):
            if one.mark is not None:
                paint_mark(painter, self.rect_of(place), one.mark, one.key in self.taken)
        if self.hasFocus() and self.choices:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().color("focus"), 2))
            painter.drawRoundedRect(self.rect_of(self._at).adjusted(-2, -2, 2, 2), 4, 4)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in moves and self.choices:
            self._at = (self._at + moves[Qt.Key(event.key())]) % len(self.choices)
            self.update()
        elif event.key() == Qt.Key.Key_Space and self.choices and not self.locked:
            self.switched.emit(self.choices[self._at].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint().x(), event.position().toPoint().y())
        if place >= 0:
            self._at = place
            if not self.locked:
                self.switched.emit(self.choices[place].key)

    def _place_at(self, x: int, y: int) -> int:
        places = range(len(self.choices))
        return next((place for place in places if self.rect_of(place).contains(x, y)), -1)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self.choices[place].text if place >= 0 else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class BodiesField(FieldWidget):
    """Several bodies; value is a frozenset of keys."""

    def __init__(self, record: FormField, parent: QWidget | None = None) -> None:
        super().__init__(record, parent)
        self._value = frozenset()
        self.marks = MarkRow(self)
        self.marks.switched.connect(self._switched)
        self.row.addWidget(self.marks, 1)
        self.setFocusProxy(self.marks)
        self.set_choices(record.choices)

    def set_choices(self, choices: Sequence[Option]) -> None:
        """The bodies in official order."""
        self.marks.choices = list(choices)
        self.marks.updateGeometry()
        self.marks.update()

    def _taken(self) -> frozenset[str]:
        return self._value if isinstance(self._value, frozenset) else frozenset()

    def _switched(self, key: str) -> None:
        self.commit(self._taken() ^ {key})

    def show_value(self) -> None:
        self.marks.taken = self._taken()
        self.marks.setAccessibleDescription(self.described())
        self.marks.update()

    def described(self) -> str:
        names = [one.text for one in self.marks.choices if one.key in self._taken()]
        return "、".join(names) if names else translate("uikit", "none")

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.marks.locked = read_only
