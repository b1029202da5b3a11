"""Ink of a band table: titles with marks, figures with ▲▼, bands; and heads of up to four lines."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from bingo_planner.ui import theme
from bingo_planner.ui.band_data import BandCell, BandData, BandHead, BandRow
from bingo_planner.ui.bands import paint_band
from bingo_planner.ui.celltext import CENTER, LEFT, RIGHT, Face, draw_text, hairline, metrics, text_width
from bingo_planner.ui.marks import mark_size, paint_mark
from bingo_planner.ui.table_frozen import FrozenHeader

MOST_LINES = 4
HANGING = "・、。，．）」』ー"
_MOST_FH = 9.0
_SIGNS = {"up": ("▲", "accent"), "down": ("▼", "err")}


def pad() -> int:
    """Space at both sides of a figure."""
    return theme.current().px(0.55)


def band_inset() -> int:
    """Space at both sides of a band, so that its ticks have room."""
    return theme.current().px(0.85)


def head_room(head: BandHead) -> int:
    """Width that holds the longest word of Latin letters whole."""
    if head.kind == "band":
        return 0
    words = [word for word in head.title.split() if word.isascii()]
    longest = max((text_width(word, "label") for word in words), default=0)
    return min(longest + pad() + 2, theme.current().px(_MOST_FH)) if longest else 0


@lru_cache(maxsize=2048)
def wrapped(text: str, width: int, scale: float) -> tuple[str, ...]:
    """A head in lines: between words where they fit, else between characters; what is too much ends in …."""
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < MOST_LINES:
        end = _fitting(rest, width)
        if end < len(rest) and len(lines) == MOST_LINES - 1:
            lines.append(metrics("label").elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        lines.append(rest[:end].strip())
        rest = rest[end:].lstrip()
    return tuple(lines)


def _fitting(text: str, width: int) -> int:
    """How many characters go into one line, at least one; words of Latin letters are kept whole where they can be."""
    end = 1
    while end < len(text) and text_width(text[: end + 1], "label") <= width:
        end += 1
    if end < len(text) and text[end].isascii() and text[end].isalnum() and " " in text[:end]:
        return text.rindex(" ", 0, end) + 1
    # Two even lines read better than a full one with a single character beneath it.
    if (
        end < len(text)
        and not text.isascii()
        and text_width(text, "label") <= 2 * width
        and len(text) - end < end
    ):
        end = max(-(-len(text) // 2), 1)
    # Signs that must not begin a line hang over the edge of the one before.
    return end + 1 if end < len(text) and text[end] in HANGING else end


class BandHeader(FrozenHeader):
    """Heads from the data; the head of the band carries its scale."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.held: BandData | None = None

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.tall())

    def tall(self) -> int:
        """Height that holds the longest head."""
        now, lines = theme.current(), 1
        for at, head in enumerate(self.held.heads if self.held else (), start=1):
            if head.kind != "band":
                width = self.sectionSize(at) if self.count() > at else now.px(head.width_fh)
                lines = max(lines, len(wrapped(head.title, width - pad(), now.scale)) + bool(head.below))
        return max(now.px(2.15), lines * metrics("label").height() + now.px(0.9))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid() or self.held is None or section > len(self.held.heads):
            return
        paint_head(painter, rect, self.held, section)


def paint_head(painter: QPainter, rect: QRect, data: BandData, section: int) -> None:
    """One head with its ground and the line under it."""
    now = theme.current()
    painter.fillRect(rect, now.color("sunken"))
    painter.setPen(hairline(now.color("line2")))
    painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
    if section == 0:
        draw_text(painter, rect.adjusted(now.px(0.75), 0, 0, 0), data.corner, "label", now.color("text2"))
        return
    head = data.heads[section - 1]
    if head.kind == "band":
        _paint_scale(painter, rect, data)
    else:
        _paint_lines(painter, rect, head)


