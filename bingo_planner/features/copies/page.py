"""The page of sync and the inbox: decisions, what came and went, devices, history, meeting place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtWidgets import QWidget

from bingo_planner.features.copies.changes_view import ChangesView, HistoryView
from bingo_planner.features.copies.devices_view import CodeDialog, DevicesView, InviteDialog, JoinDialog
from bingo_planner.features.copies.inbox_view import InboxView
from bingo_planner.features.copies.model import ChangeLine, House, Wanted
from bingo_planner.features.copies.place_view import PlaceView
from bingo_planner.features.copies.presenter import CopiesPresenter
from bingo_planner.features.copies.state import CopiesState, Tab
from bingo_planner.features.copies.words import meeting_words
from bingo_planner.features.region.tabs_view import TabRow, WordTabs
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.buttons import button
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.page import Page
from bingo_planner.ui.states import StateWidget

OWN_KINDS = frozenset({"sync_meeting"})


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


def _words(tab: Tab) -> str:
    return {
        Tab.INBOX: _t("Waiting for a decision"),
        Tab.ARRIVED: _t("Changes that came"),
        Tab.UNSENT: _t("Changes to send"),
        Tab.DEVICES: _t("Devices and rights"),
        Tab.HISTORY: _t("History"),
    }[tab]


class CopiesPage(Page):
    """Five parts in one page; the presenter decides, this shows."""

    page_id = "copies"
    help_topic = "sync"
    watches = OWN_KINDS

    def __init__(
        self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk, house: House
    ) -> None:
        super().__init__()
        self._desk = desk
        # Whatever changes here is not sent yet, and whatever comes may be about any kind.
        self.watches = OWN_KINDS | house.kinds().keys()  # type: ignore[misc]  # known only with the rooms
        self.presenter = CopiesPresenter(store, jobs_of(self), desk, house, self.render_state)
        self.tabs = WordTabs([(tab.value, _words(tab)) for tab in Tab], _t("Parts of the page"), self)
        self.tabs.tab_chosen.connect(lambda key: self.presenter.chose_tab(Tab(key)))
        self.add_bar(TabRow(self.tabs, self))
        self.sync = button(
            _t("Sync now"), self.presenter.asked_to_meet, icon="refresh-cw", kind="primary",
            tip=f"{_t('Sync now')}  F9", parent=self,
        )  # fmt: skip
        self.sync.setObjectName("copies_sync")
        self.stack = PartStack(self.state_widget)
        self.set_content(self.stack)
        self.empty = StateWidget(QWidget(self.stack), self.stack)
        self.stack.take(self.empty)
        self.show_actions()
        self.head.add_last(self.sync)

    # -- parts -----------------------------------------------------------------------------------
    @cached_property
    def inbox(self) -> InboxView:
        """Decisions."""
        return self.stack.take(InboxView(self.presenter, self.stack))

    @cached_property
    def arrived(self) -> ChangesView:
        """What came."""
        return self._changes(ChangesView(_words(Tab.ARRIVED), self.stack), lambda state: state.arrived)

    @cached_property
    def unsent(self) -> ChangesView:
        """What is not sent."""
        return self._changes(ChangesView(_words(Tab.UNSENT), self.stack), lambda state: state.unsent)

    @cached_property
    def history(self) -> HistoryView:
        """Everything."""
        made = HistoryView(self.stack)
        self._changes(made, lambda state: state.history)
        made.narrowed.connect(self.presenter.narrowed)
        made.export_asked.connect(self.presenter.asked_to_export)
        return made

    @cached_property
    def devices(self) -> DevicesView:
        """Copies."""
        made = self.stack.take(DevicesView(self.stack))
        made.selected.connect(lambda _id: self.head.renew())
        return made

    @cached_property
    def place(self) -> PlaceView:
        """Meeting place."""
        made = self.stack.take(PlaceView(self._desk, self.stack))
        made.placed.connect(self.presenter.placed)
        made.kept.connect(self.presenter.kept_place)
        made.left.connect(self.presenter.left_set_up)
        return made

    def _changes(
        self, made: ChangesView, rows: Callable[[CopiesState], tuple[ChangeLine, ...]]
    ) -> ChangesView:
        def go(line_id: str) -> None:
            line = next((one for one in rows(self.presenter.state) if one.id == line_id), None)
            if line is not None:
                self.presenter.went_to(line.kind, line.record_id)

        self.stack.take(made)
        made.activated.connect(go)
        return made

    # -- what the shell asks ---------------------------------------------------------------------
    def title(self) -> str:
        """同期・確認箱."""
        return _t("Sync and inbox")

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again."""
        self.presenter.opened()

    def focus_content(self) -> None:
        """Work goes on in the part shown."""
        shown = self.stack.currentWidget()
        if isinstance(shown, InboxView):
            shown.focus_work()
        elif isinstance(shown, (ChangesView, DevicesView)):
            shown.table.setFocus()
        elif isinstance(shown, PlaceView):
            shown.kinds.setFocus()
        else:
            self.tabs.setFocus()

    def focus_filter(self) -> None:
        """Ctrl+F: the filter of a list."""
        shown = self.stack.currentWidget()
        if isinstance(shown, ChangesView):
            shown.bar.focus_filter()

    def cancelled(self) -> bool:
        """Esc leaves the meeting place, then clears a filter."""
        shown = self.stack.currentWidget()
        if self.presenter.left_set_up():
            return True
        if isinstance(shown, ChangesView) and shown.bar.text():
            shown.bar.clear()
            return True
        return False

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """What can be done here; the sync itself is an action of the program (F9)."""
        does = self.presenter
        seldom = _t("seldom used; reached by the page's head")
        place = Action("copies.place", _t("Meeting place…"), does.set_up, "Ctrl+M", "map-pin")
        if does.state.tab is Tab.DEVICES and not does.state.setting_up:
            return (
                Action("copies.revoke", _t("Shut out…"), self._revoke, icon="log-out", danger=True,
                       enabled=self._may_revoke, reason_without_shortcut=seldom),
                Action("copies.join", _t("Join with an invitation…"), self._join, icon="link-2",
                       reason_without_shortcut=seldom),
                Action("copies.invite", _t("Invite a copy…"), self._invite, "Ctrl+N", "user-plus",
                       enabled=lambda: does.state.keeps_list),
            )  # fmt: skip
        return (
            Action("copies.packet_out", _t("Write a packet…"), does.asked_to_write_packet, "Ctrl+Shift+E",
                   "upload", reading=_t("packet stick out")),
            Action("copies.packet_in", _t("Take in a packet…"), does.asked_to_take_packet, "Ctrl+Shift+I",
                   "download", reading=_t("packet stick in")),
            place,
        )  # fmt: skip

    # -- devices ---------------------------------------------------------------------------------
    def _chosen_device(self) -> str:
        found = self.devices.table.selected_ids()
        return found[0] if found else ""

    def _may_revoke(self) -> bool:
        state, chosen = self.presenter.state, self._chosen_device()
        line = next((one for one in state.copies if one.id == chosen), None)
        return state.keeps_list and state.has_list and line is not None and not (line.is_own or line.is_out)

    def _revoke(self) -> None:
        self.presenter.asked_to_revoke(self._chosen_device())

    def _invite(self) -> None:
        bodies = [(body.code, body.name) for body in self.presenter.state.bodies if not body.is_outside]
        dialog = InviteDialog(self, bodies)
        dialog.given.connect(
            lambda body, name, office, keeper: self.presenter.asked_to_invite(
                body, name, office, keeper, lambda file, code: CodeDialog(self, file, code).present()
            )
        )
        dialog.present()

    def _join(self) -> None:
        dialog = JoinDialog(self, self._desk)
        dialog.given.connect(self.presenter.asked_to_join)
        dialog.present()

    # -- the state -------------------------------------------------------------------------------
    def render_state(self, state: CopiesState) -> None:
        """Show a whole state."""
        self.head.set_title(self.title(), state.context)
        self._count_tabs(state)
        self.sync.setEnabled(not state.busy)
        self.sync.setText(_t("Syncing…") if state.busy else _t("Sync now"))
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif state.loading:
            self.state_widget.show_loading()
        else:
            self.state_widget.show_content()
            self._show(state)
        self.show_actions()

    def _count_tabs(self, state: CopiesState) -> None:
        standing = state.standing
        counts = {
            Tab.INBOX: len(state.open_lines),
            Tab.ARRIVED: next((one.fields for one in state.meetings if one.fields), 0),
            Tab.UNSENT: standing.unsent if standing is not None and standing.place.meets else 0,
        }
        for at, tab in enumerate(Tab):
            count = counts.get(tab, 0)
            self.tabs.setTabText(at, f"{_words(tab)} {count:,}" if count else _words(tab))
        self.tabs.set_key(state.tab.value)

    def _show(self, state: CopiesState) -> None:
        today = self._desk.clock.today()
        self.selection_told.emit("")
        if state.setting_up:
            self.stack.show_part(self.place)
            self.place.render_state(state)
        elif state.tab is Tab.INBOX:
            self._show_inbox(state)
        elif state.tab is Tab.ARRIVED:
            brought = next((one for one in state.meetings if one.fields), None)
            words = meeting_words(brought, today) if brought else ""
            self._show_changes(
                self.arrived, state, state.arrived, words, _t("Nothing has come from others yet")
            )
        elif state.tab is Tab.UNSENT:
            self._show_changes(self.unsent, state, state.unsent, "", _t("Everything is sent"))
        elif state.tab is Tab.DEVICES:
            self.stack.show_part(self.devices)
            self.devices.render_state(state)
        elif not state.history and state.wanted == Wanted():
            self._show_empty(_t("Nothing has been entered yet"), state, "history", starts=False)
        else:
            self.stack.show_part(self.history)
            self.history.render_state(state)

    def _show_changes(
        self, view: ChangesView, state: CopiesState, rows: Sequence[ChangeLine], words: str, empty: str
    ) -> None:
        if not rows:
            self._show_empty(empty, state, "check-check")
            return
        self.stack.show_part(view)
        view.show_changes(state, rows, words)

    def _show_inbox(self, state: CopiesState) -> None:
        if not state.lines:
            self._show_empty(_t("Nothing waits for a decision"), state, "inbox")
            return
        self.stack.show_part(self.inbox)
        self.inbox.render_state(state, self._desk.clock.today())
        keys = _t("1–9 choose, Enter decides") if state.open_lines else ""
        self.selection_told.emit(keys)

    def _show_empty(self, words: str, state: CopiesState, icon: str, *, starts: bool = True) -> None:
        self.stack.show_part(self.empty)
        meets = not starts or (state.standing is not None and state.standing.place.meets)
        start = None if meets else ("map-pin", _t("Choose the meeting place"), self.presenter.set_up)
        more = "" if meets else _t("Changes of other offices come here once the copies meet somewhere.")
        self.empty.show_empty(words, start, icon, more)
