"""The page 利用実績: a month to enter, the list of months, the year, corrections and files, and the set-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import cast

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.region.tabs_view import TabRow, WordTabs
from bingo_planner.features.usage.actions_view import actions_of
from bingo_planner.features.usage.bar_view import UsageBar
from bingo_planner.features.usage.entry_view import EntryView
from bingo_planner.features.usage.import_view import ImportView
from bingo_planner.features.usage.model import Finding
from bingo_planner.features.usage.months_view import MonthsView
from bingo_planner.features.usage.presenter import UsagePresenter
from bingo_planner.features.usage.setup_view import SetupForm, SetupView
from bingo_planner.features.usage.state import Refusal, Tab, UsageState, View
from bingo_planner.features.usage.trail_view import TrailPanel, TrailTab
from bingo_planner.features.usage.year_view import YearView
from bingo_planner.features.usage.yearly import Side
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.page import Page


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


_TABS: tuple[tuple[Tab, str], ...] = (
    (Tab.ENTRY, "Entry"),
    (Tab.MONTHS, "Months"),
    (Tab.YEAR, "Year"),
    (Tab.TRAIL, "Corrections and files"),
    (Tab.SETUP, "Set-up"),
)


class UsagePage(Page):
    """Five tabs over one service; the presenter decides, this shows."""

    page_id = "usage"
    help_topic = "usage"
    watches = frozenset(
        {
            "usage_service",
            "usage_facility",
            "usage_capacity",
            "usage_measure",
            "usage_breakdown",
            "usage_category",
            "usage_report",
            "usage_value",
            "usage_month",
            "usage_correction",
            "usage_source",
            "usage_link",
            "municipality",
            "membership",
            "project",
            "project_member",
            "year_lock",
        }
    )

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = UsagePresenter(store, jobs_of(self), desk, self.render_state)
        self._context = FormContext(style=desk.style, fiscal_year=int(desk.year), today=desk.clock.today)
        self.tabs = WordTabs([(key.value, _t(words)) for key, words in _TABS], _t("Parts of the page"), self)
        self.add_bar(TabRow(self.tabs, self))
        # Tabs and forms are built when they are first shown: a page must open at once.
        self.stack, self.side_stack = PartStack(), PartStack()
        self.forms: dict[str, SetupForm] = {}
        self._told_tab: Tab | None = None
        main = QWidget()
        self.beside = Beside(main, self.side_stack, self.state_widget)
        self.set_content(self.beside)
        self.bar = UsageBar(main)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.setAcceptDrops(True)
        self._connect()
        self.show_actions()

    def _connect(self) -> None:
        does, bar = self.presenter, self.bar
        self.beside.closed.connect(does.closed_side)
        self.tabs.tab_chosen.connect(lambda key: does.chose_tab(Tab(key)))
        bar.service_picked.connect(does.chose_service)
        bar.measure_picked.connect(does.chose_measure)
        bar.category_picked.connect(does.chose_category)
        bar.view_chosen.connect(lambda key: does.chose_view(View(key)))
        bar.last_toggled.connect(does.toggled_last)
        bar.year_toggled.connect(does.toggled_year)
        bar.month.stepped.connect(does.stepped)
        bar.month.chosen.connect(does.chose_month)

    # -- building ----------------------------------------------------------------------------------
    @cached_property
    def entry(self) -> EntryView:
        """The tab where a month is entered."""
        view, does = self.stack.take(EntryView(self.stack)), self.presenter
        view.grid.entered.connect(does.entered)
        view.grid.days_typed.connect(does.typed_days)
        view.grid.unreadable.connect(does.refused)
        view.grid.summary.connect(self._tell_selection)
        view.correction.asked.connect(self._correct)
        view.correction.reason_typed.connect(does.typed_reason)
        view.findings.gone_to.connect(self._go_to)
        view.findings.settled.connect(self._settle)
        return view

    @cached_property
    def months(self) -> MonthsView:
        """The list of months."""
        view = self.stack.take(MonthsView(self.stack))
        view.activated.connect(lambda day: self.presenter.opened_month(dt.date.fromisoformat(day)))
        return view

    @cached_property
    def year(self) -> YearView:
        """The year table."""
        view = self.stack.take(YearView(self.stack))
        view.sided.connect(lambda side: self.presenter.chose_side(Side(side)))
        return view

    @cached_property
    def trail(self) -> TrailTab:
        """Corrections and files."""
        view = self.stack.take(TrailTab(self.stack))
        view.opened.connect(self.presenter.opened_record)
        return view

    @cached_property
    def setup(self) -> SetupView:
        """The set-up."""
        view, does = self.stack.take(SetupView(self.stack)), self.presenter
        view.kind_picked.connect(self._picked_kind)
        view.selected.connect(does.chose_setup)
        view.activated.connect(self._open_form)
        return view

    @cached_property
    def importing(self) -> ImportView:
        """The preview of files."""
        view, does = self.stack.take(ImportView(self.stack)), self.presenter
        view.accepted.connect(does.accepted_import)
        view.given_up.connect(does.gave_up_import)
        view.reason_typed.connect(does.typed_reason)
        return view

    @cached_property
    def trail_panel(self) -> TrailPanel:
        """The life of one figure, beside the grid."""
        view = self.side_stack.take(TrailPanel(self.side_stack))
        view.closed.connect(self.beside.close_side)
        view.history_asked.connect(self.presenter.asked_history)
        return view

    def form(self, kind: str) -> SetupForm:
        """The side form of a kind."""
        if kind not in self.forms:
            made = self.side_stack.take(SetupForm(kind, self._context, self.side_stack))
            made.committed.connect(lambda key, value: self.presenter.edited(key, cast(Stored, value)))
            made.closed.connect(self.beside.close_side)
            made.history_asked.connect(self.presenter.asked_history)
            self.forms[kind] = made
        return self.forms[kind]

    # -- page --------------------------------------------------------------------------------------
    def title(self) -> str:
        """利用実績."""
        return _t("Use of joint services")

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """What can be done in the tab shown."""
        return actions_of(self)

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again."""
        self._context.style, self._context.fiscal_year = self._desk.style, int(self._desk.year)
        self.presenter.opened()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a figure, a month, or a record of the set-up."""
        self.presenter.opened_record(kind, record_id)

    def focus_filter(self) -> None:
        """Ctrl+F: the set-up has a filter, elsewhere the picker of the service."""
        if self.presenter.state.tab is Tab.SETUP:
            self.setup.bar.focus_filter()
        else:
            self.bar.service.setFocus()

    def focus_content(self) -> None:
        """F6: the grid, the table, or the preview."""
        state = self.presenter.state
        if state.plan is not None:
            self.importing.focus_work()
            return
        self._work_of(state.tab).setFocus()

    def _work_of(self, tab: Tab) -> QWidget:
        """Where work goes on in a tab."""
        if tab is Tab.MONTHS:
            return self.months.table
        if tab is Tab.YEAR:
            return self.year.table
        if tab is Tab.TRAIL:
            return self.trail.files
        return self.setup.table if tab is Tab.SETUP else self.entry.grid

    def side(self) -> QWidget | None:
        """The form or trail while it is open."""
        return self.side_stack.currentWidget() if self.beside.is_open() else None

    def cancelled(self) -> bool:
        """Esc closes the side, then the preview of files, then a correction."""
        state = self.presenter.state
        if self.beside.is_open():
            self.beside.close_side()
        elif state.plan is not None:
            self.presenter.gave_up_import()
            self.focus_content()
        elif state.correcting:
            self.presenter.asked_to_correct()
        else:
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if event.mimeData().hasUrls() and not self._desk.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.presenter.files_came(paths)

    # -- intents that need the cursor ----------------------------------------------------------------
    def cell(self) -> tuple[str, str]:
        """Row and column of the cursor."""
        return self.entry.grid.current_key() or ("", "")

    def _go_to(self, what: object) -> None:
        if isinstance(what, Finding):
            self.presenter.went_to(what)
        elif isinstance(what, Refusal):
            self.presenter.went_to_refusal(what)

    def _settle(self, what: object) -> None:
        if isinstance(what, Finding):
            self.presenter.looked_at(what)
        elif isinstance(what, Refusal):
            self.presenter.restored(what)
        self.entry.grid.setFocus()

    def _correct(self) -> None:
        self.presenter.asked_to_correct()
        if self.presenter.state.correcting:
            self.entry.correction.reason.setFocus()
        else:
            self.entry.grid.setFocus()

    def _picked_kind(self, kind: str) -> None:
        if kind != self.presenter.state.setup_kind and not self.beside.is_open():
            self.presenter.chose_setup_kind(kind)

    def _open_form(self, kind: str, record_id: str) -> None:
        self.presenter.opened_setup(kind, record_id)
        if self.beside.is_open():
            self.form(kind).focus_field()

    def add(self) -> None:
        """A new record; the cursor goes into its form."""
        self.presenter.asked_to_add()
        form = self.presenter.state.form
        if form is not None:
            self.form(form.kind).focus_field()

    # -- state -------------------------------------------------------------------------------------
    def render_state(self, state: UsageState) -> None:
        """Show a whole state."""
        self.head.set_title(self.title(), state.context)
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif state.loading or (state.data is None and state.services):
            self.state_widget.show_loading()
        elif state.data is None and state.form is None:
            add = ("plus", _t("Set up a joint service"), self.add)
            self.state_widget.show_empty(
                _t("There are no joint services yet"), None if state.read_only else add, "grid-3x3"
            )
        else:
            self.state_widget.show_content()
            self._show_tab(state)
        self.show_actions()

    def _tell_selection(self, words: str = "") -> None:
        """The status bar speaks of the cells of the month only while they are to be seen."""
        state = self.presenter.state
        seen = state.tab is Tab.ENTRY and state.plan is None
        self.selection_told.emit((words or self.entry.grid.selection_words()) if seen else "")

    def _show_tab(self, state: UsageState) -> None:
        self.tabs.set_key(state.tab.value)
        self.bar.setVisible(state.plan is None and state.data is not None)
        self.bar.render_state(state)
        if state.plan is not None:
            arriving = self.stack.currentWidget() is not self.importing
            self.stack.show_part(self.importing)
            self.importing.render_state(state, state.plan)
            if arriving:
                self.importing.focus_work()
        elif state.tab is Tab.ENTRY:
            self.stack.show_part(self.entry)
            self.entry.render_state(state, self.presenter.month_state_words())
        else:
            view = self._view(state.tab)
            self.stack.show_part(view)
            view.render_state(state)
        if state.tab is not self._told_tab:
            self._told_tab = state.tab
            self._tell_selection()
        self._show_side(state)

    def _view(self, tab: Tab) -> MonthsView | YearView | TrailTab | SetupView:
        if tab is Tab.MONTHS:
            return self.months
        if tab is Tab.YEAR:
            return self.year
        return self.trail if tab is Tab.TRAIL else self.setup

    def _show_side(self, state: UsageState) -> None:
        if state.form is not None:
            form = self.form(state.form.kind)
            self.side_stack.show_part(form)
            form.show_form(state, state.form)
            self.beside.open_side()
        elif state.trail is not None:
            self.side_stack.show_part(self.trail_panel)
            self.trail_panel.show_trail(state.trail)
            self.beside.open_side()
        else:
            self.beside.close_side()


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return UsagePage(store, jobs.for_owner, desk)
