"""The tab of weights: method, margins, source and trimming are chosen, the report is seen at once, then it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bingo_planner.features.surveys import service
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.room import QuestionRow, Role, SurveyFacts, WeightRow
from bingo_planner.features.surveys.service_weights import (
    WeightFacts,
    do_put_weights,
    do_set_role,
    do_use_weights,
    read_weighting,
)
from bingo_planner.features.surveys.weighting import Made, Method, Wish, make, merged_with_neighbours, name_of
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store


@dataclass(frozen=True)
class WeightState:
    """All the tab shows."""

    frame: FrameState
    loading: bool = True
    facts: WeightFacts | None = None
    wish: Wish = field(default_factory=Wish)
    made: Made | None = None
    problem: PlanError | None = None
    chosen: str = ""
    """Kept weights under the cursor."""

    @property
    def survey(self) -> SurveyFacts | None:
        """The chosen survey."""
        return self.frame.facts

    @property
    def can_merge(self) -> bool:
        """Categories are empty and can be put together with those beside them."""
        return self.problem is not None and self.problem.code == "survey.empty_targets"

    @property
    def may_keep(self) -> bool:
        """Whether the weights shown can be kept."""
        return self.made is not None and not self.frame.read_only

    def coded(self) -> tuple[QuestionRow, ...]:
        """Questions that may tell a town, a sex or an age."""
        found = self.survey.questions if self.survey is not None else ()
        return tuple(one for one in found if one.kind == QuestionKind.SINGLE)


class WeightPresenter:
    """Takes intents of the tab, shows whole states."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        refresh: Callable[[], None],
        show: Callable[[WeightState], None],
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._refresh, self._show = refresh, show
        self._state: WeightState | None = None

    @property
    def state(self) -> WeightState | None:
        """The state shown last."""
        return self._state

    def render_frame(self, frame: FrameState) -> None:
        """The chosen survey as it is now: its answers and the populations are read again."""
        old, facts = self._state, frame.facts
        if facts is None:
            return
        if old is None or old.frame.survey_id != frame.survey_id:
            old = WeightState(frame, wish=_first_wish(facts))
        self._state = replace(old, frame=frame)
        if facts.batch is None:
            self._emit(loading=False, facts=None, made=None, problem=PlanError("survey.no_answers_yet"))
            return
        self._emit()
        own = facts.id
        self.jobs.query("surveys.weights", lambda: read_weighting(self.store, own), self._read, self._failed)

    def _read(self, facts: WeightFacts) -> None:
        if self._state is not None and facts.data.facts.id == self._state.frame.survey_id:
            self._emit(loading=False, facts=facts)
            self._make()

    def _failed(self, error: PlanError) -> None:
        self._emit(loading=False, facts=None, made=None, problem=error)

    def _emit(self, **changed: object) -> None:
        if self._state is not None:
            self._state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
            self._show(self._state)

    def _make(self) -> None:
        """The weights that are asked for: a few thousandths of a second, so there is no button for it."""
        state = self._state
        if state is None or state.facts is None:
            return
        if not state.facts.source.series:
            self._emit(made=None, problem=PlanError("survey.no_source"))
            return
        try:
            made = make(state.facts.data, state.facts.source, state.wish)
        except PlanError as error:
            self._emit(made=None, problem=error)
        else:
            self._emit(made=made, problem=None)

    # -- choices -------------------------------------------------------------------------------------
    def _wish(self, **changed: object) -> None:
        if self._state is not None:
            wish = replace(self._state.wish, **changed)  # type: ignore[arg-type]  # fields of the wish by name
            self._state = replace(self._state, wish=wish)
            self._make()

    def chose_method(self, method: str) -> None:
        """Design, cell or raking."""
        self._wish(method=Method(method), merged=())

    def chose_margins(self, margins: str) -> None:
        """What raking has to meet."""
        self._wish(margins=margins, merged=())

    def chose_trim(self, trim: str) -> None:
        """Bounds of the weights; "" for none."""
        self._wish(trim=trim)

    def asked_to_merge(self) -> None:
        """Empty categories go together with those beside them."""
        state = self._state
        if state is None or state.facts is None or not state.can_merge:
            return
        try:
            wish = merged_with_neighbours(state.facts.data, state.facts.source, state.wish)
        except PlanError as error:
            self._emit(problem=error)
            return
        self._state = replace(state, wish=wish)
        self._make()

    def chose_census(self, value: str) -> None:
        """Another source and year of the population (`series:year`)."""
        series, _colon, year = value.rpartition(":")
        values: Mapping[str, Stored] = {
            "population_series": series,
            "population_year": int(year) if year.isdecimal() else None,
        }
        self._change(lambda own: service.do_set(self.store, "survey", own, values))

    def chose_question(self, role: str, question_id: str) -> None:
        """Which question tells the town, the sex or the age; "" for none."""
        self._change(lambda own: do_set_role(self.store, own, role, question_id or None))

    # -- keeping -------------------------------------------------------------------------------------
    def asked_to_keep(self) -> None:
        """Keep the weights shown and put them into force."""
        state = self._state
        survey = state.survey if state is not None else None
        if state is None or survey is None or state.made is None or not state.may_keep:
            return
        made, name, note = state.made, name_of(state.wish), self.source_words()
        batch = survey.survey.batch_id or ""

        def work(own: str) -> Changes:
            return do_put_weights(self.store, own, batch, made, name, note)

        self._change(
            work, translate("surveys", "The answers are weighted by “{name}” from now on.", name=name)
        )

    def chose_weight(self, weight_id: str) -> None:
        """Kept weights under the cursor."""
        if self._state is not None and weight_id != self._state.chosen:
            self._state = replace(self._state, chosen=weight_id)

    def asked_to_use(self) -> None:
        """The kept weights under the cursor come into force."""
        state = self._state
        if state is not None and state.chosen:
            chosen = state.chosen
            self._change(lambda own: do_use_weights(self.store, own, chosen))

    def asked_for_none(self) -> None:
        """Every answer counts once."""
        self._change(
            lambda own: do_use_weights(self.store, own, None),
            translate("surveys", "Every answer counts once from now on."),
        )

    def asked_to_remove(self) -> None:
        """The kept weights under the cursor go to the bin."""
        state = self._state
        if state is not None and state.chosen:
            chosen = state.chosen
            self._change(lambda _own: service.do_remove(self.store, "survey_weight", chosen))

    def _change(self, work: Callable[[str], Changes], words: str = "") -> None:
        state = self._state
        if state is None or state.frame.read_only:
            return
        own = state.frame.survey_id

        def done(_changes: Changes) -> None:
            self._refresh()
            if words:
                self.desk.say(words)

        self.jobs.change(lambda: work(own), done, self.desk.problem)

    def source_words(self) -> str:
        """地域別将来推計人口（平成30年推計） 2025年（18歳以上）."""
        state = self._state
        survey = state.survey if state is not None else None
        if state is None or survey is None or not survey.survey.population_series:
            return ""
        row = survey.survey
        series = next((one for one in state.frame.data.series if one.series == row.population_series), None)
        name = series.label if series is not None else row.population_series
        words = translate("surveys", "{series} {year}", series=name, year=row.population_year)
        return words + (translate("surveys", ", from {age}", age=row.age_from) if row.age_from else "")


def _first_wish(facts: SurveyFacts) -> Wish:
    """What was asked for last, else raking to all that is known; businesses have no sex and no age."""
    roles = {one.role for one in facts.questions if one.role}
    if not {Role.SEX, Role.AGE} <= roles:
        return Wish(Method.DESIGN)
    found: WeightRow | None = facts.weight
    return Wish(Method(found.method)) if found is not None else Wish()
