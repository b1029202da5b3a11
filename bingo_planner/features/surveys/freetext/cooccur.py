"""Words that stand in the same answers: Jaccard |A∩B| / |A∪B|, the strongest pairs, what hangs together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.freetext.wordcount import frequent
from bingo_planner.features.surveys.freetext.words import USUAL, Part, Words

MOST_WORDS: Final = 200
"""Words compared with each other; more say nothing a picture could show."""
GOOD_WORDS: Final = 60
"""How many words a picture carries well; the suggested lowest count comes from it."""
USUAL_EDGES: Final = 60
LEAST_TOGETHER: Final = 2
"""A pair that one answer alone holds is chance."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two words, as places in `Network.places`, `first` < `second`; `both` answers hold the two."""

    first: int
    second: int
    both: int
    jaccard: float


@dataclass(frozen=True, eq=False)
class Network:
    """The words of the strongest pairs.

    `places` (n,) words of the vocabulary, most frequent first; `answers` (n,) that hold each; `edges` strongest first;
    `cluster` (n,) number of the group of words each hangs together with, from 0, largest first; `size` answers.
    """

    places: NDArray[np.int64]
    answers: NDArray[np.int64]
    edges: tuple[Edge, ...]
    cluster: NDArray[np.int64]
    size: int

    @property
    def clusters(self) -> int:
        """How many groups of words there are."""
        return int(self.cluster.max(initial=-1)) + 1

    def members(self, cluster: int) -> tuple[int, ...]:
        """Places in `places` of the words of a group, most frequent first."""
        return tuple(np.flatnonzero(self.cluster == cluster).tolist())


def suggested_fewest(words: Words, parts: Collection[Part] = USUAL) -> int:
    """The lowest count that leaves about 60 words, at least 2."""
    counts = sorted((int(words.answers[at]) for at in frequent(words, 1, parts)), reverse=True)
    return max(counts[GOOD_WORDS] + 1 if len(counts) > GOOD_WORDS else 2, 2)


@lru_cache(maxsize=4)
def network(
    words: Words, fewest: int, most_edges: int = USUAL_EDGES, parts: frozenset[Part] = USUAL
) -> Network:
    """The `most_edges` strongest pairs among words that at least `fewest` answers hold."""
    places = frequent(words, fewest, parts, MOST_WORDS)
    present = words.presence(places.tolist()).astype(np.float32)
    both = np.rint(present.T @ present).astype(np.int64)
    counts = np.diag(both)
    first, second = np.triu_indices(len(places), 1)
    together = both[first, second]
    either = counts[first] + counts[second] - together
    strength = together / np.maximum(either, 1)
    order = np.lexsort((second, first, -together, -strength))
    order = order[together[order] >= LEAST_TOGETHER][:most_edges]
    kept = np.unique(np.concatenate([first[order], second[order]]))
    new = {int(old): at for at, old in enumerate(kept)}
    edges = tuple(
        Edge(new[int(first[at])], new[int(second[at])], int(together[at]), float(strength[at]))
        for at in order
    )
    return Network(places[kept], counts[kept], edges, clusters(len(kept), edges), words.size)


def clusters(size: int, edges: Sequence[Edge]) -> NDArray[np.int64]:
    """Groups of words by greedy modularity (Clauset, Newman and Moore 2004), edges weighted by Jaccard.

    Groups are joined pair by pair, always the pair that raises the modularity most, until none does. Ties go to the
    more frequent words, so that the same answers give the same groups.
    """
    total = sum(one.jaccard for one in edges)
    if not total:
        return np.arange(size, dtype=np.int64)
    between = np.zeros((size, size))
    for one in edges:
        between[one.first, one.second] += one.jaccard / (2 * total)
        between[one.second, one.first] += one.jaccard / (2 * total)
    degree = between.sum(axis=1)
    members: list[list[int]] = [[at] for at in range(size)]
    while len(members) > 1:
        gain = np.triu(2 * (between - np.outer(degree, degree)), 1)
        gain[(between == 0) | np.tril(np.ones_like(gain, dtype=bool))] = -1.0
        best = int(gain.round(12).argmax())
        into, gone = divmod(best, len(members))
        if gain[into, gone] <= 0:
            break
        between[into] += between[gone]
        between[:, into] += between[:, gone]
        between[into, into] = 0.0
        degree[into] += degree[gone]
        between = np.delete(np.delete(between, gone, 0), gone, 1)
        degree = np.delete(degree, gone)
        members[into] += members.pop(gone)
    members.sort(key=lambda group: (-len(group), min(group)))
    found = np.zeros(size, dtype=np.int64)
    for number, group in enumerate(members):
        found[group] = number
    return found
