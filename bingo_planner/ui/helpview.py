"""The help without a line to the world: topics left, text right, search on top."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.helpdress import dress_help
from bingo_planner.ui.helptext import search, topic, topics
from bingo_planner.ui.theme import current, theme_signals


class HelpView(HouseDialog):
    """Not modal: it may stand beside the work."""

    def __init__(self, parent: QWidget | None, name: str = "index") -> None:
        super().__init__(parent, translate("ui", "Help"), (70, 44))
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(translate("ui", "Search the help"))
        self.search.setAccessibleName(translate("ui", "Search the help"))
        self.search.setFixedWidth(current().px(18))
        self.search.textChanged.connect(self._filter)
        self.head.insertWidget(1, self.search)
        self.list = QListWidget(self)
        self.list.setProperty("side", True)
        self.list.setAccessibleName(translate("ui", "Topics"))
        self.list.setFixedWidth(current().px(19))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._chosen)
        self.view = QTextBrowser(self)
        self.view.setAccessibleName(translate("ui", "Text of the help"))
        self.view.setOpenLinks(False)
        self.view.anchorClicked.connect(self._follow)
        self.view.document().setDocumentMargin(current().px(1.2))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.view, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(row)
        self.add_button(button(translate("ui", "Contents"), lambda: self.open_topic("index"), parent=self))
        self.add_close()
        theme_signals().changed.connect(self._again)
        self._name = "index"
        self._fill([(one.name, one.title) for one in topics()])
        self.open_topic(name)
        self.view.setFocus()

    def open_topic(self, name: str) -> None:
        """Show a topic, by name or by name#place."""
        found = topic(name)
        self._name = found.name
        self.view.document().setDefaultStyleSheet(_sheet())
        self.view.document().setDefaultFont(current().font("body"))
        self.view.document().setMarkdown(found.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        dress_help(self.view.document())
        self.view.moveCursor(QTextCursor.MoveOperation.Start)
        self.view.verticalScrollBar().setValue(0)
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == found.name:
                self.list.blockSignals(True)
                self.list.setCurrentRow(row)
                self.list.blockSignals(False)

    def shown(self) -> str:
        """Name of the topic shown."""
        return self._name

    def _fill(self, entries: list[tuple[str, str]]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for name, title in entries:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(title)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _filter(self, text: str) -> None:
        if not text.strip():
            self._fill([(one.name, one.title) for one in topics()])
            return
        found = search(text)
        self._fill([(one.name, f"{one.title}\n{line}" if line else one.title) for one, line in found])
        if found:
            self.open_topic(found[0][0].name)

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.open_topic(str(item.data(Qt.ItemDataRole.UserRole)))

    def _follow(self, link: QUrl) -> None:
        self.open_topic(link.toString())

    def _again(self) -> None:
        self.open_topic(self._name)

    @classmethod
    def show_over(cls, parent: QWidget | None, name: str = "index") -> HelpView:
        """Open it at a topic."""
        dialog = cls(parent, name)
        dialog.show()
        return dialog


def _sheet() -> str:
    theme = current()
    return f"a {{ color: {theme.color('accent').name()}; text-decoration: none; }}"
