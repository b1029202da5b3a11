"""The tab 報告書: what goes in at the left, the very pages at the right; print, PDF, Word, Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.report.actions_view import report_actions
from bingo_planner.features.surveys.report.presenter import ReportPresenter
from bingo_planner.features.surveys.report.side_view import ReportSide
from bingo_planner.features.surveys.report.state import ReportState
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action
from bingo_planner.ui.buttons import rule
from bingo_planner.ui.labels import Label
from bingo_planner.ui.preview import PagePreview
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.theme import current
from bingo_planner.ui.widths import Width, width_class


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return ReportTab(frame)


class ReportTab(TabView):
    """The tab; the presenter decides, this shows."""

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = ReportPresenter(
            frame.store, frame.jobs, frame.desk, frame.refresh, self.render_state
        )
        self._import = lambda: frame.go(self.presenter.state.survey_id, "import")
        self.side_panel = ReportSide(self.presenter, self)
        self._line = rule(vertical=True, parent=self)
        main = QWidget(self)
        self.preview = PagePreview(main)
        # The head of the page prints and saves, and its keys are the page's.
        self.preview.save_button.hide()
        self.preview.print_button.hide()
        for shortcut in self.preview.findChildren(QShortcut):
            shortcut.setEnabled(False)
        self.preview.printed.connect(self._printed)
        self.preview.setMinimumWidth(current().px(20))
        self.told = Label("", "small", "text2", parent=main)
        self.told.setContentsMargins(12, 3, 12, 5)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.preview, 1)
        column.addWidget(self.told)
        self.states = StateWidget(main, self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.side_panel, self._line):
            whole.addWidget(part)
        whole.addWidget(self.states, 1)
        self._shown = b""
        self._side_instead = False

    # -- what the page asks --------------------------------------------------------------------------
    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self.presenter.render_frame(state)

    def work(self) -> QWidget:
        """The pages."""
        return self.preview.paper

    def filter_field(self) -> QWidget | None:
        """Where the choice of the report begins."""
        return self.side_panel.pieces

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see TabView.actions
        """Print, save, choose."""
        return report_actions(self.presenter, self.preview.print_dialog, self.toggle_side)

    def toggle_side(self) -> None:
        """In a narrow window: what goes in, instead of the pages, and back."""
        self._side_instead = not self._side_instead
        self._arrange()
        (self.side_panel.pieces if self.side_panel.isVisible() else self.preview.paper).setFocus()

    def _printed(self, pages: int) -> None:
        self.presenter.desk.say(_t("{n} pages were sent to the printer.", n=pages))

    # -- state ---------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = width_class(self.window().width())
        beside = width >= Width.MIDDLE
        has = self.presenter.state.has_answers
        for part in (self.side_panel, self._line):
            part.setVisible(has and (beside or self._side_instead))
        self.states.setVisible(beside or not self._side_instead or not has)
        self.preview.list.setVisible(width >= Width.WIDE)
        self.preview.spread.setVisible(self.window().width() >= current().px(90))

    def render_state(self, state: ReportState) -> None:
        """Show a whole state."""
        self.side_panel.render_state(state)
        if state.problem is not None:
            self.states.show_problem(state.problem, self.presenter.tried_again)
        elif state.loading:
            self.states.show_loading()
        elif not state.has_answers:
            take = ("upload", _t("Take answers in"), self._import)
            self.states.show_empty(_t("There are no answers to report yet"), take, "file-text")
        elif not state.pages.pdf:
            self.states.show_loading()
        else:
            self.states.show_content()
            self._show_pages(state)
        self._arrange()
        self.selection_told.emit(self._words(state))
        self.actions_changed.emit()

    def _show_pages(self, state: ReportState) -> None:
        pages = state.pages
        if pages.pdf is not self._shown:
            kept, self._shown = bool(self._shown), pages.pdf
            self.preview.set_document(pages.sizes, _renderer(pages.pdf), keep=kept)
        self.told.set_words(
            _t("Newer pages are being made …") if pages.busy else _t("  ").join(pages.warnings)
        )
        self.told.setVisible(bool(self.told.text()))

    @staticmethod
    def _words(state: ReportState) -> str:
        """What the status line says."""
        chosen = sum(one.is_chosen for one in state.questions)
        if not state.pages.sizes:
            return ""
        return _t("{n} questions, {pages} pages", n=chosen, pages=len(state.pages.sizes))


def _renderer(pdf: bytes) -> Callable[[int, float], tuple[bytes, int, int]]:
    def render(page: int, scale: float) -> tuple[bytes, int, int]:
        from bingo_planner.reports.raster import page_picture

        picture = page_picture(pdf, page, scale)
        return picture.data, picture.width, picture.height

    return render
