"""Shares, means and totals with their errors under the design (Taylor linearisation), as R's `survey` has them.

A group (a line of an axis) is a domain: units outside it stay in the design with the score 0, so a stratum without
answers in the group adds nothing and a stratum with some keeps all of its units (Särndal et al. 1992, ch. 10).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bingo_planner.features.surveys.stats.answers import Flags, Floats
from bingo_planner.features.surveys.stats.design import Design, Places, covariance, widening
from bingo_planner.features.surveys.stats.tabulate import Joint, cluster_sums
from bingo_planner.features.surveys.stats.tails import normal_quantile, t_quantile

_ROUNDING = 1e-13
"""A variance this small beside its parts is what rounding leaves of 0."""
TOGETHER = 2_000_000
"""Sums that are worked out at a time."""
EXPANDS = 1 + 1e-9
"""Weights that sum to more than this many times the respondents stand for a population."""


@dataclass(frozen=True, eq=False)
class Shares:
    """Shares of a question by an axis. The first of R = 1 + lines rows is everybody; K columns are the options.

    `n`, `weighted`, `effective` (R,): respondents of the base, their weights, Kish's effective number
    (Σw)²/Σw². `count`, `weighted_count` (R, K). `share` (R, K) from 0 to 1 of the row's base, `se` its standard
    error, `deff` the design effect (see `design_effect`), `apart` (R, K) the standard error of the share less that of
    everybody. Nan where a row has no base.
    """

    n: Floats
    weighted: Floats
    effective: Floats
    count: Floats
    weighted_count: Floats
    share: Floats
    se: Floats
    deff: Floats
    apart: Floats


@dataclass(frozen=True, eq=False)
class Numbers:
    """A question for a number by an axis, one entry of each a row (R,), the first everybody.

    `n`, `weighted`, `effective` as for shares; `mean`, `total` and their standard errors; `sd` the spread of the
    answers, `deff` the design effect of the mean, `carrying` respondents with a weight above 0; `low`, `middle`
    (weighted median), `high`.
    """

    n: Floats
    weighted: Floats
    effective: Floats
    mean: Floats
    se_mean: Floats
    total: Floats
    se_total: Floats
    sd: Floats
    deff: Floats
    low: Floats
    middle: Floats
    high: Floats
    carrying: Floats

    @property
    def expands(self) -> Flags:
        """(R,) whether the weights stand for a population, so that `deff` is against drawing without putting back."""
        return np.asarray(self.weighted > self.carrying * EXPANDS)


def shares(joint: Joint, design: Design) -> Shares:
    """The shares of every option in every line, as `shares_of`."""
    return shares_of([joint], design)[0]


def shares_of(joints: Sequence[Joint], design: Design) -> list[Shares]:
    """The shares of several questions by one axis, worked out side by side.

    With w the weights, B their sum over the base and p the share: z_i = w_i (y_i − p)/B for respondents of the line,
    V = Σ_h scale_h [Σ_c z_hc² − (Σ_c z_hc)²/n_h] over sampling units c (`design.covariance` is the general form).
    """
    found: list[Shares] = []
    waiting: list[Joint] = []
    cells = 0
    for joint in joints:
        cells += joint.sums.size
        if waiting and cells > TOGETHER:
            found += _together(waiting, design)
            waiting, cells = [], joint.sums.size
        waiting.append(joint)
    return found + _together(waiting, design) if waiting else found


def _together(joints: Sequence[Joint], design: Design) -> list[Shares]:
    rows = joints[0].axis.total_and_lines
    widths = [joint.question.shows.shape[1] for joint in joints]
    owner = np.repeat(np.arange(len(joints)), widths)
    shown = rows @ np.concatenate([joint.whole @ joint.question.shows for joint in joints], axis=2)
    bases = rows @ np.stack([joint.whole @ joint.question.base for joint in joints], axis=2)
    count, hit = shown[0], shown[1]
    n, weighted, square, carrying = (*bases[:3], bases[-1] if len(bases) > 3 else bases[0])
    with np.errstate(divide="ignore", invalid="ignore"):
        base = weighted[:, owner]
        share = hit / base
        effective = weighted**2 / square
        own, across = (_by_strata if design.psu is None else _by_clusters)(joints, design, share, owner)
        sure = (count == 0) | (count == n[:, owner])
        variance = np.where(sure & (base > 0), 0.0, own / base**2)
        covered = across / (base * base[:1])
        apart = np.sqrt(np.maximum(variance + variance[:1] - 2 * covered, 0))
        deff = design_effect(variance, share * (1 - share), carrying[:, owner], base)
        error = np.sqrt(variance)
    deff[sure] = np.nan
    stops = np.cumsum(widths)
    return [
        Shares(
            *(one[:, at] for one in (n, weighted, effective)),
            *(one[:, stop - width : stop] for one in (count, hit, share, error, deff, apart)),
        )
        for at, (stop, width) in enumerate(zip(stops.tolist(), widths, strict=True))
    ]


def design_effect(variance: Floats, spread: Floats, n: Floats, weighted: Floats) -> Floats:
    """V over the variance of a simple random sample of the same n: R's `deff`.

    `spread` is Σ w (y − ȳ)²/Σw. Where the weights stand for a population (Σw > n) that sample is drawn without
    putting back, with the factor 1 − n/Σw (R's `deff=TRUE`); else the factor is left out (`deff="replace"`).
    """
    kept = np.where(weighted > n * EXPANDS, 1 - n / weighted, 1.0)
    simple = kept * spread / (n - 1)
    return np.asarray(np.where(simple > 0, variance / simple, np.nan))


def kish(n: Floats, effective: Floats) -> Floats:
    """Kish's design effect of weighting, n Σw²/(Σw)² = 1 + cv² of the weights."""
    return n / effective


def numbers(values: Floats, members: Flags, design: Design) -> Numbers:
    """Means and totals of `values` (n,; nan is outside the base) in the lines `members` (n, lines), everybody first."""
    asked = ~np.isnan(values)
    filled = np.where(asked, values, 0.0)
    found = [_number(filled, asked, design)]
    found += [_number(filled, asked & members[:, at], design) for at in range(members.shape[1])]
    return Numbers(*(np.array(column, dtype=float) for column in zip(*found, strict=True)))


def interval(estimate: float, se: float, df: float, level: float = 0.95) -> tuple[float, float]:
    """estimate ± t(df) · se; infinite `df` gives the normal factor."""
    far = _factor(df, level) * se
    return estimate - far, estimate + far


def logit_interval(share: float, se: float, df: float, level: float = 0.95) -> tuple[float, float]:
    """An interval of a share that stays within 0 and 1: on the scale of log(p/(1 − p)), as R's `svyciprop`."""
    if not 0 < share < 1 or se == 0:
        return share, share
    middle = math.log(share / (1 - share))
    far = _factor(df, level) * se / (share * (1 - share))
    return 1 / (1 + math.exp(far - middle)), 1 / (1 + math.exp(-far - middle))


def _factor(df: float, level: float) -> float:
    upper = 1 - (1 - level) / 2
    return t_quantile(upper, df) if math.isfinite(df) else normal_quantile(upper)


def _by_strata(
    joints: Sequence[Joint], design: Design, share: Floats, owner: Places
) -> tuple[Floats, Floats]:
    """Σ scale z² of every share before it is divided by B², and Σ scale z z₀ with everybody's: (R, columns) each."""
    rows = joints[0].axis.total_and_lines
    scale = design.scale
    if design.strata == 1:
        scaled = [(joint.w2 * scale[0], joint.question) for joint in joints]
    else:
        scaled = [(np.tensordot(scale, joint.squares, axes=1), joint.question) for joint in joints]
    yes = rows @ np.hstack([table @ question.shows for table, question in scaled])
    all_of = (rows @ np.stack([table @ question.base for table, question in scaled], axis=1))[:, owner]
    no = np.maximum(all_of - yes, 0)
    own = yes * (1 - share) ** 2 + no * share**2
    across = yes * (1 - share) * (1 - share[0]) + no * share * share[0]
    if design.strata == 1:
        return own, across  # the scores of a line sum to 0
    held = rows @ np.concatenate([joint.sums @ joint.question.shows for joint in joints], axis=2)
    base = rows @ np.stack([joint.sums @ joint.question.base for joint in joints], axis=2)
    apart = held - share * base[:, :, owner]
    centre = design.centring[:, None, None] * apart
    taken = (centre * apart).sum(axis=0)
    own = np.where(own - taken > own * _ROUNDING, own - taken, 0.0)
    own *= widening(design, base > 0)[:, owner]
    return own, across - (centre * apart[:, :1]).sum(axis=0)


def _by_clusters(
    joints: Sequence[Joint], design: Design, share: Floats, owner: Places
) -> tuple[Floats, Floats]:
    """The same from sums by cluster, question by question: those of all questions would not fit."""
    found = [_of_clusters(joint, design, share[:, owner == at]) for at, joint in enumerate(joints)]
    return np.hstack([one for one, _ in found]), np.hstack([one for _, one in found])


def _of_clusters(joint: Joint, design: Design, share: Floats) -> tuple[Floats, Floats]:
    rows, shown, base = joint.axis.total_and_lines, joint.question.shows, joint.question.base
    # (…, columns, rows) here: single products of matrices instead of one a cluster.
    known = np.nan_to_num(share).T
    own, across = np.zeros_like(known), np.zeros_like(known)
    of_strata = np.zeros((design.strata, *known.shape))
    touched = np.zeros((design.strata, len(rows)), dtype=bool)
    for units, sums in cluster_sums(joint.axis, joint.question, design):
        held = np.tensordot(sums, base, axes=1) @ rows.T
        apart = np.tensordot(np.tensordot(sums, shown, axes=1), rows, axes=(1, 1))
        apart -= known * held[:, None, :]
        stratum = design.psu_stratum[units]
        scaled = design.scale[stratum][:, None, None] * apart
        own += (scaled * apart).sum(axis=0)
        across += (scaled * apart[:, :, :1]).sum(axis=0)
        first = np.flatnonzero(np.diff(stratum, prepend=-1))
        of_strata[stratum[first]] += np.add.reduceat(apart, first, axis=0)
        touched[stratum[first]] |= np.logical_or.reduceat(held > 0, first, axis=0)
    centre = design.centring[:, None, None] * of_strata
    taken = (centre * of_strata).sum(axis=0)
    own = np.where(own - taken > own * _ROUNDING, own - taken, 0.0) * widening(design, touched)
    return own.T, (across - (centre * of_strata[:, :, :1]).sum(axis=0)).T


def _number(values: Floats, member: Flags, design: Design) -> tuple[float, ...]:
    """One row of `Numbers`."""
    w = np.where(member, design.weights, 0.0)
    n, weighted = int(member.sum()), float(w.sum())
    if weighted <= 0:
        return (n, weighted, *(math.nan,) * 10, 0)
    total = float(w @ values)
    mean = total / weighted
    distance = np.where(member, values - mean, 0.0)
    scores = np.stack([w * distance / weighted, w * values], axis=1)
    variance, of_total = np.diag(covariance(design, scores))
    spread = float(w @ distance**2) / weighted
    carrying = int((w > 0).sum())
    sd = math.sqrt(spread * carrying / (carrying - 1)) if carrying > 1 else math.nan
    arrays = (np.array([one]) for one in (variance, spread, float(carrying), weighted))
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = float(design_effect(*arrays)[0])
    held = values[member]
    middle = _median(held, w[member])
    effective = weighted**2 / float(w @ w)
    return (
        *(n, weighted, effective, mean, math.sqrt(variance), total, math.sqrt(of_total)),
        *(sd, deff, float(held.min()), middle, float(held.max()), carrying),
    )


def _median(values: Floats, weights: Floats) -> float:
    """The value with half of the weight on either side; the mean of two where the half lies between them."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    half = reached[-1] / 2
    at = int(np.searchsorted(reached, half * (1 - 1e-12)))
    value = float(values[order[at]])
    after = min(at + 1, len(values) - 1)
    return (value + float(values[order[after]])) / 2 if abs(reached[at] - half) <= half * 1e-12 else value
