"""Dresses the program: Fusion with our own frames, marks and arrows, palette and style sheet from the theme."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QTabBar,
    QWidget,
)

from bingo_planner.ui.focusring import watch_focus
from bingo_planner.ui.icons import renew_icons
from bingo_planner.ui.stylesheet import style_sheet
from bingo_planner.ui.theme import Theme, current

_Element = QStyle.PrimitiveElement
_Arrows = {
    _Element.PE_IndicatorArrowDown: ((-1.0, -0.5), (0.0, 0.5), (1.0, -0.5)),
    _Element.PE_IndicatorArrowUp: ((-1.0, 0.5), (0.0, -0.5), (1.0, 0.5)),
    _Element.PE_IndicatorArrowLeft: ((0.5, -1.0), (-0.5, 0.0), (0.5, 1.0)),
    _Element.PE_IndicatorArrowRight: ((-0.5, -1.0), (0.5, 0.0), (-0.5, 1.0)),
}


_Metric, _Hint = QStyle.PixelMetric, QStyle.StyleHint
_SIZES = {
    _Metric.PM_IndicatorWidth: 1.25,
    _Metric.PM_IndicatorHeight: 1.25,
    _Metric.PM_ExclusiveIndicatorWidth: 1.15,
    _Metric.PM_ExclusiveIndicatorHeight: 1.15,
    _Metric.PM_SmallIconSize: 1.25,
    _Metric.PM_ButtonIconSize: 1.25,
    _Metric.PM_ListViewIconSize: 1.25,
}
_SPLITTER = _Metric.PM_SplitterWidth
_HINTS = {
    _Hint.SH_UnderlineShortcut: 1,
    _Hint.SH_Widget_Animation_Duration: 0,
    _Hint.SH_Widget_Animate: 0,
    _Hint.SH_ToolTip_WakeUpDelay: 500,
    _Hint.SH_ComboBox_Popup: 0,
}
_DRESSED = "houseStyle"


class HouseStyle(QProxyStyle):
    """Fusion, with check boxes, radio buttons, arrows and fields of choice drawn as the kit picture shows."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Our own marks; everything else is Fusion's."""
        if element == _Element.PE_IndicatorCheckBox or element == _Element.PE_IndicatorItemViewItemCheck:
            _paint_check(painter, option)
        elif element == _Element.PE_IndicatorRadioButton:
            _paint_radio(painter, option)
        elif element in _Arrows:
            enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
            _paint_chevron(painter, QRectF(option.rect), element, enabled)
        elif element == _Element.PE_FrameFocusRect:
            return  # the ring is painted outside the control, see focusring
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """A field of choice looks like every other field."""
        if control == QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            _paint_combo(painter, option)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """The words of a field of choice end in … where they do not fit; Fusion cuts through a letter."""
        if element == QStyle.ControlElement.CE_ComboBoxLabel and isinstance(option, QStyleOptionComboBox):
            room = self.subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
            ).width()
            room -= 2 if option.currentIcon.isNull() else option.iconSize.width() + 6
            option.currentText = option.fontMetrics.elidedText(
                option.currentText, Qt.TextElideMode.ElideRight, room
            )
        super().drawControl(element, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """The words of a field of choice start where those of a text field do."""
        if control == QStyle.ComplexControl.CC_ComboBox and part == QStyle.SubControl.SC_ComboBoxEditField:
            theme = current()
            return QRect(option.rect).adjusted(theme.px(0.45), 2, -theme.px(1.7), -2)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # None is allowed

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        """Room for our wider arrow."""
        made = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # None is allowed
        if kind == QStyle.ContentsType.CT_ComboBox:
            made.setWidth(max(made.width(), size.width() + current().px(2.7)))
        return made

    def polish(self, target: Any) -> Any:  # Qt overloads it by type; mypy sees only one of the three
        """Tabs stand left without a base line of their own."""
        if isinstance(target, QTabBar):
            target.setExpanding(False)
            target.setDrawBase(False)
        return super().polish(target)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Sizes in font heights. Qt asks this, like `styleHint`, a hundred times for every table it makes."""
        size = _SIZES.get(metric)
        if size is not None:
            return current().px(size)
        return 1 if metric is _SPLITTER else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 (Qt's name)
    ) -> int:
        """Mnemonics always shown (the pictures do), no animation, menus open at once."""
        own = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, returnData) if own is None else own


def _paint_check(painter: QPainter, option: QStyleOption) -> None:
    theme = current()
    box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    on = bool(option.state & QStyle.StateFlag.State_On)
    partly = bool(option.state & QStyle.StateFlag.State_NoChange)
    enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    full = (on or partly) and enabled
    painter.setPen(QPen(theme.color("accent" if full else "control" if enabled else "line2"), 1))
    painter.setBrush(theme.color("accent" if full else "page" if enabled else "sunken"))
    painter.drawRoundedRect(box, 3, 3)
    pen = QPen(theme.color("onAccent" if full else "text3"), max(theme.fh * 0.14, 1.4))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if on:
        points = [QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in _TICK]
        painter.drawPolyline(QPolygonF(points))
    elif partly:
        middle = box.center().y()
        painter.drawLine(
            QPointF(box.x() + box.width() * 0.25, middle), QPointF(box.right() - box.width() * 0.25, middle)
        )
    painter.restore()


_TICK = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.30))


def _paint_radio(painter: QPainter, option: QStyleOption) -> None:
    theme = current()
    on = bool(option.state & QStyle.StateFlag.State_On)
    enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent" if on and enabled else "control" if enabled else "line2"), 1))
    painter.setBrush(theme.color("accent" if on and enabled else "page"))
    painter.drawEllipse(box)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("onAccent" if enabled else "text3"))
        radius = box.width() * 0.2
        painter.drawEllipse(box.center(), radius, radius)
    painter.restore()


def _paint_chevron(painter: QPainter, rect: QRectF, element: QStyle.PrimitiveElement, enabled: bool) -> None:
    theme = current()
    reach = theme.fh * 0.26
    center = rect.center()
    points = [QPointF(center.x() + x * reach, center.y() + y * reach) for x, y in _Arrows[element]]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color("text2" if enabled else "line2"), max(theme.fh * 0.11, 1.2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(points))
    painter.restore()


def _paint_combo(painter: QPainter, option: QStyleOptionComboBox) -> None:
    theme = current()
    enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    if option.frame:
        _paint_field(painter, QRect(option.rect), enabled, focused)
    side = theme.px(1.8)
    arrow = QRectF(option.rect.right() - side, option.rect.top(), side, option.rect.height())
    _paint_chevron(painter, arrow, _Element.PE_IndicatorArrowDown, enabled)


def _paint_field(painter: QPainter, rect: QRect, enabled: bool, focused: bool) -> None:
    theme = current()
    width = 2.0 if focused else 1.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus" if focused else "control" if enabled else "line2"), width))
    painter.setBrush(theme.color("page" if enabled else "sunken"))
    inset = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), 4, 4)
    painter.restore()


def palette_of(theme: Theme) -> QPalette:
    """The palette Fusion and every plain widget paint with."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: "page",
        role.Base: "page",
        role.AlternateBase: "raised",
        role.Button: "page",
        role.WindowText: "text",
        role.Text: "text",
        role.ButtonText: "text",
        role.BrightText: "onAccent",
        role.PlaceholderText: "text3",
        role.Highlight: "accent",
        role.HighlightedText: "onAccent",
        role.Accent: "accent",
        role.ToolTipBase: "tip",
        role.ToolTipText: "onTip",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "line",
        role.Midlight: "line",
        role.Mid: "line2",
        role.Dark: "control",
        role.Shadow: "line2",
    }
    for key, token in pairs.items():
        palette.setColor(key, theme.color(token))
    faint: QColor = theme.mix(theme.color("text3"), theme.color("page"), 0.35)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, faint)
    return palette


def dress(app: QApplication, theme: Theme, *, complete: bool = True) -> None:
    """Style, palette, fonts and style sheet on the whole program; not `complete`: without marks and arrows of ours."""
    if app.property(_DRESSED) is not True:
        app.setStyle(HouseStyle() if complete else "Fusion")
        app.setProperty(_DRESSED, complete)
    if theme.high_contrast:
        app.setPalette(QPalette())
    else:
        app.setPalette(palette_of(theme))
    app.setFont(theme.font("body"))
    app.setStyleSheet(style_sheet(theme))
    watch_focus(app)
    renew_icons()
