"""Who sits here, at the foot of the navigation: mark, name and post."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.icons import paint_icon
from bingo_planner.ui.marks import paint_mark
from bingo_planner.ui.shellmodel import Person
from bingo_planner.ui.theme import Role, current


class PersonButton(QAbstractButton):
    """Mark, name and post; opens the profile."""

    rail = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = Person()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_person(self, person: Person) -> None:
        """New name, post and mark."""
        self._person = person
        words = translate("ui", "Profile: {name}, {post}", name=person.name or "－", post=person.post or "－")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        return QSize(theme.px(3.7), theme.px(3.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        side = theme.px(1.7)
        top = (self.height() - side) // 2
        left = (self.width() - side) // 2 if self.rail else theme.px(1.23)
        box = QRect(left, top, side, side)
        if self._person.mark is not None:
            paint_mark(painter, box, self._person.mark)
        else:
            paint_icon(painter, QRectF(box), "user-round")
        if not self.rail:
            self._paint_words(painter, left + side + theme.px(0.7))

    def _paint_words(self, painter: QPainter, left: int) -> None:
        theme = current()
        high = theme.px(1.3)
        top = self.height() // 2 - high
        lines: tuple[tuple[Role, str, str], ...] = (
            ("strong", "text", self._person.name),
            ("small", "text3", self._person.post),
        )
        for line, (role, token, words) in enumerate(lines):
            painter.setFont(theme.font(role))
            painter.setPen(theme.color(token))
            place = QRect(left, top + line * theme.px(1.35), self.width() - left - 4, high)
            text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
