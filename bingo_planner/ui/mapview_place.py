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
        self._sums: dict[int, list[list[int]]] = {}

    def _table(self, number: int) -> list[list[int]]:
        """Running sums of cells owned by a body (0: by any)."""
        table = self._sums.get(number)
        if table is None:
            table = [[0] * (self.wide + 1)]
            for row in self._owner:
                line, total = [0], 0
                for place, owner in enumerate(row):
                    total += (owner == number) if number else (owner > 0)
                    line.append(total + table[-1][place + 1])
                table.append(line)
            self._sums[number] = table
        return table

    def count(self, code: str, rect: QRectF) -> tuple[int, int]:
        """(cells of the body inside the rectangle, cells of the rectangle); code "" asks for any body."""
        number = self.codes.index(code) + 1 if code else 0
        left, top = max(0, int(rect.left()) // _CELL), max(0, int(rect.top()) // _CELL)
        right = min(self.wide, int(rect.right()) // _CELL + 1)
        low = min(self.tall, int(rect.bottom()) // _CELL + 1)
        if right <= left or low <= top:
            return 0, 0
        table = self._table(number)
        held = table[low][right] - table[top][right] - table[low][left] + table[top][left]
        return held, (right - left) * (low - top)


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


def _fits(raster: Raster, code: str, rect: QRectF, figure_share: float) -> bool:
    """Name above and figure below, each nearly wholly on the body; the figure is the narrower one."""
    name = QRectF(rect.left(), rect.top(), rect.width(), rect.height() / 2)
    inset = rect.width() * (1 - figure_share) / 2
    figure = QRectF(rect.left() + inset, name.bottom(), rect.width() - 2 * inset, rect.height() / 2)
    for part in (name, figure):
        held, cells = raster.count(code, part)
        if not cells or held < cells * 0.93:
            return False
    return True


def _inside(
    raster: Raster, code: str, path: QPainterPath, size: QSizeF, figure_share: float = 0.7
) -> QRectF | None:
    bounds = main_part(path)
    middle, best, best_score = bounds.center(), None, -1e9
    steps = 16
    for column in range(steps + 1):
        for row in range(steps + 1):
            x = bounds.left() + bounds.width() * column / steps
            y = bounds.top() + bounds.height() * row / steps
            rect = QRectF(x - size.width() / 2, y - size.height() / 2, size.width(), size.height())
            if not _fits(raster, code, rect, figure_share):
                continue
            wider = rect.adjusted(-10, -8, 10, 8)
            room, all_cells = raster.count(code, wider)
            score = room / max(1, all_cells) * 40 - (QPointF(x, y) - middle).manhattanLength() * 0.15
            if score > best_score:
                best, best_score = rect, score
    return best


def _beside(
    raster: Raster, code: str, path: QPainterPath, size: QSizeF, area: QRectF, taken: Sequence[QRectF]
) -> Place:
    bounds = main_part(path)
    anchor = _anchor(raster, code, bounds)
    best, best_cost = None, 1e9
    for ring in range(1, 16):
        for turn in range(24):
            angle = 2 * pi * turn / 24
            x = anchor.x() + cos(angle) * (ring * 12 + size.width() / 2)
            y = anchor.y() + sin(angle) * (ring * 10 + size.height() / 2)
            rect = QRectF(x - size.width() / 2, y - size.height() / 2, size.width(), size.height())
            if not area.contains(rect) or any(rect.intersects(one.adjusted(-3, -2, 3, 2)) for one in taken):
                continue
            own, cells = raster.count(code, rect)
            land = raster.count("", rect)[0] - own
            cost = ring * 3 + 260 * land / max(1, cells) + 160 * own / max(1, cells)
            if cost < best_cost:
                best, best_cost = rect, cost
    if best is None:
        corner = QPointF(area.right() - size.width(), area.bottom() - size.height())
        best = QRectF(corner, size)
    far = not best.adjusted(-8, -6, 8, 6).contains(anchor)
    return Place(best, False, anchor if far else None)


def _anchor(raster: Raster, code: str, bounds: QRectF) -> QPointF:
    """The middle of the body's land nearest to the middle of its bounds."""
    best, best_score = bounds.center(), -1.0
    for column in range(1, 12):
        for row in range(1, 12):
            point = QPointF(
                bounds.left() + bounds.width() * column / 12, bounds.top() + bounds.height() * row / 12
            )
            held, cells = raster.count(code, QRectF(point.x() - 9, point.y() - 9, 18, 18))
            score = held / max(1, cells)
            if score > best_score + 0.05:
                best, best_score = point, score
    return best
