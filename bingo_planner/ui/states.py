"""What stands in the place of content: nothing there yet, loading, or a problem and the way out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from enum import Enum, auto

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.icons import pixmap
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current, theme_signals

BARS_AFTER_MS = 300
WORDS_AFTER = 2.0


class State(Enum):
    """What is shown."""

    CONTENT = auto()
    EMPTY = auto()
    LOADING = auto()
    PROBLEM = auto()


class _Picture(QWidget):
    """One icon, larger than in a button, drawn in `text3`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = "inbox"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str) -> None:
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        side = current().px(1.7)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = current().px(1.7)
        picture = pixmap(self._icon, "text3", side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, 0, picture)


class _Notice(QWidget):
    """Icon, one bold sentence, a quieter second one, buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = _Picture(self)
        self.head = Label("", "section", wrap=True, parent=self)
        self.head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.more = Label("", "body", "text2", wrap=True, parent=self)
        self.more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = QHBoxLayout()
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addSpacing(current().px(0.5))
        column.addWidget(self.head)
        column.addWidget(self.more)
        column.addSpacing(current().px(0.5))
        column.addLayout(self._buttons)
        column.addStretch(3)

    def fill(
        self, icon: str, head: str, more: str, buttons: Sequence[tuple[str, str, Callable[[], None]]]
    ) -> None:
        """Words and (icon, text, what it does) for each button."""
        self._picture.show_icon(icon)
        self.head.set_words(head)
        self.more.set_words(more)
        self.more.setVisible(bool(more))
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        self._buttons.addStretch(1)
        for name, text, run in buttons:
            made = button(text, run, icon=name)
            made.setAutoDefault(True)  # Enter presses it: there is nothing else here to confirm
            self._buttons.addWidget(made)
        self._buttons.addStretch(1)


class _Bars(QWidget):
    """Three flat bars in the place of rows."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setPen(theme.color("line"))
        painter.setBrush(theme.color("sunken"))
        for row, share in enumerate((0.62, 0.5, 0.57)):
            top = theme.px(0.9) + row * theme.px(1.55)
            painter.drawRect(
                QRect(theme.px(1.5), top, int((self.width() - theme.px(3)) * share), theme.px(0.75))
            )


class _Loading(QWidget):
    """Bars; after two seconds also what is going on, how far, and a way to stop it."""

    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bars = _Bars(self)
        self._text = Label("", "label", "text2", parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._stop = button(translate("ui", "Stop"), self.stopped.emit, icon="x", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bars, 1)
        line = QHBoxLayout()
        line.setContentsMargins(20, 0, 20, 20)
        for part in (self._text, self._bar, self._stop):
            line.addWidget(part)
        line.addStretch(1)
        column.addLayout(line)
        self.set_progress("", 0, 0)

    def set_progress(self, text: str, done: int, total: int) -> None:
        """Show count and bar, or hide them when there is nothing to say."""
        shown = bool(text)
        self._text.set_words(f"{text}  {done:,} / {total:,}" if total else text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setVisible(shown and total > 0)
        self._text.setVisible(shown)
        self._stop.setVisible(shown)


class StateWidget(QWidget):
    """Holds the content and, in its place, the empty, loading or problem state."""

    stopped = Signal()
    shown = Signal()
    """Content, or what stands in its place, is to be seen; loading is over."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = self._blank = content or QWidget(self)
        self._notice: _Notice | None = None
        self._loading: _Loading | None = None
        self._state = State.CONTENT
        self._since = 0.0
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._content)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BARS_AFTER_MS)
        self._timer.timeout.connect(self._show_bars)
        theme_signals().changed.connect(self.update)

    def set_content(self, content: QWidget) -> None:
        """Another content in the place of the one given first.

        While it is loading it is not shown yet: what has nothing to show would be dressed, laid out and painted twice.
        """
        self._content = content
        self._stack.addWidget(content)
        if self._state is State.CONTENT:
            self._show_content()

    def _show_content(self) -> None:
        self._stack.setCurrentWidget(self._content)
        if self._blank is not self._content:
            self._blank.deleteLater()
            self._blank = self._content

    def state(self) -> State:
        """What is shown now."""
        return self._state

    def _notice_made(self) -> _Notice:
        """Most pages never need it."""
        if self._notice is None:
            self._notice = _Notice(self)
            self._stack.addWidget(self._notice)
        return self._notice

    def _loading_made(self) -> _Loading:
        """Most pages have their content before it would show."""
        if self._loading is None:
            self._loading = _Loading(self)
            self._loading.stopped.connect(self.stopped)
            self._stack.addWidget(self._loading)
        return self._loading

    def show_content(self) -> None:
        """The content itself."""
        self._enter(State.CONTENT)
        self._show_content()
        self.shown.emit()

    def show_empty(
        self,
        sentence: str,
        action: tuple[str, str, Callable[[], None]] | None = None,
        icon: str = "inbox",
        more: str = "",
    ) -> None:
        """Nothing there yet: one sentence and the button (icon, text, act) that starts the work."""
        self._enter(State.EMPTY)
        notice = self._notice_made()
        notice.fill(icon, sentence, more, [action] if action else [])
        self._stack.setCurrentWidget(notice)
        self.shown.emit()

    def show_loading(self) -> None:
        """Nothing for 0.3 s, then flat bars; old content stays visible until then."""
        if self._state is State.LOADING:
            return
        self._enter(State.LOADING)
        self._since = time.monotonic()
        self._timer.start()

    def show_progress(self, text: str, done: int, total: int) -> None:
        """What is going on, once loading has taken two seconds."""
        if self._state is State.LOADING and time.monotonic() - self._since >= WORDS_AFTER:
            self._loading_made().set_progress(text, done, total)

    def show_problem(self, error: PlanError, retry: Callable[[], None] | None = None) -> None:
        """What happened, what is safe, what to do; the details can be copied."""
        self._enter(State.PROBLEM)
        message = describe(error)
        details = f"{message.text}\n{message.advice}\n{error}"
        buttons: list[tuple[str, str, Callable[[], None]]] = []
        if retry is not None:
            buttons.append(("refresh-cw", translate("ui", "Try again"), retry))
        buttons.append(
            ("copy", translate("ui", "Copy details"), lambda: QGuiApplication.clipboard().setText(details))
        )
        notice = self._notice_made()
        notice.fill("circle-alert", message.text, message.advice, buttons)
        self._stack.setCurrentWidget(notice)
        self.shown.emit()

    def _enter(self, state: State) -> None:
        self._timer.stop()
        self._state = state
        if self._loading is not None:
            self._loading.set_progress("", 0, 0)

    def _show_bars(self) -> None:
        if self._state is State.LOADING:
            self._stack.setCurrentWidget(self._loading_made())
