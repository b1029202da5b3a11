"""What the tab of the design shows: the design block, strata with rates and errors, how many answers are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.fields import word
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.people import People
from bingo_planner.features.surveys.room import StratumRow, SurveyFacts, SurveyRow
from bingo_planner.features.surveys.service_design import Census, DesignFacts
from bingo_planner.features.surveys.stats.samplesize import (
    TWO_STAGE_DEFF,
    TWO_STAGE_Z,
    Z95,
    answers_needed,
    sample_size,
    sampling_error,
    stratified_error,
)
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored

TYPED = ("population", "sampled", "mailed", "undelivered", "returned", "valid")
"""What is typed into the strata."""
FORM_SECTIONS = ("What it is", "Sample", "In the field")
FORM_LEFT = frozenset({"population_series", "population_year"})
"""Chosen over the strata instead."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the sample-size helper is asked: an error in points, and the share of letters that is expected back."""

    error: Decimal = Decimal(5)
    rate: Decimal = Decimal(40)


@dataclass(frozen=True, slots=True)
class StratumLine:
    """A stratum with all that follows from it. Errors are in points at a share of one half, 95 %."""

    row: StratumRow
    name: str
    body: Body | None
    people: People | None
    population: int | None
    valid: int | None
    error: float | None = None
    need: int | None = None
    letters: int | None = None

    @property
    def id(self) -> str:
        """The stratum."""
        return self.row.id

    @property
    def mailed(self) -> int | None:
        """Sent, or the sample where that is not known."""
        return self.row.mailed if self.row.mailed is not None else self.row.sampled


@dataclass(frozen=True, slots=True)
class Sums:
    """The foot of the strata: sums of what is known, the error of all together."""

    population: int | None = None
    sampled: int | None = None
    mailed: int | None = None
    undelivered: int | None = None
    returned: int | None = None
    valid: int | None = None
    error: float | None = None
    need: int | None = None
    letters: int | None = None
    unknown: int = 0


@dataclass(frozen=True)
class DesignState:
    """All the tab shows."""

    frame: FrameState
    lines: tuple[StratumLine, ...] = ()
    sums: Sums = field(default_factory=Sums)
    wish: Wish = field(default_factory=Wish)
    need_of_all: int | None = None
    """Answers that suffice when the region is looked at as a whole."""
    censuses: tuple[Census, ...] = ()
    is_split: bool = False
    values: Mapping[str, Stored] = field(default_factory=dict, hash=False)
    problems: Mapping[str, str] = field(default_factory=dict, hash=False)
    form_open: bool = False
    focus: str = ""

    @property
    def facts(self) -> SurveyFacts | None:
        """The chosen survey."""
        return self.frame.facts


def lines_of(frame: FrameState, design: DesignFacts, wish: Wish) -> tuple[StratumLine, ...]:
    """Every stratum in official order."""
    facts = frame.facts
    if facts is None:
        return ()
    z, deff = convention(facts.survey)
    found = []
    for row in facts.strata:
        body = frame.data.body(row.municipality_id)
        held = design.populations.get(row.id) if design.survey_id == facts.id else None
        population = row.population if row.population is not None else round(held.count) if held else None
        valid = design.valid.get(row.id) if facts.batch is not None else row.valid
        need, letters = _need(population, wish, z, deff)
        name = body.brief if body is not None else row.name
        error = _points(sampling_error(0.5, valid, population, z, deff)) if valid else None
        found.append(StratumLine(row, name, body, held, population, valid, error, need, letters))
    return tuple(found)


def convention(survey: SurveyRow) -> tuple[float, float]:
    """z and design effect of the formula in print: two-stage samples have their own."""
    return (TWO_STAGE_Z, TWO_STAGE_DEFF) if survey.sampling == "two_stage" else (Z95, 1.0)


def _need(population: int | None, wish: Wish, z: float, deff: float) -> tuple[int | None, int | None]:
    if not population or wish.error <= 0 or wish.rate <= 0:
        return None, None
    answers = sample_size(float(wish.error) / 100, population, 0.5, z, deff)
    return answers, min(population, -int(-(Decimal(answers) * 100) // wish.rate))


def _points(share: float) -> float | None:
    return None if share != share else share * 100


def sums_of(lines: Sequence[StratumLine], unknown: int, survey: SurveyRow) -> Sums:
    """The foot; a sum of nothing known is nothing."""
    z, deff = convention(survey)
    populations = [(float(one.population or 0), float(one.valid or 0)) for one in lines]
    whole = bool(lines) and all(population and valid for population, valid in populations)
    valid = _sum(one.valid for one in lines)
    return Sums(
        _sum(one.population for one in lines),
        _sum(one.row.sampled for one in lines),
        _sum(one.mailed for one in lines),
        _sum(one.row.undelivered for one in lines),
        _sum(one.row.returned for one in lines),
        None if valid is None else valid + unknown,
        _points(stratified_error(populations, 0.5, z, deff)) if whole else None,
        _sum(one.need for one in lines),
        _sum(one.letters for one in lines),
        unknown,
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [one for one in counts if one is not None]
    return sum(known) if known else None


def need_of_all(lines: Sequence[StratumLine], wish: Wish, survey: SurveyRow) -> int | None:
    """Answers the whole area needs when nobody looks at single towns."""
    population = _sum(one.population for one in lines)
    if not population or wish.error <= 0:
        return None
    z, deff = convention(survey)
    needed = answers_needed(float(wish.error) / 100, population, 0.5, z, deff)
    return min(population, -int(-needed // 1))


def block_of(facts: SurveyFacts, style: DateStyle, population: str) -> list[tuple[str, str]]:
    """The design block as a report prints it: what is filled in, in its order."""
    row = facts.survey
    found = [
        ("Purpose", row.purpose),
        ("Area", row.area),
        ("Who is asked", row.target),
        ("Drawn from", row.frame),
        (
            "Way of drawing",
            "　".join(one for one in (word("survey", "sampling", row.sampling), row.sampling_note) if one),
        ),
        ("Way of asking", word("survey", "method", row.method)),
        ("Period", period_words(row, style)),
        ("What is asked", row.items),
        ("Population from", population),
    ]
    return [(translate("surveys", label), text) for label, text in found if text.strip()]


def period_words(row: SurveyRow, style: DateStyle) -> str:
    """令和6年6月3日～6月24日 as two days."""
    days = [format_date(one, style, "long") for one in (row.starts_on, row.ends_on) if one is not None]
    return "～".join(days)
