"""The design behind the errors of a survey that is held: strata with their populations, and the weights chosen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.stats.answers import Floats
from bingo_planner.features.surveys.stats.design import Design, Lonely, design_of

SINGLE_STRATUM = frozenset({"simple"})
"""Ways of drawing that know no strata."""


def sample_design(data: SurveyData, weights: Floats | None) -> Design:
    """Strata as the survey names them, finite populations where they are known, a weight an answer (else 1).

    Answers whose town is not known are a stratum of their own, drawn from very many. A stratum of which more answers
    are held than its population says has a wrong population: it counts as very large. PlanError as `design_of`.
    """
    held, size = data.design, data.sheet.size
    carried = np.ones(size) if weights is None else weights
    if data.survey.sampling in SINGLE_STRATUM or not held.strata:
        known = [one for one in held.population if one is not None]
        whole = sum(known) if known and len(known) == len(held.population) else 0
        sizes = np.full(size, float(whole)) if whole > size else None
        return design_of(size, weights=carried, fpc=sizes, lonely=Lonely.ADJUST)
    population = np.array(
        [
            float(one) if one is not None and one >= max(count, 2) else np.inf
            for one, count in zip(held.population, held.counts, strict=True)
        ]
    )
    sizes = np.where(held.stratum >= 0, population[held.stratum], np.inf)
    # Sorted as text, strata keep their order whatever they are called.
    names = [f"{place + 1:05d}" for place in held.stratum.tolist()]
    counts = np.bincount(held.stratum[held.stratum >= 0], minlength=len(population))
    if (counts[counts > 0] < 2).all():
        return design_of(size, weights=carried, lonely=Lonely.ADJUST)
    fpc = sizes if np.isfinite(sizes).any() else None
    return design_of(size, weights=carried, strata=names, fpc=fpc, lonely=Lonely.ADJUST)


def unweighted(design: Design) -> Design:
    """The same sample with every answer counting once."""
    return replace(design, weights=np.ones(design.size))
