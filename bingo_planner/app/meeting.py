"""The one meeting with other copies that can be under way: asked for by a key, or by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bingo_planner.kernel.changes import NOTHING, Changes
from bingo_planner.kernel.desk import FollowUp
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.store.home import Home

if TYPE_CHECKING:
    from bingo_planner.app.program import Program
    from bingo_planner.features.copies.model import Standing
    from bingo_planner.features.copies.service_meeting import Outcome
    from bingo_planner.store.store import Store

SYNC_KIND = "sync_meeting"


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


class Meetings(QObject):
    """Runs meetings in the pool, one at a time; pages hear what came through `Changes` as after any other change."""

    def __init__(self, program: Program, store: Store) -> None:
        super().__init__(program)
        self._program, self._store = program, store
        self._runner = program.jobs.for_owner(self)
        self.home: Home = program.home
        self.is_busy = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._by_clock)
        self.renew()

    def busy(self) -> bool:
        """Whether a meeting is under way."""
        return self.is_busy

    def end(self) -> None:
        """No more meetings: the file is closed."""
        self._timer.stop()
        self.is_busy = True
        self.deleteLater()

    def renew(self) -> None:
        """Read how often to meet."""

        def read() -> Standing:
            from bingo_planner.features.copies.service_standing import read_standing

            return read_standing(self._store)

        self._runner.query("minutes", read, self._set_timer)

    def _set_timer(self, standing: Standing) -> None:
        minutes = standing.place.minutes if standing.place.meets else 0
        if minutes and not self.is_busy:
            self._timer.start(minutes * 60_000)
        elif not minutes:
            self._timer.stop()

    def _by_clock(self) -> None:
        if not self.is_busy:
            self._begin(quiet=True)

    def asked(self) -> None:
        """F9: meet; where there is no place to meet, the page that can say one."""
        facts = self._program.facts
        if facts is not None and not facts.meets:
            self._program.shell.open_page("copies")
            self._program.shell.say(_t("Say first where the copies meet: “Meeting place”."))
            return
        self.meet()

    def meet(self) -> None:
        """Meet the others now."""
        if not self.is_busy:
            self._begin(quiet=False)

    def _begin(self, *, quiet: bool) -> None:
        store, home = self._store, self.home
        came: list[Changes] = []
        self._show(busy=True)

        def work(progress: Progress) -> Outcome:
            from bingo_planner.features.copies.service_meeting import do_meet
            from bingo_planner.features.copies.service_standing import read_standing

            return do_meet(store, home, read_standing(store).place, progress, came.append)

        def done(outcome: Outcome) -> None:
            self._over(came)
            self._tell(outcome, quiet=quiet)

        def failed(error: PlanError) -> None:
            self._over(came)
            if error.code == "job.cancelled":
                error = PlanError("copies.stopped")
            if not quiet:
                again = FollowUp(_t("Try again"), self.meet)
                self._program.shell.warn(str(describe(error)), again)

        self._runner.run(_t("Sync"), work, done, failed)

    def _over(self, came: list[Changes]) -> None:
        """Pages read again what came, also when the rest failed."""
        self.is_busy = False
        every = NOTHING
        for changes in came:
            every |= changes
        told = Changes(every.kinds | {SYNC_KIND}, every.ids, every.label, "sync")
        self._show(busy=False)
        self._runner.change(lambda: told)

    def _show(self, *, busy: bool) -> None:
        self.is_busy = busy
        self._program.show_frame()
        page = self._program.shell.current_page()
        if page is not None and page.page_id == "copies":
            page.refresh(Changes(frozenset({SYNC_KIND})))

    def _tell(self, outcome: Outcome, *, quiet: bool) -> None:
        shell, meeting = self._program.shell, outcome.meeting
        for warned in outcome.warnings:
            if warned.code == "not_listed":
                shell.warn(_t("This copy is not on the list, so what it enters is not sent to anybody."))
        if not meeting.reached:
            if not quiet:
                words = _t(
                    "Nobody is reached at {partner}. Changes stay on this computer.", partner=meeting.partner
                )
                shell.warn(words, FollowUp(_t("Try again"), self.meet))
            return
        if meeting.asks:
            words = _t("{n} changes came, {asks} wait for a decision.", n=meeting.fields, asks=meeting.asks)
            shell.warn(words, FollowUp(_t("Look"), lambda: shell.open_page("copies")))
        elif not quiet:
            shell.say(_t("Synced: {n} changes came, {sent} sent.", n=meeting.fields, sent=meeting.sent))
