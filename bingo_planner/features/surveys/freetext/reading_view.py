"""The answer being read, whole: who wrote it, its groups, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.features.surveys.freetext.answers_view import chip_tag, chip_words
from bingo_planner.features.surveys.freetext.folded import Span
from bingo_planner.features.surveys.freetext.state import Chip, TextState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button
from bingo_planner.ui.labels import Label, loosen
from bingo_planner.ui.tags import paint_tags, tag_height


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


class ChipRow(QWidget):
    """The groups of an answer as plates; what does not fit is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Other groups."""
        self._chips = chips
        words = "、".join(map(chip_words, chips))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a plate."""
        return QSize(theme.current().px(8), tag_height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The plates in a row."""
        painter = QPainter(self)
        paint_tags(painter, self.rect(), [chip_tag(chip) for chip in self._chips])
        painter.end()


class ReadingPane(QWidget):
    """The answer being read: who wrote it, all of it, its groups, and what can be done with it."""

    quote_asked = Signal()
    groups_asked = Signal()
    respondent_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Label("", "label", "text2", parent=self)
        self.text = QTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QTextEdit.Shape.NoFrame)
        self.text.setAccessibleName(_t("The answer being read"))
        self.text.setTabChangesFocus(True)
        self.whole = button(_t("All answers"), self.respondent_asked.emit, icon="clipboard-list", parent=self)
        self.quote = button(_t("Quote it"), self.quote_asked.emit, icon="bookmark", parent=self)
        self.sort = button(_t("Groups…"), self.groups_asked.emit, icon="tag", parent=self)
        self.chips = ChipRow(self)
        now, foot, column = theme.current(), QHBoxLayout(), QVBoxLayout(self)
        edge = now.px(1.0)
        column.setContentsMargins(edge, now.px(0.6), edge, now.px(0.6))
        column.setSpacing(now.px(0.4))
        foot.setSpacing(now.px(0.5))
        foot.addWidget(self.chips, 1)
        for made in (self.whole, self.quote, self.sort):
            foot.addWidget(made)
        column.addWidget(self.head)
        column.addWidget(self.text, 1)
        column.addLayout(foot)

    def render_state(self, state: TextState) -> None:
        """Another answer, or the same with other groups."""
        reading = state.reading
        able = reading is not None and not state.read_only
        self.whole.setEnabled(reading is not None)
        self.quote.setEnabled(able)
        self.sort.setEnabled(able)
        if reading is None:
            self.head.set_words(_t("Choose an answer to read it here."))
            self.text.setPlainText("")
            self.chips.show_chips(())
            return
        line = reading.line
        self.head.set_words(_t("Respondent {key}", key=line.key) + f"　{line.who}")
        if self.text.toPlainText() != line.text:
            self.text.setPlainText(line.text)
            loosen(self.text.document())
        self.text.setExtraSelections([self._mark(span) for span in line.hits])
        self.chips.show_chips(line.chips)

    def _mark(self, span: Span) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor, text = QTextCursor(self.text.document()), self.text.toPlainText()
        # Qt counts UTF-16 units; letters beyond the first plane are two of them.
        start, length = (
            len(part.encode("utf-16-le")) // 2 for part in (text[: span[0]], text[span[0] : span[1]])
        )
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(theme.current().color("accentSoft"))
        look.setFontUnderline(True)
        found.cursor, found.format = cursor, look
        return found
