"""Tables out of files: a head of column names, rows that know where they stand, problems listed by cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bingo_planner.exchange.reading import RawSheet, Row, cell_name, read_book
from bingo_planner.features.surveys import messages  # noqa: F401  # the sentences of refusals
from bingo_planner.features.surveys.intake import import_messages  # noqa: F401  # the sentences of refusals
from bingo_planner.features.surveys.intake.heads import numbered
from bingo_planner.features.surveys.intake.layout import LOOKED_AT, parted
from bingo_planner.features.surveys.model import Codebook, Question
from bingo_planner.kernel.errors import FieldProblem, PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.text import fold

MOST = 20
"""Problems that are listed; the rest is counted."""


@dataclass(frozen=True)
class Table:
    """One sheet of a file. `columns` say by name where a column stands; `rows` are those with anything in them."""

    file: str
    sheet: str
    columns: Mapping[str, int]
    rows: Sequence[Row]
    numbers: Sequence[int]
    """The line of each row in the file, from 1."""
    twice: Collection[str] = ()
    """Names that two columns have."""
    foot: Sequence[int] = ()
    """Lines of totals and notes among the rows, which are not read."""

    def column(self, name: str) -> list[str]:
        """The texts of a column; PlanError `survey.no_column`, `survey.column_twice`."""
        at = self.place(name)
        return [row[at] for row in self.rows]

    def place(self, name: str) -> int:
        """Where a column stands; PlanError `survey.no_column`, `survey.column_twice`."""
        found = self.find(name)
        if found is None:
            known = ", ".join(list(self.columns)[:MOST])
            raise PlanError("survey.no_column", file=self.file, column=name, columns=known)
        return found

    def find(self, name: str) -> int | None:
        """Where a column stands, None when there is none; width and case of the name do not matter.

        PlanError `survey.column_twice` when two columns have it.
        """
        wanted = heading(name)
        if wanted not in self.columns:
            folded = wanted.casefold()
            wanted = next((one for one in self.columns if one.casefold() == folded), wanted)
        if wanted in self.twice:
            raise PlanError("survey.column_twice", file=self.file, column=name)
        return self.columns.get(wanted)

    def find_question(self, question: Question) -> int | None:
        """The column of a question: by its id, by its number (問1 is q1), or by its words."""
        found = self.find(question.id)
        if found is not None:
            return found
        named = [one for one in self.columns if _names(one, question)]
        return self.find(named[0]) if len(named) == 1 else None

    def name_at(self, place: int) -> str:
        """The name of the column that stands there."""
        return next((name for name, at in self.columns.items() if at == place), "")


@dataclass
class Findings:
    """What cannot be read in a table, listed before it is refused as a whole."""

    table: Table
    problems: list[FieldProblem] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def add(self, row: int, column: str, code: str, /, **facts: object) -> None:
        """A cell by its row in `table.rows` and the name of its column."""
        line, at = self.table.numbers[row], self.table.find(column)
        if len(self.problems) < MOST:
            cell = cell_name(line - 1, at) if at is not None else str(line)
            self.problems.append(FieldProblem(cell, code, facts))
        self.places.append(place_words(self.table, line, column))

    def refuse(self) -> None:
        """PlanError `survey.at` or `survey.at_many` with the first problem's words, when there is any."""
        if not self.problems:
            return
        reason = str(describe(self.problems[0]))
        more = len(self.places) - 1
        code = "survey.at_many" if more else "survey.at"
        raise PlanError(code, problems=tuple(self.problems), place=self.places[0], reason=reason, more=more)


def place_words(table: Table, line: int, column: str) -> str:
    """Where something stands, for a person: file, sheet, row and column."""
    file = f"{table.file} [{table.sheet}]" if table.sheet else table.file
    return translate("surveys", "{file}, row {row}, column “{column}”", file=file, row=line, column=column)


def heading(text: str) -> str:
    """A column's name as it is compared."""
    return unicodedata.normalize("NFKC", text).strip()


def read_table(
    path: Path, wanted: Collection[str] = (), codebook: Codebook | None = None, *, foot: bool = False
) -> Table:
    """A table of a file: the sheet and the line in it that name the most of the `wanted` columns.

    Without any, the first sheet that holds something and its first filled line. Titles above, a line that repeats the
    questions in words, and with `foot` totals and notes beneath are no rows. Refused besides what cannot be
    read at all: survey.file_empty, survey.row_long.
    """
    book = read_book(path, headed=True)
    filled = [sheet for sheet in book.sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise PlanError("survey.file_empty", file=path.name)
    questions = codebook.questions if codebook is not None else ()
    names = {heading(name).casefold() for name in (*wanted, *(one.id for one in questions))}
    known = partial(_known, names, {fold(one.label) for one in questions})  # ids go before words
    best = max(
        (*known(row), -number, -at)
        for number, sheet in enumerate(filled)
        for at, row in enumerate(sheet.filled[:LOOKED_AT])
    )
    sheet = filled[-best[2]] if best[0] else filled[0]
    head = -best[3] if best[0] else next(at for at, row in enumerate(sheet.rows) if any(row))
    return _table(path.name, sheet, head, questions, foot)


def _known(names: Collection[str], labels: Collection[str], row: Row) -> tuple[int, int]:
    """How many of the cells name a column that is wanted, and how many of them by its very name."""
    exact = [heading(cell).casefold() in names for cell in row if cell]
    loose = [numbered(cell)[0] in names or fold(cell) in labels for cell in row if cell]
    return sum(map(max, exact, loose)), sum(exact)


def _names(text: str, question: Question) -> bool:
    """Whether a head names a question otherwise than by its id: 問1, 問1 性別, 性別."""
    return numbered(text)[0] == question.id.casefold() or fold(text) == fold(question.label)


def _table(file: str, sheet: RawSheet, head: int, questions: Sequence[Question], with_foot: bool) -> Table:
    columns: dict[str, int] = {}
    twice = set()
    for at, text in enumerate(sheet.filled[head]):
        name = heading(text)
        if name in columns:
            twice.add(name)
        elif name:
            columns[name] = at
    body = [at for at in range(head + 1, len(sheet.rows)) if any(sheet.rows[at])]
    if body and _says_questions(sheet.rows[body[0]], columns, questions):
        del body[0]
    foot: tuple[int, ...] = ()
    if with_foot:
        answers, foot = parted(sheet.rows, body)
        body = list(answers)
    if not sheet.name:
        _refuse_long(file, sheet, body, max(at for at, text in enumerate(sheet.filled[head]) if text))
    return Table(
        file,
        sheet.name,
        columns,
        [sheet.rows[at] for at in body],
        [at + 1 for at in body],
        twice,
        [at + 1 for at in foot],
    )


def _says_questions(row: Row, columns: Mapping[str, int], questions: Sequence[Question]) -> bool:
    """Whether a line beneath the ids says the questions in words."""
    held = [(row[columns[one.id]], one) for one in questions if one.id in columns]
    said = sum(fold(text) == fold(one.label) != fold(one.id) for text, one in held)
    return said * 2 > len(held)


def _refuse_long(file: str, sheet: RawSheet, body: Sequence[int], last: int) -> None:
    """A row of a text file that goes on behind the last head was parted where no cell ends."""
    for at in body:
        extra = next((cell for cell in sheet.rows[at][last + 1 :] if cell), "")
        if extra:
            raise PlanError("survey.row_long", file=file, row=at + 1, text=extra)
