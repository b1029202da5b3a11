"""The tab of the design: fields of the survey, figures of the strata, the sample-size helper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bingo_planner.features.surveys import service
from bingo_planner.features.surveys.design_state import (
    FORM_LEFT,
    FORM_SECTIONS,
    DesignState,
    Wish,
    lines_of,
    need_of_all,
    sums_of,
)
from bingo_planner.features.surveys.fields import SURVEY
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.service_design import DesignFacts, do_take_populations, read_design
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store

Typed = tuple[str, str, int | None]
"""A stratum, a field of it, and the count typed there."""


class DesignPresenter:
    """Takes intents of the tab, shows whole states."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        refresh: Callable[[], None],
        show: Callable[[DesignState], None],
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._refresh, self._show = refresh, show
        self._design = DesignFacts("")
        self._state: DesignState | None = None
        self._typed: dict[str, Stored] = {}
        self._problems: dict[str, str] = {}
        self.refused_cells: Callable[[Sequence[tuple[str, str, str, str]]], None] | None = None

    @property
    def state(self) -> DesignState | None:
        """The state shown last."""
        return self._state

    def render_frame(self, frame: FrameState) -> None:
        """The chosen survey as it is now."""
        facts = frame.facts
        if facts is None:
            return
        old = self._state
        if old is None or old.frame.survey_id != frame.survey_id:
            self._typed, self._problems = {}, {}
            wish = Wish(rate=_expected(frame))
            old = DesignState(frame, wish=wish, form_open=old.form_open if old is not None else False)
        self._state = replace(old, frame=frame)
        self._emit()
        own = facts.id
        self.jobs.query("surveys.design", lambda: read_design(self.store, own), self._read, self.desk.problem)

    def _read(self, design: DesignFacts) -> None:
        if self._state is not None and design.survey_id == self._state.frame.survey_id:
            self._design = design
            self._emit()

    def _emit(self, **changed: object) -> None:
        if self._state is None:
            return
        state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        facts = state.facts
        if facts is None:
            return
        design = self._design if self._design.survey_id == facts.id else DesignFacts(facts.id)
        lines = lines_of(state.frame, design, state.wish)
        values: dict[str, Stored] = {
            one.key: getattr(facts.survey, one.key) for one in SURVEY.fields if _in_form(one.section, one.key)
        }
        self._state = replace(
            state,
            lines=lines,
            sums=sums_of(lines, design.unknown, facts.survey),
            need_of_all=need_of_all(lines, state.wish, facts.survey),
            censuses=design.censuses,
            is_split=any(one.is_split for one in design.populations.values()),
            values=values | self._typed,
            problems=dict(self._problems),
        )
        self._show(self._state)
        self._state = replace(self._state, focus="")

    # -- the survey's own fields ---------------------------------------------------------------------
    def asked_for_form(self, focus: str = "") -> None:
        """Open the fields of the survey."""
        self._emit(form_open=True, focus=focus or "name")

    def closed_form(self) -> None:
        """The side was closed."""
        if self._state is not None and self._state.form_open:
            self._emit(form_open=False)

    def edited(self, key: str, value: Stored) -> None:
        """A field of the form is finished."""
        state = self._state
        if state is None or state.frame.read_only:
            return
        own = state.frame.survey_id
        self._problems.pop(key, None)

        def refused(error: PlanError) -> None:
            found = next((one for one in error.problems if one.field == key), None)
            self._problems[key] = str(describe(found or error))
            self._typed[key] = value
            self._emit()

        def done(changes: Changes) -> None:
            self._typed.pop(key, None)
            self._refresh()

        self.jobs.change(lambda: service.do_set(self.store, "survey", own, {key: value}), done, refused)

    def asked_history(self) -> None:
        """Who changed the survey."""
        if self._state is not None:
            self.desk.show_history("survey", self._state.frame.survey_id)

    # -- strata --------------------------------------------------------------------------------------
    def typed(self, cells: Sequence[Typed]) -> None:
        """Counts were typed, or a block was pasted: one step."""
        state = self._state
        if state is None or state.frame.read_only or not cells:
            return
        edits: dict[str, dict[str, Stored]] = {}
        for own, key, count in cells:
            edits.setdefault(own, {})[key] = count

        def refused(error: PlanError) -> None:
            self._tell_refused(cells, error)

        self.jobs.change(lambda: service.do_set_strata(self.store, edits), self._changed, refused)

    def _tell_refused(self, cells: Sequence[Typed], error: PlanError) -> None:
        """Counts that contradict each other stay in their cells with the reason; nothing of the block is taken."""
        reasons = {one.field: str(describe(one)) for one in error.problems}
        told = [
            (own, key, "" if count is None else str(count), reasons.get(f"{own}.{key}", str(describe(error))))
            for own, key, count in cells
            if f"{own}.{key}" in reasons or len(cells) == 1
        ]
        if told and self.refused_cells is not None:
            self.refused_cells(told)
        if len(cells) > 1 or not told:
            self.desk.problem(error)

    def chose_census(self, value: str) -> None:
        """Another source and year of the population (`series:year`); "" for none."""
        series, _colon, year = value.rpartition(":")
        self._set({"population_series": series, "population_year": int(year) if year.isdecimal() else None})

    def asked_for_populations(self) -> None:
        """Write the populations of the source into the strata."""
        state = self._state
        if state is None or state.frame.read_only:
            return
        own = state.frame.survey_id

        def done(changes: Changes) -> None:
            self._refresh()
            count = len(changes.ids_of("survey_stratum"))
            self.desk.say(translate("surveys", "Wrote the population of {n} strata.", n=count))

        self.jobs.change(lambda: do_take_populations(self.store, own), done, self.desk.problem)

    def asked_for_letters(self) -> None:
        """Take what the helper works out as sample and letters of every stratum."""
        state = self._state
        if state is None or state.frame.read_only:
            return
        edits: Mapping[str, Mapping[str, Stored]] = {
            one.id: {"sampled": one.letters, "mailed": one.letters} for one in state.lines if one.letters
        }
        if edits:
            self.jobs.change(
                lambda: service.do_set_strata(self.store, edits), self._changed, self.desk.problem
            )

    def wished(self, error: Decimal | None = None, rate: Decimal | None = None) -> None:
        """Another error, or another return rate, for the helper."""
        if self._state is not None:
            wish = self._state.wish
            self._emit(wish=Wish(error or wish.error, rate or wish.rate))

    def _set(self, values: Mapping[str, Stored]) -> None:
        state = self._state
        if state is None or state.frame.read_only:
            return
        own = state.frame.survey_id
        self.jobs.change(
            lambda: service.do_set(self.store, "survey", own, values), self._changed, self.desk.problem
        )

    def _changed(self, _changes: Changes) -> None:
        self._refresh()


def _in_form(section: str, key: str) -> bool:
    return section in FORM_SECTIONS and key not in FORM_LEFT


def _expected(frame: FrameState) -> Decimal:
    """The return rate of the newest earlier survey of the same people, else 40 %."""
    facts = frame.facts
    if facts is None:
        return Wish().rate
    for one in frame.data.surveys:
        older = (one.survey.fiscal_year or 0) < (facts.survey.fiscal_year or 0)
        if older and one.survey.kind == facts.survey.kind and one.rate:
            return one.rate.quantize(Decimal("0.1"))
    return Wish().rate
