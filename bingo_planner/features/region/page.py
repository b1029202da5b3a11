"""The page of the region: municipalities, map, populations, pacts, settled years and the region's own facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from bingo_planner.features.region.bodies_view import BodiesView
from bingo_planner.features.region.form_view import (
    RecordForm,
    body_mark,
    body_sections,
    sections_of,
    year_sections,
)
from bingo_planner.features.region.map_tab_view import MapTab
from bingo_planner.features.region.model import MapMeasure
from bingo_planner.features.region.pacts_view import PactsView
from bingo_planner.features.region.population_tab_view import PopulationTab
from bingo_planner.features.region.presenter import RegionPresenter, RegionState, Tab
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
from bingo_planner.ui.fields import FormContext, Option, TextField
from bingo_planner.ui.form import Form
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.page import Page
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)


_TABS: tuple[tuple[Tab, str], ...] = (
    (Tab.BODIES, "Municipalities"),
    (Tab.MAP, "Map"),
    (Tab.POPULATION, "Populations"),
    (Tab.PACTS, "Pacts"),
    (Tab.YEARS, "Fiscal years"),
    (Tab.REGION, "The region"),
)


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
        self._build()
        self._connect()
        self._show_actions()

    # -- building --------------------------------------------------------------------------------
    def _build(self) -> None:
        self.bodies, self.map, self.population = BodiesView(), MapTab(), PopulationTab()
        self.pacts, self.years = PactsView(), YearsView()
        self.region_form = Form(sections_of("region"), context=self._context, label_fh=9)
        self.stack = QStackedWidget()
        for part in (self.bodies, self.map, self.population, self.pacts, self.years, self._region_tab()):
            self.stack.addWidget(part)
        self.forms: dict[str, RecordForm] = {
            "municipality": RecordForm("municipality", body_sections(), self._context),
            "pact": RecordForm("pact", sections_of("pact"), self._context),
            "pact_item": RecordForm("pact_item", sections_of("pact_item", ("pact_id",)), self._context),
            "year_lock": RecordForm("year_lock", year_sections(), self._context),
        }
        self.side_stack = QStackedWidget()
        for form in self.forms.values():
            self.side_stack.addWidget(form)
        self.beside = Beside(self.stack, self.side_stack)
        self.set_content(self.beside)

    def _region_tab(self) -> QWidget:
        area, inner = QScrollArea(), QWidget()
        now = current()
        column = QVBoxLayout(inner)
        column.setContentsMargins(now.px(1.54), now.px(0.9), now.px(1.54), now.px(0.9))
        self.region_form.setMaximumWidth(now.px(52))
        column.addWidget(self.region_form)
        column.addStretch(1)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        return area

    def _connect(self) -> None:
        does = self.presenter
        self.tabs.tab_chosen.connect(lambda key: does.chose_tab(Tab(key)))
        self.bodies.filtered.connect(does.filtered)
        self.bodies.selected.connect(lambda key: does.chose("municipality", key))
        self.bodies.activated.connect(lambda key: self._open("municipality", key))
        self.map.measured.connect(lambda key: does.chose_measure(MapMeasure(key)))
        self.map.activated.connect(lambda key: self._open("municipality", key))
        self.population.series_picked.connect(does.chose_series)
        self.population.whose_picked.connect(does.chose_whose)
        self.pacts.pact_selected.connect(does.chose_pact)
        self.pacts.item_selected.connect(lambda key: does.chose("pact_item", key))
        self.pacts.activated.connect(self._open)
        self.pacts.item_edited.connect(does.edited_item)
        self.pacts.add_item.connect(self._add_item)
        self.pacts.copy_items.connect(does.asked_to_copy_items)
        self.years.selected.connect(lambda key: does.chose("year_lock", key))
        self.years.activated.connect(lambda key: self._open("year_lock", key))
        for form in self.forms.values():
            form.committed.connect(lambda key, value: does.edited(key, cast(Stored, value)))
            form.closed.connect(does.closed_form)
            form.history_asked.connect(does.asked_history)
        self.region_form.committed.connect(lambda key, value: does.edited_region(key, cast(Stored, value)))
        self.beside.closed.connect(does.closed_form)

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

        found: list[Action] = []
        if state.tab is Tab.YEARS:
            return self._year_actions()
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
            self.forms[kind].focus_field("reason" if kind == "year_lock" else "")

    def _add(self) -> None:
        self.presenter.asked_to_add()
        self._focus_draft()

    def _add_item(self) -> None:
        self.presenter.asked_to_add_item()
        self._focus_draft()

    def _focus_draft(self) -> None:
        form = self.presenter.state.form
        if form is not None and form.is_draft:
            self.forms[form.kind].focus_field()

    def _lock(self) -> None:
        form = self.presenter.state.form
        reason = self.forms["year_lock"].form.field("reason")
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
        self._show_actions()

    def _show_tab(self, state: RegionState) -> None:
        self.tabs.set_key(state.tab.value)
        self.stack.setCurrentIndex([key for key, _words in _TABS].index(state.tab))
        if state.tab is Tab.REGION:
            self._show_region(state)
        else:
            view = cast(
                "BodiesView | MapTab | PopulationTab | PactsView | YearsView", self.stack.currentWidget()
            )
            view.render_state(state)
        self._show_form(state)

    def _show_region(self, state: RegionState) -> None:
        form, page = state.region_form, state.page
        if form is None or page is None:
            return
        self.region_form.set_choices("core_id", self._bodies(state))
        keys = self.region_form.keys()
        self.region_form.set_values({key: form.values.get(key) for key in keys})
        for key in keys:
            self.region_form.set_problem(key, form.problems.get(key, ""))
        self.region_form.set_read_only(state.read_only)

    def _bodies(self, state: RegionState) -> list[Option]:
        bodies = state.page.facts.bodies if state.page is not None else ()
        return [Option(body.id, body.label, body_mark(body)) for body in bodies if not body.is_outside]

    def _show_form(self, state: RegionState) -> None:
        if state.form is None:
            self.beside.close_side()
            return
        form = self.forms[state.form.kind]
        if form.kind == "pact":
            form.set_choices("partner_id", self._bodies(state))
        self.side_stack.setCurrentWidget(form)
        form.show_form(state.form, read_only=state.read_only and form.kind != "year_lock")
        self.beside.open_side()

    def _show_actions(self) -> None:
        actions = self.actions()
        if [(one.id, one.text) for one in actions] != [(one.id, one.text) for one in self._shown_actions]:
            self._shown_actions = actions
            # Adding an item has its button beside the schedule.
            self.head.set_actions([one for one in actions if one.id != "region.add_item"])
            self.actions_changed.emit()
        else:
            self.head.renew()

    _shown_actions: Sequence[Action] = ()


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return RegionPage(store, jobs.for_owner, desk)
