"""What is open beside the list: a respondent's answers, a group, a quote or the lists of words, and typing in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bingo_planner.features.surveys.freetext import service as service
from bingo_planner.features.surveys.freetext.side import group_side, lists_side, quote_side, respondent_side
from bingo_planner.features.surveys.freetext.state import Side
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.errors import PlanError, describe

if TYPE_CHECKING:
    from bingo_planner.features.surveys.freetext.presenter import TextPresenter

CLOSED = Side("")


class BesideList:
    """The part of the presenter that keeps the side form."""

    def __init__(self, owner: TextPresenter) -> None:
        self._owner = owner
        self._side = CLOSED
        self._typed: dict[str, object] = {}
        self._problems: dict[str, str] = {}
        self._focus = ""

    def forget(self) -> None:
        """Another survey or question: nothing is open."""
        self._side, self._typed, self._problems, self._focus = CLOSED, {}, {}, ""

    def entered_answer(self, at: int) -> None:
        """Open every answer of the respondent."""
        owner, opinions = self._owner, self._owner.opinions
        if opinions is None:
            return
        survey, key = owner.survey_id, opinions.keys[at]
        owner.chosen = (at,)

        def read(answers: service.Told) -> None:
            self._open(respondent_side(key, opinions.answered.who(at), answers))

        owner.jobs.query(
            "surveys.respondent",
            lambda: service.read_respondent(owner.store, survey, key),
            read,
            owner.desk.problem,
        )

    def open(self, kind: str, record_id: str = "", focus: str = "") -> None:
        """A group, a quote or the lists; a record that is not read yet comes with the next reading."""
        self._focus = focus
        self._open(Side(kind, record_id))

    def _open(self, side: Side) -> None:
        if (side.kind, side.record_id) != (self._side.kind, self._side.record_id):
            self._typed, self._problems = {}, {}
        self._side = side
        self._owner.emit()

    def close(self) -> None:
        """The side form is closed."""
        if self._side.kind:
            self.forget()
            self._owner.emit()

    def edited(self, key: str, value: object) -> None:
        """A field of the side form is finished."""
        side, owner = self._side, self._owner
        if owner.read_only:
            return
        if side.kind == "group":
            owner.sorting.edited(side.record_id, key, value)
        elif side.kind == "quote":
            owner.quoting.edited(side.record_id, key, value)
        elif side.kind == "lists":
            owner.quoting.edited_list(key, value)

    def refused(self, key: str, words: str, value: object = None) -> None:
        """A field could not be taken; what was typed stays until it can."""
        self._typed[key], self._problems[key] = value, words
        self._owner.emit()

    def write(self, key: str, value: object, work: Callable[[], Changes]) -> None:
        """Write one field; a refusal stands beneath it."""
        self._typed[key] = value

        def done(_changes: Changes) -> None:
            self._typed.pop(key, None)
            self._problems.pop(key, None)

        def failed(error: PlanError) -> None:
            self.refused(key, str(describe(error)), value)

        self._owner.jobs.change(work, done, failed)

    def now(self) -> Side | None:
        """What is open, as it is now; None when nothing is, or the record is gone."""
        side, data, opinions = self._side, self._owner.data, self._owner.opinions
        if not side.kind or data is None or opinions is None:
            return None
        made: Side | None = side
        if side.kind == "group":
            made = group_side(data, opinions, side.record_id)
        elif side.kind == "quote":
            for row in opinions.quotes:
                if row.id == side.record_id:
                    self._owner.quoting.look_for_names(row.text)
            made = quote_side(opinions, side.record_id, self._owner.quoting.people)
        elif side.kind == "lists":
            made = lists_side(data, self._owner.counting.candidates(opinions))
        if made is None:
            return None
        focus, self._focus = self._focus, ""
        values = {**made.values, **self._typed}
        return replace(made, values=values, problems=dict(self._problems), focus=focus)
