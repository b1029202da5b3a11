"""One sheet: its title with kind and base, the table with bands, the legend, the notes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import body_mark
from bingo_planner.features.surveys.crosstab.bars import Bars
from bingo_planner.features.surveys.crosstab.printed import Cell, Printed, Row
from bingo_planner.features.surveys.crosstab.state import CrossState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.band_data import BandCell, BandData, BandHead, BandLegend, BandPart, BandRow
from bingo_planner.ui.bands import legend_height, paint_legend
from bingo_planner.ui.bandtable import BandTable
from bingo_planner.ui.barpanels import BarPanelView
from bingo_planner.ui.barpanels_data import BarPanel, BarPanels, BarValue
from bingo_planner.ui.celltext import RIGHT, draw_text, text_width
from bingo_planner.ui.labels import ElidedLabel, Label

_UNBOUND = 16_777_215


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


class LegendLine(QWidget):
    """Samples of the fills with their words, and at the right what ▲▼ mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legend: tuple[BandLegend, ...] = ()
        self._signs = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_signals().changed.connect(self._fit)

    def show_legend(self, legend: tuple[BandLegend, ...], signs: str) -> None:
        """Other words."""
        self._legend, self._signs = legend, signs
        self.setVisible(bool(legend or signs))
        self.setAccessibleName(" ".join([*(one.words for one in legend), signs]))
        self._fit()

    def _room(self) -> int:
        return self.width() - (
            text_width(self._signs, "label") + theme.current().px(1.2) if self._signs else 0
        )

    def _beside(self) -> bool:
        """Whether the signs stand behind the legend: where that takes no more lines than one of their own."""
        under = legend_height(self.width(), self._legend) + theme.current().px(1.5)
        return self._room() > self.width() // 2 and legend_height(self._room(), self._legend) <= under

    def _fit(self) -> None:
        now = theme.current()
        tall = legend_height(self._room() if self._beside() else self.width(), self._legend)
        if self._signs and (not self._beside() or not self._legend):
            tall += now.px(1.5)
        tall = max(tall, now.px(1.5))
        if tall != self.minimumHeight():
            self.setFixedHeight(tall)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(20), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        beside = self._beside()
        room = QRect(0, 0, self._room() if beside else self.width(), self.height())
        used = paint_legend(painter, room, self._legend) if self._legend else 0
        top = 0 if beside else used
        box = QRect(0, top, self.width(), now.px(1.5))
        draw_text(painter, box, self._signs, "label", now.color("text2"), RIGHT)
        painter.end()


class SheetView(QWidget):
    """Title, table, legend, notes. `moved(line, head)` when the cursor comes to a cell."""

    moved = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = BandTable(_t("Cross table"), self)
        self.legend = LegendLine(self)
        self.tests = Label("", "small", "text2", wrap=True, parent=self)
        self.tests.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes = Label("", "small", "text3", wrap=True, parent=self)
        self._below = QWidget(self)
        below = QVBoxLayout(self._below)
        for part in (self.legend, self.tests, self.notes):
            below.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bars = BarPanelView(_t("Bars"), self)
        self.stack = QStackedWidget(self)
        for front in (self.table, self.bars):
            self.stack.addWidget(front)
        column.addWidget(self.stack, 1)
        column.addWidget(self._below)
        column.addStretch(0)
        self.table.moved.connect(self.moved)
        self.bars.picked.connect(lambda key: self.moved.emit(key, ""))
        theme.theme_signals().changed.connect(self._restyle)
        self._shown: Printed | None = None
        self._bars: Bars | None = None
        self._restyle()

    def _restyle(self) -> None:
        now, below = theme.current(), self._below.layout()
        if below is not None:
            below.setContentsMargins(now.px(1.1), now.px(0.35), now.px(1.1), now.px(0.45))
            below.setSpacing(now.px(0.15))

    def render_state(self, state: CrossState) -> None:
        """Another sheet, or the cursor elsewhere."""
        paper = state.printed
        if paper is None:
            return
        if paper is not self._shown and paper != self._shown:
            self._shown = paper
            data = band_data(paper, _t("Item") if state.is_heading else "")
            self.table.show_data(data)
            signs = _signs(paper)
            self.tests.set_words("\n".join(paper.tests))
            self.tests.setVisible(bool(paper.tests))
            stop = "" if paper.notes and paper.notes[0].endswith("。") else " "
            self.notes.set_words(stop.join(note for note in paper.notes if note != signs))
        if self.table.current_keys() != state.cursor:
            self.table.go_to(*state.cursor)
        self._show_bars(state)

    def _show_bars(self, state: CrossState) -> None:
        """Bars to the front, or the table."""
        bars = state.bars
        held = self.table.hasFocus() or self.bars.canvas.hasFocus()
        front = self.stack.currentWidget()
        if bars is not None and bars != self._bars:
            self.bars.show_data(bar_panels(bars), state.cursor[0])
        self._bars = bars
        if bars is not None and self.bars.current() != state.cursor[0]:
            self.bars.set_current(state.cursor[0])
        self.stack.setCurrentWidget(self.table if bars is None else self.bars)
        # Legend and notes stand right beneath a table that is shorter than the page.
        self.stack.setMaximumHeight(self.table.roomy_height() if bars is None else _UNBOUND)
        paper = state.printed
        if paper is not None:
            legend = () if bars is not None else tuple(BandLegend(*one) for one in paper.legend)
            single = bars is not None and len(bars.panels) < 2
            self.legend.show_legend(legend, "" if single else _signs(paper))
        if held and front is not self.stack.currentWidget():
            self.work().setFocus()

    def work(self) -> QWidget:
        """What is in front."""
        return self.bars.canvas if self.stack.currentWidget() is self.bars else self.table

    def copy_picture(self) -> None:
        """What is in front as a picture."""
        (self.bars if self.stack.currentWidget() is self.bars else self.table).copy_picture()


