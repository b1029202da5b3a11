"""The page of placements across borders: cases, what ends with the year, and counts beside the reported figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.usage.placement_columns_view import (
    case_table,
    count_columns,
    count_table,
    group_of,
)
from bingo_planner.features.usage.placement_model import State, Step
from bingo_planner.features.usage.placement_presenter import KINDS, PlacementPresenter
from bingo_planner.features.usage.placement_side_view import CaseForm
from bingo_planner.features.usage.placement_state import ALL, OPEN, CountRow, PlacementState
from bingo_planner.features.usage.placement_steps import state_word, step_word
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
from bingo_planner.ui.lazy import Lazy, PartStack
from bingo_planner.ui.page import Page
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.table import RowTable


def _t(text: str, **facts: object) -> str:
    return translate("placement", text, **facts)


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return PlacementPage(store, jobs.for_owner, desk)


class PlacementPage(Page):
    """Shows what the presenter says and tells it what the user does; decides nothing."""

    page_id: ClassVar[str] = "placements"
    watches: ClassVar[frozenset[str]] = KINDS | {
        "municipality",
        "usage_service",
        "usage_facility",
        "usage_category",
        "usage_value",
        "usage_month",
    }
    help_topic: ClassVar[str] = "placements"

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: PlacementState | None = None
        self._count_year: int | None = None
        self.presenter = PlacementPresenter(store, jobs_of(self), desk, self.render_state)
        self._context = FormContext(style=desk.style, fiscal_year=int(desk.year), today=desk.clock.today)
        self._build()
        self._connect()
        self.head.set_actions(self._in_head())

    # -- building -------------------------------------------------------------------------------------
    def _build(self) -> None:
        self.bar = FilterBar(_t("Number, place, reason"), self)
        self.bar.add_picker("state", _t("State"), _states())
        self.bar.add_picker("home", _t("Home body"), [Option(ALL, _t("All"))])
        self.bar.add_picker("host", _t("Host body"), [Option(ALL, _t("All"))])
        self.views = Segmented(
            (
                Segment("list", _t("Cases"), "list"),
                Segment("ending", _t("Year end"), "calendar-check"),
                Segment("count", _t("By month"), "grid-3x3"),
            ),
            _t("View"),
            self.bar,
        )
        self.bar.add_views(self.views)
        self.bar.add_tool("columns-3", _t("Columns"), self._open_columns)
        self.add_bar(self.bar)
        self.stack, self.place = PartStack(), Lazy(self._make_form)
        self.beside = Beside(self.stack, self.place, self.state_widget)
        self.set_content(self.beside)
        self.table = self.stack.take(case_table(lambda: self._desk.style, self.stack))

    def _connect(self) -> None:
        does = self.presenter
        self.bar.filtered.connect(does.filtered)
        self.bar.picked.connect(does.picked)
        self.bar.left.connect(self.focus_content)
        self.views.chosen.connect(does.viewed)
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(self._entered)
        self.beside.closed.connect(does.left_side)

    @cached_property
    def counts(self) -> RowTable[CountRow]:
        """The counts month by month, built when they are first looked at."""
        return self.stack.take(count_table(self.stack))

    @property
    def form(self) -> CaseForm:
        """The case beside the list, built when the first one is opened."""
        return self.place.part()

    def _make_form(self) -> CaseForm:
        made, does = CaseForm(self._context, self.place), self.presenter
        made.committed.connect(does.edited)
        made.refused.connect(does.refused)
        made.closed.connect(self.beside.close_side)
        made.history_asked.connect(does.asked_for_history)
        made.steps.stepped.connect(self._stepped)
        made.steps.went_back.connect(does.went_back)
        return made

    # -- actions --------------------------------------------------------------------------------------
    def _in_head(self) -> tuple[Action, ...]:
        step = Action(
            "placement.next",
            _t("Next step"),
            self._open_steps,
            "Ctrl+Return",
            "arrow-right",
            self._on_case,
            "edit",
            "placement",
        )
        add = Action(
            "placement.add",
            _t("New application"),
            self.presenter.asked_to_add,
            "Ctrl+N",
            "plus",
            self._writable,
            "edit",
            "placement",
            primary=True,
        )
        return step, add

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """Everything that can be done here."""
        does = self.presenter
        edit = partial(Action, enabled=self._on_case, menu="edit", group="placement")
        return (
            *self._in_head(),
            edit("placement.again", _t("Apply again for the next year"), self._again, "Ctrl+Shift+D", "copy"),
            edit(
                "placement.back", _t("Take the last step back"), does.went_back, "Ctrl+Shift+Return", "undo-2"
            ),
            edit(
                "placement.remove",
                _t("Move this case to the bin"),
                does.asked_to_remove,
                "Ctrl+Delete",
                "trash-2",
            ),
            *self._papers(),
        )

    def _papers(self) -> tuple[Action, ...]:
        does = self.presenter
        paper = partial(Action, menu="file", group="placement")
        return (
            paper(
                "placement.consultation",
                _t("Print the consultation"),
                partial(does.asked_for_paper, is_answer=False),
                "Ctrl+P",
                "printer",
                self._any_case,
            ),
            paper(
                "placement.answer",
                _t("Print the answer"),
                partial(does.asked_for_paper, is_answer=True),
                "Ctrl+Shift+P",
                "printer",
                self._any_case,
            ),
            paper(
                "placement.export", _t("Export placements"), does.asked_to_export, "Ctrl+Shift+E", "download"
            ),
        )

    def _writable(self) -> bool:
        return not self._desk.read_only

    def _any_case(self) -> bool:
        return self._state is not None and bool(self._state.chosen)

    def _on_case(self) -> bool:
        return self._writable() and self._any_case()

    def _again(self) -> None:
        self.presenter.asked_again(self.table.selected_ids())

    # -- what the shell asks --------------------------------------------------------------------------
    def title(self) -> str:
        """広域入所."""
        return _t("Placements")

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again; without changes also year and style may be others."""
        self._context.style, self._context.fiscal_year = self._desk.style, int(self._desk.year)
        self.presenter.opened()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a case."""
        self.presenter.went_to(kind, record_id)

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.bar.focus_filter()

    def focus_content(self) -> None:
        """F6."""
        (self.stack.currentWidget() or self.table).setFocus()

    def side(self) -> QWidget | None:
        """The form while it is open."""
        return self.form if self.beside.is_open() else None

    def cancelled(self) -> bool:
        """Esc closes the form, then takes the filters off."""
        if self.beside.is_open():
            self.beside.close_side()
            return True
        return self.presenter.cleared()

    # -- from the widgets -----------------------------------------------------------------------------
    def _stepped(self, step: str) -> None:
        self.presenter.stepped(Step(step))

    def _open_steps(self) -> None:
        state = self._state
        if state is None or not state.chosen:
            return
        if state.side is None:
            self._entered(state.chosen)
            state = self._state or state
        menu = QMenu(_t("Next step"), self)
        for step in state.side.steps if state.side is not None else ():
            menu.addAction(step_word(step), partial(self.presenter.stepped, step))
        if state.side is not None and state.side.can_go_back:
            menu.addSeparator()
            menu.addAction(_t("Step back"), self.presenter.went_back)
        self._pop(menu, self.head)

    def _open_columns(self) -> None:
        table = self.table if self.stack.currentWidget() is self.table else self.counts
        self._pop(table.column_menu(self), self.bar)

    def _pop(self, menu: QMenu, under: QWidget) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(under.mapToGlobal(QPoint(under.width() - menu.sizeHint().width(), under.height())))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def _selected(self, ids: Sequence[str]) -> None:
        if ids:
            self.presenter.chose(ids[0])

    def _entered(self, case_id: str) -> None:
        self.presenter.entered(case_id)
        if self.beside.is_open():
            self.form.focus_field()

    # -- the state ------------------------------------------------------------------------------------
    def render_state(self, state: PlacementState) -> None:
        """Show a whole state."""
        self._state = state
        self.head.set_title(self.title(), _context(state))
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif state.facts is None:
            self.state_widget.show_loading()
        elif state.is_empty:
            add = ("plus", _t("New application"), self.presenter.asked_to_add)
            self.state_widget.show_empty(
                _t("No placement has been applied for in this year"),
                None if state.read_only else add,
                "inbox",
            )
        else:
            self.state_widget.show_content()
            self._show(state)
        self.head.renew()

    def _show(self, state: PlacementState) -> None:
        self._show_bar(state)
        if state.view == "count":
            if self._count_year != int(state.year):
                self._count_year = int(state.year)
                self.counts.set_columns(count_columns(state.year))
            self.counts.set_rows(state.counts, group=group_of)
            self.stack.show_part(self.counts)
        else:
            self.table.set_rows(state.rows)
            self.stack.show_part(self.table)
        if state.chosen and self.table.current_id() != state.chosen:
            self.table.select_row(state.chosen)
        self._tell(state)
        if state.side is None:
            self.beside.close_side()
        else:
            # Built before its place is shown, so that all of it is there at once.
            self.form.show_state(state)
            self.beside.open_side()

    def _tell(self, state: PlacementState) -> None:
        if state.view == "count":
            words = _t("{n} months differ from the reported figures", n=state.differences)
            self.selection_told.emit(words if state.differences else _t("Agrees with the reported figures"))
        else:
            self.selection_told.emit(_t("{n} of {total} cases", n=len(state.rows), total=state.total))

    def _show_bar(self, state: PlacementState) -> None:
        bodies = state.facts.bodies if state.facts else ()
        options = [Option(ALL, _t("All"))]
        options += [Option(body.id, body.label, body_mark(body)) for body in bodies if not body.is_outside]
        for key in ("home", "host"):
            picker = self.bar.picker(key)
            picker.set_options(options)
            picker.set_value(getattr(state.filters, key))
        self.bar.picker("state").set_value(state.filters.state)
        if self.bar.text() != state.filters.text and not self.bar.field.hasFocus():
            self.bar.field.setText(state.filters.text)
        self.views.set_key(state.view)


def _states() -> list[Option]:
    found = [Option(ALL, _t("All")), Option(OPEN, _t("Before use"))]
    return found + [Option(state.value, state_word(state)) for state in State]


def _context(state: PlacementState) -> str:
    if state.facts is None:
        return ""
    if state.view == "count":
        return _t("Children on the first day of the month; {n} months differ", n=state.differences)
    return _t("{n} in use, {m} before use", n=state.running, m=state.waiting)
