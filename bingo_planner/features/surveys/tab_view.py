"""What the page of surveys and a tab of it know of each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.kernel.desk import Desk
from bingo_planner.kernel.jobs import JobRunner
from bingo_planner.store.store import Store
from bingo_planner.ui.actions import Action
from bingo_planner.ui.fields import FormContext


@dataclass(frozen=True)
class TabFrame:
    """What a tab works with. `refresh` reads the surveys again; `go(survey, tab)` shows a survey in another tab."""

    store: Store
    jobs: JobRunner
    desk: Desk
    context: FormContext
    refresh: Callable[[], None]
    go: Callable[[str, str], None]


class TabView(QWidget):
    """Base of the tabs. The page calls `render_frame` when the tab is shown and when the surveys were read again."""

    selection_told = Signal(str)
    actions_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told_last = ""
        """What it told last of its selection, for when it comes back to the front."""
        self.selection_told.connect(self._keep)

    def _keep(self, words: str) -> None:
        self.told_last = words

    def render_frame(self, state: FrameState) -> None:
        """The chosen survey, or another one, as it is now; it is there (`state.facts`)."""

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # QWidget.actions is Qt's own, unused here
        """What can be done in this tab; the page adds what it does itself."""
        return ()

    def work(self) -> QWidget:
        """Where work goes on (F6)."""
        return self

    def filter_field(self) -> QWidget | None:
        """Where Ctrl+F goes."""
        return None

    def side(self) -> QWidget | None:
        """The side form while it is open."""
        return None

    def open_record(self, kind: str, record_id: str) -> None:
        """Show one record of the chosen survey."""

    def cancelled(self) -> bool:
        """Esc: close the side form, give up what is under way; True when something was done."""
        return False

    def files_dropped(self, paths: Sequence[str]) -> bool:
        """Files were dropped on the page; True when the tab takes them."""
        return False
