"""The drawing of the map: colour by class, name and figure on or beside each body."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, LEFT, RIGHT, draw_hatch, draw_text, hairline, text_width
from bingo_planner.ui.mapview_flows import MapFlow, arrows, paint_arrows
from bingo_planner.ui.mapview_place import Place, Ring, body_path, main_part, place_labels

Figure = int | float | Decimal
STEPS = 7


@dataclass(frozen=True)
class MapBody:
    """One body: its outline as rings of (longitude, latitude), its figure (None: none yet) and its words.

    Bodies come in official order. `short` is used where the name does not fit.
    """

    code: str
    name: str
    rings: Sequence[Ring]
    value: Figure | None = None
    text: str = ""
    short: str = ""


@dataclass(frozen=True)
class MapLegend:
    """Unit, note and the class limits (six at most: they part the ramp's seven steps)."""

    unit: str = ""
    note: str = ""
    limits: Sequence[Figure] = ()


def class_limits(values: Sequence[Figure], steps: int = STEPS) -> list[float]:
    """Round limits that part the values into classes of one width."""
    if not values:
        return []
    low, high = float(min(values)), float(max(values))
    if high <= low:
        return [low]
    width = _round_step((high - low) / steps)
    first = (int(low / width) + 1) * width
    return [round(first + place * width, 6) for place in range(steps - 1) if first + place * width <= high]


def _round_step(raw: float) -> float:
    power = 1.0
    while power * 10 <= raw:
        power *= 10
    while power > raw:
        power /= 10
    return next((power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw), power * 10)


def class_of(value: Figure, limits: Sequence[Figure]) -> int:
    """The step of the ramp (0–6) a value falls into; fewer classes spread over the ramp."""
    place = bisect_right([float(one) for one in limits], float(value))
    return round(place * (STEPS - 1) / max(1, len(limits)))


class MapCanvas(QWidget):
    """The drawing. Tab walks the bodies in official order, Enter opens one."""

    selected = Signal(str)
    activated = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bodies: list[MapBody] = []
        self.legend = MapLegend()
        self.flows: list[MapFlow] = []
        self.current = ""
        self._base: dict[str, QPainterPath] = {}
        self._paths: dict[str, QPainterPath] = {}
        self._places: dict[str, Place] = {}
        self._hovered = ""
        self._name = name
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(30), theme.current().px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(14), theme.current().px(14))

    def show_bodies(self, bodies: Sequence[MapBody], legend: MapLegend) -> None:
        """Other bodies or figures; outlines are kept while they are the same."""
        same = [one.rings for one in bodies] == [one.rings for one in self.bodies]
        self.bodies, self.legend = list(bodies), legend
        if not same or not self._base:
            latitudes = [point[1] for one in bodies for ring in one.rings for point in ring]
            middle = (min(latitudes) + max(latitudes)) / 2 if latitudes else 0.0
            self._base = {one.code: body_path(one.rings, middle) for one in bodies}
        if self.current not in self._base:
            self.current = ""
        self._lay_out()

    def show_flows(self, flows: Sequence[MapFlow]) -> None:
        """Arrows between the bodies; none takes them away."""
        self.flows = sorted(flows, key=lambda one: -one.value)
        self._lay_out()

    def paint_whole(self, painter: QPainter) -> None:
        """The map as it stands, on any painter: for the picture that is copied."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for body in self.bodies:
            if body.code in self._paths:
                self._paint_body(painter, body)
        self._paint_outlines(painter)
        if self.flows:
            drawn = arrows(self.flows, self._anchors(), theme.current().px(0.75), theme.current().px(1.2))
            names = [place.rect for place in self._places.values()]
            paint_arrows(painter, drawn, self.current, names)
        for place in self._places.values():
            self._paint_beside(painter, place)
        for body in self.bodies:
            if body.code in self._places:
                self._paint_label(painter, body, self._places[body.code])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_legend(painter)

    def _paint_outlines(self, painter: QPainter) -> None:
        now = theme.current()
        for code, token in ((self._hovered, "focus"), (self.current, "accent")):
            if code in self._paths:
                focus = code == self.current and self.hasFocus()
                painter.setPen(QPen(now.color("focus" if focus else token), 2.5 if focus else 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(self._paths[code])

    def _anchors(self) -> dict[str, QPointF]:
        """Where arrows begin and end: round each body's name, or the middle of its largest piece."""
        found = {code: main_part(path).center() for code, path in self._paths.items()}
        return found | {code: one.rect.center() for code, one in self._places.items() if one.inside}

    # -- geometry -------------------------------------------------------------------------------------
    def _map_area(self) -> QRectF:
        now = theme.current()
        return QRectF(self.rect()).adjusted(now.px(0.6), now.px(0.4), -now.px(0.6), -now.px(3.2))

    def _lay_out(self) -> None:
        area = self._map_area()
        bounds = QRectF()
        for path in self._base.values():
            bounds = bounds.united(path.boundingRect())
        if bounds.isEmpty() or area.width() < 20 or area.height() < 20:
            self._paths, self._places = {}, {}
            self.update()
            return
        side = theme.current().px(2.5)
        scale = min((area.width() - 2 * side) / bounds.width(), area.height() / bounds.height())
        move = QTransform()
        move.translate(area.center().x(), area.center().y())
        move.scale(scale, scale)
        move.translate(-bounds.center().x(), -bounds.center().y())
        self._paths = {code: move.map(path) for code, path in self._base.items()}
        sizes = {one.code: self._label_size(one) for one in self.bodies}
        self._places = place_labels(
            self._paths, sizes, QRectF(self.rect()).adjusted(2, 2, -2, -theme.current().px(3))
        )
        self.update()

    def _label_size(self, body: MapBody) -> QSizeF:
        now = theme.current()
        wide = max(text_width(self._name_of(body), "label"), text_width(self.words_of(body), "column_strong"))
        return QSizeF(wide + 2, now.px(1.25) * 2)

    def _name_of(self, body: MapBody) -> str:
        now = theme.current()
        # Arrows need the room that names beside the bodies would take.
        narrow = self.width() < now.px(24) or (bool(self.flows) and self.height() < now.px(32))
        return body.short if narrow and body.short else body.name

    def words_of(self, body: MapBody) -> str:
        """The figure of a body in words."""
        if body.text:
            return body.text
        if body.value is None:
            return translate("uikit", "-")
        return format_number(Decimal(str(body.value)), 0 if isinstance(body.value, int) else 1)

    def body_at(self, point: QPointF) -> str:
        """The body under a point, also under its label beside it; "" for the sea."""
        for code, path in self._paths.items():
            if path.contains(point):
                return code
        return next((code for code, place in self._places.items() if place.rect.contains(point)), "")

    def body_rect(self, code: str) -> QRectF:
        """Bounds of a body as drawn."""
        return self._paths[code].boundingRect() if code in self._paths else QRectF()

    # -- keys and mouse -------------------------------------------------------------------------------
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from body to body before it leaves the map."""
        codes = [one.code for one in self.bodies]
        place = codes.index(self.current) if self.current in codes else (-1 if forward else len(codes))
        place += 1 if forward else -1
        if 0 <= place < len(codes):
            self.choose(codes[place])
            return True
        return bool(super().focusNextPrevChild(forward))

    def choose(self, code: str, *, tell: bool = True) -> None:
        """Choose a body."""
        self.current = code
        body = next((one for one in self.bodies if one.code == code), None)
        self.setAccessibleDescription(f"{body.name} {self.words_of(body)}" if body else "")
        self.update()
        if tell:
            self.selected.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        codes = [one.code for one in self.bodies]
        key = Qt.Key(event.key())
        if key in moves and codes:
            place = codes.index(self.current) if self.current in codes else -1
            self.choose(codes[(place + moves[key]) % len(codes)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current:
            self.activated.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.TabFocusReason and not self.current and self.bodies:
            self.choose(self.bodies[0].code)
        self.update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        code = self.body_at(event.position())
        if code:
            self.choose(code)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        code = self.body_at(event.position())
        if code:
            self.activated.emit(code)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        code = self.body_at(event.position())
        if code != self._hovered:
            self._hovered = code
            self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._hovered = ""
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            code = self.body_at(QPointF(event.pos()))
            body = next((one for one in self.bodies if one.code == code), None)
            words = f"{body.name}  {self.words_of(body)} {self.legend.unit}" if body else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_places"):
            self._lay_out()

    # -- painting -------------------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_whole(painter)
        painter.end()

    def _paint_body(self, painter: QPainter, body: MapBody) -> None:
        now, path = theme.current(), self._paths[body.code]
        step = None if body.value is None else class_of(body.value, self.legend.limits)
        painter.setPen(hairline(now.color("control")))
        painter.setBrush(now.color("page") if step is None else now.ramp()[step])
        painter.drawPath(path)
        if step is None:
            painter.save()
            painter.setClipPath(path)
            draw_hatch(painter, path.boundingRect().toRect(), now.color("hatch"))
            painter.restore()

    def _paint_beside(self, painter: QPainter, place: Place) -> None:
        """The thin line of a label outside its body, and a pale plate where it lies over bodies or arrows."""
        now = theme.current()
        if place.anchor is not None:
            painter.setPen(hairline(now.color("control")))
            painter.drawLine(place.anchor, _edge_towards(place.rect, place.anchor))
            painter.setBrush(now.color("control"))
            painter.drawEllipse(place.anchor, 2, 2)
        if not place.inside or self.flows:
            plate = now.color("page")
            plate.setAlphaF(0.82)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(plate)
            painter.drawRoundedRect(place.rect.adjusted(-1, 0, 1, 0), 3, 3)

    def _paint_label(self, painter: QPainter, body: MapBody, place: Place) -> None:
        now = theme.current()
        ink = now.color("text")
        if place.inside and body.value is not None:
            ink = now.ramp_ink(class_of(body.value, self.legend.limits))
        rect = place.rect.toRect()
        half = rect.height() // 2
        wide = rect.adjusted(-6, 0, 6, 0)
        draw_text(
            painter,
            QRect(wide.left(), rect.top(), wide.width(), half),
            self._name_of(body),
            "label",
            ink,
            CENTER,
        )
        low = QRect(wide.left(), rect.top() + half, wide.width(), half)
        draw_text(painter, low, self.words_of(body), "column_strong", ink, CENTER)

    def _paint_legend(self, painter: QPainter) -> None:
        now = theme.current()
        limits = list(self.legend.limits)
        top = self.height() - now.px(2.6)
        line = QRect(now.px(0.9), top, self.width() - now.px(1.8), now.px(1.1))
        x = (
            line.left()
            + draw_text(painter, line, self.legend.unit, "small", now.color("text2"), LEFT)
            + now.px(0.6)
        )
        wide = now.px(1.95)
        for place in range(len(limits) + 1 if limits else 0):
            step = round(place * (STEPS - 1) / max(1, len(limits)))
            box = QRect(x + place * wide, top, wide, now.px(0.8))
            painter.setPen(hairline(now.color("control")))
            painter.setBrush(now.ramp()[step])
            painter.drawRect(box.adjusted(0, 0, -1 if place == len(limits) else 0, -1))
            if place < len(limits):
                words = format_number(
                    Decimal(str(limits[place])), 0 if float(limits[place]).is_integer() else 1
                )
                spot = QRect(box.right() - wide // 2 + 1, box.bottom() + 2, wide, now.px(1.2))
                draw_text(painter, spot, words, "ticks", now.color("text2"), CENTER)
        used = x + (len(limits) + 1) * wide if limits else x
        room = QRect(used + now.px(0.8), top - now.px(0.2), line.right() - used - now.px(0.8), now.px(1.3))
        draw_text(painter, room, self.legend.note, "small", now.color("text2"), RIGHT)


def _edge_towards(rect: QRectF, point: QPointF) -> QPointF:
    """The point of a rectangle's edge nearest to another point."""
    return QPointF(
        min(max(point.x(), rect.left()), rect.right()), min(max(point.y(), rect.top()), rect.bottom())
    )
