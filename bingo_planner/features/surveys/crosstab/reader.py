"""The reading half of the tab of tables: what was read, what was chosen, and the state that follows from both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.crosstab.axes import read_axes
from bingo_planner.features.surveys.crosstab.bars import Bars, bars_of
from bingo_planner.features.surveys.crosstab.items import items_of, items_sheet, items_title, printed_items
from bingo_planner.features.surveys.crosstab.model import Axis, CrossSheet, Wish
from bingo_planner.features.surveys.crosstab.printed import Printed, printed
from bingo_planner.features.surveys.crosstab.questions import heading_key, question_lines
from bingo_planner.features.surveys.crosstab.sample import sample_design
from bingo_planner.features.surveys.crosstab.service_read import TableData, read_tables
from bingo_planner.features.surveys.crosstab.state import AxisChoice, CrossState, View
from bingo_planner.features.surveys.crosstab.tabulation import cross_sheets
from bingo_planner.features.surveys.crosstab.told import told_of
from bingo_planner.features.surveys.frame import FrameData, FrameState
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.room import QuestionRow, Role, SurveyRow
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, ErrorFormula
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store

NO_WEIGHT = "none"
"""Every answer counts once."""


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


class CrossReader:
    """Keeps what was read and what was chosen; every sheet is worked out away from the window."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        refresh: Callable[[], None],
        show: Callable[[CrossState], None],
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._refresh, self._show = refresh, show
        self._held: TableData | None = None
        self._frame: FrameData | None = None
        self._unfolded: set[str] = set()
        self._nested: list[Axis] = []
        self._state = CrossState()

    @property
    def state(self) -> CrossState:
        """The state shown last."""
        return self._state

    @property
    def held(self) -> TableData | None:
        """What was read last."""
        return self._held

    # -- reading -----------------------------------------------------------------------------------
    def render_frame(self, frame: FrameState) -> None:
        """The chosen survey as it is now; read again only when something was."""
        if frame.survey_id != self._state.survey_id:
            self._held, self._unfolded, self._nested = None, set(), []
            kept = {"look": self._state.look, "view": self._state.view}
            self._state = CrossState(survey_id=frame.survey_id, **kept)  # type: ignore[arg-type]  # fields by name
            self._show(self._state)
        elif frame.data is self._frame:
            self._state = replace(self._state, read_only=frame.read_only)
            self._show(self._state)
            return
        self._frame = frame.data
        self._state = replace(self._state, read_only=frame.read_only)
        own = frame.survey_id
        self.jobs.query("surveys.cross", lambda: read_tables(self.store, own), self._read, self._failed)

    def _read(self, held: TableData) -> None:
        if held.data.facts.id != self._state.survey_id:
            return
        first, self._held = self._held is None, held
        facts = held.data.facts
        if first:
            axes = read_axes(facts.survey.axes, held.data.codebook.ids) or self._usual_axes()
            self._state = replace(self._state, axes=axes, question=self._first_question(axes))
            chosen = self._row(self._state.question)
            self._unfolded |= {chosen.group_key} if chosen is not None else set()
        weight = self._state.weight_id
        if weight not in held.weights and weight != NO_WEIGHT:
            weight = facts.weight.id if facts.weight is not None else NO_WEIGHT
        self._state = replace(
            self._state,
            loading=False,
            problem=None,
            has_answers=held.data.sheet.size > 0,
            weight_id=weight,
            weights=self._weights(held),
        )
        self._make()

    def _failed(self, error: PlanError) -> None:
        self._state = replace(self._state, loading=False, problem=error, sheet=None, printed=None)
        self._show(self._state)

    def _weights(self, held: TableData) -> tuple[tuple[str, str], ...]:
        names = {one.id: one.name for one in held.data.facts.weights}
        return ((NO_WEIGHT, _t("none")), *((key, names[key]) for key in held.weights))

    def _usual_axes(self) -> tuple[Axis, ...]:
        """Town and age; whatever of them is asked."""
        assert self._held is not None
        facts = self._held.data.facts
        roles = [facts.with_role(role) for role in (Role.TOWN, Role.AGE)]
        return tuple(Axis((row.key,)) for row in roles if row is not None)

    def _first_question(self, axes: tuple[Axis, ...]) -> str:
        """The first question that is asked about something, not about the respondent."""
        assert self._held is not None
        rows = [row for row in self._held.data.facts.questions if row.kind != QuestionKind.FREE]
        own = {key for axis in axes for key in axis.keys}
        told = [row.key for row in rows if not row.role and row.key not in own]
        return next(iter([*told, *(row.key for row in rows)]), "")

    # -- working out -------------------------------------------------------------------------------
    def _make(self) -> None:
        """Work the sheet out with what is chosen now."""
        held, state = self._held, self._state
        rows = self._chosen_rows()
        if held is None or not rows or not state.has_answers:
            self._emit(sheet=None, printed=None)
            return
        own = [row for row in rows if row.key in held.data.sheet.answers]
        axes = state.axes if not state.is_heading else ()
        wishes = [Wish(row.key, axes, row.no_answer == "leave_out", good_codes(row)) for row in own or rows]
        options, key, is_heading = options_of(held.data.survey), state.question, state.is_heading
        weights = held.weights.get(state.weight_id)

        def work() -> CrossSheet:
            found = cross_sheets(held.data, sample_design(held.data, weights), wishes, options)
            return items_sheet(found, key) if is_heading else found[0]

        self.jobs.query("surveys.cross.sheet", work, self._made, self._failed)

    def _chosen_rows(self) -> list[QuestionRow]:
        """The question that is chosen, or the items of the heading."""
        if self._state.is_heading and self._held is not None:
            return items_of(self._held.data.facts.questions, self._state.question)
        row = self._row(self._state.question)
        return [row] if row is not None else []

    def _made(self, sheet: CrossSheet) -> None:
        self._emit(sheet=sheet, problem=None)

    def _emit(self, **changed: object) -> None:
        """Show the state with everything that follows from what is held and chosen."""
        state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        held = self._held
        if held is None:
            self._state = state
            self._show(state)
            return
        facts, row = held.data.facts, self._row(state.question)
        rows = facts.questions
        options = options_of(facts.survey)
        paper = self._paper(state, held, options)
        state = replace(
            state,
            questions=question_lines(rows, self._unfolded, state.needle, held.checks),
            offered=tuple(offered(rows)),
            attributes=tuple((one.key, one.label) for one in attributes(rows)),
            choices=self._choices(state.axes),
            axes_words=self._axes_words(state.axes),
            axes_kept=state.axes
            == (read_axes(facts.survey.axes, held.data.codebook.ids) or self._usual_axes()),
            margin_rule=facts.survey.margin_rule,
            question_id=row.id if row is not None else "",
            drops_no_answer=row is not None and row.no_answer == "leave_out",
            can_drop=row is not None and row.question.no_answer is not None,
            can_sum=row is not None and row.kind == QuestionKind.SINGLE,
            kind=words.kind_words(row.question) if row is not None else "SA" if state.is_heading else "",
            printed=paper,
            bars=self._bars(state, paper.title) if paper is not None else None,
        )
        if paper is not None and not any(one.key == state.cursor[0] for one in paper.rows):
            state = replace(state, cursor=(paper.rows[0].key, paper.heads[-1].key if paper.heads else ""))
        self._state = replace(state, told=told_of(state, options))
        self._show(self._state)

    def _paper(self, state: CrossState, held: TableData, options: CrossOptions) -> Printed | None:
        sheet, rows = state.sheet, self._chosen_rows()
        if sheet is None or not rows or sheet.question.id != state.question:
            return None
        look = replace(state.look, bands=state.view is not View.TABLE)
        if state.is_heading:
            return printed_items(sheet, items_title(rows), held.data.codebook, look, options)
        return printed(sheet, words.title_of(rows[0]), held.data.codebook, look, options)

    def _bars(self, state: CrossState, title: str) -> Bars | None:
        if state.sheet is None or state.is_heading or state.view not in (View.BARS, View.PANELS):
            return None
        panels = state.view is View.PANELS
        return bars_of(state.sheet, title, panels=panels, published=state.look.published)

    def _row(self, key: str) -> QuestionRow | None:
        if self._held is None:
            return None
        return next((row for row in self._held.data.facts.questions if row.key == key), None)

    def _choices(self, axes: tuple[Axis, ...]) -> tuple[AxisChoice, ...]:
        """Every axis that may be had: chosen ones first in their order, then the others."""
        assert self._held is not None
        singles = [Axis((row.key,)) for row in attributes(self._held.data.facts.questions)]
        every = dict.fromkeys([*axes, *self._nested, *singles])
        return tuple(AxisChoice(axis.text, self._label(axis), axis in axes) for axis in every)

    def _label(self, axis: Axis) -> str:
        rows = [self._row(key) for key in axis.keys]
        return " × ".join(row.label for row in rows if row is not None)

    def _axes_words(self, axes: tuple[Axis, ...]) -> str:
        return _t(", ").join(self._label(axis) for axis in axes) or _t("none")


