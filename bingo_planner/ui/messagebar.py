"""One message over the content: newest wins, a success leaves after six seconds, the rest stays until closed."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bingo_planner.kernel.desk import FollowUp
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import icon_button, with_shortcut
from bingo_planner.ui.icons import icon_side, pixmap
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current, theme_signals

Tone = Literal["ok", "warn", "err", "info", "lock"]
LEAVES_AFTER_MS = 6000
KEPT = 50
_TONES: dict[Tone, tuple[str, str, str, str]] = {
    "ok": ("check", "ok", "okBg", "okLine"),
    "warn": ("triangle-alert", "warn", "warnBg", "warnLine"),
    "err": ("circle-alert", "err", "errBg", "errLine"),
    "info": ("info", "text", "accentSoft", "line2"),
    "lock": ("lock", "warn", "warnBg", "warnLine"),
}


class Told(NamedTuple):
    """A message as it is remembered."""

    at: datetime
    tone: Tone
    text: str


class MessageBar(QFrame):
    """Icon, sentence, one action, close."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, standing: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("standingBar" if standing else "messageBar")
        self._standing = standing
        self._tone: Tone = "ok"
        self._follow_up: FollowUp | None = None
        self.history: deque[Told] = deque(maxlen=KEPT)
        self._icon = QLabel(self)
        self.text = Label("", "body", "text", wrap=True, parent=self)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = QPushButton(self)
        self.action.setProperty("kind", "link")
        self.action.clicked.connect(self._follow)
        self.close_button = icon_button("x", "", self.leave, parent=self)
        self.close_button.setVisible(not standing)
        row = QHBoxLayout(self)
        self._row = row
        for part in (self._icon, self.text, self.action, self.close_button):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LEAVES_AFTER_MS)
        self._timer.timeout.connect(self._time_is_up)
        theme_signals().changed.connect(self._dress)
        self.setVisible(False)
        self.speak()
        self._dress()

    def speak(self) -> None:
        """The words in the language in force."""
        words = translate("ui", "Close message")
        self.close_button.setAccessibleName(words)
        self.close_button.setToolTip(with_shortcut(words, "Esc"))

    def say(self, tone: Tone, text: str, follow_up: FollowUp | None = None) -> None:
        """Show a message in the place of the one before."""
        self._tone, self._follow_up = tone, follow_up
        self.history.append(Told(datetime.now().astimezone(), tone, text))
        self.text.set_words(text)
        self.action.setText(follow_up.text if follow_up else "")
        self.action.setVisible(follow_up is not None)
        self._timer.stop()
        if tone == "ok" and not self._standing:
            self._timer.start()
        self._dress()
        self.setVisible(True)
        self._announce(text)

    def leave(self) -> None:
        """Close it."""
        self._timer.stop()
        self.setVisible(False)
        self.closed.emit()

    def _announce(self, text: str) -> None:
        """Tell a screen reader without moving the focus."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(self, text)
        if self._tone in ("warn", "err"):
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _time_is_up(self) -> None:
        if self.action.hasFocus() or self.close_button.hasFocus() or self.underMouse():
            self._timer.start()
        else:
            self.leave()

    def _follow(self) -> None:
        wish = self._follow_up
        if not self._standing:
            self.leave()
        if wish is not None:
            wish.act()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Being read: the time starts again."""
        if self._timer.isActive():
            self._timer.start()
        super().enterEvent(event)

    def _dress(self) -> None:
        theme = current()
        name, token, _ground, _line = _TONES[self._tone]
        self._icon.setPixmap(pixmap(name, token, icon_side(), self.devicePixelRatioF()))
        self.text.set_token(token)
        self._row.setContentsMargins(theme.px(1.0), 2, theme.px(0.4), 2)
        self._row.setSpacing(theme.px(0.7))
        self.setMinimumHeight(theme.px(2.75))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plate in the tone's ground with its line."""
        theme = current()
        _name, _token, ground, line = _TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(line), 1))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class MessagePlace(QWidget):
    """Where bars stand: the standing one of a locked year, and the passing one below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: MessageBar | None = None
        self._passing: MessageBar | None = None
        self._column = QVBoxLayout(self)
        theme_signals().changed.connect(self._fit)
        self._fit()

    @property
    def standing(self) -> MessageBar:
        """The upper bar, made when there is first something to say."""
        if self._standing is None:
            self._standing = MessageBar(self, standing=True)
            self._standing.installEventFilter(self)
            self._column.insertWidget(0, self._standing)
        return self._standing

    @property
    def passing(self) -> MessageBar:
        """The lower bar, made when there is first something to say."""
        if self._passing is None:
            self._passing = MessageBar(self)
            self._passing.installEventFilter(self)
            self._column.addWidget(self._passing)
        return self._passing

    def stand_down(self) -> None:
        """Nothing stands here any more."""
        if self._standing is not None:
            self._standing.leave()

    def _bars(self) -> list[MessageBar]:
        return [bar for bar in (self._standing, self._passing) if bar is not None]

    def _fit(self) -> None:
        theme = current()
        edge = theme.px(1.54)
        shown = any(not bar.isHidden() for bar in self._bars())
        self._column.setContentsMargins(edge, theme.px(0.62) if shown else 0, edge, 0)
        self._column.setSpacing(theme.px(0.4))
        self.setVisible(shown)

    def speak(self) -> None:
        """The words in the language in force."""
        for bar in self._bars():
            bar.speak()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The place folds away when nothing is said."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._fit()
        return False
