"""What to look at before fixing: one line a kind of finding; each click goes to the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bingo_planner.features.vision.checks import MUST, kind_name
from bingo_planner.features.vision.model import Check, CheckKind
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button, rule
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current

_ICONS = {
    CheckKind.CHANGED: "triangle-alert",
    CheckKind.MISSING: "circle-alert",
    CheckKind.EMPTY: "file-text",
    CheckKind.UNKNOWN_BLOCK: "circle-alert",
    CheckKind.GLYPH: "type",
    CheckKind.NO_PACT: "handshake",
    CheckKind.NO_TARGET: "target",
}


class CheckPanel(QWidget):
    """The list 確定の前に. `chosen(check)` for the finding gone to."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: dict[CheckKind, list[Check]] = {}
        self._turn: dict[CheckKind, int] = {}
        self._lines: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        theme = current()
        self._column.setContentsMargins(theme.px(0.5), 0, theme.px(0.5), theme.px(0.6))
        self._column.setSpacing(0)
        self._column.addWidget(rule(parent=self))
        self.title = Label(translate("vision", "Before fixing"), "section", parent=self)
        self.title.setContentsMargins(theme.px(0.5), theme.px(0.6), 0, theme.px(0.2))
        self._column.addWidget(self.title)
        self.nothing = Label(translate("vision", "Nothing is open."), "body", "text2", parent=self)
        self.nothing.setContentsMargins(theme.px(0.5), 0, 0, 0)
        self._column.addWidget(self.nothing)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Findings by kind, those that keep an edition from being fixed in red."""
        sorted_out: dict[CheckKind, list[Check]] = {}
        for kind in CheckKind:
            found = [check for check in checks if check.kind is kind]
            if found:
                sorted_out[kind] = found
        if sorted_out == self._checks:
            return
        self._checks = sorted_out
        for line in self._lines:
            line.setParent(None)
            line.deleteLater()
        self._lines = [self._line(kind, found) for kind, found in sorted_out.items()]
        self.nothing.setVisible(not self._lines)

    def _line(self, kind: CheckKind, found: Sequence[Check]) -> QPushButton:
        words = f"{kind_name(kind)}  {len(found)}"
        made = button(words, lambda: self._go(kind), icon=_ICONS[kind], kind="flat", parent=self)
        made.setObjectName(f"check_{kind.value}")
        made.setProperty("line", True)
        shown = [check.text for check in found[:12]]
        if len(found) > len(shown):
            shown.append(translate("vision", "and {n} more", n=len(found) - len(shown)))
        made.setToolTip("\n".join(shown))
        if kind in MUST:
            made.setProperty("kind", "danger")
        self._column.addWidget(made)
        return made

    def _go(self, kind: CheckKind) -> None:
        """The next finding of the kind, round and round."""
        found = self._checks.get(kind, [])
        if found:
            turn = self._turn.get(kind, -1) + 1
            self._turn[kind] = turn % len(found)
            self.chosen.emit(found[self._turn[kind]])
