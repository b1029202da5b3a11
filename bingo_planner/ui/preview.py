"""Paper preview: the very pages of the PDF with page list, zoom, spread, print and save."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QIntValidator,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button, icon_button
from bingo_planner.ui.celltext import CENTER, draw_text, hairline
from bingo_planner.ui.preview_pages import PageStore, Render, Size
from bingo_planner.ui.preview_paper import PaperView
from bingo_planner.ui.preview_print import PrintRun
from bingo_planner.ui.segmented import Segment, Segmented

__all__ = ["PagePreview", "Render", "Size"]


class PageList(QAbstractScrollArea):
    """Small pictures of all pages; ↑/↓ turn them. `chosen(index)`."""

    chosen = Signal(int)

    def __init__(self, store: PageStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.sizes: list[Size] = []
        self.page = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("uikit", "Page list"))
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        store.arrived.connect(self._arrived)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(9), theme.current().px(30))

    def set_sizes(self, sizes: Sequence[Size]) -> None:
        """Pages of another paper."""
        self.sizes = list(sizes)
        self.lay_out()

    def _cell(self) -> QSize:
        now = theme.current()
        wide = max(now.px(3), min(self.viewport().width() - now.px(2.2), now.px(9)))
        tallest = max((size[1] / max(1.0, size[0]) for size in self.sizes), default=1.414)
        return QSize(wide, round(wide * tallest) + now.px(2.0))

    def lay_out(self) -> None:
        """Scroll range for the width in force."""
        total = self._cell().height() * len(self.sizes) + theme.current().px(0.8)
        self.verticalScrollBar().setRange(0, max(0, total - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(self._cell().height() // 2)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def show_page(self, page: int) -> None:
        """Mark a page and bring it into sight."""
        self.page = page
        top, tall, bar = page * self._cell().height(), self._cell().height(), self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + tall > bar.value() + self.viewport().height():
            bar.setValue(top + tall - self.viewport().height())
        self.viewport().update()

    def _arrived(self, _page: int) -> None:
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        key = Qt.Key(event.key())
        if key in moves and self.sizes:
            self.chosen.emit(min(max(self.page + moves[key], 0), len(self.sizes) - 1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        page = (event.position().toPoint().y() + self.verticalScrollBar().value()) // self._cell().height()
        if page < len(self.sizes):
            self.chosen.emit(page)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, cell = theme.current(), QPainter(self.viewport()), self._cell()
        painter.fillRect(self.viewport().rect(), now.color("raised"))
        first = self.verticalScrollBar().value() // cell.height()
        last = (self.verticalScrollBar().value() + self.viewport().height()) // cell.height()
        for at in range(first, min(last + 1, len(self.sizes))):
            top = at * cell.height() - self.verticalScrollBar().value() + now.px(0.5)
            self._paint_thumb(painter, at, top, cell)
        painter.end()

    def _paint_thumb(self, painter: QPainter, at: int, top: int, cell: QSize) -> None:
        now, size = theme.current(), self.sizes[at]
        tall = round(cell.width() * size[1] / max(1.0, size[0]))
        rect = QRect((self.viewport().width() - cell.width()) // 2, top, cell.width(), tall)
        painter.fillRect(rect, now.color("paper"))
        fine = cell.width() * self.devicePixelRatioF() / max(1.0, size[0])
        picture = self._store.picture(at, fine) or self._store.nearest(at)
        if picture is not None and not picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, picture)
        here = at == self.page
        painter.setPen(QPen(now.color("accent"), 2) if here else hairline(now.color("line2")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        line = QRect(rect.left(), rect.bottom() + 3, rect.width(), now.px(1.3))
        ink = now.color("accent" if here else "text2")
        draw_text(painter, line, str(at + 1), "ticks_strong" if here else "ticks", ink, CENTER)


class PagePreview(QWidget):
    """Preview of one paper. `saved()` asks the program for a place, `printed(pages)` after printing.

    `set_document(sizes, render)`: page sizes in points, and a function that draws a page as BGRX
    bytes; it is called on a thread of the preview's own, never two at a time.
    """

    save_asked = Signal()
    printed = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, with_list: bool = True) -> None:
        super().__init__(parent)
        self._render: Render | None = None
        self._run: PrintRun | None = None
        self.store = PageStore(self)
        self.paper = PaperView(self.store, self)
        self.list = PageList(self.store, self)
        self.list.setVisible(with_list)
        self.box = QLineEdit(self)
        self.box.setAccessibleName(translate("uikit", "Page"))
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.count, self.zoom_words = QLabel(self), QLabel(self)
        self.spread = Segmented(
            [
                Segment("one", translate("uikit", "Page")),
                Segment("two", translate("uikit", "Spread")),
            ],
            translate("uikit", "Layout"),
            self,
        )
        split = QSplitter(self)
        split.addWidget(self.list)
        split.addWidget(self.paper)
        split.setStretchFactor(1, 1)
        split.setCollapsible(1, False)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(self._build_bar())
        page.addWidget(split, 1)
        self._connect()
        self.restyle()

    def _build_bar(self) -> QHBoxLayout:
        self._bar = QHBoxLayout()
        tools: list[QWidget] = [
            self.spread,
            self._tool("chevron-left", translate("uikit", "Previous page"), lambda: self._turn(-1), "PgUp"),
            self.box,
            self.count,
            self._tool("chevron-right", translate("uikit", "Next page"), lambda: self._turn(1), "PgDown"),
            self._tool("zoom-out", translate("uikit", "Smaller"), lambda: self.paper.zoom_step(-1)),
            self.zoom_words,
            self._tool("zoom-in", translate("uikit", "Larger"), lambda: self.paper.zoom_step(1)),
            self._tool(
                "arrow-left-right", translate("uikit", "Fit width"), lambda: self.paper.set_mode("width")
            ),
            self._tool("maximize", translate("uikit", "Fit page"), lambda: self.paper.set_mode("page")),
        ]
        self._bar.addWidget(tools[0])
        self._bar.addStretch(1)
        for widget in tools[1:]:
            self._bar.addWidget(widget)
        self._bar.addStretch(1)
        self.save_button = button(translate("uikit", "Save as"), self.save_asked.emit, icon="download")
        self.print_button = button(translate("uikit", "Print"), self.print_dialog, icon="printer")
        self._bar.addWidget(self.save_button)
        self._bar.addWidget(self.print_button)
        return self._bar

    def _tool(self, icon: str, name: str, run: Callable[[], None], shortcut: str = "") -> QWidget:
        return icon_button(icon, name, run, shortcut=shortcut, parent=self)

    def _connect(self) -> None:
        self.spread.chosen.connect(self._spread_chosen)
        self.box.returnPressed.connect(self._page_typed)
        self.paper.page_changed.connect(self._page_changed)
        self.paper.zoomed.connect(self._zoomed)
        self.list.chosen.connect(self.paper.go_to)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.print_dialog)

    # -- paper ----------------------------------------------------------------------------------------
    def set_document(self, sizes: Sequence[Size], render: Render, *, keep: bool = False) -> None:
        """Show a paper; `keep` stays on the page (the same paper, made anew)."""
        self._render = render
        self.store.set_render(render)
        self.list.set_sizes(sizes)
        self.box.setValidator(QIntValidator(1, max(1, len(sizes)), self.box))
        self.paper.set_sizes(sizes, keep=keep)
        self._page_changed(self.paper.page)
        self.print_button.setEnabled(bool(sizes))
        self.save_button.setEnabled(bool(sizes))

    def go_to(self, page: int) -> None:
        """Show a page (from 0)."""
        self.paper.go_to(page)

    def page(self) -> int:
        """The page in front (from 0)."""
        return self.paper.page

    def _turn(self, way: int) -> None:
        self.paper.go_to(self.paper.page + way * (2 if self.paper.spread else 1))

    def _spread_chosen(self, key: str) -> None:
        self.paper.set_spread(key == "two")

    def _page_typed(self) -> None:
        if self.box.hasAcceptableInput():
            self.paper.go_to(int(self.box.text()) - 1)
            self.paper.setFocus()

    def _page_changed(self, page: int) -> None:
        self.box.setText(str(page + 1))
        self.count.setText(f"/ {len(self.paper.sizes)}")
        self.list.show_page(page)

    def _zoomed(self) -> None:
        self.zoom_words.setText(f"{round(self.paper.zoom * 100)}%")

    # -- printing -------------------------------------------------------------------------------------
    def print_dialog(self) -> None:
        """The system's dialog, then page by page at the printer's resolution."""
        if self._render is None or not self.paper.sizes or self._run is not None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFromTo(1, len(self.paper.sizes))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.paper.sizes))
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_to(printer)
        dialog.deleteLater()

    def print_to(self, printer: object) -> None:
        """Print on a printer that is already set up."""
        from PySide6.QtPrintSupport import QPrinter

        assert isinstance(printer, QPrinter)
        assert self._render is not None
        self._run = PrintRun(printer, self.paper.sizes, self._render, self)
        self._run.finished.connect(self._print_finished)
        self._run.start()

    def _print_finished(self, pages: int) -> None:
        if self._run is not None:
            self._run.deleteLater()
        self._run = None
        self.printed.emit(pages)

    # -- look -----------------------------------------------------------------------------------------
    def restyle(self) -> None:
        """Sizes of the theme in force."""
        now = theme.current()
        self._bar.setContentsMargins(now.px(0.9), now.px(0.4), now.px(0.9), now.px(0.4))
        self._bar.setSpacing(now.px(0.45))
        self.box.setFixedWidth(now.px(3.4))
        self.zoom_words.setFixedWidth(now.px(3.2))
        self.zoom_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self.count, self.zoom_words, self.box):
            label.setFont(now.font("column"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_bar"):
            self.restyle()

    def shut_down(self) -> None:
        """Let the worker finish; call before the paper's file is closed."""
        if self._run is not None:
            self._run.cancel()
        self.store.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut_down()
        super().closeEvent(event)
