"""Satisfaction × importance (CSポートフォリオ): scores by every convention in print, zones, T-scores, 改善度.

Every score is the weighted mean of a value a respondent, so its error comes from `estimate.numbers`:

* `MEAN`: +2 … −2 for five answers, +2, +1, −1, −2 for four (台東区);
* `FIVE`: 5 … 1, the middle 3 (諏訪市);
* `BALANCE`: +100 for either good answer, −100 for either bad one: 満足計 − 不満計 in points (五泉市).

改善度 is Kan Tamirō's: with T-scores (mean 50, standard deviation 10 over the items), d the distance from the centre
and θ the angle to the direction of high importance and low satisfaction, 改善度 = d · (90 − θ)/90. Standard deviations
divide by the number of items (ddof 0); dividing by one fewer scales every index alike and leaves the ranks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bingo_planner.features.surveys.model import Question
from bingo_planner.features.surveys.stats.answers import Floats, SingleAnswers


class Score(StrEnum):
    """What an answer counts."""

    MEAN = "mean"
    FIVE = "five"
    BALANCE = "balance"


class Zone(StrEnum):
    """The four zones; what a city calls them is a matter of words."""

    IMPROVE_FIRST = "improve_first"
    """Important, not satisfied (重点改善)."""
    KEEP_FIRST = "keep_first"
    """Important, satisfied (重点維持)."""
    KEEP = "keep"
    """Less important, satisfied (維持)."""
    IMPROVE = "improve"
    """Less important, not satisfied (改善)."""


class Importance(StrEnum):
    """Where importance comes from."""

    STATED = "stated"
    """Asked on a scale of its own, scored as satisfaction is."""
    CHOSEN = "chosen"
    """The share that picked the item among several."""
    CORRELATION = "correlation"
    """Derived: correlation of the item with satisfaction as a whole."""
    PARTIAL = "partial"
    """Derived: the same with the other items held fixed."""


class Cut(StrEnum):
    """Where the axes cross."""

    MEAN = "mean"
    MEDIAN = "median"
    MIDDLE = "middle"
    """The middle of the scale that is given."""


@dataclass(frozen=True, slots=True)
class Item:
    """One measure: its scores of satisfaction and of importance."""

    id: str
    label: str
    satisfaction: float
    importance: float


@dataclass(frozen=True, slots=True)
class Point:
    """An item in the portfolio. `x` and `y` T-scores of importance and satisfaction; `angle` in degrees.

    `improvement` is 改善度, `demand` 改善要望度: z(importance) − z(satisfaction).
    """

    item: Item
    zone: Zone
    x: float
    y: float
    distance: float
    angle: float
    improvement: float
    demand: float


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All points and where the axes cross."""

    points: tuple[Point, ...]
    satisfaction: float
    importance: float

    def ranked(self) -> tuple[Point, ...]:
        """By 改善度, most wanting first; items that are level stay in their order."""
        return tuple(sorted(self.points, key=lambda one: -one.improvement))


_BAD = (
    "不満",
    "重要でない",
    "重要ではない",
    "低い",
    "悪い",
    "思わない",
    "dissatisfied",
    "unimportant",
    "not ",
)
_ASIDE = ("わからない", "分からない", "無回答", "don't know", "no opinion", "該当しない", "利用していない")


def values_of(question: Question, score: Score, good_first: bool | None = None) -> tuple[float, ...]:
    """What each option counts; nan for 無回答, わからない and the like, which are outside every mean.

    Options stand in the order of the scale. `good_first` None looks for a word of dissatisfaction in the first one.
    """
    kept = [place for place, one in enumerate(question.options) if not _aside(one.label)]
    found = [math.nan] * len(question.options)
    if good_first is None:
        good_first = not kept or not any(word in question.options[kept[0]].label.casefold() for word in _BAD)
    steps = _steps(len(kept), score)
    for place, value in zip(kept, steps if good_first else steps[::-1], strict=True):
        found[place] = value
    return tuple(found)


def score_answers(answers: SingleAnswers, values: Sequence[float]) -> Floats:
    """(n,) what every respondent's answer counts, nan outside the base: `values` for `estimate.numbers`."""
    return np.append(np.asarray(values, dtype=float), math.nan)[np.maximum(answers.codes, -1)]


