"""The tab 満足度×重要度: range, points and base line on top, the plot with its twin table beneath."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from bingo_planner.features.surveys.fields import field_of
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.priorities import words
from bingo_planner.features.surveys.priorities.model import DEVIATION
from bingo_planner.features.surveys.priorities.panel_view import PriorityPanel
from bingo_planner.features.surveys.priorities.presenter import PrioritiesPresenter
from bingo_planner.features.surveys.priorities.state import PrioritiesState
from bingo_planner.features.surveys.stats.portfolio import Zone
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.actions import Action
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import icon_button
from bingo_planner.ui.celltext import text_width
from bingo_planner.ui.fields import FormContext, FormField, Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.labels import ElidedLabel
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.widths import Width, width_class


def _t(text: str, **facts: object) -> str:
    return translate("priorities", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return PrioritiesTab(frame)


def _options(key: str) -> list[Option]:
    field = field_of("survey", key)
    return [Option(one.value, field.choice_name(one.value)) for one in field.choices]


class PrioritiesBar(QWidget):
    """Range, points, base line; the rest behind one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.range = ValuePicker("range", _t("Range"), [], self)
        self.score = ValuePicker(
            "portfolio_score", field_of("survey", "portfolio_score").name(), _options("portfolio_score"), self
        )
        self.cut = ValuePicker(
            "portfolio_cut", field_of("survey", "portfolio_cut").name(), _options("portfolio_cut"), self
        )
        self.more = icon_button("sliders-horizontal", _t("Portfolio settings"), parent=self)
        self.hint = ElidedLabel(_t("Plot and table choose the same item"), "label", "text3", self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        for part in (self.range, self.score, self.cut, self.more):
            self._row.addWidget(part)
        for picker in (self.range, self.score, self.cut):
            picker.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row.addWidget(self.hint, 100)
        self._row.addStretch(1)
        theme.theme_signals().changed.connect(self._restyle)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint stands there whole or not at all."""
        super().resizeEvent(event)
        parts = sum(part.sizeHint().width() for part in (self.range, self.score, self.cut, self.more))
        room = self.width() - parts - theme.current().px(2 * 1.54 + 6 * 0.62)
        self.hint.setVisible(text_width(_t("Plot and table choose the same item"), "label") <= room)

    def _restyle(self) -> None:
        now = theme.current()
        self._row.setContentsMargins(now.px(1.54), now.px(0.45), now.px(1.54), now.px(0.45))
        self._row.setSpacing(now.px(0.62))
        for picker in (self.range, self.score, self.cut):
            picker.setMinimumWidth(now.px(7.5))

    def render_state(self, state: PrioritiesState) -> None:
        """What is chosen."""
        self.range.set_options([Option(key, label) for key, label in state.ranges])
        self.range.set_value(state.range_key)
        settings = state.settings
        self.score.set_value(DEVIATION if settings.deviation else settings.score.value)
        self.cut.set_value(settings.cut.value)
        for part in (self.score, self.cut):
            part.setEnabled(not state.read_only)


class ZoneForm(SideForm):
    """What the survey calls its four zones."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        names = words.zone_names(PrioritiesState().settings)
        fields = [FormField(zone.value, names[zone]) for zone in Zone]
        super().__init__([FormSection(fields)], _t("Names of the zones"), parent, context=context)
        self._shown = ""

    def show_state(self, state: PrioritiesState) -> None:
        """The names kept with the survey."""
        held = dict(state.settings.zones)
        fresh, self._shown = self._shown != state.survey_id, state.survey_id
        self.set_head(_t("Names of the zones"))
        self.set_values({zone.value: held.get(zone, "") for zone in Zone}, fresh=fresh)
        self.set_read_only(state.read_only)


class PrioritiesTab(TabView):
    """The tab; the presenter decides, this shows."""

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = PrioritiesPresenter(
            frame.store, frame.jobs, frame.desk, frame.refresh, self.render_state
        )
        self.bar, self.panel = PrioritiesBar(self), PriorityPanel(upright=False, parent=self)
        self.states = StateWidget(self.panel, self)
        self.form = ZoneForm(frame.context)
        main = QWidget(self)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.states, 1)
        self.beside = Beside(main, self.form, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.beside)
        self._connect()

    def _connect(self) -> None:
        does = self.presenter
        self.bar.range.picked.connect(lambda _key, value: does.chose_range(value))
        for picker in (self.bar.score, self.bar.cut):
            picker.picked.connect(does.chose_setting)
        self.bar.more.clicked.connect(self._open_settings)
        self.panel.picked.connect(does.chose_item)
        self.form.committed.connect(lambda key, value: does.named_zone(Zone(key), str(value or "")))
        self.form.closed.connect(self.beside.close_side)
        self.beside.closed.connect(does.closed_form)

    # -- what the page asks --------------------------------------------------------------------------
    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self.presenter.render_frame(state)

    def work(self) -> QWidget:
        """The plot."""
        return self.panel.plot

    def filter_field(self) -> QWidget | None:
        """The range."""
        return self.bar.range

    def side(self) -> QWidget | None:
        """The names of the zones while they are open."""
        return self.form if self.beside.is_open() else None

    def cancelled(self) -> bool:
        """Esc closes the side."""
        if self.beside.is_open():
            self.beside.close_side()
            self.panel.plot.setFocus()
            return True
        return False

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see TabView.actions
        """What can be done with the portfolio."""

        def shown() -> bool:
            return self.presenter.state.found is not None

        return [
            Action(
                "priorities.settings",
                _t("Portfolio settings"),
                self._open_settings,
                "Ctrl+Shift+G",
                "sliders-horizontal",
                lambda: self.presenter.state.has_answers,
                "view",
            ),
            Action(
                "priorities.table",
                _t("Copy the table"),
                self._copy_table,
                "Ctrl+Alt+C",
                "table-2",
                shown,
                "edit",
            ),
            Action(
                "priorities.copy",
                _t("Copy the plot"),
                self._copy_plot,
                "Ctrl+Shift+C",
                "copy",
                shown,
                "edit",
                tip=_t("With its sentence as alternative text"),
                primary=True,
            ),
        ]

    def _copy_plot(self) -> None:
        self.panel.plot.copy_picture()
        self.presenter.desk.say(_t("The plot is on the clipboard, with its sentence."))

    def _copy_table(self) -> None:
        self.panel.table.copy_all()
        self.presenter.desk.say(_t("The table is on the clipboard."))

    # -- settings ------------------------------------------------------------------------------------
    def _open_settings(self) -> None:
        menu = self.settings_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.bar.more.mapToGlobal(self.bar.more.rect().bottomLeft()))

    def settings_menu(self) -> QMenu:
        """Which questions, how importance is had, which axis, what is measured, names of zones."""
        does, state = self.presenter, self.presenter.state
        menu, guess = QMenu(_t("Portfolio settings"), self), Option("", _t("As the questions suggest"))
        satisfied = [guess, *(Option(key, title) for key, title in state.satisfaction_groups)]
        important = [guess, *(Option(key, title) for key, title in state.importance_sources)]
        settings = state.settings
        across = "satisfaction" if settings.satisfaction_across else "importance"
        parts: list[tuple[str, list[Option], str, Callable[[str], None]]] = [
            (_t("Questions of satisfaction"), satisfied, state.satisfaction_by, does.chose_satisfaction),
            (_t("Importance from"), important, state.importance_by, does.chose_importance),
            (
                field_of("survey", "portfolio_across").name(),
                _options("portfolio_across"),
                across,
                lambda value: does.chose_setting("portfolio_across", value),
            ),
            (
                field_of("survey", "improvement").name(),
                _options("improvement"),
                settings.improvement.value,
                lambda value: does.chose_setting("improvement", value),
            ),
        ]
        if state.sources.rule.value in ("correlation", "partial"):
            derived = [one for one in _options("importance_rule") if one.key in ("correlation", "partial")]
            parts.append(
                (
                    field_of("survey", "importance_rule").name(),
                    derived,
                    state.sources.rule.value,
                    lambda value: does.chose_setting("importance_rule", value),
                )
            )
        for title, options, chosen, run in parts:
            _choices(menu, title, options, chosen, run).setEnabled(not state.read_only)
        menu.addSeparator()
        menu.addAction(_t("Names of the zones"), self._open_form)
        return menu

    def _open_form(self) -> None:
        self.presenter.asked_for_form()
        self.form.focus_field(Zone.IMPROVE_FIRST.value)

    # -- state ---------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.turn(upright=width_class(self.window().width()) in (Width.NARROW, Width.TINY))

    def render_state(self, state: PrioritiesState) -> None:
        """Show a whole state."""
        self.bar.setVisible(state.has_answers)
        self.bar.render_state(state)
        self.form.show_state(state)
        self.panel.stand(shown=state.found is not None and state.has_answers)
        if state.problem is not None:
            self.states.show_problem(state.problem, self.presenter.tried_again)
        elif state.loading:
            self.states.show_loading()
        elif not state.has_answers:
            self.states.show_empty(_t("There are no answers yet"), None, "diamond")
        elif not state.sources.pairs:
            choose = ("sliders-horizontal", _t("Choose the questions"), self._open_settings)
            text = _t("No questions of satisfaction and importance were found")
            self.states.show_empty(text, None if state.read_only else choose, "diamond")
        elif state.found is not None:
            self.states.show_content()
            self.panel.render_state(state)
        if state.form_open:
            self.beside.open_side()
        else:
            self.beside.close_side()
        self.selection_told.emit(state.told)
        self.actions_changed.emit()


def _choices(
    menu: QMenu, title: str, options: Sequence[Option], chosen: str, run: Callable[[str], None]
) -> QMenu:
    made = menu.addMenu(title)
    group = QActionGroup(made)
    for one in options:
        action = QAction(one.text.replace("&", "&&"), made)
        action.setCheckable(True)
        action.setChecked(one.key == chosen)
        action.setData(one.key)
        group.addAction(action)
        made.addAction(action)
    made.triggered.connect(lambda action: run(str(action.data())))
    return made
