"""満足度と重要度: the portfolio as a chapter, its dots in four zones and the twin table of what wants improving."""

from __future__ import annotations

from collections.abc import Iterator

from bingo_planner.features.surveys.crosstab.sample import sample_design
from bingo_planner.features.surveys.priorities import words
from bingo_planner.features.surveys.priorities.model import Improvement, Item, Priorities, settings_of
from bingo_planner.features.surveys.priorities.sources import sources_of
from bingo_planner.features.surveys.priorities.working import priorities
from bingo_planner.features.surveys.report.model import ReportData
from bingo_planner.features.surveys.report.words import joined, run_on
from bingo_planner.features.surveys.room import SurveyData
from bingo_planner.features.surveys.stats.portfolio import Cut, Zone
from bingo_planner.kernel.i18n import translate
from bingo_planner.reports.answercharts import Axis, Portfolio, Spot
from bingo_planner.reports.model import Column, Figure, Paragraph, Part, Row, Table, verbatim

_HEIGHT = 330.0


def _t(text: str, **facts: object) -> str:
    return translate("survey_paper", text, **facts)


def found_priorities(report: ReportData) -> Priorities | None:
    """The portfolio of everybody as the survey is set; None where there is nothing to make it of."""
    data = report.data
    return priorities_of(data, is_weighted=report.is_weighted)


def priorities_of(data: SurveyData, *, is_weighted: bool = True) -> Priorities | None:
    """The portfolio of a survey with the settings it is kept with; None without enough items."""
    sources = sources_of(data.survey, data.facts.questions)
    if not sources.pairs or not data.sheet.size:
        return None
    design = sample_design(data, data.weights if is_weighted else None)
    found = priorities(data, design, sources, settings_of(data.survey))
    return found if found.items else None


def portfolio_parts(found: Priorities) -> Iterator[Part]:
    """Reading, picture, table."""
    yield Paragraph(verbatim(reading(found)))
    yield portfolio_figure(found)
    yield portfolio_table(found)


def reading(found: Priorities) -> str:
    """How many items come first, and which of them most of all."""
    first = found.of_zone(Zone.IMPROVE_FIRST)
    base = {Cut.MEAN: _t("the mean"), Cut.MEDIAN: _t("the median"), Cut.MIDDLE: _t("the middle of the scale")}
    facts = {"n": len(found.items), "base": base[found.settings.cut]}
    if not first:
        return _t("Of {n} items none is more important than {base} and less satisfying.", **facts)
    zone = words.zone_names(found.settings)[Zone.IMPROVE_FIRST]
    said = _t(
        "Of {n} items {first} are more important than {base} and less satisfying ({zone}).",
        first=len(first),
        zone=zone,
        **facts,
    )
    if found.settings.improvement is Improvement.NONE:
        return said
    named = joined([_t("“{word}”", word=one.label) for one in found.items[:3]], _t(" and "))
    return run_on((said, _t("Most in need are {items}.", items=named)))


def portfolio_figure(found: Priorities, key: str = "portfolio-figure") -> Figure:
    """Dots in four zones; what to improve first on a tone, filled and bold."""
    numbers = _numbers(found)
    spots = tuple(
        Spot(numbers[one.key], one.label, one.x, one.y, one.zone is Zone.IMPROVE_FIRST)
        for one in sorted(found.items, key=lambda one: int(numbers[one.key]))
    )
    settings = found.settings
    across = settings.satisfaction_across
    chart = Portfolio(
        spots,
        _axis(found, satisfaction=across),
        _axis(found, satisfaction=not across),
        _zones(found),
        0 if across else 3,
        _HEIGHT,
    )
    note = _t("Axes cross at {x} and {y}.", x=chart.across.cut_words, y=chart.upright.cut_words)
    aside = _t("Means leave out “don’t know” and no answer. Filled dots are what to improve first.")
    return Figure(
        chart,
        _t("Satisfaction and importance of {n} items", n=len(found.items)),
        reading(found),
        verbatim(run_on((note, aside))),
        key,
    )


def _axis(found: Priorities, *, satisfaction: bool) -> Axis:
    settings = found.settings
    cut = found.x_cut if satisfaction == settings.satisfaction_across else found.y_cut
    places = words.decimals(settings, found.rule, satisfaction=satisfaction)
    name = words.score_words(settings, found.rule, satisfaction=satisfaction)
    return Axis(_t("{name} → high", name=name), cut, words.cut_words(found, cut, places))


def _zones(found: Priorities) -> tuple[str, str, str, str]:
    """Names of the quarters: upper left, upper right, lower left, lower right."""
    names = words.zone_names(found.settings)
    if found.settings.satisfaction_across:
        order = (Zone.IMPROVE_FIRST, Zone.KEEP_FIRST, Zone.IMPROVE, Zone.KEEP)
    else:
        order = (Zone.KEEP, Zone.KEEP_FIRST, Zone.IMPROVE, Zone.IMPROVE_FIRST)
    return (names[order[0]], names[order[1]], names[order[2]], names[order[3]])


def _numbers(found: Priorities) -> dict[str, str]:
    """Numbers of the items in the order of their questions."""
    keys = sorted((one.key for one in found.items), key=_natural)
    return {key: str(at) for at, key in enumerate(keys, start=1)}


def _natural(key: str) -> tuple[int, str]:
    digits = key.rpartition("_")[2]
    return (int(digits), key) if digits.isdigit() else (10**6, key)


def portfolio_table(found: Priorities, key: str = "portfolio-table") -> Table:
    """Every item with its scores and errors, the index, the zone; the first wants improving most."""
    settings, numbers, names = found.settings, _numbers(found), words.zone_names(found.settings)
    title = words.improvement_title(settings)
    columns = [
        Column(_t("Rank"), align="right"),
        Column(_t("Number"), align="right"),
        Column(_t("Item"), share=2.0),
        Column(_t("Satisfaction"), align="right"),
        Column("±", align="right"),
        Column(_t("Importance"), align="right"),
        Column("±", align="right"),
        *([Column(title, align="right")] if title else []),
        Column(_t("Zone")),
    ]
    rows = tuple(
        Row((str(at), numbers[one.key], one.label, *_scores(found, one), names[one.zone]))
        for at, one in enumerate(found.items, start=1)
    )
    caption = _t("Items by need of improvement") if title else _t("Items")
    return Table(tuple(columns), rows, caption, _note(found), key, size=8.3)


def _scores(found: Priorities, item: Item) -> tuple[str, ...]:
    places = [words.decimals_plain(found, satisfaction=side) for side in (True, False)]
    scores = [
        words.score_text(item.satisfaction, places[0]),
        words.error_words(item.se_satisfaction).lstrip("±"),
        words.score_text(item.importance, places[1]),
        words.error_words(item.se_importance).lstrip("±"),
    ]
    if found.settings.improvement is not Improvement.NONE:
        scores.append(words.signed(item.improvement))
    return tuple(scores)


def _note(found: Priorities) -> str:
    error = _t("± is the error at 95% under the design of the sample.")
    index = {
        Improvement.INDEX: _t(
            "Need: distance from the centre in T-scores, times how close its direction is to high importance and low "
            "satisfaction."
        ),
        Improvement.DEMAND: _t("Demand: standardised importance less standardised satisfaction."),
        Improvement.NONE: "",
    }[found.settings.improvement]
    return run_on([one for one in (error, index) if one])
