"""Is a question independent of an axis? The second-order test of Rao and Scott, as R's `svychisq(statistic="F")`.

J.N.K. Rao and A.J. Scott, Annals of Statistics 12 (1984) 46–60; the F form is Thomas and Rao's. Cells are in one
vector, axis by question; p their weighted shares, V the covariance of p under the design.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bingo_planner.features.surveys.stats.answers import Floats
from bingo_planner.features.surveys.stats.design import Design, widening
from bingo_planner.features.surveys.stats.tabulate import Joint, cluster_sums
from bingo_planner.features.surveys.stats.tails import f_upper


@dataclass(frozen=True, slots=True)
class Association:
    """`pearson` X² = n Σ (p − p_r p_c)²/(p_r p_c) on weighted shares; F = X²/tr Δ with its degrees of freedom and p."""

    pearson: float
    f: float
    df1: float
    df2: float
    p: float


def association(joint: Joint, design: Design) -> Association | None:
    """The test over the lines of an axis and the options of a question, both of which must be parts.

    Lines and options that nobody stands for are left out. None where fewer than two of either are left, where empty
    cells leave no independent contrast, or where the design has no degree of freedom.
    """
    lines, options = joint.axis.shows.T, joint.question.shows
    table = lines @ (joint.w @ options)
    rows, columns = table.sum(axis=1) > 0, table.sum(axis=0) > 0
    if rows.sum() < 2 or columns.sum() < 2 or design.df < 1:
        return None
    lines, options = lines[rows], options[:, columns]
    p = table[np.ix_(rows, columns)] / table.sum()
    n = float((lines @ (joint.n @ options)).sum())
    covariance = cell_covariance(joint, design, lines, options)
    return second_order(p, covariance, n, design.df)


def cell_covariance(joint: Joint, design: Design, lines: Floats, options: Floats) -> Floats:
    """V (cells, cells) of the weighted shares of `lines` (R, A) by `options` (Q, K) among all that are in both.

    Without clusters V has a closed form in cell sums: with s = Σ scale w²/W² of a cell,
    Σ scale z z' = diag(s) − s p' − p s' + (Σs) p p', less what centring on the strata takes away.
    """
    total = float((lines @ (joint.w @ options)).sum())
    p = (lines @ (joint.w @ options)).ravel() / total
    if design.psu is not None:
        return _by_clusters(joint, design, lines, options, p, total)
    scaled = np.tensordot(design.scale, joint.squares, axes=1)
    s = (lines @ (scaled @ options)).ravel() / total**2
    crossed = np.outer(s, p)
    spread = np.diag(s) - crossed - crossed.T + s.sum() * np.outer(p, p)
    if design.strata == 1:
        return np.asarray(spread)
    held = (lines @ (joint.sums @ options)).reshape(design.strata, -1)
    apart = (held - held.sum(axis=1, keepdims=True) * p) / total
    spread -= apart.T @ (design.centring[:, None] * apart)
    return np.asarray(spread * widening(design, held.sum(axis=1) > 0))


def second_order(p: Floats, covariance: Floats, n: float, df: float) -> Association | None:
    """The test from the shares p (R, K) of n answers, their covariance (R·K, R·K) and the design's `df`.

    Δ = (C'D⁻¹C/n)⁻¹ (C'D⁻¹ V D⁻¹C) with D = diag(p) of the observed shares and C any basis of the interaction (here
    orthonormal contrasts); F = X²/tr Δ, df1 = (tr Δ)²/tr Δ², df2 = df1 · df. An empty cell counts 0 in D⁻¹, as in R.
    """
    across, down = p.sum(axis=1), p.sum(axis=0)
    expected = np.outer(across, down)
    pearson = n * float(((p - expected) ** 2 / expected).sum())
    contrasts = np.kron(_contrasts(len(across)), _contrasts(len(down)))
    observed = p.ravel()
    inverse = np.divide(1, observed, out=np.zeros_like(observed), where=observed > 0)
    weighted = inverse[:, None] * contrasts
    try:
        delta = np.linalg.solve(contrasts.T @ weighted / n, weighted.T @ covariance @ weighted)
    except np.linalg.LinAlgError:
        return None
    trace, square = float(np.trace(delta)), float((delta * delta.T).sum())
    if not (np.isfinite(trace) and trace > 0 and square > 0):
        return None
    f, df1 = pearson / trace, trace**2 / square
    return Association(pearson, f, df1, df1 * df, f_upper(f, df1, df1 * df))


def _by_clusters(
    joint: Joint, design: Design, lines: Floats, options: Floats, p: Floats, total: float
) -> Floats:
    spread = np.zeros((len(p), len(p)))
    of_strata = np.zeros((design.strata, len(p)))
    touched = np.zeros(design.strata, dtype=bool)
    for units, sums in cluster_sums(joint.axis, joint.question, design):
        # (clusters, columns, rows), then as the cells lie: row by row.
        held = np.tensordot(np.tensordot(sums, options, axes=1), lines, axes=(1, 1)).transpose(0, 2, 1)
        held = held.reshape(len(sums), -1)
        base = held.sum(axis=1, keepdims=True)
        apart = (held - base * p) / total
        stratum = design.psu_stratum[units]
        spread += apart.T @ (design.scale[stratum][:, None] * apart)
        first = np.flatnonzero(np.diff(stratum, prepend=-1))
        of_strata[stratum[first]] += np.add.reduceat(apart, first, axis=0)
        touched[stratum[base[:, 0] > 0]] = True
    spread -= of_strata.T @ (design.centring[:, None] * of_strata)
    return np.asarray(spread * widening(design, touched))


def _contrasts(count: int) -> Floats:
    """(count, count − 1) orthonormal columns that each sum to 0 (Helmert)."""
    found = np.zeros((count, count - 1))
    for at in range(1, count):
        found[:at, at - 1] = 1
        found[at, at - 1] = -at
        found[:, at - 1] /= np.sqrt(at * (at + 1))
    return found
