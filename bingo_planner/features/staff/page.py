"""The staff page: list and terms, or load by month, with the record of the chosen person beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.staff.actions_view import StaffActions
from bingo_planner.features.staff.arrange import seat_key
from bingo_planner.features.staff.columns_view import group_of, make_table
from bingo_planner.features.staff.load_view import LoadTable
from bingo_planner.features.staff.model import Presence
from bingo_planner.features.staff.presenter import KINDS, StaffPresenter
from bingo_planner.features.staff.side_view import PersonForm, StaffSide
from bingo_planner.features.staff.state import ALL, PersonRow, StaffState
from bingo_planner.features.staff.terms_view import TermsView
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.fields import FormContext, Option
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.page import Page
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.table import RowTable
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return StaffPage(store, jobs.for_owner, desk)


class StaffPage(Page):
    """Shows what the presenter says and tells it what the user does; decides nothing."""

    page_id: ClassVar[str] = "staff"
    watches: ClassVar[frozenset[str]] = KINDS | {"municipality", "region", "project"}
    help_topic: ClassVar[str] = "staff"

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: StaffState | None = None
        self.presenter = StaffPresenter(store, jobs_of(self), desk, self.render_state)
        self._context = FormContext(style=desk.style, fiscal_year=int(desk.year), today=desk.clock.today)
        self._build()
        self._connect()
        self.commands = StaffActions(self.presenter, lambda: self._state, self._open_add)
        self.head.set_actions(self.commands.in_head())

    # --- building -----------------------------------------------------------------------------
    def _build(self) -> None:
        self.bar = FilterBar(_t("Name, section or duty"), self)
        self.bar.add_picker("body", _t("Sent by"), [Option(ALL, _t("All"))])
        self.bar.add_picker("presence", _t("State"), _presences())
        self.views = Segmented(
            (Segment("list", _t("List and terms"), "users"), Segment("load", _t("Load by month"))),
            _t("View"),
            self.bar,
        )
        self.bar.add_views(self.views)
        self.bar.add_tool("columns-3", _t("Columns"), self._open_columns)
        self.bar.add_tool("printer", _t("Print the staff list"), self.presenter.asked_for_list, "Ctrl+P")
        self.add_bar(self.bar)
        self.stack, self.panel = PartStack(), StaffSide(self._context)
        self.beside = Beside(self.stack, self.panel, self.state_widget)
        self.set_content(self.beside)
        self.split = self.stack.take(QSplitter(Qt.Orientation.Vertical, self.stack))
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.table = make_table(lambda: self._desk.style, self.split)
        self.terms = TermsView(self.split)
        self.split.addWidget(self.table)
        self.split.addWidget(self.terms)
        self.split.setStretchFactor(0, 1)
        self._moved = False
        self.split.splitterMoved.connect(self._line_moved)

    def _line_moved(self, _place: int, _index: int) -> None:
        self._moved = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Terms take what their rows need, and in low windows no more than two fifths."""
        super().resizeEvent(event)
        if not self._moved:
            room = self.height() - self.head.height() - self.bar.height()
            terms = min(current().px(13.5), room * 2 // 5)
            self.split.setSizes([max(room - terms, 1), terms])

    def _connect(self) -> None:
        does = self.presenter
        self.bar.filtered.connect(does.filtered)
        self.bar.picked.connect(does.picked)
        self.bar.left.connect(self._into_table)
        self.views.chosen.connect(does.viewed)
        self._follow(self.table)
        self.terms.chosen.connect(does.chose_seat)
        self.terms.entered.connect(partial(does.chose_seat, enter=True))
        self.beside.closed.connect(does.left_side)
        self.panel.made.connect(self._connect_form)

    def _follow(self, table: RowTable[PersonRow] | LoadTable) -> None:
        table.selected_rows.connect(self._selected)
        table.activated_row.connect(self._entered)

    @cached_property
    def loads(self) -> LoadTable:
        """The load by month, built when it is first looked at."""
        made = self.stack.take(LoadTable(self.stack))
        self._follow(made)
        return made

    def _front(self) -> RowTable[PersonRow] | LoadTable:
        """The table that is shown."""
        return self.table if self.stack.currentWidget() is self.split else self.loads

    def _connect_form(self, form: PersonForm) -> None:
        does = self.presenter
        form.committed.connect(does.edited)
        form.refused.connect(does.refused)
        form.closed.connect(self.beside.close_side)
        form.history_asked.connect(does.asked_for_history)
        form.part_chosen.connect(does.chose_part)
        form.part_add_asked.connect(does.asked_to_add_part)
        form.part_remove_asked.connect(does.asked_to_remove_part)
        form.task_ticked.connect(does.task_ticked)

    # --- what the shell asks ------------------------------------------------------------------
    def title(self) -> str:
        """派遣職員."""
        return _t("Secondees")

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again; without changes also year and style may be others."""
        self._context.style, self._context.fiscal_year = self._desk.style, int(self._desk.year)
        self.presenter.opened()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a person, or the person of a term, duty or task."""
        self.presenter.went_to(kind, record_id)

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.bar.focus_filter()

    def focus_content(self) -> None:
        """F6."""
        self._front().setFocus()

    def side(self) -> QWidget | None:
        """The form while it is open."""
        return self.panel.current() if self.beside.is_open() else None

    def cancelled(self) -> bool:
        """Esc closes the form, then takes the filters off."""
        if self.beside.is_open():
            self.beside.close_side()
            return True
        return self.presenter.cleared()

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """Everything that can be done here."""
        return (*self.commands.in_head(), *self.commands.others())

    # --- from the widgets ---------------------------------------------------------------------
    def _open_add(self) -> None:
        menu = self.commands.add_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(
            self.head.mapToGlobal(QPoint(self.head.width() - menu.sizeHint().width(), self.head.height()))
        )
        menu.setActiveAction(menu.actions()[0])

    def _open_columns(self) -> None:
        menu = self._front().column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(
            self.bar.mapToGlobal(QPoint(self.bar.width() - menu.sizeHint().width(), self.bar.height()))
        )

    def _selected(self, ids: Sequence[str]) -> None:
        if ids:
            self.presenter.chose(ids[0])

    def _entered(self, person_id: str) -> None:
        self.presenter.entered(person_id)
        form = self.panel.current()
        if form is not None and self.beside.is_open():
            form.focus_field()

    def _into_table(self) -> None:
        self.focus_content()

    # --- the state ----------------------------------------------------------------------------
    def render_state(self, state: StaffState) -> None:
        """Show a whole state."""
        self._state = state
        self.head.set_title(self.title(), _context(state))
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif state.facts is None:
            self.state_widget.show_loading()
        elif state.is_empty:
            add = ("plus", _t("Add a secondee"), self.presenter.asked_to_add)
            self.state_widget.show_empty(
                _t("There is nobody here yet"), None if state.read_only else add, "users"
            )
        else:
            self.state_widget.show_content()
            self._show(state)
        self.head.renew()

    def _show(self, state: StaffState) -> None:
        self._show_bar(state)
        if state.view == "load":
            self.loads.show_state(state)
            self.stack.show_part(self.loads)
        else:
            self.table.set_rows(state.rows, group=group_of(state.facts.office if state.facts else ""))
            self.terms.show_state(state)
            self.stack.show_part(self.split)
        self._show_chosen(state)
        if state.side is None:
            self.beside.close_side()
        else:
            self.beside.open_side()
            self.panel.show_state(state)

    def _show_bar(self, state: StaffState) -> None:
        bodies = state.facts.bodies if state.facts else ()
        options = [Option(ALL, _t("All"))]
        options += [Option(body.id, body.label, body_mark(body)) for body in bodies if not body.is_outside]
        body = self.bar.picker("body")
        body.set_options(options)
        body.set_value(state.filters.body)
        self.bar.picker("presence").set_value(state.filters.presence)
        if self.bar.text() != state.filters.text and not self.bar.field.hasFocus():
            self.bar.field.setText(state.filters.text)
        self.views.set_key(state.view)

    def _show_chosen(self, state: StaffState) -> None:
        table = self.loads if state.view == "load" else self.table
        if state.chosen and table.current_id() != state.chosen:
            table.select_row(state.chosen)
        facts = state.facts
        terms = facts.terms_of(state.chosen) if facts is not None and state.chosen else ()
        self.terms.select(seat_key(terms[-1]) if terms else "")
        shown = len(state.rows)
        place = (
            self.table.shown_ids().index(state.chosen) + 1 if state.chosen in self.table.shown_ids() else 0
        )
        self.selection_told.emit(_t("{i} of {n}", i=place, n=shown) if place else _t("{n} people", n=shown))


def _presences() -> list[Option]:
    return [
        Option(Presence.PRESENT, _t("In office")),
        Option(Presence.COMING, _t("Coming")),
        Option(Presence.PAST, _t("Ended")),
        Option(ALL, _t("All")),
    ]


def _context(state: StaffState) -> str:
    if state.facts is None:
        return ""
    return _t("{n} secondees, {m} contacts", n=state.secondees, m=state.contacts)
