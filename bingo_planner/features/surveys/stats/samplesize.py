"""How many answers are needed, and the tables of sampling errors that reports print.

Two conventions are in print: 1.96 √((N−n)/(N−1) · p(1−p)/n) for a simple random sample, and
2 √(2 (N−n)/(N−1) · p(1−p)/n) for a stratified two-stage one (層化二段). `z` and `deff` make both out of one formula.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Z95: Final = 1.96
TWO_STAGE_Z: Final = 2.0
TWO_STAGE_DEFF: Final = 2.0


@dataclass(frozen=True, slots=True)
class Need:
    """Answers needed in one stratum, and letters to send for them."""

    name: str
    population: float
    answers: int
    letters: int


def sampling_error(
    p: float, n: float, population: float | None = None, z: float = Z95, deff: float = 1.0
) -> float:
    """Half the width of the interval of a share p from n answers: z √(deff · (N−n)/(N−1) · p(1−p)/n).

    Without a population (N−n)/(N−1) is 1, as the printed tables have it. Nan without answers.
    """
    if n <= 0:
        return math.nan
    left = 1.0 if population is None or population <= 1 else max((population - n) / (population - 1), 0.0)
    return z * math.sqrt(deff * left * p * (1 - p) / n)


def error_table(
    sizes: Sequence[int],
    shares: Sequence[float] = (0.1, 0.2, 0.3, 0.4, 0.5),
    population: float | None = None,
    z: float = Z95,
    deff: float = 1.0,
) -> tuple[tuple[float, ...], ...]:
    """The printed table (標本誤差早見表): a row for every number of answers, a column for every share."""
    return tuple(tuple(sampling_error(p, n, population, z, deff) for p in shares) for n in sizes)


def answers_needed(
    error: float, population: float | None = None, p: float = 0.5, z: float = Z95, deff: float = 1.0
) -> float:
    """The number, not yet whole, of answers with that `sampling_error`: n₀ N/(N − 1 + n₀), n₀ = z² deff p(1−p)/error².

    p = 0.5 is the worst case. A number of answers that surely suffices is this rounded up.
    """
    without = z * z * deff * p * (1 - p) / (error * error)
    return without if population is None else without * population / (population - 1 + without)


def sample_size(
    error: float, population: float | None = None, p: float = 0.5, z: float = Z95, deff: float = 1.0
) -> int:
    """The smallest number of answers whose error is at most `error`; never more than the population."""
    needed = math.ceil(answers_needed(error, population, p, z, deff) - 1e-9)
    return needed if population is None else min(needed, math.floor(population))


def needs(
    strata: Sequence[tuple[str, float]],
    error: float,
    return_rate: float = 1.0,
    p: float = 0.5,
    z: float = Z95,
    deff: float = 1.0,
) -> tuple[Need, ...]:
    """What every stratum (name, population) needs for itself; letters = answers / the return rate that is expected."""
    found = []
    for name, population in strata:
        answers = sample_size(error, population, p, z, deff)
        letters = min(math.ceil(answers / return_rate - 1e-9), math.floor(population))
        found.append(Need(name, population, answers, letters))
    return tuple(found)


def proportional(total: int, populations: Sequence[float]) -> tuple[int, ...]:
    """`total` letters shared out by population, whole, by largest remainders."""
    whole = sum(populations)
    exact = [total * one / whole for one in populations]
    found = [math.floor(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda at: (found[at] - exact[at], at))
    for at in order[: total - sum(found)]:
        found[at] += 1
    return tuple(found)


def stratified_error(
    strata: Sequence[tuple[float, float]], p: float = 0.5, z: float = Z95, deff: float = 1.0
) -> float:
    """The error of the whole area from strata of (population N_h, answers n_h), each weighted to its population.

    z √(deff Σ (N_h/N)² (1 − n_h/N_h) p(1−p)/(n_h − 1)); nan where a stratum has fewer than two answers.
    """
    whole = sum(population for population, _ in strata)
    if any(n < 2 for _, n in strata):
        return math.nan
    spread = sum((size / whole) ** 2 * max(1 - n / size, 0.0) / (n - 1) for size, n in strata)
    return z * math.sqrt(deff * p * (1 - p) * spread)
