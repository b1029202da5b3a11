"""Ctrl+K: one field that finds commands, records, places and help, whatever the spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action
from bingo_planner.ui.buttons import Choice, rule
from bingo_planner.ui.icons import pixmap
from bingo_planner.ui.labels import Label
from bingo_planner.ui.matching import action_hit, matching_actions
from bingo_planner.ui.palettekeys import KeyLine, Scrim
from bingo_planner.ui.palettelist import PaletteDelegate, PaletteModel
from bingo_planner.ui.shellmodel import Hit, HitGroup, Search
from bingo_planner.ui.theme import current, theme_signals

WAIT_MS = 90
KEPT = 8


class Palette(QFrame):
    """Opened over a scrim; asks the actions at once and the program's search after a short pause."""

    ran = Signal(object)  # Hit
    closed = Signal()

    def __init__(self, window: QWidget, actions: Callable[[], Sequence[Action]], search: Search) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._actions, self._search = actions, search
        self._query = ""
        self._records: tuple[Hit, ...] = ()
        self._recent: list[Hit] = []
        self._before: QWidget | None = None
        self._scrim = Scrim(window)
        self._scrim.clicked.connect(self.leave)
        self._build()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._ask)
        theme_signals().changed.connect(self._dress)
        window.installEventFilter(self)
        self.setVisible(False)
        self._scrim.setVisible(False)

    def _build(self) -> None:
        self._icon = QLabel(self)
        self.field = QLineEdit(self)
        self.field.setProperty("bare", True)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.kinds = Choice([(key, "") for key in ("all", "action", "record", "help")], "", self)
        self.kinds.set_key("all")
        self.kinds.chosen.connect(self._kind_told)
        self.model = PaletteModel(self)
        self.list = QListView(self)
        self.list.setProperty("plain", True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self.none = Label("", "body", "text2", wrap=True, parent=self)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.keys = KeyLine(self)
        self._lay_out()
        self.speak()

    def speak(self) -> None:
        """The words in the language in force."""
        self.field.setAccessibleName(translate("ui", "Search, commands"))
        self.field.setPlaceholderText(translate("ui", "Search, commands"))
        self.list.setAccessibleName(translate("ui", "Found"))
        self.kinds.setAccessibleName(translate("ui", "What to search"))
        self.kinds.set_words(
            [
                translate("ui", "All"),
                translate("ui", "Actions"),
                translate("ui", "Records"),
                translate("ui", "Help"),
            ]
        )

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._icon)
        self._head.addWidget(self.field, 1)
        self._head.addWidget(self.kinds)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(rule(parent=self))
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.none, 1)
        self._column.addWidget(rule(parent=self))
        self._column.addWidget(self.keys)
        self._dress()

    def _dress(self) -> None:
        theme = current()
        side = theme.px(1.4)
        self._icon.setPixmap(pixmap("search", "text2", side, self.devicePixelRatioF()))
        font = theme.font("body")
        font.setPixelSize(theme.px(1.25))
        self.field.setFont(font)
        self._head.setContentsMargins(theme.px(1.4), theme.px(0.85), theme.px(1.4), theme.px(0.75))
        self._head.setSpacing(theme.px(0.8))
        self._column.setContentsMargins(1, 1, 1, 1)
        self.keys.setFixedHeight(theme.px(2.6))

    def set_search(self, search: Search) -> None:
        """Another way to find records."""
        self._search = search

    def enter(self, text: str = "") -> None:
        """Open it, empty or with words."""
        window = self.parentWidget()
        self._before = window.focusWidget() if window is not None else None
        self.kinds.set_key("all")
        self.field.setText(text)
        self._records = ()
        self._typed(text)
        self._place()
        for part in (self._scrim, self):
            part.setVisible(True)
            part.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        if not self.isVisible():
            return
        self._wait.stop()
        self.setVisible(False)
        self._scrim.setVisible(False)
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def hits(self) -> Sequence[Hit]:
        """What is listed now."""
        return self.model.hits()

    def _typed(self, text: str) -> None:
        self._query = text.strip()
        if self._query:
            self._wait.start()
        else:
            self._wait.stop()
            self._records = ()
        self._show()

    def _ask(self) -> None:
        query = self._query

        def found(hits: Sequence[Hit]) -> None:
            if query == self._query and self.isVisible():
                self._records = tuple(hits)
                self._show()

        self._search(query, found)

    def _kind_told(self, _key: str) -> None:
        self._show()
        self.field.setFocus()

    def _show(self) -> None:
        chosen = self.model.hit(self.list.currentIndex().row())
        hits = self._listed()
        self.model.set_hits(hits, recent=not self._query)
        self.list.setVisible(bool(hits))
        self.none.setVisible(not hits)
        if not hits:
            self.none.set_words(self._words_for_none())
        self._choose(self.model.row_of(chosen) if chosen and self._query else self.model.first_row())

    def _listed(self) -> list[Hit]:
        kind = self.kinds.key()
        if not self._query:
            hits = [*self._recent, *self._first_actions()]
        else:
            hits = [*matching_actions(self._actions(), self._query), *self._records]
        wanted: dict[str, tuple[HitGroup, ...]] = {
            "action": ("action", "go"),
            "record": ("record",),
            "help": ("help",),
        }
        return [hit for hit in hits if kind == "all" or hit.group in wanted[kind]]

    def _first_actions(self) -> list[Hit]:
        known = {(hit.kind, hit.id) for hit in self._recent}
        hits = [action_hit(action) for action in self._actions() if action.enabled()]
        return [hit for hit in hits if (hit.kind, hit.id) not in known]

    def _words_for_none(self) -> str:
        if not self._query:
            return translate("ui", "Nothing here yet")
        return translate(
            "ui", "Nothing matches “{text}”. Kana and kanji variants were searched too.", text=self._query
        )

    def _choose(self, row: int) -> None:
        index = self.model.index(row)
        if index.isValid():
            self.list.setCurrentIndex(index)

    def _run(self, row: int) -> None:
        hit = self.model.hit(row)
        if hit is None:
            return
        kept = [old for old in self._recent if (old.kind, old.id) != (hit.kind, hit.id)]
        self._recent = [hit, *kept][:KEPT]
        self.leave()
        self.ran.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field move in the list; the palette follows the window's size."""
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        row = self.list.currentIndex().row()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in steps:
            self._choose(self.model.next_row(row, steps[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(row)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        theme = current()
        self._scrim.setGeometry(window.rect())
        width = min(theme.px(52), window.width() - theme.px(2))
        top = theme.px(4.2)
        height = min(theme.px(33.5), window.height() - top - theme.px(1))
        self.setGeometry((window.width() - width) // 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plate with one line round it."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
