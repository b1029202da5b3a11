"""The tab of satisfaction and importance: whose answers, which points, which lines; takes intents, shows states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bingo_planner.features.surveys import service
from bingo_planner.features.surveys.crosstab.sample import sample_design
from bingo_planner.features.surveys.crosstab.words import printed_number
from bingo_planner.features.surveys.frame import FrameData, FrameState
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.priorities import words
from bingo_planner.features.surveys.priorities.model import Priorities, settings_of, zones_text
from bingo_planner.features.surveys.priorities.sources import groups, sources_of
from bingo_planner.features.surveys.priorities.state import PrioritiesState
from bingo_planner.features.surveys.priorities.working import priorities
from bingo_planner.features.surveys.room import QuestionRow, Role, SurveyData
from bingo_planner.features.surveys.service_read import read_sheet
from bingo_planner.features.surveys.stats.answers import Flags, Floats
from bingo_planner.features.surveys.stats.portfolio import Importance, Zone
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store


def _t(text: str, **facts: object) -> str:
    return translate("priorities", text, **facts)


class PrioritiesPresenter:
    """Keeps what was read and what was chosen; every portfolio is worked out away from the window."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        refresh: Callable[[], None],
        show: Callable[[PrioritiesState], None],
        key: str = "surveys.priorities",
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._refresh, self._show, self._key = refresh, show, key
        self._data: SurveyData | None = None
        self._frame: FrameData | None = None
        self._state = PrioritiesState()

    @property
    def state(self) -> PrioritiesState:
        """The state shown last."""
        return self._state

    # -- reading -----------------------------------------------------------------------------------
    def render_frame(self, frame: FrameState) -> None:
        """The chosen survey as it is now; read again only when something was."""
        if frame.survey_id != self._state.survey_id:
            self._data = None
            self._state = PrioritiesState(survey_id=frame.survey_id)
            self._show(self._state)
        elif frame.data is self._frame:
            self._emit(read_only=frame.read_only)
            return
        self._frame = frame.data
        self._state = replace(self._state, read_only=frame.read_only)
        own = frame.survey_id
        self.jobs.query(self._key, lambda: read_sheet(self.store, own), self._read, self._failed)

    def _read(self, data: SurveyData) -> None:
        if data.facts.id != self._state.survey_id:
            return
        self._data = data
        rows, row = data.facts.questions, data.survey
        self._state = replace(
            self._state,
            loading=False,
            problem=None,
            has_answers=data.sheet.size > 0,
            ranges=ranges_of(data),
            sources=sources_of(row, rows),
            settings=settings_of(row),
            satisfaction_groups=_titled(rows),
            importance_sources=_importance_sources(rows),
            satisfaction_by=row.satisfaction_by,
            importance_by=row.importance_by,
        )
        self._make()

    def tried_again(self) -> None:
        """Read and work out once more after a fault."""
        self._refresh()

    def _failed(self, error: PlanError) -> None:
        self._emit(loading=False, problem=error, found=None)

    def _make(self) -> None:
        data, state = self._data, self._state
        if data is None or not state.has_answers or not state.sources.pairs:
            self._emit(found=None)
            return

        def work() -> Priorities:
            design = sample_design(data, data.weights)
            return priorities(data, design, state.sources, state.settings, members(data, state.range_key))

        self.jobs.query(f"{self._key}.made", work, self._made, self._failed)

    def _made(self, found: Priorities) -> None:
        keys = [one.key for one in found.items]
        chosen = self._state.chosen if self._state.chosen in keys else next(iter(keys), "")
        self._emit(found=found, chosen=chosen, problem=None)

    def _emit(self, **changed: object) -> None:
        state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        found = state.found
        item = next((one for one in found.items if one.key == state.chosen), None) if found else None
        self._state = replace(
            state,
            range_words=next((label for key, label in state.ranges if key == state.range_key), ""),
            told=words.item_words(found, item) if found is not None and item is not None else "",
            note=self._note(found) if found is not None else "",
        )
        self._show(self._state)

    def _note(self, found: Priorities) -> str:
        said = []
        if self._data is not None and found.n < self._data.survey.star_below:
            said.append(_t("n is {n}: for reference only.", n=found.n))
        if self._data is not None and self._data.weights is not None:
            said.append(_t("Weighted."))
        said.append(_t("No answer and “don't know” are left out of means."))
        return "".join(said) if said[-1].endswith("。") else " ".join(said)

    # -- choosing ----------------------------------------------------------------------------------
    def chose_range(self, key: str) -> None:
        """Everybody, a town, an age."""
        if key != self._state.range_key:
            self._state = replace(self._state, range_key=key)
            self._make()

    def chose_item(self, key: str) -> None:
        """The cursor came to an item, in the plot or in the table."""
        if key != self._state.chosen:
            self._emit(chosen=key)

    def asked_for_form(self) -> None:
        """The names of the zones beside the table."""
        self._emit(form_open=True)

    def closed_form(self) -> None:
        """The side was closed."""
        if self._state.form_open:
            self._emit(form_open=False)

    # -- what is kept with the survey --------------------------------------------------------------
    def chose_setting(self, key: str, value: str) -> None:
        """Another score, base line, axis, improvement or way of importance."""
        self._change({key: value})

    def chose_satisfaction(self, group: str) -> None:
        """The questions of satisfaction; "" guesses again."""
        self._change({"satisfaction_by": group})

    def chose_importance(self, key: str) -> None:
        """The questions of importance: a heading, a multiple answer, satisfaction as a whole; "" guesses again."""
        rows = self._data.facts.questions if self._data is not None else ()
        row = next((one for one in rows if one.key == key), None)
        rule = ""
        if row is not None:
            chosen = row.kind == QuestionKind.MULTIPLE
            held = self._state.sources.rule
            derived = held if held is Importance.PARTIAL else Importance.CORRELATION
            rule = Importance.CHOSEN.value if chosen else derived.value
        elif key:
            rule = Importance.STATED.value
        self._change({"importance_by": key, "importance_rule": rule})

    def named_zone(self, zone: Zone, name: str) -> None:
        """What the survey calls a zone; empty is the usual name."""
        names = dict(self._state.settings.zones)
        names[zone] = name
        self._change({"zones": zones_text(names)})

    def _change(self, values: dict[str, Stored]) -> None:
        own = self._state.survey_id
        if own and not self._state.read_only:
            self.jobs.change(
                lambda: service.do_set(self.store, "survey", own, values),
                lambda _changes: self._refresh(),
                self.desk.problem,
            )


