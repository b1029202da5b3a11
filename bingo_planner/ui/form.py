"""The form: the only way to add a field. Labels, mnemonics, names and problems come from the field records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import icon_button, rule
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
from bingo_planner.ui.marks import Mark, mark_icon, mark_size
from bingo_planner.ui.tags import Tag, TagLabel

__all__ = ["Form", "FormContext", "FormField", "FormSection", "Option", "SideForm"]

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
        """A line, a small bold title and a note at the right."""
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.current().px(0.5), 0, theme.current().px(0.2))
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
        label = QLabel(mnemonic_label(record.label, record.mnemonic), self)
        label.setBuddy(widget.focusProxy() or widget)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        problem, hint = ProblemLine(self), QLabel(record.hint, self)
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
            _ink(label, "text2", "label")
            label.setContentsMargins(0, (now.field_height - label.fontMetrics().height()) // 2, 0, 0)
            label.setMaximumWidth(now.px(self._label_fh))
            label.setWordWrap(True)
            _ink(self._hints[key], "text3", "small")
            self._problems[key].restyle()
            self._fields[key].restyle()
        for head, note in self._heads:
            _ink(head, "text2", "strong")
            _ink(note, "text3", "label")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_grid"):
            self.restyle()


def _ink(label: QLabel, token: str, role: str) -> None:
    now = theme.current()
    palette = label.palette()
    palette.setColor(palette.ColorRole.WindowText, now.color(token))
    label.setPalette(palette)
    label.setFont(now.font(role))  # type: ignore[arg-type]  # one of the theme's literal roles


class SideForm(QFrame):
    """The record of the selected row: head, fields, who changed it. Esc closes."""

    committed = Signal(str, object)
    refused = Signal(str, str)
    closed = Signal()
    history_asked = Signal()

    def __init__(
        self,
        sections: Sequence[FormSection],
        name: str,
        parent: QWidget | None = None,
        *,
        context: FormContext | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.form = Form(sections, context=context)
        self.form.committed.connect(self.committed)
        self.form.refused.connect(self.refused)
        self._mark, self._title, self._tag = QLabel(self), QLabel(self), TagLabel(parent=self)
        self._foot = QLabel(self)
        self._foot.setWordWrap(True)
        self._body = QScrollArea(self)
        self._body.setWidgetResizable(True)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.addWidget(self.form)
        self._column.addWidget(rule(parent=self._inner))
        self._column.addWidget(self._foot)
        self._column.addStretch(1)
        self._body.setWidget(self._inner)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(self._build_head())
        page.addWidget(rule(parent=self))
        page.addWidget(self._body, 1)
        self._shown_mark: Mark | None = None
        self.restyle()

    def _build_head(self) -> QHBoxLayout:
        self._head = QHBoxLayout()
        self._history = icon_button("history", translate("uikit", "Change history"), parent=self)
        self._history.clicked.connect(self.history_asked)
        self._close = icon_button("x", translate("uikit", "Close"), shortcut="Esc", parent=self)
        self._close.clicked.connect(self.closed)
        self._head.addWidget(self._mark)
        self._head.addWidget(self._title)
        self._head.addWidget(self._tag)
        self._head.addStretch(1)
        self._head.addWidget(self._history)
        self._head.addWidget(self._close)
        return self._head

    def set_head(self, title: str, *, mark: Mark | None = None, tag: Tag | None = None) -> None:
        """Whose record this is."""
        self._shown_mark = mark
        self._title.setText(title)
        self._tag.set_tag(tag)
        self._show_mark()

    def set_foot(self, text: str) -> None:
        """Who changed the record last, and when."""
        self._foot.setText(text)

    def set_values(self, values: Mapping[str, object], *, fresh: bool = False) -> None:
        """Show a record (see `Form.set_values`)."""
        self.form.set_values(values, fresh=fresh)

    def set_problem(self, key: str, text: str, state: str = "err") -> None:
        """Words beneath a field."""
        self.form.set_problem(key, text, state)

    def set_choices(self, key: str, choices: Sequence[Option]) -> None:
        """Other things to choose from in one field."""
        self.form.set_choices(key, choices)

    def set_read_only(self, read_only: bool, keys: Sequence[str] | None = None) -> None:
        """The same places without borders."""
        self.form.set_read_only(read_only, keys)

    def focus_field(self, key: str = "") -> None:
        """Put the cursor into a field."""
        self.form.focus_field(key)

    def values(self) -> dict[str, object]:
        """The committed values."""
        return self.form.values()

    def _show_mark(self) -> None:
        side = mark_size() + theme.current().px(0.3)
        self._mark.setVisible(self._shown_mark is not None)
        if self._shown_mark is not None:
            self._mark.setPixmap(mark_icon(self._shown_mark).pixmap(side, side))
            self._mark.setAccessibleName(self._shown_mark.words())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Sizes and inks of the theme in force."""
        now = theme.current()
        edge = now.px(1.25)
        self._head.setContentsMargins(edge, now.px(0.75), now.px(0.75), now.px(0.75))
        self._head.setSpacing(now.px(0.6))
        self._column.setContentsMargins(edge, now.px(0.75), edge, now.px(0.75))
        self._column.setSpacing(now.px(0.6))
        _ink(self._title, "text", "section")
        _ink(self._foot, "text2", "small")
        for widget in (self, self._inner, self._body.viewport()):
            palette = widget.palette()
            palette.setColor(palette.ColorRole.Window, now.color("raised"))
            widget.setPalette(palette)
            widget.setAutoFillBackground(True)
        self._show_mark()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_shown_mark"):
            self.restyle()
