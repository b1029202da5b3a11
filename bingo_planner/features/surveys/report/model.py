"""What a report is made of: which questions by which axes, how they are shown, and what stands round them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bingo_planner.features.surveys.crosstab.axes import read_axes
from bingo_planner.features.surveys.crosstab.hiding import hidden_lines
from bingo_planner.features.surveys.crosstab.model import Axis, CrossSheet, Line, Wish
from bingo_planner.features.surveys.crosstab.reader import good_codes
from bingo_planner.features.surveys.freetext.printed import PrintedOpinions
from bingo_planner.features.surveys.model import Question, QuestionKind
from bingo_planner.features.surveys.room import QuestionRow, Role, SurveyData
from bingo_planner.features.surveys.stats.crosstable import CrossOptions, ErrorFormula
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import Language
from bingo_planner.reports.model import CoverArea


class Layout(StrEnum):
    """What the cells of a cross table say."""

    BOTH = "both"
    """Answers above, per cent below."""
    PERCENT = "percent"
    """Per cent alone."""


class Piece(StrEnum):
    """A chapter of the report that can be left out."""

    OUTLINE = "outline"
    RESULTS = "results"
    PORTFOLIO = "portfolio"
    FREE_TEXT = "free_text"
    TREND = "trend"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen. No questions: all; no axes: those of the survey; no numbers: the survey's settings."""

    questions: tuple[str, ...] = ()
    axes: tuple[Axis, ...] | None = None
    is_weighted: bool = True
    layout: Layout = Layout.BOTH
    has_charts: bool = True
    has_marks: bool = True
    axis_no_answer: bool = True
    star_below: int | None = None
    hide_below: int | None = None
    margin_rule: str = ""
    pieces: frozenset[Piece] = frozenset(Piece)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands round the paper: who issues it, on which day, how days are written, in which language."""

    region: str = ""
    issuer: str = ""
    members: tuple[str, ...] = ()
    foot_mark: str = ""
    outline: tuple[CoverArea, ...] = ()
    map_source: str = ""
    today: dt.date = dt.date(2000, 1, 1)
    style: DateStyle = DateStyle.ERA
    language: Language = "ja"


@dataclass(frozen=True, slots=True)
class Limits:
    """How the lines of a table are shown: of fewer than `star` answers marked, of fewer than `hide` not at all.

    `hidden` are the keys of the lines of this very table that are not shown, also those that would give others away.
    """

    star: int = 30
    hide: int = 10
    layout: Layout = Layout.BOTH
    has_marks: bool = True
    hidden: frozenset[str] = frozenset()

    def is_hidden(self, line: Line) -> bool:
        """Not to be published."""
        return line.key in self.hidden

    def is_starred(self, line: Line) -> bool:
        """For reference only."""
        return line.n < self.star


@dataclass(frozen=True, eq=False)
class ReportData:
    """The survey, what was chosen, and every table by question."""

    data: SurveyData
    selection: Selection
    frame: Frame
    tables: Mapping[str, CrossSheet] = field(default_factory=dict)
    earlier: Mapping[str, SurveyData] = field(default_factory=dict)
    """Surveys that questions of this one are linked to, by id; this one may be among them."""
    opinions: tuple[PrintedOpinions, ...] = ()
    """Free questions whose answers were sorted or quoted."""

    @property
    def limits(self) -> Limits:
        """The numbers chosen, else those of the survey."""
        chosen, survey = self.selection, self.data.survey
        star = survey.star_below if chosen.star_below is None else chosen.star_below
        hide = survey.hide_below if chosen.hide_below is None else chosen.hide_below
        return Limits(star, hide, chosen.layout, chosen.has_marks)

    def limits_of(self, table: CrossSheet) -> Limits:
        """The limits with the lines of a table that are not shown."""
        return replace(self.limits, hidden=hidden_lines(table))

    @property
    def options(self) -> CrossOptions:
        """The settings of the tables."""
        limits = self.limits
        return CrossOptions(
            axis_no_answer=self.selection.axis_no_answer,
            formula=ErrorFormula(self.margin_rule),
            star=limits.star,
            hide=limits.hide,
        )

    @property
    def margin_rule(self) -> str:
        """design, simple or two_stage."""
        return self.selection.margin_rule or self.data.survey.margin_rule

    @property
    def is_weighted(self) -> bool:
        """Whether figures are weighted."""
        return self.data.weights is not None and self.selection.is_weighted

    @property
    def is_business(self) -> bool:
        """Whether businesses answered."""
        return self.data.survey.kind == "business"


def row_of(data: SurveyData, key: str) -> QuestionRow | None:
    """A question as it is stored."""
    return next((one for one in data.facts.questions if one.key == key), None)


def origin_of(data: SurveyData, key: str) -> str:
    """The free question whose groups of opinions make this question; nothing for one that was asked."""
    row = row_of(data, key)
    if row is None or not row.id.endswith(f".{key}"):
        return ""
    stored = row.id.partition(".")[0]
    return next((one.key for one in data.facts.questions if one.id == stored), "")


def axes_of(data: SurveyData, selection: Selection) -> tuple[Axis, ...]:
    """The axes chosen, those of the survey, or town, sex and age; only of questions that can be one."""
    if selection.axes is not None:
        wanted: Sequence[Axis] = selection.axes
    elif data.survey.axes:
        wanted = read_axes(data.survey.axes, data.codebook.ids)
    else:
        roles = [data.facts.with_role(role) for role in (Role.TOWN, Role.SEX, Role.AGE)]
        wanted = [Axis((one.key,)) for one in roles if one is not None]
    known = [axis for axis in wanted if all(_is_axis(data, key) for key in axis.keys)]
    return tuple(dict.fromkeys(known))


def _is_axis(data: SurveyData, key: str) -> bool:
    return key in data.codebook and data.codebook.question(key).is_coded and key in data.sheet.answers


def questions_of(data: SurveyData, selection: Selection) -> tuple[Question, ...]:
    """The questions chosen in printed order, as far as they have answers; free texts have a chapter of their own."""
    wanted = frozenset(selection.questions)
    return tuple(
        one
        for one in data.codebook.questions
        if one.kind is not QuestionKind.FREE
        and one.id in data.sheet.answers
        and (not wanted or one.id in wanted)
    )


def wish_of(data: SurveyData, question: Question, axes: Sequence[Axis]) -> Wish:
    """The table of a question by all axes but those it is part of itself."""
    row = row_of(data, question.id)
    good = good_codes(row) if row is not None else None
    drop = row is not None and row.no_answer == "leave_out"
    return Wish(question.id, tuple(axis for axis in axes if question.id not in axis.keys), drop, good)