def offered(rows: tuple[QuestionRow, ...]) -> list[tuple[str, str]]:
    """What has a table, with its title: questions, and before its items every heading of a scale."""
    found: list[tuple[str, str]] = []
    headed: set[str] = set()
    for row in rows:
        if row.group_key and row.group_key not in headed:
            headed.add(row.group_key)
            items = items_of(rows, heading_key(row.group_key))
            if len(items) > 1:
                found.append((heading_key(row.group_key), items_title(items)))
        if row.kind != QuestionKind.FREE:
            found.append((row.key, words.title_of(row)))
    return found


def attributes(rows: tuple[QuestionRow, ...]) -> list[QuestionRow]:
    """Questions that tables can be broken down by: those about the respondent first, no items of a matrix."""
    coded = [
        row for row in rows if row.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE) and not row.group_key
    ]
    order = {role: at for at, role in enumerate((Role.TOWN, Role.AGE, Role.SEX, Role.NONE))}
    return sorted(coded, key=lambda row: order.get(Role(row.role), 9))


def good_codes(row: QuestionRow) -> tuple[str, ...] | None:
    """Codes of the good side as a planner chose them; None where they are to be guessed."""
    if not row.positive:
        return None
    return () if row.positive == "-" else tuple(row.positive.split("|"))


def options_of(row: SurveyRow) -> CrossOptions:
    """The settings of a survey's tables."""
    return CrossOptions(formula=ErrorFormula(row.margin_rule), star=row.star_below, hide=row.hide_below)
