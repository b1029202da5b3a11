"""Taking files in from the page: read off the database thread with progress, preview, then all in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bingo_planner.exchange.reading import BOOKS, TEXTS
from bingo_planner.features.usage.importer import FileRead, Hint, ImportPlan, read_files
from bingo_planner.features.usage.looking import UsageLooker
from bingo_planner.features.usage.service_import import (
    ImportFacts,
    do_import,
    read_facts,
    read_plan,
)
from bingo_planner.features.usage.state import Tab, UsageState
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.dates import FiscalYear
from bingo_planner.kernel.desk import FileAsk
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate


class TakingIn(UsageLooker):
    """Files dropped or chosen, their preview, and what becomes of it."""

    def asked_for_files(self) -> None:
        """Let the user choose files."""
        patterns = " ".join(f"*{suffix}" for suffix in sorted(BOOKS | TEXTS))
        kinds = ((translate("usage", "Reports"), patterns),)
        ask = FileAsk(translate("usage", "Take files in"), "", kinds, save=False)
        self.desk.ask_files(ask, self.files_came)

    def files_came(self, paths: Sequence[Path]) -> None:
        """Files were chosen or dropped: read them and show what they would do."""
        if self.desk.read_only or self._state.data is None or not paths:
            return
        chosen = [Path(path) for path in paths]

        def know(facts: ImportFacts) -> None:
            self._read_all(chosen, facts)

        self.jobs.query("usage.facts", lambda: read_facts(self.store), know, self.desk.problem)

    def _read_all(self, paths: Sequence[Path], facts: ImportFacts) -> None:
        hint = Hint(year=int(self.desk.year))

        def came(files: list[FileRead]) -> None:
            self.jobs.query(
                "usage.plan", lambda: read_plan(self.store, files), self._preview, self.desk.problem
            )

        title = translate("usage", "Reading files")
        self.jobs.run(
            title,
            lambda progress: read_files(paths, facts.services, facts.bodies, hint, progress),
            came,
            self.desk.problem,
        )

    def _preview(self, plan: ImportPlan) -> None:
        self._emit(tab=Tab.ENTRY, plan=plan, reason="", reason_problem="", form=None, trail=None)

    def gave_up_import(self) -> None:
        """Nothing of the files is taken in."""
        self._emit(plan=None, reason="", reason_problem="")

    def accepted_import(self, accept_good: bool = False) -> None:
        """Take in every line, or the good lines only."""
        plan = self._state.plan
        if plan is None:
            return
        reason = self._state.reason

        def done(_changes: Changes) -> None:
            self._state = self._with_month_of(plan)
            self.opened()
            words = translate("usage", "Took in {n} figures.", n=len(plan.changes))
            if plan.problems:
                words += translate("usage", " {n} lines were left out.", n=len(plan.problems))
            self.desk.say(words)

        def refused(error: PlanError) -> None:
            if error.code == "usage.reason":
                self._emit(reason_problem=str(describe(error)))
            else:
                self.desk.problem(error)

        self.jobs.change(
            lambda: do_import(self.store, plan, accept_good=accept_good, reason=reason), done, refused
        )

    def _with_month_of(self, plan: ImportPlan) -> UsageState:
        """Go where the figures are: to the newest month of the files, when it lies in the year shown."""
        state = replace(self._state, plan=None, reason="", reason_problem="", refusals=())
        if state.data is None:
            return state
        own, year = state.data.service.id, state.data.year
        months = {entry.month for entry in plan.changes if entry.service_id == own}
        inside = [month for month in months if FiscalYear.of(month) == year]
        return replace(state, month=max(inside)) if inside and state.month not in months else state
