"""Where names and figures go on a map: inside the body where they fit, else beside it on a thin line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

Ring = Sequence[tuple[float, float]]
_CELL = 4


@dataclass(frozen=True)
class Place:
    """Where a label stands; `anchor` is the end of its thin line inside the body, None without one."""

    rect: QRectF
    inside: bool
    anchor: QPointF | None = None


def body_path(rings: Sequence[Ring], middle_latitude: float) -> QPainterPath:
    """Rings of (longitude, latitude) as one path; degrees of longitude are shortened as at that latitude."""
    squeeze = cos(radians(middle_latitude))
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        for place, (longitude, latitude) in enumerate(ring):
            point = QPointF(longitude * squeeze, -latitude)
            if place == 0:
                path.moveTo(point)
            else:
                path.lineTo(point)
        path.closeSubpath()
    return path


class Raster:
    """A coarse picture of who owns which pixel, for fast questions about rectangles."""

    def __init__(self, paths: Mapping[str, QPainterPath], size: QSizeF) -> None:
        self.wide, self.tall = int(size.width()) // _CELL + 1, int(size.height()) // _CELL + 1
        self.codes = list(paths)
        image = QImage(self.wide, self.tall, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.scale(1 / _CELL, 1 / _CELL)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, path in enumerate(paths.values(), start=1):
            painter.setBrush(QColor(number, 0, 0))
            painter.drawPath(path)
        painter.end()
        red = bytes(image.constBits())[2::4]
        stride = image.bytesPerLine() // 4
        self._owner = [red[row * stride : row * stride + self.wide] for row in range(self.tall)]

    def number(self, code: str) -> int:
        """What stands for a body in the picture."""
        return self.codes.index(code) + 1

    def count(self, number: int, left: float, top: float, right: float, low: float) -> tuple[int, int]:
        """(cells of the body inside a rectangle, cells of the rectangle)."""
        first, last = max(0, int(left) // _CELL), min(self.wide, int(right) // _CELL + 1)
        rows = self._owner[max(0, int(top) // _CELL) : max(0, int(low) // _CELL + 1)]
        if last <= first or not rows:
            return 0, 0
        held = 0
        for row in rows:
            held += row.count(number, first, last)
        return held, (last - first) * len(rows)

    def at(self, x: float, y: float) -> int:
        """Whose a point is; 0 is nobody's."""
        row, column = int(y) // _CELL, int(x) // _CELL
        return self._owner[row][column] if 0 <= row < self.tall and 0 <= column < self.wide else 0

    def land(self, rect: QRectF) -> int:
        """Cells of any body inside a rectangle."""
        sea, cells = self.count(0, *_edges(rect))
        return cells - sea


