"""The page of cost shares: a year's items, and one item with sheet, alternatives, base figures and versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtWidgets import QApplication, QWidget

from bingo_planner.features.costshare.actions_view import ShareActions
from bingo_planner.features.costshare.item_view import ItemView
from bingo_planner.features.costshare.list_view import ListView
from bingo_planner.features.costshare.presenter import SharesPresenter
from bingo_planner.features.costshare.ruletext import mix_words, stage_words
from bingo_planner.features.costshare.state import SharesState
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.numbers import format_number
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.page import Page

KINDS = frozenset(
    {"cost_item", "cost_part", "cost_deduction", "cost_body", "cost_version", "base_set", "base_figure"}
)


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return SharesPage(store, jobs.for_owner, desk)


class SharesPage(Page):
    """List and item in one page; the presenter decides, this shows."""

    page_id = "costshare"
    help_topic = "costshare"
    watches = KINDS | {"project", "project_member", "municipality", "membership", "population", "year_lock"}

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state: SharesState | None = None
        self._was_open = False
        self._context = FormContext(style=desk.style, fiscal_year=int(desk.year), today=desk.clock.today)
        self.presenter = SharesPresenter(store, jobs_of(self), desk, self.render_state)
        self.commands = ShareActions(self.presenter, self._state_now, self._open_form)
        self.stack = PartStack(self.state_widget)
        self.set_content(self.stack)
        self.list_view = self.stack.take(ListView(self.stack))
        self.list_view.filtered.connect(self.presenter.filtered)
        self.list_view.selected.connect(self.presenter.chose)
        self.list_view.activated.connect(self._enter)
        self.show_actions()

    @cached_property
    def item_view(self) -> ItemView:
        """The parts of an item, built when one is first opened: the list stands without them."""
        return self.stack.take(ItemView(self.presenter, self._context, self.stack))

    def _open_form(self) -> None:
        self.item_view.open_form()

    def _state_now(self) -> SharesState | None:
        return self._state

    # --- what the shell asks ------------------------------------------------------------------
    def title(self) -> str:
        """負担金."""
        return _t("Cost shares")

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again; without changes also year and style may be others."""
        self._context.style, self._context.fiscal_year = self._desk.style, int(self._desk.year)
        if changes is None:
            self.presenter.year_changed()
        else:
            self.presenter.opened()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show an item, or the item of a part, a version, a body's terms."""
        self.presenter.went_to(kind, record_id)

    def focus_filter(self) -> None:
        """Ctrl+F: back to the list, into its filter."""
        self.presenter.left()
        self.list_view.bar.focus_filter()

    def focus_content(self) -> None:
        """F6: the list, or the tabs of the item."""
        if self._state is not None and self._state.is_open:
            self.item_view.tabs.setFocus()
        else:
            self.list_view.table.setFocus()

    def side(self) -> QWidget | None:
        """The form of the item in front."""
        return self.item_view.side() if self._state is not None and self._state.is_open else None

    def cancelled(self) -> bool:
        """Esc closes the form, then goes back to the list, then clears the filter."""
        state = self._state
        if state is not None and state.is_open:
            if not self.item_view.close_side():
                self.presenter.left()
            return True
        if self.list_view.bar.text():
            self.list_view.bar.clear()
            return True
        return False

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """What can be done in the list, or with the item shown."""
        return self.commands.every()

    # --- the state ----------------------------------------------------------------------------
    def _enter(self, item_id: str) -> None:
        self.presenter.entered(item_id)
        self.item_view.focus_work()

    def render_state(self, state: SharesState) -> None:
        """Show a whole state."""
        self._state = state
        if state.problem is not None:
            self.head.set_title(self.title(), "")
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif state.loading:
            self.state_widget.show_loading()
        elif state.is_empty and not state.is_open:
            self.head.set_title(self.title(), format_fiscal_year(state.year, state.style))
            copy = ("copy", _t("Copy last year"), self.presenter.asked_to_copy_last_year)
            self.state_widget.show_empty(
                _t("No cost items in this year yet"),
                None if state.read_only else copy,
                "coins",
                _t("Copy the items of last year, or add the first one."),
            )
        else:
            self.state_widget.show_content()
            self._show(state)
        self.show_actions()

    def _show(self, state: SharesState) -> None:
        line = state.line
        if state.is_open and line is not None:
            words = f"{line.facts.project}　{stage_words(line.facts.item)}　{mix_words(line.facts)}"
            year = format_fiscal_year(line.facts.item.fiscal_year, state.style)
            self.head.set_title(f"{year} {line.facts.item.name}", words)
            self.head.set_back(self.presenter.left)
            # In sight first: a field can only take the cursor where it is seen.
            self.stack.show_part(self.item_view)
            self.item_view.render_state(state)
        else:
            self.head.set_title(self.title(), _context(state))
            self.head.set_back(None)
            inside = self._was_open and self.item_view.isAncestorOf(QApplication.focusWidget() or self)
            self.list_view.render_state(state)
            self.stack.show_part(self.list_view)
            if self._was_open and inside:
                self.list_view.table.setFocus()
        self._was_open = state.is_open
        shown = len(state.lines)
        self.selection_told.emit(_t("{n} items", n=shown))


def _context(state: SharesState) -> str:
    shared = sum(line.shared or 0 for line in state.lines)
    year = format_fiscal_year(state.year, state.style)
    return _t("{year}: {n} items, {sum} yen shared", year=year, n=len(state.lines), sum=format_number(shared))
