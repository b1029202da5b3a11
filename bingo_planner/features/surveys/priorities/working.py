"""From answers to a portfolio: every item's scores with their errors over a range, its zone, what comes first."""

from __future__ import annotations

import math

import numpy as np

from bingo_planner.features.surveys.priorities.model import (
    Improvement,
    Item,
    Pair,
    Priorities,
    Settings,
    Sources,
)
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.stats import estimate
from bingo_planner.features.surveys.stats.answers import Flags, Floats
from bingo_planner.features.surveys.stats.design import Design
from bingo_planner.features.surveys.stats.portfolio import (
    Importance,
    Portfolio,
    Score,
    correlation,
    partial_correlations,
    portfolio,
    score_answers,
    values_of,
)
from bingo_planner.features.surveys.stats.portfolio import Item as Scored

_MIDDLE = {Score.FIVE: 3.0, Score.MEAN: 0.0, Score.BALANCE: 0.0}
_Estimate = tuple[float, float]
"""A score and its standard error."""


def priorities(
    data: SurveyData, design: Design, sources: Sources, settings: Settings, range_: Flags | None = None
) -> Priorities:
    """The portfolio of those in `range_` (n,), None for everybody; items without any answer are left out."""
    within = np.ones(data.sheet.size, dtype=bool) if range_ is None else range_
    satisfaction = {
        pair.satisfaction: _values(data, pair.satisfaction, settings.score, within) for pair in sources.pairs
    }
    scores = {key: _mean(values, design) for key, values in satisfaction.items()}
    importance = _importance(data, design, sources, settings, within, satisfaction)
    kept = [
        pair
        for pair in sources.pairs
        if not math.isnan(scores[pair.satisfaction][0]) and not math.isnan(importance[pair.satisfaction][0])
    ]
    items = [
        Scored(pair.satisfaction, pair.label, scores[pair.satisfaction][0], importance[pair.satisfaction][0])
        for pair in kept
    ]
    found = portfolio(items, settings.cut, _middle(settings, sources))
    counts = {key: int((~np.isnan(values)).sum()) for key, values in satisfaction.items()}
    return _arranged(found, settings, sources.rule, scores, importance, counts, int(within.sum()))


def _values(data: SurveyData, key: str, score: Score, within: Flags) -> Floats:
    """What every answer counts; the points a planner gave go before those of the scale, where they are of its kind."""
    question = data.codebook.question(key)
    row = next(one for one in data.facts.questions if one.key == key)
    points = row.points
    fits = points and (
        min(points.values()) >= 1 if score is Score.FIVE else score is Score.MEAN and min(points.values()) < 0
    )
    values = (
        [points.get(one.code, math.nan) for one in question.options] if fits else values_of(question, score)
    )
    return np.where(within, score_answers(data.sheet.single(key), values), np.nan)


def _mean(values: Floats, design: Design) -> _Estimate:
    found = estimate.numbers(values, np.zeros((len(values), 0), dtype=bool), design)
    return float(found.mean[0]), float(found.se_mean[0])


def _importance(
    data: SurveyData,
    design: Design,
    sources: Sources,
    settings: Settings,
    within: Flags,
    satisfaction: dict[str, Floats],
) -> dict[str, _Estimate]:
    """Importance by the question of satisfaction."""
    if sources.rule is Importance.STATED:
        return {
            pair.satisfaction: _mean(_values(data, pair.importance, settings.score, within), design)
            for pair in sources.pairs
        }
    if sources.rule is Importance.CHOSEN:
        return {
            pair.satisfaction: _mean(_picked(data, sources.whole, pair, within), design)
            for pair in sources.pairs
        }
    whole = _values(data, sources.whole, settings.score, within)
    columns = [satisfaction[pair.satisfaction] for pair in sources.pairs]
    if sources.rule is Importance.PARTIAL:
        found = partial_correlations(np.stack(columns, axis=1), whole, design.weights)
    else:
        found = np.array([correlation(column, whole, design.weights) for column in columns])
    return {
        pair.satisfaction: (float(value), math.nan) for pair, value in zip(sources.pairs, found, strict=True)
    }


def _picked(data: SurveyData, key: str, pair: Pair, within: Flags) -> Floats:
    """100 for who picked the item, 0 for who answered without it: the mean is a share in percent."""
    question, answers = data.codebook.question(key), data.sheet.multiple(key)
    place = question.place_of(pair.importance)
    assert place is not None
    answered = (answers.state == 0) & within
    blank = question.no_answer
    if blank is not None:
        answered &= ~answers.chosen[:, blank]
    return np.where(answered, 100.0 * answers.chosen[:, place], np.nan)


def _middle(settings: Settings, sources: Sources) -> tuple[float, float]:
    """Middles of both scales; a share or a correlation has none of its own and is cut at 0 or 50."""
    own = _MIDDLE[settings.score]
    other = {Importance.STATED: own, Importance.CHOSEN: 50.0}.get(sources.rule, 0.0)
    return own, other


def _arranged(
    found: Portfolio,
    settings: Settings,
    rule: Importance,
    satisfaction: dict[str, _Estimate],
    importance: dict[str, _Estimate],
    counts: dict[str, int],
    n: int,
) -> Priorities:
    items = []
    for point in found.points:
        key = point.item.id
        own = (point.y, point.x) if settings.deviation else (point.item.satisfaction, point.item.importance)
        across, upright = own if settings.satisfaction_across else own[::-1]
        wanted = point.demand if settings.improvement is Improvement.DEMAND else point.improvement
        items.append(
            Item(
                key,
                point.item.label,
                point.item.satisfaction,
                satisfaction[key][1],
                point.item.importance,
                importance[key][1],
                point.zone,
                wanted,
                across,
                upright,
                counts[key],
            )
        )
    if settings.improvement is not Improvement.NONE:
        items.sort(key=lambda one: -one.improvement)
    cuts = _cuts(found, settings)
    return Priorities(tuple(items), *cuts, settings, rule, n)


def _cuts(found: Portfolio, settings: Settings) -> tuple[float, float]:
    """Where the axes cross, across and upright."""
    cuts = (found.satisfaction, found.importance)
    if settings.deviation:
        cuts = (_as_t(found, cuts[0], satisfaction=True), _as_t(found, cuts[1], satisfaction=False))
    return cuts if settings.satisfaction_across else cuts[::-1]


def _as_t(found: Portfolio, value: float, *, satisfaction: bool) -> float:
    """A score as a T-score over the items: 50 where the axes cross at their mean."""
    scores = np.array(
        [one.item.satisfaction if satisfaction else one.item.importance for one in found.points]
    )
    spread = float(scores.std()) if len(scores) else 0.0
    return 50.0 if spread <= 0 else 50 + 10 * (value - float(scores.mean())) / spread
