"""The tab 集計: questions at the left, one question by its axes as table and bands at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from bingo_planner.features.surveys.crosstab.actions_view import cross_actions
from bingo_planner.features.surveys.crosstab.axes_view import AxisPicker
from bingo_planner.features.surveys.crosstab.beside_view import BesidePanel, has_room
from bingo_planner.features.surveys.crosstab.options_view import good_menu, options_menu
from bingo_planner.features.surveys.crosstab.presenter import CrossPresenter
from bingo_planner.features.surveys.crosstab.printed import Measure
from bingo_planner.features.surveys.crosstab.questions_view import QuestionList
from bingo_planner.features.surveys.crosstab.sheet_view import SheetHead, SheetView
from bingo_planner.features.surveys.crosstab.state import CrossState, View
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.actions import Action
from bingo_planner.ui.buttons import icon_button, rule
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.widths import Width, width_class


def _t(text: str, **facts: object) -> str:
    return translate("crosstab", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return CrossTab(frame)


class CrossBar(QWidget):
    """What is shown: axes, question, measure, weights, view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axes = AxisPicker(self)
        self.question = ValuePicker("question", _t("Of"), [], self)
        self.measure = Segmented(
            (
                Segment(Measure.PERCENT, "%", tip=_t("Percentages")),
                Segment(Measure.COUNT, _t("Counts")),
                Segment(Measure.BOTH, _t("Both")),
            ),
            _t("Figures"),
            self,
        )
        self.weight = ValuePicker("weight", _t("Weights"), [], self)
        self.more = icon_button("sliders-horizontal", _t("Settings of the table"), parent=self)
        self.view = Segmented(
            (
                Segment(View.TABLE, "", "table-2", _t("Figures only")),
                Segment(View.BANDS, "", "chart-gantt", _t("Figures and bands")),
                Segment(View.BARS, "", "chart-column", _t("Bars of all")),
                Segment(View.PANELS, "", "grid-3x3", _t("Small bars by town or the first axis")),
            ),
            _t("View"),
            self,
        )
        self.view.setObjectName("cross_views")
        self._row = QHBoxLayout(self)
        for part in (self.axes, self.question, self.measure, self.weight):
            self._row.addWidget(part)
        for picker in (self.axes, self.question, self.weight):
            # Where there is little room their words end in …, not the page.
            picker.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self._row.addWidget(self.view)
        theme.theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        now = theme.current()
        self._row.setContentsMargins(now.px(1.1), now.px(0.45), now.px(1.1), now.px(0.3))
        self._row.setSpacing(now.px(0.62))
        for picker, least in ((self.axes, 11.0), (self.question, 11.0), (self.weight, 8.0)):
            picker.setMinimumWidth(now.px(least))

    def render_state(self, state: CrossState) -> None:
        """What is chosen."""
        self.axes.render_state(state)
        self.question.set_options([Option(key, title) for key, title in state.offered])
        self.question.set_value(state.question)
        self.measure.set_key(state.look.measure)
        self.weight.set_options([Option(key, name) for key, name in state.weights])
        self.weight.set_value(state.weight_id)
        self.weight.setVisible(len(state.weights) > 1)
        self.view.set_key(state.view)


