"""One value of a conflict as a card: figure, difference, who typed it when and where, evidence."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from bingo_planner.features.copies.diff import ADDED, REMOVED
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import rule
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.marks import Mark, mark_icon, mark_size
from bingo_planner.ui.theme import current, theme_signals


@dataclass(frozen=True)
class Face:
    """What stands on a card, in words. `key` "" is the base, which cannot be chosen; `number` its key (0: none);
    `is_words`: what stands in the place of the figure is a sentence."""

    key: str
    title: str
    number: int
    figure: str
    unit: str = ""
    difference: str = ""
    who: str = ""
    mark: Mark | None = None
    lines: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    pieces: tuple[tuple[str, str], ...] = ()
    is_words: bool = False


class ValueCard(QFrame):
    """A card with a radio button in its head; a click anywhere chooses it. `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName(f"card_{face.key or 'base'}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.radio = QRadioButton(face.title, self) if face.key else None
        self._head = QHBoxLayout()
        self._body = QVBoxLayout()
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self._body, 1)
        self._restyle()
        theme_signals().changed.connect(self._restyle)

    def _fill(self) -> None:
        face = self.face
        if self.radio is not None:
            # Cards are exclusive through their group, not by lying in one widget.
            self.radio.setAccessibleName(self._spoken())
            self.radio.setAutoExclusive(False)
            self._head.addWidget(self.radio, 1)
            self.radio.clicked.connect(lambda: self.chosen.emit(face.key))
        else:
            title = Label(face.title, "body", "text2", parent=self)
            title.setMinimumHeight(current().px(1.25))
            self._head.addWidget(title, 1)
            self.setAccessibleName(self._spoken())
        if face.number:
            self._head.addWidget(KeyCap(str(face.number), self))
        self._add_value()
        self._body.addSpacing(current().px(0.6))
        self._add_author()
        self._add_evidence()
        self._body.addStretch(1)

    def _spoken(self) -> str:
        face = self.face
        parts = (
            face.title,
            f"{face.figure}{face.unit}",
            face.difference,
            face.who,
            *face.lines,
            *face.evidence,
        )
        return " ".join(part for part in parts if part)

    def _add_value(self) -> None:
        face = self.face
        if face.pieces:
            self._body.addWidget(DiffLabel(face.pieces, self))
            return
        long = face.is_words or len(face.figure) > 14
        row = QHBoxLayout()
        row.setSpacing(current().px(0.4))
        figure = Label(face.figure or translate("copies", "(empty)"), "section" if long else "figure",
                       "text" if face.figure else "text3", wrap=long, parent=self)  # fmt: skip
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(figure, 1 if long else 0, Qt.AlignmentFlag.AlignBaseline)
        if face.unit and face.figure:
            row.addWidget(Label(face.unit, "body", "text3", parent=self), 0, Qt.AlignmentFlag.AlignBaseline)
        if not long:
            row.addStretch(1)
        self._body.addLayout(row)
        if not face.is_words:
            # The same line on every card, so that the people below stand level.
            self._body.addWidget(Label(face.difference or " ", "column", "text", parent=self))

    def _add_author(self) -> None:
        face = self.face
        row = QHBoxLayout()
        row.setSpacing(current().px(0.6))
        if face.mark is not None:
            side = mark_size()
            mark = QLabel(self)
            mark.setPixmap(mark_icon(face.mark).pixmap(side, side))
            mark.setAccessibleName(face.mark.words())
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(current().px(0.35))
        if face.who:
            words.addWidget(ElidedLabel(face.who, "body", parent=self))
        for line in face.lines:
            words.addWidget(ElidedLabel(line, "label", "text2", self))
        row.addLayout(words, 1)
        self._body.addLayout(row)

    def _add_evidence(self) -> None:
        if not self.face.evidence:
            return
        self._body.addSpacing(current().px(0.4))
        self._body.addWidget(rule(parent=self))
        self._body.addSpacing(current().px(0.2))
        self._body.addWidget(Label(translate("copies", "Evidence"), "label", "text2", parent=self))
        for one in self.face.evidence:
            self._body.addWidget(Label(one, "body", wrap=True, parent=self))

    def set_chosen(self, chosen: bool) -> None:
        """Show whether this is the one."""
        if self.radio is not None:
            self.radio.setChecked(chosen)
        self.update()

    def _restyle(self) -> None:
        now = current()
        edge = now.px(1.08)
        self._head.setContentsMargins(edge, now.px(0.55), now.px(0.7), now.px(0.55))
        self._body.setContentsMargins(edge, now.px(0.7), edge, now.px(0.9))
        self._body.setSpacing(now.px(0.3))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.radio is not None:
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit(self.face.key)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.radio is not None and self.radio.isChecked()
        width = 2 if on else 1
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(now.color("accent" if on else "line2"), width))
        painter.setBrush(now.color("page" if self.face.key else "sunken"))
        painter.drawRoundedRect(box, 6, 6)
        line = self._head.geometry().bottom() + 1
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("accentSoft"))
            head = QRectF(2, 2, self.width() - 4, line - 2)
            painter.drawRoundedRect(head, 4, 4)
            painter.drawRect(head.adjusted(0, 6, 0, 0))
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawLine(1, line, self.width() - 2, line)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class KeyCap(QLabel):
    """The figure of a key that chooses, in a small frame."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(translate("copies", "Key {n}", n=text))
        self._restyle()
        theme_signals().changed.connect(self._restyle)

    def _restyle(self) -> None:
        now = current()
        self.setFont(now.font("ticks"))
        self.setFixedSize(now.px(1.25), now.px(1.25))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = current(), QPainter(self)
        painter.setPen(QPen(now.color("line2"), 1))
        painter.setBrush(now.color("page"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(now.color("text2"))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class DiffLabel(QLabel):
    """A long text against the one before: what came is underlined, what went is struck; never colour alone."""

    def __init__(self, pieces: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces = tuple(pieces)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        # A word without a place to break must not widen the card.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(_spoken_diff(self._pieces))
        self._restyle()
        theme_signals().changed.connect(self._restyle)

    def _restyle(self) -> None:
        now = current()
        self.setFont(now.font("body"))
        added = f"color:{now.color('ok').name()}; background:{now.color('okBg').name()}"
        removed = f"color:{now.color('err').name()}; background:{now.color('errBg').name()}"
        text = "".join(
            f'<u style="{added}">{_escaped(words)}</u>'
            if kind == ADDED
            else f'<s style="{removed}">{_escaped(words)}</s>'
            if kind == REMOVED
            else _escaped(words)
            for kind, words in self._pieces
        )
        self.setText(f'<p style="line-height:150%; margin:0">{text}</p>')


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br/>")


def _spoken_diff(pieces: Sequence[tuple[str, str]]) -> str:
    words = {
        ADDED: translate("copies", "added:"),
        REMOVED: translate("copies", "taken out:"),
    }
    return " ".join(f"{words.get(kind, '')} {text}".strip() for kind, text in pieces)
