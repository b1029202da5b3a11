"""From answers to the sheet of a question: its table by every axis, with the good side summed and tested as one.

The sum of the good side is a question of its own (good or not), so that its errors and what differs are worked out like
any other share's, not put together from those of its options.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bingo_planner.features.surveys.crosstab.axes import named
from bingo_planner.features.surveys.crosstab.model import (
    Block,
    Column,
    CrossSheet,
    Figure,
    Line,
    NumberFigures,
    Side,
    Wish,
)
from bingo_planner.features.surveys.crosstab.scales import sides_of, with_good
from bingo_planner.features.surveys.model import Codebook, Option, Question, QuestionKind
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.stats.answers import Answers, AnswerSheet, Flags, Floats, SingleAnswers
from bingo_planner.features.surveys.stats.chisq import letter, normal_limit
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, CrossTable, axis_of, cross_all
from bingo_planner.features.surveys.stats.design import Design, covariance
from bingo_planner.kernel.jobs import Progress

SUM = "+"
"""Behind the id of a question: whether its answer is on the good side."""
_YES, _NO, _BLANK = 0, 1, 2


def cross_sheet(
    data: SurveyData, design: Design, wish: Wish, options: CrossOptions | None = None
) -> CrossSheet:
    """The sheet of a wish. PlanError `survey.no_answers`, `survey.no_question`, `survey.not_coded` (free text)."""
    return cross_sheets(data, design, [wish], options)[0]


def cross_sheets(
    data: SurveyData,
    design: Design,
    wishes: Sequence[Wish],
    options: CrossOptions | None = None,
    progress: Progress | None = None,
) -> list[CrossSheet]:
    """Sheets of many questions, those with the same axes in one pass."""
    chosen = options or CrossOptions()
    found: dict[int, CrossSheet] = {}
    for axes in dict.fromkeys(wish.axes for wish in wishes):
        at = [place for place, wish in enumerate(wishes) if wish.axes == axes]
        made = _sheets(data, design, [wishes[place] for place in at], chosen, progress)
        found |= dict(zip(at, made, strict=True))
    return [found[place] for place in range(len(wishes))]


def _sheets(
    data: SurveyData, design: Design, wishes: Sequence[Wish], chosen: CrossOptions, progress: Progress | None
) -> list[CrossSheet]:
    axes = wishes[0].axes
    columns = {wish.question: _columns(data.codebook.question(wish.question), wish) for wish in wishes}
    sums = [_summed(data, wish, columns[wish.question]) for wish in wishes]
    book = Codebook((*data.codebook.questions, *(one[0] for one in sums if one)))
    answers: dict[str, Answers] = {**data.sheet.answers, **{one[0].id: one[1] for one in sums if one}}
    dropped = frozenset(wish.question for wish in wishes if wish.drop_no_answer)
    dropped |= {wish.question + SUM for wish in wishes if wish.drop_no_answer}
    wanted = [wish.question for wish in wishes] + [one[0].id for one in sums if one]
    by = [(), *(axis.keys for axis in axes)]
    settings = replace(chosen, drop_no_answer=dropped)
    tables = cross_all(AnswerSheet(data.sheet.keys, answers), book, wanted, by, design, settings, progress)
    held = {one: tables[at * len(by) : (at + 1) * len(by)] for at, one in enumerate(wanted)}
    return [
        _sheet(data, wish, columns[wish.question], held[wish.question], held.get(wish.question + SUM))
        for wish in wishes
    ]


def _columns(question: Question, wish: Wish) -> tuple[Column, ...]:
    if not question.is_coded:
        return ()
    options = [one for one in question.options if not (wish.drop_no_answer and one.is_no_answer)]
    sides = sides_of(options) if wish.good is None else with_good(options, wish.good)
    if question.kind is not QuestionKind.SINGLE:
        sides = tuple(Side.BLANK if one.is_no_answer else Side.NONE for one in options)
    return tuple(Column(one.code, one.label, side) for one, side in zip(options, sides, strict=True))


def _summed(data: SurveyData, wish: Wish, columns: Sequence[Column]) -> tuple[Question, SingleAnswers] | None:
    """Good or not, as a question with the same base; None where nothing is to be summed."""
    good = {one.code for one in columns if one.side is Side.GOOD}
    if not good or (len(good) < 2 and not wish.good):
        return None
    question = data.codebook.question(wish.question)
    places = [_BLANK if one.is_no_answer else _YES if one.code in good else _NO for one in question.options]
    codes = data.sheet.single(question.id).codes
    looked_up = np.array([*places, -2, -1], dtype=np.int16)
    options = (Option("1", ""), Option("0", ""), *(one for one in question.options if one.is_no_answer))
    made = replace(question, id=question.id + SUM, options=options)
    return made, SingleAnswers(looked_up[codes])


# -- tables to lines -----------------------------------------------------------------------------------------
def _sheet(
    data: SurveyData,
    wish: Wish,
    columns: tuple[Column, ...],
    tables: Sequence[CrossTable],
    sums: Sequence[CrossTable] | None,
) -> CrossSheet:
    total = _line(tables[0], sums[0] if sums else None, 0)
    blocks = []
    for at, axis in enumerate(wish.axes, start=1):
        table, summed = tables[at], sums[at] if sums else None
        lines = [_line(table, summed, row) for row in range(1, table.rows)]
        if table.question.kind is QuestionKind.NUMBER:
            lines = _compared(data, table, lines)
        title, printed = named(data, axis, table, lines)
        covers = table.apart and sum(line.n for line in printed) == total.n
        blocks.append(Block(axis, title, printed, table.association, table.chi_square, covers))
    question = tables[0].question
    return CrossSheet(
        question,
        columns,
        total,
        tuple(blocks),
        bool((tables[0].design.weights != tables[0].design.weights[0]).any()),
        wish.drop_no_answer and question.no_answer is not None,
        tuple(one.code for one in columns if one.side is Side.GOOD) if sums else (),
    )


def _line(table: CrossTable, sums: CrossTable | None, row: int) -> Line:
    base = table.base
    figures = tuple(_figure(table, row, column) for column in range(len(table.options)))
    return Line(
        "",
        "",
        round(float(base.n[row])),
        float(base.weighted[row]),
        float(base.effective[row]),
        figures,
        _figure(sums, row, _YES) if sums is not None else None,
        _numbers(table, row),
        table.few[row],
        letter=letter(row - 1) if row and table.letters else "",
    )


def _figure(table: CrossTable, row: int, column: int) -> Figure:
    shares = table.shares
    assert shares is not None
    return Figure(
        round(float(shares.count[row, column])),
        float(shares.weighted_count[row, column]),
        float(shares.share[row, column]),
        float(shares.se[row, column]),
        float(table.margin[row, column]) / 100,
        int(table.marks[row, column]),
        table.letters[row - 1][column] if row and table.letters else "",
    )


def _numbers(table: CrossTable, row: int) -> NumberFigures | None:
    found = table.numbers
    if found is None:
        return None
    mean, se_mean = float(found.mean[row]), float(found.se_mean[row])
    total, se_total = float(found.total[row]), float(found.se_total[row])
    low, middle, high = float(found.low[row]), float(found.middle[row]), float(found.high[row])
    return NumberFigures(mean, se_mean, total, se_total, low, middle, high)


# -- means that differ ----------------------------------------------------------------------------------------
def _compared(data: SurveyData, table: CrossTable, lines: Sequence[Line]) -> list[Line]:
    """Lines with the sign of a mean that lies significantly above or below everybody's."""
    values = data.sheet.number(table.question.id).values
    members = axis_of(data.sheet, data.codebook, table.axis).members()
    limit = normal_limit(table.choices.level)
    found = []
    for at, line in enumerate(lines):
        numbers = line.numbers
        if numbers is not None and not math.isnan(numbers.mean) and line.n >= table.choices.star:
            away, se = _apart(values, members[:, at], table.design)
            sign = int(np.sign(away)) if se > 0 and abs(away) > limit * se else 0
            line = replace(line, numbers=replace(numbers, differs=sign))
        found.append(line)
    return found


def _apart(values: Floats, member: Flags, design: Design) -> tuple[float, float]:
    """The mean of the members less everybody's, and its error: that of the difference of the two scores."""
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    whole = np.where(known, design.weights, 0.0)
    part = np.where(member, whole, 0.0)
    mean, own = float(whole @ filled) / float(whole.sum()), float(part @ filled) / float(part.sum())
    scores = part * (filled - own) / part.sum() - whole * (filled - mean) / whole.sum()
    return own - mean, math.sqrt(float(covariance(design, scores[:, None])[0, 0]))
