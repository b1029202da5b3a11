"""Rows of surveys: design, strata, questions, files taken in, answers by question, weights.

Answers are people's: they and what was typed into cells that could not be read stay in the office (`Scope.OFFICE`). A
batch holds the answers of one file; the survey names the batch in force, so that taking a file in again, or back, is
the change of that one field.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Mapped

from bingo_planner.store.base import Base, Row, Scope, day, decimal, integer, long_text, ref, text, word

SINCE = 5


class Survey(Row, Base):
    """One survey of residents or of businesses, with its design."""

    __tablename__ = "survey"

    name: Mapped[str] = text(title=True, since=SINCE)
    kana: Mapped[str] = text(since=SINCE)
    kind: Mapped[str] = word("resident", since=SINCE)
    """resident or business."""
    fiscal_year: Mapped[int | None] = integer(since=SINCE)
    purpose: Mapped[str] = long_text(since=SINCE)
    area: Mapped[str] = text(since=SINCE)
    """調査地域."""
    target: Mapped[str] = text(since=SINCE)
    """Whom it asks: 満18歳以上の住民."""
    age_from: Mapped[int | None] = integer(since=SINCE)
    """The youngest age asked; weights count people from this age on."""
    frame: Mapped[str] = text(since=SINCE)
    """What the sample was drawn from: 住民基本台帳."""
    sampling: Mapped[str] = word("stratified", since=SINCE)
    """stratified, simple, two_stage or census."""
    sampling_note: Mapped[str] = text(since=SINCE)
    method: Mapped[str] = word("post_web", since=SINCE)
    """post, web, post_web, visit or other."""
    starts_on: Mapped[dt.date | None] = day(since=SINCE)
    ends_on: Mapped[dt.date | None] = day(since=SINCE)
    items: Mapped[str] = long_text(since=SINCE)
    """調査項目, as the report prints them."""
    population_series: Mapped[str] = word(since=SINCE)
    population_year: Mapped[int | None] = integer(since=SINCE)
    """Source and year of the population behind strata and weights."""
    batch_id: Mapped[str | None] = ref(since=SINCE)
    """The answers in force."""
    weight_id: Mapped[str | None] = ref(since=SINCE)
    """The weights in force; nothing: every answer counts once."""
    axes: Mapped[str] = text(search=False, since=SINCE)
    """What tables are broken down by: ids of questions separated by |, a pair nested with *; empty: town, age, sex."""
    star_below: Mapped[int] = integer(30, since=SINCE)
    """Lines with fewer answers carry a star."""
    hide_below: Mapped[int] = integer(10, since=SINCE)
    """Lines with fewer answers are not published."""
    margin_rule: Mapped[str] = word("design", since=SINCE)
    """design, kish, simple or two_stage: how margins of error are worked out (`crosstable.ErrorFormula`)."""
    satisfaction_by: Mapped[str] = text(search=False, since=SINCE)
    """Heading of the questions of satisfaction, or their ids separated by |; empty: guessed."""
    importance_by: Mapped[str] = text(search=False, since=SINCE)
    """The same for importance; or the one multiple answer, or overall satisfaction for a correlation."""
    importance_rule: Mapped[str] = word(since=SINCE)
    """stated, chosen, correlation or partial (`portfolio.Importance`); empty: as the questions suggest."""
    portfolio_score: Mapped[str] = word("five", since=SINCE)
    """five (5…1), mean (+2…−2), balance (good less bad, %) or deviation (five as T-scores, mean 50)."""
    portfolio_cut: Mapped[str] = word("mean", since=SINCE)
    """mean or median of all items, or middle of the scale."""
    portfolio_across: Mapped[str] = word("satisfaction", since=SINCE)
    """Which of the two runs across."""
    improvement: Mapped[str] = word("index", since=SINCE)
    """index (distance and angle), demand (importance less satisfaction, standardised) or none."""
    zones: Mapped[str] = text(search=False, since=SINCE)
    """Names of the four zones: improve_first=…|keep_first=…|keep=…|improve=…; empty: the usual ones."""
    source: Mapped[str] = text(search=False, since=SINCE)
    note: Mapped[str] = long_text(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class SurveyStratum(Row, Base):
    """One stratum of the sample: a municipality, or a part named in words."""

    __tablename__ = "survey_stratum"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    municipality_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    """Where the stratum is no municipality."""
    population: Mapped[int | None] = integer(since=SINCE)
    """How many people or businesses it holds; nothing: as the population source says."""
    sampled: Mapped[int | None] = integer(since=SINCE)
    """How many were drawn (標本数)."""
    mailed: Mapped[int | None] = integer(since=SINCE)
    """How many questionnaires went out."""
    undelivered: Mapped[int | None] = integer(since=SINCE)
    returned: Mapped[int | None] = integer(since=SINCE)
    """How many came back, blank ones among them (回収数)."""
    valid: Mapped[int | None] = integer(since=SINCE)
    """Valid returns where no answers are held here; otherwise they are counted."""
    note: Mapped[str] = text(since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class SurveyQuestion(Row, Base):
    """One question of a survey with its options, as a code sheet states it."""

    __tablename__ = "survey_question"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    key: Mapped[str] = text(title=True, since=SINCE)
    """The id that files and conditions use: q5_1."""
    label: Mapped[str] = text(title=True, since=SINCE)
    kind: Mapped[str] = word("SA", since=SINCE)
    """SA, MA, NUM or FA."""
    options: Mapped[str] = long_text(since=SINCE)
    """1=男性|2=女性|9=無回答"""
    asked_if: Mapped[str] = text(search=False, since=SINCE)
    """q3=1|2, several joined by &; empty: everybody was asked."""
    max_choices: Mapped[int | None] = integer(since=SINCE)
    group_key: Mapped[str] = text(search=False, since=SINCE)
    """The id of the heading it stands under: q5 of q5_1."""
    group_label: Mapped[str] = text(since=SINCE)
    scores: Mapped[str] = word(since=SINCE)
    """Points of options by code, for means: 1=2|2=1|3=0|4=-1|5=-2."""
    no_answer: Mapped[str] = word("keep", since=SINCE)
    """keep: 無回答 stays in the base; leave_out: it does not."""
    positive: Mapped[str] = word(since=SINCE)
    """Codes that are summed up as the good side, separated by |; - for none; empty: guessed from the words."""
    role: Mapped[str] = word(since=SINCE)
    """town, sex, age or nothing: what strata and weights go by."""
    heads: Mapped[str] = text(search=False, since=SINCE)
    """The heads of its columns in the file, separated by |, so that the next file is known again."""
    sort: Mapped[int] = integer(0, since=SINCE)


class SurveyBatch(Row, Base):
    """One file of answers that was taken in: which, when, by whom, and what became of it."""

    __tablename__ = "survey_batch"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    file_name: Mapped[str] = text(title=True, since=SINCE)
    digest: Mapped[str] = word(since=SINCE)
    """SHA-256 of the file."""
    sheet: Mapped[str] = text(search=False, since=SINCE)
    encoding: Mapped[str] = word(since=SINCE)
    codebook_name: Mapped[str] = text(search=False, since=SINCE)
    codebook_digest: Mapped[str] = word(since=SINCE)
    rows_read: Mapped[int] = integer(0, since=SINCE)
    valid: Mapped[int] = integer(0, since=SINCE)
    """Answers kept."""
    blank: Mapped[int] = integer(0, since=SINCE)
    """Rows without any answer; they came back but are not valid."""
    left_out: Mapped[int] = integer(0, since=SINCE)
    """Rows left out because something in them was wrong."""
    marked: Mapped[int] = integer(0, since=SINCE)
    """Cells that could not be taken and count as no answer (無効)."""
    dropped: Mapped[str] = text(search=False, since=SINCE)
    """Heads of the columns that were not stored, separated by |."""
    findings: Mapped[str] = word(scope=Scope.OFFICE, since=SINCE)
    """What was found in the file, compressed: row, column, reason and text of each."""
    read_on: Mapped[dt.date | None] = day(since=SINCE)
    read_by: Mapped[str] = text(search=False, since=SINCE)
    note: Mapped[str] = text(since=SINCE)


class SurveyAnswers(Row, Base):
    """All answers of a batch to one question, compressed; the row without a key holds the respondents.

    What is too long for one transaction of the log goes on in further rows, numbered by `part`.
    """

    __tablename__ = "survey_answers"

    batch_id: Mapped[str | None] = ref(since=SINCE)
    key: Mapped[str] = text(search=False, since=SINCE)
    kind: Mapped[str] = word(since=SINCE)
    """SA, MA, NUM, FA, or KEY for the respondents."""
    part: Mapped[int] = integer(0, since=SINCE)
    payload: Mapped[str] = word(scope=Scope.OFFICE, since=SINCE)


class SurveyWeight(Row, Base):
    """Weights of the answers of a batch, with how they were made."""

    __tablename__ = "survey_weight"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    batch_id: Mapped[str | None] = ref(since=SINCE)
    name: Mapped[str] = text(title=True, since=SINCE)
    method: Mapped[str] = word("raking", since=SINCE)
    """design, cell or raking."""
    questions: Mapped[str] = text(search=False, since=SINCE)
    """Ids of the questions weighted by, separated by |."""
    targets: Mapped[str] = long_text(since=SINCE)
    """Target totals as lines QUESTION,CODE,TOTAL, merged options joined by +."""
    targets_note: Mapped[str] = text(search=False, since=SINCE)
    """Where the target totals come from."""
    trim_low: Mapped[Decimal | None] = decimal(since=SINCE)
    trim_high: Mapped[Decimal | None] = decimal(since=SINCE)
    """Bounds as multiples of the mean weight; nothing: not trimmed."""
    iterations: Mapped[int] = integer(0, since=SINCE)
    smallest: Mapped[Decimal | None] = decimal(since=SINCE)
    largest: Mapped[Decimal | None] = decimal(since=SINCE)
    kish_deff: Mapped[Decimal | None] = decimal(since=SINCE)
    n_effective: Mapped[Decimal | None] = decimal(since=SINCE)
    margins: Mapped[str] = word(since=SINCE)
    """What each target category reached, compressed."""
    payload: Mapped[str] = word(scope=Scope.OFFICE, since=SINCE)
    """One weight a respondent, compressed."""
    made_on: Mapped[dt.date | None] = day(since=SINCE)
    made_by: Mapped[str] = text(search=False, since=SINCE)
    sort: Mapped[int] = integer(0, since=SINCE)


class SurveyLink(Row, Base):
    """A question of a survey and the question of an earlier one that asked the same."""

    __tablename__ = "survey_link"

    survey_id: Mapped[str | None] = ref(since=SINCE)
    key: Mapped[str] = text(title=True, search=False, since=SINCE)
    earlier_id: Mapped[str | None] = ref(since=SINCE)
    """The earlier survey."""
    earlier_key: Mapped[str] = text(title=True, search=False, since=SINCE)
    options: Mapped[str] = word(since=SINCE)
    """Codes as NEW=OLD separated by |, several old ones joined by +; a new code that is left out has no counterpart."""
    note: Mapped[str] = text(search=False, since=SINCE)
    """What changed in words or base, as tables print it."""
