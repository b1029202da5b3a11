"""Weights (ウエイトバック): by stratum, by cell, and raking to the margins of several questions, with their report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bingo_planner.features.surveys import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.surveys.stats.answers import Flags, Floats
from bingo_planner.features.surveys.stats.design import Places
from bingo_planner.kernel.errors import PlanError

CLOSE = 1e-10
"""Raking ends when no factor of a round is further from 1."""
AGREE = 1e-6
"""Relative difference up to which the totals of two margins are the same."""
ROUNDS = 2000
_STILL = 1e-11


@dataclass(frozen=True, eq=False)
class Margin:
    """What the weights of each category have to sum to.

    `codes` (n,): category of every respondent, −1 for one who is in none (no answer): this margin leaves them alone.
    `names` and `totals` (categories,). `name` is the question, or several joined by `*`.
    """

    name: str
    codes: Places
    names: tuple[str, ...]
    totals: Floats


@dataclass(frozen=True, slots=True)
class Reached:
    """One category after weighting: respondents, their weight at first and at last, and what was aimed at."""

    margin: str
    category: str
    count: int
    before: float
    target: float
    reached: float

    @property
    def error(self) -> float:
        """Relative distance from the target."""
        return self.reached / self.target - 1 if self.target else 0.0


@dataclass(frozen=True, eq=False)
class Weighted:
    """Weights (n,) and their report. `at_bound` respondents ended at a limit of trimming.

    `kish` is the design effect 1 + cv² of weights above 0 and `effective` (Σw)²/Σw².
    """

    weights: Floats
    rounds: int
    margins: tuple[Reached, ...]
    at_bound: int = 0

    @property
    def smallest(self) -> float:
        """The smallest weight."""
        return float(self.weights.min())

    @property
    def largest(self) -> float:
        """The largest weight."""
        return float(self.weights.max())

    @property
    def effective(self) -> float:
        """Kish's effective number of respondents."""
        return float(self.weights.sum() ** 2 / (self.weights**2).sum())

    @property
    def kish(self) -> float:
        """Kish's design effect."""
        return len(self.weights) / self.effective

    @property
    def furthest(self) -> float:
        """The largest relative distance of a category from its target, as trimming leaves it."""
        return max((abs(one.error) for one in self.margins), default=0.0)


def design_weights(codes: Places, populations: Floats, names: Sequence[str]) -> Floats:
    """N_h / n_h for every respondent of stratum h; refused: survey.target_empty for a stratum without respondents."""
    counts = np.bincount(codes, minlength=len(populations))
    empty = np.flatnonzero((counts == 0) & (populations > 0)).tolist()
    _refuse_empty([(names[at], populations[at]) for at in empty])
    return np.asarray((populations / np.maximum(counts, 1))[codes])


def cell_weights(cells: Margin, start: Floats | None = None, *, to_size: bool = False) -> Weighted:
    """Each cell brought to its total at once: w_i = start_i · T_g / Σ start of its cell g.

    `to_size` scales the totals so that the weights of those in a cell sum to their number (平均1 のウエイト).
    Refused as raking is.
    """
    weights = _start(start, len(cells.codes))
    totals = cells.totals
    if to_size:
        totals = np.asarray(totals * (int((cells.codes >= 0).sum()) / totals.sum()))
    prepared = _Prepared(Margin(cells.name, cells.codes, cells.names, totals), weights)
    _check([prepared])
    _step(weights, prepared)
    return Weighted(weights, 1, prepared.reached(weights))


def rake(
    start: Floats | None,
    margins: Sequence[Margin],
    *,
    trim: tuple[float, float] | None = None,
    rounds: int = ROUNDS,
) -> Weighted:
    """Iterative proportional fitting from the design weights `start` (None: all 1) until every factor is 1 ± 1e-10.

    A round multiplies the weights of each category by T / Σw, margin by margin (Deming and Stephan 1940). `trim`
    (low, high) keeps weights between those multiples of the mean after every round and rakes on; where both cannot
    hold together the limits do, and `margins` says how far off the categories are.

    Refused: survey.no_margin, survey.target_empty, survey.target_zero, survey.totals_disagree, survey.trim_bounds,
    survey.rake_open (no weights meet all margins).
    """
    if not margins:
        raise PlanError("survey.no_margin")
    weights = _start(start, len(margins[0].codes))
    prepared = [_Prepared(margin, weights) for margin in margins]
    _check(prepared)
    for one in prepared:
        # Totals that agree but for rounding are met in their shares, or no round would ever be the last.
        one.scale_to(float(margins[-1].totals.sum()))
    bounds = _bounds(trim, margins, weights)
    done, ended = 0, False
    while not ended and done < rounds:
        done += 1
        before = weights.copy() if bounds else weights
        furthest = max([_step(weights, one) for one in prepared])
        ended = furthest < CLOSE
        if bounds:
            np.clip(weights, *bounds, out=weights, where=weights > 0)
            ended = ended or bool(np.abs(weights - before).max() <= _STILL * weights.max())
    if not ended and not bounds:
        _refuse_open(weights, prepared, rounds)
    touched = int(((weights <= bounds[0]) | (weights >= bounds[1])).sum()) if bounds else 0
    return Weighted(weights, done, tuple(one for each in prepared for one in each.reached(weights)), touched)


