"""The tab 設計: the design block as reports print it, the strata with the sample-size helper, the fields beside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import form_field
from bingo_planner.features.surveys.design_presenter import DesignPresenter
from bingo_planner.features.surveys.design_state import FORM_LEFT, FORM_SECTIONS, DesignState, block_of
from bingo_planner.features.surveys.fields import SURVEY
from bingo_planner.features.surveys.frame import FrameState, survey_title
from bingo_planner.features.surveys.strata_view import StrataGrid, refusals
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.actions import Action
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import rule
from bingo_planner.ui.celltext import text_width
from bingo_planner.ui.fields import FormContext, Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.lazy import Lazy
from bingo_planner.ui.theme import current

ERRORS = ("3", "4", "5", "7", "10")
RATES = ("20", "25", "30", "35", "40", "45", "50", "60", "100")


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return DesignTab(frame)


class BlockPanel(QWidget):
    """The design block: labels and texts in two columns that do not wait for each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        edge = current().px(1.54)
        row.setContentsMargins(edge, current().px(0.6), edge, current().px(0.2))
        row.setSpacing(current().px(1.8))
        self._grids = (QGridLayout(), QGridLayout())
        for grid in self._grids:
            grid.setHorizontalSpacing(current().px(0.9))
            grid.setVerticalSpacing(current().px(0.25))
            grid.setColumnStretch(1, 1)
            row.addLayout(grid, 1)
        self._shown: list[tuple[str, str]] = []

    def wanted(self, width: int) -> int:
        """The height of all texts at a width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def minimumSizeHint(self) -> QSize:
        """As tall as the texts at the width at hand; Qt's own guess is for a narrow column."""
        return QSize(0, self.wanted(self.width()))

    def show_block(self, block: Sequence[tuple[str, str]]) -> None:
        """Other texts, shared out so that both columns are about as long."""
        if list(block) == self._shown:
            return
        self._shown = list(block)
        for grid in self._grids:
            while (item := grid.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            grid.setRowStretch(0, 0)
        half = _half([len(text) for _label, text in block])
        for grid, part in zip(self._grids, (block[:half], block[half:]), strict=True):
            for row, (label, text) in enumerate(part):
                words = Label(text, wrap=True, parent=self)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(Label(label, "label", "text2", parent=self), row, 0, _TOP)
                grid.addWidget(words, row, 1, _TOP)
            grid.setRowStretch(len(part), 1)


class BlockArea(QScrollArea):
    """The design block as tall as its texts, but never more than its part of the tab: then it scrolls."""

    PART, SMALL_PART, SMALL_FH = 0.42, 0.3, 34.0
    """Of the tab's height, and of that of a small window, where the strata need it more."""

    cut = Signal(bool)
    """Whether more texts are there than are in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = BlockPanel(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.block)

    def fit(self, room: int) -> None:
        """Take the height of the texts, within the part of `room` pixels."""
        wanted = self.block.wanted(self.viewport().width())
        part = self.SMALL_PART if room < current().px(self.SMALL_FH) else self.PART
        self.setFixedHeight(max(0, min(wanted, int(room * part))))
        self.cut.emit(wanted > self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another number of lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            parent = self.parentWidget()
            self.fit(parent.height() if parent is not None else self.height())


_TOP = Qt.AlignmentFlag.AlignTop
_LINE = 36
"""About as many signs as stand in one line of the block."""


def _half(lengths: Sequence[int]) -> int:
    """Where to part texts so that both halves have as many lines."""
    lines = [1 + length // _LINE for length in lengths]
    return min(range(len(lines) + 1), key=lambda at: abs(sum(lines[:at]) - sum(lines[at:]) - 0.5))


class HelperBar(QWidget):
    """The source of the population, the error that is wanted and the return rate that is expected."""

    census_picked = Signal(str)
    error_picked = Signal(str)
    rate_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.census = ValuePicker("census", _t("Population from"), [Option("", _t("none"))], self)
        self.error = ValuePicker(
            "error", _t("Error wanted"), [Option(one, f"±{one}") for one in ERRORS], self
        )
        self.rate = ValuePicker(
            "rate", _t("Return expected"), [Option(one, f"{one} %") for one in RATES], self
        )
        self.note = ElidedLabel("", "label", "text2", self)
        self._words = ""
        row = QHBoxLayout(self)
        edge = current().px(1.54)
        row.setContentsMargins(edge, current().px(0.4), edge, current().px(0.4))
        row.setSpacing(current().px(0.62))
        for part in (self.census, self.error, self.rate):
            row.addWidget(part)
        row.addWidget(self.note, 100)
        row.addStretch(1)
        self.census.picked.connect(lambda _key, value: self.census_picked.emit(value))
        self.error.picked.connect(lambda _key, value: self.error_picked.emit(value))
        self.rate.picked.connect(lambda _key, value: self.rate_picked.emit(value))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence beside the pickers stands there whole or not at all; the total's tip says it too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        pickers = sum(part.sizeHint().width() for part in (self.census, self.error, self.rate))
        room = self.width() - pickers - current().px(2 * 1.54 + 4 * 0.62)
        self.note.setVisible(text_width(self._words, "label") <= room)

    def render_state(self, state: DesignState) -> None:
        """What is chosen."""
        names = {one.series: one.label for one in state.frame.data.series}
        options = [
            Option(f"{one.series}:{one.year}", f"{names.get(one.series, one.series)} {one.year}")
            for one in state.censuses
        ]
        facts = state.facts
        row = facts.survey if facts is not None else None
        chosen = (
            f"{row.population_series}:{row.population_year}"
            if row is not None and row.population_series
            else ""
        )
        if chosen and chosen not in {one.key for one in options}:
            options.append(Option(chosen, chosen.replace(":", " ")))
        self.census.set_options([Option("", _t("none")), *options])
        self.census.set_value(chosen)
        self.census.setEnabled(not state.frame.read_only)
        self._show_wish(state)
        self._words = _note(state)
        self.note.set_words(self._words)
        self._fit()

    def _show_wish(self, state: DesignState) -> None:
        rates = sorted({*map(Decimal, RATES), state.wish.rate})
        self.rate.set_options([Option(str(one), f"{one} %") for one in rates])
        self.rate.set_value(str(state.wish.rate))
        self.error.set_value(str(state.wish.error))


def _note(state: DesignState) -> str:
    if not state.need_of_all:
        return ""
    words = _t("{n} answers for the region as a whole", n=format_number(state.need_of_all))
    if state.is_split:
        words += _t("; ages of a five-year class counted year by year alike")
    return words


class DesignTab(TabView):
    """The design; the presenter decides, this shows."""

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = DesignPresenter(
            frame.store, frame.jobs, frame.desk, frame.refresh, self.render_state
        )
        self._context = frame.context
        main, self.place = QWidget(self), Lazy(self._make_form, self)
        self.beside = Beside(main, self.place, self)
        # Made where they stay: what is moved in is dressed again.
        self.area = BlockArea(main)
        self.block, self.bar, self.grid = self.area.block, HelperBar(main), StrataGrid(main)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = rule(parent=main)
        column.addWidget(self.area)
        column.addWidget(line)
        column.addWidget(self.bar)
        self.area.cut.connect(line.setVisible)
        column.addWidget(self.grid, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.beside)
        self._connect()

    def _connect(self) -> None:
        does = self.presenter
        self.bar.census_picked.connect(does.chose_census)
        self.bar.error_picked.connect(lambda value: does.wished(error=Decimal(value)))
        self.bar.rate_picked.connect(lambda value: does.wished(rate=Decimal(value)))
        self.grid.counted.connect(does.typed)
        self.grid.summary.connect(self.selection_told)
        does.refused_cells = lambda told: refusals(self.grid, told)
        self.beside.closed.connect(does.closed_form)

    def _make_form(self) -> DesignForm:
        form, does = DesignForm(self._context, self.place), self.presenter
        form.committed.connect(lambda key, value: does.edited(key, cast(Stored, value)))
        form.closed.connect(self.beside.close_side)
        form.history_asked.connect(does.asked_history)
        return form

    @property
    def form(self) -> DesignForm:
        """The fields of the survey, built when they are first opened."""
        return self.place.part()

    # -- what the page asks --------------------------------------------------------------------------
    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self.presenter.render_frame(state)

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see TabView.actions
        """What can be done with the design."""
        does = self.presenter

        def open_() -> bool:
            return does.state is not None and not does.state.frame.read_only

        def can_write() -> bool:
            return open_() and does.state is not None and any(one.people for one in does.state.lines)

        def can_send() -> bool:
            return open_() and does.state is not None and any(one.letters for one in does.state.lines)

        return [
            Action(
                "surveys.population",
                _t("Write populations"),
                does.asked_for_populations,
                "Ctrl+Shift+P",
                "users",
                can_write,
                tip=_t("The population of the source into every stratum"),
            ),
            Action(
                "surveys.letters",
                _t("Take this sample"),
                does.asked_for_letters,
                "Ctrl+Shift+L",
                "calculator",
                can_send,
                tip=_t("As many letters as the helper says, for every stratum"),
            ),
            Action("surveys.edit", _t("Write the design"), self._write, "Ctrl+R", "file-pen", primary=True),
        ]

    def _write(self) -> None:
        self.presenter.asked_for_form()
        self.form.focus_field("name")

    def work(self) -> QWidget:
        """The strata."""
        return self.grid

    def side(self) -> QWidget | None:
        """The fields while they are open."""
        return self.form if self.beside.is_open() else None

    def cancelled(self) -> bool:
        """Esc closes the fields."""
        if self.beside.is_open():
            self.beside.close_side()
            self.grid.setFocus()
            return True
        return False

    def open_record(self, kind: str, record_id: str) -> None:
        """A stratum in the grid, or the fields of the survey."""
        if kind == "survey_stratum":
            self.grid.go_to((record_id, "sampled"))
        else:
            self.presenter.asked_for_form()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height, another part of it for the block."""
        super().resizeEvent(event)
        self.area.fit(self.height())

    # -- state ---------------------------------------------------------------------------------------
    def render_state(self, state: DesignState) -> None:
        """Show a whole state."""
        facts = state.facts
        if facts is None:
            return
        self.block.show_block(block_of(facts, state.frame.style, _population_words(state)))
        self.area.fit(self.height())
        self.bar.render_state(state)
        self.grid.render_state(state)
        if state.form_open or self.place.built() is not None:
            self.form.show_state(state)
        if state.form_open:
            self.beside.open_side()
        else:
            self.beside.close_side()
        if state.focus:
            self.form.focus_field(state.focus)
        self.actions_changed.emit()


def _population_words(state: DesignState) -> str:
    """国勢調査 2020年, with the age from which people count."""
    facts = state.facts
    if facts is None or not facts.survey.population_series:
        return ""
    row = facts.survey
    series = next((one for one in state.frame.data.series if one.series == row.population_series), None)
    words = _t(
        "{series} {year}", series=series.label if series else row.population_series, year=row.population_year
    )
    return words + (_t(", from {age}", age=row.age_from) if row.age_from else "")


class DesignForm(SideForm):
    """The fields of the survey."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        fields = [one for one in SURVEY.fields if one.section in FORM_SECTIONS and one.key not in FORM_LEFT]
        sections = [
            FormSection([form_field(one) for one in held], _t(title))
            for title, held in groupby(fields, key=lambda one: one.section)
        ]
        super().__init__(sections, _t("Design of the survey"), parent, context=context)
        self.setObjectName("form_survey")
        self._shown = ""
        self._read_only: bool | None = None

    def show_state(self, state: DesignState) -> None:
        """The chosen survey with its problems."""
        facts = state.facts
        if facts is None:
            return
        fresh, self._shown = self._shown != facts.id, facts.id
        self.set_head(survey_title(facts, state.frame.style))
        keys = self.form.keys()
        self.set_values({key: state.values.get(key) for key in keys}, fresh=fresh)
        for key in keys:
            self.set_problem(key, state.problems.get(key, ""))
        if state.frame.read_only != self._read_only:
            self._read_only = state.frame.read_only
            self.set_read_only(state.frame.read_only)
