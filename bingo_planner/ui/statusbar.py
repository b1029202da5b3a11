"""The foot of the window: saved when, what is selected, work under way, the lamp, the text size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button, rule
from bingo_planner.ui.icons import icon_side, pixmap, set_icon
from bingo_planner.ui.jobs import RunningJob
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.shellmodel import Lamp, LampKind
from bingo_planner.ui.theme import SCALES, current, theme_signals
from bingo_planner.ui.widths import Width

_LAMPS: dict[LampKind, tuple[str, str]] = {
    "local": ("database", "text2"),
    "synced": ("check-check", "ok"),
    "unsent": ("arrow-up-down", "warn"),
    "offline": ("cloud-off", "text2"),
    "syncing": ("refresh-cw", "accent"),
    "failed": ("circle-alert", "err"),
}


class StatusBar(QFrame):
    """Built by hand: QStatusBar would hide the words whenever a tip is shown."""

    lamp_wanted = Signal()
    scale_chosen = Signal(float)
    stop_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAutoFillBackground(True)
        self._tick = QLabel(self)
        self.saved = Label("", "label", "text2", parent=self)
        self._work = Label("", "label", "text2", parent=self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._stop = button("", self._stop_told, kind="link", parent=self)
        self._job = 0
        self._lamp: Lamp | None = None
        self._brief = False
        self.selection = ElidedLabel("", "label", "text2", self)
        self.selection.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.lamp = QPushButton(self)
        self.lamp.setProperty("kind", "flat")
        self.lamp.clicked.connect(self.lamp_wanted)
        self.scale = QPushButton(self)
        self.scale.setProperty("kind", "flat")
        self.scale.clicked.connect(self._open_scales)
        self._scales = QMenu(self)
        for made in (self.lamp, self.scale, self._stop):
            made.setProperty("low", True)
        self._rules = [rule(vertical=True, parent=self), rule(vertical=True, parent=self)]
        self._lay_out()
        self.show_jobs(())
        self.show_busy(False)
        self.show_lamp(None)
        theme_signals().changed.connect(self._resize)
        self.speak()

    def speak(self) -> None:
        """The words in the language in force."""
        self._stop.setText(translate("ui", "Stop"))
        self._resize()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        self._row = row
        left: tuple[QWidget, ...] = (self._tick, self.saved, self._work, self._bar, self._stop)
        right: tuple[QWidget, ...] = (self._rules[0], self.lamp, self._rules[1], self.scale)
        for part in left:
            row.addWidget(part)
        row.addWidget(self.selection, 1)
        for part in right:
            row.addWidget(part)

    def _resize(self) -> None:
        theme = current()
        self.setFixedHeight(theme.px(2.1))
        self._row.setContentsMargins(theme.px(1), 1, theme.px(0.5), 0)
        self._row.setSpacing(theme.px(0.55))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.color("window"))
        self.setPalette(palette)
        side = round(icon_side() * 0.9)
        self._tick.setPixmap(pixmap("check", "text2", side, self.devicePixelRatioF()))
        self._bar.setFixedWidth(theme.px(9))
        for line in self._rules:
            line.setFixedHeight(theme.px(1.3))
        for made in (self.lamp, self.scale, self._stop):
            made.setFont(theme.font("label"))
        self.scale.setText(f"{round(theme.scale * 100)} %")
        words = translate("ui", "Text size {percent} %", percent=round(theme.scale * 100))
        self.scale.setAccessibleName(words)
        self.scale.setToolTip(f"{words}  Ctrl++ / Ctrl+−")

    def show_saved(self, time: str) -> None:
        """When the last change was saved; empty hides the tick."""
        self._tick.setVisible(bool(time))
        self.saved.set_words(translate("ui", "Saved {time}", time=time) if time else "")

    def show_selection(self, text: str) -> None:
        """What is selected, sums of cells."""
        self.selection.set_words(text)

    def show_lamp(self, lamp: Lamp | None) -> None:
        """Shape and word."""
        for part in (self.lamp, self._rules[0]):
            part.setVisible(lamp is not None)
        self._lamp = lamp
        if lamp is None:
            return
        name, token = _LAMPS[lamp.kind]
        full = f"{lamp.text}  {lamp.detail}".strip()
        self.lamp.setText(lamp.text if self._brief else full)
        self.lamp.setToolTip(full)
        set_icon(self.lamp, name, token)
        self.lamp.setAccessibleName(translate("ui", "State: {state}", state=full))

    def show_busy(self, busy: bool) -> None:
        """Something has been running for longer than a moment."""
        if not self._job:
            self._work.set_words(translate("ui", "Working…") if busy else "")
            self._work.setVisible(busy)

    def show_jobs(self, jobs: Sequence[RunningJob]) -> None:
        """The oldest long work with its count and 中止."""
        first = jobs[0] if jobs else None
        self._job = first.number if first else 0
        for part in (self._bar, self._stop, self._work):
            part.setVisible(first is not None)
        if first is None:
            return
        counted = f"{first.done:,} / {first.total:,}" if first.total else ""
        self._work.set_words("  ".join(part for part in (first.title, first.text, counted) if part))
        self._bar.setRange(0, first.total)
        self._bar.setValue(first.done)

    def arrange(self, width: Width) -> None:
        """The selection gives way by itself, then the lamp's words."""
        self._brief = width == Width.TINY
        self.show_lamp(self._lamp)

    def fill_scales(self) -> QMenu:
        """The list of text sizes."""
        self._scales.clear()
        for scale in SCALES:
            line = self._scales.addAction(f"{round(scale * 100)} %")
            line.setCheckable(True)
            line.setChecked(abs(scale - current().scale) < 0.01)
            line.triggered.connect(lambda _checked=False, chosen=scale: self.scale_chosen.emit(chosen))
        return self._scales

    def _open_scales(self) -> None:
        menu = self.fill_scales()
        menu.popup(self.scale.mapToGlobal(self.scale.rect().topLeft()) - menu.rect().bottomLeft())

    def _stop_told(self) -> None:
        self.stop_wanted.emit(self._job)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line on top."""
        painter = QPainter(self)
        painter.setPen(current().color("line2"))
        painter.drawLine(0, 0, self.width(), 0)
