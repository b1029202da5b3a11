"""How the value of a cell becomes words, a sort key and ink."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from bingo_planner.kernel import numbers
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_date, format_fiscal_year
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import language
from bingo_planner.kernel.text import kana_sort_key
from bingo_planner.ui import theme
from bingo_planner.ui.marks import Mark

SortKey = tuple[int, object]
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_WORDS = 0
_LAST = 9


def number_text(value: object) -> str:
    """A figure with commas and △, or the word of a mark."""
    if isinstance(value, numbers.Mark):
        return numbers.format_mark(value)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return numbers.format_number(Decimal(value))
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return numbers.format_number(value, decimals=places)
    return str(value)


def plain_text(value: object, style: DateStyle = DateStyle.ERA) -> str:
    """Any value in words: what the clipboard, a screen reader and the filter read."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return format_date(value, style, "short")
    if isinstance(value, FiscalYear):
        return format_fiscal_year(value, style, "symbol")
    if isinstance(value, numbers.Mark | int | Decimal):
        return number_text(value)
    if isinstance(value, Iterable):
        return " ".join(plain_text(part, style) for part in value)
    if isinstance(value, Mark):
        return value.words()
    text = getattr(value, "text", None)
    return text if isinstance(text, str) else str(value)


def refusal_words(error: PlanError) -> str:
    """Why a value is refused and what to do, as one line."""
    message = describe(error)
    return ("" if language() == "ja" else " ").join(part for part in (message.text, message.advice) if part)


@lru_cache(maxsize=65536)
def _kana(text: str) -> object:
    return kana_sort_key(text)


def sort_key(value: object) -> SortKey:
    """A key that puts figures before words and nothing at the end, without comparing unlike things."""
    if value is None or value == "" or isinstance(value, numbers.Mark):
        return (_LAST, 0)
    if isinstance(value, dt.datetime):
        return (1, value.timestamp())
    if isinstance(value, dt.date):
        return (1, value.toordinal())
    if isinstance(value, int | Decimal | float):
        return (1, value)
    return (2, _kana(plain_text(value)))


Face = Literal[
    "title",
    "figure",
    "section",
    "body",
    "strong",
    "label",
    "small",
    "small_strong",
    "ticks",
    "ticks_strong",
    "column",
    "column_strong",
]


@lru_cache(maxsize=256)
def _face(role: Face, scale: float) -> tuple[QFont, QFontMetrics]:
    now = theme.current()
    if role == "small_strong":
        font = now.font("small")
        font.setBold(True)
    elif role == "ticks" or role == "ticks_strong":
        # Bingo Figures at the size of ticks: its comma does not tear figures apart.
        font = now.font("column")
        font.setPixelSize(now.font("ticks").pixelSize())
        font.setBold(role == "ticks_strong")
    else:
        font = now.font(role)
    return font, QFontMetrics(font)


def face(role: Face) -> QFont:
    """The font of a role, small_strong besides the theme's own; shared, so never change it."""
    return _face(role, theme.current().scale)[0]


def metrics(role: Face) -> QFontMetrics:
    """Metrics of a role's font, measured once."""
    return _face(role, theme.current().scale)[1]


def text_width(text: str, role: Face = "body") -> int:
    """Advance of a text in logical pixels."""
    return metrics(role).horizontalAdvance(text)


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    role: Face,
    color: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Draw one line, cut with … where it does not fit; returns the width it took."""
    if not text or rect.width() <= 0:
        return 0
    measure = metrics(role)
    width = measure.horizontalAdvance(text)
    if width > rect.width():
        text = measure.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        width = min(measure.horizontalAdvance(text), rect.width())
    painter.setFont(face(role))
    painter.setPen(color)
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, text)
    return width


def hairline(color: QColor) -> QPen:
    """One device pixel, however large the text is set."""
    pen = QPen(color)
    pen.setWidth(1)
    pen.setCosmetic(True)
    return pen


def draw_hatch(painter: QPainter, rect: QRect, color: QColor) -> None:
    """The slanted lines of 未集計; never under a figure that must be read."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(hairline(color))
    step = max(5, theme.current().px(0.5))
    for x in range(rect.left() - rect.height(), rect.right() + 1, step):
        painter.drawLine(x, rect.bottom() + 1, x + rect.height(), rect.top())
    painter.restore()
