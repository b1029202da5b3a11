"""On wide screens: satisfaction and importance stand beside the tables, and both follow the same question."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.priorities.panel_view import PriorityPanel
from bingo_planner.features.surveys.priorities.presenter import PrioritiesPresenter
from bingo_planner.features.surveys.priorities.state import PrioritiesState
from bingo_planner.features.surveys.tab_view import TabFrame
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import icon_button
from bingo_planner.ui.labels import ElidedLabel, Label

LEAST = 1880
"""Logical pixels of the window from which there is room (1920 less a frame)."""
_WIDTH_FH = 45.0


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


def has_room(pixels: int) -> bool:
    """Whether a window is wide enough, at the text size in force."""
    return pixels / theme.current().scale >= LEAST


class BesidePanel(QWidget):
    """The portfolio of the survey. `picked(question)` when the cursor comes to an item, `shown(there is one)`."""

    picked = Signal(str)
    shown = Signal(bool)
    closed = Signal()

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = frame.desk
        self.presenter = PrioritiesPresenter(
            frame.store, frame.jobs, frame.desk, frame.refresh, self.render_state, key="surveys.beside"
        )
        self.title = Label(_t("Satisfaction × importance"), "section", parent=self)
        self.context = ElidedLabel("", "label", "text2", self)
        self.panel = PriorityPanel(upright=True, parent=self)
        copy = icon_button("copy", _t("Copy the plot"), self._copy, parent=self)
        close = icon_button("x", _t("Close"), self.closed.emit, parent=self)
        self._column, self._head = QVBoxLayout(self), QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.context, 1)
        for part in (copy, close):
            self._head.addWidget(part)
        self._column.addLayout(self._head)
        self._column.addWidget(self.panel, 1)
        self.panel.picked.connect(self._picked)
        theme.theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        now = theme.current()
        self.setFixedWidth(now.px(_WIDTH_FH))
        self._column.setContentsMargins(now.px(0.9), now.px(0.3), now.px(0.6), 0)
        self._column.setSpacing(now.px(0.3))
        self._head.setSpacing(now.px(0.62))

    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self.presenter.render_frame(state)

    def follow(self, question: str) -> None:
        """The question of the tables: its item is chosen here too, if it is one."""
        found = self.presenter.state.found
        if found is not None and any(one.key == question for one in found.items):
            self.presenter.chose_item(question)

    def _picked(self, key: str) -> None:
        self.presenter.chose_item(key)
        self.picked.emit(key)

    def _copy(self) -> None:
        self.panel.plot.copy_picture()
        self.desk.say(_t("The picture is on the clipboard, with its sentence."))

    def render_state(self, state: PrioritiesState) -> None:
        """Show a portfolio, if there is one."""
        found = state.found
        if found is not None:
            self.context.set_words(_t("{range}, {n} items", range=state.range_words, n=len(found.items)))
            self.panel.render_state(state)
        self.shown.emit(found is not None)
