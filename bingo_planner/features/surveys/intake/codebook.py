"""Reads a code sheet: columns `id,label,type,options,asked_if,max_choices` (and `group`), one row a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from bingo_planner.exchange.reading import read_book
from bingo_planner.features.surveys.codetext import read_condition, read_options
from bingo_planner.features.surveys.intake.codesheet import CodeSheet, is_codesheet, read_codesheet
from bingo_planner.features.surveys.intake.filetable import Findings, Table, heading, read_table
from bingo_planner.features.surveys.model import Codebook, Condition, Question, QuestionKind
from bingo_planner.kernel.errors import FieldProblem, PlanError

KINDS: Final[Mapping[str, QuestionKind]] = {
    **{kind.value: kind for kind in QuestionKind},
    "単一": QuestionKind.SINGLE,
    "単数": QuestionKind.SINGLE,
    "複数": QuestionKind.MULTIPLE,
    "数値": QuestionKind.NUMBER,
    "自由": QuestionKind.FREE,
    "FREE": QuestionKind.FREE,
}
_T = TypeVar("_T")
_COLUMNS = ("id", "label", "type", "options", "asked_if", "max_choices", "group")


def read_codebook(path: Path) -> Codebook:
    """The questions of a code sheet. Everything that is wrong in it is listed in one PlanError (`survey.at…`).

    Code sheets as offices keep them, with a row an option or heads of their own, are read as the window reads them.
    """
    table = read_table(path, _COLUMNS)
    if table.find("id") is None or table.find("type") is None:
        sheet = next((one for one in read_book(path, headed=True).sheets if is_codesheet(one)), None)
        if sheet is not None:
            return _of_sheet(read_codesheet(sheet, path.name))
    return codebook_of(table)


def _of_sheet(found: CodeSheet) -> Codebook:
    if found.findings:
        first, more = found.findings[0], len(found.findings) - 1
        place = " ".join(part for part in (first.file, first.sheet, first.cell) if part)
        facts = {"place": place, "reason": first.sentence(), "more": more}
        problems = tuple(FieldProblem(one.cell, one.code, one.facts) for one in found.findings)
        raise PlanError("survey.at_many" if more else "survey.at", problems=problems, **facts)
    return Codebook(tuple(one.question for one in found.questions))


def codebook_of(table: Table) -> Codebook:
    """The questions of a table."""
    for needed in ("id", "type"):
        table.place(needed)
    findings = Findings(table)
    questions: list[Question] = []
    rows: dict[str, int] = {}
    for at, row in enumerate(table.rows):
        cells = {name: row[place] for name in _COLUMNS if (place := table.find(name)) is not None}
        question = _question(at, cells, findings)
        if question is None:
            continue
        if question.id in rows:
            findings.add(at, "id", "survey.question_twice", question=question.id)
        rows.setdefault(question.id, at)
        questions.append(question)
    findings.refuse()
    if not questions:
        raise PlanError("survey.file_empty", file=table.file)
    found = Codebook(tuple(questions))
    for question in questions:
        _check_condition(question, found, findings, rows[question.id])
    findings.refuse()
    return found


def _question(at: int, cells: Mapping[str, str], findings: Findings) -> Question | None:
    """One question, or None with what is wrong among the findings."""
    identity = heading(cells["id"])
    kind = KINDS.get(unicodedata.normalize("NFKC", cells["type"]).strip().upper())
    before = len(findings.places)
    if not identity:
        findings.add(at, "id", "survey.id_missing")
    if kind is None:
        findings.add(at, "type", "survey.type", text=cells["type"], choices=", ".join(QuestionKind))
    options = _read(at, "options", read_options, cells, findings) or ()
    condition = _read(at, "asked_if", read_condition, cells, findings)
    if (
        kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
        and not options
        and before == len(findings.places)
    ):
        findings.add(at, "options", "survey.no_options", question=identity)
    most = unicodedata.normalize("NFKC", cells.get("max_choices", "")).strip()
    if most and not re.fullmatch(r"[1-9]\d*(\.0)?", most):
        findings.add(at, "max_choices", "number.whole", text=most)
    if kind is None or before != len(findings.places):
        return None
    return Question(
        id=identity,
        label=cells.get("label", "").strip() or identity,
        kind=kind,
        options=options,
        asked_if=condition,
        max_choices=int(float(most)) if most else None,
        group=heading(cells.get("group", "")),
    )


def _read(
    at: int, column: str, read: Callable[[str], _T], cells: Mapping[str, str], findings: Findings
) -> _T | None:
    try:
        return read(cells.get(column, ""))
    except PlanError as error:
        findings.add(at, column, error.code, **error.facts)
        return None


def _check_condition(question: Question, codebook: Codebook, findings: Findings, row: int) -> None:
    condition: Condition | None = question.asked_if
    for clause in condition.clauses if condition else ():
        if clause.question not in codebook:
            findings.add(row, "asked_if", "survey.no_question", question=clause.question)
            continue
        asked = codebook.question(clause.question)
        if asked.kind is QuestionKind.FREE:
            findings.add(row, "asked_if", "survey.condition_free", question=asked.id)
        unknown = [code for code in clause.codes if asked.is_coded and asked.place_of(code) is None]
        if unknown:
            findings.add(row, "asked_if", "survey.condition_code", question=asked.id, code=unknown[0])