class _Prepared:
    """A margin ready for rounds: those outside have a category of their own whose factor is 1."""

    def __init__(self, margin: Margin, weights: Floats) -> None:
        self.margin = margin
        size = len(margin.totals)
        self.codes = np.asarray(margin.codes, dtype=np.intp)
        self.outside = bool(self.codes.min() < 0)
        if self.outside:
            self.codes = np.where(self.codes < 0, size, self.codes)
        self.size = size + self.outside
        self.totals = np.append(margin.totals, 0.0) if self.outside else margin.totals
        self.counts = np.bincount(self.codes, minlength=self.size)
        self.before = self.sums(weights)

    def scale_to(self, total: float) -> None:
        """Let the targets sum to `total`, which they do but for rounding."""
        self.totals = np.asarray(self.totals * (total / self.totals.sum()))

    def sums(self, weights: Floats) -> Floats:
        """(categories,) Σw."""
        return np.asarray(np.bincount(self.codes, weights, self.size), dtype=np.float64)

    def factors(self, weights: Floats) -> Floats:
        """(categories,) T / Σw; 1 where nobody is."""
        sums = self.sums(weights)
        factors = np.divide(self.totals, sums, out=np.ones(self.size), where=sums > 0)
        if self.outside:
            factors[-1] = 1.0
        return np.asarray(factors)

    def reached(self, weights: Floats) -> tuple[Reached, ...]:
        """The report of its categories."""
        after = self.sums(weights)
        return tuple(
            Reached(
                self.margin.name,
                name,
                int(self.counts[at]),
                float(self.before[at]),
                float(self.margin.totals[at]),
                float(after[at]),
            )
            for at, name in enumerate(self.margin.names)
        )


def _step(weights: Floats, prepared: _Prepared) -> float:
    """One margin met; how far its furthest factor is from 1."""
    factors = prepared.factors(weights)
    weights *= factors[prepared.codes]
    return float(np.abs(factors - 1).max())


def _start(start: Floats | None, size: int) -> Floats:
    if size == 0:
        raise PlanError("survey.no_respondents")
    if start is None:
        return np.ones(size)
    if not (np.isfinite(start) & (start >= 0)).all():
        raise PlanError("survey.weight_value", row=int(np.flatnonzero(~(start >= 0))[0]) + 1)
    return np.array(start, dtype=np.float64)


def _check(prepared: Sequence[_Prepared]) -> None:
    empty, dropped = [], []
    for each in prepared:
        if each.totals.sum() <= 0:
            dropped.append(each.margin.name)
        for at, name in enumerate(each.margin.names):
            words = f"{each.margin.name}={name}"
            if each.totals[at] > 0 and each.before[at] <= 0:
                empty.append((words, each.totals[at]))
            elif each.totals[at] <= 0 and each.counts[at]:
                dropped.append(words)
    _refuse_empty(empty)
    if dropped:
        raise PlanError("survey.target_zero", categories=", ".join(dropped))
    margins = [each.margin for each in prepared]
    one = margins[0]
    for other in margins[1:]:
        if abs(other.totals.sum() - one.totals.sum()) > AGREE * max(other.totals.sum(), one.totals.sum()):
            raise PlanError(
                "survey.totals_disagree",
                one=one.name,
                total=_figure(one.totals.sum()),
                other=other.name,
                other_total=_figure(other.totals.sum()),
            )


def _refuse_empty(empty: Sequence[tuple[str, float]]) -> None:
    if empty:
        raise PlanError("survey.target_empty", categories=", ".join(words for words, _ in empty))


def _refuse_open(weights: Floats, prepared: Sequence[_Prepared], rounds: int) -> None:
    furthest = max(prepared, key=lambda one: float(np.abs(one.factors(weights) - 1).max()))
    at = int(np.abs(furthest.factors(weights) - 1).argmax())
    raise PlanError(
        "survey.rake_open", rounds=rounds, margin=furthest.margin.name, category=furthest.margin.names[at]
    )


def _bounds(
    trim: tuple[float, float] | None, margins: Sequence[Margin], weights: Floats
) -> tuple[float, float] | None:
    if trim is None:
        return None
    low, high = trim
    if not 0 <= low < 1 < high:
        raise PlanError("survey.trim_bounds", low=f"{low:g}", high=f"{high:g}")
    inside: Flags = margins[0].codes >= 0
    mean = float(margins[0].totals.sum()) / max(int((inside & (weights > 0)).sum()), 1)
    return low * mean, high * mean


def _figure(value: float) -> str:
    return f"{value:,.10g}"