def portfolio(
    items: Sequence[Item], cut: Cut = Cut.MEAN, middle: tuple[float, float] = (0.0, 0.0), ddof: int = 0
) -> Portfolio:
    """Zones and indices of the items. `middle` (satisfaction, importance) is where axes cross with `Cut.MIDDLE`.

    An item exactly on an axis counts as high. Where all items are level in something, their T-score is 50.
    """
    satisfaction = np.array([one.satisfaction for one in items])
    importance = np.array([one.importance for one in items])
    if not len(items):
        return Portfolio((), *middle)
    crossing = {
        Cut.MEAN: (float(satisfaction.mean()), float(importance.mean())),
        Cut.MEDIAN: (float(np.median(satisfaction)), float(np.median(importance))),
        Cut.MIDDLE: middle,
    }[cut]
    x, y = _standard(importance, ddof), _standard(satisfaction, ddof)
    points = tuple(_point(item, float(x[at]), float(y[at]), *crossing) for at, item in enumerate(items))
    return Portfolio(points, *crossing)


def improvement(distance: float, angle: float) -> float:
    """改善度指数 = d · (90 − θ)/90, the second factor being 修正角度指数 from 1 (0°) over 0 (90°) to −1 (180°)."""
    return distance * (90 - angle) / 90


def angle_of(x: float, y: float) -> float:
    """Degrees between (x, y), importance and satisfaction from their means, and (1, −1); 90 in the centre itself."""
    # acos((x − y)/(√2 d)) in the form that stays exact near 0° and 180°.
    return 90.0 if x == y == 0 else math.degrees(math.atan2(abs(x + y), x - y))


def correlation(one: Floats, other: Floats, weights: Floats) -> float:
    """The weighted correlation over those who answered both (nan is no answer); nan where either does not vary."""
    both = ~(np.isnan(one) | np.isnan(other))
    matrix = _correlations(np.stack([one[both], other[both]], axis=1), weights[both])
    return float(matrix[0, 1])


def partial_correlations(items: Floats, whole: Floats, weights: Floats) -> Floats:
    """(K,) correlation of each item (n, K) with `whole` (n,), the others held fixed, over those who answered all.

    From the inverse R⁻¹ of the correlation matrix: −r_iw/√(r_ii r_ww). Nan where it cannot be inverted.
    """
    table = np.column_stack([items, whole])
    complete = ~np.isnan(table).any(axis=1)
    matrix = _correlations(table[complete], weights[complete])
    try:
        inverse = np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        return np.full(items.shape[1], math.nan)
    with np.errstate(invalid="ignore"):
        return np.asarray(-inverse[:-1, -1] / np.sqrt(np.diag(inverse)[:-1] * inverse[-1, -1]))


def _aside(label: str) -> bool:
    folded = label.casefold()
    return any(word in folded for word in _ASIDE)


def _steps(count: int, score: Score) -> list[float]:
    """Values of `count` answers from the best to the worst."""
    if score is Score.FIVE:
        return [1.0 + 4.0 * (count - 1 - at) / max(count - 1, 1) for at in range(count)]
    half = count // 2
    levels = [float(half - at) for at in range(half)]
    steps = levels + [0.0] * (count % 2) + [-one for one in reversed(levels)]
    return [math.copysign(100.0, one) if one else 0.0 for one in steps] if score is Score.BALANCE else steps


def _standard(values: Floats, ddof: int) -> Floats:
    spread = values.std(ddof=ddof) if len(values) > ddof else 0.0
    level = spread <= 1e-12 * max(float(np.abs(values).max()), 1e-300)
    return np.zeros(len(values)) if level else np.asarray((values - values.mean()) / spread)


def _point(item: Item, x: float, y: float, satisfaction: float, importance: float) -> Point:
    distance, angle = 10 * math.hypot(x, y), angle_of(x, y)
    important, satisfied = item.importance >= importance, item.satisfaction >= satisfaction
    if important:
        zone = Zone.KEEP_FIRST if satisfied else Zone.IMPROVE_FIRST
    else:
        zone = Zone.KEEP if satisfied else Zone.IMPROVE
    return Point(item, zone, 50 + 10 * x, 50 + 10 * y, distance, angle, improvement(distance, angle), x - y)


def _correlations(table: Floats, weights: Floats) -> Floats:
    if not len(table) or not weights.sum() > 0:
        return np.full((table.shape[1],) * 2, math.nan)
    centred = table - weights @ table / weights.sum()
    spread = centred.T @ (weights[:, None] * centred)
    size = np.sqrt(np.diag(spread))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(spread / np.outer(size, size))
