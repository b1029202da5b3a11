"""Figures of one question over several surveys: earlier answers are recoded to its options, then counted as ever.

Samples of different years are independent, so the error of a change is √(se₁² + se₂²).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bingo_planner.features.surveys.crosstab.model import Axis, Column, CrossSheet, Figure, Line, Wish
from bingo_planner.features.surveys.crosstab.sample import sample_design
from bingo_planner.features.surveys.crosstab.tabulation import cross_sheet
from bingo_planner.features.surveys.model import Codebook, Option, Question
from bingo_planner.features.surveys.room import QuestionRow, SurveyData
from bingo_planner.features.surveys.stats.answers import (
    ANSWERED,
    Answers,
    AnswerSheet,
    MultipleAnswers,
    SingleAnswers,
)
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, Few
from bingo_planner.features.surveys.stats.samplesize import Z95
from bingo_planner.features.surveys.trends.linking import Matches
from bingo_planner.features.surveys.trends.model import Change, Edition, Trend
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.text import fold

REST = "+rest"
"""Code of the answers that have no counterpart now; they stay in the base."""


@dataclass(frozen=True, eq=False)
class Source:
    """One survey of a trend: its answers, the question there, how its options match (None: it is the newest)."""

    data: SurveyData
    title: str
    row: QuestionRow
    matches: Matches | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """Whose answers: everybody, or those with one answer to the question of a role."""

    role: str = ""
    label: str = ""


def trend(sources: Sequence[Source], wish: Wish, options: CrossOptions, range_: Range | None = None) -> Trend:
    """The trend of a question; `sources` oldest first, the last is the newest and says the columns."""
    newest = sources[-1].row
    wanted = range_ or Range()
    sheets = [_sheet(source, newest, wish, options, wanted) for source in sources]
    columns = sheets[-1][0].columns
    editions: list[Edition] = []
    for source, (sheet, line) in zip(sources, sheets, strict=True):
        before = next((one for one in reversed(editions) if one.line.n), None)
        fitted = _fitted(line, sheet, columns, _answerable(source, newest.question))
        editions.append(_edition(source, sheet, fitted, before, options))
    return Trend(newest.question, columns, tuple(editions), sheets[-1][0].good)


# -- one survey ----------------------------------------------------------------------------------------------
def _sheet(
    source: Source, newest: QuestionRow, wish: Wish, options: CrossOptions, range_: Range
) -> tuple[CrossSheet, Line]:
    data, own = source.data, replace(wish, question=newest.key)
    if source.matches is not None:
        data = recoded(data, source.row.question, newest.question, source.matches)
    axes: tuple[Axis, ...] = ()
    if range_.role:
        row = data.facts.with_role(range_.role)
        axes = (Axis((row.key,)),) if row is not None and row.key in data.codebook else ()
    sheet = cross_sheet(data, sample_design(data, data.weights), replace(own, axes=axes), options)
    if not range_.role:
        return sheet, sheet.total
    lines = [line for block in sheet.blocks for line in block.lines]
    found = next((line for line in lines if fold(line.label) == fold(range_.label)), None)
    return sheet, found if found is not None else _nobody(sheet)


def _nobody(sheet: CrossSheet) -> Line:
    """The line of a range that this survey does not know."""
    none = Figure(0, 0.0, math.nan, math.nan, math.nan)
    figures = tuple(none for _ in sheet.columns)
    numbers = sheet.total.numbers
    if numbers is not None:
        numbers = replace(numbers, mean=math.nan, se_mean=math.nan, total=math.nan, se_total=math.nan)
    return Line("", "", 0, 0.0, 0.0, figures, none if sheet.good else None, numbers, Few.HIDDEN)


def recoded(data: SurveyData, earlier: Question, newest: Question, matches: Matches) -> SurveyData:
    """A survey with the answers to `earlier` under the options of `newest`; what has no counterpart is `REST`."""
    answers, options = data.sheet.answers.get(earlier.id), list(newest.options)
    if answers is None:
        raise PlanError("survey.no_answers", question=earlier.id)
    place = {option.code: at for at, option in enumerate(options)}
    target = {old: place[new] for new, codes in matches.items() if new in place for old in codes}
    blank, was_blank = newest.no_answer, earlier.no_answer
    if blank is not None and was_blank is not None:
        target.setdefault(earlier.options[was_blank].code, blank)
    if earlier.is_coded and any(one.code not in target for one in earlier.options):
        options.append(Option(REST, ""))
    made = _recoded(answers, earlier, target, len(options))
    question = replace(newest, options=tuple(options), asked_if=None)
    others = tuple(one for one in data.codebook.questions if one.id != newest.id)
    held = {key: own for key, own in data.sheet.answers.items() if key != newest.id}
    sheet = AnswerSheet(data.sheet.keys, {**held, newest.id: made})
    return replace(data, codebook=Codebook((*others, question)), sheet=sheet)


def _recoded(answers: Answers, earlier: Question, target: dict[str, int], count: int) -> Answers:
    rest = count - 1
    places = [target.get(option.code, rest) for option in earlier.options]
    if isinstance(answers, SingleAnswers):
        looked_up = np.array([*places, -2, -1], dtype=np.int16)
        return SingleAnswers(looked_up[answers.codes])
    if isinstance(answers, MultipleAnswers):
        chosen = np.zeros((len(answers.state), count), dtype=bool)
        for old, new in enumerate(places):
            chosen[:, new] |= answers.chosen[:, old]
        chosen[answers.state != ANSWERED] = False
        return MultipleAnswers(chosen, answers.state)
    return answers


def _answerable(source: Source, newest: Question) -> frozenset[str]:
    """Codes that could be answered in a survey: options without a counterpart have no figure there, not 0."""
    every = {option.code for option in newest.options}
    if source.matches is None:
        return frozenset(every)
    blank = {
        one.code for one in newest.options if one.is_no_answer and source.row.question.no_answer is not None
    }
    return frozenset(every & (set(source.matches) | blank))


def _fitted(line: Line, sheet: CrossSheet, columns: Sequence[Column], answerable: frozenset[str]) -> Line:
    """The line with the figures of the newest columns; the good side only where all of it could be answered."""
    none = Figure(0, 0.0, math.nan, math.nan, math.nan)
    by_code = {column.code: figure for column, figure in zip(sheet.columns, line.figures, strict=True)}
    known = {code: figure for code, figure in by_code.items() if code in answerable}
    good = line.good if all(code in answerable for code in sheet.good) else none
    figures = tuple(known.get(column.code, none) for column in columns)
    return replace(line, figures=figures, good=good if line.good is not None else None)


# -- changes -------------------------------------------------------------------------------------------------
def _edition(
    source: Source, sheet: CrossSheet, line: Line, before: Edition | None, options: CrossOptions
) -> Edition:
    survey = source.data.survey
    held = before.line if before is not None else None
    enough = held is not None and Few.ENOUGH is line.few is held.few
    changes = tuple(
        _change(held.figures[at] if held is not None else None, one, told=enough)
        for at, one in enumerate(line.figures)
    )
    good = _change(held.good, line.good, told=enough) if held is not None and line.good is not None else None
    return Edition(
        survey.id,
        source.title,
        survey.fiscal_year or 0,
        line,
        changes,
        good,
        _mean_change(held, line, told=enough),
        source.notes,
        sheet.is_weighted,
    )


def _change(old: Figure | None, new: Figure | None, *, told: bool) -> Change | None:
    if old is None or new is None or not old.is_known or not new.is_known:
        return None
    return _tested(new.share - old.share, math.hypot(old.se, new.se), told=told)


def _mean_change(old: Line | None, new: Line, *, told: bool) -> Change | None:
    if old is None or old.numbers is None or new.numbers is None:
        return None
    value = new.numbers.mean - old.numbers.mean
    if math.isnan(value):
        return None
    return _tested(value, math.hypot(old.numbers.se_mean, new.numbers.se_mean), told=told)


def _tested(value: float, se: float, *, told: bool) -> Change:
    margin = Z95 * se
    sure = told and se > 0 and abs(value) > margin
    return Change(value, margin, 0 if not sure else 1 if value > 0 else -1)


def unmatched(newest: Question, earlier: Question, matches: Matches) -> tuple[list[str], list[str]]:
    """Words of the options of now without a counterpart, and of then."""
    used = {one for codes in matches.values() for one in codes}
    now = [one.label for one in newest.options if one.code not in matches and not one.is_no_answer]
    then = [one.label for one in earlier.options if one.code not in used and not one.is_no_answer]
    return now, then
