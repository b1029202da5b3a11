"""The tab 経年: one question over the years as table with bands and as lines with margins; links beside, to correct."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.surveys.crosstab.questions_view import QuestionList
from bingo_planner.features.surveys.crosstab.sheet_view import LegendLine, band_data
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.features.surveys.trends.presenter import Refusal, TrendPresenter
from bingo_planner.features.surveys.trends.state import Picture, TrendState
from bingo_planner.kernel.errors import describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.actions import Action
from bingo_planner.ui.bandtable import BandTable
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import icon_button, rule
from bingo_planner.ui.chart import ChartData, ChartView, Series
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.grid import Cell, CellEdit, CellState, Grid, GridColumn, GridRow
from bingo_planner.ui.labels import Label
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.widths import Width, width_class

_TOKENS = ("accent", "warn", "ok", "conf", "text2")
_SIDE_FH = 33.0


def _t(text: str, **facts: object) -> str:
    return translate("trends", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return TrendsTab(frame)


class LinkGrid(QWidget):
    """The grid in which links are corrected. `typed(list of (row, survey, text))`, `closed()`."""

    typed = Signal(list)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(_t("Which option then is which now"), "section", parent=self)
        self.help = Label(
            _t("Type the number of the option then; several with +. An empty question takes the link apart."),
            "small",
            "text2",
            wrap=True,
            parent=self,
        )
        self.close_button = icon_button("x", _t("Close"), self.closed.emit, parent=self)
        self.grid = Grid(_t("Links to earlier surveys"), self, title_fh=14.5)
        self.grid.edited.connect(lambda edit: self.typed.emit([_typed(edit)]))
        self.grid.pasted.connect(lambda edits: self.typed.emit([_typed(one) for one in edits]))
        now, column, head = theme.current(), QVBoxLayout(self), QHBoxLayout()
        edge = now.px(0.9)
        column.setContentsMargins(edge, now.px(0.6), 0, 0)
        column.setSpacing(now.px(0.45))
        head.setContentsMargins(0, 0, now.px(0.4), 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        column.addLayout(head)
        self.help.setContentsMargins(0, 0, edge, 0)
        column.addWidget(self.help)
        column.addWidget(self.grid, 1)

    def render_state(self, state: TrendState) -> None:
        """The links of another question."""
        table = state.links
        rows = [GridRow(key, label, figures=False, parse=str, show=str) for key, label in table.rows]
        columns = [
            GridColumn(key, title, 15.5, figures=False, parse=str, show=str) for key, title in table.columns
        ]
        cells = {
            key: Cell(
                cell.edit,
                cell.text,
                CellState.LOCKED if cell.locked else CellState.CHECK if cell.to_check else CellState.OK,
                edit=cell.edit,
                tip=_t("No option of then stands for this one") if cell.to_check else "",
            )
            for key, cell in table.cells.items()
        }
        self.grid.set_grid(rows, columns, cells, corner=_t("Option now"))
        self.grid.set_read_only(state.read_only)


def _typed(edit: CellEdit) -> tuple[str, str, str]:
    return edit.row, edit.column, edit.text


class TrendPanel(QWidget):
    """Table over picture, notes beneath. `moved(survey, head)`."""

    moved = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "section", parent=self)
        self.table = BandTable(_t("Figures by survey"), self)
        self.legend = LegendLine(self)
        self.chart = ChartView(self)
        self.notes = Label("", "small", "text3", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._below = QVBoxLayout()
        self._above = QHBoxLayout()
        self._above.addWidget(self.title)
        column.addLayout(self._above)
        column.addWidget(self.table)
        self._below.addWidget(self.legend)
        self._below.addWidget(self.notes)
        self._below.addWidget(self.chart, 1)
        column.addLayout(self._below, 1)
        self.table.moved.connect(self.moved)
        theme.theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        now = theme.current()
        edge = now.px(1.1)
        self._above.setContentsMargins(edge, now.px(0.35), edge, now.px(0.45))
        self._below.setContentsMargins(edge, now.px(0.35), edge, now.px(0.45))
        self._below.setSpacing(now.px(0.3))
        self._fit()

    def _fit(self) -> None:
        """The table stands whole; what is left is the picture's."""
        bar = self.table.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        rows = len(self.table.lines.held.rows)
        tall = self.table.horizontalHeader().sizeHint().height() + rows * theme.current().row_height
        self.table.setFixedHeight(tall + extra + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def render_state(self, state: TrendState) -> None:
        """Another question."""
        paper, picture = state.printed, state.picture
        if paper is None or picture is None:
            return
        self.title.set_words(paper.title)
        data = band_data(paper, _t("Survey"), top=0)
        self.table.show_data(data)
        self._fit()
        signs = next((note for note in paper.notes if note.startswith("▲")), "")
        self.legend.show_legend(tuple(data.legend), signs)
        rest = [note for note in paper.notes if note != signs]
        self.notes.set_words("\n".join(rest))
        self.notes.setVisible(bool(rest))
        self.chart.setVisible(len(picture.surveys) > 1)
        if len(picture.surveys) > 1:
            self.chart.show_data(chart_data(picture))
        if self.table.current_keys() != state.cursor:
            self.table.go_to(*state.cursor)


def chart_data(picture: Picture) -> ChartData:
    """A picture as the kit draws it."""
    series = [
        Series(run.name, run.values, "line", _TOKENS[at % len(_TOKENS)], run.margins)
        for at, run in enumerate(picture.runs)
    ]
    return ChartData(
        picture.title,
        picture.surveys,
        series,
        picture.unit,
        len(picture.surveys) - 1,
        picture.decimals,
        summary=picture.sentence,
    )


class TrendsTab(TabView):
    """The tab; the presenter decides, this shows."""

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = TrendPresenter(frame.store, frame.jobs, frame.desk, frame.refresh, self.render_state)
        self.questions, self.panel, self.links = QuestionList(self), TrendPanel(self), LinkGrid()
        self.range = ValuePicker("range", _t("Range"), [], self)
        self.hint = Label("", "label", "text3", parent=self)
        self.states = StateWidget(self.panel, self)
        self._line = rule(vertical=True, parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        now, bar, main = theme.current(), QWidget(self), QWidget(self)
        row, column, whole = QHBoxLayout(bar), QVBoxLayout(main), QHBoxLayout(self)
        row.setContentsMargins(now.px(1.1), now.px(0.45), now.px(1.1), now.px(0.3))
        row.setSpacing(now.px(0.62))
        row.addWidget(self.range)
        row.addStretch(1)
        row.addWidget(self.hint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.states, 1)
        self.bar = bar
        self.beside = Beside(main, self.links, self, _SIDE_FH)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.questions)
        whole.addWidget(self._line)
        whole.addWidget(self.beside, 1)

    def _connect(self) -> None:
        does = self.presenter
        self.questions.chosen.connect(does.chose_question)
        self.questions.table.fold_wanted.connect(does.folded)
        self.questions.bar.filtered.connect(does.filtered)
        self.range.picked.connect(lambda _key, value: does.chose_range(value))
        self.panel.moved.connect(does.moved)
        self.links.typed.connect(does.typed)
        self.links.closed.connect(self.beside.close_side)
        self.beside.closed.connect(does.closed_links)
        does.refused_cells = self._refuse

    def _refuse(self, refused: Sequence[Refusal]) -> None:
        for row, column, text, error in refused:
            self.links.grid.refuse((row, column), text, str(describe(error)))

    # -- what the page asks --------------------------------------------------------------------------
    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self.presenter.render_frame(state)

    def work(self) -> QWidget:
        """The table."""
        return self.panel.table

    def filter_field(self) -> QWidget | None:
        """The filter of the questions while they are in sight."""
        return self.questions.bar.field if self.questions.isVisible() else self.range

    def side(self) -> QWidget | None:
        """The links while they are open."""
        return self.links.grid if self.beside.is_open() else None

    def open_record(self, kind: str, record_id: str) -> None:
        """The question of a link, with the grid of its links."""
        self.presenter.went_to(record_id)

    def cancelled(self) -> bool:
        """Esc closes the links, then empties the filter."""
        if self.beside.is_open():
            self.beside.close_side()
            self.panel.table.setFocus()
            return True
        if self.questions.bar.text():
            self.questions.bar.clear()
            return True
        return False

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see TabView.actions
        """What can be done with trends."""
        does = self.presenter

        def shown() -> bool:
            return does.state.printed is not None

        def can_link() -> bool:
            return does.state.suggested > 0 and not does.state.read_only

        linking = (
            _t("Link {n} questions", n=does.state.suggested) if does.state.suggested else _t("Link questions")
        )
        return [
            Action(
                "trends.picture",
                _t("Copy the picture"),
                self._copy_picture,
                "Ctrl+Alt+C",
                "image",
                shown,
                "edit",
            ),
            Action(
                "trends.copy", _t("Copy the table"), self._copy_table, "Ctrl+Shift+C", "copy", shown, "edit"
            ),
            Action(
                "trends.links",
                _t("Correct the links"),
                self._open_links,
                "Ctrl+R",
                "link-2",
                lambda: bool(does.state.earlier),
                "view",
                checked=lambda: does.state.links_open,
            ),
            Action(
                "trends.link",
                linking,
                does.asked_to_link,
                "Ctrl+Shift+L",
                "link",
                can_link,
                "edit",
                tip=_t("Questions of the same words or number in earlier surveys"),
                primary=True,
            ),
        ]

    def _open_links(self) -> None:
        self.presenter.asked_for_links()
        if self.beside.is_open():
            self.links.grid.setFocus()

    def _copy_picture(self) -> None:
        self.panel.chart.copy_picture()
        self.presenter.desk.say(_t("The picture is on the clipboard, with its sentence."))

    def _copy_table(self) -> None:
        self.panel.table.copy_table()
        self.presenter.desk.say(_t("The table is on the clipboard, for Word with lines and for Excel."))

    # -- state ---------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = width_class(self.window().width()) == Width.WIDE
        for part in (self.questions, self._line):
            part.setVisible(wide)

    def render_state(self, state: TrendState) -> None:
        """Show a whole state."""
        self.questions.render_lines(state.questions, state.question)
        self.range.set_options([Option(key, label) for key, label in state.ranges])
        self.range.set_value(state.range_key)
        self.range.setVisible(bool(state.ranges))
        self.hint.set_words(_hint(state))
        self.links.render_state(state)
        self._show_state(state)
        if state.links_open and state.earlier:
            self.beside.open_side()
        else:
            self.beside.close_side()
        self.selection_told.emit(state.told)
        self.actions_changed.emit()

    def _show_state(self, state: TrendState) -> None:
        if state.problem is not None:
            self.states.show_problem(state.problem, self.presenter.tried_again)
        elif state.loading:
            self.states.show_loading()
        elif not state.earlier:
            self.states.show_empty(_t("There is no earlier survey to compare with"), None, "chart-line")
        elif not state.has_answers:
            self.states.show_empty(_t("There are no answers yet"), None, "chart-line")
        elif not state.linked:
            link = ("link", _t("Link {n} questions", n=state.suggested), self.presenter.asked_to_link)
            text = _t("No question is linked to an earlier survey yet")
            self.states.show_empty(
                text, link if state.suggested and not state.read_only else None, "chart-line"
            )
        elif state.printed is not None:
            self.states.show_content()
            self.panel.render_state(state)


def _hint(state: TrendState) -> str:
    return _t(", ").join(
        _t("{survey}: {n} linked", survey=one.title, n=one.linked) for one in state.earlier if one.linked
    )
