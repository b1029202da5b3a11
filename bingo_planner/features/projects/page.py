"""The page of joint projects: the list, and one project with its tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtWidgets import QApplication, QWidget

from bingo_planner.features.projects.detail_presenter import DetailPresenter, DetailState
from bingo_planner.features.projects.detail_view import DetailView
from bingo_planner.features.projects.fields import CONTEXT
from bingo_planner.features.projects.list_view import ListView
from bingo_planner.features.projects.presenter import ListState, Phase, ProjectsPresenter
from bingo_planner.features.projects.words import area_short
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.page import Page

_TAB_OF = {
    "project": "",
    "kpi": "kpis",
    "kpi_value": "kpis",
    "budget_line": "budget",
    "milestone": "schedule",
    "project_member": "roles",
    "project_pact_item": "roles",
    "progress_line": "progress",
}
_CHOSEN = ("kpi", "milestone", "project_member", "progress_line")


def _t(text: str) -> str:
    return translate(CONTEXT, text)


class ProjectsPage(Page):
    """List and project in one page; the presenters decide, this shows."""

    page_id = "projects"
    help_topic = "projects"
    watches = frozenset({*_TAB_OF, "municipality", "membership", "pact", "pact_item", "year_lock", "region"})

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._store, self._desk, self._jobs = store, desk, jobs_of(self)
        self._arriving = False
        self._context = FormContext(style=desk.style, fiscal_year=int(desk.year), today=desk.clock.today)
        self.listing = ProjectsPresenter(store, self._jobs, desk, self.render_list, self._open)
        self.project = DetailPresenter(store, self._jobs, desk, self.render_detail, self._back)
        self.stack = PartStack(self.state_widget)
        self.set_content(self.stack)
        self.list_view = self.stack.take(ListView(self.stack))
        self._connect()
        self.show_actions()

    @cached_property
    def detail_view(self) -> DetailView:
        """One project with its tabs, built when one is first opened: the list stands without it."""
        made = self.stack.take(DetailView(self.project, self._context, self.stack))
        made.summary_told.connect(self.selection_told)
        return made

    def _connect(self) -> None:
        view, does = self.list_view, self.listing
        view.filtered.connect(does.filtered)
        view.picked.connect(does.picked)
        view.grouped.connect(does.grouped)
        view.chosen.connect(self._chose)
        view.opened.connect(does.opened)
        view.paper_asked.connect(self.listing.asked_for_sheets)

    # -- page ------------------------------------------------------------------------------------
    def title(self) -> str:
        """連携事業."""
        return _t("Joint projects")

    def opened(self) -> None:
        """Ask for data."""
        self.refresh(None)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again: the part that is shown."""
        self._context.style, self._context.fiscal_year = self._desk.style, int(self._desk.year)
        if self.project.project_id:
            self.project.refreshed()
        else:
            self.listing.refreshed()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a project, or the project a record belongs to, at its tab."""
        if kind == "project":
            self._open(record_id)
            return
        tab = _TAB_OF.get(kind, "")

        def found(owner: str) -> None:
            if owner:
                self._open(owner, tab)
                if kind in _CHOSEN:
                    self.project.chose(kind, record_id)

        self.listing.asked_where(kind, record_id, found)

    def focus_filter(self) -> None:
        """Ctrl+F: back to the list, into its filter."""
        self._back()
        self.list_view.bar.focus_filter()

    def focus_content(self) -> None:
        """F6: the list, or the tabs of the project."""
        if self.project.project_id:
            self.detail_view.tabs.setFocus()
        else:
            self.list_view.table.setFocus()

    def side(self) -> QWidget | None:
        """The open side form of the tab in front."""
        beside = self.detail_view.beside() if self.project.project_id else None
        return beside.panel if beside is not None and beside.is_open() else None

    def cancelled(self) -> bool:
        """Esc: close the side form, else clear the filter."""
        beside = self.detail_view.beside() if self.project.project_id else None
        if beside is not None and beside.is_open():
            beside.close_side()
            return True
        if not self.project.project_id and self.list_view.bar.text():
            self.list_view.bar.clear()
            return True
        return False

    # -- actions ---------------------------------------------------------------------------------
    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """What can be done in the list, or in the project shown."""
        return self._project_actions() if self.project.project_id else self._list_actions()

    def _writable(self) -> bool:
        return not self._desk.read_only

    def _chosen(self) -> bool:
        return self._writable() and bool(self.listing.state.selected)

    def _list_actions(self) -> list[Action]:
        does = self.listing
        return [
            Action(
                "projects.remove",
                _t("Move to the bin"),
                does.asked_to_remove,
                "Ctrl+Delete",
                "trash-2",
                self._chosen,
            ),
            Action("projects.copy", _t("Copy"), does.asked_to_copy, "Ctrl+Shift+D", "copy", self._chosen),
            Action(
                "projects.paper",
                _t("Sheets of all projects"),
                self.listing.asked_for_sheets,
                "Ctrl+P",
                "printer",
                tip=_t("Print the sheets of all projects"),
            ),
            Action(
                "projects.add",
                _t("Add a project"),
                does.asked_to_add,
                "Ctrl+N",
                "plus",
                self._writable,
                primary=True,
            ),
        ]

    def _project_actions(self) -> list[Action]:
        does = self.project
        return [
            Action(
                "project.history",
                _t("Sheet history"),
                does.asked_for_history,
                "Ctrl+Shift+H",
                "history",
            ),
            Action(
                "project.copy_year",
                _t("Copy last year"),
                does.asked_to_copy_last_year,
                "Ctrl+Shift+Y",
                "copy",
                self._writable,
            ),
            Action(
                "project.evidence",
                _t("Evidence of the KPI"),
                does.asked_for_evidence,
                "Ctrl+Shift+K",
                "link-2",
                lambda: does.state.chosen_kpi() is not None,
            ),
            Action("project.paper", _t("View on A4"), does.asked_for_paper, "Ctrl+P", "printer"),
        ]

    # -- going to and fro ------------------------------------------------------------------------
    def _chose(self, project_id: str) -> None:
        self.listing.chose(project_id)
        self.head.renew()
        self.selection_told.emit(self._selection())

    def _selection(self) -> str:
        count = len(self.list_view.table.selected_ids())
        shown = len(self.listing.state.rows)
        return translate(CONTEXT, "{n} of {all} selected", n=count, all=shown) if count else ""

    def _open(self, project_id: str, tab: str = "") -> None:
        self._arriving = True
        self.project.opened(project_id, tab)
        self.stack.show_part(self.detail_view)
        self.head.set_back(self._back)
        self.show_actions()

    def _back(self) -> None:
        """From the project to the list, at the same row."""
        shown = self.project.project_id
        self.project.closed()
        if shown:
            self.listing.chose(shown)
        self.head.set_back(None)
        inside = bool(shown) and self.detail_view.isAncestorOf(QApplication.focusWidget() or self)
        self.stack.show_part(self.list_view)
        if inside:
            self.list_view.table.setFocus()
        self.listing.refreshed()
        self.show_actions()

    # -- states ----------------------------------------------------------------------------------
    def render_list(self, state: ListState) -> None:
        """Show the list, or what stands in its place."""
        if self.project.project_id:
            return
        self.head.set_title(self.title(), state.summary)
        if state.phase is Phase.PROBLEM and state.problem is not None:
            self.state_widget.show_problem(state.problem, self.listing.refreshed)
        elif state.phase is Phase.LOADING:
            self.state_widget.show_loading()
        elif state.phase is Phase.EMPTY:
            add = ("plus", _t("Add a project"), self.listing.asked_to_add)
            self.state_widget.show_empty(
                _t("There are no joint projects yet"), None if state.read_only else add, "briefcase-business"
            )
        else:
            self.state_widget.show_content()
            self.list_view.render_state(state)
        self.show_actions()

    def render_detail(self, state: DetailState) -> None:
        """Show the project, or why it cannot be shown."""
        if state.phase is Phase.PROBLEM and state.problem is not None:
            self.state_widget.show_problem(state.problem, self.project.refreshed)
            return
        if state.detail is None:
            self.state_widget.show_loading()
            return
        sheet = state.detail.sheet
        self.head.set_title(sheet.name, f"{sheet.code}  {area_short(sheet.role_area)} {sheet.field}".strip())
        self.state_widget.show_content()
        self.detail_view.render_state(state)
        self.show_actions()
        if self._arriving and self.isVisible():
            self._arriving = False
            self.detail_view.focus_work()


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return ProjectsPage(store, jobs.for_owner, desk)