# -- ranges and sources in words ----------------------------------------------------------------------
def ranges_of(data: SurveyData) -> tuple[tuple[str, str], ...]:
    """Everybody, then every town, age and sex: key and title."""
    found = [("", _t("Whole region"))]
    for role in (Role.TOWN, Role.AGE, Role.SEX):
        row = data.facts.with_role(role)
        if row is not None and row.key in data.sheet.answers:
            options = [one for one in row.question.options if not one.is_no_answer]
            found += [(f"{row.key}={one.code}", one.label) for one in options]
    return tuple(found)


def members(data: SurveyData, range_key: str) -> Flags | None:
    """Who is in a range; None for everybody."""
    key, equal, option = range_key.partition("=")
    if not equal:
        return None
    place = data.codebook.question(key).place_of(option)
    codes: Floats = np.asarray(data.sheet.single(key).codes, dtype=float)
    return np.asarray(codes == (place if place is not None else -9))


def _titled(rows: tuple[QuestionRow, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, f"{printed_number(key)} {title}") for key, title in groups(rows))


def _importance_sources(rows: tuple[QuestionRow, ...]) -> tuple[tuple[str, str], ...]:
    singles = [
        (row.key, f"{printed_number(row.key)} {row.label}")
        for row in rows
        if not row.group_key and not row.role and row.kind in (QuestionKind.MULTIPLE, QuestionKind.SINGLE)
    ]
    return (*_titled(rows), *singles)
