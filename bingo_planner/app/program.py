"""The running program: one window, one region file, one database thread.

Whatever needs SQLAlchemy is imported inside the jobs: the window stands before the database is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from bingo_planner.app.ahead import Ahead
from bingo_planner.app.desk import WindowDesk
from bingo_planner.app.finding import search_records
from bingo_planner.app.frame import frame
from bingo_planner.app.look import take_look
from bingo_planner.app.opening import FirstPage, open_file
from bingo_planner.app.pages import PAGES, page_of
from bingo_planner.cli.home import keep_profile, user_profile
from bingo_planner.features.surroundings import Surroundings, known_before
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.clock import SystemClock
from bingo_planner.kernel.dates import DateStyle, FiscalYear
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.profile import Profile
from bingo_planner.kernel.settings import Settings
from bingo_planner.ui.actions import Action
from bingo_planner.ui.faults import catch_faults
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.shell import Shell
from bingo_planner.ui.shellmodel import Hit, ShellCalls
from bingo_planner.ui.theme import complete

if TYPE_CHECKING:
    from bingo_planner.app.meeting import Meetings
    from bingo_planner.store.home import Home
    from bingo_planner.store.store import Store

STYLES = {
    "era": DateStyle.ERA,
    "western": DateStyle.WESTERN,
    "both": DateStyle.BOTH,
    "western_first": DateStyle.WESTERN_FIRST,
}

WINDOW_FIRST_MS = 30
"""For the first painting of the window, before other work begins."""


class Program(QObject):
    """Wires shell, jobs, store and pages. `begin` shows the window and opens the file in a job."""

    def __init__(self, app: QApplication, home: Home, settings: Settings, region: Path | None) -> None:
        super().__init__(app)
        self.app, self.home, self.settings = app, home, settings
        self.region = region
        self.store: Store | None = None
        self.facts: Surroundings | None = None
        self.meetings: Meetings | None = None
        self.profile = user_profile(settings) or Profile("", "", "", "")
        self.ready: list[Callable[[], None]] = []
        self.jobs = Jobs(self)
        self.runner = self.jobs.for_owner(self)
        self.shell = Shell(self._calls(), self._actions)
        clock = SystemClock()
        self.desk = WindowDesk(
            self.shell,
            clock,
            self.profile,
            FiscalYear.of(clock.today()),
            STYLES[settings.text("language.years")],
        )
        self.desk.history_wanted = self.show_history
        self.desk.preview_wanted = self.show_paper
        self.desk.folder = settings.text("keep.folder")
        self.jobs.changed.connect(self._changed)
        self.jobs.refused.connect(self.shell.problem)
        self.jobs.crashed.connect(self._crashed)
        self.jobs.spinner.connect(self.shell.status.show_busy)
        self.jobs.progress.connect(self.shell.status.show_jobs)
        catch_faults(self._crashed)

    # --- opening -------------------------------------------------------------------------------
    def begin(self) -> None:
        """Show the window at once; the file comes in a job."""
        kept = self.settings.number("window.year")
        if kept:
            self.desk.year = FiscalYear(kept)
        self.facts = known_before(self.settings.text("window.region"))
        self.show_frame()
        self.shell.add_page("first", partial(FirstPage, self))
        self.shell.open_page("first")
        self.shell.show()
        # The window first: the threads share one interpreter, and SQLAlchemy is much to load.
        QTimer.singleShot(WINDOW_FIRST_MS, self.open)

    def open(self) -> None:
        """Open the region file on the database thread (the sample region when there is none)."""
        complete(self.app)
        self.runner.query(
            "open", partial(open_file, self.region, self.home, self.profile), self._opened, self._refused
        )

    def _opened(self, store: Store) -> None:
        self.store = store
        self.jobs.look = store.look
        self.settings.set("file.last", str(store.path))
        self._meet_from_now(store)
        self.desk.clock = store.clock
        self.desk.year = self._first_year(store)
        for record in PAGES:
            self.shell.add_page(record.page_id, partial(record.make, store, self.jobs, self.desk))
        self.read_frame(self._show_first)

    def _meet_from_now(self, store: Store) -> None:
        from bingo_planner.app.meeting import Meetings

        if self.meetings is not None:
            self.meetings.end()
        self.desk.meetings = self.meetings = Meetings(self, store)

    def open_other(self, path: Path) -> None:
        """Close this file and open another one in the same window."""
        store, self.store, self.jobs.look = self.store, None, None
        self.region = path
        if store is None:
            self.open()
            return
        self.runner.query("close", partial(_close, store, self.home), lambda _none: self.reopen())

    def reopen(self) -> None:
        """Build the pages anew on the file that now stands there."""
        if self.store is not None:
            self.region = self.store.path
            self.store = None
        self.jobs.look = None
        self.shell.open_page("first")
        self.shell.drop_pages()
        self.open()

    def _first_year(self, store: Store) -> FiscalYear:
        kept = self.settings.number("window.year")
        return FiscalYear(kept) if kept else FiscalYear.of(store.clock.today())

    def _show_first(self) -> None:
        self.shell.open_page(PAGES[0].page_id)
        Ahead(self.jobs).begin()
        for told in self.ready:
            told()
        if not self.profile.name:
            self.ask_profile()

    def _refused(self, error: PlanError) -> None:
        page = self.shell.page("first")
        if isinstance(page, FirstPage):
            page.show_refusal(error)

    # --- the frame -----------------------------------------------------------------------------
    def read_frame(self, then: Callable[[], None] | None = None) -> None:
        """Read what stands round the pages and show it."""
        store = self.store
        if store is None:
            return

        def read() -> Surroundings:
            from bingo_planner.features.around import read_surroundings

            return read_surroundings(store)

        def done(facts: Surroundings) -> None:
            self.facts = facts
            self.settings.update({"window.region": facts.region})
            self.show_frame()
            if then is not None:
                then()

        self.runner.query("frame", read, done)

    def show_frame(self) -> None:
        """The frame for the facts read last."""
        if self.facts is None:
            return
        self.desk.read_only = int(self.desk.year) in self.facts.locked
        self.desk.profile = self.profile
        this_year = FiscalYear.of(self.desk.clock.today())
        self.shell.render_state(
            frame(
                self.facts,
                self.desk.year,
                self.desk.style,
                self.profile,
                this_year,
                {"copies": self.facts.waiting},
                syncing=self.meetings is not None and self.meetings.is_busy,
            )
        )

    def _changed(self, changes: Changes) -> None:
        locks = changes.touches("year_lock")
        self.read_frame(self.shell.reload if locks else None)
        self.shell.changed(changes)

    def _calls(self) -> ShellCalls:
        return ShellCalls(
            choose_year=self.choose_year,
            choose_style=self.choose_style,
            choose_scale=self.choose_scale,
            undo=self.undo,
            redo=self.redo,
            unlock_year=self.unlock_year,
            search=self._search,
            open_hit=self._open_hit,
            open_profile=self.ask_profile,
            open_lamp=lambda: self.shell.open_page("copies"),
            open_help=self.open_help,
            stop_job=self._stop,
            closing=self._closing,
        )

    def choose_year(self, year: FiscalYear) -> None:
        """Another fiscal year: the frame and every page read again."""
        self.desk.year = year
        self.settings.set("window.year", int(year))
        self.show_frame()
        self.shell.reload()

    def choose_style(self, style: DateStyle) -> None:
        """Era or Western years everywhere."""
        self.desk.style = style
        self.settings.set("language.years", next(key for key, value in STYLES.items() if value is style))
        self.show_frame()
        self.shell.reload()

    def choose_scale(self, scale: float) -> None:
        """Text size."""
        self.settings.set("look.scale", round(scale * 100))
        take_look(self.app, self.settings)

    def unlock_year(self) -> None:
        """Ask why a settled year is opened again; the reason stays in the history."""
        from bingo_planner.ui.dialogs import ask_reason

        store, year = self.store, self.desk.year
        if store is None:
            return

        def given(reason: str) -> None:
            from bingo_planner.features.region.service import do_lock_year

            self.runner.change(lambda: do_lock_year(store, int(year), False, reason))

        ask_reason(
            self.shell,
            translate("app", "Unlock this year?"),
            translate("app", "The reason stays in the history. Write why the figures are changed."),
            translate("app", "Unlock"),
            given,
        )

    def take_style(self) -> None:
        """The writing style of the settings."""
        self.desk.style = STYLES[self.settings.text("language.years")]
        self.show_frame()
        self.shell.reload()

    def speak_anew(self) -> None:
        """Another language: pages are built again in it."""
        shown = self.shell.current_page()
        self.shell.drop_pages()
        self.show_frame()
        if shown is not None:
            self.shell.open_page(shown.page_id)

    # --- undo ----------------------------------------------------------------------------------
    def undo(self) -> None:
        """Take back the newest change."""
        self._step("Undone: {label}", lambda store: store.undo())

    def redo(self) -> None:
        """Do it again."""
        self._step("Done again: {label}", lambda store: store.redo())

    def _step(self, words: str, step: Callable[[Store], Changes]) -> None:
        store = self.store
        if store is not None:
            self.runner.change(
                lambda: step(store),
                lambda changes: self.shell.say(translate("app", words, label=changes.label)),
            )

    # --- finding -------------------------------------------------------------------------------
    def _search(self, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        if self.store is not None:
            search_records(self.store, self.runner, text, found)

    def _open_hit(self, hit: Hit) -> None:
        if hit.group == "help":
            self.open_help(hit.id)
        elif page_of(hit.kind) is not None:
            self.desk.go(hit.kind, hit.id)

    # --- windows beside --------------------------------------------------------------------------
    def show_history(self, kind: str, record_id: str) -> None:
        """The history of a record."""
        from bingo_planner.app.beside import show_history

        show_history(self, kind, record_id)

    def show_paper(self, title: str, pdf: Path) -> None:
        """A finished paper with its pages."""
        from bingo_planner.app.paper import show_paper

        show_paper(self, title, pdf)

    def ask_profile(self) -> None:
        """Who sits here."""
        from bingo_planner.app.beside import ask_profile

        ask_profile(self)

    def take_profile(self, profile: Profile) -> None:
        """Sign changes with this name from now on."""
        self.profile = profile
        keep_profile(self.settings, profile)
        if self.store is not None:
            self.store.sign(profile)
        self.show_frame()

    def open_help(self, topic: str) -> None:
        """Offline help at a topic."""
        from bingo_planner.app.beside import open_help

        open_help(self, topic)

    def _actions(self) -> Sequence[Action]:
        from bingo_planner.app.actions import program_actions

        return program_actions(self)

    # --- the end -------------------------------------------------------------------------------
    def _stop(self, number: int) -> None:
        self.jobs.cancel(number)

    def _closing(self) -> bool:
        self.end()
        return True

    def end(self) -> None:
        """Finish what was begun, back up, close the file, end the threads."""
        store, self.store, self.jobs.look = self.store, None, None
        if self.meetings is not None:
            self.meetings.end()
        self.jobs.close(partial(_close, store, self.home) if store is not None else None)

    def _crashed(self, report: str) -> None:
        if not shiboken6.isValid(self.shell):
            sys.stderr.write(report)
            return
        from bingo_planner.ui.crash import CrashDialog

        if self.store is None:
            # It may have been the opening that broke: the first page must not wait for ever.
            self._refused(PlanError("file.cannot_open", path=str(self.region or "")))
        CrashDialog.show_over(self.shell, report)


def _close(store: Store, home: Home) -> None:
    """Back up and close, on the database thread."""
    from bingo_planner.store.region_file import close_region

    close_region(store, home)
