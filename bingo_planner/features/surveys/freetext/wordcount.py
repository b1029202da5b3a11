"""Words in figures: how often and by whom, crossed with another question, and what is typical of its answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.freetext.words import USUAL, Part, Words


@dataclass(frozen=True, eq=False)
class WordTable:
    """Words by answers to another question.

    `places` (w,) words of the vocabulary; `counts` (w, categories) answers that hold the word, each answer once;
    `bases` (categories,) answers with any text; `uses` and `answers` (w,) over everybody.
    """

    places: NDArray[np.int64]
    uses: NDArray[np.int64]
    answers: NDArray[np.int64]
    counts: NDArray[np.int64]
    bases: NDArray[np.int64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """Percent of each category's answers that hold the word (w, categories); nan without answers."""
        bases = np.where(self.bases > 0, self.bases, 1)
        return np.where(self.bases > 0, self.counts * 100.0 / bases, np.nan)

    @property
    def jaccard(self) -> NDArray[np.float64]:
        """Answers that are both / answers that are either (w, categories): how typical a word is of a category."""
        either = self.answers[:, None] + self.bases[None, :] - self.counts
        return np.where(either > 0, self.counts / np.where(either > 0, either, 1), 0.0)


def frequent(
    words: Words, fewest: int = 1, parts: Collection[Part] = USUAL, most: int = 0
) -> NDArray[np.int64]:
    """Words that at least `fewest` answers hold, most frequent first, equal ones as they are spelt; `most` 0: all."""
    wanted = [
        at
        for at, one in enumerate(words.vocabulary)
        if one.part in parts and words.answers[at] >= max(fewest, 1)
    ]
    wanted.sort(key=lambda at: (-int(words.answers[at]), -int(words.uses[at]), words.vocabulary[at].base))
    return np.array(wanted[: most or None], dtype=np.int64)


def cross_words(
    words: Words,
    places: NDArray[np.int64],
    chosen: NDArray[np.bool_],
    wrote: NDArray[np.bool_],
) -> WordTable:
    """Words × categories; `chosen` (answers, categories) who is in which, `wrote` (answers,) who counts at all."""
    column = np.full(len(words.vocabulary), -1, dtype=np.int64)
    column[places] = np.arange(len(places))
    answer, word = words.pairs
    wanted = (column[word] >= 0) & wrote[answer]
    answer, at = answer[wanted], column[word[wanted]]
    counts = np.zeros((len(places), chosen.shape[1]), dtype=np.int64)
    for place in range(chosen.shape[1]):
        counts[:, place] = np.bincount(at[chosen[answer, place]], minlength=len(places))
    bases = (chosen & wrote[:, None]).sum(axis=0).astype(np.int64)
    return WordTable(places, words.uses[places], np.bincount(at, minlength=len(places)), counts, bases)


def typical(table: WordTable, category: int, most: int = 10) -> NDArray[np.int64]:
    """Rows of the words most typical of a category: by Jaccard, only words more frequent there than in general."""
    total = max(int(table.bases.sum()), 1)
    general = table.counts.sum(axis=1) / total
    base = int(table.bases[category])
    if base == 0:
        return np.array([], dtype=np.int64)
    more = table.counts[:, category] / base > general
    order = sorted(np.flatnonzero(more).tolist(), key=lambda row: (-table.jaccard[row, category], row))
    return np.array(order[:most], dtype=np.int64)
