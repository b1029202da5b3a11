"""One table with everything that a screen, a chart, a paper or a workbook shows of it.

    table = cross(sheet, codebook, "q1", ("town",), design)            # one question by one axis
    table = cross(sheet, codebook, "q1", ("town", "sex"), design)      # by two axes nested
    tables = cross_all(sheet, codebook, codebook.ids, [(), ("town",)], design)   # in bulk, in one pass

Rows: row 0 is everybody (全体), rows 1 … are the lines of the axis in their printed order (`table.lines`). Columns are
the options of the question (`table.options`). Arrays are (rows, columns); `table.shares.share` runs from 0 to 1,
`table.percent` and `table.error` are in percent. A question for a number has `table.numbers` and no columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import AnswerSheet, Floats
from bingo_planner.features.surveys.stats.coding import Coded, code_question, everybody, nested
from bingo_planner.features.surveys.stats.crossvalues import Axis as Axis
from bingo_planner.features.surveys.stats.crossvalues import CrossOptions as CrossOptions
from bingo_planner.features.surveys.stats.crossvalues import CrossTable as CrossTable
from bingo_planner.features.surveys.stats.crossvalues import ErrorFormula as ErrorFormula
from bingo_planner.features.surveys.stats.crossvalues import Few as Few
from bingo_planner.features.surveys.stats.design import Design
from bingo_planner.features.surveys.stats.estimate import Shares, numbers, shares_of
from bingo_planner.features.surveys.stats.tabulate import Joint, count
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.jobs import Progress


def cross(
    sheet: AnswerSheet,
    codebook: Codebook,
    question_id: str,
    by: Axis,
    design: Design,
    options: CrossOptions | None = None,
) -> CrossTable:
    """One table. Refused: survey.no_question, survey.not_coded (a question without options), survey.nested_many."""
    return cross_all(sheet, codebook, [question_id], [by], design, options)[0]


def cross_all(
    sheet: AnswerSheet,
    codebook: Codebook,
    question_ids: Sequence[str],
    axes: Sequence[Axis],
    design: Design,
    options: CrossOptions | None = None,
    progress: Progress | None = None,
) -> list[CrossTable]:
    """A table of every question by every axis, question by question. Free texts have none and are refused."""
    chosen = options or CrossOptions()
    questions = [codebook.question(one) for one in question_ids]
    coded_axes = [axis_of(sheet, codebook, axis, chosen.axis_no_answer) for axis in axes]
    coded = {
        one.id: code_question(one, sheet, one.id in chosen.drop_no_answer)
        for one in questions
        if one.kind is not QuestionKind.NUMBER
    }
    _told(progress, 0, len(questions), "")
    counted = _Counted(coded_axes, coded, design)
    found = []
    for done, question in enumerate(questions):
        _told(progress, done, len(questions), question.label)
        for ids, axis in zip(axes, coded_axes, strict=True):
            if question.kind is QuestionKind.NUMBER:
                values = numbers(sheet.number(question.id).values, axis.members(), design)
                found.append(CrossTable(question, ids, (), axis.options, None, values, chosen, design))
            else:
                found.append(counted.table(question, ids, axis, chosen))
    _told(progress, len(questions), len(questions), "")
    return found


def axis_of(sheet: AnswerSheet, codebook: Codebook, axis: Axis, no_answer: bool = True) -> Coded:
    """The lines of an axis: everybody, a question, or questions nested."""
    coded = [code_question(codebook.question(one), sheet, not no_answer) for one in axis]
    if not coded:
        return everybody(sheet.size)
    found = coded[0]
    for inner in coded[1:]:
        found = nested(found, inner)
    return found


class _Counted:
    """All axes by all questions with options, in one pass; tables are put together from the codings of both."""

    def __init__(self, axes: Sequence[Coded], questions: Mapping[str, Coded], design: Design) -> None:
        self._design = design
        self._questions = questions
        self._joints: dict[tuple[int, int], list[Joint]] = {}
        homes = [(id(axis), part, coding) for axis in axes for part, coding in enumerate(axis.codings)]
        columns = [coding for one in questions.values() for coding in one.codings]
        for axis, _question, joint in count([coding for _, _, coding in homes], columns, design):
            # The questions of an axis come in their order.
            self._joints.setdefault(homes[axis][:2], []).append(joint)
        self._shares = {home: shares_of(joints, design) for home, joints in self._joints.items()}
        self._places: dict[str, slice] = {}
        start = 0
        for question_id, coded in questions.items():
            self._places[question_id] = slice(start, start := start + len(coded.codings))

    def table(self, question: Question, ids: Axis, axis: Coded, chosen: CrossOptions) -> CrossTable:
        """The table of a question by an axis."""
        coded, place = self._questions[question.id], self._places[question.id]
        homes = [(id(axis), part) for part in range(len(axis.codings))]
        held = _joined([self._shares[home][place] for home in homes])
        whole = self._joints[homes[0]][place][0] if axis.parts and coded.parts else None
        return CrossTable(
            question, ids, coded.options, axis.options, held, None, chosen, self._design, whole, axis.parts
        )


def _told(progress: Progress | None, done: int, total: int, text: str) -> None:
    if progress is not None:
        progress.step(done, total, text)
        if progress.cancelled():
            raise PlanError("survey.cancelled")


def _joined(blocks: list[list[Shares]]) -> Shares:
    """The blocks of several codings as one: lines below each other (everybody once), options side by side."""
    if len(blocks) == 1 and len(blocks[0]) == 1:
        return blocks[0][0]

    def rows(name: str) -> Floats:
        columns = [[getattr(block, name)[bool(at) :] for block in row] for at, row in enumerate(blocks)]
        return np.concatenate([row[0] if row[0].ndim == 1 else np.hstack(row) for row in columns])

    names = ("n", "weighted", "effective", "count", "weighted_count", "share", "se", "deff", "apart")
    return Shares(*(rows(name) for name in names))
