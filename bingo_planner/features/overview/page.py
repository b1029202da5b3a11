"""The overview: how KPIs and money stand, what is due, and how the members stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bingo_planner.features.overview.cards_view import CardRow
from bingo_planner.features.overview.list_view import ListCard
from bingo_planner.features.overview.map_view import MapCard
from bingo_planner.features.overview.model import Scope
from bingo_planner.features.overview.presenter import OverviewPresenter, OverviewState
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.page import Page
from bingo_planner.ui.theme import current, theme_signals

_STACKED_FH = 52
PAINTED_MS = 20
"""After content is shown it has been painted by then."""


def _t(text: str, **facts: object) -> str:
    return translate("overview", text, **facts)


def _nothing() -> None:
    pass


class OverviewPage(Page):
    """Cards, list and map over one reading; the presenter decides, this shows."""

    page_id = "overview"
    help_topic = "overview"
    watches = frozenset(
        {
            "task",
            "person",
            "secondment",
            "duty",
            "project",
            "project_member",
            "milestone",
            "budget_line",
            "kpi",
            "kpi_value",
            "region",
            "municipality",
            "membership",
            "outline",
            "pact",
            "year_lock",
        }
    )

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.setInterval(PAINTED_MS)
        self._painted.timeout.connect(lambda: self._what())
        self._what: Callable[[], None] = _nothing
        self.presenter = OverviewPresenter(store, jobs_of(self), desk, self.render_state, self._when_painted)
        self._whose = ValuePicker("body", _t("Scope"), [Option("", _t("Whole region"))], self)
        self.head.add_control(self._whose)
        self._build()
        self._connect()
        self.head.set_actions(self.actions())

    def _build(self) -> None:
        # Each part is made in the one that holds it: moving a whole tree later dresses all of it again.
        self._area = QScrollArea(self.state_widget)
        self.set_content(self._area)
        inner = QWidget(self._area)
        self._area.setWidget(inner)
        self.cards, self.list, self.map = CardRow(inner), ListCard(inner), MapCard(inner)
        self._column = QVBoxLayout(inner)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.addWidget(self.list, 62)
        self._below.addWidget(self.map, 38)
        self._column.addWidget(self.cards)
        self._column.addLayout(self._below, 1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        now = current()
        edge = now.px(1.54)
        self._column.setContentsMargins(edge, 0, edge, now.px(0.92))
        self._column.setSpacing(now.px(0.92))
        self._below.setSpacing(now.px(0.92))
        self.list.setMinimumHeight(now.px(15))
        self.map.setMinimumHeight(now.px(15))
        self._arrange()

    def _arrange(self) -> None:
        stacked = self.width() < current().px(_STACKED_FH)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._below.direction() != direction:
            self._below.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _connect(self) -> None:
        does = self.presenter
        self._whose.picked.connect(lambda _key, value: does.chose_body(value))
        self.cards.weak_asked.connect(self._show_weak)
        self.list.opened.connect(does.went_to)
        self.list.scoped.connect(lambda key: does.chose_scope(Scope(key)))
        self.list.left.connect(does.left_weak)
        self.map.opened.connect(does.went_to_body)

    def _show_weak(self, area: str) -> None:
        self.presenter.asked_weak(area)
        self.list.table.setFocus()

    # -- page ------------------------------------------------------------------------------------
    def title(self) -> str:
        """概況."""
        return _t("Overview")

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """What can be done here."""
        return (
            Action(
                "overview.print",
                _t("Print what is due"),
                self.presenter.asked_to_print,
                "Ctrl+P",
                "printer",
                lambda: self.presenter.state.overview is not None,
            ),
        )

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again."""
        self.presenter.opened()

    def focus_content(self) -> None:
        """Work goes on in the list."""
        self.list.table.setFocus()

    def cancelled(self) -> bool:
        """Esc goes back from the weak KPIs to what is due."""
        return self.presenter.left_weak()

    def _when_painted(self, what: Callable[[], None]) -> None:
        self._what = what
        self._painted.start()

    def render_state(self, state: OverviewState) -> None:
        """Show a whole state."""
        self.head.set_title(self.title(), state.context)
        overview = state.overview
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif overview is None:
            self.state_widget.show_loading()
        elif overview.is_empty:
            self.state_widget.show_empty(
                _t("There is nothing to look over yet"),
                icon="layout-dashboard",
                more=_t(
                    "Begin with the municipalities under “Region and pacts”; what is due then stands here."
                ),
            )
        else:
            self.state_widget.show_content()
            self._show(state)
        self.head.renew()

    def _show(self, state: OverviewState) -> None:
        if state.overview is not None:
            bodies = [Option(body.id, body.label) for body in state.overview.facts.here]
            self._whose.set_options([Option("", _t("Whole region")), *bodies])
            self._whose.set_value(state.body_id)
        self.cards.render_state(state)
        self.list.render_state(state)
        self.map.render_state(state)


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return OverviewPage(store, jobs.for_owner, desk)
