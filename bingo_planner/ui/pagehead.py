"""The head of a page: title, one grey line of context, actions at the right with at most one primary, last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action, qt_action, run_action, show_icon
from bingo_planner.ui.buttons import Kind, button, icon_button, with_shortcut
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.theme import current, theme_signals
from bingo_planner.ui.widths import Width, width_class


class PageHead(QWidget):
    """Title and context left, actions right; what does not fit goes into the ⋯ menu.

    `extra` widgets (pickers, tags) may be added with `add_tag` (after the context) and `add_control` (before actions).
    `renewed` tells the window that its keys may do other things now.
    """

    renewed = Signal()

    def __init__(self, title: str, context: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageHead")
        self._actions: tuple[Action, ...] = ()
        self._buttons: list[tuple[Action, QPushButton]] = []
        self._menu = QMenu(self)
        self._way_back: Callable[[], None] | None = None
        self._back = icon_button(
            "chevron-left", translate("ui", "Back"), self.go_back, shortcut="Alt+Left", parent=self
        )
        self._back.setVisible(False)
        self.title = Label(title, "title", parent=self)
        self.context = ElidedLabel(context, "body", "text2", self)
        self._more = icon_button("ellipsis", translate("ui", "More actions"), parent=self)
        self._more.setMenu(self._menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row = QHBoxLayout(self)
        self._tags = QHBoxLayout()
        self._controls = QHBoxLayout()
        self._places = QHBoxLayout()
        self._lay_out()
        self._resize()
        theme_signals().changed.connect(self._resize)

    def _lay_out(self) -> None:
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for part in (self._back, self.title):
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.context, 1)
        self._row.addLayout(self._tags)
        self._row.addLayout(self._controls)
        self._row.addLayout(self._places)
        self._row.addWidget(self._more)

    def _resize(self) -> None:
        theme = current()
        self.setFixedHeight(theme.px(3.85))
        edge = theme.px(1.54)
        self._row.setContentsMargins(edge, theme.px(0.2), edge, 0)
        self._row.setSpacing(theme.px(0.62))
        for inner in (self._tags, self._controls, self._places):
            inner.setSpacing(theme.px(0.62))

    def set_title(self, title: str, context: str = "") -> None:
        """New words."""
        self.title.set_words(title)
        self.context.set_words(context)

    def set_back(self, run: Callable[[], None] | None) -> None:
        """Show the way back to the list (None hides it)."""
        self._way_back = run
        self._back.setVisible(run is not None)

    def has_back(self) -> bool:
        """Whether there is a way back."""
        return self._way_back is not None

    def go_back(self) -> None:
        """Take the way back, when there is one."""
        if self._way_back is not None:
            self._way_back()

    def add_tag(self, widget: QWidget) -> None:
        """A tag right of the context."""
        self._tags.addWidget(widget)

    def add_control(self, widget: QWidget) -> None:
        """A picker left of the actions."""
        self._controls.addWidget(widget)

    def add_last(self, widget: QWidget) -> None:
        """A page's first action that is a button of its own, after all the others."""
        self._row.addWidget(widget)

    def set_actions(self, actions: Sequence[Action]) -> None:
        """Actions in their order; the primary one goes to the end."""
        self._actions = tuple(sorted(actions, key=lambda action: action.primary))
        for _action, old in self._buttons:
            # Hidden first: one that holds the focus would take the window's activation along.
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._buttons = [(action, self._button(action)) for action in self._actions]
        for _action, made in self._buttons:
            self._places.addWidget(made)
        self.renew()

    def _button(self, action: Action) -> QPushButton:
        kind: Kind = "primary" if action.primary else "danger" if action.danger else "plain"
        tip = with_shortcut(action.tip or action.plain_text, next(iter(action.shortcuts), ""))
        made = button(
            action.plain_text, lambda: run_action(action), icon=action.icon, kind=kind, tip=tip, parent=self
        )
        made.setObjectName(action.id)
        return made

    def renew(self) -> None:
        """Usable or not, and which actions still fit."""
        for action, made in self._buttons:
            made.setEnabled(action.enabled())
        self._fold()
        self.renewed.emit()

    def _fold(self) -> None:
        room = len(self._buttons) if width_class(self.window().width()) > Width.NARROW else 1
        room = min(room, 3)
        shown = self._buttons[-room:] if room else []
        hidden = [pair for pair in self._buttons if pair not in shown]
        for pair in self._buttons:
            pair[1].setVisible(pair in shown)
        self._menu.clear()
        for action, _button in hidden:
            made = qt_action(action, self._menu)
            # The window has the key already; a second owner would leave it doing nothing. Here it is only shown.
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            show_icon(made, action)
            self._menu.addAction(made)
        self._more.setVisible(bool(hidden))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower window keeps the first action only."""
        self._fold()
