"""Labels in the fonts and colours of the theme; they follow it when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bingo_planner.ui.theme import Role, current, theme_signals

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument


def loosen(document: QTextDocument) -> None:
    """Give every line of a text 150 %: BIZ UD has no leading of its own."""
    from PySide6.QtGui import QTextBlockFormat, QTextCursor

    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    loose = QTextBlockFormat()
    loose.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(loose)


class Label(QLabel):
    """A label that knows its role and token. `wrap` gives it the 150 % leading that BIZ UD needs."""

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        token: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: Role = role
        self._token = token
        self._wrap = wrap
        self._plain = ""
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_words(text)
        self._dress()
        theme_signals().changed.connect(self._dress)

    def set_words(self, text: str) -> None:
        """New words (plain text, also when wrapping)."""
        self._plain = text
        if not self._wrap:
            self.setText(text)
            return
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")
        self.setText(f'<p style="line-height:150%; margin:0">{escaped}</p>')
        self.setAccessibleName(text)

    def words(self) -> str:
        """The words as given."""
        return self._plain

    def set_token(self, token: str) -> None:
        """Another colour."""
        self._token = token
        self._dress()

    def _dress(self) -> None:
        theme = current()
        self.setFont(theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._token))
        palette.setColor(QPalette.ColorRole.Text, theme.color(self._token))
        self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Nothing but Qt's own work; kept so that a style change does not lose the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.font() != current().font(self._role):
            self.setFont(current().font(self._role))


class ElidedLabel(Label):
    """One line that ends in … when there is no room; the whole stands in the tool tip."""

    def __init__(
        self, text: str = "", role: Role = "body", token: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, role, token, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(0)

    def set_words(self, text: str) -> None:
        """New words, elided to the width at hand."""
        self._plain = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words to the new width."""
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._plain, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        self.setText(shown)
        self.setToolTip(self._plain if shown != self._plain else "")

    def sizeHint(self) -> QSize:
        """The room the whole text would like."""
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance(self._plain) + 2)
        return hint

    def minimumSizeHint(self) -> QSize:
        """A few letters at least; never what the words at hand happen to take."""
        return QSize(min(self.sizeHint().width(), current().px(3)), super().minimumSizeHint().height())
