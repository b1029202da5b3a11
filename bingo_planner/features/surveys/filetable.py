"""Tables out of files: a head of column names, rows that know where they stand, problems listed by cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bingo_planner.exchange.reading import RawSheet, Row, cell_name, read_book
from bingo_planner.features.surveys import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.kernel.errors import FieldProblem, PlanError, describe
from bingo_planner.kernel.i18n import translate

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

    def column(self, name: str) -> list[str]:
        """The texts of a column; PlanError `survey.no_column`."""
        return [row[self.place(name)] for row in self.rows]

    def place(self, name: str) -> int:
        """Where a column stands; PlanError `survey.no_column`."""
        found = self.find(name)
        if found is None:
            known = ", ".join(list(self.columns)[:MOST])
            raise PlanError("survey.no_column", file=self.file, column=name, columns=known)
        return found

    def find(self, name: str) -> int | None:
        """Where a column stands, None when there is none; width and case of the name do not matter."""
        wanted = heading(name)
        if wanted in self.columns:
            return self.columns[wanted]
        folded = wanted.casefold()
        return next((at for one, at in self.columns.items() if one.casefold() == folded), None)


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


def read_table(path: Path) -> Table:
    """The first sheet of a file that holds anything, its first filled row being the head.

    Refused besides what cannot be read at all: survey.file_empty, survey.column_twice.
    """
    book = read_book(path, headed=True)
    for sheet in book.sheets:
        if any(any(row) for row in sheet.rows):
            return table_of_sheet(path.name, sheet)
    raise PlanError("survey.file_empty", file=path.name)


def table_of_sheet(file: str, sheet: RawSheet) -> Table:
    """A sheet as a table with a head."""
    filled = [at for at, row in enumerate(sheet.rows) if any(row)]
    columns: dict[str, int] = {}
    for at, text in enumerate(sheet.rows[filled[0]]):
        name = heading(text)
        if name in columns:
            raise PlanError("survey.column_twice", file=file, column=name)
        if name:
            columns[name] = at
    body = filled[1:]
    return Table(file, sheet.name, columns, [sheet.rows[at] for at in body], [at + 1 for at in body])
