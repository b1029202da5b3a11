"""The window round the pages: top bar, navigation, messages, page, status bar. It holds no service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.desk import FollowUp
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.files import resource
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui.actions import Action
from bingo_planner.ui.ime import watch_input
from bingo_planner.ui.messagebar import MessagePlace
from bingo_planner.ui.navigation import Navigation
from bingo_planner.ui.page import Page
from bingo_planner.ui.pagestack import PageStack
from bingo_planner.ui.regions import next_region
from bingo_planner.ui.shellactions import escape, run_hit, shell_actions
from bingo_planner.ui.shellmenus import ShellMenus
from bingo_planner.ui.shellmodel import Hit, ShellCalls, ShellState
from bingo_planner.ui.states import State
from bingo_planner.ui.statusbar import StatusBar
from bingo_planner.ui.theme import theme_signals
from bingo_planner.ui.topbar import TopBar
from bingo_planner.ui.widths import Width, width_class

if TYPE_CHECKING:
    from bingo_planner.ui.palette import Palette

SMALLEST = (480, 320)
PageFactory = Callable[[], Page]


class Shell(QMainWindow):
    """The main window. `render(state)` shows what app knows; wishes go to `ShellCalls`."""

    page_shown = Signal(str)

    def __init__(self, calls: ShellCalls, extra_actions: Callable[[], Sequence[Action]] = tuple) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.calls = calls
        self._extra_actions = extra_actions
        self._state: ShellState | None = None
        self._factories: dict[str, PageFactory] = {}
        self._pages: dict[str, Page] = {}
        self._new: set[str] = set()
        self._stale: set[str] = set()
        self._palette: Palette | None = None
        self._spoken = language()
        self._build()
        self._connect()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            watch_input(app)
        theme_signals().changed.connect(self._look_changed)

    def _build(self) -> None:
        self.setWindowIcon(QIcon(str(resource("icons", "mark.svg"))))
        self.setMinimumSize(*SMALLEST)
        self.top = TopBar(self)
        self.setMenuWidget(self.top)
        self.navigation = Navigation(self)
        self.messages = MessagePlace(self)
        self.stack = PageStack(self)
        self.status = StatusBar(self)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.messages)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addLayout(right, 1)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)
        self.menus = ShellMenus(self, self.top.menus, self.top.folded_menu, self.refresh_actions)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.open_page)
        self.navigation.profile_wanted.connect(self.calls.open_profile)
        self.top.search_wanted.connect(self.open_palette)
        self.top.undo_wanted.connect(self.calls.undo)
        self.top.redo_wanted.connect(self.calls.redo)
        self.top.style_chosen.connect(self.calls.choose_style)
        self.top.year_chosen.connect(self.calls.choose_year)
        self.status.lamp_wanted.connect(self.calls.open_lamp)
        self.status.scale_chosen.connect(self.calls.choose_scale)
        self.status.stop_wanted.connect(self.calls.stop_job)

    # --- pages ---------------------------------------------------------------------------------
    def add_page(self, page_id: str, factory: PageFactory) -> None:
        """Announce a page; it is built when first opened."""
        self._factories[page_id] = factory

    def page(self, page_id: str) -> Page:
        """The page, built now if it was not yet."""
        if page_id not in self._pages:
            made = self._factories[page_id]()
            self._pages[page_id] = made
            self._new.add(page_id)
            made.selection_told.connect(self.status.show_selection)
            made.actions_changed.connect(self.refresh_actions)
            made.head.renewed.connect(self.menus.renew)
            self.stack.add(made)
        return self._pages[page_id]

    def current_page(self) -> Page | None:
        """The page shown."""
        return self.stack.current()

    def open_page(self, page_id: str) -> None:
        """Show a page; it reads what it needs itself, unless what it shows still holds."""
        if page_id not in self._factories:
            return
        page, before = self.page(page_id), self.current_page()
        inside = before is not None and before.isAncestorOf(self.focusWidget() or self)
        self.stack.show_page(page)
        self.navigation.show_page(page_id)
        self.status.show_selection("")
        self._let_read(page_id, page)
        self.refresh_actions()
        if inside and page is not before:
            page.take_focus()
        self.page_shown.emit(page_id)
        self.calls.page_opened(page_id)

    def _let_read(self, page_id: str, page: Page) -> None:
        """A page reads when it is new, when something it watches has changed, or when it could not read."""
        if page_id in self._new:
            page.opened()
        elif page_id in self._stale or page.state_widget.state() is State.PROBLEM:
            page.refresh(None)
        self._new.discard(page_id)
        self._stale.discard(page_id)

    def open_record(self, page_id: str, kind: str, record_id: str) -> None:
        """Show a record on its page."""
        self.open_page(page_id)
        page = self.page(page_id)
        page.open_record(kind, record_id)
        page.take_focus()

    def changed(self, changes: Changes) -> None:
        """Tell the page shown at once, the others when they are opened again."""
        for page_id, page in self._pages.items():
            if not changes.touches(*page.watches):
                continue
            if page is self.current_page():
                page.refresh(changes)
            else:
                self._stale.add(page_id)

    def reload(self) -> None:
        """Another year, language or writing style: every page reads again."""
        now = self.current_page()
        self._stale |= {page_id for page_id, page in self._pages.items() if page is not now}
        if now is not None:
            now.refresh(None)

    def drop_pages(self) -> None:
        """Forget every page built so far (another language, another file); they are built anew when opened."""
        pages, self._pages = self._pages, {}
        self._new.clear()
        self._stale.clear()
        for page in pages.values():
            self.stack.remove(page)

    # --- what app tells ------------------------------------------------------------------------
    def render_state(self, state: ShellState) -> None:
        """Show a whole new state."""
        before, self._state = self._state, state
        self._speak()
        year = format_fiscal_year(state.year, state.style)
        self.setWindowTitle(
            translate("ui", "{year} {region} ― Bingo Planner", year=year, region=state.region)
        )
        self.top.render_state(state)
        if before is None or before.navigation != state.navigation:
            self.navigation.show_items(state.navigation)
            now = self.current_page()
            if now is not None:
                self.navigation.show_page(now.page_id)
        self.navigation.person.show_person(state.person)
        self.status.show_saved(state.saved)
        self.status.show_lamp(state.lamp)
        self._show_lock(state, before)
        self.refresh_actions()

    def _speak(self) -> None:
        """After a change of language the frame's own words follow."""
        if language() == self._spoken:
            return
        self._spoken = language()
        for part in (self.top, self.navigation, self.status, self.messages):
            part.speak()
        if self._palette is not None:
            self._palette.speak()

    def _show_lock(self, state: ShellState, before: ShellState | None) -> None:
        if not state.locked:
            self.messages.stand_down()
            return
        bar = self.messages.standing
        if before is not None and before.locked and before.year == state.year and not bar.isHidden():
            return
        sentence = translate(
            "ui",
            "{year} is confirmed. To change it, unlock it and give a reason.",
            year=format_fiscal_year(state.year, state.style),
        )
        bar.say("lock", sentence, FollowUp(translate("ui", "Unlock"), self.calls.unlock_year))

    def state(self) -> ShellState | None:
        """The state shown."""
        return self._state

    def say(self, text: str, follow_up: FollowUp | None = None) -> None:
        """A success; leaves by itself."""
        self.messages.passing.say("ok", text, follow_up)

    def warn(self, text: str, follow_up: FollowUp | None = None) -> None:
        """Something to look at; stays."""
        self.messages.passing.say("warn", text, follow_up)

    def problem(self, error: PlanError) -> None:
        """Refused work, in the user's words."""
        self.messages.passing.say("err", str(describe(error)))

    # --- actions -------------------------------------------------------------------------------
    def all_actions(self) -> list[Action]:
        """The page's, the program's and the shell's own."""
        page = self.current_page()
        own = list(page.actions()) if page is not None else []
        return [*own, *self._extra_actions(), *shell_actions(self)]

    def refresh_actions(self) -> None:
        """Menus, keys and the page head read their records again."""
        self.menus.rebuild(self.all_actions())
        page = self.current_page()
        if page is not None:
            page.head.renew()

    @property
    def palette_box(self) -> Palette:
        """The palette, built when it is first wanted."""
        if self._palette is None:
            from bingo_planner.ui.palette import Palette

            self._palette = Palette(self, self.all_actions, self.calls.search)
            self._palette.ran.connect(self._hit_chosen)
        return self._palette

    def open_palette(self) -> None:
        """Ctrl+K."""
        self.palette_box.enter()

    def _hit_chosen(self, hit: Hit) -> None:
        if not run_hit(self.all_actions(), hit):
            self.calls.open_hit(hit)

    def next_region(self, back: bool = False) -> None:
        """F6: on to the next region of the window."""
        next_region(self, back)

    # --- arrangement ---------------------------------------------------------------------------
    def width_class(self) -> Width:
        """How much room there is."""
        return width_class(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        """The arrows work at once: the list of pages has the focus."""
        super().showEvent(event)
        if self.focusWidget() is None or self.top.isAncestorOf(self.focusWidget() or self):
            self.navigation.focus_pages()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange by width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width_class()
        self.top.arrange(width)
        self.status.arrange(width)
        self.navigation.set_rail(width < Width.WIDE)

    def _look_changed(self) -> None:
        self._arrange()
        self.refresh_actions()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody inside wanted."""
        if event.key() == Qt.Key.Key_Escape:
            escape(self)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """App may finish what is under way, or keep the window open."""
        if self.calls.closing():
            event.accept()
        else:
            event.ignore()
