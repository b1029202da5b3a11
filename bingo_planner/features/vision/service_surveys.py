"""Surveys as far as fields and blocks of the vision need them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from bingo_planner.features.surveys import service_read as surveys
from bingo_planner.features.surveys.crosstab.model import CrossSheet
from bingo_planner.features.surveys.crosstab.words import printed_number
from bingo_planner.features.surveys.frame import survey_title
from bingo_planner.features.surveys.model import QuestionKind
from bingo_planner.features.surveys.report.pieces import sheet_piece
from bingo_planner.features.surveys.room import QuestionRow, SurveyData, SurveyFacts
from bingo_planner.features.vision.facts import QuestionFact, SurveyFact
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.text import fold

MOST_NAMED = 30
"""Questions whose figures are worked out for one search; more words narrow it."""


def survey_facts(session: Session) -> dict[str, SurveyFact]:
    """Every survey with answers, newest first, without its answers."""
    return {one.id: _fact(one) for one in surveys.surveys(session) if one.batch is not None}


def _fact(facts: SurveyFacts) -> SurveyFact:
    coded = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
    questions = tuple(_question(row) for row in facts.questions if row.kind in coded)
    return SurveyFact(
        facts.id,
        survey_title(facts, DateStyle.ERA),
        facts.survey.kind == "business",
        facts.valid,
        facts.mailed,
        questions,
    )


def _question(row: QuestionRow) -> QuestionFact:
    options = tuple((one.code, one.label) for one in row.question.options)
    head = f"{row.group_label} {row.label}".strip()
    return QuestionFact(row.key, f"{printed_number(row.key)} {head}", options)


def questions_named(session: Session, text: str) -> frozenset[tuple[str, str]]:
    """The questions (survey, question) one of the words names, newest survey first: counting all would be slow."""
    words = [fold(word) for word in text.split()]
    named = [
        (one.id, question.key)
        for one in survey_facts(session).values()
        for question in one.questions
        if words and any(word in fold(_words(question)) for word in words)
    ]
    return frozenset(named[:MOST_NAMED])


def _words(question: QuestionFact) -> str:
    return " ".join((question.label, *(label for _code, label in question.options)))


def survey_sheets(session: Session, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], CrossSheet]:
    """The figures of questions for everybody; those of surveys that are gone, or have no answers here, are missing."""
    found: dict[tuple[str, str], CrossSheet] = {}
    for survey in sorted({survey for survey, _question in wanted}):
        data = survey_data(session, survey)
        if data is None:
            continue
        for question in sorted(key for own, key in wanted if own == survey):
            sheet = sheet_piece(data, question)
            if sheet is not None:
                found[survey, question] = sheet
    return found


def survey_data(session: Session, survey: str) -> SurveyData | None:
    """A survey with its answers; None when it is gone or cannot be read."""
    try:
        return surveys.survey_data(session, survey)
    except PlanError:
        return None
