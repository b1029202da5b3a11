"""The tab 取り込み: files taken in so far; a file on its way in with its steps, keyboard all the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import form_field
from bingo_planner.features.surveys.fields import field_of
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.import_checks_view import ChecksStep, RowPanel
from bingo_planner.features.surveys.import_file_view import FileStep
from bingo_planner.features.surveys.import_files_view import FilesView
from bingo_planner.features.surveys.import_presenter import ImportPresenter
from bingo_planner.features.surveys.import_state import ImportState, Step
from bingo_planner.features.surveys.import_steps_view import CodesStep, ColumnsStep
from bingo_planner.features.surveys.intake.importer import Acceptance
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.actions import Action
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import FormContext
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.lazy import FrontStack
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.theme import current

_FIELDS = ("key", "label", "kind", "options", "max_choices", "asked_if", "role")


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return ImportTab(frame)


class QuestionForm(SideForm):
    """One question of the file, as it would be stored."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        fields = [form_field(field_of("survey_question", key)) for key in _FIELDS]
        # What is typed stays text until it is read as a whole: a wrong count is told beside its field too.
        super().__init__([FormSection(fields)], _t("Question"), parent, context=context)
        self.setObjectName("form_question")
        self._history.setVisible(False)  # what is not stored yet has none
        self._shown = ""

    def show_question(self, state: ImportState) -> None:
        """Another question, or the same with its problems."""
        fresh, self._shown = self._shown != state.question, state.question
        self.set_head(state.texts.get("label") or state.question)
        values: dict[str, object] = dict(state.texts)
        most = state.texts.get("max_choices", "")
        values["max_choices"] = int(most) if most.isdecimal() else None
        self.set_values(values, fresh=fresh)
        for key in _FIELDS:
            self.set_problem(key, state.problems.get(key, ""))


