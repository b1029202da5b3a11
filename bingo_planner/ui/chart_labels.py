"""Where the words of a line stand in a chart: near one of its points, off every line and off one another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

_STEPS = 24
"""Places looked at on each piece of a line."""


class LineLabels:
    """Finds room for labels; each one placed takes its room from the next."""

    def __init__(self, runs: Sequence[Sequence[QPointF]], area: QRectF) -> None:
        self._dots = [dot for run in runs for dot in _along(run)]
        self._area = area
        self._taken: list[QRectF] = []

    def place(
        self, points: Sequence[QPointF], wide: float, tall: float, gap: float, *, below: bool = False
    ) -> QRectF:
        """A box of that size near one of the points, the first preferred; where none is free, the freest."""
        boxes = [box for point in points for box in _around(point, wide, tall, gap, below=below)]
        inside = [box for box in boxes if self._area.contains(box)] or boxes
        best = min(inside, key=self._cost)
        self._taken.append(best)
        return best

    def _cost(self, box: QRectF) -> int:
        """How much of the drawing it would cover."""
        over = sum(_STEPS for one in self._taken if box.intersects(one))
        return over + sum(1 for dot in self._dots if box.contains(dot))


def _along(run: Sequence[QPointF]) -> list[QPointF]:
    """Dots on a line, close enough that no label slips between them."""
    dots = list(run)
    for start, end in pairwise(run):
        dots += [start + (end - start) * (step / _STEPS) for step in range(1, _STEPS)]
    return dots


def _around(point: QPointF, wide: float, tall: float, gap: float, *, below: bool) -> list[QRectF]:
    """Over and under the point (in the order wanted), then beside it."""
    middle = point.x() - wide / 2
    over = QRectF(middle, point.y() - gap - tall, wide, tall)
    under = QRectF(middle, point.y() + gap, wide, tall)
    right = QRectF(point.x() + gap, point.y() - tall / 2, wide, tall)
    left = QRectF(point.x() - gap - wide, point.y() - tall / 2, wide, tall)
    return [under, over, right, left] if below else [over, under, right, left]
