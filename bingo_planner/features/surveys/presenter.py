"""What the page of surveys does round its tabs: which survey, which tab, a new survey, a copied design, the bin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bingo_planner.features.surveys import service
from bingo_planner.features.surveys.frame import FrameData, FrameState, preset_survey, survey_title
from bingo_planner.features.surveys.service_read import read_frame
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk, FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store


class SurveysPresenter:
    """Takes intents, asks services, shows whole states."""

    def __init__(self, store: Store, jobs: JobRunner, desk: Desk, show: Callable[[FrameState], None]) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._show = show
        self._state = FrameState(desk.year, desk.style)
        self._wanted = ""

    @property
    def state(self) -> FrameState:
        """The state shown last."""
        return self._state

    # -- reading -----------------------------------------------------------------------------------
    def opened(self) -> None:
        """The page is shown, or something it watches has changed."""
        if self._state.loading:
            self._show(self._state)
        self.jobs.query("surveys", lambda: read_frame(self.store), self._read, self._failed)

    def year_changed(self) -> None:
        """Another fiscal year or way of writing dates was chosen for the whole window."""
        if self.desk.year != self._state.year:
            self._wanted = ""
            self._state = replace(self._state, survey_id="")
        self.opened()

    def _read(self, data: FrameData) -> None:
        wanted, self._wanted = self._wanted, ""
        chosen = wanted or self._state.survey_id
        if data.survey(chosen) is None:
            chosen = preset_survey(data, int(self.desk.year))
        self._emit(loading=False, problem=None, data=data, survey_id=chosen)

    def _failed(self, error: PlanError) -> None:
        self._emit(loading=False, problem=error)

    def _emit(self, **changed: object) -> None:
        state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        self._state = replace(
            state, year=self.desk.year, style=self.desk.style, page_read_only=self.desk.read_only
        )
        self._show(self._state)

    # -- looking -----------------------------------------------------------------------------------
    def chose_survey(self, survey_id: str) -> None:
        """Another survey; the tab stays."""
        if survey_id != self._state.survey_id:
            self._emit(survey_id=survey_id)

    def chose_tab(self, tab: str) -> None:
        """Another tab."""
        if tab != self._state.tab:
            self._emit(tab=tab)

    def went_to(self, survey_id: str, tab: str) -> None:
        """A survey in one of its tabs, at once or with the next reading."""
        if self._state.data.survey(survey_id) is None:
            self._wanted = survey_id
            self._state = replace(self._state, tab=tab)
            self.opened()
        else:
            self._emit(survey_id=survey_id, tab=tab)

    def owner_of(self, kind: str, record_id: str) -> str:
        """The survey a record belongs to; "" when it is not there."""
        if kind == "survey":
            return record_id
        for one in self._state.data.surveys:
            held = (one.strata, one.questions, one.batches, one.weights, one.links)
            if any(part.id == record_id for parts in held for part in parts):
                return one.id
        return self._state.data.owners.get(record_id, "")

    def asked_history(self) -> None:
        """Who changed the chosen survey."""
        if self._state.survey_id:
            self.desk.show_history("survey", self._state.survey_id)

    # -- writing -----------------------------------------------------------------------------------
    def asked_to_add(self) -> None:
        """A new survey of the year; its name is typed in the design."""
        if self.desk.read_only:
            return
        name = self._free_name(translate("surveys", "(name of the survey)"))
        values: dict[str, Stored] = {"name": name, "fiscal_year": int(self.desk.year)}
        self.jobs.change(lambda: service.do_add(self.store, "survey", values), self._added, self.desk.problem)

    def asked_to_copy(self) -> None:
        """The chosen survey's design for the year of the window."""
        facts = self._state.facts
        if facts is None:
            self.desk.problem(PlanError("survey.nothing_to_copy"))
            return
        if self.desk.read_only:
            return
        name, year = self._free_name(facts.survey.name), int(self.desk.year)

        def added(changes: Changes) -> None:
            self._added(changes)
            self.desk.say(
                translate(
                    "surveys", "Copied the design of “{name}”.", name=survey_title(facts, self.desk.style)
                )
            )

        self.jobs.change(
            lambda: service.do_copy_design(self.store, facts.id, name, year), added, self.desk.problem
        )

    def _free_name(self, name: str) -> str:
        year = int(self.desk.year)
        taken = {one.survey.name for one in self._state.data.surveys if one.survey.fiscal_year == year}
        found, number = name, 2
        while found in taken:
            found, number = f"{name} {number}", number + 1
        return found

    def _added(self, changes: Changes) -> None:
        self.went_to(next(iter(changes.ids_of("survey")), ""), "design")

    def asked_to_remove(self) -> None:
        """The chosen survey goes to the bin, with all that hangs on it and a way back in the message."""
        facts = self._state.facts
        if facts is None or self._state.read_only:
            return

        def back() -> None:
            self.jobs.change(
                lambda: service.do_restore(self.store, "survey", facts.id), self._changed, self.desk.problem
            )

        def done(_changes: Changes) -> None:
            self.opened()
            words = translate(
                "surveys", "Moved “{name}” to the bin. It can come back for a year.", name=facts.survey.name
            )
            self.desk.say(words, FollowUp(translate("surveys", "Bring back"), back))

        self.jobs.change(lambda: service.do_remove(self.store, "survey", facts.id), done, self.desk.problem)

    def _changed(self, _changes: Changes) -> None:
        self.opened()
