"""One pass over the answers for every table: respondents, weights and squared weights of each pair of codes.

Everything a table prints (counts, percentages, errors, effective sizes, tests) follows from these three sums. Several
axes are counted together as one and taken apart afterwards: a bincount costs what the respondents cost, not what the
cells do, as long as the cells stay in the cache.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.stats.answers import Floats
from bingo_planner.features.surveys.stats.coding import Coding
from bingo_planner.features.surveys.stats.design import Design, Places

TOGETHER = 1000
"""Codes that axes counted together may have (times strata): measured best between 700 and 6,000."""
PAIRED = 40_000
"""Cells of two questions within a group of axes that are counted in one pass."""
BLOCK = 2_000_000
"""Sums of single clusters that are held at a time."""


class Joint:
    """A question by an axis, in codes: `table` (S, H, A, Q) over sums, strata, codes of the axis and of the question.

    The sums are respondents, weights, squared weights and, where some weigh nothing, respondents that weigh something.
    A design of clusters keeps no strata here (H = 1): `cluster_sums` counts its clusters when they are asked for.
    """

    __slots__ = ("axis", "question", "table", "whole")

    def __init__(self, axis: Coding, question: Coding, table: Floats) -> None:
        self.axis = axis
        self.question = question
        self.table = table
        self.whole: Floats = table[:, 0] if table.shape[1] == 1 else table.sum(axis=1)
        """(S, A, Q): the sums over all strata."""

    @property
    def n(self) -> Floats:
        """(A, Q) respondents."""
        return np.asarray(self.whole[0])

    @property
    def w(self) -> Floats:
        """(A, Q) sums of weights."""
        return np.asarray(self.whole[1])

    @property
    def w2(self) -> Floats:
        """(A, Q) sums of squared weights."""
        return np.asarray(self.whole[2])

    @property
    def sums(self) -> Floats:
        """(H, A, Q) sums of weights by stratum."""
        return np.asarray(self.table[1])

    @property
    def squares(self) -> Floats:
        """(H, A, Q) sums of squared weights by stratum."""
        return np.asarray(self.table[2])


def count(
    axes: Sequence[Coding], questions: Sequence[Coding], design: Design
) -> Iterator[tuple[int, int, Joint]]:
    """(place of the axis, place of the question, sums) of every pair; the questions of an axis come in their order."""
    counter = _Counter(design)
    for group in _groups(axes, counter.strata):
        together, size = counter.combined([axes[place] for place in group])
        sizes = [axes[one].size for one in group]
        for at, sums in _by_question(counter, together, size, questions):
            question = questions[at]
            for which, place in enumerate(group):
                table = _margin(sums, counter.strata, sizes, which, question.size)
                yield place, at, Joint(axes[place], question, table)


def _by_question(
    counter: _Counter, together: Places, size: int, questions: Sequence[Coding]
) -> Iterator[tuple[int, Floats]]:
    """(place of the question, sums of its codes within every code of a group of axes).

    Two questions are counted in one pass where their joint table stays small: to sum it twice costs less than to go
    over all respondents again.
    """
    key = np.empty(len(together), np.intp)
    scaled: dict[int, Places] = {}
    at = 0
    while at < len(questions):
        pair = questions[at : at + 2]
        one = pair[0]
        base = scaled.get(one.size)
        if base is None:
            base = scaled[one.size] = together * one.size
        np.add(base, one.codes, out=key)
        if len(pair) == 1 or size * one.size * pair[1].size > PAIRED:
            yield at, counter.sums(key, size * one.size)
            at += 1
            continue
        other = pair[1]
        np.multiply(key, other.size, out=key)
        np.add(key, other.codes, out=key)
        sums = counter.sums(key, size * one.size * other.size)
        apart = sums.reshape(-1, one.size * other.size) @ _apart(one.size, other.size)
        yield at, apart[:, : one.size].reshape(len(sums), -1)
        yield at + 1, apart[:, one.size :].reshape(len(sums), -1)
        at += 2


@cache
def _apart(first: int, second: int) -> Floats:
    """(first · second, first + second): joint codes of two questions summed to those of each, in one product."""
    both = np.arange(first * second)
    found = np.zeros((first * second, first + second))
    found[both, both // second] = 1.0
    found[both, first + both % second] = 1.0
    return found


def cluster_sums(
    axis: Coding, question: Coding, design: Design
) -> Iterator[tuple[slice, NDArray[np.float64]]]:
    """Sums of weights by cluster, in blocks that fit into memory: (clusters, (clusters of the block, A, Q))."""
    assert design.psu is not None
    clusters, cells = len(design.psu_stratum), axis.size * question.size
    step = max(1, BLOCK // cells)
    key = axis.codes.astype(np.intp) * question.size + question.codes
    if clusters <= step:
        yield slice(0, clusters), _block(design.psu, key, design.weights, clusters, axis, question)
        return
    order = design.by_unit
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
        codes, size = axes[0].codes.astype(np.intp), self.strata * axes[0].size
        if self._stratum is not None and self.strata > 1:
            codes += self._stratum * axes[0].size
        for axis in axes[1:]:
            codes *= axis.size
            codes += axis.codes
            size *= axis.size
        return codes, size

    def sums(self, key: Places, size: int) -> Floats:
        """(3 or 4, size) counts, weights, squared weights, and respondents that carry weight where some do not."""
        found = np.empty((3 if self._carrying is None else 4, size))
        found[0] = np.bincount(key, minlength=size)
        if self._equal:
            weight = float(self._weights[0])
            np.multiply(found[0], weight, out=found[1])
            np.multiply(found[0], weight**2, out=found[2])
        else:
            found[1] = np.bincount(key, self._weights, size)
            found[2] = np.bincount(key, self._squares, size)
        if self._carrying is not None:
            found[3] = np.bincount(key[self._carrying], minlength=size)
        return found


def _margin(sums: Floats, strata: int, sizes: Sequence[int], which: int, width: int) -> Floats:
    """(S, H, A, Q): the sums over all axes of a group but one, those before it first since they lie side by side."""
    before, after = math.prod(sizes[:which]), math.prod(sizes[which + 1 :])
    own = sizes[which]
    table = sums.reshape(len(sums), strata, before, own * after * width)
    table = table.sum(axis=2) if before > 1 else table[:, :, 0]
    table = table.reshape(len(sums), strata, own, after, width)
    return np.asarray(table.sum(axis=3) if after > 1 else table[:, :, :, 0])


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
