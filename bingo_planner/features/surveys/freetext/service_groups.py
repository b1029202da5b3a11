"""Reading what is held about free answers, and the questions that groups of opinions make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bingo_planner.features.surveys.codetext import write_condition, write_options
from bingo_planner.features.surveys.freetext import tables as t
from bingo_planner.features.surveys.freetext.grouping import with_derived
from bingo_planner.features.surveys.freetext.room import (
    CodingRow,
    GroupRow,
    QuoteRow,
    RuleRow,
    TextFacts,
    WordRow,
)
from bingo_planner.features.surveys.model import Codebook, Option, Question
from bingo_planner.features.surveys.room import QuestionRow
from bingo_planner.features.surveys.stats.answers import Answers, AnswerSheet, FreeAnswers

P = TypeVar("P", GroupRow, RuleRow, WordRow, CodingRow, QuoteRow)
_Table = (
    type[t.SurveyGroup] | type[t.SurveyRule] | type[t.SurveyWord] | type[t.SurveyCoding] | type[t.SurveyQuote]
)


def text_facts(session: Session, survey_id: str) -> TextFacts:
    """Everything held about the free answers of a survey."""
    groups = _rows(session, t.SurveyGroup, GroupRow, t.SurveyGroup.survey_id == survey_id)
    rules = _rows(session, t.SurveyRule, RuleRow, t.SurveyRule.survey_id == survey_id)
    codings = _rows(session, t.SurveyCoding, CodingRow, t.SurveyCoding.survey_id == survey_id)
    quotes = _rows(session, t.SurveyQuote, QuoteRow, t.SurveyQuote.survey_id == survey_id)
    words = _rows(session, t.SurveyWord, WordRow)
    ordered = _by_field(sorted(groups, key=lambda one: (one.question_key, one.sort, one.id)))
    order = {one.id: at for at, one in enumerate(ordered)}
    return TextFacts(
        survey_id,
        ordered,
        tuple(sorted(rules, key=lambda one: (order.get(one.group_id or "", 0), one.sort, one.id))),
        tuple(codings),
        tuple(sorted(quotes, key=lambda one: (one.sort, one.id))),
        tuple(sorted(words, key=lambda one: (one.kind, one.text, one.id))),
    )


def _by_field(groups: Sequence[GroupRow]) -> tuple[GroupRow, ...]:
    """Groups of one field side by side, fields in the order of their first group."""
    first: dict[tuple[str, str], int] = {}
    for at, one in enumerate(groups):
        first.setdefault((one.question_key, one.field), at)
    return tuple(sorted(groups, key=lambda one: first[one.question_key, one.field]))


def owners(session: Session) -> Mapping[str, str]:
    """Groups, rules and quotes by id, and the survey each belongs to."""
    found: dict[str, str] = {}
    for table in (t.SurveyGroup, t.SurveyRule, t.SurveyQuote):
        rows = session.execute(select(table.id, table.survey_id).where(table.is_deleted.is_(False)))
        found |= {record_id: survey_id or "" for record_id, survey_id in rows}
    return found


def with_groups(
    session: Session, survey_id: str, codebook: Codebook, sheet: AnswerSheet
) -> tuple[Codebook, AnswerSheet]:
    """Code sheet and answers with the groups of opinions as further questions, each behind its free question."""
    has_any = select(t.SurveyGroup.id).where(
        t.SurveyGroup.survey_id == survey_id, t.SurveyGroup.is_deleted.is_(False)
    )
    if session.scalar(has_any.limit(1)) is None:
        return codebook, sheet
    return add_groups(text_facts(session, survey_id), codebook, sheet)


def add_groups(facts: TextFacts, codebook: Codebook, sheet: AnswerSheet) -> tuple[Codebook, AnswerSheet]:
    """The same from what was read already; free questions whose answers are not in the sheet get no groups."""
    questions: list[Question] = []
    answers: dict[str, Answers] = dict(sheet.answers)
    for question in codebook.questions:
        questions.append(question)
        free = sheet.answers.get(question.id)
        groups = facts.groups_of(question.id)
        if groups and isinstance(free, FreeAnswers):
            marks = facts.marks_of(question.id, sheet.keys, free.texts)
            for key, (derived, own) in with_derived(question, free, groups, marks, codebook.ids).items():
                questions.append(derived)
                answers[key] = own
    return Codebook(tuple(questions)), AnswerSheet(sheet.keys, answers)


def with_derived_rows(rows: Sequence[QuestionRow], codebook: Codebook) -> tuple[QuestionRow, ...]:
    """The rows of a survey's questions with one for each question that groups make, in the order of the code sheet.

    Whoever lists questions by their rows thus lists these too. They are not stored, so nothing can be set on them.
    """
    known = {one.key: one for one in rows}
    found: list[QuestionRow] = []
    for question in codebook.questions:
        before = found[-1] if found else QuestionRow("")
        found.append(known.get(question.id) or _derived_row(question, before))
    return tuple(found)


def _derived_row(question: Question, before: QuestionRow) -> QuestionRow:
    # A stroke would part a label into two options.
    options = tuple(
        Option(one.code, one.label.replace("|", "／").replace("｜", "／")) for one in question.options
    )
    return QuestionRow(
        f"{before.id}.{question.id}",
        question.id,
        question.label,
        question.kind,
        write_options(options),
        write_condition(question.asked_if),
        group_key=before.group_key,
        group_label=before.group_label,
        sort=before.sort,
    )


def _rows(session: Session, table: _Table, row: type[P], *where: ColumnElement[bool]) -> Sequence[P]:
    names = tuple(row.__dataclass_fields__)
    columns = [getattr(table, name) for name in names]
    found = session.execute(select(*columns).where(table.is_deleted.is_(False), *where))
    return [row(*values) for values in found]
