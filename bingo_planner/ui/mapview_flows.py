"""Flows on the map: bent arrows from body to body, as wide as what flows, each with its figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, draw_text, hairline, text_width

_BEND = 0.26
"""How far an arrow bends to the right of its straight line, so that there and back lie side by side."""


@dataclass(frozen=True)
class MapFlow:
    """From one body to another: how much, and the figure as it is printed."""

    origin: str
    target: str
    value: float
    text: str
    name: str = ""
    """「笠岡市 → 福山市」, for the table twin and screen readers."""

    @property
    def key(self) -> str:
        """The flow's id in the twin."""
        return f"{self.origin}>{self.target}"


@dataclass(frozen=True)
class Arrow:
    """One drawn flow: its middle line and its width."""

    flow: MapFlow
    line: QPainterPath
    wide: float


def arrows(
    flows: Sequence[MapFlow], anchors: Mapping[str, QPointF], most_wide: float, clear: float
) -> list[Arrow]:
    """Arrows between the anchors of bodies; widths go with the values, the largest is `most_wide`.

    They begin and end `clear` pixels from the anchors, so that names can be read.
    """
    most = max((one.value for one in flows), default=0.0)
    found = []
    for flow in flows:
        start, end = anchors.get(flow.origin), anchors.get(flow.target)
        if start is None or end is None or most <= 0:
            continue
        wide = max(1.2, most_wide * flow.value / most)
        found.append(_arrow(flow, start, end, wide, clear))
    return found


def _arrow(flow: MapFlow, start: QPointF, end: QPointF, wide: float, clear: float) -> Arrow:
    along = end - start
    length = max(hypot(along.x(), along.y()), 1.0)
    # Names are wider than tall: more is cut off sideways, never more than a fifth of the way.
    cut = min(clear * (1 + 0.6 * abs(along.x()) / length), length * 0.2)
    start, end = start + along * (cut / length), end - along * (cut / length)
    along = end - start
    bend = QPointF(-along.y(), along.x()) * _BEND
    middle = (start + end) / 2 + bend
    line = QPainterPath(start)
    line.quadTo(middle, end)
    return Arrow(flow, line, wide)


def paint_arrows(painter: QPainter, drawn: Sequence[Arrow], chosen: str, names: Sequence[QRectF]) -> None:
    """The arrows, wide ones first; those that touch the chosen body are strong, the others step back.

    Figures keep off one another and off `names`, as long as their arrow has room.
    """
    now = theme.current()
    for arrow in drawn:
        near = not chosen or chosen in (arrow.flow.origin, arrow.flow.target)
        _paint_arrow(painter, arrow, now.color("accent" if near else "line2"))
    taken = list(names)
    for arrow in drawn:
        if not chosen or chosen in (arrow.flow.origin, arrow.flow.target):
            _paint_figure(painter, arrow, taken)


def _paint_arrow(painter: QPainter, arrow: Arrow, ink: QColor) -> None:
    head = max(7.0, arrow.wide * 2.0)
    length = max(arrow.line.length(), 1.0)
    neck = max(0.0, 1.0 - head / length)
    shaft = QPainterPath(arrow.line.pointAtPercent(0.0))
    for step in range(1, 25):
        shaft.lineTo(arrow.line.pointAtPercent(neck * step / 24))
    under = QPen(theme.current().color("page"), arrow.wide + 2)
    for pen in (under, QPen(ink, arrow.wide)):
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shaft)
    tip, back = arrow.line.pointAtPercent(1.0), arrow.line.pointAtPercent(neck)
    along = tip - back
    size = max(hypot(along.x(), along.y()), 1.0)
    side = QPointF(-along.y(), along.x()) / size * (head * 0.55)
    painter.setPen(hairline(theme.current().color("page")))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([tip, back + side, back - side]))


def _free_box(arrow: Arrow, wide: float, tall: float, taken: Sequence[QRectF]) -> QRectF:
    """The place on the arrow, or else just beside it, that covers least of the others."""

    def cost(one: tuple[float, QRectF]) -> float:
        off, box = one
        return sum(_area(box.intersected(other)) for other in taken) + abs(off) * 0.3 * wide * tall

    places = []
    for off in (0.0, 0.5, -0.5, 1.0, -1.0):
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
            angle = radians(arrow.line.angleAtPercent(share))
            spot = arrow.line.pointAtPercent(share) + QPointF(sin(angle), cos(angle)) * (off * tall)
            places.append((off, QRectF(spot.x() - wide / 2, spot.y() - tall / 2, wide, tall)))
    return min(places, key=cost)[1]


def _area(rect: QRectF) -> float:
    return max(0.0, rect.width()) * max(0.0, rect.height())


def _paint_figure(painter: QPainter, arrow: Arrow, taken: list[QRectF]) -> None:
    """The figure on a plate on its arrow, moved along until it stands free of the others."""
    now = theme.current()
    wide, tall = text_width(arrow.flow.text, "column_strong") + now.px(0.7), now.px(1.3)
    box = _free_box(arrow, wide, tall, taken)
    taken.append(box)
    painter.setPen(hairline(now.color("line2")))
    painter.setBrush(now.color("page"))
    painter.drawRoundedRect(box, 3, 3)
    draw_text(painter, box.toRect(), arrow.flow.text, "column_strong", now.color("text"), CENTER)
