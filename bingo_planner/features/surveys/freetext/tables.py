"""Rows about free answers: groups of opinions and their rules, lists of words, what a hand sorted, quotes.

Which answer somebody sorted or quoted, and the words of a quote, are people's answers: they stay in the office.
"""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, Scope, flag, integer, long_text, ref, text, word

SINCE = 5


class SurveyGroup(Row, Base):
    """One group of opinions of a free question: a kind (分類) within a field (分野)."""

    __tablename__ = "survey_group"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    question_key: Mapped[str] = text(search=False, since=SINCE)
    """The free question whose answers are sorted."""
    field: Mapped[str] = text(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    code: Mapped[int] = integer(0, since=SINCE)
    """Its option in tables; stays when groups are ordered anew."""
    note: Mapped[str] = text(since=SINCE)
    """What belongs here and what does not."""
    sort: Mapped[int] = integer(0, since=SINCE)


class SurveyRule(Row, Base):
    """One rule of a group; an answer for which any of them holds belongs to it."""

    __tablename__ = "survey_rule"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    group_id: Mapped[str | None] = ref(since=SINCE)
    text: Mapped[str] = text(title=True, search=False, since=SINCE)
    """バス かつ （少な または 減）"""
    sort: Mapped[int] = integer(0, since=SINCE)


class SurveyWord(Row, Base):
    """One line of the lists of words, which all surveys share."""

    __tablename__ = "survey_word"

    kind: Mapped[str] = word("stop", since=SINCE)
    """stop, pick, same or use."""
    means: Mapped[str] = text(search=False, since=SINCE)
    """The word a `same` is counted as."""
    text: Mapped[str] = text(title=True, search=False, since=SINCE)


class SurveyCoding(Row, Base):
    """What a hand decided about one answer and one group; its id follows from what it is about."""

    __tablename__ = "survey_coding"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    question_key: Mapped[str] = text(search=False, since=SINCE)
    respondent: Mapped[str] = word(scope=Scope.OFFICE, since=SINCE)
    """The key of the respondent in the file of answers."""
    digest: Mapped[str] = word(scope=Scope.OFFICE, since=SINCE)
    """Of the answer as it was read; another answer under the same key is not what was sorted."""
    group_id: Mapped[str | None] = ref(scope=Scope.OFFICE, since=SINCE)
    mark: Mapped[str] = word(scope=Scope.OFFICE, since=SINCE)
    """in, out, or nothing: as the rules say."""


class SurveyQuote(Row, Base):
    """An answer marked for the report, as it will be printed."""

    __tablename__ = "survey_quote"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    question_key: Mapped[str] = text(search=False, since=SINCE)
    group_id: Mapped[str | None] = ref(since=SINCE)
    """The group it stands for, or none."""
    respondent: Mapped[str] = word(scope=Scope.OFFICE, since=SINCE)
    digest: Mapped[str] = word(scope=Scope.OFFICE, since=SINCE)
    text: Mapped[str] = long_text(scope=Scope.OFFICE, since=SINCE)
    """What is printed, without what identifies; the answer itself stays as it is."""
    shown: Mapped[str] = word("town|sex|age", since=SINCE)
    """What is printed of the respondent: roles of questions separated by |."""
    checked: Mapped[bool] = flag(since=SINCE)
    """Somebody read it and found nothing that identifies."""
    sort: Mapped[int] = integer(0, since=SINCE)
