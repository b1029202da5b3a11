"""The block of a survey's facts beside its design, in as many columns as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.labels import Label
from bingo_planner.ui.theme import current

_TOP = Qt.AlignmentFlag.AlignTop
_LINE = 36
"""About as many signs as stand in one line of the block."""


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


class BlockPanel(QWidget):
    """The design block: labels and texts in two columns that do not wait for each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        edge = current().px(1.54)
        row.setContentsMargins(edge, current().px(0.6), edge, current().px(0.2))
        row.setSpacing(current().px(1.8))
        self._grids = (QGridLayout(), QGridLayout())
        for grid in self._grids:
            grid.setHorizontalSpacing(current().px(0.9))
            grid.setVerticalSpacing(current().px(0.25))
            grid.setColumnStretch(1, 1)
            row.addLayout(grid, 1)
        self._shown: list[tuple[str, str]] = []

    def wanted(self, width: int) -> int:
        """The height of all texts at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def minimumSizeHint(self) -> QSize:
        """As tall as the texts at the width at hand; Qt's own guess is for a narrow column."""
        return QSize(0, self.wanted(self.width()))

    def show_block(self, block: Sequence[tuple[str, str]]) -> None:
        """Other texts, shared out so that both columns are about as long."""
        if list(block) == self._shown:
            return
        self._shown = list(block)
        for grid in self._grids:
            while (item := grid.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            grid.setRowStretch(0, 0)
        half = _half([len(text) for _label, text in block])
        for grid, part in zip(self._grids, (block[:half], block[half:]), strict=True):
            for row, (label, text) in enumerate(part):
                words = Label(text, wrap=True, parent=self)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(Label(label, "label", "text2", parent=self), row, 0, _TOP)
                grid.addWidget(words, row, 1, _TOP)
            grid.setRowStretch(len(part), 1)


class BlockArea(QScrollArea):
    """The design block as tall as its texts, but never more than its part of the tab: then it scrolls."""

    PART, SMALL_PART, SMALL_FH = 0.42, 0.3, 34.0
    """Of the tab's height, and of that of a small window, where the strata need it more."""

    cut = Signal(bool)
    """Whether more texts are there than are in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = BlockPanel(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.block)

    def fit(self, room: int) -> None:
        """Take the height of the texts, within the part of `room` pixels."""
        wanted = self.block.wanted(self.viewport().width())
        part = self.SMALL_PART if room < current().px(self.SMALL_FH) else self.PART
        self.setFixedHeight(max(0, min(wanted, int(room * part))))
        self.cut.emit(wanted > self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            parent = self.parentWidget()
            self.fit(parent.height() if parent is not None else self.height())


def _half(lengths: Sequence[int]) -> int:
    """Where to part texts so that both halves have as many lines."""
    lines = [1 + length // _LINE for length in lengths]
    return min(range(len(lines) + 1), key=lambda at: abs(sum(lines[:at]) - sum(lines[at:]) - 0.5))
