"""A heat matrix with its sentence and its table twin: Ctrl+T turns it over, Ctrl+C copies what is in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, LEFT, Face, draw_hatch, draw_text, hairline, text_width
from bingo_planner.ui.labels import Label
from bingo_planner.ui.marks import Mark
from bingo_planner.ui.table import Column, HeatCell, RowTable
from bingo_planner.ui.table_copy import put_picture, to_clipboard


@dataclass(frozen=True)
class HeatRow:
    """One line: its name, the mark of its body, a cell a column, and the same in plain words for the twin."""

    name: str
    cells: Sequence[HeatCell]
    words: Sequence[str]
    mark: Mark | None = None
    strong: bool = False


@dataclass(frozen=True)
class HeatData:
    """What a heat matrix shows; `summary` reads it out."""

    title: str
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    summary: str
    corner: str = ""
    column_width: float = 4.4


class HeatView(QStackedWidget):
    """Matrix and plain twin, both tables of the house. `turned(bool)` when the twin comes to the front or goes."""

    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: HeatData | None = None
        self._twin: RowTable[int] | None = None
        self._sentence: Label | None = None
        self._back = QWidget(self)
        self.matrix: RowTable[int] = RowTable([], str, self, frozen=2)
        self.addWidget(self.matrix)
        self.addWidget(self._back)
        turn = QShortcut(QKeySequence("Ctrl+T"), self)
        turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        turn.activated.connect(self.toggle_table)
        self._let_ask(self.matrix)

    def _let_ask(self, table: RowTable[int]) -> None:
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)

    @property
    def table(self) -> RowTable[int]:
        """The plain twin, built when somebody turns the matrix over."""
        if self._twin is None:
            self._sentence = Label("", "body", "text", wrap=True, parent=self._back)
            edge = theme.current().px(0.5)
            self._sentence.setContentsMargins(edge, edge, edge, edge)
            self._twin = RowTable([], str, self._back, frozen=2)
            self._let_ask(self._twin)
            column = QVBoxLayout(self._back)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._sentence)
            column.addWidget(self._twin)
            self._fill()
        return self._twin

    def show_data(self, data: HeatData) -> None:
        """Show a matrix."""
        self._data = data
        self._fill()

    def _fill(self) -> None:
        data = self._data
        if data is None:
            return
        for table, heat in ((self.matrix, True), (self._twin, False)):
            if table is not None:
                table.setAccessibleName(data.title)
                table.setAccessibleDescription(data.summary)
                columns = [_column(data, at, heat) for at in range(len(data.columns))]
                table.set_columns([*_head(data), *columns])
                table.set_rows(range(len(data.rows)))
        if self._sentence is not None:
            self._sentence.set_words(data.summary)

    def summary(self) -> str:
        """The matrix in a sentence."""
        return self._data.summary if self._data is not None else ""

    # -- twin -----------------------------------------------------------------------------------------
    def shows_table(self) -> bool:
        """Whether the plain twin is in front."""
        return self.currentIndex() == 1

    def toggle_table(self) -> None:
        """Matrix to table and back."""
        held = self.front().hasFocus()
        front = self.matrix if self.shows_table() else self.table
        self.setCurrentIndex(0 if self.shows_table() else 1)
        if held:
            front.setFocus()
        self.turned.emit(self.shows_table())

    def front(self) -> RowTable[int]:
        """Matrix or twin, whichever is shown."""
        return self.table if self.shows_table() else self.matrix

    # -- copying --------------------------------------------------------------------------------------
    def picture(self) -> QPixmap:
        """The whole matrix as a picture, twice as fine as the screen; also what is scrolled away."""
        data = self._data or HeatData("", (), (), "")
        sizes = _Sizes.of(data)
        made = QPixmap(sizes.whole * 2)
        made.setDevicePixelRatio(2.0)
        made.fill(theme.current().color("page"))
        painter = QPainter(made)
        painter.setFont(QFont(self.font()))
        _paint(painter, data, sizes)
        painter.end()
        return made

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, with the sentence as its alternative text."""
        put_picture(self.picture(), self.summary())

    def copy_table(self) -> None:
        """Put the figures on the clipboard, as text and as a table with lines."""
        if self._data is None:
            return
        head = [self._data.corner, *self._data.columns]
        rows = [[row.name, *row.words] for row in self._data.rows]
        to_clipboard(head, rows, frozenset(range(1, len(head))), with_head=True)

    def menu(self) -> QMenu:
        """Turn over, copy as picture, copy as table."""
        menu = QMenu(self)
        turn = translate("uikit", "Show chart") if self.shows_table() else translate("uikit", "Show as table")
        menu.addAction(turn, QKeySequence("Ctrl+T"), self.toggle_table)
        menu.addAction(translate("uikit", "Copy as picture"), self.copy_picture)
        menu.addAction(translate("uikit", "Copy as table"), self.copy_table)
        return menu

    def _show_menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.front().mapToGlobal(point))


