"""Ink of the portfolio: zones, the lines that part them, dots and diamonds, names where there is room."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from bingo_planner.kernel.numbers import format_number
from bingo_planner.kernel.spots import Box, Dot, Placed, place_names
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, LEFT, RIGHT, Face, draw_text, hairline, metrics, text_width
from bingo_planner.ui.chart_data import round_ticks
from bingo_planner.ui.dotplot_data import PlotData, PlotDot, range_around


@dataclass(frozen=True)
class Plane:
    """The inner field and the ranges of both axes."""

    field: QRect
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    @classmethod
    def of(cls, data: PlotData, rect: QRect, *, titled: bool = False) -> Plane:
        """The plane of a plot in a rectangle; with a title there is a line above."""
        now = theme.current()
        top = now.px(2.6) if titled else now.px(1.2)
        field = rect.adjusted(now.px(4.6), top, -now.px(1.4), -now.px(3.2))
        return cls(
            field,
            range_around([*(dot.x for dot in data.dots), data.across.cut]),
            range_around([*(dot.y for dot in data.dots), data.upright.cut]),
        )

    def x(self, value: float) -> float:
        """Across, in pixels."""
        low, high = self.x_range
        return self.field.left() + (value - low) / (high - low) * self.field.width()

    def y(self, value: float) -> float:
        """Down, in pixels."""
        low, high = self.y_range
        return self.field.bottom() - (value - low) / (high - low) * self.field.height()

    def point(self, x: float, y: float) -> QPointF:
        """Where an item stands."""
        return QPointF(self.x(x), self.y(y))


def paint_plot(
    painter: QPainter,
    rect: QRect,
    data: PlotData,
    current: str,
    *,
    focused: bool = False,
    titled: bool = False,
) -> None:
    """Everything, back to front."""
    plane = Plane.of(data, rect, titled=titled)
    if plane.field.width() < 40 or plane.field.height() < 40:
        return
    if titled:
        head = QRect(rect.left() + theme.current().px(0.8), rect.top(), rect.width(), theme.current().px(2.4))
        draw_text(painter, head, data.title, "section", theme.current().color("text"))
    _paint_ground(painter, plane, data)
    _paint_axes(painter, plane, data, rect)
    taken = [*_paint_zones(painter, plane, data), *_paint_cuts(painter, plane, data)]
    _paint_names(painter, plane, data, taken, current)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for dot in data.dots:
        _paint_dot(painter, plane, dot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    chosen = next((dot for dot in data.dots if dot.key == current), None)
    if chosen is not None:
        _paint_ring(painter, plane, chosen, focused=focused)


def _paint_ground(painter: QPainter, plane: Plane, data: PlotData) -> None:
    now, field = theme.current(), plane.field
    x, y = round(plane.x(data.across.cut)), round(plane.y(data.upright.cut))
    left, right = (field.left(), x) if data.tinted % 2 == 0 else (x, field.right())
    top, foot = (field.top(), y) if data.tinted < 2 else (y, field.bottom())
    painter.fillRect(QRect(left, top, right - left, foot - top), now.color("warnBg"))
    painter.setPen(hairline(now.color("line2")))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(field)
    dashed = QPen(now.color("text3"), 1.0)
    dashed.setCosmetic(True)
    dashed.setDashPattern([4, 3])
    painter.setPen(dashed)
    painter.drawLine(x, field.top(), x, field.bottom())
    painter.drawLine(field.left(), y, field.right(), y)


def _paint_axes(painter: QPainter, plane: Plane, data: PlotData, rect: QRect) -> None:
    now, field = theme.current(), plane.field
    grey = now.color("text2")
    for value in _ticks(plane.x_range):
        x = round(plane.x(value))
        painter.setPen(hairline(now.color("line2")))
        painter.drawLine(x, field.bottom(), x, field.bottom() + 4)
        box = QRect(x - now.px(3), field.bottom() + now.px(0.4), now.px(6), now.px(1.3))
        draw_text(painter, box, _words(value, data.across.decimals), "ticks", grey, CENTER)
    for value in _ticks(plane.y_range):
        y = round(plane.y(value))
        painter.setPen(hairline(now.color("line2")))
        painter.drawLine(field.left() - 4, y, field.left(), y)
        box = QRect(rect.left() + now.px(1.4), y - now.px(0.7), now.px(2.7), now.px(1.4))
        draw_text(painter, box, _words(value, data.upright.decimals), "ticks", grey, RIGHT)
    foot = QRect(field.left(), field.bottom() + now.px(1.75), field.width(), now.px(1.4))
    draw_text(painter, foot, f"{data.across.title} →", "label", grey, CENTER)
    painter.save()
    painter.translate(rect.left() + now.px(1.05), field.center().y())
    painter.rotate(-90)
    side = QRect(-field.height() // 2, -now.px(0.7), field.height(), now.px(1.4))
    draw_text(painter, side, f"{data.upright.title} →", "label", grey, CENTER)
    painter.restore()


def _ticks(span: tuple[float, float]) -> list[float]:
    return [one for one in round_ticks(*span, most=6) if span[0] <= one <= span[1]]


def _words(value: float, decimals: int) -> str:
    return format_number(Decimal(repr(value)), decimals)


def _paint_zones(painter: QPainter, plane: Plane, data: PlotData) -> list[QRect]:
    """Names of the quarters in the corners; what they take."""
    now, field, taken = theme.current(), plane.field, []
    wide, tall = field.width() // 2 - now.px(1), now.px(1.6)
    for at, name in enumerate(data.zones):
        right = at % 2 == 1
        left = field.right() - now.px(0.6) - wide if right else field.left() + now.px(0.6)
        top = field.top() + now.px(0.35) if at < 2 else field.bottom() - tall - now.px(0.25)
        ink = now.color("warn" if at == data.tinted else "text")
        box = QRect(left, top, wide, tall)
        used = draw_text(painter, box, name, "strong", ink, RIGHT if right else LEFT)
        taken.append(QRect(box.right() - used if right else box.left(), top, used, tall))
    return taken


def _paint_cuts(painter: QPainter, plane: Plane, data: PlotData) -> list[QRect]:
    """The figures at the dashed lines; what they take."""
    now, field = theme.current(), plane.field
    grey, tall = now.color("text2"), now.px(1.4)
    x, y = round(plane.x(data.across.cut)), round(plane.y(data.upright.cut))
    wide = text_width(data.across.cut_words, "label")
    left = x + now.px(0.4) if x + wide + now.px(0.8) < field.right() else x - wide - now.px(0.4)
    foot = QRect(left, field.bottom() - tall - now.px(0.2), wide + 2, tall)
    draw_text(painter, foot, data.across.cut_words, "label", grey, LEFT)
    high = text_width(data.upright.cut_words, "label")
    side = QRect(field.right() - high - now.px(0.45), y - tall, high + 2, tall)
    draw_text(painter, side, data.upright.cut_words, "label", grey, RIGHT)
    return [foot, side]


def _role(dot: PlotDot) -> Face:
    return "strong" if dot.strong else "body"


def _paint_names(painter: QPainter, plane: Plane, data: PlotData, taken: list[QRect], current: str) -> None:
    """Each name beside its dot; one without room there stands farther off with a line, or as its place in the table."""
    now, field = theme.current(), plane.field
    tall = metrics("body").height() + 2
    unit = now.fh / 7.6
    dots = tuple(
        Dot(
            plane.x(dot.x),
            -plane.y(dot.y),
            text_width(dot.name, _role(dot)) + 2,
            text_width(str(at), _role(dot)) + 2,
        )
        for at, dot in enumerate(data.dots, start=1)
    )
    bounds = (field.left() + 2.0, -field.bottom() + 2.0, field.width() - 4.0, field.height() - 4.0)
    x, y = plane.x(data.across.cut), plane.y(data.upright.cut)
    lines: tuple[Box, ...] = (
        (x - 0.5, -float(field.bottom()), 1.0, float(field.height())),
        (float(field.left()), -y - 0.5, float(field.width()), 1.0),
    )
    held = tuple(_mirrored(box) for box in taken)
    for at, (dot, place) in enumerate(
        zip(data.dots, place_names(dots, bounds, held, lines, tall, unit), strict=True), start=1
    ):
        if place is not None:
            _paint_name(painter, dot, place, at, strong=dot.key == current)


def _mirrored(box: QRect) -> Box:
    """Up is where y grows in the placing."""
    return (float(box.left()), -float(box.bottom()), float(box.width()), float(box.height()))


def _paint_name(painter: QPainter, dot: PlotDot, place: Placed, at: int, *, strong: bool) -> None:
    now = theme.current()
    left, foot, wide, tall = place.box
    if place.leader is not None:
        (x, y), (to_x, to_y) = place.leader
        painter.setPen(hairline(now.color("text3")))
        painter.drawLine(QPointF(x, -y), QPointF(to_x, -to_y))
    box = QRectF(left, -foot - tall, wide, tall).toRect()
    words = str(at) if place.is_short else dot.name
    ink = now.color("accent") if strong and not dot.strong else now.color("text")
    draw_text(painter, box, words, _role(dot), ink, CENTER)


def _paint_dot(painter: QPainter, plane: Plane, dot: PlotDot) -> None:
    now, spot = theme.current(), plane.point(dot.x, dot.y)
    painter.setPen(Qt.PenStyle.NoPen)
    if dot.strong:
        reach = now.fh * 0.44
        painter.setBrush(now.color("warn"))
        corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
        painter.drawPolygon(QPolygonF([spot + QPointF(*by) for by in corners]))
    else:
        painter.setBrush(now.color("accent"))
        painter.drawEllipse(spot, now.fh * 0.35, now.fh * 0.35)


def _paint_ring(painter: QPainter, plane: Plane, dot: PlotDot, *, focused: bool) -> None:
    """A square round the chosen dot; thick and in the colour of the focus while the plot has it."""
    now, spot = theme.current(), plane.point(dot.x, dot.y)
    reach = now.px(0.6)
    pen = QPen(now.color("focus" if focused else "control"), 2.0 if focused else 1.4)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(spot.x() - reach, spot.y() - reach, 2 * reach, 2 * reach))
