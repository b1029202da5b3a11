"""The tab 設計: the design block as reports print it, the strata with the sample-size helper, the fields beside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import form_field
from bingo_planner.features.surveys.design_block_view import BlockArea
from bingo_planner.features.surveys.design_helper_view import HelperBar
from bingo_planner.features.surveys.design_presenter import DesignPresenter
from bingo_planner.features.surveys.design_state import FORM_LEFT, FORM_SECTIONS, DesignState, block_of
from bingo_planner.features.surveys.fields import SURVEY
from bingo_planner.features.surveys.frame import FrameState, survey_title
from bingo_planner.features.surveys.strata_view import StrataGrid, refusals
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.actions import Action
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import rule
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.lazy import Lazy


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return DesignTab(frame)


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
