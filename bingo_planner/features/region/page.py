"""The page of the region: municipalities, map, populations, pacts, settled years and the region's own facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import cast

from PySide6.QtWidgets import QWidget

from bingo_planner.features.region.bodies_view import BodiesView
from bingo_planner.features.region.form_view import RecordForm, sections_for
from bingo_planner.features.region.map_tab_view import MapTab
from bingo_planner.features.region.model import MapMeasure
from bingo_planner.features.region.pacts_view import PactsView
from bingo_planner.features.region.population_tab_view import PopulationTab
from bingo_planner.features.region.presenter import RegionPresenter, RegionState, Tab
from bingo_planner.features.region.region_view import RegionView, body_options
from bingo_planner.features.region.tabs_view import TabRow, WordTabs
from bingo_planner.features.region.years_view import YearsView
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.fields import FormContext, TextField
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.page import Page


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)


_View = BodiesView | MapTab | PopulationTab | PactsView | YearsView | RegionView

_TABS: tuple[tuple[Tab, str], ...] = (
    (Tab.BODIES, "Municipalities"),
    (Tab.MAP, "Map"),
    (Tab.POPULATION, "Populations"),
    (Tab.PACTS, "Pacts"),
    (Tab.YEARS, "Fiscal years"),
    (Tab.REGION, "The region"),
)


_BESIDE = frozenset({"region.add_item"})
"""What has its button beside the schedule."""


class RegionPage(Page):
    """Six tabs and a side form; the presenter decides, this shows."""

    page_id = "region"
    help_topic = "region"
    watches = frozenset(
        {
            "region",
            "municipality",
            "membership",
            "other_region",
            "population",
            "population_series",
            "outline",
            "pact",
            "pact_item",
            "year_lock",
            "project",
            "project_pact_item",
        }
    )

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = RegionPresenter(store, jobs_of(self), desk, self.render_state)
        self._context = FormContext(style=desk.style, fiscal_year=int(desk.year), today=desk.clock.today)
        self.tabs = WordTabs([(key.value, _t(words)) for key, words in _TABS], _t("Parts of the page"), self)
        self.add_bar(TabRow(self.tabs, self))
        # Tabs and forms are built when they are first shown: a page must open at once.
        self.stack, self.side_stack = PartStack(), PartStack()
        self.forms: dict[str, RecordForm] = {}
        self.beside = Beside(self.stack, self.side_stack, self.state_widget)
        self.beside.closed.connect(self.presenter.closed_form)
        self.set_content(self.beside)
        self.tabs.tab_chosen.connect(lambda key: self.presenter.chose_tab(Tab(key)))
        self.show_actions(_BESIDE)

    # -- building --------------------------------------------------------------------------------
    @cached_property
    def bodies(self) -> BodiesView:
        """The tab of municipalities."""
        view, does = self.stack.take(BodiesView(self.stack)), self.presenter
        view.filtered.connect(does.filtered)
        view.selected.connect(lambda key: does.chose("municipality", key))
        view.activated.connect(lambda key: self._open("municipality", key))
        return view

    @cached_property
    def map(self) -> MapTab:
        """The tab of the map."""
        view = self.stack.take(MapTab(self.stack))
        view.measured.connect(lambda key: self.presenter.chose_measure(MapMeasure(key)))
        view.activated.connect(lambda key: self._open("municipality", key))
        return view

    @cached_property
    def population(self) -> PopulationTab:
        """The tab of populations."""
        view = self.stack.take(PopulationTab(self.stack))
        view.series_picked.connect(self.presenter.chose_series)
        view.whose_picked.connect(self.presenter.chose_whose)
        return view

    @cached_property
    def pacts(self) -> PactsView:
        """The tab of pacts."""
        view, does = self.stack.take(PactsView(self.stack)), self.presenter
        view.pact_selected.connect(does.chose_pact)
        view.item_selected.connect(lambda key: does.chose("pact_item", key))
        view.activated.connect(self._open)
        view.item_edited.connect(does.edited_item)
        view.add_item.connect(self._add_item)
        view.copy_items.connect(does.asked_to_copy_items)
        return view

    @cached_property
    def years(self) -> YearsView:
        """The tab of fiscal years."""
        view, does = self.stack.take(YearsView(self.stack)), self.presenter
        view.selected.connect(lambda key: does.chose("year_lock", key))
        view.activated.connect(lambda key: self._open("year_lock", key))
        return view

    @cached_property
    def region(self) -> RegionView:
        """The tab of the region's own facts."""
        view = self.stack.take(RegionView(self._context, self.stack))
        view.committed.connect(lambda key, value: self.presenter.edited_region(key, cast(Stored, value)))
        return view

    def form(self, kind: str) -> RecordForm:
        """The side form of a kind of record."""
        if kind not in self.forms:
            made = self.side_stack.take(RecordForm(kind, sections_for(kind), self._context, self.side_stack))
            made.committed.connect(lambda key, value: self.presenter.edited(key, cast(Stored, value)))
            made.closed.connect(self.presenter.closed_form)
            made.history_asked.connect(self.presenter.asked_history)
            self.forms[kind] = made
        return self.forms[kind]

    def _view(self, tab: Tab) -> _View:
        views: Mapping[Tab, Callable[[], _View]] = {
            Tab.BODIES: lambda: self.bodies,
            Tab.MAP: lambda: self.map,
            Tab.POPULATION: lambda: self.population,
            Tab.PACTS: lambda: self.pacts,
            Tab.YEARS: lambda: self.years,
            Tab.REGION: lambda: self.region,
        }
        return views[tab]()

    # -- page ------------------------------------------------------------------------------------
    def title(self) -> str:
        """圏域・協約."""
        return _t("Region and pacts")

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """What can be done in the tab shown."""
        does, state = self.presenter, self.presenter.state
        open_form = state.form is not None and not state.form.is_draft

        def writable() -> bool:
            return not self._desk.read_only

        if state.tab is Tab.YEARS:
            return [*self._paper_actions(), *self._year_actions()]
        found = self._paper_actions()
        if state.tab is Tab.PACTS:
            found.append(
                Action(
                    "region.add_item",
                    _t("Add an item"),
                    self._add_item,
                    "Ctrl+Shift+N",
                    "plus",
                    lambda: writable() and bool(self.presenter.state.pact_id),
                )
            )
        if open_form:
            found.append(
                Action(
                    "region.remove",
                    _t("Move to the bin"),
                    does.asked_to_remove,
                    "Ctrl+Delete",
                    "trash-2",
                    writable,
                )
            )
        if state.tab in (Tab.BODIES, Tab.PACTS):
            words = _t("Add a municipality") if state.tab is Tab.BODIES else _t("Add a pact")
            found.append(Action("region.add", words, self._add, "Ctrl+N", "plus", writable, primary=True))
        return found

    def _paper_actions(self) -> list[Action]:
        does = self.presenter

        def is_read() -> bool:
            return does.state.page is not None

        export, paper = _t("Write tables for Excel"), _t("Print the region")
        return [
            Action(
                "region.export",
                export,
                does.asked_to_export,
                "",
                "table-2",
                is_read,
                reason_without_shortcut=_t("Rarely needed; the export of the whole file has a key"),
            ),
            Action("region.print", paper, does.asked_to_print, "Ctrl+P", "printer", is_read),
        ]

    def _year_actions(self) -> list[Action]:
        form = self.presenter.state.form
        if form is None or form.kind != "year_lock":
            return []
        words, icon = (_t("Unlock the year"), "lock-open") if form.locked else (_t("Settle the year"), "lock")
        return [Action("region.lock", words, self._lock, "Ctrl+L", icon, primary=True)]

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again."""
        self._context.style, self._context.fiscal_year = self._desk.style, int(self._desk.year)
        self.presenter.opened()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a record with its form open."""
        self.presenter.opened_record(kind, record_id)

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.presenter.chose_tab(Tab.BODIES)
        self.bodies.bar.focus_filter()

    def side(self) -> QWidget | None:
        """The form while it is open."""
        return self.side_stack.currentWidget() if self.beside.is_open() else None

    def cancelled(self) -> bool:
        """Esc closes the form."""
        if not self.beside.is_open():
            return False
        self.beside.close_side()
        return True

    def _open(self, kind: str, record_id: str) -> None:
        self.presenter.opened_record(kind, record_id)
        if self.beside.is_open():
            self.form(kind).focus_field("reason" if kind == "year_lock" else "")

    def _add(self) -> None:
        self.presenter.asked_to_add()
        self._focus_draft()

    def _add_item(self) -> None:
        self.presenter.asked_to_add_item()
        self._focus_draft()

    def _focus_draft(self) -> None:
        form = self.presenter.state.form
        if form is not None and form.is_draft:
            self.form(form.kind).focus_field()

    def _lock(self) -> None:
        form = self.presenter.state.form
        reason = self.form("year_lock").form.field("reason")
        if form is not None and isinstance(reason, TextField):
            # The shortcut leaves the cursor in the text, so it has not been committed yet.
            self.presenter.edited("reason", reason.edit.toPlainText())
            self.presenter.asked_to_lock(not form.locked)

    # -- state -----------------------------------------------------------------------------------
    def render_state(self, state: RegionState) -> None:
        """Show a whole state."""
        self.head.set_title(self.title(), state.context)
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif state.page is None:
            self.state_widget.show_loading()
        elif state.is_empty and state.tab in (Tab.BODIES, Tab.MAP, Tab.POPULATION, Tab.PACTS):
            add = ("plus", _t("Add a municipality"), self._add)
            self.state_widget.show_empty(_t("There are no municipalities yet"), add, "landmark")
        else:
            self.state_widget.show_content()
            self._show_tab(state)
        self.show_actions(_BESIDE)

    def _show_tab(self, state: RegionState) -> None:
        self.tabs.set_key(state.tab.value)
        view = self._view(state.tab)
        view.render_state(state)
        self.stack.show_part(view)
        self._show_form(state)

    def _show_form(self, state: RegionState) -> None:
        if state.form is None:
            self.beside.close_side()
            return
        form = self.form(state.form.kind)
        if form.kind == "pact":
            form.set_choices("partner_id", body_options(state))
        self.side_stack.show_part(form)
        form.show_form(state.form, read_only=state.read_only and form.kind != "year_lock")
        self.beside.open_side()


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return RegionPage(store, jobs.for_owner, desk)
