"""One cost item: tabs over sheet, alternatives, base figures, payment and versions, with the form beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.costshare.bases_view import BasesTab
from bingo_planner.features.costshare.payment_view import PaymentTab, VersionsTab
from bingo_planner.features.costshare.presenter import SharesPresenter
from bingo_planner.features.costshare.rule_view import RulePanel
from bingo_planner.features.costshare.sheet_view import SheetTab
from bingo_planner.features.costshare.state import SharesState, Tab
from bingo_planner.features.costshare.tries_view import TriesTab, TryForm
from bingo_planner.features.region.tabs_view import TabRow, WordTabs
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.widths import Width, width_class

SIDE_FH = 22.0
"""A little narrower than other forms: the sheet needs the width."""
_TABS = (
    (Tab.SHEET, "Sheet"),
    (Tab.TRIES, "What if"),
    (Tab.BASES, "Base figures"),
    (Tab.PAYMENT, "Payment"),
    (Tab.VERSIONS, "Versions"),
)


def _t(text: str) -> str:
    return translate("costshare", text)


class ItemView(QWidget):
    """Shows the chosen item; tells the presenter what the user does."""

    def __init__(self, does: SharesPresenter, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._does = does
        self.tabs = WordTabs([(key.value, _t(words)) for key, words in _TABS], _t("Parts of the page"), self)
        self._context = context
        self.stack, self.sides = PartStack(), PartStack()
        self.beside = Beside(self.stack, self.sides, self, side_fh=SIDE_FH)
        self._wanted: dict[Tab, bool] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TabRow(self.tabs, self))
        column.addWidget(self.beside, 1)
        self.tabs.tab_chosen.connect(lambda key: does.chose_tab(Tab(key)))

    # -- building ----------------------------------------------------------------------------------
    @cached_property
    def sheet(self) -> SheetTab:
        """The sheet of the share."""
        made = self.stack.take(SheetTab(self.stack))
        made.chosen.connect(self._does.chose_body)
        made.activated.connect(self._enter_form)
        return made

    @cached_property
    def tries(self) -> TriesTab:
        """Alternatives side by side."""
        made, does = self.stack.take(TriesTab(self.stack)), self._does
        made.adopt_asked.connect(does.asked_to_adopt)
        made.drop_asked.connect(does.asked_to_drop_try)
        made.picked.connect(does.chose_try)
        return made

    @cached_property
    def bases(self) -> BasesTab:
        """Base figures."""
        made, does = self.stack.take(BasesTab(self.stack)), self._does
        made.taken.connect(does.asked_to_take)
        made.typed.connect(does.figures_typed)
        made.add_asked.connect(does.asked_to_add_base)
        return made

    @cached_property
    def payment(self) -> PaymentTab:
        """Instalments and settling."""
        return self.stack.take(PaymentTab(self.stack))

    @cached_property
    def versions(self) -> VersionsTab:
        """Confirmed versions."""
        made = self.stack.take(VersionsTab(self._context, self.stack))
        made.reason_typed.connect(self._does.reason_typed)
        return made

    @cached_property
    def rule(self) -> RulePanel:
        """The rule beside the sheet."""
        made, does = self.sides.take(RulePanel(self._context, self.sides)), self._does
        made.committed.connect(does.edited)
        made.refused.connect(does.refused)
        made.history_asked.connect(does.asked_for_history)
        made.closed.connect(self.close_side)
        return made

    @cached_property
    def wish(self) -> TryForm:
        """An alternative beside the others."""
        made, does = self.sides.take(TryForm(self._context, self.sides)), self._does
        made.wished.connect(does.wished)
        made.try_asked.connect(does.asked_to_try)
        made.closed.connect(self.close_side)
        return made

    def _view(self, tab: Tab) -> SheetTab | TriesTab | BasesTab | PaymentTab | VersionsTab:
        views: dict[Tab, Callable[[], SheetTab | TriesTab | BasesTab | PaymentTab | VersionsTab]] = {
            Tab.SHEET: lambda: self.sheet,
            Tab.TRIES: lambda: self.tries,
            Tab.BASES: lambda: self.bases,
            Tab.PAYMENT: lambda: self.payment,
            Tab.VERSIONS: lambda: self.versions,
        }
        return views[tab]()

    # -- showing -----------------------------------------------------------------------------------
    def render_state(self, state: SharesState) -> None:
        """Show the tab in front and the form that belongs to it."""
        self.tabs.set_key(state.tab.value)
        view = self._view(state.tab)
        # In sight first: a field can only take the cursor where it is seen.
        self.stack.show_part(view)
        view.render_state(state)
        self._show_side(state)

    def _show_side(self, state: SharesState) -> None:
        if state.focus:
            self._wanted[state.tab] = True
        # Where the form would lie over the table it waits until it is asked for.
        by_itself = width_class(self.window().width()) == Width.WIDE
        if state.tab not in (Tab.SHEET, Tab.TRIES) or not self._wanted.get(state.tab, by_itself):
            self.beside.close_side()
            return
        side: RulePanel | TryForm = self.rule if state.tab is Tab.SHEET else self.wish
        self.sides.show_part(side)
        self.beside.open_side()
        side.render_state(state)

    def _enter_form(self, _body_id: str) -> None:
        self._wanted[Tab.SHEET] = True
        self.render_state(self._does.state)
        if self.rule.form is not None:
            self.rule.form.form.focus_field("cost_body.part")

    def open_form(self) -> None:
        """Open the form of the tab in front and put the cursor into it."""
        self._wanted[self._does.state.tab] = True
        self.render_state(self._does.state)
        form = self.rule.form if self._does.state.tab is Tab.SHEET else self.wish
        if self.beside.is_open() and form is not None:
            form.form.focus_field()

    def close_side(self) -> bool:
        """Close the form; False when none is open."""
        if not self.beside.is_open():
            return False
        self._wanted[self._does.state.tab] = False
        self.beside.close_side()
        return True

    def side(self) -> QWidget | None:
        """The open form."""
        return self.beside.panel if self.beside.is_open() else None

    def focus_work(self) -> None:
        """The cursor where work goes on."""
        state = self._does.state
        if state.tab is Tab.SHEET:
            self.sheet.table.setFocus()
        elif state.tab is Tab.TRIES:
            self.tries.table.setFocus()
        elif state.tab is Tab.BASES:
            self.bases.grid.setFocus()
        else:
            (self.payment if state.tab is Tab.PAYMENT else self.versions).table.setFocus()