def _paint_lines(painter: QPainter, rect: QRect, head: BandHead) -> None:
    now = theme.current()
    lines = wrapped(head.title, rect.width() - pad(), now.scale)
    tall = metrics("label").height()
    top = rect.center().y() - (len(lines) + bool(head.below)) * tall // 2 + 1
    for line in lines:
        box = QRect(rect.left() - now.px(1), top, rect.width() + now.px(1) - pad(), tall)
        draw_text(painter, box, line, "label", now.color("text2"), RIGHT)
        top += tall
    if head.below:
        box = QRect(rect.left(), top, rect.width() - pad(), tall)
        draw_text(painter, box, head.below, "small", now.color("text3"), RIGHT)


def _paint_scale(painter: QPainter, rect: QRect, data: BandData) -> None:
    now, inner = theme.current(), rect.adjusted(band_inset(), 0, -band_inset(), 0)
    last = len(data.ticks) - 1
    # The last one ends at the edge, so it takes more than its half of the way from the one before.
    needed = last * max((text_width(words, "ticks") + now.px(1) for words in data.ticks), default=0)
    step = (
        1 if needed <= inner.width() else max(last // 2, 1) if needed <= 2 * inner.width() else max(last, 1)
    )
    for at, words in list(enumerate(data.ticks))[::step]:
        x = inner.left() + round(inner.width() * at / max(last, 1))
        wide = text_width(words, "ticks") + 2
        left = inner.left() if at == 0 else x - wide if at == last else x - wide // 2
        box = QRect(left, rect.top(), wide, rect.height())
        draw_text(painter, box, words, "ticks", now.color("text2"), CENTER)


# -- cells -----------------------------------------------------------------------------------------------
def paint_title(painter: QPainter, rect: QRect, row: BandRow) -> None:
    """Mark and words of a line; a group's words in bold."""
    now = theme.current()
    left = rect.adjusted(now.px(0.75), 0, -2, 0)
    if row.mark is not None:
        side = min(mark_size(), rect.height() - 4)
        paint_mark(painter, QRect(left.left(), rect.center().y() - side // 2 + 1, side, side), row.mark)
        left.setLeft(left.left() + mark_size() + now.px(0.5))
    strong = row.kind != "line"
    used = draw_text(painter, left, row.title, "strong" if strong else "body", now.color("text"), LEFT)
    if row.note:
        rest = left.adjusted(used + now.px(0.6), 0, 0, 0)
        draw_text(painter, rest, row.note, "small", now.color("text3"), LEFT)


def paint_figure(painter: QPainter, rect: QRect, cell: BandCell, *, strong: bool, starred: bool) -> None:
    """A figure at the right with its sign before it; a second line beneath where it has one."""
    now = theme.current()
    inner = rect.adjusted(2, 0, -pad(), 0)
    upper = inner
    if cell.lower:
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top() + 2, inner.width(), half - 1)
        lower = QRect(inner.left(), inner.top() + half, inner.width(), half - 2)
        draw_text(
            painter, lower, cell.lower, "ticks_strong" if strong else "ticks", now.color("text2"), RIGHT
        )
    ink = now.color("text3" if cell.faint else "text")
    if cell.small:
        wide = text_width(cell.small, "small")
        draw_text(painter, upper, cell.small, "small", now.color("text2"), RIGHT)
        upper = upper.adjusted(0, 0, -wide - 2, 0)
    role: Face = "column_strong" if strong else "column"
    used = draw_text(painter, upper, cell.text, role, ink, RIGHT)
    before = upper.adjusted(0, 0, -used - now.px(0.35), 0)
    if cell.sign:
        sign, token = _SIGNS[cell.sign]
        draw_text(painter, before, sign, "small", now.color(token), RIGHT)
    elif starred:
        draw_text(painter, upper.adjusted(0, 0, -used - 1, 0), "＊", "small_strong", now.color("warn"), RIGHT)


def paint_row_band(painter: QPainter, rect: QRect, row: BandRow) -> None:
    """The band of a line with air above and beneath."""
    now = theme.current()
    air = max(3, (rect.height() - now.px(1.45)) // 2)
    inner = rect.adjusted(band_inset(), air, -band_inset(), -air - 1)
    paint_band(painter, inner, row.band, strong=row.kind == "total")
