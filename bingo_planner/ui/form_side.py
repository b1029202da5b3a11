"""The side form: the record of the selected row beside the table, with its head and its last line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import icon_button, rule
from bingo_planner.ui.fields import FormContext, Option
from bingo_planner.ui.form_fields import Form, FormSection, ink
from bingo_planner.ui.labels import ElidedLabel
from bingo_planner.ui.marks import Mark, mark_icon, mark_size
from bingo_planner.ui.tags import Tag, TagLabel


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
        self._mark, self._title, self._tag = QLabel(self), ElidedLabel("", "section"), TagLabel(parent=self)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
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
        self._title.set_words(title)
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
        ink(self._foot, "text2", "small")
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
