"""Reading a draft: answers of every question, and all that cannot be taken with row, column and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bingo_planner.exchange.reading import cell_name
from bingo_planner.features.surveys.intake.cells import codes_of, is_blank
from bingo_planner.features.surveys.intake.codesheet import CodeSheet
from bingo_planner.features.surveys.intake.draft import Draft, QuestionDraft, Use
from bingo_planner.features.surveys.intake.findings import Findings, Gatherer, Severity
from bingo_planner.features.surveys.intake.importer import Acceptance, Source, cells_of
from bingo_planner.features.surveys.intake.parsing import CODES, blanked, parse, taken
from bingo_planner.features.surveys.intake.personal import traces
from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.features.surveys.room import Role
from bingo_planner.features.surveys.stats.answers import (
    Answers,
    AnswerSheet,
    Flags,
    FreeAnswers,
    MultipleAnswers,
)
from bingo_planner.features.surveys.stats.asked import says_something, settle, too_many
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress
from bingo_planner.kernel.text import clean_line, fold

_WORDS: Final = 30
"""Signs of a question that a sentence about it quotes."""
_ALIKE: Final = 15
"""Answers that two rows must share, of as many questions, before they are taken for one sent twice."""
_UNTICKED: Final = frozenset(("", "0"))
"""Cells of options that were not ticked: many forms share them by chance."""


@dataclass(frozen=True, eq=False)
class Reading:
    """A file read by its draft. Arrays have one place a row of answers."""

    draft: Draft
    keys: tuple[str, ...]
    answers: Mapping[str, Answers]
    """By question; what could not be taken is blank already."""
    marked: NDArray[np.int32]
    """Cells that could not be taken."""
    extra: Flags
    """Rows that are one too many."""
    blank: Flags
    """Rows without any answer."""
    findings: Findings

    def kept(self, acceptance: Acceptance) -> Flags:
        """Which rows are taken in."""
        good = ~self.blank & ~self.extra
        return good & (self.marked == 0) if acceptance is Acceptance.GOOD else good

    def sheet(self, acceptance: Acceptance) -> AnswerSheet:
        """The answers that are taken in."""
        rows = self.kept(acceptance)
        keys = tuple(key for key, keep in zip(self.keys, rows, strict=True) if keep)
        return AnswerSheet(keys, {name: taken(held, rows) for name, held in self.answers.items()})


def read_draft(
    source: Source, draft: Draft, codes: CodeSheet | None = None, progress: Progress | None = None
) -> Reading:
    """Read every column as the draft says; PlanError `survey_file.stopped` when the user stops it."""
    return _Reviewer(source, draft, codes, progress).read()


class _Reviewer:
    def __init__(
        self, source: Source, draft: Draft, codes: CodeSheet | None, progress: Progress | None
    ) -> None:
        sheet = source.sheet(draft.file.sheet)
        layout = source.layouts[sheet.name]
        self.draft, self.progress = draft, progress
        self.cells = cells_of(sheet, layout)
        self.rows = layout.rows
        self.is_text = bool(source.book.encoding)
        self.n = len(layout.rows)
        self.gather = Gatherer(source.book.name, sheet.name)
        self.gather.take(codes.findings if codes is not None else ())
        self.marked = np.zeros(self.n, dtype=np.int32)
        self.answers: dict[str, Answers] = {}
        self.questions: dict[str, Question] = {}

    def read(self) -> Reading:
        for at, one in enumerate(self.draft.used):
            self._step(at)
            self._question(one)
        blank = self._blank()
        self._conditions()
        self._skips()
        keys, extra = self._keys()
        extra |= self._twins(blank | extra) | self._long()
        self._same_heads()
        for key in self.draft.unmatched:
            self.gather.add("survey_file.no_column", -1, -1, key, Severity.NOTE, question=key)
        marked = np.where(blank | extra, 0, self.marked)
        return Reading(self.draft, keys, self.answers, marked, extra, blank, self.gather.done())

    def _step(self, at: int) -> None:
        if self.progress is None:
            return
        if self.progress.cancelled():
            raise PlanError("survey_file.stopped")
        self.progress.step(at, len(self.draft.used), translate("surveys", "Checking the answers"))

    # -- cells -------------------------------------------------------------------------------------------
    def _question(self, one: QuestionDraft) -> None:
        question = one.question
        columns = [(c.place, c.option, self.cells[c.place]) for c in self.draft.columns_of(one.key)]
        parsed = parse(question, columns, one.other)
        answers = parsed.answers
        codes = codes_of(question)
        if question.is_coded and not question.options:  # the code sheet is to blame, and says so
            parsed = replace(parsed, faults=np.zeros_like(parsed.faults))
        for at, code in enumerate(CODES, start=1):
            told = "survey_file.town" if one.role == Role.TOWN and code == "survey_file.range" else code
            self._bad(one.key, parsed.faults == at, parsed.bad, told, codes=codes)
        if isinstance(answers, MultipleAnswers):
            many = too_many(question, answers)
            self._bad(
                one.key, many, self._place_of(one.key), "survey_file.too_many", most=question.max_choices
            )
            answers = blanked(question, answers, many)
        if isinstance(answers, FreeAnswers):
            self._traces(one, answers)
        self.questions[one.key], self.answers[one.key] = question, answers

    def _place_of(self, key: str) -> NDArray[np.int32]:
        return np.full(self.n, self.draft.columns_of(key)[0].place, dtype=np.int32)

    def _bad(self, key: str, rows: Flags, places: NDArray[np.int32], code: str, **facts: object) -> None:
        """Cells that cannot be taken: counted all, listed as far as somebody will read them."""
        found = np.flatnonzero(rows)
        self.marked[found] += 1
        for at, row in enumerate(found.tolist()):
            if not self.gather.wants(code):
                self.gather.count(code, len(found) - at)
                return
            place = int(places[row])
            text = clean_line(self.cells[place][row])
            words = self.draft.by_key[key].label[:_WORDS]
            self.gather.add(
                code, self.rows[row], place, key, Severity.CELL, text=text, question=words, **facts
            )

    def _conditions(self) -> None:
        """Conditions on questions that are not there, or have nothing to ask about."""
        for one in self.draft.used:
            for clause in one.asked_if.clauses if one.asked_if else ():
                asked = self.questions.get(clause.question)
                if asked is None or asked.kind is QuestionKind.FREE:
                    facts = {"question": one.key, "other": clause.question}
                    self.gather.add("survey_file.condition", -1, -1, one.key, Severity.SHEET, **facts)

    def _skips(self) -> None:
        """Who was not asked, an answer of somebody who was not being one too many; blanks as 無回答."""
        try:
            settled = settle(Codebook(tuple(self.questions.values())), self.answers)
        except PlanError as error:
            key = str(error.facts["question"])
            self.gather.add(error.code, -1, -1, key, Severity.SHEET, **error.facts)
            return
        for key, rows in settled.uncalled.items():
            wrong = np.zeros(self.n, dtype=bool)
            wrong[list(rows)] = True
            self._bad(key, wrong, self._place_of(key), "survey_file.not_asked")
        self.answers = dict(settled.answers)

    def _traces(self, one: QuestionDraft, answers: FreeAnswers) -> None:
        found = sum(bool(traces(text)) for text in answers.texts if text)
        if found:
            place = self.draft.columns_of(one.key)[0].place
            self.gather.add(
                "survey_file.traces", -1, place, one.key, Severity.NOTE, question=one.label, count=found
            )

    # -- rows --------------------------------------------------------------------------------------------
    def _blank(self) -> Flags:
        """Forms that came back empty: nothing said but the town, which the office may have filled in."""
        said = np.zeros(self.n, dtype=bool)
        for one in self.draft.used:
            if one.role != Role.TOWN:
                said |= says_something(self.questions[one.key], self.answers[one.key])
        # A row in which something was written, be it wrong, is no blank form.
        return np.asarray(~said & (self.marked == 0))

    def _keys(self) -> tuple[tuple[str, ...], Flags]:
        """The respondents' keys, and rows whose key stands further up already."""
        extra = np.zeros(self.n, dtype=bool)
        column = self.draft.key_column
        if column is None:
            return tuple(str(row + 1) for row in self.rows), extra
        seen: dict[str, int] = {}
        keys = []
        for at, text in enumerate(self.cells[column.place]):
            key = clean_line(text)
            if is_blank(key):
                keys.append(f"#{self.rows[at] + 1}")
                continue
            keys.append(key)
            first = seen.setdefault(key, at)
            if first != at:
                extra[at] = True
                facts = {"text": key, "row": self.rows[first] + 1}
                self.gather.add(
                    "survey_file.key_twice", self.rows[at], column.place, "", Severity.ROW, **facts
                )
        return tuple(keys), extra

    def _long(self) -> Flags:
        """Rows of a text file that go on behind the last head were parted where no cell ends."""
        long = np.zeros(self.n, dtype=bool)
        last = max((one.place for one in self.draft.columns if one.head), default=0)
        for place in self.cells if self.is_text else ():
            for at in (
                np.flatnonzero([bool(text) for text in self.cells[place]]).tolist() if place > last else ()
            ):
                if not long[at]:
                    text = clean_line(self.cells[place][at])
                    self.gather.add("survey_file.row_long", self.rows[at], place, "", Severity.ROW, text=text)
                long[at] = True
        return long

    def _same_heads(self) -> None:
        """Columns that are called alike are told: nobody sees which of them a table shows."""
        held: dict[str, list[int]] = {}
        for one in self.draft.columns:
            if one.use is Use.QUESTION and not one.option:
                held.setdefault(fold(one.head), []).append(one.place)
        for places in held.values():
            if len(places) > 1:
                first = next(one for one in self.draft.columns if one.place == places[0])
                names = ", ".join(cell_name(0, place)[:-1] for place in places)
                facts = {"text": first.head, "count": len(places), "columns": names}
                self.gather.add(
                    "survey_file.head_twice", -1, places[0], first.question, Severity.NOTE, **facts
                )

    def _twins(self, done: Flags) -> Flags:
        """Rows whose answers are all those of a row further up, when there are enough of them to be no chance."""
        places = [one.place for key in self.answers for one in self.draft.columns_of(key)]
        extra = np.zeros(self.n, dtype=bool)
        if len(self.answers) < _ALIKE:
            return extra
        seen: dict[tuple[str, ...], int] = {}
        for at, row in enumerate(zip(*(self.cells[place] for place in places), strict=True)):
            first = seen.setdefault(row, at)
            if first != at and not done[at] and sum(text not in _UNTICKED for text in row) >= _ALIKE:
                extra[at] = True
                other = self.rows[first] + 1
                self.gather.add("survey_file.row_twice", self.rows[at], -1, "", Severity.ROW, row=other)
        return extra
