"""Reads a file of answers: one row a respondent, columns named by question, read strictly by the code sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bingo_planner.features.surveys.intake.cells import codes_of, is_blank, number_of, plain_name
from bingo_planner.features.surveys.intake.filetable import Findings, Table, read_table
from bingo_planner.features.surveys.intake.parsing import CODES, Cells, parse
from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import Answers, AnswerSheet, Floats
from bingo_planner.features.surveys.stats.asked import Settled, settle
from bingo_planner.kernel.errors import PlanError

_ENDLESS = frozenset(("inf", "infinity", "∞"))


@dataclass(frozen=True, eq=False)
class AnswerFile:
    """Answers with conditions carried out, the table they came from for other columns, and what was met on the way."""

    sheet: AnswerSheet
    table: Table
    settled: Settled


def read_answers(path: Path, codebook: Codebook, others: Sequence[str] = ()) -> AnswerFile:
    """The answers of a file; `others` are columns it has besides.

    All cells that cannot be read are listed in one PlanError (`survey.at…`). A question without a column is refused
    (`survey.no_column`), a free text without one is left out.
    """
    names = [name for one in codebook.questions for name in (one.id, *tick_names(one).values())]
    return answers_of(read_table(path, [*names, *others], codebook, foot=True), codebook)


def answers_of(table: Table, codebook: Codebook) -> AnswerFile:
    """The answers of a table; row numbers of the file name the respondents."""
    if not table.rows:
        raise PlanError("survey.no_respondents")
    findings = Findings(table)
    found: dict[str, Answers] = {}
    used: dict[int, str] = {}
    for question in codebook.questions:
        columns = _columns(question, table)
        for place, _code, _cells in columns:
            if used.setdefault(place, question.id) != question.id:
                raise PlanError(
                    "survey.no_column", file=table.file, column=question.id, columns=", ".join(table.columns)
                )
        answers = _read(question, columns, table, findings)
        if answers is not None:
            found[question.id] = answers
    findings.refuse()
    settled = settle(codebook, found)
    keys = tuple(str(line) for line in table.numbers)
    return AnswerFile(AnswerSheet(keys, settled.answers), table, settled)


def number_column(table: Table, name: str, *, size: bool = False) -> Floats:
    """A column of numbers of 0 or more, none missing: weights, or with `size` population sizes above 0.

    PlanError `survey.at…` with the cells that are none. `Inf` is a population without end.
    """
    findings = Findings(table)
    values = np.empty(len(table.rows))
    for row, text in enumerate(table.column(name)):
        endless = size and text.strip().casefold() in _ENDLESS
        value = math.inf if endless else number_of(text)
        if value is None:
            code = "survey.number_missing" if is_blank(text) else "survey_file.number"
            findings.add(row, name, code, text=text)
        elif value < 0:
            findings.add(row, name, "survey.number_small", text=text)
        elif size and value == 0:
            findings.add(row, name, "survey.number_zero", text=text)
        else:
            values[row] = float(value)
    findings.refuse()
    return values


def label_column(table: Table, name: str) -> list[str]:
    """A column of names, none missing: strata and clusters. PlanError `survey.at…`; 1, １ and 1.0 are one name."""
    findings = Findings(table)
    found = []
    for row, text in enumerate(table.column(name)):
        if is_blank(text):
            findings.add(row, name, "survey.name_missing")
        found.append(plain_name(text))
    findings.refuse()
    return found


def tick_names(question: Question) -> Mapping[str, str]:
    """Names of the columns `q5_1`, `q5_2` … by the code of the option."""
    if question.kind is not QuestionKind.MULTIPLE:
        return {}
    return {one.code: f"{question.id}_{one.code}" for one in question.options}


def _read(
    question: Question, columns: Sequence[tuple[int, str, Cells]], table: Table, findings: Findings
) -> Answers | None:
    if not columns:
        return None
    parsed = parse(question, columns)
    names = {place: table.name_at(place) for place, _code, _cells in columns}
    for row in np.flatnonzero(parsed.faults).tolist():
        place = int(parsed.bad[row])
        text = table.rows[row][place]
        facts = {"text": text, "question": question.label, "codes": codes_of(question)}
        findings.add(row, names[place], CODES[parsed.faults[row] - 1], **facts)
    return parsed.answers


def _columns(question: Question, table: Table) -> list[tuple[int, str, Cells]]:
    """One column of the question itself, else one an option; 無回答, which nobody ticks, may lack its own."""
    at = table.find_question(question)
    ticks = tick_names(question) if at is None else {}
    if any(table.find(name) is not None for name in ticks.values()):
        nothing = {one.code for one in question.options if one.is_no_answer}
        wanted = [code for code, name in ticks.items() if code not in nothing or table.find(name) is not None]
        return [(table.place(ticks[code]), code, table.column(ticks[code])) for code in wanted]
    if at is None:
        if question.kind is QuestionKind.FREE:
            return []
        at = table.place(question.id)  # refused, with the columns there are
    return [(at, "", [row[at] for row in table.rows])]
