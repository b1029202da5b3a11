"""How the sample was drawn: weights, strata, clusters, population sizes; and the variance that follows from it.

The model is the one of R's `svydesign(ids=~cluster, strata=~stratum, weights=~weight, fpc=~size, nest=TRUE)` with
one stage of sampling (ultimate clusters):

* a cluster number means another cluster in every stratum, so survey points 1, 2, 3 of each town need no renaming;
* `fpc` is the number of sampling units in the stratum's population: people where people were drawn, clusters (blocks,
  survey points) where clusters were; figures of at most 1 throughout are sampling fractions;
* without weights but with `fpc` a respondent stands for N/n units, otherwise for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bingo_planner.features.surveys import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.surveys.stats.answers import Floats
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate

Places = NDArray[np.intp]
_CENSUS = 1e-7
"""A stratum of which all but this share was drawn has no sampling error (as in R)."""


class Lonely(StrEnum):
    """What a stratum with a single unit, whose spread nobody can know, adds to the variance."""

    REFUSE = "refuse"
    """Nothing is worked out: the strata have to be put together first. The default, as in R."""
    CERTAINTY = "certainty"
    """Nothing, as if the unit was sure to be drawn."""
    ADJUST = "adjust"
    """The square of its distance from the mean of all: cautious."""
    AVERAGE = "average"
    """As much as the other strata of the figure do on average."""


@dataclass(frozen=True, eq=False)
class Design:
    """A sample of n respondents in H strata.

    `weights` (n,); `stratum` (n,) from 0; `psu` (n,) numbers the sampling units from 0 over all strata, None where
    every respondent is one; `psu_stratum` (units,), units of a cluster design lying stratum by stratum; `psus` (H,)
    units drawn; `fraction` (H,) the share of the population's units that was drawn, 0 where that is not known; `names`
    (H,) of the strata.
    """

    weights: Floats
    stratum: Places
    psu: Places | None
    psu_stratum: Places
    psus: Places
    fraction: Floats
    names: tuple[str, ...]
    lonely: Lonely = Lonely.REFUSE

    @property
    def size(self) -> int:
        """Respondents, those of weight 0 too."""
        return len(self.weights)

    @property
    def strata(self) -> int:
        """Number of strata."""
        return len(self.psus)

    @property
    def df(self) -> int:
        """Degrees of freedom: sampling units less strata."""
        return int(self.psus.sum()) - self.strata

    @cached_property
    def by_unit(self) -> Places:
        """(n,) respondents in the order of their sampling units."""
        return np.argsort(self.stratum if self.psu is None else self.psu, kind="stable")

    @property
    def alone(self) -> NDArray[np.bool_]:
        """(H,) strata with a single unit out of more."""
        return np.asarray((self.psus == 1) & (1 - self.fraction >= _CENSUS))

    @property
    def scale(self) -> Floats:
        """(H,) what a unit's square counts: (1 − f) n / (n − 1)."""
        left = np.where(1 - self.fraction < _CENSUS, 0.0, 1 - self.fraction)
        scale = left * self.psus / np.maximum(self.psus - 1, 1)
        return np.where(self.alone & (self.lonely is not Lonely.ADJUST), 0.0, scale)

    @property
    def centring(self) -> Floats:
        """(H,) what the square of a stratum's sum takes away: `scale` / n; 0 where a lonely unit is not centred."""
        return np.where(self.alone, 0.0, self.scale / self.psus)


def plain_design(size: int) -> Design:
    """A simple random sample out of very many, every answer counting 1."""
    return design_of(size)


def design_of(
    size: int,
    *,
    weights: Sequence[float] | Floats | None = None,
    strata: Sequence[str] | None = None,
    clusters: Sequence[str] | None = None,
    fpc: Sequence[float] | Floats | None = None,
    lonely: Lonely = Lonely.REFUSE,
) -> Design:
    """The design of `size` respondents, one entry of each column for each.

    Refused: survey.no_respondents, survey.weight_value, survey.weight_none, survey.fpc_value, survey.fpc_mixed,
    survey.fpc_varies, survey.fpc_small, survey.lonely, survey.lonely_sample, survey.lonely_only.
    """
    if size == 0:
        raise PlanError("survey.no_respondents")
    names, stratum = _numbered(strata, size)
    psu, psu_stratum = _units(clusters, stratum)
    psus = np.bincount(psu_stratum, minlength=len(names)).astype(np.intp)
    fraction = (
        np.zeros(len(names)) if fpc is None else _fractions(np.asarray(fpc, float), stratum, psus, names)
    )
    if weights is not None:
        carried = np.ascontiguousarray(weights, dtype=np.float64)
    elif fpc is not None and (fraction > 0).all():
        carried = (1 / fraction)[stratum]
    else:
        carried = np.ones(size)
    _check_weights(carried)
    design = Design(carried, stratum, psu, psu_stratum, psus, fraction, names, lonely)
    _check_lonely(design)
    return design


