"""Surveys as they are held: design, strata, questions with their settings, files taken in, weights.

`model.py` says what was asked and `answers.py` what was answered; this says whose survey it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.codetext import read_condition, read_options
from bingo_planner.features.surveys.model import Codebook, Question, QuestionKind
from bingo_planner.features.surveys.stats.answers import AnswerSheet, Floats


class Role(StrEnum):
    """What a question says about the respondent; strata and weights go by it."""

    NONE = ""
    TOWN = "town"
    SEX = "sex"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey with its design."""

    id: str
    name: str = ""
    kana: str = ""
    kind: str = "resident"
    fiscal_year: int | None = None
    purpose: str = ""
    area: str = ""
    target: str = ""
    age_from: int | None = None
    frame: str = ""
    sampling: str = "stratified"
    sampling_note: str = ""
    method: str = "post_web"
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    items: str = ""
    population_series: str = ""
    population_year: int | None = None
    batch_id: str | None = None
    weight_id: str | None = None
    axes: str = ""
    star_below: int = 30
    hide_below: int = 10
    margin_rule: str = "design"
    satisfaction_by: str = ""
    importance_by: str = ""
    importance_rule: str = ""
    portfolio_score: str = "five"
    portfolio_cut: str = "mean"
    portfolio_across: str = "satisfaction"
    improvement: str = "index"
    zones: str = ""
    source: str = ""
    note: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class StratumRow:
    """One stratum with what was drawn, sent and returned there."""

    id: str
    municipality_id: str | None = None
    name: str = ""
    population: int | None = None
    sampled: int | None = None
    mailed: int | None = None
    undelivered: int | None = None
    returned: int | None = None
    valid: int | None = None
    note: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as it is stored, with the settings of its tables."""

    id: str
    key: str = ""
    label: str = ""
    kind: str = QuestionKind.SINGLE
    options: str = ""
    asked_if: str = ""
    max_choices: int | None = None
    group_key: str = ""
    group_label: str = ""
    scores: str = ""
    no_answer: str = "keep"
    positive: str = ""
    role: str = ""
    heads: str = ""
    sort: int = 0

    @property
    def question(self) -> Question:
        """The question itself; PlanError when options or condition are not in their form."""
        return Question(
            self.key,
            self.label,
            QuestionKind(self.kind),
            read_options(self.options),
            read_condition(self.asked_if),
            self.max_choices,
            self.group_key,
        )

    @property
    def points(self) -> Mapping[str, float]:
        """Points by code of an option; codes without points are outside means."""
        found: dict[str, float] = {}
        for piece in self.scores.split("|"):
            code, _equal, points = piece.partition("=")
            try:
                found[code.strip()] = float(Decimal(points.strip()))
            except InvalidOperation:
                continue
        return found


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A file of answers that was taken in."""

    id: str
    file_name: str = ""
    digest: str = ""
    sheet: str = ""
    encoding: str = ""
    codebook_name: str = ""
    codebook_digest: str = ""
    rows_read: int = 0
    valid: int = 0
    blank: int = 0
    left_out: int = 0
    marked: int = 0
    dropped: str = ""
    read_on: dt.date | None = None
    read_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WeightRow:
    """Weights as they were made; the weights themselves are in `SurveyData`."""

    id: str
    batch_id: str | None = None
    name: str = ""
    method: str = "raking"
    questions: str = ""
    targets: str = ""
    targets_note: str = ""
    trim_low: Decimal | None = None
    trim_high: Decimal | None = None
    iterations: int = 0
    smallest: Decimal | None = None
    largest: Decimal | None = None
    kish_deff: Decimal | None = None
    n_effective: Decimal | None = None
    margins: str = ""
    made_on: dt.date | None = None
    made_by: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A question of this survey and the question of an earlier one that asked the same."""

    id: str
    key: str = ""
    earlier_id: str | None = None
    earlier_key: str = ""
    options: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """A survey with all that hangs on it, but not its answers."""

    survey: SurveyRow
    strata: tuple[StratumRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    batches: tuple[BatchRow, ...] = ()
    weights: tuple[WeightRow, ...] = ()
    links: tuple[LinkRow, ...] = ()

    @property
    def id(self) -> str:
        """The survey."""
        return self.survey.id

    @property
    def batch(self) -> BatchRow | None:
        """The answers in force."""
        return next((one for one in self.batches if one.id == self.survey.batch_id), None)

    @property
    def weight(self) -> WeightRow | None:
        """The weights in force: those chosen, as long as they were made for the answers in force."""
        found = next((one for one in self.weights if one.id == self.survey.weight_id), None)
        return found if found is not None and found.batch_id == self.survey.batch_id else None

    @property
    def codebook(self) -> Codebook:
        """What was asked; PlanError when a question's text is not in its form."""
        return Codebook(tuple(one.question for one in self.questions))

    def with_role(self, role: str) -> QuestionRow | None:
        """The question that says the town, the sex or the age."""
        return next((one for one in self.questions if one.role == role), None)

    @property
    def mailed(self) -> int | None:
        """Questionnaires sent, or the sample where that is not known."""
        counts = [one.mailed if one.mailed is not None else one.sampled for one in self.strata]
        known = [count for count in counts if count is not None]
        return sum(known) if known else None

    @property
    def valid(self) -> int | None:
        """Valid returns: the answers held, else what was typed."""
        if self.batch is not None:
            return self.batch.valid
        known = [one.valid for one in self.strata if one.valid is not None]
        return sum(known) if known else None

    @property
    def rate(self) -> Decimal | None:
        """Valid returns out of a hundred sent (有効回収率); None while either is not known."""
        return Decimal(self.valid * 100) / self.mailed if self.valid is not None and self.mailed else None


@dataclass(frozen=True, eq=False)
class SurveyDesign:
    """How the sample was drawn, by respondent.

    `stratum` (n,): place in `strata`, −1 where the town is not known. `population`: what each stratum holds, None where
    nobody knows; a census or an unknown population has no correction for a finite one.
    """

    strata: tuple[StratumRow, ...]
    stratum: NDArray[np.int16]
    population: tuple[int | None, ...]

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Answers held by stratum."""
        known = self.stratum[self.stratum >= 0]
        return np.bincount(known, minlength=len(self.strata))


@dataclass(frozen=True, eq=False)
class SurveyData:
    """One survey with its answers: what tables, pictures and papers read."""

    facts: SurveyFacts
    codebook: Codebook
    sheet: AnswerSheet
    weights: Floats | None
    """One weight a respondent, or None: every answer counts once."""
    design: SurveyDesign
    bodies: tuple[Body, ...] = field(default=())

    @property
    def survey(self) -> SurveyRow:
        """The survey itself."""
        return self.facts.survey
