"""From answers to a cross table: one count of each axis by the question, shares with their errors, what differs.

Everybody comes first; a line differs from everybody where the difference is more than t(df) times its own standard
error under the design (the line is a part of everybody, which that error knows: `estimate.Shares.apart`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bingo_planner.features.surveys import coding as code
from bingo_planner.features.surveys import estimate
from bingo_planner.features.surveys.answers import Flags, Floats
from bingo_planner.features.surveys.coding import Coded, Coding
from bingo_planner.features.surveys.crosstab.axes import Broken, broken, names_of, ordered
from bingo_planner.features.surveys.crosstab.model import (
    Axis,
    Block,
    Column,
    CrossTable,
    Figure,
    Line,
    NumberFigures,
    Side,
    Wish,
)
from bingo_planner.features.surveys.crosstab.scales import sides_of, with_good
from bingo_planner.features.surveys.design import Design, covariance
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.raoscott import Association, association
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.tabulate import count
from bingo_planner.features.surveys.tails import normal_quantile, t_quantile

LEVEL = 0.05
"""What differs at this level carries ▲ or ▼."""
MOST_CELLS = 400
"""Cells above which a table is not tested for independence: the covariance of so many says nothing."""


def cross_table(data: SurveyData, design: Design, wish: Wish) -> CrossTable:
    """The table of a wish. PlanError `survey.no_answers`, `survey.no_question`, `survey.not_coded` (free text)."""
    question = data.codebook.question(wish.question)
    axes = [broken(data, axis) for axis in wish.axes]
    if question.kind is QuestionKind.NUMBER:
        return _number_table(data, design, question, axes)
    return _coded_table(data, design, question, axes, wish)


# -- single and multiple answers --------------------------------------------------------------------------
def _coded_table(
    data: SurveyData, design: Design, question: Question, axes: Sequence[Broken], wish: Wish
) -> CrossTable:
    coded = code.code_question(question, data.sheet, wish.drop_no_answer)
    options = _options(question, coded, wish.good)
    good = tuple(at for at, one in enumerate(options) if one.side is Side.GOOD) if coded.parts else ()
    good = good if len(good) > 1 or wish.good else ()
    everybody = code.everybody(data.sheet.size)
    wanted = [(everybody, everybody.codings[0])] + [
        (one.coded, part) for one in axes for part in one.coded.codings
    ]
    codings = [with_sum(one, good) for one in coded.codings]
    rows = _shares([part for _whole, part in wanted], codings, design)
    factor = t_factor(design.df)
    total = _line(rows[0], 0, "", "", len(options), bool(good), factor)
    tests = _tests(axes, coded, design)
    blocks, at = [], 1
    for one in axes:
        parts = rows[at : at + len(one.coded.codings)]
        at += len(one.coded.codings)
        lines = _lines(one, parts, len(options), bool(good), factor)
        blocks.append(
            Block(one.axis, one.title, ordered(data, one, lines), tests.get(one.axis), one.coded.parts)
        )
    return CrossTable(
        question,
        options,
        total,
        tuple(blocks),
        design.df,
        _is_weighted(design),
        wish.drop_no_answer and question.no_answer is not None,
        tuple(options[place].code for place in good),
    )


def _options(question: Question, coded: Coded, good: tuple[str, ...] | None) -> tuple[Column, ...]:
    single = question.kind is QuestionKind.SINGLE
    sides = sides_of(coded.options) if good is None else with_good(coded.options, good)
    if not single:
        sides = tuple(Side.BLANK if one.is_no_answer else Side.NONE for one in coded.options)
    return tuple(Column(one.code, one.label, side) for one, side in zip(coded.options, sides, strict=True))


def with_sum(coding: Coding, places: Sequence[int]) -> Coding:
    """A coding with one more line: the options at `places` together."""
    if not places:
        return coding
    together = coding.shows[:, list(places)].sum(axis=1, keepdims=True)
    return Coding(coding.codes, np.hstack([coding.shows, together]), coding.base)


def _shares(
    axes: Sequence[Coding], question: Sequence[Coding], design: Design
) -> list[list[estimate.Shares]]:
    """Shares of every coding of the question by every coding of the axes."""
    found: dict[tuple[int, int], estimate.Shares] = {}
    for axis, part, joint in count(axes, question, design):
        found[axis, part] = estimate.shares(joint, design)
    return [[found[axis, part] for part in range(len(question))] for axis in range(len(axes))]


def _tests(axes: Sequence[Broken], coded: Coded, design: Design) -> Mapping[Axis, Association | None]:
    """The test of independence of every axis whose lines, and whose question's options, are parts of a whole."""
    if not coded.parts:
        return {}
    plain = [one for one in axes if one.coded.parts and len(one.coded.codings) == 1]
    plain = [one for one in plain if len(one.coded.options) * len(coded.options) <= MOST_CELLS]
    found: dict[Axis, Association | None] = {}
    for axis, _part, joint in (
        count([one.coded.codings[0] for one in plain], coded.codings, design) if plain else ()
    ):
        found[plain[axis].axis] = association(joint, design)
    return found


