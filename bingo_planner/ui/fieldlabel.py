"""The label before a field: where it needs two lines, they stand as far apart as the face needs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QLabel

_LEADING = 1.3


class FieldLabel(QLabel):
    """A label with a mnemonic. Qt's own sets wrapped lines of this face on one another: it has no leading."""

    def heightForWidth(self, width: int) -> int:
        """Room for all lines in a width."""
        edges = self.contentsMargins()
        lines = self._laid_out(width - edges.left() - edges.right()).lineCount()
        return edges.top() + edges.bottom() + self._tall(max(1, lines))

    def minimumSizeHint(self) -> QSize:
        """What the lines need in the widest place the form gives."""
        hint = super().minimumSizeHint()
        if not self.wordWrap():
            return hint
        return QSize(hint.width(), self.heightForWidth(min(self.maximumWidth(), self.sizeHint().width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        layout = self._laid_out(room.width())
        if layout.lineCount() < 2:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        layout.draw(painter, QPointF(room.topLeft()))
        painter.end()

    def _tall(self, lines: int) -> int:
        height = self.fontMetrics().height()
        return round(height * (1 + _LEADING * (lines - 1)))

    def _laid_out(self, width: int) -> QTextLayout:
        # As Qt does it: only the label of a field has a mnemonic, a hint shows its & as it is.
        words, at = _plain(self.text()) if self.buddy() is not None else (self.text(), -1)
        layout = QTextLayout(words, self.font())
        if at >= 0:
            under = QTextLayout.FormatRange()
            under.start, under.length, under.format = at, 1, QTextCharFormat()
            under.format.setFontUnderline(True)
            layout.setFormats([under])
        step = self.fontMetrics().height() * _LEADING
        layout.beginLayout()
        place = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, place * step))
            place += 1
        layout.endLayout()
        return layout


def _plain(text: str) -> tuple[str, int]:
    """Words without the sign of the mnemonic, and the place of its letter (−1: none)."""
    held = text.replace("&&", "\0")
    at = held.find("&")
    return held.replace("&", "").replace("\0", "&"), at