def _head(data: HeatData) -> list[Column[int]]:
    wide = max((text_width(row.name, "body") for row in data.rows), default=0) / theme.current().fh
    names = Column[int](
        "name",
        data.corner,
        lambda at: data.rows[at].name,
        max(wide, text_width(data.corner, "label") / theme.current().fh) + 2.2,
        stretch=True,
        sortable=False,
        primary=True,
    )
    if all(row.mark is None for row in data.rows):
        return [names]
    return [Column[int]("mark", "", lambda at: data.rows[at].mark, 2.6, "mark", sortable=False), names]


def _column(data: HeatData, place: int, heat: bool) -> Column[int]:
    def words(at: int) -> str:
        return data.rows[at].cells[place].text if heat else data.rows[at].words[place]

    wide = data.column_width
    if not heat:
        widest = max((text_width(row.words[place], "column") for row in data.rows), default=0)
        wide = max(wide, widest / theme.current().fh + 1.6)
    return Column(
        f"c{place}",
        data.columns[place],
        (lambda at: data.rows[at].cells[place]) if heat else words,
        wide,
        "heat" if heat else "text",
        align="right",
        text=words,
        sortable=False,
        tip=lambda at: f"{data.rows[at].name} {data.columns[place]} {data.rows[at].words[place]}",
    )


# -- the picture that is copied ---------------------------------------------------------------------------
@dataclass(frozen=True)
class _Sizes:
    name: int
    cell: int
    line: int
    whole: QSize

    @classmethod
    def of(cls, data: HeatData) -> _Sizes:
        """Room for the longest name and figure, and a line for title, head and each row."""
        now = theme.current()
        name = max((text_width(row.name, "body") for row in data.rows), default=0) + now.px(1.2)
        words = [*data.columns, *(cell.text for row in data.rows for cell in row.cells)]
        cell = max((text_width(one, "column") for one in words), default=0) + now.px(1.2)
        line = now.px(1.9)
        wide = max(name + cell * len(data.columns), text_width(data.title, "strong")) + now.px(1.2)
        return cls(name, cell, line, QSize(wide, line * (len(data.rows) + 2) + now.px(0.8)))


def _paint(painter: QPainter, data: HeatData, sizes: _Sizes) -> None:
    now, left, top = theme.current(), theme.current().px(0.6), theme.current().px(0.4)
    title = QRect(left, top, sizes.whole.width(), sizes.line)
    draw_text(painter, title, data.title, "strong", now.color("text"), LEFT)
    for place, words in enumerate(data.columns):
        box = QRect(left + sizes.name + place * sizes.cell, top + sizes.line, sizes.cell, sizes.line)
        draw_text(painter, box, words, "label", now.color("text2"), CENTER)
    for at, row in enumerate(data.rows):
        y = top + sizes.line * (at + 2)
        role: Face = "strong" if row.strong else "body"
        draw_text(painter, QRect(left, y, sizes.name, sizes.line), row.name, role, now.color("text"), LEFT)
        for place, cell in enumerate(row.cells):
            _paint_cell(
                painter, QRect(left + sizes.name + place * sizes.cell, y, sizes.cell, sizes.line), cell
            )
        painter.setPen(hairline(now.color("line")))
        painter.drawLine(left, y, sizes.whole.width() - left, y)


def _paint_cell(painter: QPainter, box: QRect, cell: HeatCell) -> None:
    now, ink = theme.current(), theme.current().color("text2")
    if cell.pending:
        draw_hatch(painter, box, now.color("hatch"))
    elif cell.step is not None:
        painter.fillRect(box.adjusted(1, 1, -1, -1), now.ramp()[cell.step])
        ink = now.ramp_ink(cell.step)
    draw_text(painter, box, cell.text, "column", ink, CENTER)
