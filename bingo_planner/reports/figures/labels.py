"""Where names stand on a map: inside their area when they fit, else beside it with a leader."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bingo_planner.reports.geometry import area_of, inside
from bingo_planner.reports.pen import Point

Shape = tuple[tuple[Point, ...], ...]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A name over a value, the room they need, and wishes of the caller.

    A `strict` one (white on dark) must not touch the border of its area; others may, a little.
    """

    name: str
    value: str
    width: float
    height: float
    shift: Point = (0.0, 0.0)
    leader: bool = False
    strict: bool = False


def place_labels(
    shapes: Sequence[Shape], labels: Sequence[Label], bounds: Box, kept_free: Sequence[Box]
) -> list[tuple[Point, Point | None]]:
    """Centre of every label and, where it stands outside, the point of the area that its leader touches."""
    return list(_placed(tuple(shapes), tuple(labels), bounds, tuple(kept_free)))


@lru_cache(maxsize=32)
def _placed(
    shapes: tuple[Shape, ...], labels: tuple[Label, ...], bounds: Box, kept_free: tuple[Box, ...]
) -> tuple[tuple[Point, Point | None], ...]:
    taken: list[Box] = list(kept_free)
    mains = [max(shape, key=area_of) for shape in shapes]
    everything = [ring for shape in shapes for ring in shape if len(ring) > 2]
    inner = [_inside(main, label) for main, label in zip(mains, labels, strict=True)]
    found: list[tuple[Point, Point | None]] = [(place, None) for place, _ in inner]
    for i, ((place, fits), label) in enumerate(zip(inner, labels, strict=True)):
        if fits and not label.leader:
            taken.append(_box(place, label))
        found[i] = ((place[0] + label.shift[0], place[1] + label.shift[1]), None)
    for i, ((place, fits), label) in enumerate(zip(inner, labels, strict=True)):
        if (not fits or label.leader) and label.shift == (0.0, 0.0):
            outer = _outside(place, label, everything, bounds, taken)
            if outer is not None:
                taken.append(_box(outer, label))
                found[i] = (outer, _nearest(mains[i], outer))
        elif label.leader:
            found[i] = (found[i][0], place)
    return tuple(found)


def _box(place: Point, label: Label) -> Box:
    return place[0] - label.width / 2, place[1] - label.height / 2, label.width, label.height


def _frame_of(place: Point, label: Label, pad: float) -> list[Point]:
    wide, high = label.width / 2 + pad, label.height / 2 + pad
    x, y = place
    return [
        (x - wide, y - high),
        (x + wide, y - high),
        (x - wide, y + high),
        (x + wide, y + high),
        (x - wide, y),
        (x + wide, y),
        (x, y + high),
        (x, y - high),
    ]


def _inside(ring: Sequence[Point], label: Label) -> tuple[Point, bool]:
    """The most central place within a ring that holds the label; the least bad one when none does."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    middle = ((left + right) / 2, (low + high) / 2)
    grid = [
        (left + (right - left) * i / 20, low + (high - low) * j / 20)
        for i in range(1, 20)
        for j in range(1, 20)
    ]
    grid.sort(key=lambda place: abs(place[0] - middle[0]) + abs(place[1] - middle[1]))
    best, most = middle, -1
    for place in grid:
        if inside(place, ring):
            held = sum(inside(corner, ring) for corner in _frame_of(place, label, 0.5))
            if held > most:
                best, most = place, held
            if held == 8:
                break
    return best, most >= (8 if label.strict else 6)


def _nearest(ring: Sequence[Point], outer: Point) -> Point:
    """Where a leader from `outer` touches the area: the nearest point that lies well inside."""
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    spot = Label("", "", 9.0, 9.0)
    grid = [
        (left + (right - left) * i / 20, low + (high - low) * j / 20)
        for i in range(1, 20)
        for j in range(1, 20)
    ]
    grid.sort(key=lambda place: (place[0] - outer[0]) ** 2 + (place[1] - outer[1]) ** 2)
    for place in grid:
        if inside(place, ring) and all(inside(corner, ring) for corner in _frame_of(place, spot, 0.0)):
            return place
    return next((place for place in grid if inside(place, ring)), ring[0])


def _outside(
    anchor: Point, label: Label, rings: Sequence[Sequence[Point]], bounds: Box, taken: Sequence[Box]
) -> Point | None:
    """The nearest free place beside an area, sideways first."""
    candidates = sorted(
        (dx * dx + 1.6 * dy * dy, (anchor[0] + dx, anchor[1] + dy))
        for dx in range(-150, 151, 10)
        for dy in range(-90, 91, 10)
    )
    for _, place in candidates:
        frame = _frame_of(place, label, 3.0)
        if not all(bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3] for x, y in frame):
            continue
        if any(_overlap(_box(place, label), box) for box in taken):
            continue
        if not any(inside(point, ring) for ring in rings for point in (*frame, place)) and not any(
            abs(x - place[0]) < label.width / 2 + 3 and abs(y - place[1]) < label.height / 2 + 3
            for ring in rings
            for x, y in ring
        ):
            return place
    return None


def _overlap(a: Box, b: Box) -> bool:
    return (
        a[0] < b[0] + b[2] + 2
        and b[0] < a[0] + a[2] + 2
        and a[1] < b[1] + b[3] + 2
        and b[1] < a[1] + a[3] + 2
    )
