"""The tab of tables: which question by which axes, with which weights, shown how. Takes intents, shows states."""

from __future__ import annotations

from dataclasses import replace

from bingo_planner.features.surveys import service
from bingo_planner.features.surveys.crosstab.axes import axes_text, read_axes
from bingo_planner.features.surveys.crosstab.items import items_of
from bingo_planner.features.surveys.crosstab.model import Axis
from bingo_planner.features.surveys.crosstab.printed import Measure
from bingo_planner.features.surveys.crosstab.questions import HEADING, heading_key
from bingo_planner.features.surveys.crosstab.reader import CrossReader, options_of
from bingo_planner.features.surveys.crosstab.state import View
from bingo_planner.features.surveys.crosstab.told import told_of
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


class CrossPresenter(CrossReader):
    """The intents of the tab."""

    # -- choosing ----------------------------------------------------------------------------------
    def tried_again(self) -> None:
        """Read and work out once more after a fault."""
        self._refresh()

    def chose_question(self, key: str) -> None:
        """Another question, or a heading with all of its items."""
        row = self._row(key)
        if key == self._state.question:
            return
        if key.startswith(HEADING) and self._held is not None:
            if items_of(self._held.data.facts.questions, key):
                self._state = replace(self._state, question=key)
                self._make()
            return
        if row is None or row.kind == QuestionKind.FREE:
            return
        if row.group_key:
            self._unfolded.add(row.group_key)
        self._state = replace(self._state, question=key)
        self._make()

    def opened_line(self, key: str) -> None:
        """Enter on a line: from a heading to the item."""
        if self._state.is_heading:
            self.chose_question(key)

    def folded(self, key: str) -> None:
        """Fold or unfold a heading of a matrix."""
        for row in self._held.data.facts.questions if self._held is not None else ():
            if heading_key(row.group_key) == key:
                self._unfolded ^= {row.group_key}
                break
        self._emit()

    def filtered(self, needle: str) -> None:
        """Show only questions that hold these words."""
        self._emit(needle=needle)

    def stepped(self, by: int) -> None:
        """The next or the last question that has a table."""
        keys = [key for key, _title in self._state.offered]
        if self._state.question in keys:
            at = keys.index(self._state.question) + by
            if 0 <= at < len(keys):
                self.chose_question(keys[at])

    def chose_axes(self, texts: list[str]) -> None:
        """The axes, in this order."""
        if self._held is None:
            return
        axes = read_axes("|".join(texts), self._held.data.codebook.ids)
        if axes != self._state.axes:
            self._state = replace(self._state, axes=axes)
            self._make()

    def toggled_axis(self, text: str) -> None:
        """Take one axis in, at the end, or out."""
        held = [axis.text for axis in self._state.axes]
        self.chose_axes([one for one in held if one != text] if text in held else [*held, text])

    def nested(self, outer: str, inner: str) -> None:
        """Put two attributes together, the second within the first, and take the pair in."""
        if outer == inner or not outer or not inner:
            self.desk.problem(PlanError("survey.nest_same"))
            return
        axis = Axis((outer, inner))
        if axis not in self._nested:
            self._nested.append(axis)
        if axis not in self._state.axes:
            self.chose_axes([*(one.text for one in self._state.axes), axis.text])

    def asked_to_keep_axes(self) -> None:
        """Keep the axes with the survey: its next reading and its report begin with them."""
        self._change_survey({"axes": axes_text(self._state.axes)}, _t("The axes are kept with the survey."))

    def chose_measure(self, measure: str) -> None:
        """Percentages, counts or both."""
        self._emit(look=replace(self._state.look, measure=Measure(measure)))

    def chose_weight(self, weight_id: str) -> None:
        """Other weights, or none."""
        if weight_id != self._state.weight_id:
            self._state = replace(self._state, weight_id=weight_id)
            self._make()

    def chose_view(self, view: str) -> None:
        """Figures, bands, bars or small panels."""
        self._emit(view=View(view))

    def turned(self) -> None:
        """From bars to the table with bands, and back to small bars."""
        bars = self._state.view in (View.BARS, View.PANELS)
        self._emit(view=View.BANDS if bars else View.PANELS)

    def toggled(self, what: str) -> None:
        """Switch `published`, `letters` or `tests`."""
        look = self._state.look
        switched = {
            "published": replace(look, published=not look.published),
            "letters": replace(look, letters=not look.letters),
            "tests": replace(look, tests=not look.tests),
        }
        self._emit(look=switched[what])

    def moved(self, row: str, head: str) -> None:
        """The cursor came to a cell."""
        if (row, head) != self._state.cursor and self._held is not None:
            state = replace(self._state, cursor=(row, head))
            self._state = replace(state, told=told_of(state, options_of(self._held.data.survey)))
            self._show(self._state)

    # -- what is kept ------------------------------------------------------------------------------
    def asked_to_drop_no_answer(self) -> None:
        """Leave 無回答 out of the base of this question, or take it in again; kept with the question."""
        if self._state.can_drop:
            values: dict[str, Stored] = {"no_answer": "keep" if self._state.drops_no_answer else "leave_out"}
            self._change_question(values)

    def chose_good(self, codes: list[str] | None) -> None:
        """Which options are summed as the good side: codes, none of them, or None to guess again."""
        value = "" if codes is None else "|".join(codes) or "-"
        self._change_question({"positive": value})

    def chose_margins(self, rule: str) -> None:
        """Another formula for margins of error; kept with the survey."""
        self._change_survey({"margin_rule": rule})

    def _change_question(self, values: dict[str, Stored]) -> None:
        record = self._state.question_id
        if record and not self._state.read_only:
            self.jobs.change(
                lambda: service.do_set(self.store, "survey_question", record, values),
                lambda _changes: self._refresh(),
                self.desk.problem,
            )

    def _change_survey(self, values: dict[str, Stored], said: str = "") -> None:
        own = self._state.survey_id
        if self._state.read_only or not own:
            return

        def done(_changes: object) -> None:
            if said:
                self.desk.say(said)
            self._refresh()

        self.jobs.change(lambda: service.do_set(self.store, "survey", own, values), done, self.desk.problem)