def _edges(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def place_labels(
    paths: Mapping[str, QPainterPath], sizes: Mapping[str, QSizeF], area: QRectF
) -> dict[str, Place]:
    """A place for every label: those that fit inside first, then the others around, never on one another."""
    raster = Raster(paths, QSizeF(area.right() + 1, area.bottom() + 1))
    found: dict[str, Place] = {}
    for code, path in paths.items():
        spot = _inside(raster, code, path, sizes[code])
        if spot is not None:
            found[code] = Place(spot, True)
    for code, path in paths.items():
        if code not in found:
            taken = [one.rect for one in found.values()]
            found[code] = _beside(raster, code, path, sizes[code], area, taken)
    return found


def main_part(path: QPainterPath) -> QRectF:
    """Bounds of the largest piece of a body; its islands do not pull the label out to sea."""
    parts = [polygon.boundingRect() for polygon in path.toSubpathPolygons()]
    return max(parts, key=lambda rect: rect.width() * rect.height()) if parts else QRectF()


_OWN = 0.93
"""Share of a line's cells that must lie on the body."""
_FIGURE = 0.7
"""Width of the figure beneath as a share of the name's."""


def _fits(raster: Raster, number: int, x: float, y: float, wide: float, tall: float) -> bool:
    """Name above and figure below a point, each nearly wholly on the body; the figure is the narrower one."""
    for top, low, half in ((y - tall / 2, y, wide / 2), (y, y + tall / 2, wide * _FIGURE / 2)):
        held, cells = raster.count(number, x - half, top, x + half, low)
        if not cells or held < cells * _OWN:
            return False
    return True


def _inside(raster: Raster, code: str, path: QPainterPath, size: QSizeF) -> QRectF | None:
    bounds, number = main_part(path), raster.number(code)
    best, best_score = None, -1e9
    wide, tall = size.width(), size.height()
    for far, x, y in _from_the_middle(bounds):
        if _ROOM - far * _FAR <= best_score:
            break  # what is farther off cannot score higher, however much room it has
        # Most points of the bounds are another body's: nothing need be counted there.
        if raster.at(x, y) != number or not _fits(raster, number, x, y, wide, tall):
            continue
        room, cells = raster.count(
            number, x - wide / 2 - 10, y - tall / 2 - 8, x + wide / 2 + 10, y + tall / 2 + 8
        )
        score = room / max(1, cells) * _ROOM - far * _FAR
        if score > best_score:
            best, best_score = QRectF(x - wide / 2, y - tall / 2, wide, tall), score
    return best


_ROOM, _FAR, _STEPS = 40, 0.15, 16
"""What room around a label is worth against a pixel off the middle; points tried in each direction."""


def _from_the_middle(bounds: QRectF) -> list[tuple[float, float, float]]:
    """Points spread over the bounds with their distance from the middle, the nearest first."""
    middle = bounds.center()
    found = []
    for column in range(_STEPS + 1):
        x = bounds.left() + bounds.width() * column / _STEPS
        for row in range(_STEPS + 1):
            y = bounds.top() + bounds.height() * row / _STEPS
            found.append((abs(x - middle.x()) + abs(y - middle.y()), x, y))
    return sorted(found)


def _beside(
    raster: Raster, code: str, path: QPainterPath, size: QSizeF, area: QRectF, taken: Sequence[QRectF]
) -> Place:
    bounds, number = main_part(path), raster.number(code)
    anchor = _anchor(raster, number, bounds)
    held = [one.adjusted(-3, -2, 3, 2) for one in taken]
    best, best_cost = None, 1e9
    for ring in range(1, 16):
        if ring * 3 >= best_cost:
            break  # farther off is dearer even on the open sea
        for turn in range(24):
            angle = 2 * pi * turn / 24
            x = anchor.x() + cos(angle) * (ring * 12 + size.width() / 2)
            y = anchor.y() + sin(angle) * (ring * 10 + size.height() / 2)
            rect = QRectF(x - size.width() / 2, y - size.height() / 2, size.width(), size.height())
            if not area.contains(rect) or any(rect.intersects(one) for one in held):
                continue
            own, cells = raster.count(number, *_edges(rect))
            land = raster.land(rect) - own
            cost = ring * 3 + 260 * land / max(1, cells) + 160 * own / max(1, cells)
            if cost < best_cost:
                best, best_cost = rect, cost
    if best is None:
        corner = QPointF(area.right() - size.width(), area.bottom() - size.height())
        best = QRectF(corner, size)
    far = not best.adjusted(-8, -6, 8, 6).contains(anchor)
    return Place(best, False, anchor if far else None)


def _anchor(raster: Raster, number: int, bounds: QRectF) -> QPointF:
    """The middle of the body's land nearest to the middle of its bounds."""
    best, best_score = bounds.center(), -1.0
    for column in range(1, 12):
        for row in range(1, 12):
            x, y = bounds.left() + bounds.width() * column / 12, bounds.top() + bounds.height() * row / 12
            held, cells = raster.count(number, x - 9, y - 9, x + 9, y + 9)
            score = held / max(1, cells)
            if score > best_score + 0.05:
                best, best_score = QPointF(x, y), score
    return best
