"""The page アンケート: the chosen survey in the head, and tabs from its design to its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bingo_planner.features.region.tabs_view import TabRow, WordTabs
from bingo_planner.features.surveys.frame import FrameState, head_words, survey_title
from bingo_planner.features.surveys.presenter import SurveysPresenter
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.features.surveys.tabs import TABS, tab_of
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.fields import FormContext, Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.lazy import FrontStack
from bingo_planner.ui.page import Page

KINDS = (
    "survey",
    "survey_stratum",
    "survey_question",
    "survey_batch",
    "survey_answers",
    "survey_weight",
    "survey_link",
    "survey_group",
    "survey_rule",
    "survey_word",
    "survey_coding",
    "survey_quote",
)
"""Kinds of record this page opens."""


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


class SurveysPage(Page):
    """Picker, tabs built when first opened; presenters decide, this shows."""

    page_id = "surveys"
    help_topic = "surveys"
    watches = frozenset(
        {*KINDS, "municipality", "membership", "population", "population_series", "year_lock"}
    )

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        jobs = jobs_of(self)
        self.presenter = SurveysPresenter(store, jobs, desk, self.render_state)
        self._context = FormContext(style=desk.style, fiscal_year=int(desk.year), today=desk.clock.today)
        self._frame = TabFrame(
            store, jobs, desk, self._context, self.presenter.opened, self.presenter.went_to
        )
        self.picker = ValuePicker("survey", _t("Survey"), [], self)
        self.picker.setObjectName("survey_picker")
        self.picker.picked.connect(lambda _key, value: self.presenter.chose_survey(value))
        self.head.add_control(self.picker)
        self.tabs = WordTabs([(one.tab_id, one.title()) for one in TABS], _t("Parts of the page"), self)
        self.tabs.tab_chosen.connect(self.presenter.chose_tab)
        self.tab_row = TabRow(self.tabs, self)
        self.add_bar(self.tab_row)
        self.stack = FrontStack()
        self.made: dict[str, TabView] = {}
        self.set_content(self.stack)
        self.setAcceptDrops(True)
        self._shown_actions: Sequence[Action] = ()
        self._asked: tuple[str, str] | None = None
        self._show_actions()
        self.state_widget.show_loading()

    def tab(self, tab_id: str) -> TabView:
        """A tab, built when it is first asked for."""
        if tab_id not in self.made:
            made = next(one for one in TABS if one.tab_id == tab_id).make(self._frame)
            made.setObjectName(f"survey_{tab_id}")
            made.selection_told.connect(lambda words: self._tell(made, words))
            made.actions_changed.connect(self._show_actions)
            self.made[tab_id] = made
            self.stack.addWidget(made)
        return self.made[tab_id]

    def _tell(self, tab: TabView, words: str) -> None:
        """Only the tab in front speaks of its selection; others are worked out anew behind it."""
        if tab is self.stack.currentWidget():
            self.selection_told.emit(words)

    @property
    def current(self) -> TabView | None:
        """The tab shown."""
        return self.made.get(self.presenter.state.tab) if self.presenter.state.facts is not None else None

    # -- what the shell asks -----------------------------------------------------------------------
    def title(self) -> str:
        """アンケート."""
        return _t("Surveys")

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again; without changes also year and style may be others."""
        self._context.style, self._context.fiscal_year = self._desk.style, int(self._desk.year)
        if changes is None:
            self.presenter.year_changed()
        else:
            self.presenter.opened()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a survey, or the survey a record belongs to, in the tab of its kind."""
        self._asked = (kind, record_id)
        self._answer()

    def _answer(self) -> None:
        """Show the record that was asked for as soon as the surveys are there."""
        state = self.presenter.state
        if self._asked is None or state.loading:
            return
        (kind, record_id), self._asked = self._asked, None
        owner = self.presenter.owner_of(kind, record_id)
        if owner:
            self.presenter.went_to(owner, tab_of(kind))
            if self.current is not None:
                self.current.open_record(kind, record_id)

    def focus_filter(self) -> None:
        """Ctrl+F: the tab's filter, else the picker of the survey."""
        field = self.current.filter_field() if self.current is not None else None
        (field or self.picker).setFocus()

    def focus_content(self) -> None:
        """F6: where work goes on in the tab."""
        if self.current is not None:
            self.current.work().setFocus()
        else:
            super().focus_content()

    def side(self) -> QWidget | None:
        """The side form of the tab."""
        return self.current.side() if self.current is not None else None

    def cancelled(self) -> bool:
        """Esc goes to the tab."""
        return self.current is not None and self.current.cancelled()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of answers may be dropped anywhere on the page."""
        if event.mimeData().hasUrls() and not self.presenter.state.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped: the tab that takes them in shows them."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        for tab in TABS:
            if tab.takes_files and self.presenter.state.facts is not None:
                self.presenter.chose_tab(tab.tab_id)
                self.tab(tab.tab_id).files_dropped(paths)
                return

    # -- state -------------------------------------------------------------------------------------
    def render_state(self, state: FrameState) -> None:
        """Show a whole state."""
        self.head.set_title(self.title(), head_words(state.facts))
        options = [Option(one.id, survey_title(one, state.style)) for one in state.data.surveys]
        self.picker.set_options(options)
        self.picker.set_value(state.survey_id)
        self.picker.setVisible(bool(options))
        self.tab_row.setVisible(bool(options))
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif state.loading:
            self.state_widget.show_loading()
        elif state.facts is None:
            add = ("plus", _t("New survey"), self.presenter.asked_to_add)
            self.state_widget.show_empty(
                _t("There are no surveys yet"), None if state.page_read_only else add, "clipboard-list"
            )
        else:
            tab = self.tab(state.tab)
            self.tabs.set_key(state.tab)
            if self.stack.currentWidget() is not tab:
                self.stack.setCurrentWidget(tab)
                self.selection_told.emit(tab.told_last)
            self.state_widget.show_content()
            tab.render_frame(state)
        self._show_actions()
        self._answer()

    # -- actions -----------------------------------------------------------------------------------
    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """What the page does, and what its tab does."""
        own = self.current.actions() if self.current is not None else ()
        return [*self._own_actions(), *own]

    def _own_actions(self) -> list[Action]:
        does = self.presenter

        def open_() -> bool:
            return not self._desk.read_only

        def chosen() -> bool:
            return does.state.facts is not None and not does.state.read_only

        return [
            Action(
                "surveys.tab_before", _t("Previous tab"), lambda: self._step_tab(-1), "Ctrl+Shift+Tab", ""
            ),
            Action("surveys.tab_after", _t("Next tab"), lambda: self._step_tab(1), "Ctrl+Tab", ""),
            Action(
                "surveys.remove",
                _t("Move the survey to the bin"),
                does.asked_to_remove,
                "",
                "trash-2",
                chosen,
                reason_without_shortcut=_t("Rare, and it takes everything along"),
                danger=True,
            ),
            Action(
                "surveys.history",
                _t("History of the survey"),
                does.asked_history,
                "Ctrl+J",
                "history",
                lambda: does.state.facts is not None,
            ),
            Action(
                "surveys.copy",
                _t("Copy the design for this year"),
                does.asked_to_copy,
                "Ctrl+Shift+N",
                "copy",
                lambda: open_() and does.state.facts is not None,
                tip=_t("A new survey with this one's design, strata and questions, without its answers"),
            ),
            Action("surveys.add", _t("New survey"), does.asked_to_add, "Ctrl+N", "plus", open_),
        ]

    def _step_tab(self, by: int) -> None:
        """The tab beside, round the corner; the cursor goes to its work, out of a grid that keeps the Tab key."""
        ids = [one.tab_id for one in TABS]
        self.presenter.chose_tab(ids[(ids.index(self.presenter.state.tab) + by) % len(ids)])
        self.focus_content()

    def _show_actions(self) -> None:
        actions = self.actions()
        if [(one.id, one.text) for one in actions] != [(one.id, one.text) for one in self._shown_actions]:
            self._shown_actions = actions
            self.head.set_actions(actions)
            self.actions_changed.emit()
        else:
            self.head.renew()


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return SurveysPage(store, jobs.for_owner, desk)
