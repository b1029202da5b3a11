"""The tab of the report: what goes in, how it is shown; its pages are made anew beside the window. Qt-free."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bingo_planner.features.surveys import service
from bingo_planner.features.surveys.crosstab.axes import read_axes
from bingo_planner.features.surveys.crosstab.reader import attributes
from bingo_planner.features.surveys.crosstab.words import title_of
from bingo_planner.features.surveys.frame import FrameData, FrameState, survey_title
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.report.making import NO_WEIGHT, Held, make_pages, read_held, write_file
from bingo_planner.features.surveys.report.model import Layout, Piece, Selection, axes_of
from bingo_planner.features.surveys.report.state import ORDER, Choice, Pages, ReportState
from bingo_planner.kernel.desk import Desk, FileAsk, FollowUp
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.kernel.typed import Stored
from bingo_planner.store.store import Store


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


class ReportPresenter:
    """Takes intents, shows whole states; while pages are being made one more request waits."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        refresh: Callable[[], None],
        show: Callable[[ReportState], None],
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._refresh, self._show = refresh, show
        self._state = ReportState()
        self._held: Held | None = None
        self._frame: FrameData | None = None
        self._wanted = False

    @property
    def state(self) -> ReportState:
        """The state shown last."""
        return self._state

    # -- reading -----------------------------------------------------------------------------------
    def render_frame(self, frame: FrameState) -> None:
        """The chosen survey as it is now; read again only when something was."""
        if frame.survey_id != self._state.survey_id:
            self._held = None
            self._state = ReportState(survey_id=frame.survey_id)
        elif frame.data is self._frame:
            self._emit(read_only=frame.read_only)
            return
        self._frame = frame.data
        self._emit(read_only=frame.read_only)
        own, style, lang = frame.survey_id, frame.style, language()
        self.jobs.query(
            "surveys.report", lambda: read_held(self.store, own, style, lang), self._read, self._failed
        )

    def _read(self, held: Held) -> None:
        facts = held.table.data.facts
        if facts.id != self._state.survey_id:
            return
        first, self._held = self._held is None, held
        survey, state = facts.survey, self._state
        if first:
            state = replace(
                state,
                pieces=tuple(Choice(one, _piece(one)) for one in ORDER),
                questions=tuple(
                    Choice(row.key, title_of(row))
                    for row in facts.questions
                    if row.kind != QuestionKind.FREE and row.key in held.table.data.sheet.answers
                ),
                axes=self._axes(held),
            )
        weight = state.weight_id
        if weight not in held.table.weights and weight != NO_WEIGHT:
            weight = facts.weight.id if facts.weight is not None else NO_WEIGHT
        names = {one.id: one.name for one in facts.weights}
        self._state = replace(
            state,
            loading=False,
            problem=None,
            has_answers=held.table.data.sheet.size > 0,
            weights=((NO_WEIGHT, _t("none")), *((key, names[key]) for key in held.table.weights)),
            weight_id=weight,
            star_below=survey.star_below,
            hide_below=survey.hide_below,
            margin_rule=survey.margin_rule,
        )
        self.pages_wanted()

    def _axes(self, held: Held) -> tuple[Choice, ...]:
        """Axes the report begins with, chosen, then every other attribute."""
        data = held.table.data
        begun = axes_of(data, Selection())
        labels = {row.key: row.label for row in data.facts.questions}
        found = {axis.text: " × ".join(labels[key] for key in axis.keys) for axis in begun}
        others = {row.key: row.label for row in attributes(data.facts.questions) if row.key not in found}
        return (
            *(Choice(key, label) for key, label in found.items()),
            *(Choice(key, label, False) for key, label in others.items()),
        )

    def _failed(self, error: PlanError) -> None:
        self._emit(loading=False, problem=error)

    def tried_again(self) -> None:
        """Read once more after a fault."""
        self._refresh()

    # -- choosing ----------------------------------------------------------------------------------
    def toggled_piece(self, key: str) -> None:
        """A chapter in or out."""
        self._choose(pieces=_toggled(self._state.pieces, key))

    def toggled_question(self, key: str) -> None:
        """A question in or out."""
        self._choose(questions=_toggled(self._state.questions, key))

    def chose_all_questions(self, is_chosen: bool) -> None:
        """Every question in, or none."""
        every = tuple(replace(one, is_chosen=is_chosen) for one in self._state.questions)
        self._choose(questions=every)

    def toggled_axis(self, key: str) -> None:
        """An axis in or out."""
        self._choose(axes=_toggled(self._state.axes, key))

    def asked_to_keep_axes(self) -> None:
        """Keep the axes with the survey."""
        kept = "|".join(one.key for one in self._state.axes if one.is_chosen)
        self._change({"axes": kept}, _t("The axes are kept with the survey."))

    def chose_weight(self, weight_id: str) -> None:
        """Other weights, or none."""
        if weight_id != self._state.weight_id:
            self._choose(weight_id=weight_id)

    def chose_layout(self, layout: str) -> None:
        """Answers and per cent, or per cent alone."""
        self._choose(layout=Layout(layout))

    def toggled(self, what: str) -> None:
        """Switch `charts`, `marks` or `no_answer`."""
        state = self._state
        switched = {
            "charts": {"has_charts": not state.has_charts},
            "marks": {"has_marks": not state.has_marks},
            "no_answer": {"axis_no_answer": not state.axis_no_answer},
        }
        self._choose(**switched[what])

    def chose_limit(self, which: str, value: int) -> None:
        """n below which groups are starred (`star_below`) or kept back (`hide_below`); kept with the survey."""
        self._change({which: value})

    def chose_margins(self, rule: str) -> None:
        """Another formula for errors; kept with the survey."""
        self._change({"margin_rule": rule})

    def _choose(self, **changed: object) -> None:
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        self.pages_wanted()

    def _change(self, values: dict[str, Stored], said: str = "") -> None:
        own = self._state.survey_id
        if self._state.read_only or not own:
            return

        def done(_changes: object) -> None:
            if said:
                self.desk.say(said)
            self._refresh()

        self.jobs.change(lambda: service.do_set(self.store, "survey", own, values), done, self.desk.problem)

    # -- pages -------------------------------------------------------------------------------------
    def pages_wanted(self) -> None:
        """Make the pages anew; while some are being made, once more afterwards however often it was asked."""
        if self._state.pages.busy:
            self._wanted = True
            self._show(self._state)
            return
        self._wanted = False
        held, chosen = self._held, self.selection
        if held is None or not self._state.has_answers:
            self._emit()
            return
        self._emit(pages=replace(self._state.pages, busy=True))
        self.jobs.run(
            _t("Making the pages of the report"),
            lambda progress: make_pages(held, chosen, progress),
            self._built,
            self._not_built,
        )

    @property
    def selection(self) -> tuple[Selection, str]:
        """What was chosen, and the id of the weights."""
        state = self._state
        axes = read_axes("|".join(one.key for one in state.axes if one.is_chosen), _keys(state))
        questions = tuple(one.key for one in state.questions if one.is_chosen)
        pieces = {Piece(one.key) for one in state.pieces if one.is_chosen}
        if not questions:
            pieces.discard(Piece.RESULTS)
        selection = Selection(
            questions=questions,
            axes=axes,
            is_weighted=state.weight_id != NO_WEIGHT,
            layout=state.layout,
            has_charts=state.has_charts,
            has_marks=state.has_marks,
            axis_no_answer=state.axis_no_answer,
            pieces=frozenset(pieces),
        )
        return selection, state.weight_id

    def _built(self, pages: Pages) -> None:
        self._emit(pages=pages, problem=None)
        if self._wanted:
            self.pages_wanted()

    def _not_built(self, error: PlanError) -> None:
        self._emit(pages=replace(self._state.pages, busy=False))
        if error.code not in ("report.cancelled", "survey.cancelled"):
            self.desk.problem(error)
        if self._wanted:
            self.pages_wanted()

    # -- files -------------------------------------------------------------------------------------
    def asked_to_save(self, kind: str) -> None:
        """Write the report as `pdf`, `docx`, `xlsx` or, a line a figure, `csv`."""
        held, chosen = self._held, self.selection
        if held is None or not self._state.has_answers:
            return
        titles = {
            "pdf": (_t("Save the report as PDF"), ("PDF", "*.pdf")),
            "docx": (_t("Copy the report to Word"), ("Word", "*.docx")),
            "xlsx": (_t("Write the tables for Excel"), ("Excel", "*.xlsx")),
            "csv": (_t("Write every figure in a line"), ("CSV", "*.csv")),
        }
        title, pattern = titles[kind]

        def picked(path: Path) -> None:
            self.jobs.run(
                title,
                lambda progress: write_file(held, chosen, path, progress),
                self._told,
                self.desk.problem,
            )

        self.desk.ask_file(FileAsk(title, f"{self._file_name()}.{kind}", (pattern,)), picked)

    def _told(self, path: Path) -> None:
        show = FollowUp(_t("Show"), lambda: self.desk.preview(path.stem, path))
        self.desk.say(_t("Written to {file}.", file=path.name), show if path.suffix == ".pdf" else None)

    def _file_name(self) -> str:
        assert self._held is not None
        title = survey_title(self._held.table.data.facts, self._held.frame.style)
        return re.sub(r'[\\/:*?"<>|\s]+', "_", f"{title}_{_t('Report')}").strip("._")

    def _emit(self, **changed: object) -> None:
        self._state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
        self._show(self._state)


def _keys(state: ReportState) -> tuple[str, ...]:
    """Ids of the questions that axes may name."""
    return tuple(dict.fromkeys(key for one in state.axes for key in one.key.split("*")))


def _toggled(choices: tuple[Choice, ...], key: str) -> tuple[Choice, ...]:
    return tuple(replace(one, is_chosen=not one.is_chosen) if one.key == key else one for one in choices)


def _piece(piece: Piece) -> str:
    return {
        Piece.OUTLINE: _t("The survey"),
        Piece.RESULTS: _t("Results by question"),
        Piece.PORTFOLIO: _t("Satisfaction and importance"),
        Piece.FREE_TEXT: _t("Free opinions"),
        Piece.TREND: _t("Over the years"),
        Piece.ANNEX: _t("Annex: questions and codes"),
    }[piece]
