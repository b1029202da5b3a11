"""One pass over the answers for every table: respondents, weights and squared weights of each pair of codes.

Everything a table prints (counts, percentages, errors, effective sizes, tests) follows from these three sums. Several
axes are counted together as one and taken apart afterwards: a bincount costs what the respondents cost, not what the
cells do, as long as the cells stay in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.answers import Floats
from bingo_planner.features.surveys.coding import Coding
from bingo_planner.features.surveys.design import Design, Places

TOGETHER = 1000
"""Codes that axes counted together may have (times strata): measured best between 700 and 6,000."""
BLOCK = 2_000_000
"""Sums of single clusters that are held at a time."""


@dataclass(frozen=True, eq=False)
class Joint:
    """A question by an axis, in codes: (H, A, Q) over strata, codes of the axis and codes of the question.

    `counts` respondents; `sums` of their weights; `squares` of their squared weights. A design of clusters keeps no
    strata here (H = 1): `cluster_sums` counts its clusters when they are asked for.
    """

    axis: Coding
    question: Coding
    counts: Floats
    sums: Floats
    squares: Floats
    carrying: Floats
    """(A, Q) respondents with a weight above 0."""

    @cached_property
    def n(self) -> Floats:
        """(A, Q) respondents."""
        return np.asarray(self.counts.sum(axis=0))

    @cached_property
    def w(self) -> Floats:
        """(A, Q) sums of weights."""
        return np.asarray(self.sums.sum(axis=0))

    @cached_property
    def w2(self) -> Floats:
        """(A, Q) sums of squared weights."""
        return np.asarray(self.squares.sum(axis=0))


def count(
    axes: Sequence[Coding], questions: Sequence[Coding], design: Design
) -> Iterator[tuple[int, int, Joint]]:
    """(place of the axis, place of the question, sums) of every pair; axes that were counted together come together."""
    counter = _Counter(design)
    for group in _groups(axes, counter.strata):
        together, size = counter.combined([axes[place] for place in group])
        scaled: dict[int, Places] = {}
        for at, question in enumerate(questions):
            base = scaled.get(question.size)
            if base is None:
                base = scaled[question.size] = together * question.size
            key = base + question.codes
            sizes = (counter.strata, *(axes[place].size for place in group), question.size)
            sums = [table.reshape(sizes) for table in counter.sums(key, size * question.size)]
            for which, place in enumerate(group):
                others = tuple(1 + other for other in range(len(group)) if other != which)
                parts = [table.sum(axis=others) if others else table for table in sums]
                carrying = parts[3].sum(axis=0) if len(parts) > 3 else parts[0].sum(axis=0)
                yield place, at, Joint(axes[place], question, parts[0], parts[1], parts[2], carrying)


def cluster_sums(
    axis: Coding, question: Coding, design: Design
) -> Iterator[tuple[slice, NDArray[np.float64]]]:
    """Sums of weights by cluster, in blocks that fit into memory: (clusters, (clusters of the block, A, Q))."""
    assert design.psu is not None
    clusters, cells = len(design.psu_stratum), axis.size * question.size
    step = max(1, BLOCK // cells)
    key = axis.codes * question.size + question.codes
    if clusters <= step:
        yield slice(0, clusters), _block(design.psu, key, design.weights, clusters, axis, question)
        return
    order = np.argsort(design.psu, kind="stable")
    psu = design.psu[order]
    for first in range(0, clusters, step):
        last = min(first + step, clusters)
        rows = order[np.searchsorted(psu, first) : np.searchsorted(psu, last)]
        held = design.psu[rows] - first
        yield (
            slice(first, last),
            _block(held, key[rows], design.weights[rows], last - first, axis, question),
        )


def _block(
    psu: Places, key: Places, weights: Floats, clusters: int, axis: Coding, question: Coding
) -> NDArray[np.float64]:
    cells = axis.size * question.size
    table = _weighed(psu * cells + key, weights, clusters * cells)
    return table.reshape(clusters, axis.size, question.size)


class _Counter:
    """The three sums over one key, with what can be spared left out: equal weights need a single count."""

    def __init__(self, design: Design) -> None:
        self._weights = design.weights
        self._equal = bool((design.weights == design.weights[0]).all())
        self._squares = self._weights if self._equal else design.weights**2
        self._carrying = None if (design.weights > 0).all() else design.weights > 0
        self._stratum = design.stratum if design.psu is None else None
        self.strata = design.strata if design.psu is None else 1

    def combined(self, axes: Sequence[Coding]) -> tuple[Places, int]:
        """One code of the stratum and several axes for every respondent, and how many there are."""
        codes, size = axes[0].codes, self.strata * axes[0].size
        if self._stratum is not None and self.strata > 1:
            codes = self._stratum * axes[0].size + codes
        for axis in axes[1:]:
            codes, size = codes * axis.size + axis.codes, size * axis.size
        return codes, size

    def sums(self, key: Places, size: int) -> list[Floats]:
        """Counts, weights, squared weights, and respondents that carry weight where some do not."""
        counts = np.bincount(key, minlength=size).astype(np.float64)
        if self._equal:
            weight = float(self._weights[0])
            found = [counts, counts * weight, counts * weight**2]
        else:
            found = [counts, _weighed(key, self._weights, size), _weighed(key, self._squares, size)]
        if self._carrying is not None:
            found.append(np.bincount(key[self._carrying], minlength=size).astype(np.float64))
        return found


def _weighed(key: Places, weights: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(key, weights, size), dtype=np.float64)


def _groups(axes: Sequence[Coding], strata: int) -> list[list[int]]:
    """Places of axes that are counted together, largest first, each group within `TOGETHER` codes."""
    groups: list[tuple[int, list[int]]] = []
    for place in sorted(range(len(axes)), key=lambda one: -axes[one].size):
        size = axes[place].size
        at = next((i for i, (held, _) in enumerate(groups) if held * size <= TOGETHER), None)
        if at is None:
            groups.append((strata * size, [place]))
        else:
            held, places = groups[at]
            groups[at] = (held * size, [*places, place])
    return [places for _, places in groups]
