"""Files of answers: opened, laid out, guessed about, put to a code sheet, read and checked. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from bingo_planner.exchange.reading import Book, RawSheet, read_book
from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.intake import import_messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.surveys.intake.codesheet import CodeSheet, is_codesheet, read_codesheet
from bingo_planner.features.surveys.intake.draft import Draft, FileFacts, QuestionDraft
from bingo_planner.features.surveys.intake.guessing import columns_of, guess
from bingo_planner.features.surveys.intake.layout import Layout, lay_out
from bingo_planner.features.surveys.intake.matching import match
from bingo_planner.features.surveys.room import QuestionRow
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.jobs import Progress


class Acceptance(StrEnum):
    """What becomes of answers that cannot be taken as they stand."""

    ALL = "all"
    """Nothing may be wrong."""
    GOOD = "good"
    """Rows with something wrong are left out."""
    MARK = "mark"
    """Cells that are wrong count as no answer (無効); rows that are one too many are left out."""


@dataclass(frozen=True)
class Source:
    """The files as they were read: answers, and the code sheet where it has a file of its own."""

    book: Book
    codebook: Book | None = None

    @cached_property
    def layouts(self) -> Mapping[str, Layout]:
        """Each sheet's layout, worked out once."""
        return {sheet.name: lay_out(sheet) for sheet in self.book.sheets}

    def sheet(self, name: str) -> RawSheet:
        """A sheet of the answers by its name; PlanError `survey_file.no_sheet`."""
        found = next((one for one in self.book.sheets if one.name == name), None)
        if found is None:
            names = ", ".join(one.name for one in self.book.sheets)
            raise PlanError("survey_file.no_sheet", file=self.book.name, sheet=name, names=names)
        return found

    @property
    def code_sheets(self) -> tuple[tuple[str, RawSheet], ...]:
        """Sheets that have the heads of a code sheet, each with its file."""
        books = (self.codebook, self.book) if self.codebook is not None else (self.book,)
        return tuple((book.name, sheet) for book in books for sheet in book.sheets if is_codesheet(sheet))


def open_source(path: Path, codebook: Path | None = None, progress: Progress | None = None) -> Source:
    """Read the files; PlanError says in a sentence what is wrong with one that cannot be read."""
    _tell(progress, 0, translate("surveys", "Reading {file}", file=path.name))
    book = read_book(path, headed=True)
    _tell(progress, 1, translate("surveys", "Reading {file}", file=path.name))
    return Source(book, read_book(codebook) if codebook is not None else None)


def _tell(progress: Progress | None, done: int, text: str) -> None:
    if progress is None:
        return
    if progress.cancelled():
        raise PlanError("survey_file.stopped")
    progress.step(done, 0, text)


def make_draft(
    source: Source,
    bodies: Sequence[Body],
    *,
    sheet: str = "",
    code_sheet: str | None = None,
    known: Sequence[QuestionRow] = (),
) -> tuple[Draft, CodeSheet]:
    """What the file would be taken in as, and the code sheet with what could not be read of it.

    `sheet` names the sheet of answers, `code_sheet` the one with the codes ("" for none, None: the first there is);
    without one the questions that the survey already has (`known`) serve as code sheet. PlanError `survey_file.empty`
    or `survey_file.no_head` when there are no answers.
    """
    codes = _code_sheet(source, code_sheet)
    chosen = source.sheet(sheet) if sheet else _answers_sheet(source, codes[1] if codes else None)
    layout = source.layouts[chosen.name]
    if not layout.heads:
        raise PlanError(
            "survey_file.no_head" if any(map(any, chosen.rows)) else "survey_file.empty",
            file=source.book.name,
        )
    if not layout.rows:
        raise PlanError("survey_file.empty", file=source.book.name)
    texts = cells_of(chosen, layout)
    columns, questions = guess(columns_of(layout.heads, texts), bodies)
    read = read_codesheet(codes[1], codes[0]) if codes else CodeSheet(_drafts_of(known))
    unmatched: tuple[str, ...] = ()
    if read.questions:
        columns, questions, unmatched = match(columns, questions, read.questions, bodies)
    draft = Draft(
        _facts(source, chosen, codes),
        layout.title,
        columns,
        questions,
        len(layout.rows),
        len(layout.foot),
        layout.head_rows,
        unmatched if codes else (),
    )
    return draft, read


def cells_of(sheet: RawSheet, layout: Layout) -> dict[int, list[str]]:
    """The cells of each column, row by row."""
    rows = [sheet.rows[at] for at in layout.rows]
    return {head.place: [row[head.place] for row in rows] for head in layout.heads}


def _code_sheet(source: Source, wanted: str | None) -> tuple[str, RawSheet] | None:
    if wanted == "":
        return None
    found = source.code_sheets
    if wanted is not None:
        found = tuple(one for one in found if one[1].name == wanted)
    if not found and source.codebook is not None and wanted is None:
        raise PlanError("survey_file.no_codes", file=source.codebook.name)
    return found[0] if found else None


def _answers_sheet(source: Source, codes: RawSheet | None) -> RawSheet:
    """The sheet with the most answers that is not the code sheet."""
    others = [one for one in source.book.sheets if one is not codes]
    if not others:
        raise PlanError("survey_file.empty", file=source.book.name)
    return max(
        others, key=lambda one: len(source.layouts[one.name].rows) * len(source.layouts[one.name].heads)
    )


def _facts(source: Source, chosen: RawSheet, codes: tuple[str, RawSheet] | None) -> FileFacts:
    book = source.book
    names = tuple(one.name for one in book.sheets)
    file = FileFacts(book.name, book.digest, book.encoding, names, chosen.name)
    if codes is None:
        return file
    own = source.codebook is not None and codes[0] == source.codebook.name
    digest = source.codebook.digest if own and source.codebook is not None else book.digest
    return replace(file, codebook_name=codes[0], codebook_digest=digest, codebook_sheet=codes[1].name)


def _drafts_of(known: Sequence[QuestionRow]) -> tuple[QuestionDraft, ...]:
    found = []
    for row in known:
        one = row.question
        others = any(option.label.startswith("その他") for option in one.options)
        found.append(
            QuestionDraft(
                one.id,
                one.label,
                one.kind,
                one.options,
                one.asked_if,
                one.max_choices,
                row.group_key,
                row.group_label,
                row.role,
                row.scores,
                others,
                from_sheet=True,
            )
        )
    return tuple(found)
