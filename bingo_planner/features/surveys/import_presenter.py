"""The tab of files: a file is opened, looked through column by column, checked and taken in; nothing half in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bingo_planner.exchange.reading import BOOKS, TEXTS
from bingo_planner.features.surveys import service
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.import_state import ImportState, Step
from bingo_planner.features.surveys.intake.codesheet import CodeSheet
from bingo_planner.features.surveys.intake.draft import Draft, Use, with_texts, with_use
from bingo_planner.features.surveys.intake.importer import Acceptance, Source, make_draft, open_source
from bingo_planner.features.surveys.intake.reviewing import Reading, read_draft
from bingo_planner.features.surveys.service_import import ImportFacts, do_import, read_import_facts
from bingo_planner.kernel.changes import Changes
from bingo_planner.kernel.desk import Desk, FileAsk
from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import JobRunner, Progress
from bingo_planner.kernel.numbers import format_number
from bingo_planner.store.store import Store

ORDER = (Step.FILE, Step.COLUMNS, Step.CODES, Step.CHECKS)
_Opened = tuple[Source, Draft, CodeSheet]


class ImportPresenter:
    """Takes intents of the tab, shows whole states. The file itself is held here, not in the state."""

    def __init__(
        self,
        store: Store,
        jobs: JobRunner,
        desk: Desk,
        refresh: Callable[[], None],
        show: Callable[[ImportState], None],
    ) -> None:
        self.store, self.jobs, self.desk = store, jobs, desk
        self._refresh, self._show = refresh, show
        self._state: ImportState | None = None
        self._source: Source | None = None
        self._codes: CodeSheet | None = None
        self._facts: ImportFacts | None = None
        self._path: Path | None = None
        self._codebook: Path | None = None

    @property
    def state(self) -> ImportState | None:
        """The state shown last."""
        return self._state

    def render_frame(self, frame: FrameState) -> None:
        """The chosen survey as it is now; a file on its way in belongs to the survey it was opened for."""
        old = self._state
        if old is None or old.frame.survey_id != frame.survey_id:
            self._forget()
            self._state = ImportState(frame)
        else:
            self._state = replace(old, frame=frame)
        self._emit()

    def _emit(self, **changed: object) -> None:
        if self._state is not None:
            self._state = replace(self._state, **changed)  # type: ignore[arg-type]  # fields of the state by name
            self._show(self._state)

    def _forget(self) -> None:
        self._source = self._codes = self._facts = self._path = self._codebook = None

    @property
    def _open(self) -> bool:
        return self._state is not None and not self._state.frame.read_only

    # -- the file ------------------------------------------------------------------------------------
    def asked_for_file(self) -> None:
        """Let the user choose the file of answers."""
        if self._open:
            self.desk.ask_files(_ask(translate("surveys", "File of answers")), self.files_came)

    def asked_for_codebook(self) -> None:
        """Let the user choose the file of the code sheet."""
        if self._open and self._source is not None:
            self.desk.ask_files(_ask(translate("surveys", "Code sheet")), self.codebook_came)

    def files_came(self, paths: Sequence[Path | str]) -> None:
        """Files were chosen or dropped: the first is the answers; a second one its code sheet."""
        state = self._state
        if state is None or not self._open or not paths:
            return
        found = [Path(path) for path in paths]
        self._path, self._codebook = found[0], found[1] if len(found) > 1 else None
        own = state.frame.survey_id
        self.jobs.query(
            "surveys.file", lambda: read_import_facts(self.store, own), self._read_file, self.desk.problem
        )

    def codebook_came(self, paths: Sequence[Path | str]) -> None:
        """A code sheet in a file of its own."""
        if paths and self._path is not None and self._facts is not None:
            self._codebook = Path(paths[0])
            self._read_file(self._facts)

    def _read_file(self, facts: ImportFacts) -> None:
        path, codebook = self._path, self._codebook
        if path is None:
            return
        self._facts = facts

        def work(progress: Progress) -> _Opened:
            source = open_source(path, codebook, progress)
            return (source, *make_draft(source, facts.bodies, known=facts.known))

        title = translate("surveys", "Reading {file}", file=path.name)
        self.jobs.run(title, work, self._opened, self._failed)

    def _failed(self, error: PlanError) -> None:
        """A file that cannot be read leaves what was there: another file, or none."""
        self.desk.problem(error)
        if self._source is None:
            self._forget()

    def _opened(self, found: _Opened) -> None:
        self._source, draft, self._codes = found
        step = self._state.step if self._state is not None and self._state.draft is not None else Step.FILE
        self._show_draft(draft, step)

    def _show_draft(self, draft: Draft, step: Step) -> None:
        source = self._source
        if source is None:
            return
        codes = tuple((name, sheet.name) for name, sheet in source.code_sheets)
        answers = tuple(sheet.name for sheet in source.book.sheets)
        self._emit(
            step=step,
            draft=draft,
            sheets=answers,
            code_sheets=codes,
            code_sheet=draft.file.codebook_sheet,
            reading=None,
            acceptance=Acceptance.ALL,
            replace=False,
            question="",
            row=-1,
        )

    def chose_sheet(self, name: str) -> None:
        """Another sheet holds the answers."""
        self._again(name, self._state.code_sheet if self._state is not None else "")

    def chose_code_sheet(self, name: str) -> None:
        """Another sheet holds the codes; "" for none."""
        draft = self._state.draft if self._state is not None else None
        self._again(draft.file.sheet if draft is not None else "", name)

    def _again(self, sheet: str, code_sheet: str) -> None:
        source, facts, state = self._source, self._facts, self._state
        if source is None or facts is None or state is None:
            return
        try:
            draft, self._codes = make_draft(
                source, facts.bodies, sheet=sheet, code_sheet=code_sheet, known=facts.known
            )
        except PlanError as error:
            self.desk.problem(error)
            self._emit()
            return
        self._show_draft(draft, state.step)

    # -- steps ---------------------------------------------------------------------------------------
    def went_to(self, step: Step) -> None:
        """Another step; the last one reads the whole file."""
        if self._state is None or self._state.draft is None:
            return
        self._emit(step=step, question="", row=-1)
        if step is Step.CHECKS and self._state.reading is None:
            self._check()

    def stepped(self, by: int) -> None:
        """The next step, or the one before."""
        if self._state is not None:
            at = ORDER.index(self._state.step) + by
            if 0 <= at < len(ORDER):
                self.went_to(ORDER[at])

    def _check(self) -> None:
        source, state, codes = self._source, self._state, self._codes
        if source is None or state is None or state.draft is None:
            return
        draft = state.draft

        def done(reading: Reading) -> None:
            now = self._state
            if now is not None and now.draft is draft:
                self._emit(reading=reading)

        def failed(error: PlanError) -> None:
            self.desk.problem(error)
            self._emit(step=Step.CODES)

        title = translate("surveys", "Checking the answers")
        self.jobs.run(title, lambda progress: read_draft(source, draft, codes, progress), done, failed)

    def gave_up(self) -> None:
        """Nothing of the file is taken in."""
        state = self._state
        if state is not None and state.draft is not None:
            self._forget()
            self._state = ImportState(state.frame)
            self._emit()

    # -- columns and questions -------------------------------------------------------------------------
    def toggled_column(self, place: int) -> None:
        """A column is stored after all, or not."""
        draft = self._state.draft if self._state is not None else None
        if draft is None:
            return
        old = next(one for one in draft.columns if one.place == place)
        self._changed(with_use(draft, place, Use.QUESTION if old.use is Use.LEAVE else Use.LEAVE))

    def made_key(self, place: int) -> None:
        """A column names the respondents, or does so no more."""
        draft = self._state.draft if self._state is not None else None
        if draft is None:
            return
        old = next(one for one in draft.columns if one.place == place)
        self._changed(with_use(draft, place, Use.QUESTION if old.use is Use.KEY else Use.KEY))

    def opened_question(self, key: str) -> None:
        """A question in the side form."""
        draft = self._state.draft if self._state is not None else None
        one = draft.by_key.get(key) if draft is not None else None
        if one is not None:
            self._emit(question=key, texts=one.texts(), problems={})

    def opened_column(self, place: int) -> None:
        """The question of a column in the side form."""
        draft = self._state.draft if self._state is not None else None
        one = next((one for one in draft.columns if one.place == place), None) if draft is not None else None
        if one is not None and one.use is Use.QUESTION:
            self.opened_question(one.question)

    def edited_question(self, field: str, text: str) -> None:
        """A field of the question in the side form is finished."""
        state = self._state
        if state is None or state.draft is None or not state.question:
            return
        texts: Mapping[str, str] = {**state.texts, field: text}
        try:
            draft = with_texts(state.draft, state.question, texts)
        except PlanError as error:
            found = {one.field: str(describe(one)) for one in error.problems}
            self._emit(texts=texts, problems=found)
            return
        self._mended(state.question)
        self._changed(draft, question=texts["key"].strip() or state.question, texts=texts, problems={})

    def _mended(self, key: str) -> None:
        """What the code sheet said wrongly about a question is put right by hand."""
        if self._codes is not None:
            rest = tuple(one for one in self._codes.findings if one.question != key)
            self._codes = replace(self._codes, findings=rest)

    def _changed(self, draft: Draft, **more: object) -> None:
        self._emit(draft=draft, reading=None, **more)

    def closed_side(self) -> None:
        """The side was closed."""
        state = self._state
        if state is not None and (state.question or state.row >= 0):
            self._emit(question="", row=-1)

    # -- checks --------------------------------------------------------------------------------------
    def went_to_row(self, row: int) -> None:
        """The row a finding is about, cell by cell beside the list."""
        self._emit(row=row)

    def cells_of_row(self, row: int) -> list[tuple[str, str, str]]:
        """(column, head, text) of every column of a row that is stored; what is left is not shown either."""
        state, source = self._state, self._source
        if state is None or state.draft is None or source is None or row < 0:
            return []
        cells = source.sheet(state.draft.file.sheet).rows[row]
        return [
            (str(one.place), one.head, cells[one.place])
            for one in state.draft.columns
            if one.use is not Use.LEAVE
        ]

    def preview(self, count: int = 40) -> list[tuple[str, ...]]:
        """The first rows of the columns that are stored, so that the eye sees whether they were read rightly."""
        state, source = self._state, self._source
        if state is None or state.draft is None or source is None:
            return []
        sheet = source.sheet(state.draft.file.sheet)
        places = [one.place for one in state.draft.columns if one.use is not Use.LEAVE]
        rows = source.layouts[sheet.name].rows[:count]
        return [(str(row + 1), *(sheet.rows[row][place] for place in places)) for row in rows]

    def chose_acceptance(self, value: str) -> None:
        """What becomes of what cannot be taken."""
        self._emit(acceptance=Acceptance(value))

    def toggled_replace(self, on: bool) -> None:
        """The answers the survey has are replaced."""
        self._emit(replace=on)

    def accepted(self) -> None:
        """Take the answers in."""
        state = self._state
        if state is None or state.reading is None or not state.may_take:
            return
        reading, acceptance, own = state.reading, state.acceptance, state.frame.survey_id

        def done(_changes: Changes) -> None:
            self._forget()
            if self._state is not None:
                self._state = ImportState(self._state.frame)
            self._refresh()
            count = format_number(int(reading.kept(acceptance).sum()))
            self.desk.say(translate("surveys", "Took in {n} answers.", n=count))

        self.jobs.change(
            lambda: do_import(self.store, own, reading, acceptance, replace=state.replace),
            done,
            self.desk.problem,
        )

    # -- files taken in --------------------------------------------------------------------------------
    def asked_to_use(self, batch_id: str) -> None:
        """Put the answers of another file into force."""
        state = self._state
        facts = state.facts if state is not None else None
        if facts is None or not self._open or not batch_id or batch_id == facts.survey.batch_id:
            return
        own = facts.id

        def changed(_changes: Changes) -> None:
            self._refresh()

        self.jobs.change(lambda: service.do_use_batch(self.store, own, batch_id), changed, self.desk.problem)

    def asked_history(self, batch_id: str) -> None:
        """Who took a file in, and when."""
        if batch_id:
            self.desk.show_history("survey_batch", batch_id)


def _ask(title: str) -> FileAsk:
    patterns = " ".join(f"*{suffix}" for suffix in sorted(BOOKS | TEXTS))
    return FileAsk(title, "", ((title, patterns),), save=False)
