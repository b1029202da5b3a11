"""What was found in a file of answers: where it stands, why it cannot be taken, and what that touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bingo_planner.exchange.reading import cell_name
from bingo_planner.kernel.errors import FieldProblem, describe

LISTED: Final = 2000
"""Findings that are listed one by one; more are only counted: nobody reads them."""


class Severity(StrEnum):
    """What a finding touches."""

    CELL = "cell"
    """One answer: it can count as no answer (無効)."""
    ROW = "row"
    """A whole respondent: the row is left out."""
    SHEET = "sheet"
    """The code sheet: nothing is taken in until it is put right."""
    NOTE = "note"
    """Only told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `row` and `column` count from 0 in the sheet; −1: none."""

    code: str
    row: int
    column: int
    question: str
    severity: Severity
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)
    sheet: str = ""
    file: str = ""

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it, or the row alone."""
        if self.row < 0:
            return ""
        return cell_name(self.row, self.column) if self.column >= 0 else str(self.row + 1)

    def sentence(self) -> str:
        """Why, and what to do, in the language in force."""
        return str(describe(FieldProblem("", self.code, self.facts)))


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found: the first ones one by one, all of them counted."""

    listed: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict, hash=False)
    """How often by code."""
    notes: tuple[Finding, ...] = ()

    @property
    def total(self) -> int:
        """How many keep something out."""
        return sum(self.counts.values())

    @property
    def is_clean(self) -> bool:
        """Whether everything can be taken in as it stands."""
        return not self.counts


class Gatherer:
    """Counts every finding and keeps the first ones of each code."""

    def __init__(self, file: str = "", sheet: str = "") -> None:
        self.file, self.sheet = file, sheet
        self._kept: dict[str, list[Finding]] = {}
        self._counts: Counter[str] = Counter()
        self._notes: list[Finding] = []

    def wants(self, code: str) -> bool:
        """Whether one more of this code is listed."""
        return self._counts[code] < LISTED

    def add(
        self, code: str, row: int, column: int, question: str, severity: Severity, /, **facts: object
    ) -> None:
        """One finding."""
        made = Finding(code, row, column, question, severity, facts, self.sheet, self.file)
        if severity is Severity.NOTE:
            self._notes.append(made)
            return
        if self.wants(code):
            self._kept.setdefault(code, []).append(made)
        self._counts[code] += 1

    def count(self, code: str, more: int) -> None:
        """So many more that are not listed."""
        self._counts[code] += more

    def take(self, found: Iterable[Finding]) -> None:
        """Findings made elsewhere."""
        for one in found:
            self._kept.setdefault(one.code, []).append(one)
            self._counts[one.code] += 1

    def done(self) -> Findings:
        """In the order of the sheet."""
        every = [one for held in self._kept.values() for one in held]
        every.sort(key=lambda one: (one.file != self.file, one.row, one.column))
        return Findings(tuple(every[:LISTED]), dict(self._counts), tuple(self._notes))
