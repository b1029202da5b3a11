"""The page of pictures: one service, one picture at a time, each with its sentence and its table twin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bingo_planner.features.usage.pictures import Kind
from bingo_planner.features.usage.pictures_presenter import KINDS, PicturesPresenter
from bingo_planner.features.usage.pictures_state import PicturesState
from bingo_planner.features.usage.pictures_view import PictureView
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui import theme
from bingo_planner.ui.actions import Action
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.flow import FlowLayout
from bingo_planner.ui.jobs import Jobs
from bingo_planner.ui.page import Page
from bingo_planner.ui.segmented import Segment, Segmented


def _t(text: str, **facts: object) -> str:
    return translate("pictures", text, **facts)


def make_page(store: Store, jobs: Jobs, desk: Desk) -> Page:
    """The page as the program opens it."""
    return PicturesPage(store, jobs.for_owner, desk)


class PicturesPage(Page):
    """Shows what the presenter says and tells it what the user does; decides nothing."""

    page_id: ClassVar[str] = "pictures"
    watches: ClassVar[frozenset[str]] = KINDS
    help_topic: ClassVar[str] = "pictures"

    def __init__(self, store: Store, jobs_of: Callable[[QWidget], JobRunner], desk: Desk) -> None:
        super().__init__()
        self._state: PicturesState | None = None
        self.presenter = PicturesPresenter(store, jobs_of(self), desk, self.render_state)
        self._build()
        self.head.set_actions(self._in_head())

    def _build(self) -> None:
        now = theme.current()
        self.bar = QWidget(self)
        self.service = ValuePicker("service", _t("Service"), [], self.bar)
        self.measure = ValuePicker("measure", _t("Measure"), [], self.bar)
        self.kinds = Segmented(
            (
                Segment(Kind.OCCUPANCY, _t("Occupancy")),
                Segment(Kind.MATRIX, _t("Home × host")),
                Segment(Kind.FLOWS, _t("Flows")),
                Segment(Kind.YEARS, _t("Two years")),
                Segment(Kind.CLASSES, _t("Classes")),
                Segment(Kind.UNSERVED, _t("Not served")),
            ),
            _t("Picture"),
            self.bar,
        )
        row = FlowLayout(self.bar)
        row.setContentsMargins(now.px(1.54), now.px(0.45), now.px(1.54), now.px(0.45))
        row.setSpacing(now.px(0.62))
        for part in (self.kinds, self.service, self.measure):
            row.addWidget(part)
        self.add_bar(self.bar)
        self.view = PictureView(self.state_widget)
        self.set_content(self.view)
        for picker in (self.service, self.measure):
            picker.picked.connect(self.presenter.picked)
        self.kinds.chosen.connect(self.presenter.chose)

    # -- actions --------------------------------------------------------------------------------------
    def _in_head(self) -> tuple[Action, ...]:
        turn = Action(
            "pictures.turn",
            _t("Picture or table"),
            self.view.turn,
            "Ctrl+Shift+T",
            "table-2",
            self._is_shown,
            "view",
        )
        copy = Action(
            "pictures.copy",
            _t("Copy the picture"),
            self._copy_picture,
            "Ctrl+Shift+C",
            "copy",
            self._is_shown,
            "edit",
            primary=True,
        )
        return turn, copy

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see Page.actions
        """Everything that can be done here."""
        table = Action(
            "pictures.copy_table",
            _t("Copy the figures as a table"),
            self._copy_table,
            "Ctrl+Alt+C",
            "table-2",
            self._is_shown,
            "edit",
        )
        return (*self._in_head(), table)

    def _is_shown(self) -> bool:
        return self._state is not None and self._state.picture is not None

    def _copy_picture(self) -> None:
        front = self.view.front()
        if front is not None:
            front.copy_picture()
            self.presenter.desk.say(_t("The picture is on the clipboard, with its sentence."))

    def _copy_table(self) -> None:
        front = self.view.front()
        if front is not None:
            front.copy_table()
            self.presenter.desk.say(_t("The figures are on the clipboard."))

    # -- what the shell asks --------------------------------------------------------------------------
    def title(self) -> str:
        """利用の図."""
        return _t("Pictures of use")

    def opened(self) -> None:
        """Ask for data."""
        self.presenter.opened()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again."""
        self.presenter.opened()

    def focus_filter(self) -> None:
        """Ctrl+F."""
        self.service.setFocus()

    def focus_content(self) -> None:
        """F6."""
        self.view.focus_picture()

    # -- the state ------------------------------------------------------------------------------------
    def render_state(self, state: PicturesState) -> None:
        """Show a whole state."""
        self._state = state
        name = next((one.name for one in state.services or () if one.id == state.service_id), "")
        self.head.set_title(self.title(), name)
        if state.problem is not None:
            self.state_widget.show_problem(state.problem, self.presenter.opened)
        elif state.services is None:
            self.state_widget.show_loading()
        elif state.is_empty:
            self.state_widget.show_empty(
                _t("There is no joint service yet"),
                None,
                "chart-column",
                _t("Set one up under “Monthly use”; its pictures then stand here."),
            )
        else:
            self.state_widget.show_content()
            self._show(state)
        self.bar.setVisible(bool(state.services))
        self.head.renew()

    def _show(self, state: PicturesState) -> None:
        self.service.set_options([Option(one.id, one.name) for one in state.services or ()])
        self.service.set_value(state.service_id)
        self.measure.set_options([Option(one.id, one.name) for one in state.measures])
        self.measure.set_value(state.measure_id)
        self.measure.setVisible(len(state.measures) > 1)
        self.kinds.set_key(state.kind)
        self.view.render_state(state)
