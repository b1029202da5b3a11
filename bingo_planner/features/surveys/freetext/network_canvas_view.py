"""The picture of words that stand together: circles by how frequent a word is, lines by how strong a pair is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from bingo_planner.features.surveys.freetext.cooccur import Edge, Network
from bingo_planner.features.surveys.freetext.netplan import Points, plan
from bingo_planner.features.surveys.freetext.words import Words
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, draw_text, metrics, text_width

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


@dataclass(frozen=True, eq=False)
class Drawn:
    """A network as it is drawn: labels, how many answers hold each, pairs, the letter of its group."""

    labels: tuple[str, ...]
    bases: tuple[str, ...]
    answers: tuple[int, ...]
    edges: tuple[Edge, ...]
    letters: tuple[str, ...]


def drawn_of(words: Words, network: Network) -> Drawn:
    """A network with its words; single words have no letter."""
    sizes = np.bincount(network.cluster, minlength=network.clusters)
    letters = tuple(
        LETTERS[cluster] if sizes[cluster] > 1 and cluster < len(LETTERS) else ""
        for cluster in network.cluster.tolist()
    )
    kept = [words.vocabulary[place] for place in network.places.tolist()]
    answers = tuple(network.answers.tolist())
    return Drawn(
        tuple(one.label for one in kept), tuple(one.base for one in kept), answers, network.edges, letters
    )


class NetworkCanvas(QWidget):
    """The picture. Arrow keys go to the next word that way; `chosen(base)` tells the word under the cursor."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.current().px(16), theme.current().px(8))
        self.setAccessibleName(_t("Words that stand together"))
        self._drawn = Drawn((), (), (), (), ())
        self._places: Points = np.zeros((0, 2))
        self._for: tuple[int, int, float] | None = None
        self._at = -1

    def show_network(self, drawn: Drawn, summary: str) -> None:
        """Another network."""
        self._drawn, self._for, self._at = drawn, None, -1
        self.setAccessibleDescription(summary)
        self.update()

    def choose(self, base: str) -> None:
        """Mark a word without telling."""
        self._at = self._drawn.bases.index(base) if base in self._drawn.bases else -1
        self.update()

    # -- places ----------------------------------------------------------------------------------------
    def _planned(self, size: QSize) -> Points:
        wanted = (size.width(), size.height(), theme.current().scale)
        if self._for != wanted:
            self._for = wanted
            edge = theme.current().px(0.6)
            sizes = np.array([self._room(at) for at in range(len(self._drawn.labels))]).reshape(-1, 2)
            self._places = plan(
                self._drawn.edges, sizes, max(size.width() - 2 * edge, 1), max(size.height() - 2 * edge, 1)
            )
            self._places = self._places + edge
        return self._places

    def _radius(self, at: int) -> float:
        now = theme.current()
        most = max(self._drawn.answers, default=1)
        return now.px(0.45) + now.px(1.0) * float((self._drawn.answers[at] / most) ** 0.5)

    def _room(self, at: int) -> tuple[float, float]:
        width = max(text_width(self._drawn.labels[at], "label") + 4, self._radius(at) * 2)
        return width, self._radius(at) * 2 + metrics("label").height() + 1

    def _circle(self, at: int) -> QRectF:
        """The circle stands in the upper part of a word's room, its label beneath."""
        x, y = self._places[at]
        radius, height = self._radius(at), self._room(at)[1]
        return QRectF(x - radius, y - height / 2, radius * 2, radius * 2)

    # -- painting --------------------------------------------------------------------------------------
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lines first, then circles and labels."""
        painter = QPainter(self)
        self._paint(painter, self.size())
        if self.hasFocus() and self._at < 0:
            painter.setPen(QPen(theme.current().color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint(self, painter: QPainter, size: QSize) -> None:
        now = theme.current()
        painter.fillRect(QRect(0, 0, size.width(), size.height()), now.color("page"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._planned(size)
        for one in reversed(self._drawn.edges):
            self._paint_edge(painter, one)
        near = self._near()
        for at in range(len(self._drawn.labels)):
            self._paint_word(painter, at, at in near)
        for one in self._drawn.edges:
            if self._at in (one.first, one.second):
                self._paint_strength(painter, one)

    def _near(self) -> set[int]:
        pairs = [one for one in self._drawn.edges if self._at in (one.first, one.second)]
        return {one.first for one in pairs} | {one.second for one in pairs}

    def _paint_edge(self, painter: QPainter, one: Edge) -> None:
        now = theme.current()
        mine = self._at in (one.first, one.second)
        pen = QPen(now.color("accent" if mine else "line2"), 1.0 + 4.0 * one.jaccard)
        if self._drawn.letters[one.first] != self._drawn.letters[one.second]:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(self._circle(one.first).center(), self._circle(one.second).center())

    def _paint_word(self, painter: QPainter, at: int, near: bool) -> None:
        now, circle = theme.current(), self._circle(at)
        here = at == self._at
        painter.setPen(QPen(now.color("accent"), 2 if here else 1))
        painter.setBrush(now.color("accent" if here else "accentSoft"))
        painter.drawEllipse(circle)
        if here and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color("focus"), 2))
            painter.drawEllipse(circle.adjusted(-3, -3, 3, 3))
        letter, ink = self._drawn.letters[at], now.color("onAccent" if here else "text2")
        if letter and circle.width() >= metrics("small").height() * 0.9:
            draw_text(painter, circle.toRect(), letter, "small", ink, CENTER)
        label, role = self._drawn.labels[at], "strong" if here or near else "label"
        width = text_width(label, "strong")
        box = QRect(
            round(self._places[at][0] - width / 2),
            round(circle.bottom()),
            width + 2,
            metrics("label").height(),
        )
        # A ground of its own, or the lines of others run through the word.
        ground = now.color("page")
        ground.setAlpha(205)
        painter.fillRect(box, ground)
        draw_text(painter, box, label, "strong" if role == "strong" else "label", now.color("text"), CENTER)

    def _paint_strength(self, painter: QPainter, one: Edge) -> None:
        """How strong the pairs of the chosen word are, in figures on their lines."""
        first, second = self._circle(one.first).center(), self._circle(one.second).center()
        middle = QPointF((first.x() + second.x()) / 2, (first.y() + second.y()) / 2)
        words = f"{one.jaccard:.2f}"
        width, height = text_width(words, "ticks") + 4, metrics("ticks").height()
        box = QRect(round(middle.x() - width / 2), round(middle.y() - height / 2), width, height)
        painter.fillRect(box, theme.current().color("page"))
        draw_text(painter, box, words, "ticks", theme.current().color("accent"), CENTER)

    def picture(self) -> QPixmap:
        """The picture twice as fine as the screen."""
        made = QPixmap(self.size() * 2)
        made.setDevicePixelRatio(2.0)
        painter = QPainter(made)
        self._paint(painter, self.size())
        painter.end()
        return made

    # -- keys and mouse --------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next word that way, Home to the most frequent."""
        if event.key() in _ARROWS and self._drawn.labels:
            self._go(self._next(*_ARROWS[Qt.Key(event.key())]) if self._at >= 0 else 0)
        elif event.key() == Qt.Key.Key_Home and self._drawn.labels:
            self._go(0)
        else:
            super().keyPressEvent(event)

    def _next(self, right: float, down: float) -> int:
        """The nearest word within a quarter circle that way; the same one where there is none."""
        places = self._planned(self.size())
        away = places - places[self._at]
        along = away[:, 0] * right + away[:, 1] * down
        across = np.abs(away[:, 0] * down + away[:, 1] * right)
        found = np.where((along > 0) & (across <= along * 1.2), along + across, np.inf)
        return int(found.argmin()) if np.isfinite(found).any() else self._at

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a circle or its label."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point, places = event.position(), self._planned(self.size())
        for at in range(len(self._drawn.labels)):
            width, height = self._room(at)
            x, y = places[at]
            if abs(point.x() - x) <= width / 2 and abs(point.y() - y) <= height / 2:
                self._go(at)
                return

    def _go(self, at: int) -> None:
        self._at = at
        label, answers = self._drawn.labels[at], format_number(self._drawn.answers[at])
        self.setAccessibleDescription(_t("{word}: {count} answers", word=label, count=answers))
        self.update()
        self.chosen.emit(self._drawn.bases[at])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()


def together(drawn: Drawn) -> Sequence[str]:
    """The groups of words by letter, for those who cannot see the picture."""
    letters = sorted({letter for letter in drawn.letters if letter})
    return [
        f"{letter}: "
        + "・".join(label for label, own in zip(drawn.labels, drawn.letters, strict=True) if own == letter)
        for letter in letters
    ]
