"""Outlines of municipalities on paper: a small equirectangular projection and points inside rings."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from bingo_planner.reports.charts import Ring
from bingo_planner.reports.pen import Point

KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Projection:
    """Longitude and latitude to points on the page: `scale` points a degree of latitude, `squash` for longitude."""

    west: float
    south: float
    scale: float
    squash: float
    x: float
    y: float

    def point(self, place: Point) -> Point:
        return (
            self.x + (place[0] - self.west) * self.squash * self.scale,
            self.y + (place[1] - self.south) * self.scale,
        )

    def ring(self, ring: Ring) -> tuple[Point, ...]:
        return tuple(self.point(place) for place in ring)


def fit(rings: Sequence[Ring], x: float, y: float, width: float, height: float) -> Projection | None:
    """A projection that centres the rings in a box from its lower left corner; None when there is nothing."""
    longitudes = [place[0] for ring in rings for place in ring]
    latitudes = [place[1] for ring in rings for place in ring]
    if not longitudes:
        return None
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    squash = cos(radians((south + north) / 2))
    wide, high = max((east - west) * squash, 1e-9), max(north - south, 1e-9)
    scale = min(width / wide, height / high)
    return Projection(
        west, south, scale, squash, x + (width - wide * scale) / 2, y + (height - high * scale) / 2
    )


def area_of(ring: Sequence[Point]) -> float:
    """Unsigned area of a ring."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Is the point within the ring?"""
    x, y = point
    within = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            within = not within
        x1, y1 = x2, y2
    return within