class SheetHead(QWidget):
    """The title of the sheet, its kind in a frame, its base in grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "section", parent=self)
        self.kind = Label("", "small", "text2", parent=self)
        self.kind.setProperty("tag", True)
        self.base = ElidedLabel("", "label", "text2", self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.title)
        self._row.addWidget(self.kind)
        self._row.addWidget(self.base, 1)
        theme.theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        now = theme.current()
        self._row.setContentsMargins(now.px(1.1), now.px(0.1), now.px(1.1), now.px(0.4))
        self._row.setSpacing(now.px(0.62))
        self.kind.setMargin(now.px(0.2))

    def render_state(self, state: CrossState) -> None:
        """Another question."""
        paper = state.printed
        self.setVisible(paper is not None)
        if paper is not None:
            self.title.set_words(paper.title)
            self.kind.set_words(state.kind)
            self.base.set_words(paper.base)


def _signs(paper: Printed) -> str:
    return next((note for note in paper.notes if note.startswith("▲")), "")


def bar_panels(bars: Bars) -> BarPanels:
    """Bars as the kit draws them."""
    panels = [
        BarPanel(
            one.key,
            one.title,
            one.note,
            [BarValue(bar.share, bar.words, bar.sign, bar.margin) for bar in one.bars],
            body_mark(one.body),
        )
        for one in bars.panels
    ]
    return BarPanels(bars.title, bars.labels, panels, bars.reference, bars.reference_words, bars.summary)


def band_data(paper: Printed, corner: str = "", *, top: int | None = None) -> BandData:
    """A printed sheet as the kit shows it."""
    return BandData(
        paper.title,
        corner or _t("Group"),
        tuple(BandHead(one.key, one.title, one.width, one.kind) for one in paper.heads),
        tuple(_row(one) for one in paper.rows),
        tuple(BandLegend(fill, label) for fill, label in paper.legend),
        paper.notes,
        paper.summary,
        paper.frozen,
        top if top is not None else int(bool(paper.rows) and paper.rows[0].kind == "total"),
        two_lines=paper.two_lines,
        title_fh=_titles_fh(paper),
    )


def _titles_fh(paper: Printed) -> float:
    """Room for the longest title with its mark and note, within bounds."""
    now = theme.current()
    wide = max(
        (
            text_width(row.title, "strong" if row.kind == "total" else "body")
            + (text_width(row.note, "small") + now.px(0.7) if row.note else 0)
            + (now.px(2.0) if row.body is not None else 0)
            for row in paper.rows
            if row.kind != "group"
        ),
        default=0,
    )
    return min(max((wide + now.px(1.1)) / now.fh, 8.5), 17.0)


def _row(row: Row) -> BandRow:
    return BandRow(
        row.key,
        row.title,
        tuple(_cell(one) for one in row.cells),
        tuple(BandPart(one.share, one.words, one.fill) for one in row.band),
        row.kind,
        body_mark(row.body),
        row.note,
        row.starred,
    )


def _cell(cell: Cell) -> BandCell:
    return BandCell(cell.text, cell.lower, cell.sign, cell.small, cell.faint)
