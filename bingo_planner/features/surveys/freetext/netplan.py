"""Where the words of a network stand in its picture: the same words always in the same places, no label over another.

Distances on paper follow distances along the pairs (stress majorisation, Gansner, Koren and North 2005, weights 1/d²);
then labels that overlap push each other apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys.freetext.cooccur import Edge

Points = NDArray[np.float64]
ROUNDS: Final = 120
PUSHES: Final = 200
GAP: Final = 1.15
"""Room a label takes beyond its own size."""


def plan(edges: Sequence[Edge], sizes: Points, width: float, height: float) -> Points:
    """Middles (n, 2) of n labels of `sizes` (n, 2) within width × height, all in one unit."""
    count = len(sizes)
    if count == 0:
        return np.zeros((0, 2))
    if count == 1:
        return np.array([[width / 2, height / 2]])
    placed = _majorised(_distances(count, edges))
    fitted = _fit(placed, sizes, width, height)
    return _apart(fitted, sizes * GAP, width, height)


def _distances(count: int, edges: Sequence[Edge]) -> NDArray[np.float64]:
    """Shortest ways (n, n) over the pairs, strong pairs short; words that are not joined stand a little beyond."""
    far = np.full((count, count), np.inf)
    np.fill_diagonal(far, 0.0)
    for one in edges:
        far[one.first, one.second] = far[one.second, one.first] = 1.5 - min(one.jaccard, 1.0)
    for over in range(count):
        far = np.minimum(far, far[:, over, None] + far[None, over, :])
    joined = np.isfinite(far)
    beyond = float(far[joined].max()) * 0.75 + 1.0
    return np.where(joined, far, beyond)


def _majorised(wanted: NDArray[np.float64]) -> Points:
    """Points whose distances come as near to the wanted ones as 120 rounds of SMACOF bring them."""
    count = len(wanted)
    place = _scaled(wanted)
    weight = 1.0 / np.where(wanted > 0, wanted, 1.0) ** 2
    np.fill_diagonal(weight, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    # The points may move as a whole; one more than the Laplacian's rank makes it invertible without moving them.
    inverse = np.linalg.inv(laplacian + np.ones((count, count)))
    for _round in range(ROUNDS):
        apart = np.linalg.norm(place[:, None] - place[None], axis=2)
        ratio = weight * wanted / np.where(apart > 1e-9, apart, 1.0)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        place = inverse @ (pull @ place)
    return np.asarray(place, dtype=np.float64)


def _scaled(wanted: NDArray[np.float64]) -> Points:
    """Classical scaling as a start; signs are fixed and no two points coincide."""
    count = len(wanted)
    centre = np.eye(count) - 1.0 / count
    values, vectors = np.linalg.eigh(-0.5 * centre @ wanted**2 @ centre)
    place = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-6))
    strongest = np.abs(place).argmax(axis=0)
    place = place * np.where(place[strongest, [0, 1]] < 0, -1.0, 1.0)
    angle = np.arange(count) * 2.399963  # the golden angle: points on top of each other part evenly
    return np.asarray(place + 0.05 * np.column_stack([np.cos(angle), np.sin(angle)]), dtype=np.float64)


def _fit(place: Points, sizes: Points, width: float, height: float) -> Points:
    """Stretched over the sheet, labels at its edges still inside; the longer side lies along the longer side."""
    spread = np.ptp(place, axis=0)
    if (spread[0] < spread[1]) == (width > height):
        place = place[:, ::-1]
        spread = spread[::-1]
    half = sizes.max(axis=0) / 2
    room = np.maximum(np.array([width, height]) - 2 * half, 1.0)
    fitted: Points = (place - place.min(axis=0)) / np.where(spread > 1e-9, spread, 1.0) * room + half
    return fitted


def _apart(place: Points, sizes: Points, width: float, height: float) -> Points:
    """Labels that overlap move apart along the shorter way until none does, or the sheet is full."""
    half = sizes / 2
    need = half[:, None] + half[None]
    low, high = sizes / 2, np.array([width, height]) - sizes / 2
    for _push in range(PUSHES):
        away = place[:, None] - place[None]
        over = need - np.abs(away)
        hit: NDArray[np.bool_] = np.logical_and(over[:, :, 0] > 0, over[:, :, 1] > 0)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        sideways = over[:, :, 0] < over[:, :, 1]
        sign = np.where(away >= 0, 1.0, -1.0)
        # Points at one height have no side of their own; who comes first goes left and up.
        order = np.sign(np.arange(len(place))[:, None] - np.arange(len(place))[None])
        sign = np.where(away == 0, order[:, :, None], sign)
        push = np.where(hit[:, :, None], over * sign, 0.0) * 0.5
        push[:, :, 0] *= sideways
        push[:, :, 1] *= ~sideways
        place = np.clip(place + push.sum(axis=1) * 0.6, low, np.maximum(high, low))
    return place
