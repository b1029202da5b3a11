"""The form: the only way to add a field. Labels, mnemonics, names and problems come from the field records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import rule
from bingo_planner.ui.fieldlabel import FieldLabel
from bingo_planner.ui.fields import (
    FieldWidget,
    FormContext,
    FormField,
    LineField,
    Option,
    ProblemLine,
    TextField,
)
from bingo_planner.ui.fields_choice import BodiesField, BoolField, ComboField
from bingo_planner.ui.fields_date import DateField, SpanField, figure_field, year_field
from bingo_planner.ui.fields_kana import KanaLink

LABEL_FH = 7.1


@dataclass(frozen=True)
class FormSection:
    """Fields under a line and a small bold title (no title: no line)."""

    fields: Sequence[FormField]
    title: str = ""
    note: str = ""


def mnemonic_label(label: str, mnemonic: str) -> str:
    """「氏名(&N)」; in English the letter inside the word is underlined where it has one."""
    plain = label.replace("&", "&&")
    if not mnemonic:
        return plain
    place = plain.casefold().find(mnemonic.casefold())
    if language() == "en" and place >= 0:
        return f"{plain[:place]}&{plain[place:]}"
    return f"{plain}(&{mnemonic.upper()})"


def _text_of(value: object) -> str:
    return "" if value is None else str(value)


def make_field(record: FormField, context: FormContext, parent: QWidget | None = None) -> FieldWidget:
    """The control of a field record."""
    if record.kind == "multiline":
        return TextField(record, parent)
    if record.kind == "date":
        return DateField(record, context, parent)
    if record.kind == "span":
        return SpanField(record, context, parent)
    if record.kind == "fiscal_year":
        return year_field(record, context, parent)
    if record.kind in ("number", "integer", "yen"):
        return figure_field(record, parent)
    if record.kind in ("choice", "body", "person"):
        return ComboField(record, parent, free=record.kind == "person")
    if record.kind == "bodies":
        return BodiesField(record, parent)
    if record.kind == "bool":
        return BoolField(record, parent)
    return LineField(record, str.strip, _text_of, parent)


class Form(QWidget):
    """Sections of fields. `committed(key, value)` when an edit is finished and is another value."""

    committed = Signal(str, object)
    refused = Signal(str, str)

    def __init__(
        self,
        sections: Sequence[FormSection],
        parent: QWidget | None = None,
        *,
        context: FormContext | None = None,
        label_fh: float = LABEL_FH,
    ) -> None:
        super().__init__(parent)
        self.context = context or FormContext()
        self._label_fh = label_fh
        self._fields: dict[str, FieldWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._problems: dict[str, ProblemLine] = {}
        self._hints: dict[str, QLabel] = {}
        self._heads: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        for section in sections:
            self._add_section(section)
        self._grid.setRowStretch(900, 1)
        self._link_readings(sections)
        self.restyle()

    # -- building -------------------------------------------------------------------------------
    def _add_section(self, section: FormSection) -> None:
        if section.title:
            self.add_head(section.title, section.note)
        for record in section.fields:
            self._add_field(record)

    def add_head(self, title: str, note: str = "") -> None:
        """A line (not at the top: there is nothing to part), a small bold title and a note at the right."""
        box = QWidget(self)
        column = QVBoxLayout(box)
        first = not self._grid.count()
        column.setContentsMargins(0, 0 if first else theme.current().px(0.5), 0, theme.current().px(0.2))
        if not first:
            column.addWidget(rule(parent=box))
        row = QHBoxLayout()
        head, side = QLabel(title, box), QLabel(note, box)
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(side)
        column.addLayout(row)
        self._heads.append((head, side))
        self._put(box)

    def add_widget(self, widget: QWidget) -> None:
        """A piece over the whole width: bars of shares, a small table."""
        self._put(widget)

    def _put(self, widget: QWidget) -> None:
        row = self._free_row()
        self._grid.addWidget(widget, row, 0, 1, 2)

    def _free_row(self) -> int:
        row = 0
        while self._grid.itemAtPosition(row, 0) or self._grid.itemAtPosition(row, 1):
            row += 1
        return row

    def _add_field(self, record: FormField) -> None:
        widget = make_field(record, self.context, self)
        label = FieldLabel(mnemonic_label(record.label, record.mnemonic), self)
        label.setBuddy(widget.focusProxy() or widget)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        problem, hint = ProblemLine(self), FieldLabel(record.hint, self)
        hint.setWordWrap(True)
        hint.setVisible(bool(record.hint))
        self._name(widget, record)
        box = QVBoxLayout()
        box.setSpacing(theme.current().px(0.25))
        box.addWidget(widget)
        box.addWidget(problem)
        box.addWidget(hint)
        row = self._free_row()
        self._grid.addWidget(label, row, 0)
        self._grid.addLayout(box, row, 1)
        self._fields[record.key], self._labels[record.key] = widget, label
        self._problems[record.key], self._hints[record.key] = problem, hint
        widget.committed.connect(self._committed)
        widget.refused.connect(self._refused)
        widget.typed.connect(self._typed)
        widget.set_read_only(record.read_only or record.kind == "display")

    def _name(self, widget: FieldWidget, record: FormField) -> None:
        target = widget.focusProxy() or widget
        needed = " " + translate("uikit", "required") if record.required else ""
        target.setAccessibleName(record.label + needed)
        target.setAccessibleDescription(record.hint)
        target.setToolTip(record.tip)
        widget.setObjectName(record.key)

    def _committed(self, key: str, value: object) -> None:
        self.set_problem(key, "")
        self.committed.emit(key, value)

    def _refused(self, key: str, words: str) -> None:
        self.set_problem(key, words)
        self.refused.emit(key, words)

    def _typed(self, key: str) -> None:
        if self.problem(key) and not self._fields[key].is_dirty():
            self.set_problem(key, "")

    def _link_readings(self, sections: Sequence[FormSection]) -> None:
        for section in sections:
            for record in section.fields:
                name, reading = self._fields.get(record.kana_of), self._fields[record.key]
                if isinstance(name, LineField) and isinstance(reading, LineField):
                    KanaLink(name, reading)

    # -- values ---------------------------------------------------------------------------------
    def field(self, key: str) -> FieldWidget:
        """The control of a field."""
        return self._fields[key]

    def keys(self) -> list[str]:
        """All field keys, from top to bottom."""
        return list(self._fields)

    def values(self) -> dict[str, object]:
        """The committed values."""
        return {key: widget.value() for key, widget in self._fields.items()}

    def set_values(self, values: Mapping[str, object], *, fresh: bool = False) -> None:
        """Show a record. What is being typed is kept, unless `fresh` says it is another record."""
        for key, value in values.items():
            widget = self._fields.get(key)
            if widget is None:
                continue
            if fresh:
                self.set_problem(key, "")
                widget.set_value(value)
                widget.show_value()
            else:
                widget.set_value(value)

    def set_choices(self, key: str, choices: Sequence[Option]) -> None:
        """Other things to choose from in one field."""
        self._fields[key].set_choices(choices)

    def set_problem(self, key: str, text: str, state: str = "err") -> None:
        """Words beneath a field: why it is refused (err) or what to look at (warn); "" takes them away."""
        self._problems[key].show_problem(text, state)
        self._fields[key].set_faulty(bool(text) and state == "err")
        target = self._fields[key].focusProxy() or self._fields[key]
        target.setAccessibleDescription(text or self._fields[key].described())

    def problem(self, key: str) -> str:
        """The words beneath a field."""
        return self._problems[key].text()

    def set_hint(self, key: str, text: str) -> None:
        """Grey words beneath a field."""
        self._hints[key].setText(text)
        self._hints[key].setVisible(bool(text))

    def set_shown(self, key: str, shown: bool) -> None:
        """Show or leave out a field that does not apply to this record."""
        self._fields[key].setVisible(shown)
        self._labels[key].setVisible(shown)
        if not shown:
            self._problems[key].hide()
            self._hints[key].hide()

    def set_read_only(self, read_only: bool, keys: Sequence[str] | None = None) -> None:
        """The same places without borders; fields that are always read-only stay so."""
        for key in self._fields if keys is None else keys:
            record = self._fields[key].record
            self._fields[key].set_read_only(read_only or record.read_only or record.kind == "display")

    def focus_field(self, key: str = "") -> None:
        """Put the cursor into a field, the first when none is named."""
        widget = self._fields[key] if key else next(iter(self._fields.values()))
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def finish(self) -> None:
        """Commit what is being typed (before another record is shown)."""
        for widget in self._fields.values():
            if isinstance(widget, LineField):
                widget.finish()

    # -- look -----------------------------------------------------------------------------------
    def restyle(self) -> None:
        """Sizes and inks of the theme in force."""
        now = theme.current()
        self._grid.setVerticalSpacing(max(2, now.form_row_height - now.field_height))
        self._grid.setHorizontalSpacing(now.px(0.75))
        self._grid.setColumnMinimumWidth(0, now.px(self._label_fh))
        self._grid.setContentsMargins(0, 0, 0, 0)
        for key, label in self._labels.items():
            ink(label, "text2", "label")
            label.setContentsMargins(0, (now.field_height - label.fontMetrics().height()) // 2, 0, 0)
            label.setMaximumWidth(now.px(self._label_fh))
            label.setWordWrap(True)
            ink(self._hints[key], "text3", "small")
            self._problems[key].restyle()
            self._fields[key].restyle()
        for head, note in self._heads:
            ink(head, "text2", "strong")
            ink(note, "text3", "label")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_grid"):
            self.restyle()


def ink(label: QLabel, token: str, role: str) -> None:
    now = theme.current()
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, now.color(token))
    label.setPalette(palette)
    label.setFont(now.font(role))  # type: ignore[arg-type]  # one of the theme's literal roles
