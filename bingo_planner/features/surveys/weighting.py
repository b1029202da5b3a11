"""Weights of a survey from populations: which margins, what each category has to reach, and what came of it.

Weights have the mean 1, so that a weighted number reads like a number of answers. Whoever did not say the town, the sex
or the age that is weighted by, or gave an answer no population knows, keeps the weight of the sample design; all
others together come to share as the population does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Final

import numpy as np

from bingo_planner.features.region.model import Body, Sex
from bingo_planner.features.region.population import Counts
from bingo_planner.features.surveys.model import Question
from bingo_planner.features.surveys.people import Span, age_span, people, sex_of
from bingo_planner.features.surveys.room import Role, SurveyData
from bingo_planner.features.surveys.stats.answers import Flags, Floats, SingleAnswers
from bingo_planner.features.surveys.stats.design import Places
from bingo_planner.features.surveys.stats.weights import Margin, Weighted, cell_weights, rake
from bingo_planner.features.surveys.towns import town_of
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate

Axis = tuple[str, ...]
"""Roles that are crossed into one margin."""


class Method(StrEnum):
    """How weights are made."""

    DESIGN = "design"
    CELL = "cell"
    RAKING = "raking"


MARGINS: Final[Mapping[str, tuple[Axis, ...]]] = {
    "town|sex|age": (("town",), ("sex",), ("age",)),
    "town|sex*age": (("town",), ("sex", "age")),
    "town*sex|town*age": (("town", "sex"), ("town", "age")),
    "town|age": (("town",), ("age",)),
    "town|sex": (("town",), ("sex",)),
}
"""What raking can be asked to meet."""
CELL: Final[Axis] = ("town", "sex", "age")
TRIMS: Final[Mapping[str, tuple[float, float] | None]] = {
    "": None,
    "0.3-3": (0.3, 3.0),
    "0.2-5": (0.2, 5.0),
    "0.5-2": (0.5, 2.0),
}
"""Bounds as multiples of the mean weight."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: method, margins of raking, trimming, and categories put together (`axis` → groups of keys)."""

    method: Method = Method.RAKING
    margins: str = "town|sex|age"
    trim: str = ""
    merged: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The margins to be met."""
        if self.method is Method.RAKING:
            return MARGINS[self.margins]
        return (CELL,) if self.method is Method.CELL else (("town",),)


def name_of(wish: Wish) -> str:
    """What weights are called that were asked for so: 市町・性別・年代（レイキング）."""
    crossed = translate("surveys", "×")
    axes = translate("surveys", "・").join(crossed.join(map(_role_words, axis)) for axis in wish.axes)
    methods = {
        Method.DESIGN: translate("surveys", "design weights"),
        Method.CELL: translate("surveys", "cell weights"),
        Method.RAKING: translate("surveys", "raking"),
    }
    return translate("surveys", "{axes} ({method})", axes=axes, method=methods[wish.method])


@dataclass(frozen=True, slots=True)
class Category:
    """One category of a margin before weighting. `key` joins the codes of its options; "" is whoever did not say."""

    key: str
    name: str
    people: float
    count: int


@dataclass(frozen=True)
class Target:
    """A margin with its categories, and the category of each respondent (n,)."""

    axis: Axis
    name: str
    categories: tuple[Category, ...]
    codes: Places
    is_split: bool

    @property
    def empty(self) -> tuple[Category, ...]:
        """Categories that people are in and nobody answered for."""
        return tuple(one for one in self.categories if one.people > 0 and not one.count)


@dataclass(frozen=True, slots=True)
class Line:
    """A category in the report: answers, people, and shares of 100 before, wanted and reached."""

    margin: str
    name: str
    count: int
    people: float
    before: float
    target: float
    reached: float

    @property
    def factor(self) -> float | None:
        """Mean weight of its answers."""
        return self.reached / self.before if self.before else None


@dataclass(frozen=True, eq=False)
class Made:
    """Weights (n,) with mean 1, and their report."""

    wish: Wish
    weights: Floats
    rounds: int
    smallest: float
    largest: float
    kish: float
    effective: float
    lines: tuple[Line, ...]
    at_bound: int
    is_split: bool
    population: float
    left_alone: int
    """Answers that keep the weight of the design, because they do not say all that is weighted by."""

    @property
    def furthest(self) -> float:
        """The largest distance in points between a share and its target, as trimming leaves it."""
        return max((abs(one.reached - one.target) for one in self.lines), default=0.0)


@dataclass(frozen=True)
class People:
    """Where head counts come from."""

    counts: Counts
    series: str
    year: int
    bodies: tuple[Body, ...]
    towns: tuple[str, ...]
    """Towns of the survey."""
    age_from: int


# -- targets -------------------------------------------------------------------------------------------
def targets_of(data: SurveyData, source: People, wish: Wish) -> tuple[Target, ...]:
    """The margins that are asked for, with what is put together put together.

    PlanError `survey.no_role` (no question says it), `survey.no_people` (the source does not tell these people).
    """
    merged = dict(wish.merged)
    return tuple(_together(_target(data, source, axis), merged.get("*".join(axis), ())) for axis in wish.axes)


def _target(data: SurveyData, source: People, axis: Axis) -> Target:
    asked = [_question(data, role) for role in axis]
    answers = [data.sheet.single(one.id) for one in asked]
    kinds = [_meanings(one, role, source) for one, role in zip(asked, axis, strict=True)]
    codes = np.full(data.sheet.size, -1, dtype=np.intp)
    categories: list[Category] = []
    split = False
    for places in product(*kinds):
        inside = np.ones(data.sheet.size, dtype=bool)
        for held, place in zip(answers, places, strict=True):
            inside &= held.codes == place
        meant = {role: kind[place] for role, kind, place in zip(axis, kinds, places, strict=True)}
        count, parted = _people(source, meant)
        split = split or parted
        codes[inside] = len(categories)
        options = [one.options[place] for one, place in zip(asked, places, strict=True)]
        key = "*".join(one.code for one in options)
        name = " ".join(one.label for one in options)
        categories.append(Category(key, name, count, int(inside.sum())))
    words = translate("surveys", " × ").join(one.label for one in asked)
    return Target(axis, words, tuple(categories), codes, split)


def _question(data: SurveyData, role: str) -> Question:
    found = data.facts.with_role(role)
    if found is None or not isinstance(data.sheet.answers.get(found.key), SingleAnswers):
        raise PlanError("survey.no_role", role=_role_words(role))
    return data.codebook.question(found.key)


def _role_words(role: str) -> str:
    words = {Role.TOWN: "Town", Role.SEX: "Sex", Role.AGE: "Age"}
    return translate("surveys", words[Role(role)])


_Meaning = str | Sex | Span


def _meanings(question: Question, role: str, source: People) -> dict[int, _Meaning]:
    """Options that a population knows: a town of the survey, a sex, a span of ages."""
    found: dict[int, _Meaning] = {}
    for place, option in enumerate(question.options):
        meaning: _Meaning | None = None
        if role == Role.TOWN:
            body = town_of(option.label, source.bodies) or town_of(option.code, source.bodies)
            meaning = body.id if body is not None and body.id in source.towns else None
        elif role == Role.SEX:
            meaning = sex_of(option.label)
        else:
            meaning = age_span(option.label, source.age_from)
        if meaning is not None:
            found[place] = meaning
    if not found:
        raise PlanError("survey.no_meaning", role=_role_words(role), question=question.label)
    return found


def _people(source: People, meanings: Mapping[str, _Meaning]) -> tuple[float, bool]:
    town, sex, ages = meanings.get("town"), meanings.get("sex"), meanings.get("age")
    bodies = [town] if isinstance(town, str) and not isinstance(town, Sex) else source.towns
    span = ages if isinstance(ages, tuple) else (source.age_from, None)
    found = people(
        source.counts, bodies, source.series, source.year, span, sex if isinstance(sex, Sex) else Sex.TOTAL
    )
    if found is None:
        raise PlanError("survey.no_people")
    return found.count, found.is_split


def _together(target: Target, groups: Sequence[tuple[str, ...]]) -> Target:
    """Categories put together: the first one stands for all of its group."""
    codes, categories = target.codes.copy(), list(target.categories)
    for group in groups:
        places = [at for at, one in enumerate(categories) if one.key in group]
        if len(places) < 2:
            continue
        parts = [categories[at] for at in places]
        joined = Category(
            "+".join(one.key for one in parts),
            translate("surveys", " + ").join(one.name for one in parts),
            sum(one.people for one in parts),
            sum(one.count for one in parts),
        )
        codes[np.isin(codes, places)] = places[0]
        categories[places[0]] = joined
        for at in reversed(places[1:]):
            del categories[at]
            codes[codes > at] -= 1
    return replace(target, categories=tuple(categories), codes=codes)


# -- weights -------------------------------------------------------------------------------------------
def make(data: SurveyData, source: People, wish: Wish) -> Made:
    """The weights that are asked for.

    PlanError `survey.empty_targets` names categories nobody answered for; besides what `weights` refuses.
    """
    targets = targets_of(data, source, wish)
    empty = [one for target in targets for one in target.empty]
    if empty:
        names = translate("surveys", ", ").join(one.name for one in empty)
        raise PlanError("survey.empty_targets", count=len(empty), names=names)
    start = _start(data, source, wish)
    said = np.all([target.codes >= 0 for target in targets], axis=0)
    margins = [_margin(target, start, said) for target in targets]
    trim = TRIMS[wish.trim]
    if wish.method is Method.RAKING or trim is not None:
        made = rake(start, margins, trim=trim)
    else:
        made = cell_weights(margins[0], start)
    weights = made.weights * (len(start) / made.weights.sum())
    return _made(wish, targets, made, weights, said)


def _start(data: SurveyData, source: People, wish: Wish) -> Floats:
    """What raking starts from: the design weights, 1 where the town is not known; other methods start alike."""
    alike = np.ones(data.sheet.size)
    if wish.method is not Method.RAKING or data.facts.with_role(Role.TOWN) is None:
        return alike
    town = _target(data, source, ("town",))
    if town.empty:
        return alike
    return cell_weights(_margin(town, alike, town.codes >= 0), alike).weights


def _margin(target: Target, start: Floats, said: Flags) -> Margin:
    """Totals that add up to the starting weight of those who said all that is weighted by; the others are in none."""
    whole = sum(one.people for one in target.categories)
    share = float(start[said].sum()) / whole
    totals = np.array([one.people * share for one in target.categories])
    names = tuple(one.name for one in target.categories)
    return Margin(target.name, np.where(said, target.codes, -1), names, totals)


def _made(wish: Wish, targets: Sequence[Target], made: Weighted, weights: Floats, said: Flags) -> Made:
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    return Made(
        wish,
        weights,
        made.rounds,
        float(weights.min()),
        float(weights.max()),
        len(weights) / effective,
        effective,
        tuple(line for target in targets for line in _lines(target, weights, said)),
        made.at_bound,
        any(one.is_split for one in targets),
        sum(one.people for one in targets[0].categories),
        int((~said).sum()),
    )


def _lines(target: Target, weights: Floats, said: Flags) -> list[Line]:
    """Shares of those who said all that is weighted by."""
    codes, size = target.codes[said], len(target.categories)
    counts, reached = np.bincount(codes, minlength=size), np.bincount(codes, weights[said], size)
    people_ = sum(one.people for one in target.categories)
    return [
        Line(
            target.name,
            one.name,
            int(counts[at]),
            one.people,
            float(counts[at] / counts.sum() * 100),
            one.people / people_ * 100,
            float(reached[at] / reached.sum() * 100),
        )
        for at, one in enumerate(target.categories)
    ]


def merged_with_neighbours(data: SurveyData, source: People, wish: Wish) -> Wish:
    """The wish with every empty category put together with the one beside it in the same town and sex."""
    found = dict(wish.merged)
    for target in targets_of(data, source, wish):
        groups = [tuple(group) for group in found.get("*".join(target.axis), ())]
        for one in target.empty:
            at = target.categories.index(one)
            beside = _neighbour(target, at)
            if beside is not None:
                groups = _joined(groups, {*one.key.split("+"), *target.categories[beside].key.split("+")})
        if groups:
            found["*".join(target.axis)] = tuple(groups)
    return replace(wish, merged=tuple(sorted(found.items())))


def _neighbour(target: Target, at: int) -> int | None:
    """The next category that differs in its last side only, before or after; else the next of all."""
    own = target.categories[at].key.rpartition("*")[0]
    order = sorted(range(len(target.categories)), key=lambda other: (abs(other - at), other))
    near = [other for other in order if other != at and target.categories[other].count]
    same = [other for other in near if target.categories[other].key.rpartition("*")[0] == own]
    return next(iter([*same, *near]), None)


def _joined(groups: Sequence[tuple[str, ...]], keys: set[str]) -> list[tuple[str, ...]]:
    """Groups of keys with one more; groups that share a key become one."""
    found, rest = set(keys), []
    for group in groups:
        if found & set(group):
            found |= set(group)
        else:
            rest.append(group)
    return [*rest, tuple(sorted(found))]
