"""One project: tabs over its summary, sheet, KPIs, budget, schedule, roles, progress, evaluation and history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.projects.budget_view import BudgetTab
from bingo_planner.features.projects.detail_presenter import TABS, DetailPresenter, DetailState
from bingo_planner.features.projects.fields import CONTEXT
from bingo_planner.features.projects.forms_view import EVALUATION_FIELDS, SHEET_FIELDS, SheetForm
from bingo_planner.features.projects.history_view import HistoryTab
from bingo_planner.features.projects.kpi_view import KpiTab
from bingo_planner.features.projects.progress_view import ProgressTab
from bingo_planner.features.projects.roles_view import RolesTab
from bingo_planner.features.projects.schedule_view import ScheduleTab
from bingo_planner.features.projects.summary_view import SummaryTab
from bingo_planner.features.region.tabs_view import TabRow, WordTabs
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.lazy import PartStack, first_table

_TITLES = {
    "summary": "Summary",
    "sheet": "Sheet",
    "kpis": "Indicators",
    "budget": "Budget",
    "schedule": "Steps",
    "roles": "Roles",
    "progress": "Log",
    "evaluation": "Evaluation",
    "history": "History",
}


def _t(text: str) -> str:
    return translate(CONTEXT, text)


class Tab(Protocol):
    """What every tab can do."""

    def render_state(self, state: DetailState) -> None:
        """Show a state."""


class DetailView(QWidget):
    """Tabs and their contents; a tab is built when it is first looked at."""

    summary_told = Signal(str)

    def __init__(
        self, presenter: DetailPresenter, context: FormContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.presenter, self._context = presenter, context
        self.tabs = WordTabs([(key, _t(_TITLES[key])) for key in TABS], _t("Parts of the project"), self)
        self.stack = PartStack(self)
        self._built: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TabRow(self.tabs, self))
        column.addWidget(self.stack, 1)
        self.tabs.tab_chosen.connect(presenter.tab_chosen)

    def tab(self, key: str) -> QWidget:
        """The content of a tab."""
        if key not in self._built:
            makers: dict[str, Callable[[], QWidget]] = {
                "summary": self._summary,
                "sheet": lambda: self._form(SHEET_FIELDS, 4),
                "kpis": self._kpis,
                "budget": self._budget,
                "schedule": self._schedule,
                "roles": self._roles,
                "progress": self._progress,
                "evaluation": lambda: self._form(EVALUATION_FIELDS, 6),
                "history": HistoryTab,
            }
            self._built[key] = made = makers[key]()
            made.setObjectName(f"tab_{key}")
            made.setAccessibleName(_t(_TITLES[key]))
            self.stack.addWidget(made)
        return self._built[key]

    def render_state(self, state: DetailState) -> None:
        """Show a project; only the tab in front is filled."""
        self._show_counts(state)
        self.tabs.set_key(state.tab)
        tab = self.tab(state.tab)
        self.stack.show_part(tab)
        cast(Tab, tab).render_state(state)

    def _show_counts(self, state: DetailState) -> None:
        detail = state.detail
        if detail is None:
            return
        counts = {
            "kpis": len(detail.kpis),
            "schedule": len(detail.steps),
            "roles": len(detail.pact_items),
            "progress": len(detail.progress),
        }
        for at, key in enumerate(TABS):
            words = f"{_t(_TITLES[key])} {counts[key]}" if counts.get(key) else _t(_TITLES[key])
            if self.tabs.tabText(at) != words:
                self.tabs.setTabText(at, words)

    def focus_work(self) -> None:
        """The cursor goes to the first table or grid of the tab in front; where there is none, to the tabs."""
        (first_table(self.stack) or self.tabs).setFocus()

    # -- side forms --------------------------------------------------------------------------------
    def beside(self) -> Beside | None:
        """The side of the tab in front, when it has one."""
        found = getattr(self.stack.currentWidget(), "beside", None)
        return found if isinstance(found, Beside) else None

    # -- building ----------------------------------------------------------------------------------
    def _history_of(self, kind: str) -> Callable[[], None]:
        """The history of the record of this kind that is chosen."""
        return lambda: self.presenter.asked_for_record_history(kind)

    def _field(self, kind: str, record_id: str, key: str, value: object) -> None:
        self.presenter.field_edited(kind, record_id, key, cast(Stored, value))

    def _form(self, keys: tuple[str, ...], rows: int) -> QWidget:
        made = SheetForm(keys, self._context, rows=rows)
        made.field_edited.connect(self._field)
        return made

    def _summary(self) -> QWidget:
        does, made = self.presenter, SummaryTab()
        made.kpi_chosen.connect(lambda key: does.chose("kpi", key))
        made.kpi_opened.connect(self._open_kpi)
        made.step_chosen.connect(lambda key: does.chose("milestone", key))
        made.step_opened.connect(self._open_step)
        made.step_moved.connect(does.step_moved)
        made.step_add_asked.connect(does.asked_to_add_step)
        made.budget_changed.connect(does.budget_edited)
        made.summary_told.connect(self.summary_told)
        return made

    def _open_kpi(self, kpi_id: str) -> None:
        self.presenter.chose("kpi", kpi_id)
        self.presenter.tab_chosen("kpis")

    def _open_step(self, step_id: str) -> None:
        self.presenter.chose("milestone", step_id)
        self.presenter.tab_chosen("schedule")

    def _kpis(self) -> QWidget:
        does, made = self.presenter, KpiTab(self._context)
        made.figures_changed.connect(does.kpi_edited)
        made.chosen.connect(lambda key: does.chose("kpi", key))
        made.add_asked.connect(does.asked_to_add_kpi)
        made.removed.connect(lambda key: does.removed("kpi", key))
        made.field_edited.connect(self._field)
        made.grid.summary.connect(self.summary_told)
        made.members.summary.connect(self.summary_told)
        made.history_asked.connect(self._history_of("kpi"))
        made.evidence_asked.connect(self.presenter.asked_for_evidence)
        return made

    def _budget(self) -> QWidget:
        made = BudgetTab()
        made.grid.changed.connect(self.presenter.budget_edited)
        made.grid.summary.connect(self.summary_told)
        return made

    def _schedule(self) -> QWidget:
        does, made = self.presenter, ScheduleTab(self._context)
        made.moved.connect(does.step_moved)
        made.chosen.connect(lambda key: does.chose("milestone", key))
        made.add_asked.connect(does.asked_to_add_step)
        made.removed.connect(lambda key: does.removed("milestone", key))
        made.field_edited.connect(self._field)
        made.history_asked.connect(self._history_of("milestone"))
        return made

    def _roles(self) -> QWidget:
        does, made = self.presenter, RolesTab(self._context)
        made.chosen.connect(lambda key: does.chose("project_member", key))
        made.member_added.connect(does.asked_to_add_member)
        made.removed.connect(lambda key: does.removed("project_member", key))
        made.ground_added.connect(does.ground_added)
        made.ground_removed.connect(does.ground_removed)
        made.field_edited.connect(self._field)
        made.history_asked.connect(self._history_of("project_member"))
        return made

    def _progress(self) -> QWidget:
        does, made = self.presenter, ProgressTab(self._context)
        made.chosen.connect(lambda key: does.chose("progress_line", key))
        made.add_asked.connect(does.asked_to_add_progress)
        made.removed.connect(lambda key: does.removed("progress_line", key))
        made.field_edited.connect(self._field)
        made.history_asked.connect(self._history_of("progress_line"))
        return made