def _lines(
    one: Broken, parts: Sequence[list[estimate.Shares]], options: int, good: bool, factor: float
) -> list[Line]:
    lines: list[Line] = []
    for rows in parts:
        for row in range(1, len(rows[0].n)):
            lines.append(_line(rows, row, *names_of(one, len(lines)), options, good, factor))
    return lines


def _line(
    parts: Sequence[estimate.Shares], row: int, key: str, label: str, options: int, good: bool, factor: float
) -> Line:
    first = parts[0]
    figures = [_figure(part, row, column, factor) for part in parts for column in range(part.share.shape[1])]
    summed = figures.pop() if good else None
    assert len(figures) == options
    n, weighted = round(float(first.n[row])), float(first.weighted[row])
    return Line(key, label, n, weighted, float(first.effective[row]), tuple(figures), summed)


def _figure(part: estimate.Shares, row: int, column: int, factor: float) -> Figure:
    share, apart = float(part.share[row, column]), float(part.apart[row, column])
    away = share - float(part.share[0, column])
    return Figure(
        round(float(part.count[row, column])),
        float(part.weighted_count[row, column]),
        share,
        float(part.se[row, column]),
        _differs(away, apart, factor) if row else 0,
    )


def _differs(away: float, se: float, factor: float) -> int:
    if math.isnan(away) or math.isnan(se) or se <= 0 or abs(away) <= factor * se:
        return 0
    return 1 if away > 0 else -1


def t_factor(df: float, level: float = LEVEL) -> float:
    """t(df) of a two-sided test; the normal factor where the design has no degrees of freedom to count."""
    return t_quantile(1 - level / 2, df) if df >= 1 else normal_quantile(1 - level / 2)


# -- numbers ------------------------------------------------------------------------------------------------
def _number_table(data: SurveyData, design: Design, question: Question, axes: Sequence[Broken]) -> CrossTable:
    values = data.sheet.number(question.id).values
    factor = t_factor(design.df)
    total, blocks = _number_line(values, design, "", ""), []
    for one in axes:
        lines = []
        for at, member in enumerate(_members(one.coded)):
            line = _number_line(values, design, *names_of(one, at), member)
            lines.append(_compared(line, values, design, member, factor))
        blocks.append(Block(one.axis, one.title, ordered(data, one, lines), None, one.coded.parts))
    return CrossTable(question, (), total, tuple(blocks), design.df, _is_weighted(design), False)


def _members(coded: Coded) -> list[Flags]:
    """Who is in each line of an axis."""
    return [part.shows[part.codes, at] > 0 for part in coded.codings for at in range(part.shows.shape[1])]


def _number_line(values: Floats, design: Design, key: str, label: str, member: Flags | None = None) -> Line:
    held = values if member is None else np.where(member, values, np.nan)
    found = estimate.numbers(held, np.zeros((len(values), 0), dtype=bool), design)
    mean, se_mean = float(found.mean[0]), float(found.se_mean[0])
    total, se_total = float(found.total[0]), float(found.se_total[0])
    low, middle, high = float(found.low[0]), float(found.middle[0]), float(found.high[0])
    figures = NumberFigures(mean, se_mean, total, se_total, low, middle, high)
    n = round(float(found.n[0]))
    effective = float(found.effective[0])
    return Line(key, label, n, float(found.weighted[0]), effective, numbers=figures)


def _compared(line: Line, values: Floats, design: Design, member: Flags, factor: float) -> Line:
    """With the sign of a mean that differs from everybody's: the error is of the difference of the two scores."""
    numbers = line.numbers
    if numbers is None or math.isnan(numbers.mean):
        return line
    known = ~np.isnan(values)
    filled, w = np.where(known, values, 0.0), design.weights
    whole, part = np.where(known, w, 0.0), np.where(known & member, w, 0.0)
    mean = float(whole @ filled) / float(whole.sum())
    scores = part * (filled - numbers.mean) / part.sum() - whole * (filled - mean) / whole.sum()
    se = math.sqrt(float(covariance(design, scores[:, None])[0, 0]))
    return replace(line, numbers=replace(numbers, differs=_differs(numbers.mean - mean, se, factor)))


def _is_weighted(design: Design) -> bool:
    return bool((design.weights != design.weights[0]).any())
