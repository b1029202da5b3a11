"""A portfolio as the page shows it: its settings, its items with their scores and zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bingo_planner.features.surveys.room import SurveyRow
from bingo_planner.features.surveys.stats.portfolio import Cut, Importance, Score, Zone


class Improvement(StrEnum):
    """How what comes first is measured."""

    INDEX = "index"
    """改善度指数: distance from the centre and angle."""
    DEMAND = "demand"
    """改善要望度: importance less satisfaction, both standardised."""
    NONE = "none"


DEVIATION = "deviation"
"""The score that is five points shown as T-scores with mean 50 and spread 10."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a survey's portfolio is made. `deviation`: T-scores on both axes."""

    score: Score = Score.FIVE
    deviation: bool = False
    cut: Cut = Cut.MEAN
    satisfaction_across: bool = True
    improvement: Improvement = Improvement.INDEX
    zones: tuple[tuple[Zone, str], ...] = ()
    """Names a survey gives to its zones; those without one have the usual name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An item: its question of satisfaction, and what its importance is read from (nothing: from a correlation)."""

    label: str
    satisfaction: str
    importance: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Which questions a portfolio rests on. `whole`: the multiple answer, or satisfaction as a whole."""

    pairs: tuple[Pair, ...] = ()
    rule: Importance = Importance.STATED
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: scores with their standard errors, where it stands on the axes, its zone, what comes first.

    `satisfaction` and `importance` in the units of the score; `x` and `y` as plotted (T-scores where those are chosen).
    """

    key: str
    label: str
    satisfaction: float
    se_satisfaction: float
    importance: float
    se_importance: float
    zone: Zone
    improvement: float
    x: float
    y: float
    n: int


@dataclass(frozen=True, slots=True)
class Priorities:
    """Every item, the one that most wants improving first, and where the axes cross."""

    items: tuple[Item, ...]
    x_cut: float
    y_cut: float
    settings: Settings
    rule: Importance
    n: int

    def of_zone(self, zone: Zone) -> tuple[Item, ...]:
        """The items of a zone in their order."""
        return tuple(one for one in self.items if one.zone is zone)


def settings_of(row: SurveyRow) -> Settings:
    """The settings a survey is kept with."""
    known = {one.value: one for one in Zone}
    named = [piece.partition("=") for piece in row.zones.split("|")]
    zones = tuple((known[key.strip()], name.strip()) for key, _equal, name in named if key.strip() in known)
    deviation = row.portfolio_score == DEVIATION
    return Settings(
        Score.FIVE if deviation else Score(row.portfolio_score),
        deviation,
        Cut(row.portfolio_cut),
        row.portfolio_across == "satisfaction",
        Improvement(row.improvement),
        zones,
    )


def zones_text(names: Mapping[Zone, str]) -> str:
    """Names of zones as a survey keeps them; empty ones are left out."""
    return "|".join(f"{zone.value}={name.strip()}" for zone, name in names.items() if name.strip())
