"""One field for each kind of setting: segments, list, check box, slider or number, text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSlider, QSpinBox, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.settings import Setting, Value
from bingo_planner.ui.buttons import Choice
from bingo_planner.ui.ime import figures_only
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current

SEGMENTS_UP_TO = 4


class SettingField(QWidget):
    """Base: `changed(key, value)` when the user has decided."""

    changed = Signal(str, object)
    needs_label = True
    wide = False

    def __init__(self, setting: Setting, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(current().px(0.6))

    @property
    def words(self) -> str:
        """The setting's name without mnemonic."""
        return translate(self.setting.context, self.setting.text).replace("&", "")

    def target(self) -> QWidget:
        """What the label's mnemonic goes to."""
        return self

    def show_value(self, value: Value) -> None:
        """Show a value without telling."""

    def _tell(self, value: Value) -> None:
        self.changed.emit(self.setting.key, value)


class SegmentField(SettingField):
    """A few words, one on."""

    def __init__(self, setting: Setting, parent: QWidget | None) -> None:
        super().__init__(setting, parent)
        items = [(key, translate(setting.context, words)) for key, words in setting.choices]
        self.choice = Choice(items, self.words, self)
        self.choice.chosen.connect(self._tell)
        self.row.addWidget(self.choice)

    def target(self) -> QWidget:
        return self.choice

    def show_value(self, value: Value) -> None:
        self.choice.set_key(str(value))


class ListField(SettingField):
    """Many words in a list."""

    def __init__(self, setting: Setting, parent: QWidget | None) -> None:
        super().__init__(setting, parent)
        self.box = QComboBox(self)
        self.box.setAccessibleName(self.words)
        for key, words in setting.choices:
            self.box.addItem(translate(setting.context, words), key)
        self.box.activated.connect(lambda _row: self._tell(str(self.box.currentData())))
        self.row.addWidget(self.box)

    def target(self) -> QWidget:
        return self.box

    def show_value(self, value: Value) -> None:
        self.box.setCurrentIndex(self.box.findData(str(value)))


class CheckField(SettingField):
    """Yes or no; its words stand beside the box."""

    needs_label = False

    def __init__(self, setting: Setting, parent: QWidget | None) -> None:
        super().__init__(setting, parent)
        self.box = QCheckBox(translate(setting.context, setting.text), self)
        self.box.clicked.connect(self._tell)
        self.row.addWidget(self.box)

    def target(self) -> QWidget:
        return self.box

    def show_value(self, value: Value) -> None:
        self.box.setChecked(bool(value))


class SliderField(SettingField):
    """A number between two ends, by steps of ten; the figure stands beside it."""

    def __init__(self, setting: Setting, parent: QWidget | None) -> None:
        super().__init__(setting, parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName(self.words)
        self.slider.setRange(setting.minimum or 0, setting.maximum or 100)
        self.slider.setSingleStep(10)
        self.slider.setPageStep(10)
        self.slider.setFixedWidth(current().px(16))
        self.figure = Label("", "column_strong", parent=self)
        for part in (Label(str(setting.minimum), "column", "text2", parent=self), self.slider):
            self.row.addWidget(part)
        self.row.addWidget(Label(str(setting.maximum), "column", "text2", parent=self))
        self.row.addWidget(self.figure)
        self.slider.valueChanged.connect(self._moved)

    def target(self) -> QWidget:
        return self.slider

    def show_value(self, value: Value) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(int(value))
        self.slider.blockSignals(False)
        self.figure.set_words(f"{int(value)} %")

    def _moved(self, value: int) -> None:
        even = round(value / 10) * 10
        if even == value:
            self.figure.set_words(f"{value} %")
            self._tell(value)
        else:
            self.slider.setValue(even)


class NumberField(SettingField):
    """A whole number."""

    def __init__(self, setting: Setting, parent: QWidget | None) -> None:
        super().__init__(setting, parent)
        self.box = QSpinBox(self)
        self.box.setAccessibleName(self.words)
        self.box.setRange(setting.minimum or 0, setting.maximum or 1_000_000)
        self.box.setKeyboardTracking(False)
        figures_only(self.box)
        self.box.valueChanged.connect(self._tell)
        self.row.addWidget(self.box)

    def target(self) -> QWidget:
        return self.box

    def show_value(self, value: Value) -> None:
        self.box.blockSignals(True)
        self.box.setValue(int(value))
        self.box.blockSignals(False)


class TextField(SettingField):
    """A line of text, taken when finished."""

    wide = True

    def __init__(self, setting: Setting, parent: QWidget | None) -> None:
        super().__init__(setting, parent)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(self.words)
        self._shown = ""
        self.line.editingFinished.connect(self._finished)
        self.row.addWidget(self.line)

    def target(self) -> QWidget:
        return self.line

    def show_value(self, value: Value) -> None:
        self._shown = str(value)
        self.line.setText(self._shown)

    def _finished(self) -> None:
        if self.line.text() != self._shown:
            self._shown = self.line.text()
            self._tell(self._shown)


def field_for(setting: Setting, value: Value, parent: QWidget | None) -> SettingField:
    """The field that suits the setting, showing its value."""
    made = _kind(setting)(setting, parent)
    made.setObjectName(setting.key)
    made.show_value(value)
    return made


def _kind(setting: Setting) -> type[SettingField]:
    if setting.kind == "choice":
        return SegmentField if len(setting.choices) <= SEGMENTS_UP_TO else ListField
    if setting.kind == "bool":
        return CheckField
    if setting.kind == "int":
        percent = setting.maximum is not None and setting.minimum is not None and setting.maximum >= 150
        return SliderField if percent and setting.key.endswith("scale") else NumberField
    return TextField
