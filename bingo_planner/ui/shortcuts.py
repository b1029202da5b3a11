"""All keys on one sheet, made from the action records; prints on one A4 page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QTextBrowser, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action, Menu, menu_titles, plain
from bingo_planner.ui.buttons import button, shown_shortcut
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.theme import current


def fixed_keys() -> tuple[tuple[str, str], ...]:
    """Keys that belong to tables, grids and forms rather than to an action."""
    return (
        ("Enter / Shift+Enter", translate("ui", "next / previous row of a grid; open the record of a list")),
        ("Tab / Shift+Tab", translate("ui", "next / previous cell or field")),
        ("F2", translate("ui", "edit the cell")),
        ("Esc", translate("ui", "take back what is being typed; close the side form")),
        ("Ctrl+D", translate("ui", "copy the figure of the period before")),
        ("F8", translate("ui", "next cell to check")),
        ("← / →", translate("ui", "fold / unfold a group")),
        ("F4", translate("ui", "open the calendar or the list of a field")),
        ("Ctrl+T", translate("ui", "chart or map as a table")),
    )


def sheet_html(actions: Sequence[Action]) -> str:
    """The sheet as HTML, two columns."""
    blocks = [_block(title, [a for a in actions if a.menu == key and a.shortcut]) for key, title in _titles()]
    blocks.append(_rows(translate("ui", "In tables and forms"), fixed_keys()))
    shown = [block for block in blocks if block]
    half = (len(shown) + 1) // 2
    columns = ("".join(shown[:half]), "".join(shown[half:]))
    cells = "".join(
        f'<td width="50%" style="padding-right:18px; vertical-align:top">{part}</td>' for part in columns
    )
    return f'<table width="100%"><tr>{cells}</tr></table>'


def _titles() -> list[tuple[Menu, str]]:
    return [("", translate("ui", "This page")), *((key, plain(title)) for key, title in menu_titles())]


def _block(title: str, actions: Sequence[Action]) -> str:
    pairs = [
        (" / ".join(shown_shortcut(key) for key in action.shortcuts), action.plain_text) for action in actions
    ]
    return _rows(title, pairs) if pairs else ""


def _rows(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><td width="38%" style="white-space:nowrap; padding:2px 10px 2px 0"><b>{escape(key)}</b></td>'
        f'<td style="padding:2px 0">{escape(words)}</td></tr>'
        for key, words in pairs
    )
    return f'<p style="margin:10px 0 2px 0"><b>{escape(title)}</b></p><table width="100%">{rows}</table>'


def sized_sheet(title: str, html: str) -> QTextDocument:
    """The sheet as a document of A4 pages, in the largest type (12 to 6 points) that keeps it on one."""
    page = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(36, 36, 36, 36)
    )
    document = QTextDocument()
    for size in range(12, 5, -1):
        font = current().font("body")
        font.setPointSizeF(size)
        document.setDefaultFont(font)
        document.setHtml(f"<h3>{escape(title)}</h3>{html}")
        document.setPageSize(page.paintRectPoints().size().toSizeF())
        if document.pageCount() == 1:
            break
    return document


def print_sheet(printer: QPrinter, title: str, html: str) -> None:
    """One A4 page."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    sized_sheet(title, html).print_(printer)


class ShortcutList(HouseDialog):
    """The sheet on the screen, with a button that prints it."""

    def __init__(self, parent: QWidget | None, actions: Sequence[Action]) -> None:
        super().__init__(parent, translate("ui", "Keyboard shortcuts"), (66, 40))
        self.view = QTextBrowser(self)
        self.view.setAccessibleName(self.windowTitle())
        self._html = sheet_html(actions)
        self.view.setHtml(self._html)
        self.body.addWidget(self.view)
        self.add_button(button(translate("ui", "Print"), self._print, icon="printer", parent=self))
        self.add_close()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            print_sheet(printer, self.windowTitle(), self._html)

    @classmethod
    def show_over(cls, parent: QWidget | None, actions: Sequence[Action]) -> ShortcutList:
        """Open it."""
        dialog = cls(parent, actions)
        dialog.present()
        return dialog
