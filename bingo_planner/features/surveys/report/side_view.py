"""What goes into the report and how, at the left of its pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.features.surveys.fields import field_of
from bingo_planner.features.surveys.report.model import Layout
from bingo_planner.features.surveys.report.presenter import ReportPresenter
from bingo_planner.features.surveys.report.state import Choice, ReportState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import Label
from bingo_planner.ui.segmented import Segment, Segmented

_KEY = Qt.ItemDataRole.UserRole
_STARS, _HIDES = (0, 10, 20, 30, 50), (0, 5, 10, 20)
_MOST_ROWS = 9
"""Rows of a list before it scrolls."""
WIDTH_FH, WIDEST_FH = 20.0, 29.0


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


class ChoiceList(QListWidget):
    """Things to tick; Space takes one in or out. `toggled(key)`."""

    toggled = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._filling = False
        self._shown: tuple[Choice, ...] = ()
        self.itemChanged.connect(self._changed)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """These, in this order; the cursor stays where it was."""
        if choices == self._shown:
            return
        self._filling, self._shown = True, choices
        current = self.currentRow()
        self.clear()
        for one in choices:
            item = QListWidgetItem(one.label, self)
            item.setData(_KEY, one.key)
            item.setToolTip(one.label)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if one.is_chosen else Qt.CheckState.Unchecked)
        self.setCurrentRow(max(0, min(current, self.count() - 1)))
        self.setFixedHeight(self.sizeHint().height())
        self._filling = False

    def sizeHint(self) -> QSize:
        row = self.sizeHintForRow(0) if self.count() else theme.current().px(1.6)
        rows = min(max(self.count(), 1), _MOST_ROWS)
        return QSize(theme.current().px(16), row * rows + 2 * self.frameWidth() + 2)

    def _changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.toggled.emit(str(item.data(_KEY)))


class ReportSide(QScrollArea):
    """Chapters, questions, axes, weights, layout, limits; every change goes to the presenter at once."""

    def __init__(self, does: ReportPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._does = does
        self.setObjectName("raised")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_t("What goes into the report"))
        self._body = body = QWidget(self)
        body.setObjectName("raised")
        self.pieces = ChoiceList(_t("Chapters"), body)
        self.axes = ChoiceList(_t("Broken down by"), body)
        self.questions = ChoiceList(_t("Questions"), body)
        self.layout_choice = Segmented(
            (Segment(Layout.BOTH, _t("Answers and %")), Segment(Layout.PERCENT, _t("% alone"))),
            _t("Cells of tables"),
            body,
        )
        self.charts = QCheckBox(_t("Charts"), body)
        self.marks = QCheckBox(_t("▲▼ where a group differs"), body)
        self.no_answer = QCheckBox(_t("Lines of those who did not say"), body)
        self.weight = ValuePicker("weight", _t("Weights"), [], body)
        self.margins = ValuePicker("margin_rule", field_of("survey", "margin_rule").name(), [], body)
        self.star = ValuePicker("star_below", _t("* below n"), _limits(_STARS), body)
        self.hide_below = ValuePicker("hide_below", _t("Hidden below n"), _limits(_HIDES), body)
        self.keep = button(_t("Keep with the survey"), does.asked_to_keep_axes, kind="link", parent=body)
        self.every = button(
            _t("Choose all"), lambda: does.chose_all_questions(True), kind="link", parent=body
        )
        self.none = button(
            _t("Choose none"), lambda: does.chose_all_questions(False), kind="link", parent=body
        )
        for picker in (self.weight, self.margins, self.star, self.hide_below):
            # A long choice is cut in its button, not the lists beside it by the edge of the side.
            picker.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            picker.setMinimumWidth(theme.current().px(10))
        self._column = QVBoxLayout(body)
        self._lay_out(body)
        self.setWidget(body)
        self._connect()
        theme.theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self, body: QWidget) -> None:
        self._section(body, _t("Chapters"), self.pieces)
        self._section(
            body, _t("Tables and charts"), self.layout_choice, self.charts, self.marks, self.no_answer
        )
        self._section(body, _t("Broken down by"), self.axes, links=(self.keep,))
        self._section(body, _t("Weights and errors"), self.weight, self.margins, self.star, self.hide_below)
        self._section(body, _t("Questions"), self.questions, links=(self.every, self.none))
        self._column.addStretch(1)

    def _section(self, body: QWidget, title: str, *parts: QWidget, links: Sequence[QWidget] = ()) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(title, "section", parent=body))
        head.addStretch(1)
        for link in links:
            head.addWidget(link)
        self._column.addLayout(head)
        for part in parts:
            if isinstance(part, Segmented):
                self._column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self._column.addWidget(part)
        self._column.addSpacing(theme.current().px(0.7))

    def _connect(self) -> None:
        does = self._does
        self.pieces.toggled.connect(does.toggled_piece)
        self.axes.toggled.connect(does.toggled_axis)
        self.questions.toggled.connect(does.toggled_question)
        self.layout_choice.chosen.connect(does.chose_layout)
        for what, box in (("charts", self.charts), ("marks", self.marks), ("no_answer", self.no_answer)):
            box.clicked.connect(lambda _checked=False, what=what: does.toggled(what))
        self.weight.picked.connect(lambda _key, value: does.chose_weight(value))
        self.margins.picked.connect(lambda _key, value: does.chose_margins(value))
        for picker in (self.star, self.hide_below):
            picker.picked.connect(lambda key, value: does.chose_limit(key, int(value)))

    def render_state(self, state: ReportState) -> None:
        """What is chosen."""
        self.pieces.show_choices(state.pieces)
        self.axes.show_choices(state.axes)
        self.questions.show_choices(state.questions)
        self.layout_choice.set_key(state.layout)
        self.charts.setChecked(state.has_charts)
        self.marks.setChecked(state.has_marks)
        self.no_answer.setChecked(state.axis_no_answer)
        self.weight.set_options([Option(key, name) for key, name in state.weights])
        self.weight.set_value(state.weight_id)
        self.weight.setVisible(len(state.weights) > 1)
        rule = field_of("survey", "margin_rule")
        self.margins.set_options([Option(one.value, rule.choice_name(one.value)) for one in rule.choices])
        self.margins.set_value(state.margin_rule)
        self.star.set_options(_limits((*_STARS, state.star_below)))
        self.star.set_value(str(state.star_below))
        self.hide_below.set_options(_limits((*_HIDES, state.hide_below)))
        self.hide_below.set_value(str(state.hide_below))
        for kept in (self.margins, self.star, self.hide_below, self.keep):
            kept.setEnabled(not state.read_only)
        self._fit()

    def _fit(self) -> None:
        """As wide as its widest line asks, within bounds."""
        now = theme.current()
        inside = self._body.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(min(max(inside, now.px(WIDTH_FH)), now.px(WIDEST_FH)))

    def _restyle(self) -> None:
        now = theme.current()
        edge = now.px(0.9)
        self._column.setContentsMargins(edge, now.px(0.7), edge, edge)
        self._column.setSpacing(now.px(0.35))
        self._fit()


def _limits(numbers: Sequence[int]) -> list[Option]:
    """Numbers to choose from; 0 is none."""
    return [Option(str(one), str(one) if one else _t("no limit")) for one in sorted(set(numbers))]