class ImportTab(TabView):
    """Files, or the steps of one; the presenter decides, this shows."""

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = ImportPresenter(
            frame.store, frame.jobs, frame.desk, frame.refresh, self.render_state
        )
        self.files = FilesView(self)
        self.steps = Segmented(
            [
                Segment(Step.FILE.value, _t("1 File")),
                Segment(Step.COLUMNS.value, _t("2 Columns")),
                Segment(Step.CODES.value, _t("3 Questions")),
                Segment(Step.CHECKS.value, _t("4 Checks")),
            ],
            _t("Steps"),
            self,
        )
        self.steps.setObjectName("surveySteps")
        self.file, self.columns, self.codes, self.checks = (
            FileStep(),
            ColumnsStep(),
            CodesStep(),
            ChecksStep(),
        )
        self.inner = FrontStack()
        for view in (self.file, self.columns, self.codes, self.checks):
            self.inner.addWidget(view)
        self.form, self.row = QuestionForm(frame.context), RowPanel()
        self.sides = QStackedWidget()
        self.sides.addWidget(self.form)
        self.sides.addWidget(self.row)
        self.beside = Beside(self.inner, self.sides)
        self._foot()
        self.stack = FrontStack(self)
        self.stack.addWidget(self.files)
        self.stack.addWidget(self._wizard())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self._arrived: tuple[object, Step] | None = None
        self._connect()

    def _foot(self) -> None:
        does = self.presenter
        self.cancel = button(_t("Do not take in"), does.gave_up, parent=self)
        self.back = button(_t("Back"), lambda: does.stepped(-1), parent=self)
        self.next = button(_t("Next"), lambda: does.stepped(1), kind="primary", parent=self)
        self.take = button(_t("Take the answers in"), does.accepted, kind="primary", parent=self)
        named = ((self.cancel, "Cancel"), (self.back, "Back"), (self.next, "Next"), (self.take, "Take"))
        for made, name in named:
            made.setObjectName(f"survey{name}")
            made.setAutoDefault(True)

    def _wizard(self) -> QWidget:
        wizard = QWidget()
        column = QVBoxLayout(wizard)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().px(0.4))
        edge = current().px(1.54)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(edge, current().px(0.7), edge, 0)
        head.addWidget(self.steps)
        head.addStretch(1)
        foot.setContentsMargins(edge, current().px(0.3), edge, current().px(0.7))
        foot.setSpacing(current().px(0.62))
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        for part in (self.back, self.next, self.take):
            foot.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.beside, 1)
        column.addLayout(foot)
        return wizard

    def _connect(self) -> None:
        does = self.presenter
        self.files.file_asked.connect(does.asked_for_file)
        self.steps.chosen.connect(lambda key: does.went_to(Step(key)))
        self.file.sheet_picked.connect(does.chose_sheet)
        self.file.codes_picked.connect(does.chose_code_sheet)
        self.file.codebook_asked.connect(does.asked_for_codebook)
        self.columns.opened.connect(self._open_column)
        self.codes.opened.connect(self._open_question)
        self.checks.row_wanted.connect(does.went_to_row)
        self.checks.acceptance_chosen.connect(does.chose_acceptance)
        self.checks.replace_toggled.connect(does.toggled_replace)
        self.form.committed.connect(self._edited)
        self.form.closed.connect(self.beside.close_side)
        self.row.closed.connect(self.beside.close_side)
        self.beside.closed.connect(does.closed_side)

    def _edited(self, key: str, value: object) -> None:
        self.presenter.edited_question(key, "" if value is None else str(value))

    def _open_question(self, key: str) -> None:
        self.presenter.opened_question(key)
        self.form.focus_field("label")

    def _open_column(self, place: int) -> None:
        self.presenter.opened_column(place)
        if self.beside.is_open():
            self.form.focus_field("label")

    # -- what the page asks --------------------------------------------------------------------------
    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self.presenter.render_frame(state)

    def files_dropped(self, paths: Sequence[str]) -> bool:
        """A file of answers, and perhaps its code sheet."""
        self.presenter.files_came(paths)
        return True

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see TabView.actions
        """What can be done with files, and in the steps."""
        does = self.presenter

        def open_() -> bool:
            return does.state is not None and not does.state.frame.read_only

        if does.state is None or does.state.draft is None:
            return [
                Action(
                    "surveys.use_file",
                    _t("Use these answers"),
                    lambda: does.asked_to_use(self.files.table.current_id()),
                    "Ctrl+M",
                    "check",
                    open_,
                    tip=_t("The answers of the chosen file come into force"),
                ),
                Action(
                    "surveys.import",
                    _t("Take a file in"),
                    does.asked_for_file,
                    "Ctrl+I",
                    "upload",
                    open_,
                    tip=_t(
                        "Answers from Excel, CSV or a form service; files may also be dropped on the page"
                    ),
                ),
            ]
        return [*self._step_actions(does.state.step), *self._moves()]

    def _moves(self) -> list[Action]:
        does = self.presenter
        return [
            Action(
                "surveys.step_back", _t("Step back"), lambda: does.stepped(-1), "Alt+PgUp", "chevron-left"
            ),
            Action(
                "surveys.step_on", _t("Next step"), lambda: does.stepped(1), "Alt+PgDown", "chevron-right"
            ),
        ]

    def _step_actions(self, step: Step) -> list[Action]:
        """What only one of the steps can do."""
        does = self.presenter
        if step is Step.CHECKS:
            return [
                Action("surveys.next_finding", _t("Next finding"), self._next_finding, "F8", "triangle-alert")
            ]
        if step is not Step.COLUMNS:
            return []
        return [
            Action(
                "surveys.key_column",
                _t("The column names the respondent"),
                lambda: does.made_key(self.columns.place()),
                "Ctrl+M",
                "hash",
                self._on_column,
            ),
            Action(
                "surveys.leave_column",
                _t("Store the column or not"),
                lambda: does.toggled_column(self.columns.place()),
                "Ctrl+D",
                "eye-off",
                self._on_column,
            ),
        ]

    def _on_column(self) -> bool:
        state = self.presenter.state
        return state is not None and state.step is Step.COLUMNS and self.columns.place() >= 0

    def _next_finding(self) -> None:
        """The next line of what was found, and its row beside it."""
        state = self.presenter.state
        if state is None or state.reading is None:
            return
        if state.step is not Step.CHECKS:
            self.presenter.went_to(Step.CHECKS)
        table = self.checks.table
        ids = table.shown_ids()
        if ids:
            at = ids.index(table.current_id()) + 1 if table.current_id() in ids else 0
            table.select_row(ids[at % len(ids)])
            table.setFocus()
            self.presenter.went_to_row(int(ids[at % len(ids)].split(":")[1]))

    def work(self) -> QWidget:
        """The list of the step, or what leads on."""
        state = self.presenter.state
        if state is None or state.draft is None:
            facts = state.facts if state is not None else None
            return self.files.table if facts is not None and facts.batches else self.files.open
        if state.step is Step.COLUMNS:
            return self.columns.table
        return self.codes.table if state.step is Step.CODES else self._way_on(state)

    def side(self) -> QWidget | None:
        """A question, or a row of the file."""
        return self.sides.currentWidget() if self.beside.is_open() else None

    def cancelled(self) -> bool:
        """Esc closes the side, then gives the file up."""
        if self.beside.is_open():
            self.beside.close_side()
            self.work().setFocus()
            return True
        state = self.presenter.state
        if state is not None and state.draft is not None:
            self.presenter.gave_up()
            self.work().setFocus()
            return True
        return False

    def open_record(self, kind: str, record_id: str) -> None:
        """A file in the list."""
        self.files.table.select_row(record_id)

    # -- state ---------------------------------------------------------------------------------------
    def render_state(self, state: ImportState) -> None:
        """Show a whole state."""
        if state.draft is None:
            self._arrived = None
            self.files.render_state(state)
            self.stack.setCurrentIndex(0)
        else:
            self._show_step(state)
        self.actions_changed.emit()

    def _show_step(self, state: ImportState) -> None:
        self.steps.set_key(state.step.value)
        view = self._view(state.step)
        if isinstance(view, FileStep):
            view.render_state(state, self.presenter.preview())
        else:
            view.render_state(state)
        self.inner.setCurrentWidget(view)
        last = state.step is Step.CHECKS
        self.back.setEnabled(state.step is not Step.FILE)
        self.next.setVisible(not last)
        self.take.setVisible(last)
        self.take.setEnabled(state.may_take)
        self.stack.setCurrentIndex(1)
        self._show_side(state)
        self._arrive(state)

    def _view(self, step: Step) -> FileStep | ColumnsStep | CodesStep | ChecksStep:
        if step is Step.FILE:
            return self.file
        if step is Step.COLUMNS:
            return self.columns
        return self.codes if step is Step.CODES else self.checks

    def _show_side(self, state: ImportState) -> None:
        if state.question:
            self.sides.setCurrentWidget(self.form)
            self.form.show_question(state)
            self.beside.open_side()
        elif state.row >= 0:
            self.sides.setCurrentWidget(self.row)
            self.row.show_row(state, self.presenter.cells_of_row(state.row))
            self.beside.open_side()
        else:
            self.beside.close_side()

    def _arrive(self, state: ImportState) -> None:
        """In a step that has just come the cursor is on what leads on, so that Enter goes all the way."""
        place = (state.reading is not None, state.step)
        if self._arrived != place:
            self._arrived = place
            if self.isVisible() and not self.beside.is_open():
                self._way_on(state).setFocus()

    def _way_on(self, state: ImportState) -> QWidget:
        if state.step is not Step.CHECKS:
            return self.next
        if state.may_take:
            return self.take
        undecided = state.acceptance is Acceptance.ALL and self.checks.choice.isVisibleTo(self)
        if state.must_replace and not undecided and self.checks.replace.isVisibleTo(self):
            return self.checks.replace
        return self.checks.choice if undecided else self.back
