"""Tests on counts as they are: chi-square of independence, Cramér's V, adjusted residuals, letters between lines."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bingo_planner.features.surveys.stats.answers import Floats
from bingo_planner.features.surveys.stats.tails import chi2_upper, normal_quantile, normal_upper


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """`statistic` without continuity correction; `cramer` Cramér's V; `least` the smallest expected count.

    `small` is the share of cells that expect fewer than 5: above a fifth the p-value is a rough one (Cochran).
    """

    statistic: float
    df: int
    p: float
    cramer: float
    least: float
    small: float


def chi_square(counts: Floats) -> ChiSquare | None:
    """Independence of rows and columns of `counts` (R, K); None when fewer than two of either hold anything."""
    table = _filled(counts)
    if min(table.shape) < 2:
        return None
    expected = _expected(table)
    statistic = float(((table - expected) ** 2 / expected).sum())
    df = (table.shape[0] - 1) * (table.shape[1] - 1)
    cramer = math.sqrt(statistic / (float(table.sum()) * (min(table.shape) - 1)))
    least, small = float(expected.min()), float((expected < 5).mean())
    return ChiSquare(statistic, df, chi2_upper(statistic, df), cramer, least, small)


def adjusted_residuals(counts: Floats) -> Floats:
    """(R, K) (O − E) / √(E (1 − row share)(1 − column share)) (Haberman 1973); nan where a line or column is empty.

    Beyond ±1.96 a cell holds more or fewer than independence explains at 5 %.
    """
    total = counts.sum()
    across = counts.sum(axis=1, keepdims=True) / total
    down = counts.sum(axis=0, keepdims=True) / total
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = total * across * down
        return np.asarray((counts - expected) / np.sqrt(expected * (1 - across) * (1 - down)))


def letters(
    share: Floats, n: Floats, level: float = 0.05, *, bonferroni: bool = True
) -> tuple[tuple[str, ...], ...]:
    """For every line and option the letters of the lines whose share is significantly smaller (as SPSS prints them).

    `share` (R, K) of the lines, `n` (R,) their respondents, effective ones where answers are weighted. Two-sided z test
    on the pooled share; `bonferroni` divides the level by the pairs of lines. A share of 0 or 1 is not compared.
    """
    rows = len(n)
    limit = level / max(rows * (rows - 1) // 2, 1) if bonferroni else level
    found = [["" for _ in range(share.shape[1])] for _ in range(rows)]
    for one in range(rows):
        for other in range(rows):
            if one == other or n[one] <= 0 or n[other] <= 0:
                continue
            for column in range(share.shape[1]):
                if _greater(share[one, column], n[one], share[other, column], n[other], limit):
                    found[one][column] += letter(other)
    return tuple(tuple(row) for row in found)


def normal_limit(level: float) -> float:
    """How many standard errors a difference must exceed to be significant at a two-sided `level`."""
    return normal_quantile(1 - level / 2)


def letter(place: int) -> str:
    """a, b … z, aa, ab …: the name of a line among letters."""
    return chr(ord("a") + place) if place < 26 else letter(place // 26 - 1) + letter(place % 26)


def _greater(p: float, n: float, q: float, m: float, limit: float) -> bool:
    if not (0 < p < 1 and 0 < q < 1 and p > q):
        return False
    pooled = (p * n + q * m) / (n + m)
    z = (p - q) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return 2 * normal_upper(z) < limit


def _filled(counts: Floats) -> Floats:
    """Without empty rows and columns."""
    return np.asarray(counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0])


def _expected(table: Floats) -> Floats:
    return np.asarray(np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum())
