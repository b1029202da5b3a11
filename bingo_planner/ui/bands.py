"""Bands of 100 %: segments told apart by their place, their figure and their texture, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from bingo_planner.ui import theme
from bingo_planner.ui.band_data import BandLegend, BandPart
from bingo_planner.ui.celltext import CENTER, LEFT, draw_text, hairline, metrics, text_width
from bingo_planner.ui.colours import ink_on

LEAST_FH = 1.85
"""Font heights a segment must be wide to carry its figure (24 px)."""


def fill_of(fill: str) -> tuple[QColor, QColor | None, QColor]:
    """(ground, colour of slanted lines or None, ink) of a fill.

    `ramp0` … `ramp6`: the ramp of the theme; with `/` behind it slanted lines. `bad`: slanted lines of warning;
    `worst`: the solid warning; `blank`: the page with an outline.
    """
    now = theme.current()
    if fill == "bad":
        return now.color("warnBg"), now.color("warnLine"), now.color("text")
    if fill == "worst":
        ground = now.color("warn")
        return ground, None, ink_on(ground)
    if fill.startswith("ramp"):
        step = int(fill[4])
        ground, ink = now.ramp()[step], now.ramp_ink(step)
        return ground, (now.mix(ground, ink, 0.35) if fill.endswith("/") else None), ink
    return now.color("page"), None, now.color("text2")


def paint_fill(painter: QPainter, box: QRect, fill: str) -> None:
    """The ground of a segment: slanted lines where the fill has them, an outline on light ones."""
    ground, lines, _ink = fill_of(fill)
    painter.fillRect(box, ground)
    if lines is not None:
        _paint_lines(painter, box, lines)
    outline = "warnLine" if fill == "bad" else "line2"
    if fill in ("bad", "blank", "ramp0", "ramp1"):
        painter.setPen(hairline(theme.current().color("control" if fill == "blank" else outline)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def _paint_lines(painter: QPainter, box: QRect, color: QColor) -> None:
    now = theme.current()
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = hairline(color)
    pen.setWidthF(max(2.0, now.fh * 0.15))
    pen.setCosmetic(False)
    painter.setPen(pen)
    for x in range(box.left() - box.height(), box.right() + box.height(), max(6, now.px(0.46))):
        painter.drawLine(x, box.bottom() + 1, x + box.height(), box.top())
    painter.restore()


def paint_band(painter: QPainter, rect: QRect, parts: Sequence[BandPart], *, strong: bool = False) -> None:
    """Segments over the whole of `rect`; what is missing to 100 % stays empty."""
    now, left = theme.current(), 0.0
    for part in parts:
        right = min(left + part.share, 1.0)
        start, end = (rect.left() + round(edge * rect.width()) for edge in (left, right))
        box = QRect(start, rect.top(), end - start, rect.height())
        left = right
        if box.width() <= 0:
            continue
        paint_fill(painter, box, part.fill)
        if start > rect.left():
            painter.setPen(hairline(now.color("page")))
            painter.drawLine(start, box.top(), start, box.bottom())
        _paint_figure(painter, box, part, strong=strong)


def _paint_figure(painter: QPainter, box: QRect, part: BandPart, *, strong: bool) -> None:
    now, role = theme.current(), "ticks_strong" if strong else "ticks"
    wide = text_width(part.words, role)  # type: ignore[arg-type]  # one of two literal roles
    if box.width() < max(now.px(LEAST_FH), wide + 4):
        return
    ground, lines, ink = fill_of(part.fill)
    if lines is not None:
        room = QRect(0, 0, wide + 6, min(box.height() - 2, metrics("ticks").height() + 2))
        room.moveCenter(box.center())
        painter.fillRect(room, ground)
    draw_text(painter, box, part.words, role, ink, CENTER)  # type: ignore[arg-type]  # one of two literal roles


def legend_width(words: str) -> int:
    """Room a word of the legend takes with its sample."""
    return theme.current().px(1.25) + text_width(words, "label") + theme.current().px(1.2)


def paint_legend(painter: QPainter, rect: QRect, legend: Sequence[BandLegend]) -> int:
    """Samples with their words from left to right, in lines of one row each; returns the height used."""
    now = theme.current()
    x, y, line = rect.left(), rect.top(), now.px(1.5)
    for one in legend:
        wide = legend_width(one.words)
        if x > rect.left() and x + wide > rect.right():
            x, y = rect.left(), y + line
        sample = QRect(x, y + (line - now.px(0.85)) // 2, now.px(1.15), now.px(0.85))
        paint_fill(painter, sample, one.fill)
        words = QRect(x + now.px(1.55), y, wide, line)
        draw_text(painter, words, one.words, "label", now.color("text2"), LEFT)
        x += wide + now.px(0.4)
    return y + line - rect.top()


def legend_height(width: int, legend: Sequence[BandLegend]) -> int:
    """What `paint_legend` will use at a width."""
    now, x, lines = theme.current(), 0, 1
    for one in legend:
        wide = legend_width(one.words)
        if x and x + wide > width:
            x, lines = 0, lines + 1
        x += wide + now.px(0.4)
    return lines * now.px(1.5) if legend else 0