class CrossTab(TabView):
    """The tab; the presenter decides, this shows."""

    _seen: FrameState | None

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.beside: BesidePanel | None = None
        self._beside_closed = False
        self.presenter = CrossPresenter(frame.store, frame.jobs, frame.desk, frame.refresh, self.render_state)
        self._import = lambda: frame.go(self.presenter.state.survey_id, "import")
        self.questions, self.bar = QuestionList(self), CrossBar(self)
        self.head, self.sheet = SheetHead(self), SheetView(self)
        self.states = StateWidget(self.sheet, self)
        main = QWidget(self)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.head):
            column.addWidget(part)
        column.addWidget(self.states, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._line = rule(vertical=True, parent=self)
        for side in (self.questions, self._line):
            whole.addWidget(side)
        whole.addWidget(main, 1)
        self._whole, self._frame, self._seen = whole, frame, None
        self._connect()

    def _connect(self) -> None:
        does = self.presenter
        self.questions.chosen.connect(does.chose_question)
        self.questions.table.fold_wanted.connect(does.folded)
        self.questions.bar.filtered.connect(does.filtered)
        self.bar.axes.panel.toggled.connect(does.toggled_axis)
        self.bar.axes.panel.nested.connect(does.nested)
        self.bar.axes.panel.kept.connect(does.asked_to_keep_axes)
        self.bar.question.picked.connect(lambda _key, value: does.chose_question(value))
        self.bar.measure.chosen.connect(does.chose_measure)
        self.bar.weight.picked.connect(lambda _key, value: does.chose_weight(value))
        self.bar.view.chosen.connect(does.chose_view)
        self.bar.more.clicked.connect(self._open_options)
        self.sheet.moved.connect(does.moved)
        self.sheet.table.activated_row.connect(does.opened_line)

    # -- what the page asks --------------------------------------------------------------------------
    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self._seen = state
        self.presenter.render_frame(state)
        if self.beside is not None:
            self.beside.render_frame(state)
        self._arrange()

    def work(self) -> QWidget:
        """The table, or the bars in front."""
        return self.sheet.work()

    def filter_field(self) -> QWidget | None:
        """The filter of the questions while they are in sight."""
        return self.questions.bar.field if self.questions.isVisible() else self.bar.question

    def cancelled(self) -> bool:
        """Esc empties the filter."""
        if self.questions.bar.text():
            self.questions.bar.clear()
            return True
        return False

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see TabView.actions
        """What can be done with a sheet."""
        return cross_actions(
            self.presenter, self._copy_table, self._copy_picture, self.bar.axes.open_menu, self._open_good
        )

    def _copy_table(self) -> None:
        self.sheet.table.copy_table()
        self.presenter.desk.say(_t("The table is on the clipboard, for Word with lines and for Excel."))

    def _copy_picture(self) -> None:
        self.sheet.copy_picture()
        self.presenter.desk.say(_t("The picture is on the clipboard, with its sentence."))

    def _open_options(self) -> None:
        _popup(options_menu(self.presenter, self), self.bar.more)

    def _open_good(self) -> None:
        _popup(good_menu(self.presenter, self), self.bar.more)

    # -- state ---------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = width_class(self.window().width()) == Width.WIDE
        for part in (self.questions, self._line):
            part.setVisible(wide)
        room = has_room(self.window().width()) and not self._beside_closed
        if room and self.beside is None and self._seen is not None:
            self._make_beside(self._seen)
        elif self.beside is not None:
            self._show_beside(room and self.beside.presenter.state.found is not None)

    def _make_beside(self, state: FrameState) -> None:
        """The portfolio at the right, built when there is room for the first time."""
        self._edge = rule(vertical=True, parent=self)
        self.beside = BesidePanel(self._frame, self)
        self._whole.addWidget(self._edge)
        self._whole.addWidget(self.beside)
        self._show_beside(False)
        self.beside.picked.connect(self.presenter.chose_question)
        self.beside.shown.connect(lambda _there: self._arrange())
        self.beside.closed.connect(self._close_beside)
        self.beside.render_frame(state)
        self.beside.follow(self.presenter.state.question)

    def _show_beside(self, there: bool) -> None:
        for part in (self.beside, self._edge):
            if part is not None and part.isHidden() is there:
                part.setVisible(there)

    def _close_beside(self) -> None:
        self._beside_closed = True
        self._show_beside(False)
        self.work().setFocus()

    def render_state(self, state: CrossState) -> None:
        """Show a whole state."""
        self.questions.render_lines(state.questions, state.question)
        if self.beside is not None:
            self.beside.follow(state.question)
        self.bar.render_state(state)
        self.head.render_state(state)
        self.bar.setVisible(state.has_answers)
        if state.problem is not None:
            self.states.show_problem(state.problem, self.presenter.tried_again)
        elif state.loading:
            self.states.show_loading()
        elif not state.has_answers:
            take = ("upload", _t("Take answers in"), self._import)
            self.states.show_empty(_t("There are no answers to tabulate yet"), take, "table-2")
        elif state.printed is not None:
            self.states.show_content()
            self.sheet.render_state(state)
        self.selection_told.emit(state.told)
        self.actions_changed.emit()


def _popup(menu: QMenu, anchor: QWidget) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))
