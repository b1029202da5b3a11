"""Reads a file of answers: one row a respondent, columns named by question, read strictly by the code sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bingo_planner.features.surveys import celltext
from bingo_planner.features.surveys.answers import Answers, AnswerSheet, Floats, FreeAnswers
from bingo_planner.features.surveys.asked import Settled, settle
from bingo_planner.features.surveys.celltext import CellFault
from bingo_planner.features.surveys.filetable import Findings, Table, read_table
from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.kernel.errors import PlanError


@dataclass(frozen=True, eq=False)
class AnswerFile:
    """Answers with conditions carried out, the table they came from for other columns, and what was met on the way."""

    sheet: AnswerSheet
    table: Table
    settled: Settled


def read_answers(path: Path, codebook: Codebook) -> AnswerFile:
    """The answers of a file. All cells that cannot be read are listed in one PlanError (`survey.at…`).

    A question without a column is refused (`survey.no_column`), a free text without one is left out.
    """
    return answers_of(read_table(path), codebook)


def answers_of(table: Table, codebook: Codebook) -> AnswerFile:
    """The answers of a table; row numbers of the file name the respondents."""
    if not table.rows:
        raise PlanError("survey.no_respondents")
    findings = Findings(table)
    found: dict[str, Answers] = {}
    for question in codebook.questions:
        answers = _read(question, table, findings)
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
        endless = size and text.strip().casefold() in ("inf", "infinity", "∞")
        value = math.inf if endless else celltext.read_float(text)
        if value is None or math.isnan(value):
            findings.add(
                row,
                name,
                "survey.number_missing" if celltext.is_nothing(text) else "number.unreadable",
                text=text,
            )
        elif value < 0:
            findings.add(row, name, "survey.number_small", text=text)
        elif size and value == 0:
            findings.add(row, name, "survey.number_zero", text=text)
        else:
            values[row] = value
    findings.refuse()
    return values


def label_column(table: Table, name: str) -> list[str]:
    """A column of names, none missing: strata and clusters. PlanError `survey.at…`; 1, １ and 1.0 are one name."""
    findings = Findings(table)
    found = []
    for row, text in enumerate(table.column(name)):
        if celltext.is_nothing(text):
            findings.add(row, name, "survey.name_missing")
        found.append(celltext.plain_name(text))
    findings.refuse()
    return found


def tick_columns(question: Question, table: Table) -> Mapping[int, str]:
    """Names of the columns `q5_1`, `q5_2` … by place of the option; empty when there is none of them."""
    named = {place: f"{question.id}_{one.code}" for place, one in enumerate(question.options)}
    return {place: name for place, name in named.items() if table.find(name) is not None}


def _read(question: Question, table: Table, findings: Findings) -> Answers | None:
    if question.kind is QuestionKind.MULTIPLE and table.find(question.id) is None:
        ticks = tick_columns(question, table)
        if ticks:
            return _ticks(question, ticks, table, findings)
    if question.kind is QuestionKind.FREE and table.find(question.id) is None:
        return None
    texts = table.column(question.id)
    if question.kind is QuestionKind.FREE:
        return FreeAnswers(tuple("" if celltext.is_nothing(text) else text for text in texts))
    if question.kind is QuestionKind.NUMBER:
        numbers, faults = celltext.read_numbers(texts, question)
        _note(faults, question, question.id, findings)
        return numbers
    if question.kind is QuestionKind.SINGLE:
        single, faults = celltext.read_single(texts, question)
        _note(faults, question, question.id, findings)
        return single
    multiple, faults = celltext.read_multiple(texts, question)
    _note(faults, question, question.id, findings)
    return multiple


def _ticks(question: Question, ticks: Mapping[int, str], table: Table, findings: Findings) -> Answers:
    """Every option needs its column, but for 無回答, which nobody ticks."""
    columns = []
    for place, option in enumerate(question.options):
        if place in ticks:
            columns.append(table.column(ticks[place]))
        elif option.is_no_answer:
            columns.append([""] * len(table.rows))
        else:
            table.place(f"{question.id}_{option.code}")  # refused, with the columns there are
    answers, faults = celltext.read_ticks(columns, question)
    for place, bad in enumerate(faults):
        _note(bad, question, ticks.get(place, question.id), findings)
    return answers


def _note(faults: list[CellFault], question: Question, column: str, findings: Findings) -> None:
    codes = ", ".join(one.code for one in question.options)
    for fault in faults:
        findings.add(fault.row, column, fault.code, text=fault.text, question=question.id, codes=codes)
