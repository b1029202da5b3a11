"""Where the names of dots stand: beside them in one of eight places, never over another name or dot.

Pure geometry for paper and window alike; up is where y grows. The same dots always give the same places. A name that
finds no room beside its dot stands farther off with a leader; one that finds none there either is cut to its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, foot, width, height."""

NEAR: Final = 5.5
"""Distance of a name from its dot, in points of paper; what else is far or near follows from it."""
_FAR: Final = (13.0, 21.0, 30.0, 40.0)
_ROUNDS: Final = 4
_CROSSING: Final = 6.0
"""What a name that stands across an axis costs, in steps down the order of places."""
_BESIDE: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot with the width of its full name and of its number alone."""

    x: float
    y: float
    wide: float
    short: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a name stands; `is_short`: only its number; `leader`: the line that joins it to its dot."""

    box: Box
    cost: float
    is_short: bool = False
    leader: tuple[Point, Point] | None = None

    def clashes(self, other: "Placed") -> bool:
        """Whether names or leaders of the two lie over each other."""
        if overlap(self.box, other.box):
            return True
        mine, yours = self.leader, other.leader
        if mine is not None and (crosses(mine, other.box) or (yours is not None and meet(mine, yours))):
            return True
        return yours is not None and crosses(yours, self.box)


@lru_cache(maxsize=64)
def place_names(
    dots: tuple[Dot, ...],
    bounds: Box,
    taken: tuple[Box, ...],
    lines: tuple[Box, ...],
    high: float,
    unit: float = 1.0,
) -> tuple[Placed | None, ...]:
    """A place for the name of every dot inside `bounds`, clear of `taken`, rather not across `lines`.

    `high` of a name and all coordinates are in whatever unit the caller draws in; `unit` is a point of paper in it.
    """
    reach = 3.2 * unit
    discs = [(dot.x - reach, dot.y - reach, 2 * reach, 2 * reach) for dot in dots]
    tries = [_tries(dot, at, discs, bounds, taken, lines, high, unit) for at, dot in enumerate(dots)]
    order = sorted(range(len(dots)), key=lambda at: (len(tries[at]), at))
    chosen: dict[int, Placed] = {}
    for _ in range(_ROUNDS):
        before = dict(chosen)
        for at in order:
            others = [one for other, one in chosen.items() if other != at]
            free = next((one for one in tries[at] if not any(map(one.clashes, others))), None)
            if free is not None:
                chosen[at] = free
        if chosen == before:
            break
    return tuple(chosen.get(at) for at in range(len(dots)))


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share an area."""
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a line runs through a box (Liang and Barsky's clipping)."""
    (x, y), (to_x, to_y) = line
    enter, leave = 0.0, 1.0
    for start, step, low, size in ((x, to_x - x, box[0], box[2]), (y, to_y - y, box[1], box[3])):
        if abs(step) < 1e-9:
            if not low < start < low + size:
                return False
            continue
        first, last = sorted(((low - start) / step, (low + size - start) / step))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


def meet(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    """Whether two lines cross."""

    def side(line: tuple[Point, Point], point: Point) -> float:
        (x, y), (to_x, to_y) = line
        return (to_x - x) * (point[1] - y) - (to_y - y) * (point[0] - x)

    return side(a, b[0]) * side(a, b[1]) < 0 and side(b, a[0]) * side(b, a[1]) < 0


def _leader(dot: Dot, box: Box) -> tuple[Point, Point]:
    """From the dot to the nearest point of the name."""
    x, y, wide, high = box
    return (dot.x, dot.y), (min(max(dot.x, x), x + wide), min(max(dot.y, y), y + high))


def _tries(
    dot: Dot,
    own: int,
    discs: Sequence[Box],
    bounds: Box,
    taken: Sequence[Box],
    lines: Sequence[Box],
    high: float,
    unit: float,
) -> list[Placed]:
    """Places that are free of everything that does not move, best first."""
    blocked = [disc for at, disc in enumerate(discs) if at != own] + list(taken)
    found: list[Placed] = []
    for is_short, start in ((False, 0.0), (True, 100.0)):
        wide = dot.short if is_short else dot.wide
        for ring, off in enumerate((NEAR, *_FAR)):
            for order, (across, up) in enumerate(_BESIDE):
                box = _box(dot, across, up, off * unit, wide, high, unit)
                if not _within(box, bounds) or any(overlap(box, one) for one in blocked):
                    continue
                leader = _leader(dot, box) if ring else None
                if leader is not None and any(crosses(leader, one) for one in blocked):
                    continue
                cost = start + order + 12.0 * ring + _CROSSING * sum(overlap(box, one) for one in lines)
                found.append(Placed(box, cost, is_short, leader))
    return sorted(found, key=lambda one: one.cost)


def _box(dot: Dot, across: int, up: int, off: float, wide: float, high: float, unit: float) -> Box:
    if up and across:
        off *= 0.72
    x = dot.x + off if across > 0 else dot.x - off - wide if across < 0 else dot.x - wide / 2
    y = dot.y + off - unit if up > 0 else dot.y - off - high + unit if up < 0 else dot.y - high / 2
    return (x, y, wide, high)


def _within(box: Box, bounds: Box) -> bool:
    return (
        box[0] >= bounds[0]
        and box[1] >= bounds[1]
        and box[0] + box[2] <= bounds[0] + bounds[2]
        and box[1] + box[3] <= bounds[1] + bounds[3]
    )