def covariance(design: Design, scores: Floats) -> Floats:
    """The covariance matrix (p, p) of the sums of `scores` (n, p): the general form, with no shortcut.

    V = Σ_h (1 − f_h) n_h/(n_h − 1) Σ_c (z_hc − z̄_h)(z_hc − z̄_h)', z_hc the sum of the scores in unit c (Särndal,
    Swensson and Wretman 1992, 4.3; Lumley 2010, ch. 2). A score is w_i (y_i − ȳ)/W for a mean, w_i y_i for a total.
    """
    totals = unit_totals(design, scores)
    means = np.zeros((design.strata, scores.shape[1]))
    np.add.at(means, design.psu_stratum, totals)
    means = np.where(design.alone, 0.0, 1 / design.psus)[:, None] * means
    apart = totals - means[design.psu_stratum]
    touched = np.zeros(design.strata, dtype=bool)
    touched[design.stratum[(scores != 0).any(axis=1)]] = True
    spread = apart.T @ (design.scale[design.psu_stratum][:, None] * apart)
    return np.asarray(spread * widening(design, touched))


def unit_totals(design: Design, scores: Floats) -> Floats:
    """(units, p): the sums of scores (n, p) in each sampling unit."""
    if design.psu is None:
        return scores
    count = len(design.psu_stratum)
    columns = [np.bincount(design.psu, column, count) for column in scores.T]
    return np.stack(columns, axis=1) if columns else np.zeros((count, 0))


def widening(design: Design, touched: NDArray[np.bool_]) -> Floats:
    """The factor for lonely strata that count as the average of the others; 1 under every other policy.

    `touched` (H, …): which strata have respondents in a figure. As in R only those of a figure are averaged.
    """
    if design.lonely is not Lonely.AVERAGE or not design.alone.any():
        return np.ones(touched.shape[1:])
    alone = design.alone.reshape(-1, *(1,) * (touched.ndim - 1))
    all_of, known = touched.sum(axis=0), (touched & ~alone).sum(axis=0)
    return np.where(known > 0, all_of / np.maximum(known, 1), np.nan)


def _numbered(labels: Sequence[str] | None, size: int) -> tuple[tuple[str, ...], Places]:
    if labels is None:
        return (translate("surveys", "the whole sample"),), np.zeros(size, np.intp)
    names = sorted(set(labels))
    place = {name: at for at, name in enumerate(names)}
    return tuple(names), np.array([place[one] for one in labels], np.intp)


def _units(clusters: Sequence[str] | None, stratum: Places) -> tuple[Places | None, Places]:
    """Numbers of the sampling units and their strata; None where each respondent is one."""
    if clusters is None:
        return None, stratum
    pairs = list(zip(stratum.tolist(), clusters, strict=True))
    ordered = sorted(set(pairs))
    if len(ordered) == len(pairs):
        return None, stratum
    place = {pair: at for at, pair in enumerate(ordered)}
    return np.array([place[pair] for pair in pairs], np.intp), np.array(
        [home for home, _ in ordered], np.intp
    )


def _fractions(fpc: Floats, stratum: Places, psus: Places, names: tuple[str, ...]) -> Floats:
    """(H,) n_h / N_h out of population sizes or fractions of every respondent."""
    if np.isnan(fpc).any() or (fpc <= 0).any():
        raise PlanError("survey.fpc_value", row=int(np.flatnonzero(np.isnan(fpc) | (fpc <= 0))[0]) + 1)
    if (fpc > 1).any() and (fpc < 1).any():
        raise PlanError("survey.fpc_mixed")
    given = np.zeros(len(names))
    given[stratum] = fpc
    if (given[stratum] != fpc).any():
        raise PlanError("survey.fpc_varies", stratum=names[stratum[given[stratum] != fpc][0]])
    if (fpc <= 1).all():
        return given
    small = np.flatnonzero(given < psus)
    if len(small):
        at = int(small[0])
        size, drawn = f"{given[at]:,.10g}", f"{psus[at]:,}"
        raise PlanError("survey.fpc_small", stratum=names[at], population=size, drawn=drawn)
    return psus / given


def _check_weights(weights: Floats) -> None:
    bad = ~np.isfinite(weights) | (weights < 0)
    if bad.any():
        raise PlanError("survey.weight_value", row=int(np.flatnonzero(bad)[0]) + 1)
    if not (weights > 0).any():
        raise PlanError("survey.weight_none")


def _check_lonely(design: Design) -> None:
    if not design.alone.any():
        return
    if design.strata == 1:
        raise PlanError("survey.lonely_sample")
    names = [name for name, alone in zip(design.names, design.alone, strict=True) if alone]
    if design.alone.all():
        raise PlanError("survey.lonely_only")
    if design.lonely is Lonely.REFUSE:
        raise PlanError("survey.lonely", strata=", ".join(names))
